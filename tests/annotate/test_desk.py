"""My desk says what to do next, whatever one's role."""

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from claims.actions.article_archive import archive_article
from claims.actions.assignment_hand_in import hand_in_reading
from claims.actions.member_set import remove_member, set_member
from claims.actions.passage_edit import set_passage_note
from claims.actions.passage_review import approve_passage, return_to_editor
from claims.models import Assignment
from tests import make
from tests.page import plain_page


def desk(client):
    response = client.get(reverse("desk"))
    assert response.status_code == 200
    return plain_page(response)


def handed_in(cast, *words, by=None):
    """A passage that its editor has handed in."""
    passage = make.passage(
        cast.article, *(words or ["the plan was known"]), by=by or cast.edith, speakers=[make.actor("Ruritania")],
        states=[make.claim(cast.collection, "It was known.")],
    )  # fmt: skip
    hand_in_reading(Assignment.objects.get(article=cast.article, editor=by or cast.edith), by=by or cast.edith)
    passage.refresh_from_db()
    return passage


class TestNewcomers:
    def test_who_is_in_no_collection_is_told_how_to_begin(self, cast, as_user):
        for person, next_step in ((cast.otto, "collections"), (cast.olga, "collection_new")):
            html = desk(as_user(person))
            assert "You are in no collection yet" in html
            assert f'class="button" href="{reverse(next_step)}"' in html
            assert "Bridge" not in html

    def test_an_editor_is_offered_a_free_article(self, cast, as_user):
        html = desk(as_user(cast.edith))
        assert "Free to take" in html
        assert reverse("article_take", args=["bridge"]) in html
        assert reverse("article", args=[cast.article.pk]) in html

    def test_an_editor_without_work_is_told_that_nothing_waits(self, cast, as_user):
        archive_article(cast.article)
        html = desk(as_user(cast.edith))
        assert "Nothing waits for you" in html
        assert "Free to take" not in html

    def test_a_reader_is_shown_to_the_claims(self, cast, as_user):
        html = desk(as_user(cast.ralf))
        assert "You read here" in html
        assert reverse("claims") in html
        assert "Free to take" not in html

    def test_a_reviewer_without_work_is_told_so(self, cast, as_user):
        archive_article(cast.article)
        assert "what editors hand in appears here" in desk(as_user(cast.rita))

    def test_a_manager_of_an_empty_collection_is_sent_to_import(self, cast, as_user):
        make.collection("new-one", by=cast.mona)
        html = desk(as_user(cast.mona))
        assert "has nothing to read yet" in html
        assert reverse("articles_import", args=["new-one"]) in html


class TestWork:
    def test_returned_work_comes_first_with_its_reason(self, cast, as_user):
        passage = handed_in(cast)
        return_to_editor(passage, by=cast.rita, version=passage.version, reason="Which plan?")
        html = desk(as_user(cast.edith))
        assert "Rita: Which plan?" in html
        assert reverse("passage", args=[passage.pk]) in html
        assert html.index("Returned to you") < html.index("Your articles")

    def test_what_a_reviewer_mended_waits_for_its_editor(self, cast, as_user):
        passage = handed_in(cast)
        set_passage_note(passage, note="better", by=cast.rita, version=passage.version, action=make.uuid7())
        html = desk(as_user(cast.edith))
        assert "please confirm" in html
        assert "Rita changed it in Bridge falls" in html
        passage.refresh_from_db()
        approve_passage(passage, by=cast.edith, version=passage.version)
        assert "please confirm" not in desk(as_user(cast.edith))

    def test_open_articles_with_their_counts(self, cast, as_user):
        make.passage(cast.article, "the plan was known", by=cast.edith)
        make.passage(cast.article, "“Nobody told us,”", by=cast.edith, mark="quote")
        html = desk(as_user(cast.edith))
        assert "Your articles" in html
        assert "2 drafts" in html

    def test_what_is_handed_in_is_off_the_desk(self, cast, as_user):
        handed_in(cast)
        assert "Your articles" not in desk(as_user(cast.edith))

    def test_a_reviewer_sees_how_many_readings_wait_but_not_their_own(self, cast, as_user):
        handed_in(cast)
        make.passage(cast.article, "“Nobody told us,”", by=cast.rita, mark="quote", speakers=[make.actor("She")])
        hand_in_reading(Assignment.objects.get(editor=cast.rita), by=cast.rita)
        html = desk(as_user(cast.rita))
        assert "1 reading waits" in html
        assert reverse("review") in html
        assert "2 readings wait" in desk(as_user(cast.mona))
        assert "waits" not in desk(as_user(cast.egon)).split("</main>")[0].replace("Nothing waits", "")

    def test_nothing_of_a_collection_that_one_has_left(self, cast, as_user):
        passage = handed_in(cast)
        return_to_editor(passage, by=cast.rita, version=passage.version, reason="Which plan?")
        remove_member(cast.collection, user=cast.edith)
        html = desk(as_user(cast.edith))
        assert "Which plan?" not in html
        assert "Bridge" not in html

    def test_nothing_of_an_archived_article(self, cast, as_user):
        passage = handed_in(cast)
        return_to_editor(passage, by=cast.rita, version=passage.version, reason="Which plan?")
        archive_article(cast.article)
        assert "Which plan?" not in desk(as_user(cast.edith))

    def test_queries_do_not_grow_with_work_or_collections(self, cast, as_user):
        def queries():
            with CaptureQueriesContext(connection) as captured:
                desk(client)
            return len(captured)

        def work(number):
            collection = make.collection(f"c{number}", by=cast.mona)
            set_member(collection, user=cast.edith, role="editor", by=cast.mona)
            make.article(collection, text="free", title="Free")
            article = make.article(collection, text="It was known.", title="Mine")
            parts = {"by": cast.edith, "speakers": [actor], "states": [make.claim(collection, "It was known.")]}
            passages = [make.passage(article, words, **parts) for words in ("It was", "known")]
            hand_in_reading(Assignment.objects.get(article=article), by=cast.edith)
            for passage in passages:
                passage.refresh_from_db()
            return_to_editor(passages[0], by=cast.mona, version=passages[0].version, reason="Why?")
            set_passage_note(passages[1], note="n", by=cast.mona, version=passages[1].version, action=make.uuid7())

        client, actor = as_user(cast.edith), make.actor("Ruritania")
        work(1)
        work(2)
        desk(client)
        few = queries()
        for number in range(3, 12):
            work(number)
        assert queries() == few <= 12
