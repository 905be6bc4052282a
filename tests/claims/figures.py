"""How often the frames, sources and quotation limits that are guessed are right, on articles that others annotated.

For `make bench` and for `python -m tests.claims.figures`; the annotated articles are no part of the project, and where
they are missing there are no figures.
"""

import csv
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import claims
from claims.spans import Spans
from claims.suggestions.attribution import Frame, Framed, frame_of
from claims.suggestions.new_actors import Newcomer
from claims.suggestions.similarity import Known, likely_denied
from claims.suggestions.speaker_candidates import speaker_of
from claims.suggestions.speakers import Neighbour, continued_from
from claims.text.quotations import quotation_at
from tests.claims import kursk

_SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"
KURSK = _SHARED / "kursk"
WIKINEWS = _SHARED / "german-wikinews-quotes"

# The words of the tables, in order: the same limits; some of the same words; others; none where there are some;
# some where there are none; none where there are none.
OUTCOMES = ("right", "near", "wrong", "no guess", "invented", "rightly none")


def outcome(guess: Spans, truth: Spans) -> str:
    """One of `OUTCOMES` for a guessed stretch and the one that people marked."""
    if not truth:
        return "invented" if guess else "rightly none"
    if not guess:
        return "no guess"
    if guess == truth:
        return "right"
    return "near" if guess.overlaps(truth) else "wrong"


def figures() -> dict[str, dict[str, Counter[str]]]:
    """Per collection of articles: for `cue`, `source`, `quotation`, how often each outcome came; for `kursk` also for
    `speaker` and `denied claim`.
    """
    found = {}
    if WIKINEWS.is_dir():
        found["german-wikinews-quotes"] = _counted(_wikinews(), "de")
    if KURSK.is_dir():
        found["kursk"] = _counted(_kursk(), "en") | _named()
    return found


def _counted(passages: Iterator[tuple[str, Spans, Frame, bool]], language: str) -> dict[str, Counter[str]]:
    counts: dict[str, Counter[str]] = {"cue": Counter(), "source": Counter(), "quotation": Counter()}
    text_before = ""
    neighbours: list[Framed] = []
    for text, content, truth, direct in passages:
        if text != text_before:
            text_before, neighbours = text, []
        guess = frame_of(text, content, neighbours, language=language)
        counts["cue"][outcome(guess.cue, truth.cue)] += 1
        counts["source"][outcome(guess.source, truth.source)] += 1
        neighbours.append(Framed(content, guess))
        if direct:
            at = quotation_at(text, (content.start + content.end) // 2)
            counts["quotation"][outcome(Spans((at,)) if at else Spans(), content)] += 1
    return counts


def _named() -> dict[str, Counter[str]]:
    """Speakers and denied claims guessed in the order of the article, each mark as the editor left it for the next.

    The register is the seed; who is new to it counts as right if proposed by the very name.
    """
    text = kursk.article()
    register = dict(_seed())
    neighbours: list[Neighbour[str]] = []
    known: dict[str, Known[str, str]] = {}
    counts: dict[str, Counter[str]] = {"speaker": Counter(), "denied claim": Counter()}
    # What is nested is marked before what it lies in.
    for mark in sorted(kursk.marks(), key=lambda mark: (kursk.content(mark).end, -kursk.content(mark).start)):
        content, speaker = kursk.content(mark), mark["speakers"]
        counts["speaker"][_outcome(_speaker(text, content, neighbours, register), speaker)] += 1
        if mark["mark"] == "refutation":
            nested = [known[claim].claim for claim in known if content.start < known[claim].position < content.end]
            ranked = likely_denied(
                mark["text"], known.values(), register, nested=nested, position=content.start, speakers=[speaker]
            )
            if mark["denies"]:
                counts["denied claim"][_outcome(next(iter(ranked), ""), mark["denies"])] += 1
        for claim in filter(None, (*mark["states"].split(" | "), mark["denies"])):
            before = known.get(claim, Known(claim, claim))
            states = claim != mark["denies"]
            known[claim] = Known(
                claim,
                claim,
                content.start if states else before.position,
                before.stated_by | ({speaker} if states else set()),
                before.denied_by | (set() if states else {speaker}),
            )
        neighbours.append(Neighbour(content, mark["mark"], (speaker,)))
        register |= {name: speaker for name in (speaker.lower(), speaker.lower().split()[-1]) if name not in register}
    return counts


def _speaker(text: str, content: Spans, neighbours: list[Neighbour[str]], register: dict[str, str]) -> str:
    people = frozenset({"Nikolai Patrushev", "Vladimir Putin"})
    guess = speaker_of(
        frame_of(text, content, language="en").source.exact(text),
        content.start,
        register=register,
        neighbours=neighbours,
        is_person=lambda actor: actor in people,
        name_of=str,
        begun=continued_from(text, content, neighbours),
        text=text,
        language="en",
    )
    if guess is None:
        return ""
    return guess.value.name if isinstance(guess.value, Newcomer) else guess.value


def _outcome(guess: str, truth: str) -> str:
    return "right" if guess == truth else "wrong" if guess else "no guess"


def _seed() -> Iterator[tuple[str, str]]:
    with (Path(claims.__file__).parent / "seed" / "actors.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for name in (row["name"], *filter(None, row["aliases"].split("; "))):
                yield name.lower(), row["name"]


def _kursk() -> Iterator[tuple[str, Spans, Frame, bool]]:
    for mark in kursk.marks():
        truth = Frame(Spans.parse(mark["cue"]), Spans.parse(mark["source"]))
        yield kursk.article(), kursk.content(mark), truth, mark["mark"] == "quote"


def _wikinews() -> Iterator[tuple[str, Spans, Frame, bool]]:
    """The annotations whose content, cue and source stand outside of each other, as passages do."""
    for path in sorted(WIKINEWS.glob("*.json")):
        document = json.loads(path.read_text(encoding="utf-8"))
        text = document["originalText"]
        for annotation in document["annotations"]:
            content = _spans(annotation["quote"], text)
            if not content or annotation["type"] in {"Reported", "FreeIndirect", "IndirectFreeIndirect"}:
                continue
            truth = Frame(_spans(annotation["cue"], text), _spans(annotation["speaker"], text))
            yield text, content, truth, annotation["type"] == "Direct"


def _spans(annotated: dict[str, Any], text: str) -> Spans:
    return Spans.of((span["charBegin"], span["charEnd"]) for span in annotated["spans"]).trimmed(text)


def report() -> list[str]:
    """The figures as lines of a table."""
    lines = []
    for collection, counts in figures().items():
        for what, counted in counts.items():
            cells = ", ".join(f"{name} {counted[name]}" for name in OUTCOMES if counted[name])
            lines.append(f"{collection:24} {what:10} {cells} of {counted.total()}")
    return lines


if __name__ == "__main__":
    print("\n".join(report()) or "The annotated articles are not there.")
