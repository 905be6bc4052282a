"""In which languages the paragraphs of a page are that are plainly in another script than their article.

Found when a page opens, never for what a mark answers: blocks are sent without their paragraph.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from annotate.presenters import adjudication_text
from annotate.presenters.article_text import DrawnBlock
from claims.text.foreign_words import language_by_script, language_by_words
from claims.text.scripts import MOST_READ
from claims.text.sentences import Block

MOST_TOLD = 60  # paragraphs of a page; a further one is of an undetermined language


def with_languages[Drawn: (DrawnBlock, adjudication_text.DrawnBlock)](
    text: str, language: str, blocks: Iterable[Block], drawn: Iterable[Drawn]
) -> Iterator[Drawn]:
    """The drawn blocks of the article, those with their language that open a paragraph in another script."""
    told = 0
    for block, each in zip(blocks, drawn, strict=True):
        if not block.opens:
            yield each
            continue
        words = text[block.start : min(block.end, block.start + MOST_READ)]
        found = language_by_script(language, words)
        if found != language and told < MOST_TOLD:
            told += 1
            found = language_by_words(language, words)
        yield each if found == language else replace(each, language=found)
