"""What `manage.py verify` finds when somebody wrote to the database past its rules."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from claims.models import Actor, Passage
from tests import make
from tests.claims import scene as scenes


@pytest.fixture
def scene(db: None) -> scenes.Scene:
    return scenes.scene()


def damage(sql: str, *parameters: object) -> None:
    """Run the statement with all triggers off, as a repair by hand would."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(sql, parameters)
        cursor.execute("SET LOCAL session_replication_role = origin")


def found(capsys) -> list[str]:
    """The lines that it writes, after failing with exit code 1."""
    with pytest.raises(CommandError) as failed:
        call_command("verify")
    assert failed.value.returncode == 1
    return capsys.readouterr().err.splitlines()


def test_a_sound_database_agrees(scene, capsys):
    call_command("verify")
    assert capsys.readouterr().out == "11 passages checked, all agree with their texts\n"


WORDS = {
    "exact": "exact is stored as “other”, and the text has “that the plan was known”",
    "prefix": "prefix is stored as “other”, and the text has “ource denied the paper’s report ”",
    "suffix": "suffix is stored as “other”",
    "cue_text": "cue_text is stored as “other”, and the text has “”",
    "source_text": "source_text is stored as “other”, and the text has “”",
}


@pytest.mark.parametrize("column", WORDS)
def test_words_that_differ_from_the_text(scene, capsys, column):
    inner = scene.passages["inner"]
    damage(f"UPDATE claims_passage SET {column} = 'other' WHERE id = %s", inner.pk)
    (line,) = found(capsys)
    article = scene.articles[0]
    assert line.startswith(f"article {article.pk} “{article.title}”, passage {inner.pk}: {WORDS[column]}")


def test_a_form_that_the_quotation_marks_do_not_show(scene, capsys):
    damage("UPDATE claims_passage SET form = 'direct' WHERE id = %s", scene.passages["inner"].pk)
    assert found(capsys)[0].endswith("form is stored as “direct”, and the text has “indirect”")


@pytest.mark.parametrize("column", ["content", "cue", "source"])
def test_spans_outside_the_text(scene, capsys, column):
    damage(f"UPDATE claims_passage SET {column} = '{{[3,99999)}}' WHERE id = %s", scene.passages["inner"].pk)
    length = len(scenes.TEXT)
    assert found(capsys)[0].endswith(f"{column} 3..99999 reaches outside the text of {length} characters")


def test_spans_that_have_moved(scene, capsys):
    damage("UPDATE claims_passage SET content = '{[93,116)}' WHERE id = %s", scene.passages["inner"].pk)
    names = {line.rsplit(": ", 1)[1].split(" is stored")[0] for line in found(capsys)}
    assert names == {"exact", "prefix", "suffix"}


def test_a_text_that_has_changed(scene, capsys):
    damage("UPDATE claims_article SET text = text || ' more' WHERE id = %s", scene.articles[1].pk)
    lines = found(capsys)
    assert f"article {scene.articles[1].pk}" in lines[0]
    assert lines[0].endswith("the text has changed: its SHA-256 is not the stored one")


def test_a_text_that_no_import_would_have_left_so(scene, capsys):
    damage("UPDATE claims_article SET text = replace(text, E'\\n', E'\\r') WHERE id = %s", scene.articles[1].pk)
    assert "the text has line ends or a byte-order mark that an import would have changed" in found(capsys)[0]


def test_a_speaker_where_the_text_names_nobody(scene, capsys):
    damage("UPDATE claims_passage SET unattributed = TRUE WHERE id = %s", scene.passages["both"].pk)
    assert found(capsys)[0].endswith("it is said that the text names nobody, and it has a speaker")


def test_a_denial_by_what_is_no_refutation(scene, capsys):
    damage("UPDATE claims_passage SET mark = 'quote' WHERE id = %s", scene.passages["denies"].pk)
    assert found(capsys)[0].endswith("it denies something and is marked as quote")


def test_an_approved_passage_that_has_lost_its_parts(scene, capsys):
    damage("DELETE FROM claims_statement WHERE passage_id = %s", scene.passages["both"].pk)
    damage("DELETE FROM claims_attribution WHERE passage_id = %s", scene.passages["both"].pk)
    assert found(capsys)[0].endswith("it is approved and lacks speaker, claim")


@pytest.mark.parametrize(("table", "passage"), [("claims_statement", "both"), ("claims_denial", "answer")])
def test_a_claim_of_another_collection(scene, capsys, table, passage):
    stray = make.claim(make.collection("other"), "Somewhere else.")
    damage(f"UPDATE {table} SET claim_id = %s WHERE passage_id = %s", stray.pk, scene.passages[passage].pk)
    assert found(capsys)[0].endswith(f"claim {stray.pk} belongs to another collection")


def test_an_answer_to_another_collection(scene, capsys):
    stray = make.passage(make.article(make.collection("other", by=scene.mona)), "safe", by=scene.mona, role="manager")
    damage("UPDATE claims_denial SET answers_id = %s WHERE passage_id = %s", stray.pk, scene.passages["answer"].pk)
    assert found(capsys)[0].endswith(f"passage {stray.pk}, which it answers, belongs to another collection")


def test_a_passage_within_another_reading(scene, capsys):
    damage("UPDATE claims_passage SET within_id = %s WHERE id = %s", scene.passages["submitted"].pk,
           scene.passages["inner"].pk)  # fmt: skip
    assert "which is another reading's" in found(capsys)[0]


def test_a_twin_in_another_article_or_merged_itself(scene, capsys):
    twin = scene.passages["twin"].pk
    damage("UPDATE claims_passage SET same_as_id = %s WHERE id = %s", scene.passages["told"].pk, twin)
    assert "which is another article's" in found(capsys)[0]
    other = Passage.objects.get(pk=scene.passages["submitted"].pk)
    damage("UPDATE claims_passage SET status = 'merged', same_as_id = %s WHERE id = %s", twin, other.pk)
    assert any("which is merged itself" in line for line in found(capsys))


def test_an_actor_merged_in_two_steps(scene, capsys):
    end = make.actor("The end")
    damage("UPDATE claims_actor SET merged_into_id = %s WHERE id = %s", end.pk, scene.actors["state"].pk)
    twin = Actor.objects.get(pk=scene.actors["twin state"].pk)
    assert found(capsys)[0] == (
        f"actor {twin.pk} “Kingdom of Ruritania”: it is merged into {scene.actors['state'].pk}, which is merged itself"
    )


def test_it_needs_no_more_queries_for_more_passages(scene, django_assert_max_num_queries):
    with django_assert_max_num_queries(14):
        call_command("verify")
