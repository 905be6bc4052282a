"""Django's admin: for superusers, read-only where people's work is, quick where tables are long."""

import re

import pytest
from django.contrib import admin
from django.contrib.admin.sites import site
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from claims.actions.assignment_hand_in import hand_in_reading
from claims.actions.collection_edit import edit_collection
from claims.actions.member_set import set_member
from claims.actions.passage_review import approve_passage
from claims.models import (
    Actor,
    Article,
    ArticleWords,
    Claim,
    Collection,
    Membership,
    Milestone,
    Passage,
    PassageWords,
    SecurityEvent,
    Statement,
    User,
)
from claims.permissions import Role
from tests import make
from tests.cast import Cast, everybody
from tests.page import plain_page
from tests.scenes import built_once


def some_work() -> Cast:
    """A passage of every part, handed in and approved, and some history."""
    cast = everybody()
    claim = make.claim(cast.collection, "The plan was known.")
    actor = make.actor("Ruritania", "state")
    make.passage(
        cast.article,
        "denied that the plan was known",
        by=cast.edith,
        mark="refutation",
        speakers=[actor],
        denies=[claim],
    )
    make.passage(cast.article, "the bridge was “safe” until May", by=cast.edith, speakers=[actor], states=[claim])
    hand_in_reading(cast.article.assignments.get(), by=cast.edith)
    for passage in Passage.objects.all():
        approve_passage(passage, by=cast.rita, version=passage.version)
    edit_collection(cast.collection, name="Bridges")
    return cast


@pytest.fixture
def work(db) -> Cast:
    return built_once(some_work)


@pytest.fixture
def root(work, as_user):
    return as_user(User.objects.create_superuser("root", password="rootroot"))


def ours() -> list[admin.ModelAdmin]:
    return [each for model, each in site._registry.items() if model._meta.app_label == "claims"]


def names() -> list[str]:
    return [each.opts.model_name for each in ours()]


def page(kind: str, what: str, *key: object) -> str:
    return reverse(f"admin:claims_{kind}_{what}", args=key)


def test_every_table_is_there():
    from django.apps import apps

    # What a search looks in says nothing that articles and passages do not say.
    drawn = {ArticleWords, PassageWords}
    assert {each.model for each in ours()} == set(apps.get_app_config("claims").get_models()) - drawn


@pytest.mark.parametrize("kind", names())
def test_its_list_and_a_page_can_be_opened(root, work, kind):
    assert root.get(page(kind, "changelist")).status_code == 200
    found = site._registry[
        next(each.model for each in ours() if each.opts.model_name == kind)
    ].model._default_manager.first()
    if found:
        assert root.get(page(kind, "change", found.pk)).status_code == 200


@pytest.mark.parametrize("kind", names())
def test_its_list_can_be_searched_for_anything(root, work, kind):
    for words in ("bridge", "1", "%", "0192f0c1-0000-7000-8000-000000000000"):
        assert root.get(page(kind, "changelist"), {"q": words}).status_code == 200


def test_nobody_but_superusers_sees_it(as_user, cast):
    for person in (cast.mona, cast.ralf):
        assert as_user(person).get(page("passage", "changelist")).status_code == 302
    User.objects.filter(pk=cast.rita.pk).update(is_staff=True)
    assert as_user(cast.rita).get(page("passage", "changelist")).status_code == 403


@pytest.mark.parametrize("kind", [
    "passage", "attribution", "statement", "denial", "milestone", "assignment", "invitation",
    "passageevent", "userevent",
])  # fmt: skip
def test_what_people_did_can_only_be_looked_at(root, work, kind):
    model = next(each.model for each in ours() if each.opts.model_name == kind)
    found = model._default_manager.first()
    key = found.pk if found else 1
    before = list(model._default_manager.order_by("pk").values())
    assert root.get(page(kind, "add")).status_code == 403
    assert root.post(page(kind, "add"), {}).status_code == 403
    assert root.post(page(kind, "change", key), {}).status_code in (302, 403)
    assert root.post(page(kind, "delete", key), {"post": "yes"}).status_code in (302, 403)
    root.post(page(kind, "changelist"), {"action": "delete_selected", "_selected_action": [str(key)], "post": "yes"})
    assert list(model._default_manager.order_by("pk").values()) == before


@pytest.mark.parametrize("kind", ["user", "collection", "article", "actor", "claim"])
def test_nothing_of_value_is_deleted(root, work, kind):
    model = next(each.model for each in ours() if each.opts.model_name == kind)
    count = model.objects.count()
    key = model.objects.first().pk
    assert root.post(page(kind, "delete", key), {"post": "yes"}).status_code == 403
    root.post(page(kind, "changelist"), {"action": "delete_selected", "_selected_action": [str(key)], "post": "yes"})
    assert model.objects.count() == count


def fields_of(client, address: str) -> dict[str, object]:
    form = client.get(address).context["adminform"].form
    found = {}
    for name in form.fields:
        value = form[name].value()
        if value is not None and value is not False:
            found[name] = (
                form.fields[name].prepare_value(value) if hasattr(form.fields[name], "prepare_value") else value
            )
    return found


