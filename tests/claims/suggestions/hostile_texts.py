"""Texts made to be slow to read: one piece repeated, between a beginning and an end that bring a function to look."""

from typing import NamedTuple


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
