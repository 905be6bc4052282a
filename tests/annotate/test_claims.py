"""Claims on the web: who states each, who denies it, other words, notes, merging."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from annotate.forms.claims import NoteForm, RewordForm
from claims.actions.actor_merge import merge_actor
from claims.actions.assignment_hand_in import hand_in_reading
from claims.actions.attribution_edit import set_unattributed
from claims.actions.claim_edit import set_claim_note
from claims.actions.claim_merge import merge_claim
from claims.actions.denial_edit import change_denial
from claims.actions.passage_merge import merge_passage
from claims.actions.passage_review import approve_passage
from claims.models import Assignment, Claim
from tests import make
from tests.page import plain_page
from tests.scenes import more_built_once
from tests.seen import seen


@pytest.fixture
@more_built_once
def scene(cast):
    """One claim that Ruritania denies and the city states; drafts of Edith's."""
    cast.claim = make.claim(cast.collection, "The plan was known.")
    cast.ruritania, cast.city = make.actor("Ruritania", "state"), make.actor("the city", "organisation")
    cast.denied = make.passage(
        cast.article, "denied that the plan was known", by=cast.edith, mark="refutation", speakers=[cast.ruritania],
        denies=[cast.claim],
    )  # fmt: skip
    cast.stated = make.passage(
        cast.article, "the plan was known", by=cast.edith, speakers=[cast.city], states=[cast.claim]
    )
    return cast


def approve(cast, passage):
    hand_in_reading(Assignment.objects.get(), by=cast.edith)
    passage.refresh_from_db()
    approve_passage(passage, by=cast.rita, version=passage.version)


def page(client, claim):
    response = client.get(reverse("claim", args=[claim.pk]))
    assert response.status_code == 200
    return response


def sides(response):
    return [
        (row["claim"].statement, [each["name"] for each in row["states"]], [each["name"] for each in row["denies"]])
        for row in response.context["rows"]
    ]


class TestList:
    def test_each_claim_with_who_states_and_who_denies_it(self, scene, as_user):
        make.claim(scene.collection, "Nobody says so.")
        response = as_user(scene.edith).get(reverse("claims") + "?collection=bridge")
        assert sides(response) == [("Nobody says so.", [], []), ("The plan was known.", ["the city"], ["Ruritania"])]

    def test_merged_claims_and_actors_count_as_what_they_were_merged_into(self, scene, as_user):
        kept, state = make.claim(scene.collection, "It was no secret."), make.actor("Kingdom", "state")
        merge_claim(kept, other=scene.claim)
        merge_actor(state, other=scene.ruritania)
        make.passage(scene.article, "a lie", by=scene.edith, mark="refutation", speakers=[state], denies=[kept])
        response = as_user(scene.edith).get(reverse("claims"))
        assert sides(response) == [("It was no secret.", ["the city"], ["Kingdom"])]
        assert "Kingdom ×2" in plain_page(response)

    def test_a_passage_that_names_nobody_counts_as_one_of_nobody(self, scene, as_user):
        made = make.passage(scene.article, "a lie", by=scene.edith, states=[scene.claim])
        set_unattributed(made, unattributed=True, by=scene.edith, version=1, action=make.uuid7())
        response = as_user(scene.edith).get(reverse("claims"))
        assert sides(response)[0][1] == ["the city", None]
        assert "nobody named" in plain_page(response)

    def test_a_reader_sees_sides_in_what_is_approved_only(self, scene, as_user):
        client = as_user(scene.ralf)
        assert sides(client.get(reverse("claims"))) == [("The plan was known.", [], [])]
        approve(scene, scene.denied)
        assert sides(client.get(reverse("claims"))) == [("The plan was known.", [], ["Ruritania"])]

    def test_claims_of_other_collections_are_not_seen(self, scene, as_user):
        other = make.collection("other", by=scene.otto)
        make.claim(other, "Secret.")
        assert sides(as_user(scene.otto).get(reverse("claims"))) == [("Secret.", [], [])]
        assert as_user(scene.edith).get(reverse("claims") + "?collection=other").status_code == 404

    @pytest.mark.parametrize(
        ("query", "count"),
        [("plan", 1), ("PLANS", 1), ("kno", 1), ("zebra", 0), ("!:*&|'", 0), ("%25", 0), ("a" * 500, 0)],
    )
    def test_search(self, scene, as_user, query, count):
        response = as_user(scene.edith).get(f"{reverse('claims')}?q={query}")
        assert response.status_code == 200
        assert len(response.context["rows"]) == count

    def test_queries_do_not_grow_with_claims(self, scene, as_user):
        def queries():
            with CaptureQueriesContext(connection) as captured:
                assert client.get(reverse("claims")).status_code == 200
            return len(captured)

        client = as_user(scene.mona)
        client.get(reverse("claims"))
        few = queries()
        for number in range(25):
            article = make.article(scene.collection, text=f"It was known {number}.", title=f"A {number}")
            claims = [make.claim(scene.collection, f"Known {number}."), make.claim(scene.collection, f"Told {number}.")]
            make.passage(
                article, "It was known", by=scene.edith, mark="refutation", speakers=[make.actor(f"S {number}")],
                denies=claims, states=claims,
            )  # fmt: skip
        assert queries() == few <= 10


