"""Plays the demo collection: makes it, marks it, hands in and reviews, each step by whoever would do it.

Everything goes through the verbs that the pages use, so that it holds by the same rules and has a history.
"""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, time
from pathlib import Path

import pghistory
import uuid_utils

from claims.actions.actor_create import get_or_create_actor
from claims.actions.article_create import create_article
from claims.actions.assignment_accept import accept_reading
from claims.actions.assignment_create import assign_article
from claims.actions.assignment_hand_in import hand_in_reading
from claims.actions.attribution_edit import add_via, set_unattributed
from claims.actions.claim_create import get_or_create_claim
from claims.actions.collection_create import create_collection
from claims.actions.comment_create import create_comment
from claims.actions.denial_edit import add_denial
from claims.actions.member_set import set_member
from claims.actions.passage_create import create_passage
from claims.actions.passage_edit import set_passage_note
from claims.actions.passage_merge import merge_passage
from claims.actions.passage_place import set_passage_spans
from claims.actions.passage_review import approve_passage, return_to_editor
from claims.actions.passage_withdraw import withdraw_passage
from claims.demo import cast
from claims.demo.cast import BLAME, DENIAL, EDITOR, EDITOR2, INTERVIEW, MANAGER, REVIEWER, Person, Report
from claims.demo.marks import MARKS, Denied, Marked
from claims.models import Actor, Article, Assignment, Claim, Collection, Passage, User
from claims.spans import Spans

TEXTS = Path(__file__).parent / "texts"
RETURNED_BECAUSE = "Who made this charge? If the article does not say, please write so in the note."
COMMENTED = "The next sentence names Tykhyi, but he does not say whose charge it is either."


