"""The register of actors on the web, and what each actor said and denied."""

from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from annotate.forms.actors import ActorForm
from claims.actions.actor_create import get_or_create_actor
from claims.actions.actor_merge import merge_actor
from claims.actions.assignment_create import assign_article
from claims.actions.assignment_hand_in import hand_in_reading
from claims.actions.attribution_edit import add_via
from claims.actions.collection_edit import edit_collection
from claims.actions.denial_edit import add_denial
from claims.actions.passage_review import approve_passage
from claims.actions.passage_withdraw import withdraw_passage
from claims.models import Actor, Assignment
from tests import make
from tests.page import plain_page
from tests.scenes import more_built_once
from tests.seen import seen


@pytest.fixture
@more_built_once
def scene(cast):
    """Ruritania says and denies, its minister says, the Post passes on; all of it drafts of Edith's."""
    cast.ruritania = make.actor("Ruritania", "state", aliases=["Strelsau"], wikidata_id="Q159")
    cast.minister = make.actor("Rudolf", "person", affiliation=cast.ruritania)
    cast.post = make.actor("Post", "media")
    cast.claim = make.claim(cast.collection, "The plan was known.")
    cast.denied = make.passage(
        cast.article, "denied that the plan was known", by=cast.edith, mark="refutation", speakers=[cast.ruritania],
        denies=[cast.claim],
    )  # fmt: skip
    cast.said = make.passage(
        cast.article, "the bridge was “safe” until May", by=cast.edith, speakers=[cast.ruritania],
        states=[make.claim(cast.collection, "The bridge was safe.")],
    )  # fmt: skip
    cast.quoted = make.passage(
        cast.article, "“Nobody told us,”", "“not even the police.”", by=cast.edith, mark="quote",
        speakers=[cast.minister],
    )  # fmt: skip
    add_via(cast.quoted, actor=cast.post, by=cast.edith, version=1, action=make.uuid7())
    return cast


def page(client, actor):
    response = client.get(reverse("actor", args=[actor.pk]))
    assert response.status_code == 200
    return response


def approve(cast, passage):
    hand_in_reading(Assignment.objects.get(), by=cast.edith)
    passage.refresh_from_db()
    approve_passage(passage, by=cast.rita, version=passage.version)


class TestRegister:
    def found(self, client, query=""):
        return [actor.name for actor in client.get(f"{reverse('actors')}{query}").context["page"]]

    @pytest.mark.parametrize(
        ("query", "names"),
        [
            ("", ["Post", "Rudolf", "Ruritania"]),
            ("?q=strels", ["Ruritania"]),
            ("?q=RU", ["Rudolf", "Ruritania"]),
            ("?kind=state", ["Ruritania"]),
            ("?q=ru&kind=person", ["Rudolf"]),
            ("?kind=nonsense", ["Post", "Rudolf", "Ruritania"]),
            ("?q=%25", []),
            ("?page=99", ["Post", "Rudolf", "Ruritania"]),
            ("?page=x", ["Post", "Rudolf", "Ruritania"]),
        ],
    )
    def test_search_by_any_name_and_kind(self, scene, as_user, query, names):
        assert self.found(as_user(scene.otto), query) == names

    def test_an_actor_is_found_by_the_name_of_one_that_was_merged_into_it(self, scene, as_user):
        merge_actor(scene.ruritania, other=make.actor("Zenda", "state"))
        assert self.found(as_user(scene.otto), "?q=zenda") == ["Ruritania"]

    def test_whoever_may_not_is_offered_nothing_to_change(self, scene, as_user):
        for person, may_enter, may_import in (("otto", False, False), ("ralf", False, False), ("edith", True, False),
                                              ("mona", True, True)):  # fmt: skip
            html = plain_page(as_user(getattr(scene, person)).get(reverse("actors")))
            assert (reverse("actor_new") in html) == may_enter
            assert (reverse("actors_import") in html) == may_import

    def test_queries_do_not_grow(self, scene, as_user, django_assert_max_num_queries):
        for number in range(40):
            make.actor(f"Member {number}", affiliation=make.actor(f"Party {number}"))
        client = as_user(scene.mona)
        client.get(reverse("actors"))
        with django_assert_max_num_queries(8):
            client.get(reverse("actors"))


