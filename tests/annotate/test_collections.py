"""Collections on the web: one's own, a new one, settings, deletion, guidelines."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from annotate.forms.collections import ChangedSettingsForm, GuidelinesForm
from claims.actions.article_archive import archive_article
from claims.actions.assignment_create import assign_article
from claims.actions.collection_edit import edit_collection
from claims.actions.invitation_create import create_invitation
from claims.actions.member_set import set_member
from claims.models import Assignment, Collection, Invitation, User
from claims.permissions import Role
from tests import make
from tests.page import plain_page
from tests.seen import seen

FIELDS = {"name": "The Dam", "slug": "", "language": "en", "time_zone": "UTC", "editors_per_article": "1"}


def text_of(answer) -> str:
    return " ".join(plain_page(answer).split())


# -- One's own ----------------------------------------------------------------------------------------


def test_whoever_has_none_is_told_what_to_do(as_user, cast):
    page = text_of(as_user(cast.olga).get("/collections/"))
    assert "You are in no collection yet" in page
    assert "/collections/new/" in page


def test_only_ones_own_are_shown_with_role_and_progress(as_user, cast):
    make.collection("harbour", by=cast.otto)
    page = text_of(as_user(cast.ralf).get("/collections/"))
    assert "/collections/bridge/" in page
    assert "harbour" not in page.lower()
    assert '<span class="badge">reader</span>' in page
    assert "1 article: 1 unread" in page


def test_progress_is_told_in_words(as_user, cast):
    articles = [make.article(cast.collection, text=f"Text {number}.", title="A") for number in range(4)]
    for article in articles[:3]:
        assign_article(article, editor=cast.edith, by=cast.mona)
    now = timezone.now()
    Assignment.objects.filter(article__in=articles[1:3]).update(handed_in_at=now)
    Assignment.objects.filter(article=articles[2]).update(accepted_at=now, accepted_by=cast.rita)
    archive_article(make.article(cast.collection, text="Put away.", title="B"))
    assert "5 articles: 2 unread, 1 in progress, 1 handed in, 1 accepted" in text_of(
        as_user(cast.mona).get("/collections/")
    )


def test_progress_when_all_is_done(as_user, cast):
    now = timezone.now()
    assign_article(cast.article, editor=cast.edith, by=cast.mona)
    Assignment.objects.update(handed_in_at=now, accepted_at=now, accepted_by=cast.rita)
    assert "1 article, all read and accepted" in text_of(as_user(cast.mona).get("/collections/"))


def test_the_list_asks_no_more_for_more_collections(as_user, cast):
    client = as_user(cast.mona)

    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert client.get("/collections/").status_code == 200
        return len(asked)

    make.collection("c0", by=cast.mona)
    few = queries()
    for number in range(1, 30):
        each = make.collection(f"c{number}", by=cast.mona)
        make.article(each)
    assert queries() == few


# -- A new one ----------------------------------------------------------------------------------------


def test_who_is_named_may_start_one_and_manages_it(as_user, cast):
    answer = as_user(cast.olga).post("/collections/new/", FIELDS)
    assert (answer.status_code, answer.url) == (302, "/collections/the-dam/")
    made = Collection.objects.get(slug="the-dam")
    assert made.role_of(cast.olga) == Role.MANAGER
    assert made.created_by == cast.olga


@pytest.mark.parametrize("person", ["mona", "otto", "ralf"])
def test_who_is_not_named_starts_none_and_is_told_whom_to_ask(as_user, cast, person):
    """Not even a manager of another collection."""
    client = as_user(getattr(cast, person))
    assert client.get("/collections/new/").status_code == 403
    assert client.post("/collections/new/", FIELDS).status_code == 403
    assert not Collection.objects.filter(slug="the-dam").exists()
    for address in ("/collections/", "/"):
        assert "/collections/new/" not in plain_page(client.get(address))
    assert "Ask one of them: Olga." in text_of(client.get("/collections/"))


def test_where_nobody_is_named_whoever_runs_the_installation_is_asked(as_user, cast):
    User.objects.update(starts_collections=False)
    assert "Ask whoever runs this installation." in text_of(as_user(cast.otto).get("/collections/"))


def test_a_setting_lets_everybody_start_collections(as_user, cast, settings):
    settings.GAINSAY_COLLECTIONS_BY = "everybody"
    assert "/collections/new/" in plain_page(as_user(cast.otto).get("/collections/"))
    assert as_user(cast.otto).post("/collections/new/", FIELDS).status_code == 302
    assert Collection.objects.get(slug="the-dam").role_of(cast.otto) == Role.MANAGER


def test_a_superuser_may_start_collections_without_being_named(as_user, cast):
    User.objects.filter(pk=cast.otto.pk).update(is_superuser=True)
    assert as_user(cast.otto).post("/collections/new/", FIELDS).status_code == 302


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Bridge", "bridge-2"),
        ("New", "new-2"),
        ("Плотина", "collection"),
        ("  É à la carte ", "e-a-la-carte"),
        ("x" * 200, "x" * 70),
    ],
)
def test_the_short_name_is_made_from_the_name(as_user, cast, name, slug):
    assert as_user(cast.olga).post("/collections/new/", FIELDS | {"name": name}).url == f"/collections/{slug}/"


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""}, {"name": "   "}, {"name": "a\x00b"}, {"name": "x" * 201}, {"slug": "bridge"}, {"slug": "new"},
        {"slug": "not a slug"}, {"slug": "../up"}, {"editors_per_article": "0"}, {"editors_per_article": "21"},
        {"time_zone": "Nowhere"}, {"language": "klingon"}, dict.fromkeys(FIELDS, ""),
    ],
)  # fmt: skip
def test_one_that_will_not_do_is_refused_with_a_reason(as_user, cast, wrong):
    before = Collection.objects.count()
    answer = as_user(cast.olga).post("/collections/new/", FIELDS | wrong)
    assert answer.status_code == 422
    assert 'class="errors' in plain_page(answer)
    assert Collection.objects.count() == before


@pytest.mark.parametrize(
    ("slug", "said"),
    [
        ("bridge", "Another collection has this short name already"),
        ("two words", "A short name has only the letters a to z"),
        ("new", "“new” means something else in addresses"),
    ],
)
def test_a_short_name_that_will_not_do_is_explained(as_user, cast, slug, said):
    page = plain_page(as_user(cast.olga).post("/collections/new/", FIELDS | {"slug": slug}))
    assert said in page and "slug”" not in page


# -- Settings and deletion ----------------------------------------------------------------------------


def test_settings_are_kept_and_the_short_name_stays(as_user, cast):
    data = FIELDS | {"name": "Bridges", "slug": "elsewhere", "editors_per_article": "3", "blind": "on", "reveal": "on"}
    data |= seen(ChangedSettingsForm, cast.collection)
    assert as_user(cast.mona).post("/collections/bridge/settings/", data).status_code == 302
    cast.collection.refresh_from_db()
    kept = cast.collection
    assert (kept.name, kept.slug, kept.editors_per_article, kept.blind) == ("Bridges", "bridge", 3, True)


def test_refused_settings_change_nothing_and_the_heading_stays(as_user, cast):
    answer = as_user(cast.mona).post("/collections/bridge/settings/", FIELDS | {"name": " "})
    assert answer.status_code == 422
    assert "<h1>Bridge</h1>" in plain_page(answer)
    assert Collection.objects.get(pk=cast.collection.pk).name == "Bridge"


def test_a_language_that_is_no_choice_is_not_lost(as_user, cast):
    Collection.objects.update(language="de-AT", time_zone="EST5EDT")
    page = plain_page(as_user(cast.mona).get("/collections/bridge/settings/"))
    assert '<option value="de-AT" selected>' in page
    data = FIELDS | {"language": "de-AT", "time_zone": "EST5EDT"} | seen(ChangedSettingsForm, cast.collection)
    assert as_user(cast.mona).post("/collections/bridge/settings/", data).status_code == 302


def test_a_collection_with_articles_or_claims_is_kept(as_user, cast):
    page = plain_page(as_user(cast.mona).get("/collections/bridge/settings/"))
    assert "/delete/" not in page
    answer = as_user(cast.mona).post("/collections/bridge/delete/")
    assert answer.status_code == 422
    assert "Only an empty collection can be deleted" in plain_page(answer)
    assert Collection.objects.filter(slug="bridge").exists()


def test_an_empty_collection_is_deleted_with_its_members_and_invitations(as_user, cast):
    empty = make.collection("empty", by=cast.mona)
    set_member(empty, user=cast.ralf, role=Role.READER, by=cast.mona)
    create_invitation(empty, role=Role.READER, by=cast.mona)
    assert "/collections/empty/delete/" in plain_page(as_user(cast.mona).get("/collections/empty/settings/"))
    assert as_user(cast.mona).post("/collections/empty/delete/").url == "/collections/"
    assert not Collection.objects.filter(slug="empty").exists()
    assert not Invitation.objects.exists()


# -- Guidelines ---------------------------------------------------------------------------------------


def test_the_marks_are_explained_where_nothing_is_written(as_user, cast):
    page = text_of(as_user(cast.ralf).get("/collections/bridge/guidelines/"))
    assert "It denies or rejects; it need not disprove" in page
    assert "written no guidelines of their own" in page
    assert "/guidelines/edit/" not in page


def test_managers_write_them_and_everybody_reads_them(as_user, cast):
    sent = {"guidelines": "# Dams\n\n*Only* dams."} | seen(GuidelinesForm, cast.collection)
    answer = as_user(cast.mona).post("/collections/bridge/guidelines/edit/", sent)
    assert answer.status_code == 302
    page = plain_page(as_user(cast.ralf).get("/collections/bridge/guidelines/"))
    assert "<h2>Dams</h2>" in page
    assert "<em>Only</em> dams." in page


def test_what_is_written_there_does_not_run(as_user, cast):
    text = '<script>alert(1)</script>\n\n[x](javascript:alert(1)) <b onclick="alert(1)">b</b>'
    sent = {"guidelines": text} | seen(GuidelinesForm, cast.collection)
    assert as_user(cast.mona).post("/collections/bridge/guidelines/edit/", sent).status_code == 302
    page = plain_page(as_user(cast.ralf).get("/collections/bridge/guidelines/"))
    assert "<script>alert" not in page
    assert 'href="javascript' not in page
    assert "<b onclick" not in page


def test_the_preview_shows_and_stores_nothing(as_user, cast):
    client = as_user(cast.mona)
    whole = client.post("/collections/bridge/guidelines/preview/", {"guidelines": "**Dams**"})
    part = client.post(
        "/collections/bridge/guidelines/preview/", {"guidelines": "**Dams**"}, headers={"HX-Request": "true"}
    )
    for answer in (whole, part):
        assert answer.status_code == 200
        assert "<strong>Dams</strong>" in plain_page(answer)
    assert "**Dams**" in plain_page(whole), "what was typed is not lost"
    assert "<html" in plain_page(whole)
    assert "<html" not in plain_page(part)
    assert Collection.objects.get(slug="bridge").guidelines == ""


@pytest.mark.parametrize("wrong", ["a\x00b", "x" * 100_001])
def test_guidelines_that_cannot_be_kept(as_user, cast, wrong):
    for page in ("edit", "preview"):
        answer = as_user(cast.mona).post(f"/collections/bridge/guidelines/{page}/", {"guidelines": wrong})
        assert answer.status_code == 422
        assert 'class="errors' in plain_page(answer)
    assert Collection.objects.get(slug="bridge").guidelines == ""


def test_the_tabs_show_what_the_role_may(as_user, cast):
    for person, sees in ((cast.mona, True), (cast.rita, False), (cast.ralf, False)):
        page = plain_page(as_user(person).get("/collections/bridge/guidelines/"))
        assert ("/collections/bridge/settings/" in page) is sees
        assert 'aria-current="page">Guidelines' in page


def test_an_outsiders_guess_is_answered_like_what_does_not_exist(as_user, cast):
    client = as_user(cast.otto)
    for page in ("settings", "guidelines", "guidelines/edit", "members"):
        there, nowhere = (client.get(f"/collections/{slug}/{page}/") for slug in ("bridge", "no-such"))
        assert there.status_code == nowhere.status_code == 404
        assert "Bridge" not in plain_page(there)
    client.post("/collections/bridge/settings/", FIELDS)
    client.post("/collections/bridge/invitations/", {"role": "manager"})
    assert Collection.objects.get(pk=cast.collection.pk).name == "Bridge"
    assert not Invitation.objects.exists()


# -- Blind reading ------------------------------------------------------------------------------------


@pytest.fixture
def hidden(cast):
    """A blind collection in which Edith reads and has marked something."""
    edit_collection(cast.collection, blind=True)
    make.passage(cast.article, "the plan was known", by=cast.edith)
    return FIELDS | {"name": "Bridge", "editors_per_article": "2"} | seen(ChangedSettingsForm, cast.collection)


def test_switching_blind_reading_off_says_what_it_would_show_and_asks(as_user, cast, hidden):
    mona = as_user(cast.mona)
    answer = mona.post("/collections/bridge/settings/", hidden)
    said = plain_page(answer)
    assert answer.status_code == 422 and 'type="checkbox" name="reveal"' in said
    assert "1 article with passages is still being read, and 1 of its readings is not handed in" in said
    assert Collection.objects.get(slug="bridge").blind
    assert mona.post("/collections/bridge/settings/", hidden | {"reveal": "on"}).status_code == 302
    assert not Collection.objects.get(slug="bridge").blind


def test_other_settings_are_saved_without_asking(as_user, cast, hidden):
    answer = as_user(cast.mona).post("/collections/bridge/settings/", hidden | {"blind": "on", "name": "Dam"})
    assert answer.status_code == 302 and Collection.objects.get(slug="bridge").name == "Dam"


def test_switching_it_on_says_what_that_means(as_user, cast):
    data = FIELDS | {"name": "Bridge", "editors_per_article": "2", "blind": "on"}
    data |= seen(ChangedSettingsForm, cast.collection)
    said = plain_page(as_user(cast.mona).post("/collections/bridge/settings/", data, follow=True))
    assert "editors see only their own passages of an article that is still being read" in said


def test_a_new_collection_may_be_blind_and_its_list_says_so(as_user, cast):
    as_user(cast.olga).post("/collections/new/", FIELDS | {"blind": "on"})
    assert Collection.objects.get(slug="the-dam").blind
    assert "blind reading" in plain_page(as_user(cast.olga).get("/collections/the-dam/"))


def test_where_reading_is_blind_an_editor_is_not_told_how_far_the_others_are(as_user, cast, hidden):
    assert "1 in progress" not in plain_page(as_user(cast.egon).get("/collections/"))
    assert "1 in progress" in plain_page(as_user(cast.rita).get("/collections/"))


@pytest.mark.django_db(transaction=True)
def test_a_double_click_on_new_collection_breaks_nothing(as_user):
    person = make.user("mona", starts_collections=True)
    clients = [as_user(person, raise_request_exception=False) for _ in range(4)]
    together = threading.Barrier(len(clients))
    form = {"name": "Floods", "slug": "", "language": "en", "time_zone": "UTC", "editors_per_article": 1}

    def click(client):
        together.wait()
        try:
            return client.post("/collections/new/", form).status_code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(clients)) as pool:
        statuses = list(pool.map(click, clients))
    assert set(statuses) == {302}
    assert set(Collection.objects.values_list("slug", flat=True)) == {"floods", "floods-2", "floods-3", "floods-4"}
