"""The story of an article: who brought it in, what was said about it, who read it. Its passages have their own."""

from collections.abc import Iterator
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext

from claims.history.entries import Entry, in_order, named
from claims.history.reading import Rows, Teller, events_of, steps, told, user_of
from claims.history.wording import short
from claims.models.articles import Article
from claims.models.assignments import Assignment
from claims.models.users import User
from claims.permissions import Role

# All that is told of an article; its text is long, and never changes.
_FIELDS = (
    "title", "outlet", "byline", "url", "published_at", "published_precision", "language", "archived", "replaces",
    "created_by", "created_at",
)  # fmt: skip


def article_story(article: Article, *, user: User) -> list[Entry]:
    """The story of an article, which has the user's `role`, and of its readings, the oldest entry first; nine queries.

    While reading is blind, an editor is told of their own alone.
    """
    rows = Rows(Article, [article.pk], only=_FIELDS)
    entries = [
        Entry(at=article.created_at, by=article.created_by_id, done=(gettext("brought it in"),), kind="made"),
        *_described(rows, article.pk),
        *_readings(article, _shown(article, user)),
    ]
    return named(in_order(entries))


def _described(rows: Rows, pk: int) -> Iterator[Entry]:
    for event, before, after in steps(rows, pk):
        if after is not None and (done := told(before, after, _TOLD)):
            yield Entry(at=event.pgh_created_at, by=user_of(event), done=done)


def _shown(article: Article, user: User) -> dict[str, int]:
    """Which readings the user is told of."""
    is_hidden = article.collection.blind and article.role == Role.EDITOR
    if is_hidden and Assignment.objects.in_article(article).unfinished().exists():
        return {"editor": user.pk}
    return {}


def _readings(article: Article, shown: dict[str, int]) -> Iterator[Entry]:
    """Who was given it, took it, handed in; whose reading was accepted or ended."""
    now = Assignment.objects.in_article(article).filter(**shown).values_list("pk", flat=True)
    once = events_of(Assignment).filter(article=article.pk, **shown).values_list("pgh_obj_id", flat=True)
    rows = Rows(Assignment, {*now, *once})
    firsts: dict[int, Any] = {
        pk: next(iter(rows.events[pk]), rows.present.get(pk)) for pk in {*rows.present, *rows.events}
    }
    readers = User.objects.in_bulk({first.editor_id for first in firsts.values()})
    for pk, first in firsts.items():
        name = readers[first.editor_id].name
        yield _begun(first, name)
        for event, before, after in steps(rows, pk):
            yield from _step(event, before, after, name)


def _begun(first: Any, name: str) -> Entry:
    own = first.created_by_id == first.editor_id
    done = gettext("took it to read") if own else gettext("gave it to %(name)s to read") % {"name": name}
    if first.settles:
        done = gettext("began to word passages anew that readings differ in")
    return Entry(at=first.created_at, by=first.created_by_id, done=(done,), kind="assigned")


def _step(event: Any, before: Any, after: Any, name: str) -> Iterator[Entry]:
    at, by, whose = event.pgh_created_at, user_of(event), {"name": name}
    if after is None:
        yield Entry(at=at, by=by, done=(gettext("took it away from %(name)s") % whose,), kind="taken_away")
        return
    if bool(after.taken_away_at) != bool(before.taken_away_at):
        taken, given = gettext("took it away from %(name)s") % whose, gettext("gave it back to %(name)s") % whose
        done, kind = (taken, "taken_away") if after.taken_away_at else (given, "assigned")
        yield Entry(at=at, by=by or after.taken_away_by_id, done=(done,), kind=kind)
    if before.handed_in_at and (not after.handed_in_at or after.handed_in_at < before.handed_in_at):
        done = gettext("took the hand-in of their reading back")
        yield Entry(at=at, by=by or after.editor_id, done=(done,), kind="recalled")
    elif after.handed_in_at and after.handed_in_at != before.handed_in_at:
        by = by or after.editor_id
        own, for_another = gettext("handed in their reading"), gettext("handed in %(name)s’s reading") % whose
        done = own if by == after.editor_id else for_another
        yield Entry(at=after.handed_in_at, by=by, done=(done,), kind="handed_in")
    if after.accepted_at and after.accepted_at != before.accepted_at:
        done = gettext("accepted %(name)s’s reading: nothing is missing") % whose
        yield Entry(at=after.accepted_at, by=by or after.accepted_by_id, done=(done,), kind="accepted")
    elif before.accepted_at and not after.accepted_at and after.handed_in_at == before.handed_in_at:
        done = gettext("opened %(name)s’s accepted reading again") % whose
        yield Entry(at=at, by=by, done=(done,), kind="reopened")


def _text(name: str) -> Teller:
    """Of a field that holds words, which name what the field is."""

    def tell(before: str, after: str) -> str:
        words = {"field": _names()[name], "former": short(before), "words": short(after)}
        if not before:
            return gettext("set the %(field)s “%(words)s”") % words
        if not after:
            return gettext("took off the %(field)s “%(former)s”") % words
        return gettext("changed the %(field)s from “%(former)s” to “%(words)s”") % words

    return tell


def _names() -> dict[str, str]:
    return {
        "title": gettext("title"), "outlet": gettext("outlet"), "byline": gettext("byline"),
        "url": gettext("address"), "language": gettext("language"),
    }  # fmt: skip


def _published(before: Any, after: Any) -> str:
    if not after:
        return gettext("took off the day of publication")
    return gettext("set the day of publication to %(day)s") % {"day": date_format(after, "j F Y")}


def _archived(before: bool, after: bool) -> str:
    return gettext("archived it") if after else gettext("brought it back from the archive")


def _replaces(before: Any, after: Any) -> str:
    if after:
        return gettext("said that it replaces another article")
    return gettext("said that it replaces no other article")


# The fields of an article that its story tells, each with who words its change.
_TOLD: dict[str, Teller] = {
    **{name: _text(name) for name in ("title", "outlet", "byline", "url", "language")},
    "published_at": _published, "archived": _archived, "replaces_id": _replaces,
}  # fmt: skip
