"""Whether a stored passage still agrees with its text, and its parts with each other.

The database keeps most of these rules itself; here they are asked again of what is stored, for the day when
somebody wrote to it past them: a restored backup, a repair by hand, a trigger that was switched off. Pure: looks at
what it is given, which `PassageQuerySet.for_verifying` fetched.
"""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError

from claims.models.choices import AttributionRole, Mark, Status
from claims.models.passages import CONTEXT
from claims.queries.passage_lacks import lacks_of
from claims.text.normalise import canonical, fingerprint
from claims.text.quotations import form_of
from claims.text.short_texts import searched

if TYPE_CHECKING:
    from claims.models import Article, Passage

SHOWN = 60  # code points of a stored text in a message


def article_problems(article: "Article") -> Iterator[str]:
    """What is wrong with the article's text, a sentence each."""
    try:
        if canonical(article.text) != article.text:
            yield "the text has line ends or a byte-order mark that an import would have changed"
    except ValidationError as error:
        yield f"the text could not have been imported: {' '.join(error.messages)}"
    if fingerprint(article.text) != article.sha256:
        yield "the text has changed: its SHA-256 is not the stored one"


def hides_signs(texts: "Iterable[str | list[str]]") -> bool:
    """Whether one of these short texts is not as it would be stored today, but for its white space."""
    lines = [line for each in texts for line in ([each] if isinstance(each, str) else each)]
    return any(searched(line) != " ".join(line.split()) for line in lines if not line.isascii())


def passage_problems(passage: "Passage", article: "Article") -> Iterator[str]:
    """What is wrong with the passage, a sentence each."""
    yield from _words(passage, article.text)
    yield from _parts(passage)
    yield from _neighbours(passage)


def _words(passage: "Passage", text: str) -> Iterator[str]:
    outside = [name for name in ("content", "cue", "source") if not getattr(passage, name).within(len(text))]
    if outside or not passage.content:
        for name in outside:
            yield f"{name} {getattr(passage, name)} reaches outside the text of {len(text)} characters"
        if not passage.content:
            yield "content is empty"
        return
    start, end = passage.content.start, passage.content.end
    expected = {
        "exact": passage.content.exact(text),
        "prefix": text[max(0, start - CONTEXT) : start],
        "suffix": text[end : end + CONTEXT],
        "cue_text": passage.cue.exact(text),
        "source_text": passage.source.exact(text),
        "form": form_of(text, passage.content),
    }
    for name, there in expected.items():
        stored = getattr(passage, name)
        if stored != there:
            yield f"{name} is stored as {_shown(stored)}, and the text has {_shown(there)}"


def _parts(passage: "Passage") -> Iterator[str]:
    speakers = [part for part in passage.attributions.all() if part.role == AttributionRole.SPEAKER]
    denials = list(passage.denials.all())
    if passage.unattributed and speakers:
        yield "it is said that the text names nobody, and it has a speaker"
    if denials and passage.mark != Mark.REFUTATION:
        yield f"it denies something and is marked as {passage.mark}"
    if passage.status == Status.APPROVED and lacks_of(passage):
        yield f"it is approved and lacks {', '.join(lacks_of(passage))}"
    here = passage.article.collection_id
    claims = [part.claim for part in passage.statements.all()] + [part.claim for part in denials if part.claim]
    for claim in claims:
        if claim.collection_id != here:
            yield f"claim {claim.pk} belongs to another collection"
    for denial in denials:
        if denial.answers and denial.answers.article.collection_id != here:
            yield f"passage {denial.answers.pk}, which it answers, belongs to another collection"


def _neighbours(passage: "Passage") -> Iterator[str]:
    outer, twin = passage.within, passage.same_as
    if outer and (outer.article_id, outer.editor_id) != (passage.article_id, passage.editor_id):
        yield f"it stands within passage {outer.pk}, which is another reading's"
    if twin and twin.article_id != passage.article_id:
        yield f"it is merged into passage {twin.pk}, which is another article's"
    if twin and twin.status == Status.MERGED:
        yield f"it is merged into passage {twin.pk}, which is merged itself"


def _shown(words: str) -> str:
    """The beginning of the words, on one line."""
    beginning = words[:SHOWN].replace("\n", "\\n").replace("\t", "\\t")
    return f"“{beginning}…”" if len(words) > SHOWN else f"“{beginning}”"
