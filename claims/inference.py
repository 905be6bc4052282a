"""What could be inferred for a passage from its article and from the register: guesses, never records.

The words are read by pure modules (`guessing`, `names`, `wording`); here they are given what the database knows, in
two queries whatever the article's length.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from claims.guessing import (
    Guess,
    Neighbour,
    Reason,
    continued_from,
    denied_claim,
    speaker_from_neighbours,
    speaker_from_pronoun,
    speaker_from_source,
    via_from_words,
    words_beside,
)
from claims.models import Actor, Passage
from claims.models.marking import actors_called_or_listed, passages_between
from claims.models.querysets import Brief
from claims.models.words import AttributionRole, Lack, Mark
from claims.names import name_candidates, surnames
from claims.wording import ClaimWording, claim_wording

MOST_WORDED = 500  # code points of a passage that may make one claim; a longer one makes several
REACH = 3000  # code points before a passage in which others are looked at


@dataclass(frozen=True, slots=True)
class DeniedClaim:
    """A claim as far as a guess needs it."""

    pk: int
    statement: str


@dataclass(frozen=True, slots=True)
class Guesses:
    """What the empty fields of a card are filled with, to be seen and accepted or not."""

    speaker: Guess[Actor] | None = None
    via: Guess[Actor] | None = None
    claim: ClaimWording | None = None
    denied: list[Guess[DeniedClaim]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Near:
    """Another passage of the same editor nearby, by ids."""

    neighbour: Neighbour[int]
    states: tuple[DeniedClaim, ...]


def surroundings(passage: Passage) -> list[Brief]:
    """The passages of the same reading around and shortly before this one, in brief; one query."""
    start, end = max(0, passage.content.start - REACH), passage.content.end
    return passages_between(start, end, article=passage.article, user=passage.editor)


def infer(passage: Passage, around: Iterable[Brief]) -> Guesses:
    """Guess what is still missing; one query.

    The passage's article comes with its text, its parts are known or loaded; `around` are its surroundings, of
    which only those of the same editor count.
    """
    text, content = passage.article.text, passage.content
    speakers = [part for part in passage.attributions.all() if part.role == AttributionRole.SPEAKER]
    lacks_speaker = Lack.SPEAKER in passage.lacks
    beside = words_beside(text, content)
    near = [_near(other) for other in around if other.editor_id == passage.editor_id and other.pk != passage.pk]
    outlets = via_from_words(f"{beside.before} {beside.between} {beside.after}")
    candidates = [*name_candidates(" ".join(beside)), *name_candidates(passage.source_text), *outlets]
    register, actors = _register(candidates, near)
    neighbours = [
        Neighbour(
            each.neighbour.content,
            each.neighbour.mark,
            tuple(actors[pk] for pk in each.neighbour.speakers if pk in actors),
            tuple(actors[pk] for pk in each.neighbour.via if pk in actors),
        )
        for each in near
    ]
    begun = continued_from(text, content, neighbours)
    return Guesses(
        speaker=_speaker(passage, neighbours, register) if lacks_speaker else None,
        via=_via(outlets, register, begun, besides=[part.actor_id for part in speakers]),
        claim=_claim(passage),
        denied=denied_claim(content, ((each.neighbour.content, each.states) for each in near))
        if passage.mark == Mark.REFUTATION
        else [],
    )


def _claim(passage: Passage) -> ClaimWording | None:
    if passage.mark == Mark.REFUTATION or len(passage.exact) > MOST_WORDED:
        return None
    return claim_wording(passage.exact, passage.article.language)


def _speaker(passage: Passage, neighbours: list[Neighbour[Actor]], register: dict[str, Actor]) -> Guess[Actor] | None:
    if not passage.source_text:
        return speaker_from_neighbours(passage.article.text, passage.content, neighbours, register, _is_person)
    return speaker_from_pronoun(
        passage.source_text, passage.content.start, neighbours, _is_person
    ) or speaker_from_source(passage.source_text, register)


def _via(
    outlets: list[str], register: dict[str, Actor], begun: Neighbour[Actor] | None, *, besides: list[int]
) -> Guess[Actor] | None:
    for name in outlets:
        outlet = register.get(name)
        if outlet and outlet.kind == Actor.Kind.MEDIA and outlet.pk not in besides:
            return Guess(outlet, Reason.BESIDE, name)
    return Guess(begun.via[0], Reason.CONTINUED) if begun and len(begun.via) == 1 else None


def _is_person(actor: Actor) -> bool:
    return actor.kind == Actor.Kind.PERSON


def _near(passage: Brief) -> _Near:
    return _Near(
        Neighbour(passage.content, passage.mark, tuple(passage.speaker_ids), tuple(passage.via_ids)),
        tuple(DeniedClaim(**claim) for claim in passage.stated),
    )


def _register(candidates: list[str], near: list[_Near]) -> tuple[dict[str, Actor], dict[int, Actor]]:
    """Actors by the names that mean one of them only, and those that speak nearby by id; one query."""
    ids = {pk for each in near for pk in (*each.neighbour.speakers, *each.neighbour.via)}
    found = actors_called_or_listed.all(names=candidates, ids=list(ids))
    meanings = Counter(name for actor in found for name in set(actor.names))
    register = {name: actor for actor in found for name in actor.names if meanings[name] == 1}
    persons = {actor.name.lower(): actor for actor in found if _is_person(actor) and actor.pk in ids}
    # An article calls a person by the surname, once it has named them in full.
    return {**surnames(persons), **register}, {actor.pk: actor for actor in found}
