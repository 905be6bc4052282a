"""What could be inferred for a passage from its article and from the register: guesses, never records.

The words are read by pure modules (`frames`, `guessing`, `newcomers`, `proposals`, `likeness`); here they are given
what the database knows, in two queries whatever the article's length.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from claims.models import Actor, Passage
from claims.models.choices import AttributionRole, Form, Lack, Mark
from claims.models.querysets import Brief
from claims.queries.passage_lacks import lacks_of
from claims.queries.workbench import actors_called_or_listed, passages_between
from claims.spans import Spans
from claims.suggestions.attribution import Frame, Framed, frame_of
from claims.suggestions.claim_guesses import ClaimGuess, KnownClaim, denied_guesses, stated_guesses
from claims.suggestions.claim_proposals import plural_candidates
from claims.suggestions.claim_text import ClaimWording, claim_wording, own_words
from claims.suggestions.genders import gender_of
from claims.suggestions.language_rules import tongue_of
from claims.suggestions.names import name_candidates, surnames
from claims.suggestions.new_actors import Newcomer, new_actor
from claims.suggestions.polarity import is_turned
from claims.suggestions.pronouns import Candidate, in_order, wording_in
from claims.suggestions.reporting_sentence import outlet_words
from claims.suggestions.similarity import Known
from claims.suggestions.speaker_candidates import speaker_of
from claims.suggestions.speaker_mentions import mentioned, shares_cue, source_of, stands_in
from claims.suggestions.speakers import Guess, Neighbour, Reason, continued_from, is_pronoun, words_beside

MOST_WORDED = 500  # code points of a passage that may make one claim; a longer one makes several
REACH = 3000  # code points before a passage in which others are looked at
ABOVE = 300  # code points before a passage that tell whom its pronouns mean, and whether it is denied
NEAR = 20_000  # code points to either side in which the article is asked how it writes a name; most are shorter
MOST_READ = 5000  # code points of a passage, or of its source, that are looked through for names
# Words with a capital letter, together with the small ones between them: where a name may stand.
_NAMES = re.compile(
    r"[^\W\d_a-zß-öø-ÿ][\w.’'-]*(?:[ -](?:(?:of|the|and|for|der|die|das|von|für) )*[^\W\d_a-zß-öø-ÿ][\w.’'-]*)*"
)


@dataclass(frozen=True, slots=True)
class Guesses:
    """What the empty fields of a card are filled with, to be seen and accepted or not."""

    speaker: Guess[Actor | Newcomer] | None = None
    # The cue and the source that go with the speaker; empty where the passage has its own.
    frame: Frame = field(default_factory=Frame)
    via: Guess[Actor | Newcomer] | None = None
    # What it may state and deny, the likeliest first.
    claims: list[ClaimGuess] = field(default_factory=list)
    # Its own words, to start the wording of a claim from; empty where a passage may hold several claims.
    words: str = ""
    # The `[pronouns]` that its draft opens, parted by spaces; brackets that it has itself are none.
    gaps: str = ""

    @property
    def draft(self) -> str:
        """What an editor may go on from when wording the claim: what is guessed, else its own words."""
        return " ".join(self.claims[0].statements) if self.claims else self.words

    denied: list[Guess[KnownClaim]] = field(default_factory=list)


def surroundings(passage: Passage) -> list[Brief]:
    """The passages of the same reading around and shortly before this one, in brief; one query."""
    start, end = max(0, passage.content.start - REACH), passage.content.end
    return passages_between(start, end, article=passage.article, user=passage.editor)


def infer(passage: Passage, around: Iterable[Brief]) -> Guesses:
    """Guess what is still missing; one query.

    The passage's article comes with its text, its parts are known or loaded; `around` are its surroundings, of
    which only those of the same editor count.
    """
    return Inference(passage, around).guesses()


class Inference:
    """One passage with what is known around it."""

    def __init__(self, passage: Passage, around: Iterable[Brief]) -> None:
        self.passage, self.text, self.content = passage, passage.article.text, passage.content
        self.refused_source = Spans()
        self.near = [each for each in around if each.editor_id == passage.editor_id and each.pk != passage.pk]
        self.frame = self._frame()
        # What names the speaker: the words that the editor set as source, else those that look like it.
        self.source_words = (passage.source_text or self.frame.source.exact(self.text))[:MOST_READ]
        # A mark in a text of twenty million characters costs no more than in a short one.
        self.text_near = self.text[max(0, self.content.start - NEAR) : self.content.start + NEAR]
        beside = words_beside(self.text, self.content)
        self.tongue = tongue_of(
            passage.article.language, self.text[max(0, self.content.start - ABOVE) : self.content.start + ABOVE]
        )
        self.outlet_words = (
            list(outlet_words(f"{beside.before} {beside.between} {beside.after}")) if self.tongue else []
        )
        self.outlets = [name for words in self.outlet_words for name in name_candidates(words)]
        self.draft = self._draft()
        # Doubted or denied: its words alone would say the opposite.
        cue = self.frame.cue.exact(self.text) or passage.cue_text
        self.is_turned = is_turned(
            self.text[max(0, self.content.start - ABOVE) : self.content.start], passage.exact, cue
        )
        words = [" ".join(beside), self.source_words, *self._names_to_look_up()]
        self._know([*(name for each in words for name in name_candidates(each)), *self.outlets])
        self.neighbours = [
            Neighbour(each.content, each.mark, self._actors(each.speaker_ids), self._actors(each.via_ids))
            for each in self.near
        ]
        self.begun = continued_from(self.text, self.content, self.neighbours)

    def _frame(self) -> Frame:
        others = [Framed(each.content, Frame(each.cue, each.source)) for each in self.near]
        found = frame_of(self.text, self.content, others, language=self.passage.article.language)
        return Frame(Spans() if self.passage.cue else found.cue, Spans() if self.passage.source else found.source)

    def _draft(self) -> ClaimWording:
        """Its words as a claim; nothing for a refutation, and for what must hold several."""
        if self.passage.mark == Mark.REFUTATION or len(self.passage.exact) > MOST_WORDED:
            return ClaimWording("", ())
        return claim_wording(self.passage.exact, self.passage.article.language)

    def _names_to_look_up(self) -> Iterator[str]:
        """What in its words may name actors; where a pronoun is open, what stands above it, too."""
        if self.passage.mark == Mark.REFUTATION:
            yield self.passage.exact[:MOST_READ]
            return
        yield " ".join(_NAMES.findall(self.passage.exact[:MOST_READ]))
        if self.draft.gaps:
            yield " ".join(_NAMES.findall(self.text[max(0, self.content.start - ABOVE) : self.content.start]))

    def _know(self, names: list[str]) -> None:
        """Actors by the names that mean one of them only, and those that speak nearby by id; one query."""
        ids = {pk for each in self.near for pk in (*each.speaker_ids, *each.via_ids)}
        ids |= {part.actor_id for part in self.passage.attributions.all()}
        found = actors_called_or_listed.all(
            names=list(dict.fromkeys(names)), ids=list(ids), user=self.passage.editor_id
        )
        meanings = Counter(name for actor in found for name in set(actor.names))
        register = {name: actor for actor in found for name in actor.names if meanings[name] == 1}
        persons = {actor.name.lower(): actor for actor in found if _is_person(actor) and actor.pk in ids}
        # An article calls a person by the surname, once it has named them in full.
        self.register = {**surnames(persons), **register}
        self.by_id = {actor.pk: actor for actor in found}

    def _actors(self, ids: Iterable[int]) -> tuple[Actor, ...]:
        return tuple(self.by_id[pk] for pk in ids if pk in self.by_id)

    def _attributed(self) -> tuple[Actor, ...]:
        """Whom the passage itself names already."""
        return self._actors(part.actor_id for part in self.passage.attributions.all())

    def named(self) -> list[Actor]:
        """The actors that the words before the passage name, those of its own sentence first."""
        return [actor for _words, actor in mentioned(self.text, self.content, self.register)]

    def frame_with(self, actor: Actor) -> Frame:
        """What goes along with the choice of an actor: the frame that names it, else where else it is mentioned.

        The cue goes along where its sentence names the actor and no other name stands right at it, and with anybody
        where a pronoun does, or nobody.
        """
        if stands_in(self.source_words, actor.names, in_part=not _is_person(actor)):
            return self.frame
        place = None if self.passage.source else source_of(self.text, self.content, actor.names)
        source = Spans((place,)) if place else Spans()
        source = Spans() if source.overlaps(self.refused_source) else source
        is_open = not self.source_words or is_pronoun(self.source_words)
        has_cue = is_open or shares_cue(self.text, self.content, self.frame, source)
        return Frame(self.frame.cue if has_cue else Spans(), source)

    def frame_with_new(self, name: str) -> Frame:
        """What goes along with a new actor of this name: the frame if it names them, else nothing."""
        return self.frame if stands_in(self.source_words, [name.lower()]) else Frame()

    def refuse_frame(self) -> None:
        """Somebody refused the guessed speaker: the words that go with it are no source and no cue either."""
        self.refused_source, self.frame = self.frame.source, Frame()
        self.source_words = self.passage.source_text[:MOST_READ]

    def guesses(self) -> Guesses:
        """Of what is missing alone."""
        is_refutation = self.passage.mark == Mark.REFUTATION
        speaker = self._speaker() if Lack.SPEAKER in lacks_of(self.passage) else None
        return Guesses(
            speaker=speaker,
            frame=self.frame,
            via=self._via(),
            # Where no rules tell the pronouns its words are there to go on from, and not to be taken as they are.
            claims=self._stated(speaker) if self.draft.text and self.tongue and not self._is_turned() else [],
            words=own_words(self.draft, self.passage.exact),
            gaps=" ".join(dict.fromkeys(self.draft.text[start:end] for start, end in self.draft.gaps)),
            denied=self._denied(speaker) if is_refutation else [],
        )

    def _speaker(self) -> Guess[Actor | Newcomer] | None:
        """By the words that name the speaker; without any, the speaker of the quotation that goes on here."""
        return speaker_of(
            self.source_words,
            self.content.start,
            register=self.register,
            neighbours=self.neighbours,
            is_person=_is_person,
            name_of=lambda actor: actor.name,
            begun=self.begun,
            text=self.text_near,
            place=min(self.content.start, NEAR),
            language=self.passage.article.language,
            known_reason=Reason.ALIAS if self.passage.source_text else Reason.BESIDE,
        )

    def _via(self) -> Guess[Actor | Newcomer] | None:
        speaking = {part.actor_id for part in self.passage.attributions.all() if part.role == AttributionRole.SPEAKER}
        for name in self.outlets:
            outlet = self.register.get(name)
            if outlet and outlet.kind == Actor.Kind.MEDIA and outlet.pk not in speaking:
                return Guess(outlet, Reason.BESIDE, name)
        for words in self.outlet_words:
            newcomer = new_actor(words, self.text_near)
            if newcomer and newcomer.kind == "media":
                return Guess(newcomer, Reason.NEW, words)
        return Guess(self.begun.via[0], Reason.CONTINUED) if self.begun and len(self.begun.via) == 1 else None

    def _is_turned(self) -> bool:
        """Whether its speaker doubts or denies it: its words alone would say the opposite."""
        before = self.text[max(0, self.content.start - ABOVE) : self.content.start]
        return is_turned(before, self.passage.exact, self.frame.cue.exact(self.text) or self.passage.cue_text)

    def _stated(self, speaker: Guess[Actor | Newcomer] | None) -> list[ClaimGuess]:
        return stated_guesses(
            self.draft,
            self.text_near,
            language=self.passage.article.language,
            candidates=self._candidates(speaker) if self.draft.gaps else [],
            register=self.register,
            persons=[name for name, actor in self.register.items() if _is_person(actor)],
            known=self._known(),
            quoted=self.passage.form == Form.DIRECT,
        )

    def _candidates(self, guessed: Guess[Actor | Newcomer] | None) -> list[Candidate]:
        """Whom the pronouns of its words may mean, the likeliest first."""
        speakers = [
            self._speaking(wording_in(self.source_words, actor.names, actor.name), actor.kind)
            for actor in self._attributed()
        ]
        if guessed:
            names = guessed.value.names if isinstance(guessed.value, Actor) else [guessed.value.name.lower()]
            called = wording_in(self.source_words, names, guessed.value.name)
            speakers.append(self._speaking(called, guessed.value.kind))
        speaking = {candidate.words.lower() for candidate in speakers}
        others = [
            Candidate(words, actor.kind, gender=gender_of(actor.name, "", self.text_near))
            for words, actor in mentioned(self.text, self.content, self.register)
            if words.lower() not in speaking
        ]
        several = plural_candidates(self.text, max(0, self.content.start - ABOVE), self.content.start, self.register)
        return in_order(speakers, [*others, *several], self.frame.cue.exact(self.text) or self.passage.cue_text)

    def _speaking(self, words: str, kind: str) -> Candidate:
        return Candidate(words, kind, speaks=True, gender=gender_of(words, self.source_words, self.text_near))

    def _denied(self, speaker: Guess[Actor | Newcomer] | None) -> list[Guess[KnownClaim]]:
        inside = sorted(
            (each for each in self.near if self.content.contains(each.content)),
            key=lambda each: (each.content.size, each.content.start),
        )
        own = set(self._attributed())
        if speaker and isinstance(speaker.value, Actor):
            own.add(speaker.value)
        return denied_guesses(
            self.passage.exact[:MOST_READ],
            self._known(),
            self.register,
            nested=[KnownClaim(**claim) for each in inside for claim in each.stated],
            position=self.content.start,
            speakers=own,
        )

    def _known(self) -> list[Known[KnownClaim, Actor]]:
        """The claims that passages nearby state or deny, in the order of the text, each once."""
        found: dict[KnownClaim, Known[KnownClaim, Actor]] = {}
        for each in sorted(self.near, key=lambda near: near.content.start):
            speakers = frozenset(self._actors(each.speaker_ids))
            for claim, says, denies in (
                *((KnownClaim(**row), speakers, frozenset[Actor]()) for row in each.stated),
                *((KnownClaim(**row), frozenset[Actor](), speakers) for row in each.denied),
            ):
                before = found.get(claim)
                found[claim] = Known(
                    claim,
                    claim.statement,
                    each.content.start,
                    says | (before.stated_by if before else frozenset()),
                    denies | (before.denied_by if before else frozenset()),
                )
        return list(found.values())


def _is_person(actor: Actor) -> bool:
    return actor.kind == Actor.Kind.PERSON
