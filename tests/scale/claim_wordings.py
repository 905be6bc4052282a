"""How many of the guessed claims are sound sentences, over articles that nobody tuned for.

Run on an embedded database: `python -m config.embedded --folder .postgres-test --forgetful run python -m
tests.scale.claim_wordings`. Each reported speech of POLNeAR's articles is taken as a passage of an editor who answered
nothing yet. Every other article is held out: the rules were made with the first half in sight only. `--sample 60`
prints so many of the held-out guesses, to be read and judged by a person.

The checks are simpler than the rules that they check, and share no code with them.
"""

import argparse
import os
import random
import re
import sys
import uuid
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

POLNEAR = Path(__file__).resolve().parents[3] / "shared/data/polnear-train"
_TEXT_LINE = re.compile(r"(T\d+)\tContent ([\d; ]+)\t")
_GAP = re.compile(r"\[\w+\]")
_QUOTED = re.compile(r"“[^“”]*”|\"[^\"]*\"|‘[^‘’]*’(?!\w)")
_SELF = re.compile(
    r"(?<![\w’'.-])(?:I|me|my|mine|myself|we|us|our|ours|ourselves|you|your|yours|We|Our|My|You|Your)(?![\w.-])"
)
_BASE = (
    "are|were|have|do|am|don[’']t|aren[’']t|haven[’']t|weren[’']t|believe|think|know|want|hope|feel|need|agree|support"
    "|say|like|love|see|expect|plan|look|take|get|understand|guess|mean|remember|wish|see|go|come|find|work|try|care"
)
_CONTRACTED = r"[’'](?:re|m|ve)\b"
_END = re.compile(r"[^.!?…。।]\.$|\b[A-Za-z]\.[A-Za-z]\.$")
_DOUBLE = re.compile(r"[.!?…][”\"’»]?\.$")
_FINITE = re.compile(
    r"\b(?:is|are|was|were|am|has|have|had|do|does|did|will|would|can|could|may|might|must|should|shall|cannot|won|wo"
    r"|came|went|made|took|got|gave|said|told|knew|saw|thought|found|left|lost|led|held|met|ran|rose|fell|kept|began"
    r"|spent|sent|set|put|cut|let|hit|paid|built|brought|became|felt|heard|stood|spoke|wrote|chose|broke|drew|grew|\w+ed"
    r"|[a-z]{2,}s|want|need|think|believe|know|hope|feel|agree|support|like|love|see|expect|look|take|get|go|come|make"
    r"|give|keep|say|work|try|live|deserve|remain|continue|plan|stand|believe|include|seem|show|tend|vote|use)\b"
    r"|n[’']t\b|[’'](?:s|re|ve|ll|d|m)\b"
)


@dataclass(frozen=True, slots=True)
class Worded:
    """What was guessed for one passage: `offer` is what Enter takes, `to_edit` what only comes into the field."""

    words: str
    direct: bool
    speaker: str
    offer: tuple[str, ...]
    to_edit: str

    @property
    def faults(self) -> list[str]:
        """The checks that the offered claims fail."""
        return sorted({fault for statement in self.offer for fault in faults(statement, self)})


def faults(statement: str, passage: Worded) -> Iterator[str]:
    """The checks that one claim fails; a check looks at signs of the words, not at what they mean."""
    unquoted = _QUOTED.sub(" ", statement)
    if _SELF.search(unquoted) or _GAP.search(statement):
        yield "first or second person"
    name = re.escape(passage.speaker)
    plural = passage.speaker.split(" ")[0].lower() in {"the", "a"} and passage.speaker.endswith("s")
    if name and re.search(rf"\b{name}{_CONTRACTED}", statement):
        yield "contraction"
    new = name and passage.speaker not in passage.words
    if new and not plural and re.search(rf"\b{name} (?:{_BASE})\b", statement):
        yield "agreement"
    if _DOUBLE.search(statement) or not _END.search(statement):
        yield "full stop"
    if any(statement.count(one) != statement.count(other) for one, other in ("“”", "«»")) or statement.count('"') % 2:
        yield "quotation marks"
    if not _FINITE.search(statement):
        yield "no verb"
    if "?" in statement:
        yield "question"
    own = re.search(r"(?<!\w)(?:I|[Mm]e|[Mm]y|[Mm]yself|[Ww]e|[Uu]s|[Oo]urs?|[Oo]urselves)(?!\w)", passage.words)
    if passage.direct and new and passage.speaker in statement and not own:
        yield "speaker for another"


