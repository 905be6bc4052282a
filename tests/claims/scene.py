"""One collection with every feature that an exported table has to show, with the same ids and times each time."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from django.db import connection

from claims.actions.actor_merge import merge_actor
from claims.actions.assignment_hand_in import hand_in_reading
from claims.actions.attribution_edit import add_via, set_unattributed
from claims.actions.claim_merge import merge_claim
from claims.actions.denial_edit import add_denial
from claims.actions.member_set import set_member
from claims.actions.passage_create import create_passage
from claims.actions.passage_edit import set_passage_note
from claims.actions.passage_merge import merge_passage
from claims.actions.passage_review import approve_passage, return_to_editor
from claims.actions.passage_withdraw import withdraw_passage
from claims.models import Actor, Article, Assignment, Claim, Collection, Passage, User
from claims.models.articles import midnight
from claims.models.choices import DenialKind, DenialState, Status
from tests import make
from tests.scenes import built_once

TEXT = (
    "“The bridge,” the minister said, “was safe until May.” 🌉\n"
    "A source denied the paper’s report that the plan was known, and “what the others said”.\n"
    "=SUM was the name of the report; it is claimed that nobody read it.\n"
    "The city and the state said the bridge is closed."
)
LATER = (
    "Ruritania rejected that it was safe.\n"
    '"Nobody told us", its envoy told the Gazette, which the agency quoted.\n'
    "-1 degree\tand other things were mentioned."
)
FIRST = datetime(2024, 8, 20, 9, 30, 15, 123456, tzinfo=UTC)


@dataclass
class Scene:
    """What was made, by short names."""

    collection: Collection
    mona: User
    edith: User
    egon: User
    rita: User
    ralf: User
    articles: list[Article] = field(default_factory=list)
    actors: dict[str, Actor] = field(default_factory=dict)
    claims: dict[str, Claim] = field(default_factory=dict)
    passages: dict[str, Passage] = field(default_factory=dict)


NUMBERED = (User, Collection, Article, Actor, Claim)


def scene() -> Scene:
    """The scene: six people, two articles, eleven passages. What is made later has a number from 10,000 on."""
    built = built_once(build)
    with connection.cursor() as cursor:
        for model in NUMBERED:
            numbers = f"pg_get_serial_sequence('{model._meta.db_table}', 'id')"
            cursor.execute(f"SELECT setval({numbers}, greatest(nextval({numbers}), 9999))")
    return built


def restart_numbers() -> None:
    """Let ids begin at 9001, whatever ran before; undone with the test's transaction."""
    with connection.cursor() as cursor:
        for model in NUMBERED:
            cursor.execute(f"ALTER TABLE {model._meta.db_table} ALTER COLUMN id RESTART WITH 9001")


def build() -> Scene:
    """Make it, by the verbs."""
    restart_numbers()
    people = {name: make.user(name) for name in ("mona", "edith", "rita", "ralf")}
    # A user name may begin with a sign that a spreadsheet would take for a formula.
    people["egon"] = make.user("@egon")
    collection = make.collection("-bridge-", by=people["mona"], editors_per_article=2)
    for name, role in (("edith", "editor"), ("egon", "editor"), ("rita", "reviewer"), ("ralf", "reader")):
        set_member(collection, user=people[name], role=role, by=people["mona"])
    scene = Scene(collection, **people)
    _articles(scene)
    _register(scene)
    _claims(scene)
    _first_reading(scene)
    _second_reading(scene)
    _later_article(scene)
    _decide(scene)
    _set_times(scene)
    scene.passages = {name: Passage.objects.get(pk=each.pk) for name, each in scene.passages.items()}
    return scene


def _articles(scene: Scene) -> None:
    scene.articles = [
        make.article(
            scene.collection, text=TEXT, title='Bridge "safe", minister says', outlet="'t Nieuws",
            published_at=midnight(datetime(2024, 8, 16, tzinfo=UTC)),
        ),
        make.article(
            scene.collection, text=LATER, title="=Bridge, again", language="nl",
            published_at=datetime(2024, 8, 17, 6, 5, tzinfo=UTC), published_precision="minute",
        ),
    ]  # fmt: skip


def _register(scene: Scene) -> None:
    ministry = make.actor("Ministry of Works", "organisation")
    old_ministry = make.actor("Works Ministry", "organisation")
    scene.actors = {
        "minister": make.actor("Ada Vane", "person", affiliation=old_ministry),
        "other minister": make.actor("A. Vane", "person", aliases=["Minister Vane"]),
        "source": make.actor("a source", "unnamed"),
        "city": make.actor("Strelsau", "group"),
        "state": make.actor("Ruritania", "state"),
        "twin state": make.actor("Kingdom of Ruritania", "state"),
        "envoy": make.actor("@envoy", "person", affiliation=ministry),
        "gazette": make.actor("Gazette", "media"),
        "agency": make.actor("The Agency", "media"),
    }
    merge_actor(ministry, other=old_ministry)
    scene.actors["ministry"] = ministry


def _claims(scene: Scene) -> None:
    words = {
        "safe": "The bridge was safe until May.",
        "was safe": "Until May the bridge was safe.",
        "known": "The plan was known.",
        "closed": "The bridge is closed.",
        "read": "Nobody read the report.",
    }
    scene.claims = {name: make.claim(scene.collection, each) for name, each in words.items()}


