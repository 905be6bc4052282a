"""Guesses over HTTP: what a card shows, what accepting it records, and what the lists offer."""

import pytest

from claims.models import Actor, Claim, Passage
from claims.models.choices import AttributionRole
from tests import make
from tests.page import plain_page

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
    card = plain_page(edith.get(f"/passages/{passage.pk}/", headers=HTMX))
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
    assert 'class="source"' in plain_page(answer)
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
    assert answer.status_code == 422 and "not in this collection" in plain_page(answer)
    assert not passage.statements.exists() and Claim.objects.count() == 1


def test_the_list_of_claims_begins_with_whole_answers(flood, edith):
    passage = make.passage(flood.article, QUOTE, by=flood.edith, mark="quote")
    page = plain_page(edith.get(f"/passages/{passage.pk}/suggest/claims/"))
    both = "The dam was opened with the help of Zenda.; The dam was opened with the help of Hentzau."
    assert page.index(f'data-send-statements="{both}"') < page.index("Zenda and Hentzau.")
    typed = plain_page(edith.get(f"/passages/{passage.pk}/suggest/claims/", {"q": "The dam"}))
    assert "data-send-statements" not in typed and "New claim: “The dam”" in typed


def test_the_list_of_speakers_brings_their_own_source(flood, edith):
    passage = make.passage(flood.article, PLAN, by=flood.edith)
    page = plain_page(edith.get(f"/passages/{passage.pk}/suggest/speakers/"))
    for actor, words in ((flood.duchy, "The Grand Duchy"), (flood.ruritania, "Strelsau")):
        assert f'data-send-actor="{actor.pk}" data-send-source="{make.spans_of(TEXT, words)}"' in page


def test_a_typed_name_is_offered_first_as_what_it_looks_like(flood, edith):
    passage = make.passage(flood.article, PLAN, by=flood.edith)
    page = plain_page(edith.get(f"/passages/{passage.pk}/suggest/speakers/", {"q": "Ministry of Bridges"}))
    kinds = [page.index(f'data-send-kind="{kind}"') for kind in ("organisation", "unknown", "person")]
    assert kinds == sorted(kinds)


def test_an_outlet_that_the_register_lacks_is_entered_by_taking_it(flood, edith):
    passage = make.passage(flood.article, QUOTE, by=flood.edith, mark="quote")
    card = plain_page(edith.get(f"/passages/{passage.pk}/", headers=HTMX))
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
    assert answer.status_code == 422 and "Nothing else in this article has a speaker yet" in plain_page(answer)
    passage.refresh_from_db()
    assert passage.version == 1


@pytest.mark.parametrize("kind", [kind for kind in Actor.Kind if kind != Actor.Kind.UNKNOWN])
def test_a_new_actor_may_be_of_any_kind(flood, edith, kind):
    page = plain_page(edith.get(f"/articles/{flood.article.pk}/suggest/actors/", {"q": "Treaty of Zenda"}))
    assert page.count(f'data-send-kind="{kind}"') == 1 and str(kind.label) in page


def test_of_a_refused_guess_the_lists_take_nothing_along(flood, edith):
    passage = make.passage(flood.article, PLAN, by=flood.edith)
    address = f"/passages/{passage.pk}/suggest/speakers/"
    source, cue = (make.spans_of(TEXT, words) for words in ("Strelsau", "accusations made by"))
    for query in ("", "Ruritania", "Strelsau"):
        offered = plain_page(edith.get(address, {"q": query}))
        refused = plain_page(edith.get(address, {"q": query, "refused": "yes"}))
        assert f'data-send-cue="{cue}"' in offered
        assert "data-send-cue" not in refused and f'data-send-source="{source}"' not in refused
    # An actor that the sentence names elsewhere is still named there.
    duchy = plain_page(edith.get(address, {"q": "Grand Duchy", "refused": "yes"}))
    assert f'data-send-source="{make.spans_of(TEXT, "The Grand Duchy")}"' in duchy


