"""Quotation marks: every language's pairs are found, apostrophes are none, and the form follows from them."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.spans import Spans
from claims.text.quotations import form_of, inner_quotations, quotation_at, quotations, quotations_around, unpaired
from tests.claims.kursk import article, content, marks, needs_kursk

texts = st.text(st.sampled_from("ab sS.,9\n“”„\"«»‹›‚‘’'`「」"), max_size=60)


def quoted(text: str) -> list[str]:
    return [text[start:end] for start, end in quotations(text, 0, len(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“A,” she said, “B.”", ["“A,”", "“B.”"]),
        ('"A," she said, "B." (So "C".)', ['"A,"', '"B."', '"C"']),
        ('„Ja“, sagte er, „nein”, „doch".', ["„Ja“", "„nein”", '„doch"']),
        ("« Bonjour », dit-il, «oui».", ["« Bonjour »", "«oui»"]),
        ("»Ja«, sagte er. »Hej», sa han. ”Nej”, sa hon.", ["»Ja«", "»Hej»", "”Nej”"]),
        ("‚Ja‘, sagte er. ‹Oui›, ›nein‹.", ["‚Ja‘", "‹Oui›", "›nein‹"]),
        ("「はい」と『いいえ』。他说“你好”吗", ["「はい」", "『いいえ』", "“你好”"]),
        ('قال "نعم" وقالت ل"رويترز" إن', ['"نعم"', '"رويترز"']),
        ("It’s ‘fair’ and 'free', don't you think?", ["‘fair’", "'free'"]),
        ("''We don't go,'' she said, ''to `Zenda`.''", ["''We don't go,''", "''to `Zenda`.''"]),
        ("The ’90s, the '80s, rock 'n' roll and get ‘em.", []),
        ("Russia’s ministry and the workers’ rights. The boss' plan.", []),
        ("‘The workers’ rights are Russia’s,’ he said of the ’90s.", ["‘The workers’ rights are Russia’s,’"]),
        ("‘Free elections’ are the workers’ right.", ["‘Free elections’"]),
        ('The 6\'2" man said "no" to 5" guns.', ['"no"']),
        ('צה"ל אמר "כן" היום', ['"כן"']),
        ("went on.” He said: “Ok”", ["“Ok”"]),
        ("no quotation at all", []),
    ],
)
def test_quotations_of_many_languages(text, expected):
    assert quoted(text) == expected


@pytest.mark.parametrize(
    ("text", "outer", "inner"),
    [
        ("“He said ‘no’ to us,” he said.", ["“He said ‘no’ to us,”"], ["‘no’"]),
        ("‘Don’t “go” to it’.", ["‘Don’t “go” to it’"], ["“go”"]),
        ("„Er sagte: »Ja« und „nein“ dazu“.", ["„Er sagte: »Ja« und „nein“ dazu“"], ["»Ja«", "„nein“"]),
        ("“a “b” c” d", ["“a “b” c”"], ["“b”"]),
        ("「彼は『はい』と」", ["「彼は『はい』と」"], ["『はい』"]),
    ],
)
def test_nested_quotations_are_inside_the_outermost(text, outer, inner):
    assert quoted(text) == outer
    assert [text[start:end] for start, end in inner_quotations(text, 0, len(text))] == inner


def test_an_open_quotation_ends_with_its_paragraph_and_the_next_may_open_it_again():
    text = "He said: “It begins  \n“It goes on,” he said.\n‘Also so\nNot quoted."
    assert quoted(text) == ["“It begins", "“It goes on,”", "‘Also so"]


def test_a_forgotten_closing_mark_does_not_swallow_the_rest():
    assert quoted("“First. “Second.” He said “x”.") == ["“First. “Second.”", "“x”"]


@given(texts)
def test_quotations_are_apart_and_inside_their_paragraphs(text):
    found = quotations(text, 0, len(text))
    assert all(one[1] <= other[0] for one, other in pairwise(found))
    assert all(start < end and "\n" not in text[start:end] for start, end in found)
    for start, end in inner_quotations(text, 0, len(text)):
        assert any(begin <= start and end <= stop for begin, stop in found)


@given(texts)
def test_each_paragraph_is_read_for_itself(text):
    lines = text.split("\n")
    starts = [sum(len(line) + 1 for line in lines[:index]) for index in range(len(lines))]
    alone = [
        (start + begin, start + stop)
        for start, line in zip(starts, lines, strict=True)
        for begin, stop in quotations(line, 0, len(line))
    ]
    assert list(quotations(text, 0, len(text))) == alone


@given(texts, st.data())
def test_the_quotation_at_a_position_is_an_outermost_one_around_it(text, data):
    position = data.draw(st.integers(0, len(text)))
    found = quotation_at(text, position)
    around = [pair for pair in quotations(text, 0, len(text)) if pair[0] <= position <= pair[1]]
    assert found in around if around else found is None


def test_the_quotation_under_the_cursor_is_taken_with_its_marks():
    text = "One “first ‘inner’ end” two.\nThree “second” four."
    first, second = quotations(text, 0, len(text))
    assert quotation_at(text, text.index("inner")) == first
    assert quotation_at(text, first[1]) == first
    assert quotation_at(text, text.index("second")) == second
    assert quotation_at(text, text.index("two")) is None


def test_marks_far_away_in_an_endless_line_are_not_read():
    text = "“far” " + "word " * 10_000 + "“near” " + "word " * 10_000 + "“far”"
    at = text.index("near")
    assert [text[start:end] for start, end in quotations_around(text, at, at + 4)] == ["“near”"]


def form(text: str, *parts: str) -> str:
    return form_of(text, Spans.of((text.index(part), text.index(part) + len(part)) for part in parts))


def test_form_is_read_off_the_quotation_marks():
    text = "“We won,” he said, “and they lost.” He called it “fair” and said it was over."
    assert form(text, "“We won,”") == "direct"
    assert form(text, "We won") == "direct"
    assert form(text, "“We won,”", "“and they lost.”") == "direct"
    assert form(text, "“We won,” he said") == "mixed"
    assert form(text, "“We won,”", "it was over") == "mixed"
    assert form(text, "He called it “fair”") == "mixed"
    assert form(text, "it was over") == "indirect"


def test_form_of_content_without_letters_is_that_of_its_signs():
    text = "He said “🙂 …” and left …"
    assert form(text, "🙂 …") == "direct"
    assert form_of(text, Spans(((len(text) - 1, len(text)),))) == "indirect"
    assert form_of(text, Spans()) == "indirect"


@given(texts, st.data())
def test_quoting_a_whole_text_makes_every_part_of_it_direct(text, data):
    words = "".join(letter for letter in text if letter.isalnum() or letter == " ") + "x"
    around = f"Before “{words}” after"
    start = data.draw(st.integers(8, 7 + len(words)))
    end = data.draw(st.integers(start + 1, 8 + len(words)))
    if around[start:end].strip():
        assert form_of(around, Spans(((start, end),))) == "direct"


@needs_kursk
def test_form_of_the_marked_article():
    text = article()
    forms = {mark["row"]: form_of(text, content(mark)) for mark in marks()}
    assert {row for row, found in forms.items() if found == "direct"} == {"10", "11", "13"}
    assert {row for row, found in forms.items() if found == "mixed"} == {"5", "12"}


@needs_kursk
def test_every_direct_quotation_of_the_article_is_found_from_a_cursor_inside():
    text = article()
    for mark in marks():
        if mark["mark"] == "quote":
            [span] = content(mark)
            assert {quotation_at(text, position) for position in range(*span)} == {span}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("השר אמר: ״הכול בסדר״, והלך.", ["״הכול בסדר״"]),
        ('השר אמר: "מנכ"ל החברה שיקר", והלך.', ['"מנכ"ל החברה שיקר"']),
        ("ב״ידיעות״ נכתב שצה״ל הכחיש.", ["״ידיעות״"]),
        ("או״ם וארה״ב הכחישו.", []),
        ("彼は〝安全〟と書いた。", ["〝安全〟"]),
        ("他写道＂安全＂。", ["＂安全＂"]),
    ],
)
def test_marks_of_other_scripts(text, found):
    assert [text[start:end] for start, end in quotations(text, 0, len(text))] == found


def test_marks_without_a_partner_are_told():
    assert unpaired("The “plan” was “fair") == [15]
    assert unpaired("plan” was “fair” and «good") == [4, 21]
    assert unpaired('a 5" gun, the workers’ “fair” plan') == []