def seen(client, address: str) -> dict[str, str]:
    """What the form says that it has seen."""
    return {"seen": re.search(r'name="seen" value="(\w{64})"', plain_page(client.get(address)))[1]}


def test_an_articles_text_is_shown_and_stays(root, work):
    address = page("article", "change", work.article.pk)
    assert "Nobody told us" in plain_page(root.get(address))
    data = {
        "title": "Bridge fell", "published_precision": "day", "language": "en", "text": "Other words.",
        "sha256": "x", **seen(root, address),
    }  # fmt: skip
    assert root.post(address, data).status_code == 302
    kept = Article.objects.get(pk=work.article.pk)
    assert (kept.title, kept.text, kept.sha256) == ("Bridge fell", work.article.text, work.article.sha256)


def test_an_actor_is_entered_with_its_aliases(root, work):
    data = {
        "name": "Washington", "kind": "state", "aliases": "Washington, D.C.; the US", "wikidata_id": "",
        "qualifier": "",
    }  # fmt: skip
    assert root.post(page("actor", "add"), data).status_code == 302
    made = Actor.objects.get(name="Washington")
    assert made.aliases == ["Washington, D.C.", "the US"]
    assert made.created_by.username == "root"
    shown = plain_page(root.get(page("actor", "change", made.pk)))
    assert 'value="Washington, D.C.;the US"' in shown


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"name": "ruritania", "kind": "state"}, "There is an actor of this name and kind already"),
        ({"name": "A; B"}, "may not contain a semicolon"),
        ({"name": " "}, "This field is required"),
    ],
)
def test_what_the_database_forbids_is_told_in_words(root, work, data, message):
    before = Actor.objects.count()
    answer = root.post(
        page("actor", "add"), {"kind": "unknown", "aliases": "", "qualifier": "", "wikidata_id": ""} | data
    )
    assert answer.status_code == 200
    assert message in plain_page(answer)
    assert Actor.objects.count() == before


def test_an_actor_cannot_belong_to_itself(root, work):
    actor = Actor.objects.get()
    data = {
        "name": actor.name, "kind": "state", "aliases": "", "qualifier": "", "wikidata_id": "",
        "affiliation": actor.pk, **seen(root, page("actor", "change", actor.pk)),
    }  # fmt: skip
    answer = root.post(page("actor", "change", actor.pk), data)
    assert "cannot belong to or be merged into itself" in plain_page(answer)


def test_a_collection_keeps_its_short_name_and_its_rules(root, work):
    address = page("collection", "change", work.collection.pk)
    data = {
        "name": "Dams", "slug": "dams", "language": "en", "time_zone": "UTC", "editors_per_article": "2",
        "guidelines": "# G", **seen(root, address),
    }  # fmt: skip
    assert root.post(address, data).status_code == 302
    kept = Collection.objects.get()
    assert (kept.name, kept.slug, kept.guidelines) == ("Dams", "bridge", "# G")
    answer = root.post(address, data | {"editors_per_article": "0"} | seen(root, address))
    assert answer.status_code == 200
    assert Collection.objects.get().editors_per_article == 2


def test_a_collection_keeps_a_manager_also_here(root, work):
    last = Membership.objects.get(role=Role.MANAGER)
    address = page("membership", "change", last.pk)
    for answer in (
        root.post(address, {"role": "reader"} | seen(root, address), follow=True),
        root.post(page("membership", "delete", last.pk), {"post": "yes"}, follow=True),
    ):
        assert "Mona is the only manager" in plain_page(answer)
    assert Membership.objects.get(pk=last.pk).role == Role.MANAGER


@pytest.mark.parametrize(
    ("kind", "sent", "first", "second", "told"),
    [
        ("user", {"username": "otto", "is_active": "on", "time_zone": "UTC", "language": "en",
            "date_joined_0": "2024-01-01", "date_joined_1": "00:00:00"},
            {"first_name": "One"}, {"first_name": "Two"}, "Stored now: One. Changed by root."),
        ("collection", {"name": "Bridges", "language": "en", "time_zone": "UTC", "editors_per_article": "2"},
            {"guidelines": "One"}, {"guidelines": "Two"}, "Stored now: One. Changed by root."),
        ("membership", {}, {"role": "reader"}, {"role": "editor"}, "Stored now: reader. Changed by root."),
        ("article", {"title": "Bridge falls", "published_precision": "day", "language": "en"},
            {"byline": "One"}, {"byline": "Two"}, "Stored now: One. Changed by root."),
        ("actor", {"name": "Ruritania", "kind": "state"},
            {"aliases": "One"}, {"aliases": "Two"}, "Changed by root."),
        ("claim", {}, {"note": "One"}, {"note": "Two"}, "Stored now: One. Changed by root."),
    ],
)  # fmt: skip
def test_a_form_that_was_overtaken_writes_over_nothing(root, work, kind, sent, first, second, told):
    rows = {
        "user": work.otto, "collection": work.collection, "article": work.article, "actor": Actor.objects.get(),
        "claim": Claim.objects.get(), "membership": work.collection.memberships.get(user=work.rita),
    }  # fmt: skip
    row, [(name, value)] = rows[kind], first.items()
    address = page(kind, "change", row.pk)
    before = seen(root, address)
    assert root.post(address, sent | first | before).status_code == 302
    for stale in (before, {}):
        answer = root.post(address, sent | second | stale)
        assert answer.status_code == 409
        assert told in plain_page(answer)
        stored = getattr(type(row)._default_manager.get(pk=row.pk), name)
        assert stored in (value, [value]), "nothing is written over"
    shown = re.search(r'name="seen" value="(\w{64})"', plain_page(answer))[1]
    assert root.post(address, sent | second | {"seen": shown}).status_code == 302


