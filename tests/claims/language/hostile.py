"""Texts made to be slow to read, and every public function of the language code set to read one.

A text is one piece repeated, between a beginning and an end that bring a function to look at it. `CASES` has an entry
for each function: from a text it makes what the function is given, and answers a call that can be timed.
"""

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from claims.language import (
    abbreviations,
    beside,
    characters,
    claim_guesses,
    coordination,
    frames,
    guessing,
    likeness,
    mentions,
    names,
    naming,
    newcomers,
    phrases,
    proposals,
    quotations,
    referents,
    reported,
    reporting,
    sayings,
    sentences,
    vocabulary,
    wording,
)
from claims.language.claim_guesses import KnownClaim
from claims.language.frames import Frame, Framed
from claims.language.guessing import Neighbour
from claims.language.likeness import Known
from claims.language.referents import Candidate
from claims.language.wording import ClaimWording
from claims.spans import Spans

type Call = Callable[[], Any]


class Family(NamedTuple):
    """A kind of hostile text."""

    piece: str
    begin: str = ""
    end: str = ""

    def text(self, length: int) -> str:
        """About so many code points of it."""
        return self.begin + self.piece * (length // len(self.piece)) + self.end

    def __str__(self) -> str:
        return f"{self.begin}{self.piece}{self.piece}…{self.end}"


_PIECES = (
    # Runs of one sign.
    *("a", "A", "7", "é", "s", "中", "가", "_", "-", "—", "'", ".", "!", "…", ",", ";", ":", "/"),
    *("&", "*", "`", "|", "\\"),
    *(" ", "\t", "\n", "\u00a0", "(", ")", "[", "]", "{", "<", ">"),
    # Quotation marks, of which none, some or all are closed.
    *("“", "”", "„", '"', "«", "»", "‹", "›", "‚", "‘", "’", "「", "」", "『", "』"),
    *("“„", "“”", "„“", "\"'", "«»", "‹«", "“a ", "a” ", "a’ ", " ‘a", "s’ a"),
    *("“a” ", "“‘", "「『", "」「", '"a" ', "a' "),
    # Words between signs.
    *("A-", "a-A", "A a ", "A ", "a ", "a, ", "a,", "a/", "a;", "a; ", "a: ", "A. ", "J."),
    *("J. J. ", "a. ", "a.a", "1. "),
    *("Mr. ", "z. B. ", "U.S. ", "a.m. ", "“A.” ", "a? ", "?” ", "!»", "。", "。」", " »", "( "),
    *("()", "([{", "(a) ", "a\n"),
    # What the patterns look for.
    *("said ", "that ", "that that and ", "and ", "The US and ", "US, ", "of the ", "the "),
    *("for his ", "in a statement "),
    *("quoted by ", "according to ", "laut ", "zufolge ", "who, ", "it ", "its ", "They "),
    *("[it] ", "he said, ", "“A,” he said, "),
    *("news agency ", "minister ", "Minister Ada ", "ed ", "was ", "nach Angaben "),
    *("of doing so ", ", dies zu tun", " … ", "dass "),
    *("X, the Y, ", "hat gesagt, ", "and that ", "-said", "s' ", "a’s ", "und ", "as well as ", "ly ", "on Monday "),
    # Several code points that are one character.
    *("\u0301", "a\u0301", "\u200d", "👩\u200d", "👩\u200d👩\u200d👧 ", "🇩", "🇩🇪", "क\u094d"),
    *("\u094d", "\u0600", "ᄀ", "\ufe0f", "\u202e"),
    *("аb", "aא ", "İ", "ß", "ﬁ"),
)  # fmt: skip
FAMILIES = (
    *(Family(piece) for piece in _PIECES),
    *(
        Family(piece, "“It is so,” Ada Vane said: “", "” X said.")
        for piece in ("a", "A-", "(", "a ", "“", "A. ", "s’ a")
    ),
    *(Family(piece, "Ada", " Vane said that") for piece in ("a", "A-", "-", " ", "(", ",", "a ", ", A", "\n", "🇩")),
    *(Family(piece, "a", "!") for piece in ("a", "-a", ".", "(", "(a", " ", "' ", "s' ", "ed ")),
)

REGISTER: dict[str, int] = {"us": 1, "the us": 1, "nato": 2, "ada vane": 3, "x": 4, "a": 5, "kyiv": 6}
_CANDIDATES = [
    Candidate("the US", "state", speaks=True),
    Candidate("Ada Vane", "person"),
    Candidate("A and B", several=True),
]


def _middle(words: str) -> Spans:
    half = len(words) // 2
    return Spans(((half, half + 10), (half + 12, half + 20)))


@lru_cache(maxsize=4)
def _words(words: str) -> list[beside.Word]:
    return beside.words_in(words, 0, len(words))


@lru_cache(maxsize=4)
def _draft(words: str) -> ClaimWording:
    return wording.claim_wording(words, "")


def _known(words: str) -> list[Known[KnownClaim, int]]:
    return [
        Known(KnownClaim(1, words), words, 1, frozenset({1}), frozenset({2})),
        Known(KnownClaim(2, "A is B."), "A is B.", 2),
    ]


def _neighbours(words: str) -> list[Neighbour[int]]:
    half = len(words) // 2
    places = [Spans(((at, at + 2),)) for at in range(0, half - 4, max(half // 300, 8))]
    return [Neighbour(place, "quote", (1,)) for place in (*places, Spans(((half - 3, half - 1),)))]


def _goes_on(words: str) -> Iterator[bool]:
    half = len(words) // 2
    for stop in range(half, half + 20):
        yield abbreviations.goes_on(words, 0, stop, stop + 1, len(words), alone=True)


def _each_third(words: str) -> list[int]:
    length = len(_words(words))
    return sorted({0, length // 3, length // 2, max(length - 1, 0)} & set(range(length)))


CASES: dict[str, Callable[[str], Call]] = {
    "abbreviations.goes_on": lambda t: lambda: list(_goes_on(t)),
    "beside.limits_beside": lambda t: lambda: beside.limits_beside(t, _middle(t)),
    "beside.surroundings": lambda t: lambda: beside.surroundings(t, _middle(t)),
    "beside.gaps": lambda t: lambda: list(beside.gaps(_middle(t))),
    "beside.words_in": lambda t: lambda: beside.words_in(t, 0, len(t)),
    "beside.span_of": lambda t: (lambda w: lambda: beside.span_of(t, w, (0, len(w))) if w else None)(_words(t)),
    "characters.splits_character": lambda t: lambda: [
        characters.splits_character(t, at, start) for at in (len(t) // 2, len(t) - 1) for start in (0, len(t) // 4)
    ],
    "claim_guesses.stated_guesses": lambda t: (
        lambda draft: lambda: claim_guesses.stated_guesses(
            draft, t, language="en", candidates=_CANDIDATES, register=REGISTER, persons=["ada vane"], known=_known(t)
        )
    )(_draft(t)),
    "claim_guesses.denied_guesses": lambda t: lambda: claim_guesses.denied_guesses(
        t, _known(t), REGISTER, nested=[KnownClaim(9, t)], position=9, speakers=[1]
    ),
    "coordination.coordinations": lambda t: (lambda w: lambda: coordination.coordinations(t, w, REGISTER))(_words(t)),
    "coordination.apart": lambda t: lambda: coordination.apart(t, REGISTER),
    "coordination.mended": lambda t: lambda: [coordination.mended(t, at) for at in (0, len(t) // 2)],
    "coordination.is_plural": lambda t: lambda: coordination.is_plural(t),
    "coordination.capital": lambda t: lambda: coordination.capital(t),
    "frames.frame_of": lambda t: lambda: frames.frame_of(
        t, _middle(t), [Framed(Spans(((0, 3),)), Frame(Spans(((4, 5),))))] * 9
    ),
    "guessing.speaker_from_source": lambda t: lambda: guessing.speaker_from_source(t, REGISTER),
    "guessing.speaker_from_pronoun": lambda t: (
        lambda near: lambda: guessing.speaker_from_pronoun(t, len(t), near, lambda actor: actor > 1)
    )(_neighbours(t)),
    "guessing.continued_from": lambda t: (lambda near: lambda: guessing.continued_from(t, _middle(t), near))(
        _neighbours(t)
    ),
    "likeness.content_words": lambda t: lambda: likeness.content_words(t, REGISTER),
    "likeness.stem": lambda t: lambda: likeness.stem(t),
    "likeness.dice": lambda t: (lambda one: lambda: likeness.dice(one, one[1:]))(t.split(" ")),
    "likeness.alike": lambda t: lambda: likeness.alike(t, _known(t), REGISTER),
    "likeness.likely_denied": lambda t: lambda: likeness.likely_denied(t, _known(t), REGISTER, speakers=[1]),
    "mentions.source_of": lambda t: lambda: mentions.source_of(t, _middle(t), ["a", "the us"]),
    "mentions.mentioned": lambda t: lambda: mentions.mentioned(t, _middle(t), REGISTER),
    "mentions.inside_sentence": lambda t: lambda: mentions.inside_sentence(t),
    "names.name_candidates": lambda t: lambda: names.name_candidates(t),
    "names.tokens_of": lambda t: lambda: names.tokens_of(t),
    "names.bare": lambda t: lambda: names.bare(t),
    "names.find_names": lambda t: (lambda tokens: lambda: names.find_names(tokens, REGISTER))(t.split(" ")),
    "names.best_name": lambda t: lambda: names.best_name(t, REGISTER),
    "names.surnames": lambda t: lambda: names.surnames({t: 1, **{f"ada {piece}": 2 for piece in t.split(" ")}}),
    "naming.word_before": lambda t: lambda: [naming.word_before(name, t) for name in ("a", "Vane", "said", t[-9:])],
    "naming.given_names": lambda t: lambda: [list(naming.given_names(name, t)) for name in ("a", "Vane", "said")],
    "newcomers.new_actor": lambda t: lambda: [newcomers.new_actor(t, t), newcomers.new_actor("Vane", t)],
    "newcomers.kind_of": lambda t: lambda: [newcomers.kind_of(t, t), newcomers.kind_of("Vane", t)],
    "phrases.verb_like": lambda t: (lambda w: lambda: [phrases.verb_like(w, i) for i in _each_third(t)])(_words(t)),
    "phrases.verb_group": lambda t: (lambda w: lambda: [phrases.verb_group(w, i) for i in _each_third(t)])(_words(t)),
    "phrases.phrase_before": lambda t: (
        lambda w: lambda: [phrases.phrase_before(w, i, owned=each) for i in _each_third(t) for each in (True, False)]
    )(_words(t)),
    "phrases.phrase_after": lambda t: (
        lambda w: lambda: [phrases.phrase_after(w, i) for i in _each_third(t)]
    )(_words(t)),
    "phrases.main_subject": lambda t: (lambda w: lambda: phrases.main_subject(w))(_words(t)),
    "phrases.is_apposition": lambda t: (
        lambda w: lambda: phrases.is_apposition(w, 0, len(w)) if w else None
    )(_words(t)),
    "proposals.proposals": lambda t: (
        lambda draft: lambda: proposals.proposals(
            draft, _CANDIDATES, language="en", names=REGISTER, persons=["ada vane"], stated=[t, "A is B."], text=t
        )
    )(_draft(t)),
    "proposals.sentence_case": lambda t: lambda: proposals.sentence_case(t, REGISTER, t),
    "proposals.plural_candidates": lambda t: lambda: proposals.plural_candidates(t, 0, len(t), REGISTER),
    "quotations.quotations": lambda t: lambda: quotations.quotations(t, 0, len(t)),
    "quotations.inner_quotations": lambda t: lambda: quotations.inner_quotations(t, 0, len(t)),
    "quotations.quotations_around": lambda t: lambda: quotations.quotations_around(t, *_middle(t).pairs[0]),
    "quotations.quotations_beside": lambda t: lambda: [
        quotations.quotations_beside(t, _middle(t)),
        quotations.quotations_beside(t, Spans(((0, 1), (len(t) - 1, len(t))))),
    ],
    "quotations.quotation_at": lambda t: lambda: quotations.quotation_at(t, len(t) // 2),
    "quotations.form_of": lambda t: lambda: [
        quotations.form_of(t, _middle(t)),
        quotations.form_of(t, Spans(((0, len(t)),))),
        quotations.form_of(t, Spans(tuple((at, at + 2) for at in range(0, len(t) - 2, max(len(t) // 90, 3))))),
    ],
    "referents.bound_gaps": lambda t: (lambda draft: lambda: referents.bound_gaps(draft, ["ada vane"]))(_draft(t)),
    "referents.filled": lambda t: (lambda draft: lambda: list(referents.filled(draft, _CANDIDATES)))(_draft(t)),
    "referents.possessive": lambda t: lambda: referents.possessive(t),
    "referents.wording_in": lambda t: lambda: referents.wording_in(t, ["a", "the us"], "X"),
    "referents.in_order": lambda t: (
        lambda many: lambda: referents.in_order(_CANDIDATES, many, t)
    )([Candidate(word) for word in t.split(" ")]),
    "reported.read_before": lambda t: (
        lambda w: lambda: [reported.read_before(w, that=that) for that in (True, False)]
    )(_words(t)),
    "reported.read_after": lambda t: (lambda w: lambda: reported.read_after(w))(_words(t)),
    "reporting.words_beside": lambda t: lambda: reporting.words_beside(t, _middle(t)),
    "reporting.outlet_words": lambda t: lambda: list(reporting.outlet_words(t)),
    "sayings.said_by": lambda t: (lambda w: lambda: sayings.said_by(w))(_words(t)),
    "sayings.saying": lambda t: (lambda w: lambda: sayings.saying(w) if w else None)(_words(t)),
    "sayings.according": lambda t: (lambda w: lambda: sayings.according(w, -1))(_words(t)),
    "sentences.paragraphs": lambda t: lambda: list(sentences.paragraphs(t)),
    "sentences.sentences": lambda t: lambda: list(sentences.sentences(t, 0, len(t))),
    "sentences.sentence_around": lambda t: lambda: sentences.sentence_around(t, *_middle(t).pairs[0]),
    "sentences.blocks": lambda t: lambda: sentences.blocks(t),
    "sentences.blocks_touching": lambda t: (
        lambda found: lambda: sentences.blocks_touching(found, len(t) // 2, len(t))
    )(sentences.blocks(t)),
    "vocabulary.listed": lambda t: lambda: vocabulary.listed(t),
    "wording.claim_wording": lambda t: lambda: wording.claim_wording(t, ""),
}  # fmt: skip
