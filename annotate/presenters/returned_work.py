"""Returned work as a desk shows it: by article, each passage with its reason until it is handed in again."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from claims.models import Article, Passage


@dataclass(slots=True)
class Returned:
    """What came back of one article: what is still to mend, and what is mended and waits to be handed in."""

    article: Article
    to_mend: list[Passage] = field(default_factory=list)
    mended: list[Passage] = field(default_factory=list)


def by_article(passages: Iterable[Passage]) -> list[Returned]:
    """Put returned passages (`with_mending`) under their articles, which stand in the order of their first one."""
    found: dict[int, Returned] = {}
    for passage in passages:
        group = found.setdefault(passage.article_id, Returned(passage.article))
        (group.mended if passage.is_mended else group.to_mend).append(passage)  # type: ignore[attr-defined]
    return list(found.values())
