"""How often frames and speakers are guessed right on 150 US news articles that others annotated (PolNeAR).

For `make bench` and for `python -m tests.scale.polnear`. Where the articles are missing there are no figures.
"""

import csv
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import claims
from claims.spans import Spans
from claims.suggestions.attribution import Frame, Framed, frame_of
from claims.suggestions.names import surnames
from claims.suggestions.new_actors import Newcomer, kind_of
from claims.suggestions.speaker_candidates import speaker_of
from claims.suggestions.speakers import Neighbour, continued_from
from claims.text.quotations import form_of
from claims.text.word_lists import listed
from tests.claims.figures import OUTCOMES, outcome
from tests.scale.attributions import POLNEAR, Article, Attribution, articles

# The words of the speakers' table. A pronoun or a passage without a source has no name to compare the offer with.
VERDICTS = ("right", "wrong", "no guess", "pronoun, not judged", "invented", "rightly none")

_REACH = 3000  # code points before a passage in which others are looked at, as in `claims.suggestions.inference`
_RELATIVES = listed("who which that whose")
_BEFORE_RELATIVE = 120  # code points
_LONGEST_NAME = 3  # words of a person's name
_PUNCTUATION = ",.;: "
_PRONOUNS = listed(
    """
    he she it they who which that this these those his her its their him them we i you us me my our your whose whom
    himself herself themselves itself t s one many some others both all most few several none anyone everyone someone
    """
)
_FUNCTION = _PRONOUNS | listed(
    "the a an and or but of for in on at to from with by as is was were are be been said says"
)
# Behind these a noun phrase goes on about somebody else than its head.
_HEAD_ENDS = re.compile(r"\s(?:of|for|from|in|on|at|to|with|by|who|which|that|whose|including|near)\s|[,;()—–]")
_WORD = re.compile(r"[\w.&-]*\w(?:[’']\w+)*\.?")
_SMALL_IN_NAMES = listed("of the and for de la le von van der den del di da bin al el in on to &")


@dataclass(frozen=True, slots=True)
class Offer:
    """What is offered as the speaker of a passage, what would be right, and how it was judged."""

    article: Article
    attribution: Attribution
    name: str
    is_new: bool
    # The name that an editor would enter, "" where nothing tells it.
    truth: str
    verdict: str
    reason: str = ""

    @property
    def is_no_name(self) -> bool:
        """Whether a new actor is offered that is neither called by name nor a source that people marked."""
        return self.is_new and not self.name_is_fit

    @property
    def name_is_fit(self) -> bool:
        """Whether the offered words are all capital, or such as people marked as a source and more than a pronoun."""
        words = self.name.split()
        capital = all(word[0].isupper() or word[0].isdecimal() or word.lower() in _SMALL_IN_NAMES for word in words)
        if capital and words[0].lower() not in _PRONOUNS:
            return len(words) <= 8
        source, text = self.attribution.truth.source, self.article.text
        marked = source.exact(text)
        if marked.lower() in _RELATIVES:
            # A relative pronoun means somebody named before it.
            marked = text[max(source.start - _BEFORE_RELATIVE, 0) : source.start]
        meaning = any(word.lower() not in _FUNCTION for word in words)
        called = _stands_in(self.name, marked) or " ".join(_words(self.name)) in _sources()
        return meaning and len(words) <= 8 and called


def counted() -> dict[str, dict[str, Counter[str]]]:
    """Per half: for `cue` and `source` how often each outcome came, for `speaker` how often each verdict."""
    found: dict[str, dict[str, Counter[str]]] = {}
    for article in articles():
        counts = found.setdefault(article.half, {"cue": Counter(), "source": Counter(), "speaker": Counter()})
        for attribution, guess in frames(article):
            counts["cue"][outcome(guess.cue, attribution.truth.cue)] += 1
            counts["source"][outcome(_bare(guess.source, article), _bare(attribution.truth.source, article))] += 1
        for offer in offers(article):
            counts["speaker"][offer.verdict] += 1
            counts["speaker"]["offered"] += bool(offer.name)
            counts["speaker"]["new"] += offer.is_new
            counts["speaker"]["no name"] += offer.is_no_name
    return found


