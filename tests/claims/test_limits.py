"""How much one person enters within an hour, counted from what is there."""

from datetime import timedelta

import pytest
from django.db.models import F

from claims.actions.actor_create import get_or_create_actor
from claims.actions.actor_proposal import propose_actor_edit
from claims.actions.article_create import create_article
from claims.actions.attribution_edit import add_speaker
from claims.actions.claim_create import get_or_create_claim
from claims.actions.comment_create import create_comment
from claims.actions.entry_limits import ARTICLES, LimitReached, check_limit, imports_freely
from claims.actions.undo import redo, undo
from claims.models import Actor, Collection, User
from tests import make
from tests.claims.at_once import meanwhile


def enter_actor(cast, number, by):
    get_or_create_actor(name=f"Actor {number}", by=by)


def enter_claim(cast, number, by):
    get_or_create_claim(collection=cast.collection, statement=f"It fell {number}.", by=by)


def enter_article(cast, number, by):
    create_article(collection=cast.collection, title="A", text=f"Text {number}.", by=by, is_limited=True)


def enter_comment(cast, number, by):
    create_comment(passage=cast.passage, text=f"Which {number}?", by=by)


def enter_proposal(cast, number, by):
    propose_actor_edit(cast.actor, by=by, name=f"Actor {number}")


EACH = pytest.mark.parametrize(
    ("setting", "enter", "model"),
    [
        ("ACTORS", enter_actor, "Actor"),
        ("CLAIMS", enter_claim, "Claim"),
        ("ARTICLES", enter_article, "Article"),
        ("COMMENTS", enter_comment, "Comment"),
        ("PROPOSALS", enter_proposal, "ActorProposal"),
    ],
)


@pytest.fixture
def scene(cast):
    cast.actor = make.actor("Ruritania")
    cast.passage = make.passage(cast.article, "the plan", by=cast.edith)
    return cast


@EACH
def test_the_one_more_is_refused_until_an_hour_has_passed(scene, settings, setting, enter, model):
    setattr(settings, f"GAINSAY_{setting}_PER_HOUR", 3)
    for number in range(3):
        enter(scene, number, scene.edith)
    with pytest.raises(LimitReached, match=r"at most 3 .* within an hour.* Go on at \d\d:\d\d\."):
        enter(scene, 3, scene.edith)
    enter(scene, 3, scene.egon)
    rows = {"Comment": "author"}.get(model, "created_by")
    from django.apps import apps

    entered = apps.get_model("claims", model).objects.filter(**{rows: scene.edith})
    assert entered.count() == 3
    if model != "Comment":
        # A comment's time never changes.
        entered.filter(pk=entered.order_by("pk")[0].pk).update(created_at=F("created_at") - timedelta(minutes=61))
        enter(scene, 4, scene.edith)
        with pytest.raises(LimitReached):
            enter(scene, 5, scene.edith)


def test_what_is_there_already_is_named_without_limit(scene, settings):
    settings.GAINSAY_ACTORS_PER_HOUR = settings.GAINSAY_CLAIMS_PER_HOUR = 1
    for _ in range(3):
        enter_actor(scene, 0, scene.edith)
        enter_claim(scene, 0, scene.edith)


def test_what_is_in_nobodys_name_is_not_counted(scene, settings):
    settings.GAINSAY_ACTORS_PER_HOUR = 1
    for number in range(3):
        enter_actor(scene, number, None)


def test_what_was_taken_back_returns_whatever_the_limit(scene, settings):
    new = get_or_create_actor(name="Rusia", by=scene.edith)
    add_speaker(scene.passage, actor=new, by=scene.edith, version=1, action=make.uuid7())
    undo(article=scene.article, by=scene.edith, action=make.uuid7())
    assert not Actor.objects.filter(name="Rusia").exists()
    settings.GAINSAY_ACTORS_PER_HOUR = 1
    get_or_create_actor(name="Other", by=scene.edith)
    redo(article=scene.article, by=scene.edith, action=make.uuid7())
    assert Actor.objects.filter(name="Rusia").exists()


def test_more_at_once_than_fit_are_refused_together(scene, settings):
    settings.GAINSAY_ARTICLES_PER_HOUR = 3
    enter_article(scene, 0, scene.edith)
    check_limit(ARTICLES, by=scene.edith, new=2)
    for new in (3, 4):
        with pytest.raises(LimitReached):
            check_limit(ARTICLES, by=scene.edith, new=new)


def test_who_imports_freely(cast, settings):
    settings.GAINSAY_COLLECTIONS_BY = "everybody"
    make.collection("harbour", by=cast.otto)
    free = {name: imports_freely(getattr(cast, name)) for name in ("mona", "edith", "otto", "olga")}
    assert free == {"mona": False, "edith": False, "otto": False, "olga": True}
    Collection.objects.filter(slug="bridge").update(created_by=None)
    assert imports_freely(cast.mona)
    cast.otto.edits_register = True
    assert imports_freely(cast.otto)


@pytest.mark.django_db(transaction=True)
def test_two_at_once_do_not_pass_the_limit_together(settings):
    """The second waits until the first is counted."""
    settings.GAINSAY_ACTORS_PER_HOUR = 1
    person = make.user("edith")
    refused = meanwhile(
        lambda: get_or_create_actor(name="One", by=person),
        lambda: get_or_create_actor(name="Two", by=User.objects.get(pk=person.pk)),
    )
    assert isinstance(refused, LimitReached)
    assert Actor.objects.get().name == "One"


def test_counting_reads_an_index(scene, settings):
    """However many rows the person has."""
    from django.db import connection

    for table, by in (("actor", "created_by_id"), ("claim", "created_by_id"), ("article", "created_by_id"),
                      ("comment", "author_id"), ("actorproposal", "created_by_id")):  # fmt: skip
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT indexdef FROM pg_indexes WHERE tablename = %s AND indexdef LIKE %s",
                [f"claims_{table}", f"%({by}, created_at)"],
            )
            assert cursor.fetchone(), table
