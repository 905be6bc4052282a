"""Every page of the program, for the tests that open them all: one of everything, and the addresses that show pages."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse

from claims.actions.actor_edit import edit_actor
from claims.actions.actor_proposal import propose_actor_edit
from claims.models import Actor, Assignment, Claim, Passage
from tests.annotate.access_table import ACCESS
from tests.annotate.blind_walk import addresses
from tests.cast import Cast
from tests.claims.two_readings import two_readings

# What a GET downloads, or answers with a part of a page; what wants a link that was sent to somebody, or a second
# factor (tests/browser/test_sign_in.py has one).
NO_PAGES = frozenset({
    "actors_csv", "agreement_csv", "article_cards", "article_fresh", "article_news", "article_withdrawn", "export_csv",
    "healthz", "invitation", "invitation_opened", "mfa_deactivate_totp", "mfa_view_recovery_codes", "new_password",
    "password_link", "stances_csv", "suggest_actors", "suggest_answers", "suggest_claims", "suggest_denied",
    "suggest_speakers", "your_data_file",
})  # fmt: skip


def one_of_everything(cast: Cast) -> dict[str, Any]:
    """What every address names, by the names in the addresses."""
    two_readings(cast)
    minister = Actor.objects.get(name="Minister")
    edit_actor(minister, wikidata_id="Q1")
    return {
        "slug": cast.collection.slug, "article_id": cast.article.pk,
        "passage_id": Passage.objects.filter(editor=cast.edith).first().pk,
        "claim_id": Claim.objects.first().pk, "actor_id": minister.pk,
        "assignment_id": Assignment.objects.get(editor=cast.edith).pk,
        "membership_id": cast.collection.memberships.get(user=cast.egon).pk, "user_id": cast.egon.pk,
        "event_id": minister.events.get().pk,
        "proposal_id": propose_actor_edit(minister, by=cast.edith, name="The minister").pk,
        # Of a passkey and a session: whose they are is asked after the password.
        "pk": 1, "session_id": 1,
    }  # fmt: skip


def pages(scene: dict[str, Any], *, staff: bool = False) -> Iterator[str]:
    """The addresses of all pages, those of administrators or all others."""
    levels = {name: methods["GET"] for name, methods in ACCESS.items() if "GET" in methods and name not in NO_PAGES}
    for name in sorted(name for name, level in levels.items() if (level == "staff") == staff):
        yield reverse(name, kwargs={key: scene[key] for key in addresses()[name].converters})
