"""Each named rule refuses what it should: by plain SQL, by the verb, through a form, always in the same words."""

from copy import deepcopy

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from claims.actions.actor_create import get_or_create_actor
from claims.constraints import constraint_name, explain, guarded, messages
from claims.models import Actor
from tests.claims import (
    rules,
    rules_of_comments,
    rules_of_parts,
    rules_of_passages,
    rules_of_people,
    rules_of_proposals,
    rules_of_records,
)
from tests.claims.rules import Earlier, Rule, Unreached

RULES: dict[str, Rule] = (
    rules_of_people.RULES
    | rules_of_passages.RULES
    | rules_of_parts.RULES
    | rules_of_comments.RULES
    | rules_of_records.RULES
    | rules_of_proposals.RULES
)


@pytest.fixture
def scene(db):
    return rules.scene()


def test_every_rule_has_its_row():
    assert set(RULES) == set(messages())


@pytest.mark.parametrize("name", sorted(RULES))
def test_the_rule_is_kept(name, scene, subtests):
    for way in (by_plain_sql, by_the_verb, through_a_form):
        with subtests.test(way.__name__):
            # A copy, since an attempt leaves its mark on the objects in memory.
            way(name, str(messages()[name]), deepcopy(scene))


def by_plain_sql(name, message, scene):
    statements = RULES[name].sql(scene)
    assert statements
    for statement, values in statements:
        with pytest.raises(IntegrityError) as refused, transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, values)
        assert constraint_name(refused.value) == name, (statement, values)
        explained = explain(refused.value)
        assert explained.messages == [message] and explained.code == name


def by_the_verb(name, message, scene):
    way = RULES[name].verb
    if isinstance(way, Unreached):
        assert way.reason
        return
    with pytest.raises(ValidationError) as refused:
        (way.attempt if isinstance(way, Earlier) else way)(scene)
    if isinstance(way, Earlier):
        assert way.words in " ".join(refused.value.messages)
    elif getattr(refused.value, "code", None) != name:
        assert message in refused.value.messages


def through_a_form(name, message, scene):
    way = RULES[name].form
    if isinstance(way, Unreached):
        assert way.reason
    elif isinstance(way, Earlier):
        assert way.words in rules.told(way.attempt(scene))
    else:
        assert message in rules.told(way(scene))


def test_every_message_is_a_sentence_of_its_own_or_says_the_same_thing():
    assert all(str(message).endswith(".") and str(message)[0].isupper() for message in messages().values())


def test_what_breaks_no_rule_passes(scene):
    """Or the forms above would prove nothing."""
    assert rules.told(rules.form(scene.actor, name="Old Ruritania", aliases="Strelsau")) == ""
    assert rules.told(rules.form(scene.assertion, note="seen", version=2)) == ""
    assert rules.told(rules.form(scene.refutation, cue="", source="0..3", version=2)) == ""
    assert rules_of_parts.deny(scene, claim=scene.other_claim).pk


def test_a_refusal_without_a_rule_of_ours_is_passed_on(db):
    with pytest.raises(IntegrityError), guarded(), connection.cursor() as cursor:
        cursor.execute("INSERT INTO claims_statement (passage_id, claim_id) VALUES (NULL, NULL)")


def test_what_fits_no_column_is_a_message_and_no_crash(db):
    with pytest.raises(ValidationError, match="too long, or holds a character") as refused:
        get_or_create_actor(name="x" * 301, by=None)
    assert refused.value.code == "unfit" and not Actor.objects.exists()
