"""Texts that were stored before short texts were cleaned: what the migration mends, and what it leaves and names."""

import importlib
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command

from claims import migrations
from claims.models import Actor, Article, Claim, Collection, Passage, User
from tests import make

mend = importlib.import_module("claims.migrations.0009_clean_words").mend


@pytest.fixture
def before(cast):
    """Writes a column of a row as an older program could have."""

    def write(row, **columns):
        for column, text in columns.items():
            sql = f"UPDATE {row._meta.db_table} SET {column} = %s WHERE id = %s"
            make.past_the_rules(sql, text, row.pk)
        return row

    return write


def test_what_hides_is_taken_out(cast, before, capsys):
    before(cast.collection, name="Bri\u200bdge", guidelines="# One\x1b[2J\n\n\ttwo\u202e ")
    before(cast.article, title="Bridge\u202e falls", outlet="The\u2028Daily", byline="Ame\u0301lie")
    before(cast.edith, first_name="\u2066Edith\u2069")
    actor = before(make.actor("Ruritania"), name="Ruri\u00adtania", aliases=["Strel\u200bsau", "\u2060"])
    claim = before(make.claim(cast.collection, "It fell."), statement="It\u200b fell.", note="why\u200b\nso")
    mend(apps, None)
    assert Collection.objects.values_list("name", "guidelines").get() == ("Bridge", "# One[2J\n\n\ttwo ")
    assert Article.objects.values_list("title", "outlet", "byline").get() == ("Bridge falls", "The Daily", "Amélie")
    assert User.objects.get(pk=cast.edith.pk).first_name == "Edith"
    assert Actor.objects.values_list("name", "aliases").get() == ("Ruritania", ["Strelsau"])
    assert Claim.objects.values_list("statement", "note").get() == ("It fell.", "why\nso")
    told = capsys.readouterr().out
    assert f"actor {actor.pk}: name, aliases mended" in told and f"claim {claim.pk}: statement, note mended" in told
    mend(apps, None)
    assert capsys.readouterr().out == ""


def test_nothing_is_merged_emptied_or_unlocked(cast, before, capsys):
    make.actor("Ruritania")
    twin = before(make.actor("Other"), name="Ruri\u200btania")
    nothing = before(make.actor("Nothing"), name="\u200b")
    make.claim(cast.collection, "It fell.")
    same = before(make.claim(cast.collection, "Other."), statement="It f\u200bell.")
    long = before(make.claim(cast.collection, "Long."), statement="y" * 5000)
    passage = before(make.passage(cast.article, "denied", by=cast.edith), note="look \u202ethere")
    mend(apps, None)
    assert [Actor.objects.get(pk=each.pk).name for each in (twin, nothing)] == ["Ruri\u200btania", "\u200b"]
    assert Claim.objects.get(pk=same.pk).statement == "It f\u200bell."
    assert Passage.objects.get().note == "look \u202ethere"
    told = capsys.readouterr().out
    for row in (f"actor {twin.pk}: name", f"actor {nothing.pk}: name", f"claim {same.pk}: statement"):
        assert f"{row} left as it is" in told
    assert f"claim {long.pk}: statement is longer than 1000" in told and f"passage {passage.pk}: note left" in told


def test_ligatures_are_mended_where_that_makes_no_twin_and_else_listed(cast, before, capsys):
    """As the migration does that took ligatures for letters."""
    kept = make.actor("Officers of the fleet", "group")
    twin = before(make.actor("Other", "group"), name="Oﬃcers of the ﬂeet")
    alone = before(make.actor("Alone"), name="Graﬀ", aliases=["Oﬃce", "Office"])
    claim = before(make.claim(cast.collection, "Other."), statement="The ﬂoor fell.")
    assert "folded_words" in {each.stem[5:] for each in Path(migrations.__file__).parent.glob("0*.py")}
    assert list(Actor.objects.matching("officers of the fleet")) == [kept, twin], "search finds both spellings"
    mend(apps, None)
    assert Actor.objects.get(pk=twin.pk).name == "Oﬃcers of the ﬂeet" and not Actor.objects.filter(merged_into=kept)
    assert Actor.objects.values_list("name", "aliases").get(pk=alone.pk) == ("Graff", ["Office", "Office"])
    assert Claim.objects.get(pk=claim.pk).statement == "The floor fell."
    capsys.readouterr()
    call_command("verify")
    told = capsys.readouterr().out
    assert f"note: actor {twin.pk} “Oﬃcers of the ﬂeet” holds signs" in told and told.count("note:") == 1


def test_white_space_is_no_reason_to_change_anything(cast, before, capsys):
    before(cast.article, title="Bridge  falls\u00a0down")
    mend(apps, None)
    assert Article.objects.get().title == "Bridge  falls\u00a0down" and capsys.readouterr().out == ""
