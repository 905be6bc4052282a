"""Setting where a passage stands: its spans, the words that follow from them, and which passage stands in which."""

import uuid
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext

from claims.actions.passage_lock import moving_passage
from claims.actions.search_words_update import update_passage_words
from claims.models.choices import OPEN
from claims.models.passages import CONTEXT, Passage
from claims.models.querysets import PassageQuerySet
from claims.models.users import User
from claims.prepared import prepared
from claims.spans import Spans
from claims.text.nesting import enclosing
from claims.text.quotations import form_of
from claims.text.short_texts import shows_nothing

MOST_SPANS = 100  # fragments of one passage; a real quotation has two or three


def set_passage_spans(
    passage: Passage,
    *,
    by: User,
    version: int,
    action: uuid.UUID,
    content: Spans | None = None,
    cue: Spans | None = None,
    source: Spans | None = None,
) -> list[Passage]:
    """Set content, cue or source; `None` leaves one as it is. Returns the other passages nested anew by this.

    Raises what `changing_passage` and `assign_spans` raise.
    """
    with moving_passage(passage, by=by, version=version, action=action):
        before = passage.content
        assign_spans(
            passage,
            content=passage.content if content is None else content,
            cue=passage.cue if cue is None else cue,
            source=passage.source if source is None else source,
        )
        if passage.content != before:
            update_passage_words([passage])
        return nest_passages_around(passage, before.union(passage.content))


def assign_spans(passage: Passage, *, content: Spans, cue: Spans, source: Spans) -> None:
    """Assign the spans, and the words, the form and the context that follow from them. Does not save.

    Raises ValidationError if spans reach outside the text or hold nothing but white space and invisible signs.
    """
    text = passage.article.text
    for spans in (content, cue, source):
        if not spans.within(len(text)):
            raise ValidationError(
                gettext("The spans %(spans)s reach outside the text of %(length)s characters. Select the words again."),
                code="passage_spans_in_text",
                params={"spans": str(spans), "length": len(text)},
            )
        if len(spans) > MOST_SPANS:
            raise ValidationError(
                gettext("A passage has at most %(most)s fragments."),
                code="fragments",
                params={"most": MOST_SPANS},
            )
    passage.content, passage.cue, passage.source = content.trimmed(text), cue.trimmed(text), source.trimmed(text)
    passage.exact = passage.content.exact(text)
    passage.cue_text, passage.source_text = passage.cue.exact(text), passage.source.exact(text)
    reported = [words for words in (passage.cue_text, passage.source_text) if words]
    if any(shows_nothing(words) for words in (passage.exact, *reported)):
        raise ValidationError(
            gettext("Nothing is selected. Select the words of the passage first."),
            code="passage_has_content",
        )
    passage.prefix = text[max(0, passage.content.start - CONTEXT) : passage.content.start]
    passage.suffix = text[passage.content.end : passage.content.end + CONTEXT]
    passage.form = form_of(text, passage.content)


def nest_passages_around(passage: Passage, area: Spans) -> list[Passage]:
    """Set `within` anew for the editor's passages in the area. Returns the other passages that changed by this.

    Approved passages stay as they were seen. The passage's own `within` is set and not saved. Part of an action: the
    reading is locked.
    """
    reaching = _reaching_into.all(article=passage.article_id, editor=passage.editor_id, start=area.start, end=area.end)
    near = [other for other in reaching if other.pk != passage.pk and other.content.overlaps(area)]
    if passage.is_live:
        near.append(passage)
    moved: dict[uuid.UUID | None, list[Passage]] = {}
    near.sort(key=lambda each: (each.content.size, each.pk))
    for inner, place in zip(near, enclosing([each.content for each in near]), strict=True):
        smallest = None if place is None else near[place]
        if inner.within_id == (smallest.pk if smallest else None):
            continue
        inner.within = smallest
        if inner is not passage and inner.status in OPEN:
            moved.setdefault(inner.within_id, []).append(inner)
    for within_id, passages_moved in moved.items():
        # `changed_by` stays: a person who draws something around a passage does not own it by that, so they may still
        # approve it, and its editor may not. The status is asked again: a passage may have been approved meanwhile.
        Passage.objects.filter(pk__in=[each.pk for each in passages_moved], status__in=OPEN).update(
            within=within_id, version=models.F("version") + 1, updated_at=timezone.now()
        )
        for each in passages_moved:
            each.version += 1
    return [each for group in moved.values() for each in group]


@prepared
def _reaching_into(article: Any, editor: Any, start: Any, end: Any) -> PassageQuerySet:
    return Passage.objects.in_article(article).of(editor).live().reaching_into(start, end).in_order()
