"""How long names are, and the words right before one, wherever a text has it: titles and given names.

The name is looked for, and the text read backwards from there. A pattern that began with the word before would try
each letter of each word, and in a text of one long word take its length squared. Pure: words in, words out.
"""

from collections.abc import Iterator

# In code points. As actors have them at most; of what is longer, no more is read.
LONGEST_NAME = 300
# A quotation that is longer says something, rather than names somebody.
LONGEST_QUOTED_NAME = 30


def word_before(name: str, text: str) -> str:
    """The word before the first place where the name stands as a word of its own; "" if none does."""
    for at in places(name, text):
        # "Gen. Sirski": a full stop may stand between them.
        end = at - 1 if at and text[at - 1] == "." else at
        begin = _start_of(text, end, 0)
        if begin < end and _in_word(text, at + len(name)) != _in_word(text, at + len(name) + 1):
            return text[begin:end]
    return ""


def given_names(name: str, text: str) -> Iterator[str]:
    """What may be a given name before the name, at each place where the text has one: two letters or more."""
    read = 0
    for at in places(name, text):
        end = at + 1 + len(name)
        begin = _first_letter(text, _start_of(text, at, read, "_-"), at)
        if begin is not None and not _in_word(text, end):
            yield text[begin:at]
            # What belongs to this place is no given name of the next: "Vane Vane Vane".
            read = end


def places(name: str, text: str) -> Iterator[int]:
    """Where the text has a space with the name behind it; within other words too."""
    at = text.find(f" {name}")
    while at >= 0:
        yield at
        at = text.find(f" {name}", at + 1)


def _start_of(text: str, end: int, least: int, also: str = "_") -> int:
    """Where the letters and digits, and signs of `also`, begin that end at a position."""
    while end > least and (text[end - 1].isalnum() or text[end - 1] in also):
        end -= 1
    return end


def _first_letter(text: str, begin: int, end: int) -> int | None:
    """Where a word with hyphens, or a part of it, begins with a letter."""
    while begin + 1 < end:
        if text[begin].isalnum() and not text[begin].isdecimal():
            return begin
        hyphen = text.find("-", begin, end)
        if hyphen < 0:
            return None
        begin = hyphen + 1
    return None


def _in_word(text: str, position: int) -> bool:
    return text[position : position + 1].isalnum() or text.startswith("_", position)