def test_a_lost_collection_gets_a_manager(root, work):
    data = {"user": work.otto.pk, "collection": work.collection.pk, "role": "manager"}
    assert root.post(page("membership", "add"), data).status_code == 302
    assert work.collection.role_of(work.otto) == Role.MANAGER


def test_a_person_is_changed_and_deactivated(root, work):
    address = page("user", "change", work.otto.pk)
    assert root.get(address).status_code == 200
    data = {
        "username": "otto", "first_name": "Otto", "time_zone": "Asia/Tokyo", "language": "en",
        "date_joined_0": "2024-01-01", "date_joined_1": "00:00:00", **seen(root, address),
    }  # fmt: skip
    assert root.post(address, data).status_code == 302
    kept = User.objects.get(username="otto")
    assert (kept.is_active, kept.time_zone) == (False, "Asia/Tokyo")
    assert kept.check_password("ottootto")


def test_a_person_is_made(root):
    data = {
        "username": "nora",
        "usable_password": "true",
        "password1": "the-dam-7-holds",
        "password2": "the-dam-7-holds",
    }
    assert root.post(page("user", "add"), data).status_code == 302
    assert User.objects.get(username="nora").check_password("the-dam-7-holds")


def test_a_superuser_is_made_by_the_command(db, monkeypatch, client):
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", "the-dam-7-holds")
    call_command("createsuperuser", "--noinput", username="chief", email="chief@example.org", verbosity=0)
    assert client.login(username="chief", password="the-dam-7-holds")
    assert client.get("/admin/").status_code == 200


@pytest.mark.parametrize("kind", [
    "user", "membership", "article", "actor", "claim", "passage", "attribution", "statement", "assignment", "milestone",
    "passageevent",
])  # fmt: skip
def test_lists_ask_no_more_for_more_rows_and_load_no_texts(db, as_user, kind):
    def queries() -> int:
        root = as_user(User.objects.create_superuser("root", password="rootroot"))
        with CaptureQueriesContext(connection) as asked:
            assert root.get(page(kind, "changelist")).status_code == 200
        for query in asked:
            for column in ("claims_article.text", "claims_passage.exact", "claims_milestone.snapshot", "guidelines"):
                assert not re.search(rf"(?<!LEFT\()\b{column}\b", query["sql"].replace('"', "")), query["sql"]
        return len(asked)

    with transaction.atomic():
        built_once(a_little)
        few = queries()
        transaction.set_rollback(True)
    built_once(a_lot)
    assert queries() == few


def a_little() -> None:
    grow(some_work(), 1)


def a_lot() -> None:
    grow(some_work(), 21)


def grow(cast: Cast, rows: int) -> None:
    """More of everything."""
    for number in range(rows):
        name = f"{number}-{User.objects.count()}"
        person = make.user(f"p{name}")
        set_member(cast.collection, user=person, role=Role.EDITOR, by=cast.mona)
        article = make.article(cast.collection, text=f"{make.TEXT} {name}")
        actor = make.actor(f"Actor {name}", affiliation=Actor.objects.first())
        claim = make.claim(cast.collection, f"Claim {name}.")
        make.passage(article, "the bridge was “safe” until May", by=person, speakers=[actor], states=[claim])
        hand_in_reading(article.assignments.get(), by=person)


def test_the_figures_of_this_test(work):
    """The scene holds what the tests above look at."""
    assert Milestone.objects.count() == 4
    assert Statement.objects.count() == 1
    assert Claim.objects.count() == 1


def test_an_administrator_names_who_starts_collections_and_who_keeps_the_register(root, work):
    html = plain_page(root.get(page("user", "change", work.edith.pk)))
    assert 'name="starts_collections"' in html and 'name="edits_register"' in html


def test_an_administrator_signs_a_person_out_everywhere(root, work):
    browsers = [Client(), Client()]
    for browser in browsers:
        browser.post("/login/", {"username": "edith", "password": "edithedith"})
        assert browser.get("/").status_code == 200
    action = {"action": "sign_out_everywhere", "_selected_action": [work.edith.pk]}
    assert root.post("/admin/claims/user/", action).status_code == 302
    assert [browser.get("/").status_code for browser in browsers] == [302, 302]
    assert SecurityEvent.objects.filter(event="session_ended", subject=work.edith).count() == 1
