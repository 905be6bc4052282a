"""What is asked of the database whenever an article is opened, prepared like what is asked with every mark."""

import uuid
from collections import defaultdict
from typing import Any

from django.db import models

from claims.models.articles import Article
from claims.models.base import is_one_of
from claims.models.passage_parts import Attribution, Denial, Statement
from claims.models.passages import Passage
from claims.models.users import User
from claims.prepared import prepared


@prepared
def _drawn(article: Any, user: Any) -> "models.QuerySet[Passage, Any]":
    shown = Passage.objects.in_article(article).readable_by(user).with_speaker_names().in_order()
    return shown.values_list("pk", "mark", "content", "cue", "source", "editor_id", "status", "speaker_names")


def drawn_in(article: Article, *, user: User) -> list[tuple[Any, ...]]:
    """Rows of what the text shows of the passages that the user may read, in reading order; one query.

    A row: pk, mark, content, cue, source, the editor's id, status, the speakers' names.
    """
    return _drawn.all(article=article.pk, user=user.pk)


@prepared
def _passages(passages: Any) -> "models.QuerySet[Passage]":
    listed = Passage.objects.filter(is_one_of("pk", passages))
    return listed.with_talk().select_related("editor", "reviewed_by", "within").in_order()


@prepared
def _attributions(passages: Any) -> "models.QuerySet[Attribution]":
    return Attribution.objects.filter(is_one_of("passage_id", passages)).select_related("actor__merged_into")


@prepared
def _statements(passages: Any) -> "models.QuerySet[Statement]":
    return Statement.objects.filter(is_one_of("passage_id", passages)).select_related("claim__merged_into")


@prepared
def _denials(passages: Any) -> "models.QuerySet[Denial]":
    return Denial.objects.filter(is_one_of("passage_id", passages)).select_related("claim__merged_into", "answers")


def with_cards(passages: list[uuid.UUID], *, article: Article) -> list[Passage]:
    """These passages of the article with all that a card shows, in reading order; four queries whatever their number.

    Whoever asks knows that the user may read them.
    """
    # Before their parts: what comes between is then newer than the version shown, and no change or approval of that
    # version is taken. The other way round, somebody could approve a version whose parts they never saw.
    found = _passages.all(passages=passages)
    parts: dict[str, dict[uuid.UUID, list[Any]]] = {}
    for relation, asked in (("attributions", _attributions), ("statements", _statements), ("denials", _denials)):
        parts[relation] = defaultdict(list)
        for part in asked.all(passages=passages):
            parts[relation][part.passage_id].append(part)
    for passage in found:
        passage.article = article
        passage.know_parts(**{relation: known[passage.pk] for relation, known in parts.items()})
    return found
