"""The actors and claims that typed words name in full, for answers that nobody has chosen from a list."""

from claims.models.actors import Actor, ActorQuerySet
from claims.models.claims import Claim
from claims.queries.actor_twins import without_twins
from claims.text.normalise import typed
from claims.text.short_texts import searched
from claims.text.typed_match import meant


def actors_meant_by(actors: ActorQuerySet, words: str) -> list[Actor]:
    """The actors that typed words may mean: the one with this reference, else all with this name or alias."""
    words = searched(words)
    near = list(actors.named({words, words.rpartition(" (")[0]} - {""}))
    exact = without_twins(actor for actor in near if actor.reference.lower() == words.lower())
    return exact or without_twins(actor for actor in near if actor.has_name(words))


def exact_actors(found: list[Actor], words: str) -> list[Actor]:
    """The actors that these words name in full, among those that `matching` found: none, one, or several."""
    words = typed(words)
    return without_twins(meant([(each, each.fit) for each in found], is_literal=lambda each: each.has_name(words)))


def exact_claims(found: list[Claim], words: str) -> list[Claim]:
    """The claims that say exactly these words, among those that `matching` found: none, one, or several."""
    words = typed(words).lower()
    return meant([(claim, claim.fit) for claim in found], is_literal=lambda claim: claim.statement.lower() == words)
