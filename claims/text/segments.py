"""The sentences and quotations of a whole text, as the workbench's keys and selections go by them.

Pure: a text in, numbers out. Positions are Unicode code points. All work is linear in the text.
"""

from collections.abc import Iterable, Iterator

from claims.text.quotations import Range, quotations
from claims.text.sentences import paragraphs, sentences

# Straight to the page: each stretch as how far it begins behind the one before, and how long it is.
type Steps = list[int]
# Code points that are told of: no article is longer, and of a text of 20 MB the page need not wait for the rest.
MOST_TOLD = 1_000_000


def segments(text: str) -> dict[str, Steps]:
    """The `sentences` without the white space around them, and the outermost `quotations` with their marks."""
    text = text[:MOST_TOLD]
    return {"sentences": _steps(_trimmed(text)), "quotations": _steps(quotations(text, 0, len(text)))}


def _trimmed(text: str) -> Iterator[Range]:
    for line_start, line_end in paragraphs(text):
        for start, end in sentences(text, line_start, line_end):
            words = text[start:end]
            begin = start + len(words) - len(words.lstrip())
            finish = end - len(words) + len(words.rstrip())
            if begin < finish:
                yield begin, finish


def _steps(ranges: Iterable[Range]) -> Steps:
    found: Steps = []
    position = 0
    for start, end in ranges:
        found += (start - position, end - start)
        position = end
    return found
