"""The folding of names (sql/folding.sql) and that of words (claims/text/folding.py), held beside each other."""

import unicodedata

import pytest
from django.db import connection

from claims.text.folding import fold

BLOCKS = {
    "Latin": [
        (0x41, 0x24F), (0x250, 0x2FF), (0x1D00, 0x1DBF), (0x1E00, 0x1EFF), (0x2C60, 0x2C7F), (0xA720, 0xA7FF),
        (0xAB30, 0xAB6F),
    ],
    "combining marks": [(0x300, 0x36F), (0x1AB0, 0x1AFF), (0x1DC0, 0x1DFF), (0x20D0, 0x20FF), (0xFE20, 0xFE2F)],
    "Greek": [(0x370, 0x3FF), (0x1F00, 0x1FFF)],
    "Cyrillic": [(0x400, 0x52F), (0x1C80, 0x1C8F), (0x2DE0, 0x2DFF), (0xA640, 0xA69F)],
    "Armenian": [(0x531, 0x58F)],
    "Hebrew": [(0x591, 0x5F4), (0xFB1D, 0xFB4F)],
    "Arabic": [(0x600, 0x6FF), (0x750, 0x77F), (0x8A0, 0x8FF), (0xFB50, 0xFDFF), (0xFE70, 0xFEFC)],
    "ligatures": [(0xFB00, 0xFB17)],
}  # fmt: skip
# Names take them for letters with an accent, words for letters of their own.
OF_THEIR_OWN = set("йЙїЇўЎќЌѓЃ")
# Names keep the apostrophe in them, which parts words. From names the iota below a letter goes as accents do, and the
# strokes through a letter, which words keep as signs of their own.
APOSTROPHES, IOTA_BELOW = set("\u02bcŉ"), "\u0345"
ACCENTS_IN_NAMES_ALONE = set("\u0334\u0335\u0336\u0337\u0338\u034f\u037a")


def signs_of(blocks):
    signs = (chr(code) for first, last in blocks for code in range(first, last + 1))
    return [sign for sign in signs if unicodedata.category(sign)[0] in "LM"]


def folded_names(names):
    with connection.cursor() as cursor:
        cursor.execute("SELECT array_agg(claims_folded(each) ORDER BY number)"
                       " FROM unnest(%s::text[]) WITH ORDINALITY AS all_of(each, number)", [names])  # fmt: skip
        return cursor.fetchone()[0]


@pytest.mark.parametrize("script", BLOCKS)
def test_names_that_fold_alike_are_alike_as_words_too(db, script):
    names = [f"b{sign}b" for sign in signs_of(BLOCKS[script])]
    assert len(names) > 20 or script == "ligatures"
    differing = {
        name[1]
        for name, folded in zip(names, folded_names(names), strict=True)
        if fold(folded) != fold(name) and IOTA_BELOW not in unicodedata.normalize("NFD", name)
    }
    assert differing == (OF_THEIR_OWN | APOSTROPHES | ACCENTS_IN_NAMES_ALONE) & {name[1] for name in names}


@pytest.mark.parametrize("script", BLOCKS)
def test_folding_again_changes_nothing(db, script):
    names = [f"b{sign}b" for sign in signs_of(BLOCKS[script])]
    once = folded_names(names)
    again = {name: twice for name, twice in zip(once, folded_names(once), strict=True) if twice != name}
    words = {fold(name) for name in names}
    assert not again and {fold(each) for each in words} == words


@pytest.mark.parametrize(
    "names",
    [
        ("Šárka Nováková", "SARKA NOVAKOVA", "S\u030ca\u0301rka Nova\u0301kova\u0301"),
        ("Straße", "STRASSE", "Stra\u00adße"),
        ("Øystein Łoś", "oystein los"),
        ("Îles du Salut", "iles du salut"),
        ("IĞDIR", "iğdır", "ığdir", "İGDIR"),
        ("Οδυσσέας", "ΟΔΥΣΣΕΑΣ", "οδυσσεασ"),
        ("Семён", "СЕМЕН", "семен"),
        ("Graﬀ", "GRAFF"),
        ("ﻣﺼﺮ", "مصر"),
        ("Ḥamās", "hamas"),
    ],
)
def test_both_take_other_spellings_of_a_name_for_the_same(db, names):
    # The small letter at the end of Greek words is told apart by names: both are typed as what they are.
    folded = {each.replace("ς", "σ") for each in folded_names(list(names))}
    assert len(folded) == 1 and len({fold(name) for name in names}) == 1


def test_words_are_folded_further_than_names(db):
    pairs = [("أحمد", "احمد"), ("שָׁלוֹם", "שלום"), ("Cæsar", "Caesar"), ("Guðrún", "Gudrun"), ("ی", "ي")]
    for one, other in pairs:
        assert fold(one) == fold(other) and len(set(folded_names([one, other]))) == 2