def _first_reading(scene: Scene) -> None:
    actors, claims, first = scene.actors, scene.claims, scene.articles[0]
    _mark(
        scene,
        "interrupted",
        first,
        "“The bridge,”",
        "“was safe until May.”",
        by=scene.edith,
        mark="quote",
        cue="said",
        source="the minister",
        speakers=[actors["minister"]],
        states=[claims["safe"], claims["was safe"]],
    )
    denied = _mark(
        scene,
        "denies",
        first,
        "the paper’s report that the plan was known, and “what the others said”",
        by=scene.edith,
        mark="refutation",
        cue="denied",
        source="A source",
        speakers=[actors["source"]],
    )
    said = scene.passages["interrupted"]
    for denial in (
        {"claim": claims["known"], "kind": DenialKind.DENIES},
        {"state": DenialState.NOT_HERE, "kind": DenialKind.DISPUTES, "target_text": "-the paper’s report"},
        {"state": DenialState.UNSAID},
        {"claim": claims["safe"], "answers": said},
    ):
        _change(denied, add_denial, scene.edith, **denial)
    _mark(scene, "inner", first, "that the plan was known", by=scene.edith, states=[claims["known"]])
    _change(scene.passages["inner"], set_unattributed, scene.edith, unattributed=True)
    _mark(
        scene,
        "formula",
        first,
        "=SUM was the name of the report",
        by=scene.edith,
        speakers=[actors["minister"]],
        states=[claims["read"]],
    )
    _change(scene.passages["formula"], set_passage_note, scene.edith, note="-1 in “doubt”,\nsee the\tother")
    _mark(scene, "withdrawn", first, "nobody read it", by=scene.edith, states=[claims["read"]])
    _change(scene.passages["withdrawn"], withdraw_passage, scene.edith)
    both = [actors["city"], actors["twin state"], actors["state"]]
    _mark(scene, "both", first, "the bridge is closed", by=scene.edith, speakers=both, states=[claims["closed"]])


def _second_reading(scene: Scene) -> None:
    _mark(
        scene,
        "twin",
        scene.articles[0],
        "“The bridge,”",
        "“was safe until May.”",
        by=scene.egon,
        mark="quote",
        speakers=[scene.actors["other minister"]],
        states=[scene.claims["was safe"]],
    )
    _mark(
        scene,
        "submitted",
        scene.articles[0],
        "the bridge is closed",
        by=scene.egon,
        speakers=[scene.actors["city"]],
        states=[scene.claims["closed"]],
    )


def _later_article(scene: Scene) -> None:
    actors, later = scene.actors, scene.articles[1]
    answer = _mark(
        scene,
        "answer",
        later,
        "that it was safe",
        by=scene.egon,
        mark="refutation",
        speakers=[actors["state"]],
        cue="rejected",
        source="Ruritania",
    )
    _change(answer, add_denial, scene.egon, claim=scene.claims["was safe"], answers=scene.passages["twin"])
    told = _mark(scene, "told", later, '"Nobody told us"', by=scene.egon, mark="quote", speakers=[actors["envoy"]])
    for name in ("gazette", "agency"):
        _change(told, add_via, scene.egon, actor=actors[name])
    _mark(scene, "draft", later, "-1 degree\tand other things", by=scene.egon)


def _decide(scene: Scene) -> None:
    """Hand in and review: something at every status; then merge actors, claims and the twin."""
    for editor, article in ((scene.edith, 0), (scene.egon, 0)):
        hand_in_reading(Assignment.objects.get(editor=editor, article=scene.articles[article]), by=editor)
    for name in ("interrupted", "denies", "inner", "both"):
        passage = _fresh(scene.passages[name])
        approve_passage(passage, by=scene.rita, version=passage.version)
    returned = _fresh(scene.passages["formula"])
    return_to_editor(returned, by=scene.rita, version=returned.version, reason="Who says so?")
    twin = _fresh(scene.passages["twin"])
    merge_passage(twin, scene.passages["interrupted"], by=scene.rita, version=twin.version)
    merge_actor(scene.actors["minister"], other=scene.actors["other minister"])
    merge_actor(scene.actors["state"], other=scene.actors["twin state"])
    merge_claim(scene.claims["safe"], other=scene.claims["was safe"])


def _set_times(scene: Scene) -> None:
    """The clock is the one thing here that no verb sets."""
    for number, passage in enumerate(Passage.objects.order_by("pk")):
        made = FIRST + timedelta(hours=number)
        Passage.objects.filter(pk=passage.pk).update(
            created_at=made,
            updated_at=made + timedelta(minutes=5),
            submitted_at=passage.submitted_at and made + timedelta(minutes=20),
            reviewed_at=passage.reviewed_at and made + timedelta(days=1),
        )


def _mark(
    scene: Scene,
    name: str,
    article: Article,
    *words: str,
    by: User,
    mark: str = "assertion",
    cue: str = "",
    source: str = "",
    **parts: object,
) -> Passage:
    number = len(scene.passages) + 1
    passage, _moved = create_passage(
        id=uuid.UUID(f"0191a000-0000-7000-8000-{number:012}"),
        article=article,
        by=by,
        role="editor",
        mark=mark,
        content=make.spans_of(article.text, *words),
        cue=make.spans_of(article.text, *filter(None, [cue])),
        source=make.spans_of(article.text, *filter(None, [source])),
        **parts,
    )
    scene.passages[name] = passage
    return passage


def _change(passage: Passage, do: Callable[..., object], by: User, **what: object) -> None:
    passage.refresh_from_db()
    do(passage, by=by, version=passage.version, action=make.uuid7(), **what)


def _fresh(passage: Passage) -> Passage:
    return Passage.objects.get(pk=passage.pk)


# What each passage ends as.
STATUSES = {
    "interrupted": Status.APPROVED, "denies": Status.APPROVED, "inner": Status.APPROVED, "both": Status.APPROVED,
    "formula": Status.RETURNED, "withdrawn": Status.WITHDRAWN, "twin": Status.MERGED,
    "submitted": Status.SUBMITTED, "answer": Status.DRAFT, "told": Status.DRAFT, "draft": Status.DRAFT,
}  # fmt: skip