class Story:
    """The collection as it grows, step by step."""

    def __init__(self, people: dict[str, User]) -> None:
        """`people` are the users by user name; the collection is made with the others' first step."""
        self.people = people
        self.actors: dict[str, Actor] = {}
        self.claims: dict[str, Claim] = {}
        self.articles: dict[Report, Article] = {}
        self.passages: dict[str, Passage] = {}

    def play(self) -> Collection:
        """All of it; call it inside one transaction."""
        with self._as(MANAGER) as manager:
            self.collection = create_collection(
                by=manager, slug=cast.SLUG, name=cast.NAME, guidelines=cast.GUIDELINES, editors_per_article=2
            )
            self._open(manager)
        self._first_article()
        self._second_article()
        self._third_article()
        return self.collection

    @contextmanager
    def _as(self, person: Person) -> Iterator[User]:
        """While it lasts, the history says that this person did it."""
        user = self.people[person.username]
        with pghistory.context(command="load_demo", user=user.pk):
            yield user

    def _open(self, manager: User) -> None:
        """What a manager does: members, articles, who reads what."""
        for person in cast.PEOPLE:
            set_member(self.collection, user=self.people[person.username], role=person.role, by=manager)
        for report in cast.REPORTS:
            self.articles[report] = create_article(
                collection=self.collection,
                title=report.title,
                outlet=report.outlet,
                text=(TEXTS / report.file).read_text(encoding="utf-8"),
                published_at=datetime.combine(report.published, time(), tzinfo=UTC),
                by=manager,
            )
        for person, report in (
            (EDITOR, BLAME),
            (EDITOR2, BLAME),
            (EDITOR, DENIAL),
            (EDITOR2, DENIAL),
            (EDITOR, INTERVIEW),
        ):
            assign_article(self.articles[report], editor=self.people[person.username], by=manager)

    def _first_article(self) -> None:
        """Two readings: one approved as it stands, the other merged into it; both accepted."""
        for person in (EDITOR, EDITOR2):
            self._mark(BLAME, person)
        with self._as(EDITOR) as editor:
            passage = self._fresh("own voice")
            withdraw_passage(passage, by=editor, version=passage.version, action=_action())
        for person in (EDITOR, EDITOR2):
            self._hand_in(BLAME, person)
        with self._as(REVIEWER) as reviewer:
            for key in (
                "west fights",
                "positions",
                "planned",
                "settlements",
                "coming home",
                "land",
                "settlement",
                "kept",
            ):
                self._approve(key, by=reviewer)
            for key in ("coming home", "planned"):
                twin = self._fresh(f"{key}, again")
                merge_passage(twin, self._fresh(key), by=reviewer, version=twin.version)
            for person in (EDITOR, EDITOR2):
                accept_reading(self._reading(BLAME, person), by=reviewer)

    def _second_article(self) -> None:
        """One reading half decided, with something returned; the other waits, with something mended in it."""
        for person in (EDITOR, EDITOR2):
            self._mark(DENIAL, person)
            self._hand_in(DENIAL, person)
        with self._as(REVIEWER) as reviewer:
            for key in ("charge", "helped", "notice", "held", "conceded"):
                self._approve(key, by=reviewer)
            civilians = self._fresh("civilians")
            return_to_editor(civilians, by=reviewer, version=civilians.version, reason=RETURNED_BECAUSE)
            create_comment(passage=civilians, by=reviewer, text=COMMENTED)
            krupets = self._fresh("Krupets")
            text = self.articles[DENIAL].text
            set_passage_spans(
                krupets,
                cue=nearest(text, "said", to=krupets.content),
                source=nearest(text, "Russia’s defence ministry", to=krupets.content),
                by=reviewer,
                version=krupets.version,
                action=_action(),
            )

    def _third_article(self) -> None:
        """In work: some complete, some not. The second place is free."""
        self._mark(INTERVIEW, EDITOR)

    def _mark(self, report: Report, person: Person) -> None:
        """What an editor does: each passage with its parts."""
        with self._as(person) as editor:
            for marked in MARKS:
                if marked.article == report and marked.by == person:
                    self._make(marked, by=editor)

    def _make(self, marked: Marked, *, by: User) -> None:
        article = self.articles[marked.article]
        content = stretch(article.text, *marked.words)
        passage, _moved = create_passage(
            id=uuid.UUID(str(uuid_utils.uuid7())),
            article=article,
            by=by,
            role=marked.by.role,
            mark=marked.mark,
            content=content,
            cue=nearest(article.text, marked.cue, to=content),
            source=nearest(article.text, marked.source, to=content),
            speakers=[self._actor(name, by=by) for name in marked.speakers],
            states=[self._claim(key, by=by) for key in marked.states],
        )
        self.passages[marked.key] = passage
        for name in marked.via:
            add_via(passage, actor=self._actor(name, by=by), by=by, version=passage.version, action=_action())
        for denied in marked.denies:
            self._deny(passage, denied, by=by)
        if marked.unattributed:
            set_unattributed(passage, unattributed=True, by=by, version=passage.version, action=_action())
        if marked.note:
            set_passage_note(passage, note=marked.note, by=by, version=passage.version, action=_action())

    def _deny(self, passage: Passage, denied: Denied, *, by: User) -> None:
        add_denial(
            passage,
            claim=self._claim(denied.claim, by=by) if denied.claim else None,
            state=denied.state,
            kind=denied.kind,
            target_text=denied.target,
            answers=self.passages[denied.answers] if denied.answers else None,
            by=by,
            version=passage.version,
            action=_action(),
        )

    def _actor(self, name: str, *, by: User) -> Actor:
        """The register's entry, entered with those that it belongs to at its first use."""
        if name not in self.actors:
            speaker = next(each for each in cast.SPEAKERS if each.name == name)
            belongs_to = self._actor(speaker.affiliation, by=by) if speaker.affiliation else None
            self.actors[name] = get_or_create_actor(
                name=name, kind=speaker.kind, by=by, aliases=list(speaker.aliases), affiliation=belongs_to,
                is_imported=True, is_limited=False,
            )  # fmt: skip
        return self.actors[name]

    def _claim(self, key: str, *, by: User) -> Claim:
        if key not in self.claims:
            words = cast.CLAIMS[key]
            self.claims[key] = get_or_create_claim(collection=self.collection, statement=words, by=by, is_limited=False)
        return self.claims[key]

    def _reading(self, report: Report, person: Person) -> Assignment:
        return Assignment.objects.get(article=self.articles[report], editor=self.people[person.username])

    def _hand_in(self, report: Report, person: Person) -> None:
        with self._as(person) as editor:
            hand_in_reading(self._reading(report, person), by=editor)

    def _approve(self, key: str, *, by: User) -> None:
        passage = self._fresh(key)
        approve_passage(passage, by=by, version=passage.version)

    def _fresh(self, key: str) -> Passage:
        """As it stands now: another's passage may have nested it anew."""
        return Passage.objects.get(pk=self.passages[key].pk)


def _action() -> uuid.UUID:
    return uuid.uuid4()


def stretch(text: str, *words: str) -> Spans:
    """Where these words stand in the text, each after the one before. Raises ValueError where they do not."""
    pairs, position = [], 0
    for each in words:
        start = text.index(each, position)
        position = start + len(each)
        pairs.append((start, position))
    return Spans.of(pairs)


def nearest(text: str, words: str, *, to: Spans) -> Spans:
    """The occurrence of the words that is nearest to the passage and not in it; nothing for no words."""
    if not words:
        return Spans()
    found = []
    start = text.find(words)
    while start >= 0:
        found.append(Spans.of([(start, start + len(words))]))
        start = text.find(words, start + 1)
    apart = [each for each in found if _is_word(text, each) and not each.overlaps(to)]
    if not apart:
        raise ValueError(f"“{words}” does not stand near “{to.exact(text)}”")
    return min(apart, key=lambda each: _distance(each, to))


def _is_word(text: str, spans: Spans) -> bool:
    """Whether it is no part of a longer word: “he” stands in “the” too."""
    return not text[spans.start - 1 : spans.start].isalpha() and not text[spans.end : spans.end + 1].isalpha()


def _distance(spans: Spans, to: Spans) -> int:
    """In code points, to the nearest fragment."""
    return min(max(start - spans.end, spans.start - end) for start, end in to)