class TestPage:
    def test_two_sides_with_speaker_sentence_and_place(self, scene, as_user):
        response = page(as_user(scene.edith), scene.claim)
        assert [each.passage for each in response.context["stating"]] == [scene.stated]
        assert [(each.passage, denial.kind) for each, denial in response.context["denying"]] == [
            (scene.denied, "denies")
        ]
        html = plain_page(response)
        assert 'The minister denied that <mark class="assertion">the plan was known</mark>.' in html
        assert 'The minister <mark class="refutation">denied that the plan was known</mark>.' in html
        for passage in (scene.stated, scene.denied):
            assert reverse("passage", args=[passage.pk]) in html
        for actor in (scene.ruritania, scene.city):
            assert reverse("actor", args=[actor.pk]) in html

    def test_that_it_is_disputed_only_is_said(self, scene, as_user):
        denial = scene.denied.denials.get()
        change_denial(
            scene.denied, denial=denial, kind="disputes", answers=None, by=scene.edith, version=1, action=make.uuid7()
        )
        assert "<span>disputes</span>" in plain_page(page(as_user(scene.edith), scene.claim))

    def test_a_reader_sees_only_what_is_approved(self, scene, as_user):
        client = as_user(scene.ralf)
        assert "<mark" not in plain_page(page(client, scene.claim))
        approve(scene, scene.denied)
        html = plain_page(page(client, scene.claim))
        assert '<mark class="refutation">' in html
        assert '<mark class="assertion">' not in html
        assert reverse("claim_reword", args=[scene.claim.pk]) not in html

    def test_a_merged_claim_leads_to_the_other_which_shows_its_passages(self, scene, as_user):
        kept = make.claim(scene.collection, "It was no secret.")
        merge_claim(kept, other=scene.claim)
        client = as_user(scene.edith)
        assert client.get(reverse("claim", args=[scene.claim.pk]))["Location"] == reverse("claim", args=[kept.pk])
        response = page(client, kept)
        assert [(each.passage, denial.kind) for each, denial in response.context["denying"]] == [
            (scene.denied, "denies")
        ]
        assert "“The plan was known.”" in plain_page(response)

    def test_an_outsiders_guess_at_an_id_is_not_found(self, scene, as_user):
        for name in ("claim", "claim_reword", "claim_merge"):
            assert as_user(scene.otto).get(reverse(name, args=[scene.claim.pk])).status_code == 404

    def test_queries_do_not_grow_with_passages(self, scene, as_user):
        def queries():
            with CaptureQueriesContext(connection) as captured:
                page(client, scene.claim)
            return len(captured)

        client = as_user(scene.mona)
        page(client, scene.claim)
        few = queries()
        for number in range(25):
            article = make.article(scene.collection, text=f"It was known {number}. It was.", title=f"A {number}")
            speaker = make.actor(f"S {number}")
            make.passage(article, "It was known", by=scene.edith, speakers=[speaker], states=[scene.claim])
            make.passage(
                article,
                "It was.",
                by=scene.egon,
                mark="refutation",
                speakers=[speaker, scene.city],
                denies=[scene.claim],
            )
        assert queries() == few <= 16

    def test_a_script_in_a_claim_is_text(self, scene, as_user):
        claim = make.claim(scene.collection, "<script>alert(1)</script> was said.")
        set_claim_note(claim, note="<img src=x>")
        html = plain_page(page(as_user(scene.edith), claim))
        assert "<script>alert" not in html
        assert "<img" not in html
        assert "&lt;script&gt;alert(1)" in html