def test_the_list_says_what_typed_words_mean(flood, edith):
    make.actor("Post of Hentzau", "media", aliases=["The Post"])
    make.actor("Post of Zenda", "media", aliases=["The Post"])
    address = f"/articles/{flood.article.pk}/suggest/actors/"
    exact = plain_page(edith.get(address, {"q": "strelsau"}))
    shared = plain_page(edith.get(address, {"q": "the post"}))
    part = plain_page(edith.get(address, {"q": "Post"}))
    assert exact.count('data-fit="exact"') == 1 and exact.index("Ruritania") < exact.index("New:")
    assert shared.count('data-fit="shared"') == 2 and "exact" not in shared
    assert 'data-fit="exact"' not in part


def test_without_scripts_a_guessed_claim_comes_into_the_field_by_a_link(flood, edith):
    passage = make.passage(flood.article, PLAN, by=flood.edith)
    address = f"/articles/{flood.article.pk}/?passage={passage.pk}"
    page = edith.get(address).content.decode()
    link = f"{address}&amp;words=claim#claim-{passage.pk}"
    guessed = "The Grand Duchy helped to plan the flood."
    assert f'href="{link}"' in page and f'name="words" value="{guessed}"' not in page
    assert f'name="words" value="{guessed}"' in edith.get(f"{address}&words=claim").content.decode()


def test_no_button_takes_words_with_gaps(flood, edith):
    flood.tale = make.article(flood.collection, text="“They hid it from him.” he said. “Why?”", title="Tale")
    passage = make.passage(flood.tale, "“They hid it from him.”", by=flood.edith, mark="quote")
    card = edith.get(f"/passages/{passage.pk}/", headers=HTMX).content.decode()
    assert "[They] hid [it] from [him]." in card and 'name="statements"' not in card
    question = make.passage(flood.tale, "“Why?”", by=flood.edith, mark="quote")
    card = edith.get(f"/passages/{question.pk}/", headers=HTMX).content.decode()
    assert 'name="statements"' not in card and 'data-draft="Why?"' in card


def test_another_name_than_the_guessed_one_takes_nothing_of_the_guess_along(flood, edith):
    text = "„Die Schleuse hält“, sagte Hafenmeisterin Flavia Tarlenheim."
    flood.other = make.article(flood.collection, text=text, title="Schleuse", language="de")
    passage = make.passage(flood.other, "„Die Schleuse hält“", by=flood.edith, mark="quote")
    make.actor("Otto Krafft", "person")
    cue = f'data-send-cue="{make.spans_of(text, "sagte")}"'
    address = f"/passages/{passage.pk}/suggest/speakers/"
    for query, goes in (
        ("Hafenmeister Rupert Strofzin", 0),
        ("Krafft", 0),
        ("Rupert Tarlenheim", 0),
        ("Tarlenheim", 8),
    ):
        page = plain_page(edith.get(address, {"q": query}))
        assert "New:" in page and page.count(cue) == goes, query
        assert page.count("data-send-source") == goes, query


@pytest.mark.parametrize(("language", "words"), [("pl", "To jest kłamstwo."), ("el", "Δεν το κάναμε εμείς.")])
def test_no_enter_takes_words_of_a_language_without_rules(flood, edith, language, words):
    article = make.article(flood.collection, text=f"{words} …", title="Zapora", language=language)
    passage = make.passage(article, words, by=flood.edith)
    card = edith.get(f"/passages/{passage.pk}/", headers=HTMX).content.decode()
    claim = card[card.index('data-field="claim"') :]
    assert "Its own words:" in claim and f'data-draft="{words}"' in claim
    assert "data-guess" not in claim and 'name="statements"' not in claim
    assert "data-send-statements" not in plain_page(edith.get(f"/passages/{passage.pk}/suggest/claims/"))
