"""What a passage may state or deny, as it is offered: whole answers, each taken with one key.

Pure: the article's words and the claims that are known go in, guesses come out.
"""

from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from claims.suggestions.claim_proposals import Proposal, Why, proposals
from claims.suggestions.claim_text import ClaimWording
from claims.suggestions.pronouns import Candidate, without_dummies
from claims.suggestions.similarity import Known, alike, likely_denied
from claims.suggestions.speakers import Guess, Reason

# Answers offered: as many as there are digits, less some for what is found by typing.
MOST = 6


@dataclass(frozen=True, slots=True)
class KnownClaim:
    """A claim that is there, as far as a guess needs it."""

    pk: int
    statement: str


@dataclass(frozen=True, slots=True)
class ClaimGuess:
    """Claims to state together: those that are there, and those worded anew."""

    known: tuple[KnownClaim, ...]
    new: tuple[str, ...]
    why: Why
    # Whether a pronoun in it is still open.
    has_gaps: bool = False

    @property
    def statements(self) -> tuple[str, ...]:
        """All of them in words."""
        return (*(claim.statement for claim in self.known), *self.new)


def stated_guesses[A: Hashable](
    draft: ClaimWording,
    text: str,
    *,
    language: str,
    candidates: Sequence[Candidate],
    register: Mapping[str, A],
    persons: Sequence[str],
    known: Sequence[Known[KnownClaim, A]],
    quoted: bool = False,
) -> list[ClaimGuess]:
    """What a passage may state whose words make this draft, the likeliest first; at most `MOST`.

    A draft whose pronouns may mean several comes first as it is, with its gaps. `known` are the article's claims so
    far, in its order; the other arguments are those of `proposals`.
    """
    found = proposals(
        draft, candidates, language=language, names=register.keys(), persons=persons,
        stated=[each.statement for each in known], text=text, quoted=quoted,
    )  # fmt: skip
    # Of the gaps that it is shown with, none is an "it" that means nobody.
    shown = without_dummies(draft)
    if shown.gaps and draft.is_sentence and not (found and found[0].is_sure):
        found = [Proposal(shown.text, Why.READY), *found]
    same = {each.statement.casefold(): each.claim for each in known}
    likest = alike(found[0].statement, known, register)[:2] if found else []
    guesses = dict.fromkeys(_guess(statements, why, same, shown) for statements, why in _answers(found, likest))
    return list(guesses)[:MOST]


def _answers(found: Sequence[Proposal], likest: Sequence[KnownClaim]) -> Iterator[tuple[tuple[str, ...], Why]]:
    """What may be stated together: sentences that were put apart, since the passage states them all; then one by one.

    A claim that says nearly the same as the first sentence is offered in its place.
    """
    for place, proposal in enumerate(found):
        besides = proposal.besides if place == 0 else ()
        if proposal.why == Why.APART and besides:
            yield (proposal.statement, *besides), proposal.why
        else:
            yield (proposal.statement,), proposal.why
        if place == 0:
            for claim in likest:
                yield (claim.statement, *(besides if proposal.why == Why.APART else ())), proposal.why
            yield (proposal.statement, *besides), proposal.why
            yield (proposal.statement,), proposal.why


def _guess(statements: Sequence[str], why: Why, same: Mapping[str, KnownClaim], shown: ClaimWording) -> ClaimGuess:
    known = [same[each.casefold()] for each in statements if each.casefold() in same]
    new = [each for each in statements if each.casefold() not in same]
    return ClaimGuess(tuple(known), tuple(new), why, has_gaps=bool(shown.gaps) and shown.text in new)


def denied_guesses[A: Hashable](
    words: str,
    known: Sequence[Known[KnownClaim, A]],
    register: Mapping[str, A],
    *,
    nested: Sequence[KnownClaim],
    position: int,
    speakers: Collection[A],
) -> list[Guess[KnownClaim]]:
    """What a refutation with these words may deny, the likeliest first; the arguments are those of `likely_denied`."""
    ranked = likely_denied(words, known, register, nested=nested, position=position, speakers=speakers)
    return [Guess(claim, Reason.NESTED if claim in nested else Reason.ALIKE) for claim in ranked[:MOST]]