def _bare(spans: Spans, article: Article) -> Spans:
    """A source without the comma behind it, which some annotators took along."""
    if not spans:
        return spans
    *others, (start, end) = spans.pairs
    return Spans((*others, (start, start + len(article.text[start:end].rstrip(_PUNCTUATION)))))


def frames(article: Article) -> Iterator[tuple[Attribution, Frame]]:
    """Each attribution with the frame that is guessed for its content."""
    neighbours: list[Framed] = []
    for attribution in article.attributions:
        guess = frame_of(article.text, attribution.content, neighbours, language="en")
        neighbours.append(Framed(attribution.content, guess))
        yield attribution, guess


def offers(article: Article) -> Iterator[Offer]:
    """The speaker offered for each passage in turn, each left for the next ones as an editor settles it.

    The register is the seed at first; who speaks is entered. A pronoun counts as the last speaker that was named.
    """
    text = article.text
    register, kinds = (dict(each) for each in _seed())
    neighbours: list[Neighbour[str]] = []
    before: list[Framed] = []
    named = ""
    for attribution in article.attributions:
        content, position = attribution.content, attribution.content.start
        near = [each for each in neighbours if each.content.end > position - _REACH]
        persons = {each.speakers[0].lower(): each.speakers[0] for each in near if _is_person(each.speakers[0], kinds)}
        frame = frame_of(text, content, before, language="en")
        guess = speaker_of(
            frame.source.exact(text),
            position,
            register={**surnames(persons), **register},
            neighbours=near,
            is_person=lambda name: _is_person(name, kinds),
            name_of=str,
            begun=continued_from(text, content, near),
            text=text,
            language="en",
        )
        value = guess.value if guess else ""
        is_new = isinstance(value, Newcomer)
        name = value.name if isinstance(value, Newcomer) else value
        called = [name] if is_new else [key for key, actor in register.items() if actor == name] or [name]
        verdict, truth = judged(called if name else [], attribution.truth.source.exact(text), named)
        if verdict == "right":
            truth = name
        yield Offer(article, attribution, name, is_new, truth, verdict, guess.reason if guess else "")
        if truth:
            named = truth
            register.setdefault(truth.lower(), truth)
            kinds.setdefault(
                truth, value.kind if isinstance(value, Newcomer) and truth == name else kind_of(truth, text)
            )
            # As an editor marks it: a quote is all in quotation marks.
            mark = "quote" if form_of(text, content) == "direct" else "assertion"
            neighbours.append(Neighbour(content, mark, (truth,)))
        before.append(Framed(content, frame))


def judged(names: list[str], source: str, named: str) -> tuple[str, str]:
    """The verdict on an offer, and the name that an editor would enter."""
    if not source:
        return "invented" if names else "rightly none", ""
    plain = source.lower().strip(_PUNCTUATION)
    if plain in _PRONOUNS:
        return "pronoun, not judged" if names else "no guess", named
    if not names:
        return "no guess", gold_name(source)
    right = any(_stands_in(name, source) for name in names)
    # An article calls a person by the surname.
    right = right or any(_stands_in(name.split()[-1], source) for name in names if _is_full(name))
    return "right" if right else "wrong", gold_name(source)


def _is_full(name: str) -> bool:
    return 1 < len(name.split()) <= 4


def _stands_in(name: str, source: str) -> bool:
    """Whether the name stands in the marked words as what they are about, not as whose they are."""
    wanted = _words(name)
    for part in re.split(r"[,;()—–]", source):
        words = _words(part)
        for at in range(len(words) - len(wanted) + 1):
            found = words[at : at + len(wanted)]
            if [*found[:-1], found[-1].removesuffix("'s")] == wanted:
                # "Vane’s campaign" is not Vane.
                owner = found[-1] != wanted[-1] and at + len(wanted) < len(words)
                if not owner:
                    return True
    return wanted in (_words(source), _words(source)[1:])