class TestPage:
    def test_what_it_states_and_denies_each_in_its_sentence(self, scene, as_user):
        response = page(as_user(scene.edith), scene.ruritania)
        positions = response.context["positions"]
        assert [group.claim.statement for group in positions.states] == ["The bridge was safe."]
        assert [group.claim.statement for group in positions.denies] == ["The plan was known."]
        html = plain_page(response)
        assert 'The minister <mark class="refutation">denied that the plan was known</mark>.' in html
        assert reverse("passage", args=[scene.denied.pk]) in html
        assert reverse("claim", args=[scene.claim.pk]) in html
        for fact in ("Strelsau", "Q159", "Rudolf"):
            assert fact in html

    def test_what_its_members_said_stands_apart(self, scene, as_user):
        response = page(as_user(scene.edith), scene.ruritania)
        assert [each.passage for each in response.context["member_positions"].other] == [scene.quoted]
        assert "Said by its members" in plain_page(response)

    def test_what_an_outlet_passed_on_with_who_said_it(self, scene, as_user):
        response = page(as_user(scene.edith), scene.post)
        assert [each.passage for each in response.context["passed_on"]] == [scene.quoted]
        assert "Rudolf" in plain_page(response)

    def test_a_reader_sees_only_what_is_approved(self, scene, as_user):
        client = as_user(scene.ralf)
        assert "denied that the plan" not in plain_page(page(client, scene.ruritania))
        approve(scene, scene.denied)
        html = plain_page(page(client, scene.ruritania))
        assert "denied that the plan" in html
        assert "“safe” until May" not in html

    def test_an_outsider_sees_the_entry_and_nothing_of_any_collection(self, scene, as_user):
        html = plain_page(page(as_user(scene.otto), scene.ruritania))
        assert "Strelsau" in html
        for secret in ("The plan was known", "denied that", "Bridge", "<mark"):
            assert secret not in html
        assert "Nothing that this actor said is marked yet" in html

    def test_members_of_one_collection_see_nothing_of_another(self, scene, as_user):
        other = make.collection("other", by=scene.otto)
        html = plain_page(page(as_user(scene.otto), scene.ruritania))
        assert "The plan was known" not in html
        assert other.slug == "other"

    def test_withdrawn_passages_are_gone(self, scene, as_user):
        withdraw_passage(scene.denied, by=scene.edith, version=1, action=make.uuid7())
        assert "The plan was known" not in plain_page(page(as_user(scene.edith), scene.ruritania))

    def test_where_reading_is_blind_editors_do_not_see_each_other_until_all_is_handed_in(self, scene, as_user):
        scene.collection.blind = True
        scene.collection.save()
        assert "denied that" not in plain_page(page(as_user(scene.egon), scene.ruritania))
        assert "denied that" in plain_page(page(as_user(scene.edith), scene.ruritania))
        assert "denied that" in plain_page(page(as_user(scene.rita), scene.ruritania))
        hand_in_reading(Assignment.objects.get(), by=scene.edith)
        assert "denied that" not in plain_page(page(as_user(scene.egon), scene.ruritania)), "two are to read it"
        hand_in_reading(assign_article(scene.article, editor=scene.egon, by=scene.mona), by=scene.egon)
        assert "denied that" in plain_page(page(as_user(scene.egon), scene.ruritania))

    def test_what_the_article_does_not_say_and_what_is_not_here_stand_in_words(self, scene, as_user):
        for words, denial in (
            ("a lie", {"state": "unsaid"}),
            ("The spokesman", {"state": "not_here", "target_text": "The city paid."}),
            ("the city", {"state": "open"}),
        ):
            passage = make.passage(scene.article, words, by=scene.edith, mark="refutation", speakers=[scene.post])
            add_denial(passage, by=scene.edith, version=1, action=make.uuid7(), **denial)
        groups = page(as_user(scene.edith), scene.post).context["positions"].denies
        assert [group.words for group in groups] == [
            "The city paid.",
            "something that nobody has looked for yet",
            "something that the article does not name",
        ]

    def test_a_merged_entry_leads_to_where_it_went_which_shows_its_passages(self, scene, as_user):
        kept = make.actor("Kingdom of Ruritania", "state")
        merge_actor(kept, other=scene.ruritania)
        client = as_user(scene.edith)
        response = client.get(reverse("actor", args=[scene.ruritania.pk]))
        assert response["Location"] == reverse("actor", args=[kept.pk])
        response = page(client, kept)
        html = plain_page(response)
        assert "denied that the plan was known" in html
        assert [each.passage for each in response.context["member_positions"].other] == [scene.quoted]
        assert [actor.name for actor in response.context["merged"]] == ["Ruritania"]

    def test_queries_do_not_grow_with_passages_or_members(self, scene, as_user):
        def queries():
            with CaptureQueriesContext(connection) as captured:
                page(client, scene.ruritania)
            for query in captured.captured_queries:
                whole = query["sql"].replace('SUBSTRING("claims_article"."text"', "")
                assert '"claims_article"."text"' not in whole, "no article is read for a sentence"
            return len(captured)

        client = as_user(scene.mona)
        page(client, scene.ruritania)
        few = queries()
        for number in range(25):
            article = make.article(scene.collection, text=f"It was known {number}.", title=f"A {number}")
            member = make.actor(f"M {number}", affiliation=scene.ruritania)
            claim = make.claim(scene.collection, f"It was known {number}.")
            made = make.passage(
                article, "It was known", by=scene.edith, mark="refutation", speakers=[scene.ruritania, member],
                denies=[claim, scene.claim], states=[claim],
            )  # fmt: skip
            add_via(made, actor=scene.post, by=scene.edith, version=1, action=make.uuid7())
        assert queries() == few <= 30

    def test_more_passages_than_a_page_holds_go_on_and_other_lists_stay(self, scene, as_user):
        for number in range(40):
            article = make.article(scene.collection, text=f"It was known {number}.", title=f"A {number}")
            make.passage(article, "It was known", by=scene.edith, mark="quote", speakers=[scene.ruritania])
        client = as_user(scene.edith)
        response = page(client, scene.ruritania)
        assert len(response.context["positions"].other) == 30
        assert "?said=2" in plain_page(response)
        response = client.get(reverse("actor", args=[scene.ruritania.pk]) + "?said=2&by_members=1")
        assert len(response.context["said"]) == 12
        assert "?said=1&by_members=1" in unescape(plain_page(response))

    @pytest.mark.parametrize("number", ["0", "999999", "9" * 30])
    def test_an_actor_that_is_not_there(self, scene, as_user, number):
        assert as_user(scene.edith).get(f"/actors/{number}/").status_code == 404


