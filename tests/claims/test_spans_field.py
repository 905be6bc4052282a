"""`SpansField`: what goes into the column comes out of it, and what Postgres makes of ranges is known."""

import pytest
from django.core import serializers
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, models
from django.forms import modelform_factory
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claims.constraints import guarded
from claims.fields import SpansField
from claims.models import Passage
from claims.spans import Spans
from tests import make

LENGTH = len(make.TEXT)
positions = st.integers(0, LENGTH)
spans = st.lists(st.tuples(positions, positions).map(lambda pair: tuple(sorted(pair))), max_size=8).map(Spans.of)
in_the_database = settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


@pytest.fixture
def passage(cast):
    return make.passage(cast.article, "the plan", by=cast.edith)


def stored(passage, **columns):
    """The passage after these columns are written, read anew."""
    rows = Passage.objects.filter(pk=passage.pk)
    rows.update(**columns, version=models.F("version") + 1)
    return rows.get()


@in_the_database
@given(value=spans)
def test_every_value_comes_back(passage, value):
    assert stored(passage, cue=value).cue == value
    assert Passage.objects.filter(cue=value).exists()


@in_the_database
@given(pairs=st.lists(st.tuples(positions, st.integers(0, 9)).map(lambda p: (p[0], min(sum(p), LENGTH))), max_size=8))
def test_postgres_joins_ranges_as_spans_do(passage, pairs):
    literal = "{" + ",".join(f"[{start},{end})" for start, end in pairs) + "}"
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE claims_passage SET source = %s, version = version + 1 WHERE id = %s", [literal, passage.pk]
        )
    assert Passage.objects.get(pk=passage.pk).source == Spans.of(pairs)


@in_the_database
@given(value=spans.filter(bool), other=spans.filter(bool))
def test_touching_is_overlap(passage, value, other):
    stored(passage, content=value)
    assert Passage.objects.touching(other).exists() == value.overlaps(other)


@in_the_database
@given(value=spans.filter(bool))
def test_start_and_end_follow(passage, value):
    after = stored(passage, content=value)
    assert (after.start, after.end) == (value.start, value.end)


def test_nothing_is_the_empty_multirange_and_never_null(passage):
    with connection.cursor() as cursor:
        cursor.execute("SELECT cue::text, source::text FROM claims_passage")
        assert cursor.fetchone() == ("{}", "{}")
    assert not Passage.objects.filter(cue__isnull=True).exists()
    assert Passage.objects.filter(cue=Spans()).exists() and Passage().cue == Spans()
    with pytest.raises(IntegrityError, match="null value"), guarded():
        Passage.objects.filter(pk=passage.pk).update(cue=None)


def test_full_clean_refuses_what_the_constraint_refuses(passage):
    passage.full_clean()
    passage.content = Spans()
    with pytest.raises(ValidationError, match="Nothing is selected"):
        passage.validate_constraints()
    with pytest.raises(ValidationError, match="cannot be blank"):
        passage.full_clean()
    passage.content, passage.cue = Spans.parse("0..4"), None
    passage.full_clean()
    assert passage.cue == Spans()


@pytest.mark.parametrize("end", [LENGTH + 1, 2**31 - 1, 2**31, 10**18])
def test_no_offset_beyond_the_text_is_stored(passage, end):
    with pytest.raises(ValidationError) as refused, guarded():
        Passage.objects.filter(pk=passage.pk).update(content=Spans.of([(0, end)]), version=2)
    assert refused.value.code == ("passage_spans_in_text" if end < 2**31 else "unfit")
    assert stored(passage, content=Spans.of([(0, LENGTH)])).end == LENGTH


def test_a_form_shows_and_takes_the_notation(passage):
    form_class = modelform_factory(Passage, fields=["content", "cue", "version"])
    assert f'value="{passage.content}"' in str(form_class(instance=passage)["content"])
    form_class({"content": "7..9; 0..3", "cue": "", "version": 2}, instance=passage).save()
    saved = Passage.objects.get(pk=passage.pk)
    assert (saved.content, saved.cue) == (Spans.parse("0..3;7..9"), Spans())
    wrong = form_class({"content": "7-9"}, instance=passage)
    assert wrong.errors["content"] == ["“7-9” names no stretches of a text. Write them like 12..30;45..60."]


@pytest.mark.parametrize("wrong", ["a", "5..5", "3..", 7, object, b"1..2"])
def test_what_is_no_span_is_a_message(wrong):
    with pytest.raises(ValidationError, match="names no stretches of a text"):
        SpansField().to_python(wrong)


def test_a_fixture_carries_it(passage):
    passage = stored(passage, cue=Spans.parse("0..3;7..9"))
    (loaded,) = serializers.deserialize("json", serializers.serialize("json", [passage]))
    assert (loaded.object.content, loaded.object.cue) == (passage.content, passage.cue)


def test_history_keeps_it(passage):
    stored(passage, content=Spans.parse("0..3"))
    assert passage.events.get().content == passage.content
