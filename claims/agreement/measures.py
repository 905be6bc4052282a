"""How far editors who read the same article agree: figures, and the sums that they are made of.

Three kinds of figures, each with its counts, so that one can see how little a figure may rest on:

F1 of two sets, 2·|both| / (|one| + |other|): Dice 1945, in retrieval van Rijsbergen 1979 (Information Retrieval,
ch. 7), for annotators Hripcsak & Rothschild 2005 (JAMIA 12(3), 296-298): it needs no count of what nobody marked. For
content, cue and source, `exact` counts the same spans, `overlap` those that share a code point, matched one to one
(see `matching`); for denials, the claims that both of two matched passages deny. Of several pairs of readings, the
counts are added up before they are divided. Undefined where neither of the readings has any.

Krippendorff's alpha for nominal data, any number of readers, some missing (Krippendorff 2011, Computing
Krippendorff's Alpha-Reliability, section D; Content Analysis, ch. 11): 1 - observed / expected disagreement, with

    observed = 1/n · Σ over units u, values c ≠ k of n_uc·n_uk / (m_u - 1)
    expected = 1/(n·(n - 1)) · Σ over values c ≠ k of n_c·n_k

n_uc: how many gave unit u the value c; m_u: how many gave it one; n_c: how often c was given in units with two or more;
n: the sum of n_c. 1 is full agreement, 0 what chance gives, less is worse than chance. Undefined where no unit has two
values or where all values are the same, so that chance alone would agree. Two sets of units:

- the words of the text, a unit each (a run of letters, digits and `_`, or any other single sign that is no space), with
  the part that they stand in (`none`, `content`, `source`, `cue`; of several the last of these), or the mark of the
  smallest passage whose content they stand in;
- two matched passages, a unit with two values: their marks, their speakers, the claims that they state. Speakers and
  claims are compared as whole sets. Of several pairs of readings all matches are units, so a passage that was matched
  twice counts twice.

Pure: knows no database. Editors and articles are numbers that tell them apart.
"""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import combinations

from claims.agreement.token_labels import Tokens
from claims.comparison.matching import matches
from claims.spans import Spans

# Of the parts that a word stands in, the last one counts: a cue inside of another's content is a cue.
PARTS = ("content", "source", "cue")


class Measure(StrEnum):
    """What is compared."""

    CONTENT_EXACT = "content_exact"
    CONTENT_OVERLAP = "content_overlap"
    CUE_EXACT = "cue_exact"
    CUE_OVERLAP = "cue_overlap"
    SOURCE_EXACT = "source_exact"
    SOURCE_OVERLAP = "source_overlap"
    DENIALS = "denials"
    WORDS_BY_PART = "words_by_part"
    WORDS_BY_MARK = "words_by_mark"
    MARK = "mark"
    SPEAKERS = "speakers"
    CLAIMS = "claims"

    @property
    def is_share(self) -> bool:
        """Whether it is an F1; else it is an alpha."""
        return self in _SHARES


_SHARES = frozenset([*list(Measure)[:6], Measure.DENIALS])
_OF_WORDS = (Measure.WORDS_BY_PART, Measure.WORDS_BY_MARK)


@dataclass(frozen=True, slots=True)
class ReadPassage:
    """A passage as one editor handed it in; claims and actors by number, merged ones as what they went into."""

    mark: str
    content: Spans
    cue: Spans = field(default_factory=Spans)
    source: Spans = field(default_factory=Spans)
    speakers: frozenset[int] = frozenset()
    states: frozenset[int] = frozenset()
    denies: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        """Raise ValueError for a passage of nothing."""
        if not self.content:
            raise ValueError("a passage has content")