class TestChanging:
    def send(self, client, actor, **fields):
        form = {"name": "Ruritania", "kind": "state"} | seen(ActorForm, actor) | fields
        return client.post(reverse("actor_edit", args=[actor.pk]), form)

    def test_all_that_is_said_can_be_changed(self, scene, as_user):
        empire = make.actor("Empire", "state", aliases=["the East"])
        response = self.send(
            as_user(scene.rita), scene.ruritania, name=" Ruritania  Reborn ", kind="organisation", qualifier="1894",
            aliases="Strelsau; the  Palace ;; strelsau", affiliation="the east", wikidata_id="Q7",
        )  # fmt: skip
        assert response.status_code == 302
        actor = Actor.objects.get(pk=scene.ruritania.pk)
        assert (actor.name, actor.kind, actor.qualifier) == ("Ruritania Reborn", "organisation", "1894")
        assert (actor.aliases, actor.affiliation, actor.wikidata_id) == (["Strelsau", "the Palace"], empire, "Q7")
        assert scene.ruritania.events.get().name == "Ruritania"

    def test_the_form_shows_what_is_said_so_that_it_can_be_sent_back(self, scene, as_user):
        make.actor("Ruritania", "state", qualifier="US")
        html = plain_page(page(as_user(scene.rita), scene.minister))
        assert 'value="Ruritania (state)"' in html
        response = self.send(
            as_user(scene.rita), scene.minister, name="Rudolf", kind="person", affiliation="Ruritania (state)"
        )
        assert response.status_code == 302
        assert Actor.objects.get(pk=scene.minister.pk).affiliation == scene.ruritania

    @pytest.mark.parametrize(
        ("fields", "said"),
        [
            ({"name": ""}, "This field is required"),
            ({"name": "a;b"}, "semicolon"),
            ({"name": "x" * 301}, "at most 300"),
            ({"name": "a\0b"}, "U+0000 control character, sign 2"),
            ({"kind": "realm"}, "Select a valid choice"),
            ({"aliases": "x" * 301}, "A name has at most 300"),
            ({"aliases": "a\0b"}, "Null characters"),
            ({"affiliation": "Nobody"}, "No actor in the register is named “Nobody”"),
            ({"affiliation": "Post"}, "“Post” may be any of these, write which: Post (media); Post (organisation)."),
            ({"affiliation": "Ruritania"}, "cannot belong to"),
            ({"wikidata_id": "159"}, "looks like Q159"),
            ({"name": "POST", "kind": "media"}, "There is an actor of this name and kind already"),
        ],
    )
    def test_what_cannot_be_is_refused_and_nothing_changes(self, scene, as_user, fields, said):
        make.actor("Post", "organisation")
        response = self.send(as_user(scene.rita), scene.ruritania, **fields)
        assert response.status_code == 422
        assert said in plain_page(response)
        assert "<h1>Ruritania</h1>" in plain_page(response)
        actor = Actor.objects.get(pk=scene.ruritania.pk)
        assert (actor.name, actor.kind, actor.aliases) == ("Ruritania", "state", ["Strelsau"])

    def test_a_merged_entry_is_not_changed(self, scene, as_user):
        merge_actor(scene.post, other=scene.ruritania)
        response = self.send(as_user(scene.rita), scene.ruritania, name="New")
        assert response.status_code == 422
        assert "merged into another" in plain_page(response)

    def test_a_new_actor(self, scene, as_user):
        form = {"name": "Zenda", "kind": "state", "aliases": "the Castle", "affiliation": "Ruritania"}
        response = as_user(scene.edith).post(reverse("actor_new"), form)
        actor = Actor.objects.get(name="Zenda")
        assert response["Location"] == reverse("actor", args=[actor.pk])
        assert (actor.aliases, actor.affiliation, actor.created_by) == (["the Castle"], scene.ruritania, scene.edith)

    def test_an_actor_that_is_there_already_is_shown_instead(self, scene, as_user):
        response = as_user(scene.edith).post(reverse("actor_new"), {"name": "ruritania", "kind": "state"})
        assert response["Location"] == reverse("actor", args=[scene.ruritania.pk])

    @pytest.mark.parametrize("name", ["Hidden", "Nobody entered this"])
    def test_whoever_reads_blind_enters_actors_where_they_mark(self, scene, as_user, name):
        """Else an answer, or the register behind it, would tell that another editor entered the name first."""
        get_or_create_actor(name="Hidden", kind="person", by=scene.egon)
        edit_collection(scene.collection, blind=True)
        edith, before = as_user(scene.edith), Actor.objects.count()
        assert f'href="{reverse("actor_new")}' not in plain_page(edith.get(reverse("actors")))
        for response in (
            edith.get(reverse("actor_new") + "?name=Hidden"),
            edith.post(reverse("actor_new"), {"name": name, "kind": "person"}),
        ):
            assert "so you enter actors where you mark" in plain_page(response)
            assert name not in plain_page(response)
        assert response.status_code == 422 and Actor.objects.count() == before
        assert reverse("actor_new") in plain_page(as_user(scene.rita).get(reverse("actors")))

    def test_a_name_that_cannot_be(self, scene, as_user):
        response = as_user(scene.edith).post(reverse("actor_new"), {"name": "a;b", "kind": "state"})
        assert response.status_code == 422
        assert "semicolon" in plain_page(response)


