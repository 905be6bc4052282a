"""Bars and the chart of days: shapes stand where their numbers say."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotate.presenters.charts import HEIGHT, bar, chart, round_up
from claims.queries.progress import Day

# A busy machine is no failure.
quick = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


@quick
@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=6))
def test_the_parts_of_a_bar_join_and_fill_it(numbers):
    parts = bar((f"part{place}", "", number) for place, number in enumerate(numbers))
    assert [part.number for part in parts] == numbers
    end = 0.0
    for part in parts:
        assert part.start == pytest.approx(end, abs=0.02) or not sum(numbers)
        end = part.start + part.size
    assert end == pytest.approx(100 if sum(numbers) else 0, abs=0.05)


@quick
@given(st.lists(st.tuples(st.integers(0, 5000), st.integers(0, 5000)), min_size=1, max_size=40))
def test_nothing_in_the_chart_reaches_beyond_its_scale(numbers):
    days = [Day(date(2026, 1, 1) + timedelta(days=place), *each) for place, each in enumerate(numbers)]
    drawn = chart(days)
    for column, (made, approved) in zip(drawn.columns, numbers, strict=True):
        assert (column.made, column.approved) == (made, approved)
        assert column.top + column.height == pytest.approx(HEIGHT)
        assert column.height == pytest.approx(HEIGHT * made / drawn.top, abs=0.06)
        assert 0 <= column.point <= HEIGHT
    assert len(drawn.line.split()) == len(numbers)


@quick
@given(st.integers(0, 10**9))
def test_a_scale_ends_just_above_with_a_whole_half(number):
    top = round_up(number)
    assert number <= top <= max(2, 2.5 * number)
    assert top % 2 == 0
