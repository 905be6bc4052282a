"""Who may do what: the table, written out a second time as people would say it."""

from itertools import pairwise

import pytest

from claims.permissions import ALLOWED, Action, Role, allowed

TABLE = """
           read  mark  review  manage
nobody      -     -      -       -
reader     yes    -      -       -
editor     yes   yes     -       -
reviewer   yes   yes    yes      -
manager    yes   yes    yes     yes
"""
_head, *_rows = [line.split() for line in TABLE.strip().splitlines()]
CELLS = [
    (None if row[0] == "nobody" else row[0], action, cell == "yes")
    for row in _rows
    for action, cell in zip(_head, row[1:], strict=True)
]


@pytest.mark.parametrize(("role", "action", "may"), CELLS)
def test_role_and_action(role, action, may):
    assert allowed(role, Action(action)) is may


def test_the_table_is_complete():
    assert {role for role, _action, _may in CELLS} == {None, *Role.values}
    assert {action for _role, action, _may in CELLS} == set(Action) == set(ALLOWED)


def test_each_role_may_what_the_ones_before_it_may():
    rights = [{action for action in Action if allowed(role, action)} for role in Role]
    assert all(fewer < more for fewer, more in pairwise(rights))


def test_a_word_that_is_no_role_is_a_mistake_and_no_right():
    with pytest.raises(ValueError, match="king"):
        allowed("king", Action.READ)
