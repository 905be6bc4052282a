"""Made-up news articles of any length, with the stretches in which somebody says something. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from random import Random

GIVEN = ("Anna", "Boris", "Clara", "David", "Elena", "Felix", "Greta", "Henrik", "Irina", "Jonas", "Katya", "Leo")
FAMILY = ("Adler", "Brandt", "Castel", "Dorn", "Ferro", "Galen", "Hartley", "Ivers", "Jansen", "Kovac", "Lund", "Moroz")
SUBJECTS = ("the ministry", "the dam’s operator", "the city council", "the army", "the bank", "a foreign service",
            "the grid company", "the harbour office", "the police", "the border guard")  # fmt: skip
VERBS = ("knew of", "paid for", "kept silent about", "planned", "ordered", "stopped", "warned of", "took part in")
OBJECTS = ("the cracks in the wall", "the raid on the depot", "the closing of the line", "the talks in May",
           "the loss of the ship", "the sale of the mill", "the change to the map", "the search")  # fmt: skip
MONTHS = ("January", "March", "April", "May", "June", "August", "October", "December")
# Mark, words before, the marked words, words after; at most one of the latter two names the speaker.
SAYINGS = (
    ("assertion", "{who} said that ", "{claim}", "."),
    ("quote", "", "“{Claim},”", " {who} said."),
    ("refutation", "{who} denied ", "that {claim}", "."),
    ("assertion", "According to {who}, ", "{claim}", " all the same."),
    ("refutation", "{who} rejected reports ", "that {claim}", "."),
)
BETWEEN = (
    "Trains on the line to the coast ran late for the third day, and the ferries stayed in the harbour.",
    "The hall had filled long before noon, and those who found no seat stood along the walls.",
    "A first report is to be published before the end of the month, and a second one in the autumn.",
)
SENTENCES_A_PARAGRAPH = 4


@dataclass(frozen=True, slots=True)
class Saying:
    """Words that can be marked: where they and the speaker's stand in code points, and whose and which they are."""

    mark: str
    start: int
    end: int
    source: tuple[int, int]
    # Indexes of the names and claims that the story was made with.
    who: int
    claim: int


@dataclass(frozen=True, slots=True)
class Story:
    """A text and what is said in it."""

    text: str
    sayings: list[Saying]


def names() -> list[str]:
    """Some people, each named once."""
    return [f"{given} {family}" for given, family in product(GIVEN, FAMILY)]


def claims() -> list[str]:
    """Some sentences that can be denied, without a full stop, each once."""
    return [f"{s} {v} {o} in {m}" for s, v, o, m in product(SUBJECTS, VERBS, OBJECTS, MONTHS)]


def story(seed: int, *, length: int, sayings: int, people: Sequence[str], stated: Sequence[str]) -> Story:
    """A text of about that many code points with that many sayings, spread evenly. The same for the same seed."""
    random = Random(seed)  # noqa: S311 — no secret
    # No two stories have the same text: a collection takes a text once.
    text, found = f"Report number {seed + 1} of this paper on the affair.", []
    sentences = 1
    while len(text) < length or len(found) < sayings:
        text += "\n" if sentences % SENTENCES_A_PARAGRAPH == 0 else " "
        sentences += 1
        if len(found) * length > len(text) * sayings or len(found) == sayings:
            text += random.choice(BETWEEN)
            continue
        mark, before, words, after = random.choice(SAYINGS)
        who, claim = random.randrange(len(people)), random.randrange(len(stated))
        name, statement = people[who], stated[claim]
        spoken = {"who": name, "claim": statement, "Claim": statement[0].upper() + statement[1:]}
        start = len(text) + len(before.format(**spoken))
        sentence = (before + words + after).format(**spoken)
        source = len(text) + sentence.index(name)
        end = start + len(words.format(**spoken))
        found.append(Saying(mark, start, end, (source, source + len(name)), who, claim))
        text += sentence
    return Story(text, found)