@dataclass(frozen=True, slots=True)
class Reading:
    """What one editor handed in of an article, also if that is nothing."""

    editor: int
    passages: tuple[ReadPassage, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadArticle:
    """A text with its readings, one an editor; and what was settled on, where that is settled."""

    number: int
    text: str
    readings: tuple[Reading, ...]
    settled: tuple[ReadPassage, ...] | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """A value and what it rests on; the value is None where it is undefined (see the module).

    Of an F1, numerator and denominator are those of the fraction. Of an alpha, they are the units that all who gave
    them a value gave the same one, and all units with two or more values: the plain share, which is not the alpha.
    """

    value: float | None
    numerator: int
    denominator: int


type Units = Counter[tuple[Hashable, ...]]


def alpha(units: Mapping[tuple[Hashable, ...], int]) -> Figure:
    """Krippendorff's nominal alpha of units: the values that one was given, and how many units are like that."""
    values: Counter[Hashable] = Counter()
    # By the number of values of a unit, whole numbers as long as possible.
    disagreeing: Counter[int] = Counter()
    agreed = compared = 0
    for unit, times in units.items():
        size = len(unit)
        if size < 2:
            continue
        given = Counter(unit)
        compared += times
        agreed += times * (len(given) == 1)
        for value, count in given.items():
            disagreeing[size] += times * count * (size - count)
            values[value] += times * count
    total = values.total()
    expected = total * total - sum(count * count for count in values.values())
    if not expected:
        return Figure(None, agreed, compared)
    observed = sum(disagreeing[size] / (size - 1) for size in sorted(disagreeing))
    return Figure(1 - (total - 1) * observed / expected, agreed, compared)


@dataclass(slots=True)
class Sums:
    """What the figures of one or several pairs of readings are made of; sums can be added to each other."""

    articles: int = 0
    both: Counter[Measure] = field(default_factory=Counter)
    each: Counter[Measure] = field(default_factory=Counter)
    units: defaultdict[Measure, Units] = field(default_factory=lambda: defaultdict(Counter))

    def add(self, other: "Sums") -> None:
        """Count the other's too."""
        self.articles += other.articles
        self.both.update(other.both)
        self.each.update(other.each)
        for measure, units in other.units.items():
            self.units[measure].update(units)

    def figure(self, measure: Measure) -> Figure:
        """The figure that the sums make."""
        if not measure.is_share:
            return alpha(self.units.get(measure, {}))
        both, each = 2 * self.both[measure], self.each[measure]
        return Figure(both / each if each else None, both, each)

    def figures(self) -> dict[Measure, Figure]:
        """All of them, in the order of `Measure`."""
        return {measure: self.figure(measure) for measure in Measure}


@dataclass(slots=True)
class Agreement:
    """The sums of a set of articles: of all, of each, of each pair of editors, of each editor and what was settled."""

    total: Sums = field(default_factory=Sums)
    articles: dict[int, Sums] = field(default_factory=dict)
    pairs: dict[tuple[int, int], Sums] = field(default_factory=dict)
    settled: dict[int, Sums] = field(default_factory=dict)


def agreement(articles: Iterable[ReadArticle]) -> Agreement:
    """Compare the readings of each article with each other and with what was settled on.

    An article with one reading counts only beside what was settled. A pair stands in the order in which its first
    article names its editors.
    """
    found = Agreement()
    for article in articles:
        tokens = Tokens(article.text)
        editors = [reading.editor for reading in article.readings]
        read = [_Read.of(reading.passages, tokens) for reading in article.readings]
        if article.settled is not None:
            read.append(_Read.of(article.settled, tokens))
        # Counted once for all: a text has few kinds of words, so that the rest is a matter of these.
        words = {measure: Counter(zip(*(each.values[measure] for each in read), strict=True)) for measure in _OF_WORDS}
        if len(editors) > 1:
            of_article = Sums(articles=1)
            of_article.units.update(_chosen(words, range(len(editors))))
            for one, other in combinations(range(len(editors)), 2):
                spans = _compared(read[one], read[other])
                of_article.add(spans)
                pair = (editors[one], editors[other])
                key = pair[::-1] if pair[::-1] in found.pairs else pair
                _add(found.pairs.setdefault(key, Sums()), spans, _chosen(words, (one, other)))
            found.articles[article.number] = of_article
            found.total.add(of_article)
        if article.settled is not None:
            for place, editor in enumerate(editors):
                spans = _compared(read[place], read[-1])
                _add(found.settled.setdefault(editor, Sums()), spans, _chosen(words, (place, -1)))
    return found


def _add(sums: Sums, spans: Sums, words: Mapping[Measure, Units]) -> None:
    """Count an article's pair: what is said of its passages, and of its words."""
    sums.articles += 1
    sums.add(spans)
    for measure, units in words.items():
        sums.units[measure].update(units)


def _chosen(words: Mapping[Measure, Units], places: Sequence[int]) -> dict[Measure, Units]:
    """The same units with the values of these readings only."""
    found: dict[Measure, Units] = {}
    for measure, units in words.items():
        found[measure] = Counter()
        for values, times in units.items():
            found[measure][tuple(values[place] for place in places)] += times
    return found


@dataclass(frozen=True, slots=True)
class _Read:
    """The passages of a reading, made ready to be compared with several others."""

    passages: Sequence[ReadPassage]
    stretches: dict[str, list[Spans]]
    values: dict[Measure, list[str]]

    @classmethod
    def of(cls, passages: Iterable[ReadPassage], tokens: Tokens) -> "_Read":
        # In an order of their own, so that it does not matter in which they were stored.
        passages = sorted(passages, key=_order)
        stretches = {part: [spans for each in passages if (spans := getattr(each, part))] for part in PARTS}
        by_part = ((spans, part) for part in PARTS for spans in stretches[part])
        by_mark = ((each.content, each.mark) for each in sorted(passages, key=lambda each: -each.content.size))
        values = (tokens.painted(by_part), tokens.painted(by_mark))
        return cls(passages, stretches, dict(zip(_OF_WORDS, values, strict=True)))


def _order(passage: ReadPassage) -> tuple[object, ...]:
    numbers = (sorted(each) for each in (passage.speakers, passage.states, passage.denies))
    return (passage.content.pairs, passage.mark, passage.cue.pairs, passage.source.pairs, *numbers)


def _values(passage: ReadPassage) -> tuple[Hashable, ...]:
    """By which it is matched with one of several that stand on the same words."""
    return passage.mark, passage.speakers, passage.states, passage.denies


def _compared(one: _Read, other: _Read) -> Sums:
    """The sums of two readings of a text, but for those about its words."""
    sums = Sums()
    values = [[_values(passage) for passage in each.passages] for each in (one, other)]
    matched = matches(one.stretches["content"], other.stretches["content"], *values)
    for part in PARTS:
        here, there = one.stretches[part], other.stretches[part]
        exact, overlap = Measure(f"{part}_exact"), Measure(f"{part}_overlap")
        sums.each[exact] = sums.each[overlap] = len(here) + len(there)
        sums.both[exact] = (Counter(here) & Counter(there)).total()
        sums.both[overlap] = len(matched if part == "content" else matches(here, there))
    sums.each[Measure.DENIALS] = sum(len(passage.denies) for each in (one, other) for passage in each.passages)
    for i, j in matched:
        left, right = one.passages[i], other.passages[j]
        sums.both[Measure.DENIALS] += len(left.denies & right.denies)
        sums.units[Measure.MARK][left.mark, right.mark] += 1
        sums.units[Measure.SPEAKERS][left.speakers, right.speakers] += 1
        sums.units[Measure.CLAIMS][left.states, right.states] += 1
    return sums
