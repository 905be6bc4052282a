"""A collection that is read blind, with secrets of one editor wherever words can stand, and a walk over everything
that can be asked of the program: every address of the access table, by every method it has.

A new address is walked by itself, as long as the scene has an object for each of its arguments.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from allauth.usersessions.models import UserSession
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import get_resolver, reverse
from django.utils.http import urlencode

from annotate.forms.actors import ActorForm
from annotate.forms.claims import RewordForm
from claims.actions.actor_create import get_or_create_actor
from claims.actions.actor_edit import edit_actor
from claims.actions.actor_proposal import propose_actor_edit, propose_actor_merge
from claims.actions.assignment_hand_in import hand_in_reading
from claims.actions.claim_create import get_or_create_claim
from claims.actions.claim_edit import reword_claim
from claims.actions.claim_merge import merge_claim
from claims.actions.comment_create import create_comment
from claims.actions.denial_edit import add_denial
from claims.actions.invitation_create import create_invitation
from claims.actions.passage_edit import set_passage_note
from claims.actions.passage_merge import merge_passage
from claims.actions.passage_review import approve_passage, return_to_editor
from claims.actions.passage_withdraw import withdraw_passage
from claims.actions.password_link_create import create_password_link
from claims.models import (
    Actor,
    Article,
    Assignment,
    Claim,
    Denial,
    Passage,
    RemovalRequest,
    User,
)
from claims.models.choices import DenialState, Status
from tests import make
from tests.annotate.access_table import ACCESS
from tests.cast import Cast
from tests.seen import seen

HX = {"HX-Request": "true"}
# What the secrets are found by; no secret itself.
KEY = "zebra"
# The statuses of passages that reviewers see; withdrawn and merged ones are on no page but their own.
SHOWN = ("draft", "submitted", "returned", "approved", "elsewhere")


# Addresses that nothing can be asked of behind a question mark.
UNASKED = frozenset({
    "account", "account_change_password", "account_login", "account_reauthenticate", "collection_new", "guidelines",
    "guidelines_edit", "healthz", "invitation", "invitation_opened", "login", "members",
    "mfa_activate_totp", "mfa_add_webauthn",
    "mfa_authenticate", "mfa_deactivate_totp", "mfa_edit_webauthn", "mfa_generate_recovery_codes", "mfa_index",
    "mfa_list_webauthn", "mfa_login_webauthn", "mfa_reauthenticate", "mfa_reauthenticate_webauthn",
    "mfa_remove_webauthn", "mfa_view_recovery_codes", "new_password", "password", "password_link",
    "removals", "security",
    "security_log", "usersessions_list", "your_data", "your_data_file",
})  # fmt: skip


@dataclass
class Blind:
    """The scene: `secrets` by what they are; `mine` and `others` are arguments for addresses."""

    cast: Cast
    secrets: dict[str, str] = field(default_factory=dict)
    mine: dict[str, Any] = field(default_factory=dict)
    others: list[dict[str, Any]] = field(default_factory=list)
    # Sent with every POST: ids that whoever posts must not make anything of.
    stolen: dict[str, Any] = field(default_factory=dict)


def step(person: Any, passage: Passage) -> dict[str, Any]:
    """What every verb of a passage wants to know."""
    return {"by": person, "version": Passage.objects.get(pk=passage.pk).version, "action": make.uuid7()}


def build(cast: Cast) -> Blind:
    """Egon has a passage at every status, Edith reads the same article; another one is read by Egon alone."""
    scene = Blind(cast)
    other = make.article(cast.collection, text="It was known. It was denied. Nobody said so.", title="Other")
    seed = make.actor("Gazette", "media")
    own = make.passage(
        cast.article, "the plan was known", by=cast.edith, speakers=[seed],
        states=[get_or_create_claim(collection=cast.collection, statement="The plan was known.", by=cast.edith)],
    )  # fmt: skip
    egons = _egons_reading(cast, scene, other)
    _reviewed(cast, scene, egons, own)
    mine = make.passage(
        cast.article, "called that a lie", by=cast.edith, mark="refutation", speakers=[seed],
        denies=[Claim.objects.get(statement="The plan was known.")],
    )  # fmt: skip
    egons["draft"] = make.passage(cast.article, "Nobody told us", by=cast.egon, mark="quote")
    scene.secrets["comment"] = "COMMENTXYZ"
    comments = {
        person: create_comment(passage=passage, text=text, by=person, action=make.uuid7())
        for person, passage, text in (
            (cast.edith, mine, "Whose?"), (cast.egon, egons["submitted"], scene.secrets["comment"]),
        )
    }  # fmt: skip
    cast.collection.blind = True
    cast.collection.save()
    invitation = create_invitation(cast.collection, role="reader", by=cast.mona)
    membership = cast.collection.memberships.get(user=cast.egon)
    secret_actor = Actor.objects.get(name__contains=scene.secrets["actor"])
    for each in (seed, secret_actor):
        edit_actor(each, wikidata_id="Q1")
    scene.mine = {
        "slug": cast.collection.slug, "article_id": cast.article.pk, "passage_id": mine.pk,
        "claim_id": Claim.objects.get(statement="The plan was known.").pk, "actor_id": seed.pk,
        "assignment_id": Assignment.objects.get(editor=cast.edith).pk,
        "denial_id": Denial.objects.get(passage=mine).pk, "user_id": cast.edith.pk,
        "comment_id": comments[cast.edith].pk, "event_id": seed.events.get().pk,
        "request_id": RemovalRequest.objects.create(person=cast.edith).pk,
        "proposal_id": propose_actor_edit(seed, by=cast.edith, name="The Gazette").pk,
        "membership_id": membership.pk, "invitation_id": invitation.pk, "token": invitation.token,
        "link_id": create_password_link(cast.egon, by=cast.mona)[0].pk,
        **_signed_in(cast.edith),
    }  # fmt: skip
    secret_claim = Claim.objects.get(statement__contains=scene.secrets["claim"])
    theirs = {
        "article_id": other.pk, "claim_id": secret_claim.pk, "user_id": cast.egon.pk,
        "comment_id": comments[cast.egon].pk,
        "request_id": RemovalRequest.objects.create(person=cast.egon).pk,
        "actor_id": secret_actor.pk, "event_id": secret_actor.events.get().pk,
        # Of one who sees all, about an entry that Edith knows.
        "proposal_id": propose_actor_merge(
            seed, other=secret_actor, by=cast.rita, reason=f"Zebra {scene.secrets['proposal']}"
        ).pk,
        "assignment_id": Assignment.objects.get(editor=cast.egon, article=cast.article).pk,
        "denial_id": Denial.objects.filter(passage__editor=cast.egon).first().pk,
        **_signed_in(cast.egon),
    }  # fmt: skip
    scene.others = [scene.mine | theirs | {"passage_id": each.pk} for each in egons.values()]
    merged = Claim.objects.get(statement__contains=scene.secrets["merged claim"])
    scene.others.append(scene.mine | {"claim_id": merged.pk})
    scene.secrets |= {f"{status} passage": str(each.pk) for status, each in egons.items() if status in SHOWN}
    scene.stolen = {
        "claim": secret_claim.pk, "claims": secret_claim.pk, "actor": theirs["actor_id"], "other": secret_claim.pk,
        "states": secret_claim.pk, "denies": secret_claim.pk, "speaker": theirs["actor_id"],
        "answers": egons["submitted"].pk, "affiliation": scene.secrets["actor"][:-2],
    }  # fmt: skip
    return scene


def _signed_in(person: User) -> dict[str, int]:
    """A session of this person; there is no passkey, which holds no word of an article."""
    session = UserSession.objects.create(user=person, ip="192.0.2.1", session_key=make.uuid7().hex)
    return {"session_id": session.pk, "pk": session.pk}


def _egons_reading(cast: Cast, scene: Blind, other: Article) -> dict[str, Passage]:
    """His passages, each at another status later on, with words that nobody else has."""
    scene.secrets = {
        "note": "NOTEXYZ", "claim": "CLAIMXYZ", "target": "TARGETXYZ", "actor": "ACTORXYZ", "alias": "ALIASXYZ",
        "qualifier": "QUALIXYZ", "reason": "REASONXYZ", "merged claim": "MERGEDXYZ", "claim elsewhere": "ELSEXYZ",
        "reworded": "REWORDXYZ", "proposal": "PROPOSXYZ", "plain actor": "PLAINXYZ", "plain alias": "NICKXYZ",
    }  # fmt: skip
    said = scene.secrets
    actor = get_or_create_actor(
        name=f"Zebra {said['actor']}", kind="person", by=cast.egon, qualifier=said["qualifier"],
        aliases=[f"Zebra {said['alias']}"],
    )  # fmt: skip

    def word(name: str) -> Claim:
        return get_or_create_claim(collection=cast.collection, statement=f"Zebra {said[name]}.", by=cast.egon)

    plain_one = get_or_create_actor(
        name=f"Zebra {said['plain actor']}", kind="person", by=cast.egon, aliases=[f"Zebra {said['plain alias']}"],
        wikidata_id="Q777777",
    )  # fmt: skip
    claim = word("claim")
    egons = {}
    for status, words in (
        ("approved", "the bridge was"), ("returned", "until May"), ("withdrawn", "the police"),
        ("submitted", "denied that the plan was known"), ("merged", "plan was known"),
    ):  # fmt: skip
        mark = "refutation" if status == "submitted" else "assertion"
        stated = [word("merged claim")] if status == "merged" else [claim]
        made = make.passage(
            cast.article, words, by=cast.egon, mark=mark, speakers=[actor, plain_one], states=stated,
            denies=[claim] if mark == "refutation" else [],
        )  # fmt: skip
        set_passage_note(made, note=said["note"], **step(cast.egon, made))
        egons[status] = made
    target = f"Zebra {said['target']}"
    refutation = Passage.objects.get(pk=egons["submitted"].pk)
    add_denial(refutation, state=DenialState.NOT_HERE, target_text=target, **step(cast.egon, refutation))
    elsewhere = make.passage(other, "It was known.", by=cast.egon, speakers=[actor], states=[word("claim elsewhere")])
    reword_claim(
        word("claim elsewhere"), by=cast.egon, statement=f"Zebra {said['claim elsewhere']} {said['reworded']}."
    )
    hand_in_reading(Assignment.objects.get(article=other), by=cast.egon)
    return egons | {"elsewhere": elsewhere}


def _reviewed(cast: Cast, scene: Blind, egons: dict[str, Passage], own: Passage) -> None:
    """Before reading was blind, both handed in, and Rita decided."""
    for person in (cast.egon, cast.edith):
        hand_in_reading(Assignment.objects.get(article=cast.article, editor=person), by=person)
    fresh = {status: Passage.objects.get(pk=each.pk) for status, each in egons.items()}
    approve_passage(fresh["approved"], by=cast.rita, version=fresh["approved"].version)
    why = scene.secrets["reason"]
    return_to_editor(fresh["returned"], by=cast.rita, version=fresh["returned"].version, reason=why)
    withdraw_passage(fresh["withdrawn"], **step(cast.egon, fresh["withdrawn"]))
    merge_passage(fresh["merged"], Passage.objects.get(pk=own.pk), by=cast.rita, version=fresh["merged"].version)
    mine = Claim.objects.get(statement="The plan was known.")
    merge_claim(mine, other=Claim.objects.get(statement__contains=scene.secrets["merged claim"]))


@cache
def addresses() -> dict[str, Any]:
    """Every named address of the program itself."""
    found = {}
    for pattern in get_resolver().url_patterns:
        for each in getattr(pattern, "url_patterns", [pattern]):
            if getattr(pattern, "app_name", None) != "admin":
                found[each.name] = each.pattern
    return found


def address(name: str, arguments: dict[str, Any]) -> str:
    """The address with these arguments. A KeyError asks for an object of the scene."""
    return reverse(name, kwargs={key: arguments[key] for key in addresses()[name].converters})


def queries(scene: Blind) -> list[dict[str, Any]]:
    """What may be asked of an address behind its question mark; an address ignores what it does not know."""
    every = [*Status.values]
    every.remove(Status.MERGED)
    passage, slug = scene.others[0]["passage_id"], scene.mine["slug"]
    export = {"status": every, "raw": 1}
    return [
        {},
        {"q": KEY, **export, "editor": "egon", "after": passage, "passage": passage, "since": 0},
        {"q": "aliasx", **export, "claim": scene.stolen["claim"], "other": scene.stolen["other"]},
        {"q": KEY, **export, "actor": scene.stolen["actor"], "collection": slug, "kind": "articles"},
        {"collection": slug, "state": "in_work"},
    ]


def body(response: HttpResponse) -> str:
    """What was answered, as text, with where it sends to."""
    raw = b"".join(response.streaming_content) if response.streaming else response.content
    return raw.decode() + response.headers.get("Location", "")


def pages(
    client: Client, scene: Blind, names: Iterable[str] = ACCESS, *, others: bool = True
) -> Iterator[tuple[str, str, str]]:
    """Everything that a GET answers at the addresses of these names: the name, what was asked, and the answer.

    With `others` also at the addresses of what is not Edith's.
    """
    for name in (name for name in sorted(names) if "GET" in ACCESS[name]):
        mine = address(name, scene.mine)
        for query in queries(scene) if name not in UNASKED else [{}]:
            asked = f"{mine}?{urlencode(query, doseq=True)}" if query else mine
            answer = client.get(asked)
            yield name, asked, body(answer)
            if answer.status_code == 403:
                # Not for this person, whatever is asked.
                break
        yield name, f"{mine} (htmx)", body(client.get(mine, headers=HX))
        elsewhere = {address(name, each) for each in scene.others} if others else set()
        for place in sorted(elsewhere - {mine}):
            yield name, place, body(client.get(place, headers=HX))


def posts(client: Client, scene: Blind) -> Iterator[tuple[str, str, str]]:
    """Everything that a POST answers, at once or on the page it sends to; nothing of it is kept."""
    doors = {"login", "account_login", "logout"}
    for name in sorted(name for name, methods in ACCESS.items() if "POST" in methods and name not in doors):
        mine = address(name, scene.mine)
        places = {mine: scene.mine} | {address(name, each): each for each in scene.others}
        for place, arguments in places.items():
            for headers in ({}, HX) if place == mine else (HX,):
                with transaction.atomic():
                    version = Passage.objects.get(pk=arguments["passage_id"]).version
                    sent = {"version": version, "action": make.uuid7(), "id": make.uuid7(), "content": "0..3"}
                    sent |= {"mark": "quote", "kind": "denies", "role": "speaker", "reason": "so", **scene.stolen}
                    yield name, f"POST {place}", body(client.post(place, sent, headers=headers, follow=not headers))
                    transaction.set_rollback(True)


@dataclass(frozen=True)
class Probe:
    """One parameter, with what is hidden from Edith and with what is not there: the answers must be the same."""

    parameter: str
    hidden: str
    missing: str
    # Sent along, so that the answer is about the parameter and nothing else.
    beside: dict[str, str] = field(default_factory=dict)
    # The addresses that take words of this sort; ids are tried at all that an editor may use.
    names: tuple[str, ...] = ()


MISSING = 999_999_999


def probes(scene: Blind) -> list[Probe]:
    """Every parameter that takes the id or the name of a claim, an actor or a passage."""
    claim, actor = str(scene.stolen["claim"]), str(scene.stolen["actor"])
    passage, named = str(scene.stolen["answers"]), Actor.objects.get(pk=scene.stolen["actor"])
    words, name = Claim.objects.get(pk=claim).statement, named.name
    found = [Probe(each, claim, str(MISSING)) for each in ("claim", "claims", "states", "denies", "other")]
    found += [Probe(each, actor, str(MISSING), {"kind": ""}) for each in ("actor", "speaker", "other")]
    found += [Probe(each, passage, str(make.uuid7())) for each in ("answers", "passage", "within")]
    wording = ("passage_statements", "passage_denials", "claim_reword")
    found += [Probe(each, words, _like(words), names=wording) for each in ("statement", "statements", "words")]
    naming = ("passage_speakers", "passage_via", "actor_edit")
    kinds = [{"kind": kind, "qualifier": each} for kind, each in (("", ""), ("person", named.qualifier), ("state", ""))]
    found += [Probe("name", name, _like(name), {"aliases": "", **kind}, naming) for kind in kinds]
    plain_name = f"Zebra {scene.secrets['plain actor']}"
    found += [
        Probe("name", plain_name, _like(plain_name), {"aliases": "", "qualifier": "", "kind": kind}, naming)
        for kind in ("", "person")
    ]
    found += [Probe("name", alias, _like(alias), kinds[0], naming) for alias in named.aliases]
    found.append(Probe("affiliation", name, _like(name), {"name": "Gazette", "kind": "media"}, naming))
    return found


def _like(words: str) -> str:
    """Words as long that nobody has entered."""
    return words.replace("XYZ", "QQQ")


def probed(client: Client, scene: Blind, probe: Probe, *, value: str) -> Iterator[tuple[str, str, str]]:
    """What each address answers to a POST with this value, and then at the article's page; nothing of it is kept.

    The value itself is taken out of the answer, and what counts rows of tables from one POST to the next.
    """
    for name in probe.names or (name for name in sorted(ACCESS) if ACCESS[name].get("POST") in ("read", "mark")):
        place = address(name, scene.mine)
        with transaction.atomic():
            version = Passage.objects.get(pk=scene.mine["passage_id"]).version
            sent = {"version": version, "action": ACTION, "id": ACTION, "content": "0..3", "mark": "quote"}
            sent |= {"kind": "denies", "role": "speaker", "reason": "so", **seen_of(name, scene)}
            sent |= probe.beside | {probe.parameter: value}
            client.cookies.pop("messages", None)
            answer = client.post(place, sent, headers=HX)
            yield name, place, f"{answer.status_code} {_without(value, plain(body(answer)))}"
            if "passage_speakers" in probe.names:
                # What the register then says of whom was named.
                for each in re.findall(r"Zebra (?:\w+)", value):
                    for asked in (f"/actors/?q={each}", f"/search/?q={each}", "/actors.csv?raw=1"):
                        yield name, asked, _without(value, plain(body(client.get(asked))))
                newest = Actor.objects.filter(created_by=scene.cast.edith).order_by("-pk").first()
                if newest:
                    for asked in (f"/actors/{newest.pk}/", f"/actors/{newest.pk}/history/"):
                        yield name, asked, _without(value, plain(body(client.get(asked))))
            transaction.set_rollback(True)


ACTION = make.uuid7()


def seen_of(name: str, scene: Blind) -> dict[str, str]:
    """What a form that is watched has seen."""
    if name == "actor_edit":
        return seen(ActorForm, Actor.objects.get(pk=scene.mine["actor_id"]))
    if name == "claim_reword":
        return seen(RewordForm, Claim.objects.get(pk=scene.mine["claim_id"]))
    return {}


def _without(value: str, answer: str) -> str:
    if not value.isdigit():
        answer = re.sub(rf"(?<![\w-]){re.escape(value)}(?![\w-])", "(it)", answer)
    return re.sub(r"(/denials/|/claims/|/actors/|claim=|actor=|value=\"|kind-|-helptext-)\d+", r"\1(number)", answer)


def told(answer: str, asked: str, scene: Blind) -> set[str]:
    """Which secrets stand in the answer; what was asked in so many words is no secret."""
    return {name for name, secret in scene.secrets.items() if secret in answer and secret not in asked}


def plain(answer: str) -> str:
    """An answer without what is new with each: tokens, ids of actions, times, and that it was asked for before."""
    answer = re.sub(r'(?s)"security_log_by_you".*"security_log_about_you"', "", answer)
    answer = re.sub(
        r'(csrfmiddlewaretoken" value=|X-CSRFToken": |nonce=|name="(?:action|seen)" value=)"[^"]*"', r"\1", answer
    )
    return re.sub(r"\d\d:\d\d(:\d\d(\.\d+)?)?", "", answer)