class TestMerging:
    def test_find_see_confirm(self, scene, as_user):
        client, other = as_user(scene.rita), make.actor("Ruritanian Realm", "state")
        make.passage(scene.article, "called that a lie", by=scene.edith, speakers=[other])
        address = reverse("actor_merge", args=[scene.ruritania.pk])
        assert f"?other={other.pk}" in plain_page(client.get(f"{address}?q=realm"))
        html = plain_page(client.get(f"{address}?other={other.pk}"))
        assert "“Ruritanian Realm (state)” becomes part of “Ruritania (state)”" in html
        other.refresh_from_db()
        assert not other.merged_into
        assert client.post(address, {"other": other.pk}).status_code == 302
        other.refresh_from_db()
        assert other.merged_into == scene.ruritania

    @pytest.mark.parametrize("other", ["", "x", "self", "merged"])
    def test_what_cannot_be_merged_is_refused(self, scene, as_user, other):
        merged = make.actor("Gone")
        merge_actor(scene.post, other=merged)
        sent = {"self": scene.ruritania.pk, "merged": merged.pk}.get(other, other)
        response = as_user(scene.rita).post(reverse("actor_merge", args=[scene.ruritania.pk]), {"other": sent})
        assert response.status_code == 422
        assert not scene.ruritania.merged.exists()

    @pytest.mark.parametrize("other", ["999999", "9" * 30])
    def test_an_entry_that_is_not_there(self, scene, as_user, other):
        address = reverse("actor_merge", args=[scene.ruritania.pk])
        assert as_user(scene.rita).post(address, {"other": other}).status_code == 404