def contents() -> Iterator[tuple[str, str, list[tuple[tuple[int, int], ...]]]]:
    """Each article: its name, its text, and the spans of its reported speech."""
    for path in sorted((POLNEAR / "text").glob("*.txt")):
        text = path.read_text(encoding="utf-8", newline="")
        (file,) = (POLNEAR / "attributions").glob(f"{path.stem}_*.ann")
        found = []
        for line in file.read_text(encoding="utf-8").splitlines():
            if match := _TEXT_LINE.match(line):
                pairs = (pair.split(" ") for pair in match[2].strip().split(";"))
                found.append(tuple(sorted((int(start), int(end)) for start, end in pairs)))
        yield path.stem, text, sorted(set(found))


def worded() -> Iterator[tuple[bool, Worded]]:
    """What is guessed for every passage, and whether its article is held out."""
    from claims.models import Actor, Article, Collection, Passage, User
    from claims.spans import Spans
    from claims.suggestions.inference import Inference
    from claims.text.quotations import form_of

    editor = User(pk=1, username="editor")
    for number, (name, text, spans) in enumerate(contents()):
        article = Article(pk=number + 1, title=name, text=text, language="en", collection=Collection(pk=1))
        for pairs in spans:
            content = Spans(pairs)
            form = form_of(text, content)
            passage = Passage(
                pk=uuid.uuid4(), article=article, editor=editor, mark="quote" if form == "direct" else "assertion",
                content=content, exact=content.exact(text), form=form,
            )  # fmt: skip
            inference = Inference(passage, [])
            found = inference.guesses()
            called = found.speaker.value.name if found.speaker else ""
            first = found.claims[0] if found.claims else None
            ready = first.statements if first and not first.has_gaps else ()
            words = getattr(found, "words", "") or (first.statements[0] if first else "")
            # The speaker as the article calls them inside a sentence.
            speaks = [each.words for each in inference._candidates(found.speaker) if each.speaks] if first else []
            assert not isinstance(called, Actor)
            yield (
                number % 2 == 1,
                Worded(passage.exact, form == "direct", speaks[0] if speaks else called, ready, "" if ready else words),
            )


def report(found: list[Worded]) -> Iterator[str]:
    """The lines of the table for some passages."""
    offered = [each for each in found if each.offer]
    sound = [each for each in offered if not each.faults]
    edited = sum(1 for each in found if not each.offer and each.to_edit)
    share = len(sound) / max(len(offered), 1)
    yield f"{len(found):>6,} passages; claims offered {len(offered):,}, sound {len(sound):,} ({share:.1%})"
    yield f"       words to edit {edited:,}, nothing {len(found) - len(offered) - edited:,}"
    for fault, count in Counter(fault for each in offered for fault in each.faults).most_common():
        yield f"{count:>6,} {fault}"


def main() -> int:
    """The exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.scale.claim_wordings", description=__doc__)
    parser.add_argument("--sample", type=int, default=0, help="print so many held-out offers to be judged")
    parser.add_argument("--seed", type=int, default=1, help="which ones (%(default)s)")
    parser.add_argument("--faulty", action="store_true", help="print what fails a check, of the half looked at")
    parser.add_argument("--all", action="store_true", help="print every guess of the half looked at")
    chosen = parser.parse_args()
    if not POLNEAR.is_dir():
        print(f"There is no {POLNEAR}.", file=sys.stderr)
        return 2
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

    import django

    django.setup()
    from io import StringIO

    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
    call_command("load_actors", stdout=StringIO())
    found = list(worded())
    halves = {
        name: [each for is_held, each in found if is_held == held]
        for name, held in (("looked at", False), ("held out", True))
    }
    for name, half in halves.items():
        print(f"{name}:", *report(half), sep="\n")
    for each in halves["looked at"]:
        if (chosen.faulty and each.faults) or chosen.all:
            print(f"\n{each.words}\n  {each.speaker}: {each.offer or each.to_edit!r} {each.faults}")
    held_out = [each for each in halves["held out"] if each.offer]
    for each in random.Random(chosen.seed).sample(held_out, min(chosen.sample, len(held_out))):  # noqa: S311
        print(f"\n{each.words}\n  {each.speaker}: {each.offer or each.to_edit!r}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
