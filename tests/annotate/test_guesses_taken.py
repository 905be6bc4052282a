"""Guesses over HTTP: what a card shows, what accepting it records, and what the lists offer."""

import pytest

from claims.models import Actor, Claim, Passage
from claims.models.words import AttributionRole
from tests import make

TEXT = """The Grand Duchy has denied the accusations made by Strelsau that it helped to plan the flood.
“The dam was opened with the help of Zenda and Hentzau,” he was quoted by the Strelsau Post newspaper."""
PLAN = "that it helped to plan the flood"
QUOTE = "“The dam was opened with the help of Zenda and Hentzau,”"
HTMX = {"HX-Request": "true"}


@pytest.fixture
def flood(cast):
    cast.article = make.article(cast.collection, text=TEXT, title="Flood", language="en")
    cast.ruritania = make.actor("Ruritania", "state", aliases=["Strelsau"])
    cast.duchy = make.actor("Grand Duchy", "state", aliases=["the Grand Duchy"])
    for name in ("Zenda", "Hentzau"):
        make.actor(name, "state")
    return cast


@pytest.fixture
def edith(flood, as_user):
    return as_user(flood.edith)


def post(client, passage: Passage, verb: str, **fields: str):
    fields = {"version": Passage.objects.get(pk=passage.pk).version, "action": make.uuid7(), **fields}
    return client.post(f"/passages/{passage.pk}/{verb}/", fields, headers=HTMX)


def test_the_card_shows_the_speaker_with_the_words_that_name_and_report(flood, edith):
    passage = make.passage(flood.article, PLAN, by=flood.edith)
    card = edith.get(f"/passages/{passage.pk}/", headers=HTMX).content.decode()
    source, cue = (make.spans_of(TEXT, words) for words in ("Strelsau", "accusations made by"))
    assert f'data-guess-source="{source}" data-guess-cue="{cue}"' in card
    assert f'name="actor" value="{flood.ruritania.pk}"' in card
    assert "The Grand Duchy helped to plan the flood." in card
    # A guess is shown, and nothing is recorded by that.
    assert not passage.attributions.exists() and not passage.statements.exists()


def test_taking_a_speaker_records_its_source_and_cue_in_one_step(flood, edith):
    passage = make.passage(flood.article, PLAN, by=flood.edith)
    source, cue = (str(make.spans_of(TEXT, words)) for words in ("Strelsau", "accusations made by"))
    answer = post(edith, passage, "speakers", actor=flood.ruritania.pk, source=source, cue=cue)
    assert answer.status_code == 200
    # The block shows them at once.
    assert 'class="source"' in answer.content.decode()
    passage.refresh_from_db()
    assert (passage.source_text, passage.cue_text, passage.version) == ("Strelsau", "accusations made by", 2)


def test_words_that_the_editor_set_stay(flood, edith):
    passage = make.passage(flood.article, PLAN, by=flood.edith, source=make.spans_of(TEXT, "The Grand Duchy"))
    post(edith, passage, "speakers", actor=flood.ruritania.pk, source=str(make.spans_of(TEXT, "Strelsau")))
    passage.refresh_from_db()
    assert passage.source_text == "The Grand Duchy"


@pytest.mark.parametrize("source", ["5000..6000", "what", "9..3"])
def test_spans_that_cannot_be_change_nothing(flood, edith, source):
    passage = make.passage(flood.article, PLAN, by=flood.edith)
    assert post(edith, passage, "speakers", actor=flood.ruritania.pk, source=source).status_code == 422
    assert not passage.attributions.exists()


def test_several_claims_are_stated_in_one_step(flood, edith):
    known = make.claim(flood.collection, "Zenda helped to open the dam.")
    passage = make.passage(flood.article, QUOTE, by=flood.edith, mark="quote")
    worded = "The dam was opened with the help of Hentzau."
    assert post(edith, passage, "statements", claims=str(known.pk), statements=f"{worded}; ").status_code == 200
    passage.refresh_from_db()
    assert [part.claim.statement for part in passage.statements.all()] == [known.statement, worded]
    assert passage.version == 2
    edith.post(f"/articles/{flood.article.pk}/undo/", {"action": make.uuid7()}, headers=HTMX)
    assert not passage.statements.exists()
    assert list(Claim.objects.all()) == [known]


