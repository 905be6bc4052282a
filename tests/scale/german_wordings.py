"""How many of the claims guessed from German reported speech are sound main clauses.

Run on an embedded database: `python -m config.embedded --folder .postgres-test --forgetful run python -m
tests.scale.german_wordings`. Each quotation of the Wikinews articles is taken as a passage of an editor who answered
nothing yet. `--sample 60` prints so many of the offers, to be read and judged by a person. The rules were made with
these articles in sight, since there are no others.

The checks look at signs of the words, and share no code with the rules that they check.
"""

import argparse
import json
import os
import random
import re
import sys
import uuid
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

WIKINEWS = Path(__file__).resolve().parents[3] / "shared/data/german-wikinews-quotes"
_QUOTED = re.compile(r"„[^“]*“|\"[^\"]*\"|‚[^‘]*‘|»[^«]*«")
_SELF = re.compile(r"(?<!\w)(?:[Ii]ch|[Mm]ir|[Mm]ich|[Ww]ir|[Uu]ns|[Uu]nser\w*|[Mm]eine?\w?)(?!\w)")
_SUBJUNCTIVE = re.compile(r"(?<!\w)(?:sei|seien|habe|werde|könne|müsse|solle|wolle|dürfe|gelte|gehe|komme)(?!\w)")
_OPENS = re.compile(
    r"(?:Ist|Sind|Wird|Wurde|Wurden|Hat|Haben|Hatte|Hatten|Kann|Könnte|Soll|Sei|Habe|Gilt|Handelt|Dass|Ob|Warum) "
)
_INFINITIVE = re.compile(r"(?:\bzu \w+n|\w+zu\w{3,}n)(?: zu (?:wollen|können))?\.$")
_FINITE = re.compile(
    r"\b(?:ist|sind|war|waren|wird|werden|wurde|wurden|hat|haben|hatte|hatten|kann|können|soll|sollen|muss|müssen|darf|will"
    r"|wollen|würde|würden|könnte|hätte|hätten|wäre|wären|gab|gäbe|sprach|blieb|sei|seien|\w{2,}(?:t|te|ten|en))\b"
)
_END = re.compile(r"[^.!?…]\.$")


def faults(statement: str) -> Iterator[str]:
    """The checks that one claim fails."""
    unquoted = _QUOTED.sub(" ", statement)
    if _SELF.search(unquoted) or re.search(r"\[\w+\]", statement):
        yield "first person or gap"
    if _SUBJUNCTIVE.search(unquoted):
        yield "reported mood"
    if _OPENS.match(statement) and ", " not in statement:
        yield "no main clause"
    if _INFINITIVE.search(statement) and not re.search(r", |\b(?:ist|war|waren|sind|hat|haben|blieb)\b", statement):
        yield "infinitive"
    if not any(word[0].islower() and _FINITE.fullmatch(word) for word in re.findall(r"\w+", unquoted)):
        yield "no verb"
    if not _END.search(statement):
        yield "full stop"
    if "?" in statement:
        yield "question"


def offers() -> Iterator[tuple[str, tuple[str, ...], str]]:
    """Of each quotation its words, the claims offered, and the words that only come into the field."""
    from claims.models import Article, Collection, Passage, User
    from claims.spans import Spans
    from claims.suggestions.inference import Inference
    from claims.text.quotations import form_of

    editor = User(pk=1, username="editor")
    for number, path in enumerate(sorted(WIKINEWS.glob("*.json"))):
        entry = json.loads(path.read_text(encoding="utf-8"))
        text = entry["originalText"]
        article = Article(pk=number + 1, title=path.stem, text=text, language="de", collection=Collection(pk=1))
        for annotation in entry["annotations"]:
            pairs = sorted((span["charBegin"], span["charEnd"]) for span in annotation["quote"]["spans"])
            if not pairs:
                continue
            content = Spans(tuple(pairs))
            form = form_of(text, content)
            passage = Passage(
                pk=uuid.uuid4(), article=article, editor=editor, mark="quote" if form == "direct" else "assertion",
                content=content, exact=content.exact(text), form=form,
            )  # fmt: skip
            found = Inference(passage, []).guesses()
            first = found.claims[0] if found.claims else None
            ready = first.statements if first and not first.has_gaps else ()
            yield passage.exact, ready, "" if ready else found.words


def main() -> int:
    """The exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.scale.german_wordings", description=__doc__)
    parser.add_argument("--sample", type=int, default=0, help="print so many offers to be judged")
    parser.add_argument("--seed", type=int, default=1, help="which ones (%(default)s)")
    parser.add_argument("--faulty", action="store_true", help="print what fails a check")
    chosen = parser.parse_args()
    if not WIKINEWS.is_dir():
        print(f"There is no {WIKINEWS}.", file=sys.stderr)
        return 2
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

    import django

    django.setup()
    from io import StringIO

    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
    call_command("load_actors", stdout=StringIO())
    found = list(offers())
    offered = [(words, ready) for words, ready, _ in found if ready]
    wrong = [
        (words, ready, kinds) for words, ready in offered if (kinds := {f for each in ready for f in faults(each)})
    ]
    edited = sum(1 for _, ready, words in found if not ready and words)
    sound = len(offered) - len(wrong)
    share = sound / max(len(offered), 1)
    print(f"{len(found):,} passages; claims offered {len(offered):,}, sound {sound:,} ({share:.1%})")
    print(f"words to edit {edited:,}, nothing {len(found) - len(offered) - edited:,}")
    for fault, count in Counter(kind for _, _, kinds in wrong for kind in kinds).most_common():
        print(f"{count:>6,} {fault}")
    for words, ready, kinds in wrong if chosen.faulty else ():
        print(f"\n{words}\n  {ready!r} {sorted(kinds)}")
    for words, ready in random.Random(chosen.seed).sample(offered, min(chosen.sample, len(offered))):  # noqa: S311
        print(f"\n{words}\n  {ready!r}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