class TestTable:
    def send(self, client, content, name="actors.csv"):
        return client.post(reverse("actors_import"), {"table": SimpleUploadedFile(name, content)})

    def test_out_for_spreadsheets_and_for_programs(self, scene, as_user):
        make.actor("=Zenda", "state")
        client = as_user(scene.otto)
        text = b"".join(client.get(reverse("actors_csv"))).decode()
        assert text.startswith("\ufeffname,kind,qualifier,aliases,affiliation,wikidata_id\n")
        assert "\n'=Zenda,state,,,,\n" in text
        assert "\nRudolf,person,,,Ruritania,\n" in text
        raw = b"".join(client.get(reverse("actors_csv") + "?raw=1")).decode()
        assert raw.startswith("name,")
        assert "\n=Zenda,state,,,,\n" in raw

    def test_what_went_out_comes_in_again_unchanged(self, scene, as_user):
        client = as_user(scene.mona)
        sent = b"".join(client.get(reverse("actors_csv")))
        assert self.send(client, sent).status_code == 302
        assert "0 actors made, 0 changed, 3 as they were." in plain_page(client.get(reverse("actors")))

    def test_new_actors_are_made_by_whoever_imports_them(self, scene, as_user):
        self.send(as_user(scene.mona), b"name,kind,affiliation\nZenda,state,Ruritania\n")
        actor = Actor.objects.get(name="Zenda")
        assert (actor.created_by, actor.affiliation) == (scene.mona, scene.ruritania)

    @pytest.mark.parametrize(
        ("content", "said"),
        [
            (b"", "The table is empty"),
            (b"name\nA\0\n", "NUL byte"),
            (b"name\n\xff\n", "not UTF-8"),
            (b"name,kind\nA,state\nB,realm\n,state\n", "Line 3, column kind: “realm” is no kind of actor"),
            (b"title\nA\n", "The first line names the columns"),
            (b"name\n<script>alert(1)</script>;\n", "semicolon"),
        ],
    )
    def test_a_table_with_a_mistake_is_refused_as_a_whole(self, scene, as_user, content, said):
        response = self.send(as_user(scene.mona), content)
        assert response.status_code == 422
        assert said in plain_page(response)
        assert Actor.objects.count() == 3

    def test_nothing_sent(self, scene, as_user):
        assert as_user(scene.mona).post(reverse("actors_import"), {}).status_code == 422