def test_a_claim_of_another_collection_is_refused_among_several(flood, edith):
    foreign = make.claim(make.collection("other", by=flood.mona), "Elsewhere.")
    passage = make.passage(flood.article, QUOTE, by=flood.edith, mark="quote")
    answer = post(edith, passage, "statements", claims=str(foreign.pk), statements="The dam was opened.")
    assert answer.status_code == 422 and "not in this collection" in answer.content.decode()
    assert not passage.statements.exists() and Claim.objects.count() == 1


def test_the_list_of_claims_begins_with_whole_answers(flood, edith):
    passage = make.passage(flood.article, QUOTE, by=flood.edith, mark="quote")
    page = edith.get(f"/passages/{passage.pk}/suggest/claims/").content.decode()
    both = "The dam was opened with the help of Zenda.; The dam was opened with the help of Hentzau."
    assert page.index(f'data-send-statements="{both}"') < page.index("Zenda and Hentzau.")
    typed = edith.get(f"/passages/{passage.pk}/suggest/claims/", {"q": "The dam"}).content.decode()
    assert "data-send-statements" not in typed and "New claim: “The dam”" in typed


def test_the_list_of_speakers_brings_their_own_source(flood, edith):
    passage = make.passage(flood.article, PLAN, by=flood.edith)
    page = edith.get(f"/passages/{passage.pk}/suggest/speakers/").content.decode()
    for actor, words in ((flood.duchy, "The Grand Duchy"), (flood.ruritania, "Strelsau")):
        assert f'data-send-actor="{actor.pk}" data-send-source="{make.spans_of(TEXT, words)}"' in page


def test_a_typed_name_is_offered_first_as_what_it_looks_like(flood, edith):
    passage = make.passage(flood.article, PLAN, by=flood.edith)
    page = edith.get(f"/passages/{passage.pk}/suggest/speakers/", {"q": "Ministry of Bridges"}).content.decode()
    kinds = [page.index(f'data-send-kind="{kind}"') for kind in ("organisation", "unknown", "person")]
    assert kinds == sorted(kinds)


def test_an_outlet_that_the_register_lacks_is_entered_by_taking_it(flood, edith):
    passage = make.passage(flood.article, QUOTE, by=flood.edith, mark="quote")
    card = edith.get(f"/passages/{passage.pk}/", headers=HTMX).content.decode()
    assert 'name="kind" value="media" data-also="name=Strelsau+Post"' in card
    post(edith, passage, "via", kind="media", name="Strelsau Post")
    assert passage.attributions.get().actor == Actor.objects.get(name="Strelsau Post", kind="media")


def test_the_last_attribution_once_more(flood, edith):
    post_office = make.actor("Strelsau Post", "media")
    first = make.passage(flood.article, QUOTE, by=flood.edith, mark="quote", speakers=[flood.ruritania])
    post(edith, first, "via", actor=post_office.pk)
    second = make.passage(flood.article, PLAN, by=flood.edith)
    assert post(edith, second, "repeat").status_code == 200
    named = {(part.actor, part.role) for part in second.attributions.all()}
    assert named == {(flood.ruritania, AttributionRole.SPEAKER), (post_office, AttributionRole.VIA)}
    # Once more changes nothing.
    assert post(edith, second, "repeat").status_code == 200
    assert second.attributions.count() == 2


def test_with_nothing_to_repeat_it_says_so(flood, edith):
    make.passage(flood.article, QUOTE, by=flood.egon, mark="quote", speakers=[flood.ruritania])
    passage = make.passage(flood.article, PLAN, by=flood.edith)
    answer = post(edith, passage, "repeat")
    assert answer.status_code == 422 and "Nothing else in this article has a speaker yet" in answer.content.decode()
    passage.refresh_from_db()
    assert passage.version == 1