class TestMergedReadings:
    """What only passages cite that were merged into another reading."""

    @pytest.fixture
    def merged(self, scene):
        """Egon read the same words otherwise; Rita settled it for Edith’s."""
        scene.his_claim = make.claim(scene.collection, "Everybody knew.")
        gone = make.passage(
            scene.article, "the plan was known", by=scene.egon, speakers=[scene.ruritania], states=[scene.his_claim]
        )
        hand_in_reading(Assignment.objects.get(editor=scene.egon), by=scene.egon)
        gone.refresh_from_db()
        merge_passage(gone, scene.stated, by=scene.rita, version=gone.version)
        return scene

    def test_it_says_who_stated_it_and_what_stands_for_that(self, merged, as_user):
        response = page(as_user(merged.edith), merged.his_claim)
        html = plain_page(response)
        assert "Only in readings that were merged into another one." in html
        assert "Ruritania" in html and "Edith’s reading stands for it:" in html
        assert reverse("passage", args=[merged.stated.pk]) in html
        assert len(response.context["states_before"]) == 1 and not response.context["denies_before"]

    def test_beside_what_stands_it_is_folded(self, merged, as_user):
        merge_claim(merged.claim, other=merged.his_claim)
        html = plain_page(page(as_user(merged.edith), merged.claim))
        assert '<details class="before">' in html and "1 passage that was merged" in html
        assert "Only in readings" not in html

    def test_readers_are_told_nothing_of_it(self, merged, as_user):
        html = plain_page(page(as_user(merged.ralf), merged.his_claim))
        assert "gave way" not in html and "Ruritania" not in html


class TestNote:
    def test_it_is_kept_and_shown(self, scene, as_user):
        client = as_user(scene.edith)
        client.post(
            reverse("claim_note", args=[scene.claim.pk]), {"note": " See guidelines. "} | seen(NoteForm, scene.claim)
        )
        assert Claim.objects.get().note == "See guidelines."
        assert "See guidelines." in plain_page(page(client, scene.claim))

    @pytest.mark.parametrize("note", ["x" * 5001, "a\0b"])
    def test_what_cannot_be_kept_is_refused(self, scene, as_user, note):
        response = as_user(scene.edith).post(reverse("claim_note", args=[scene.claim.pk]), {"note": note})
        assert response.status_code == 422
        assert Claim.objects.get().note == ""