def _words(name: str) -> list[str]:
    return [word.lower().replace("’", "'").rstrip(".") for word in _WORD.findall(name)]


def gold_name(source: str) -> str:
    """A name that an editor may enter for the words that people marked: the last capital words of their first part."""
    first = next((part.strip() for part in re.split(r"[,;()]", source) if part.strip()), "")
    head = first[: ends.start()] if (ends := _HEAD_ENDS.search(first)) else first
    capital: list[str] = []
    for word in reversed(head.split()):
        if not word[0].isupper():
            break
        capital.insert(0, word)
    if len(capital) > _LONGEST_NAME:
        # "Senate Majority Leader Ada Vane": without the offices.
        capital = capital[-3:] if len(capital[-2]) <= len("C.") else capital[-2:]
    words = capital if capital and capital != ["The"] else first.split()
    while len(words) > 1 and words[0].lower() in {"the", "a", "an"}:
        words = words[1:]
    return " ".join(words).strip(_PUNCTUATION).removesuffix("’s").removesuffix("'s")


@cache
def _sources() -> frozenset[str]:
    """All that people marked as a source in any of the articles, without articles: "campaign", "two officials"."""
    marked = (each.truth.source.exact(article.text) for article in articles() for each in article.attributions)
    return frozenset(" ".join(words) for source in marked for words in (_words(source), _without_article(source)))


def _without_article(source: str) -> list[str]:
    words = _words(source)
    return words[1:] if words and words[0] in {"the", "a", "an"} else words


def _is_person(name: str, kinds: Mapping[str, str]) -> bool:
    return kinds.get(name) == "person"


@cache
def _seed() -> tuple[dict[str, str], dict[str, str]]:
    """The actors by each name that means one of them only, in lower case; and their kinds."""
    names: dict[str, set[str]] = {}
    kinds = {}
    with (Path(claims.__file__).parent / "seed" / "actors.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            kinds[row["name"]] = row["kind"]
            for name in (row["name"], *filter(None, row["aliases"].split("; "))):
                names.setdefault(name.lower(), set()).add(row["name"])
    return {name: next(iter(actors)) for name, actors in names.items() if len(actors) == 1}, kinds


def report() -> list[str]:
    """The figures as lines of a table; a line that says why, where the articles are missing."""
    if not POLNEAR.is_dir():
        return [f"polnear: skipped, since {POLNEAR} is missing"]
    lines = []
    for half, counts in sorted(counted().items()):
        for what in ("cue", "source"):
            cells = ", ".join(f"{name} {counts[what][name]}" for name in OUTCOMES if counts[what][name])
            lines.append(f"{half:24} {what:10} {cells} of {counts[what].total()}{_scores(counts[what])}")
        found = counts["speaker"]
        cells = ", ".join(f"{name} {found[name]}" for name in VERDICTS if found[name])
        judged = found["right"] + found["wrong"]
        shares = (
            _share(found["wrong"], judged),
            _share(wrong := found["wrong"] + found["invented"], found["right"] + wrong),
        )
        lines.append(f"{half:24} {'speaker':10} {cells}; wrong {shares[0]}, with the invented {shares[1]}")
        share = _share(found["no name"], found["new"])
        lines.append(f"{half:24} {'new actor':10} {found['no name']} of {found['new']} are no name: {share}")
    return lines


def _scores(counts: Counter[str]) -> str:
    right = counts["right"]
    offered = right + counts["near"] + counts["wrong"] + counts["invented"]
    wanted = right + counts["near"] + counts["wrong"] + counts["no guess"]
    precision, recall, both = right / offered, right / wanted, 2 * right / (offered + wanted)
    return f"; exact: precision {precision:.2f}, recall {recall:.2f}, F {both:.3f}"


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.1%}" if whole else "none"


if __name__ == "__main__":
    print("\n".join(report()))