class TestRewording:
    def send(self, client, claim, statement, **more):
        return client.post(
            reverse("claim_reword", args=[claim.pk]), {"statement": statement} | seen(RewordForm, claim) | more
        )

    def test_an_editor_rewords_a_claim_that_nothing_approved_cites(self, scene, as_user):
        assert self.send(as_user(scene.egon), scene.claim, "It was no secret.").status_code == 302
        assert Claim.objects.get().statement == "It was no secret."

    def test_a_reviewer_is_shown_what_goes_back(self, scene, as_user):
        approve(scene, scene.denied)
        client = as_user(scene.rita)
        html = plain_page(client.get(reverse("claim_reword", args=[scene.claim.pk])))
        assert "1 approved passage cites this claim" in html
        assert '<mark class="refutation">denied that the plan was known</mark>' in html
        assert "Only the spelling changes" in html
        self.send(client, scene.claim, "It was no secret.")
        html = plain_page(page(client, scene.claim))
        assert "1 approved passage waits for agreement to the new words." in html
        scene.denied.refresh_from_db()
        assert (scene.denied.status, scene.denied.changed_by) == ("submitted", scene.rita)

    def test_declared_spelling_leaves_what_is_approved(self, scene, as_user):
        approve(scene, scene.denied)
        self.send(as_user(scene.rita), scene.claim, "The Plan was known.", spelling="on")
        scene.denied.refresh_from_db()
        assert scene.denied.status == "approved"
        assert Claim.objects.get().events.get().pgh_context["spelling"] is True

    def test_an_editor_is_told_that_a_reviewer_has_to(self, scene, as_user):
        approve(scene, scene.denied)
        client = as_user(scene.egon)
        html = plain_page(client.get(reverse("claim_reword", args=[scene.claim.pk])))
        assert "so a reviewer has to reword it" in html
        assert "<textarea" not in html
        assert self.send(client, scene.claim, "It was no secret.").status_code == 403
        assert Claim.objects.get().statement == "The plan was known."

    def test_an_editor_cannot_declare_spelling(self, scene, as_user):
        client = as_user(scene.egon)
        assert "spelling" not in plain_page(client.get(reverse("claim_reword", args=[scene.claim.pk])))
        self.send(client, scene.claim, "The Plan was known.", spelling="on")
        assert Claim.objects.get().events.get().pgh_context["spelling"] is False

    @pytest.mark.parametrize(
        ("statement", "said"),
        [
            ("", "This field is required"),
            ("One; two.", "semicolon"),
            ("a\0b", "U+0000 control character, sign 2"),
            ("x" * 1001, "at most 1000"),
            ("The plan was known.", "the words it has"),
            ("It was no SECRET.", "in these words already"),
        ],
    )
    def test_what_cannot_be_is_refused(self, scene, as_user, statement, said):
        make.claim(scene.collection, "It was no secret.")
        response = self.send(as_user(scene.rita), scene.claim, statement)
        assert response.status_code == 422
        assert said in plain_page(response)
        scene.claim.refresh_from_db()
        assert scene.claim.statement == "The plan was known."


class TestMerging:
    def test_find_see_confirm(self, scene, as_user):
        client, other = as_user(scene.rita), make.claim(scene.collection, "The scheme was known.")
        address = reverse("claim_merge", args=[scene.claim.pk])
        assert f"?other={other.pk}" in plain_page(client.get(f"{address}?q=scheme"))
        assert "These two become one" in plain_page(client.get(f"{address}?other={other.pk}"))
        other.refresh_from_db()
        assert not other.merged_into
        assert client.post(address, {"other": other.pk}).status_code == 302
        other.refresh_from_db()
        assert other.merged_into == scene.claim

    @pytest.mark.parametrize("other", ["", "x", "self"])
    def test_what_cannot_be_merged_is_refused(self, scene, as_user, other):
        sent = scene.claim.pk if other == "self" else other
        response = as_user(scene.rita).post(reverse("claim_merge", args=[scene.claim.pk]), {"other": sent})
        assert response.status_code == 422
        assert not scene.claim.merged.exists()

    def test_a_claim_of_another_collection_is_not_merged(self, scene, as_user):
        mine = make.claim(make.collection("also-mine", by=scene.mona), "Elsewhere.")
        secret = make.claim(make.collection("other", by=scene.otto), "Secret.")
        client, address = as_user(scene.mona), reverse("claim_merge", args=[scene.claim.pk])
        response = client.post(address, {"other": mine.pk})
        assert response.status_code == 422
        assert "different collections" in plain_page(response)
        assert client.post(address, {"other": secret.pk}).status_code == 404
        assert "Elsewhere" not in plain_page(client.get(f"{address}?q=elsewhere"))
