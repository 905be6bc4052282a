"""Forms of the workbench: from posted words to spans, actors and claims."""

import uuid
from typing import Any, Self

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from annotate.forms.texts import LineField, ParagraphsField, longest
from annotate.http.numbers import number_in
from claims.models import Actor, Article, Claim, Denial, Milestone, Passage, User
from claims.models.choices import AttributionRole, DenialKind, DenialState, Mark
from claims.spans import Spans
from claims.text.quotations import quotation_at

UNKNOWN_CLAIM = _("This claim is not in this collection. Choose one of its claims, or word a new one.")
NO_MARK = _("“%(value)s” is no mark. A passage is an assertion, a refutation or a quote.")
UNKNOWN_ACTOR = _("This actor is not in the register. Choose another, or enter a new one.")


MOST_AT_ONCE = 5  # claims that are worded together, as guesses offer them


class Uncopied:
    """A field that no form changes, so that none needs a copy of its own: copies are most of what a form costs."""

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        return self


class IdField(Uncopied, forms.UUIDField):
    """A UUID."""


class WordField(Uncopied, forms.ChoiceField):
    """One of the words of a list."""


class SpansFormField(Uncopied, forms.CharField):
    """`12..30;45..60` → Spans."""

    def clean(self, value: Any) -> Spans:
        """Raise ValidationError that quotes what could not be read."""
        try:
            return Spans.parse(super().clean(value))
        except ValueError as error:
            raise ValidationError(
                gettext("These are no spans: %(reason)s. They look like 12..30;45..60."),
                params={"reason": error},
            ) from error


class ChosenField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Entries by their ids → a list of them; for no ids nothing is asked of the database."""

    def clean(self, value: Any) -> Any:
        """Raise ValidationError for an id that cannot be chosen."""
        return list(super().clean(value)) if value else []


class StampForm(forms.Form):
    """What every change carries: the version that was seen, and the action's own id."""

    version = forms.IntegerField(
        min_value=1,
        error_messages={"required": _("Say which version you saw. Reload the article and try again.")},
    )
    action = IdField(required=False)

    def stamp(self) -> dict[str, Any]:
        """The keywords that each verb of a passage takes. Without an action id the action is a new one."""
        return {
            "version": self.cleaned_data["version"],
            "action": self.cleaned_data["action"] or uuid.uuid4(),
        }


class MakeForm(forms.Form):
    """A new passage, as the contract has it; `at` instead of `content` takes the quotation at that code point.

    Has the fields that were sent, and those that must be.
    """

    id = IdField()
    action = IdField(required=False)
    mark = WordField(
        choices=Mark.choices,
        error_messages={"invalid_choice": NO_MARK},
    )
    content = SpansFormField(required=False)
    at = forms.IntegerField(required=False, min_value=0)
    cue = SpansFormField(required=False)
    source = SpansFormField(required=False)
    speaker = ChosenField(Actor.objects.current(), required=False, error_messages={"invalid_choice": UNKNOWN_ACTOR})
    states = ChosenField(Claim.objects.none(), required=False, error_messages={"invalid_choice": UNKNOWN_CLAIM})
    denies = ChosenField(Claim.objects.none(), required=False, error_messages={"invalid_choice": UNKNOWN_CLAIM})

    def __init__(self, data: QueryDict, *, article: Article, asker: User) -> None:
        sent = {name: field for name, field in self.base_fields.items() if field.required or name in data}
        self.base_fields = sent  # type: ignore[misc]  # Django's own words for what a form copies its fields from
        super().__init__(data)
        self.article = article
        if "speaker" in self.fields:
            self.fields["speaker"].queryset = Actor.objects.current().known_to(asker)  # type: ignore[attr-defined]
        for name in {"states", "denies"} & self.fields.keys():
            known = Claim.objects.of(article.collection_id).known_to(asker, collection=article.collection)
            self.fields[name].queryset = known  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Find the quotation at the cursor where nothing is selected."""
        cleaned = super().clean() or {}
        at = cleaned.get("at")
        if not cleaned.get("content") and "content" not in self.errors:
            found = None if at is None else quotation_at(self.article.text, min(at, len(self.article.text)))
            if found:
                cleaned["content"] = Spans.of([found])
            elif at is None:
                self.add_error(None, gettext("Nothing is selected. Select the words of the passage first."))
            else:
                self.add_error(
                    None,
                    gettext("There is no quotation at the cursor. Select the words of the passage instead."),
                )
        return cleaned


class SpansForm(StampForm):
    """New spans for content, cue or source; a field that is not sent stays as it is."""

    content = SpansFormField(required=False)
    cue = SpansFormField(required=False)
    source = SpansFormField(required=False)

    def spans(self) -> dict[str, Any]:
        """Those that were sent."""
        return {name: self.cleaned_data[name] for name in ("content", "cue", "source") if name in self.data}


class MarkForm(StampForm):
    """Another mark, and what becomes of the denials."""

    mark = forms.ChoiceField(choices=Mark.choices)
    denials = forms.ChoiceField(choices=[("", ""), ("drop", ""), ("state", "")], required=False)


class NoteForm(StampForm):
    """The editor's note."""

    note = ParagraphsField(Passage, "note", required=False)


class ActorForm(StampForm):
    """An actor by id, or by a name: one that the register knows, else a new one."""

    actor = forms.ModelChoiceField(
        Actor.objects.all(),
        required=False,
        error_messages={"invalid_choice": UNKNOWN_ACTOR},
    )
    name = LineField(Actor, "name", required=False)
    kind = forms.ChoiceField(choices=Actor.Kind.choices, required=False)
    # The words that report and those that name the speaker, where they were accepted together with the actor.
    cue = SpansFormField(required=False)
    source = SpansFormField(required=False)

    def __init__(self, *args: Any, asker: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["actor"].queryset = Actor.objects.known_to(asker)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """One of the two is needed."""
        cleaned = super().clean() or {}
        if not cleaned.get("actor") and not cleaned.get("name") and not self.errors:
            raise ValidationError(gettext("Name the actor: choose one from the list, or type a name."))
        return cleaned


class KeyField(forms.IntegerField):
    """The id of a row. Whether there is such a row is not asked: that would tell of rows that are hidden."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_value=1, max_value=2**63 - 1, **kwargs)


class RemoveActorForm(StampForm):
    """An actor to take off again."""

    actor = KeyField()
    role = forms.ChoiceField(choices=AttributionRole.choices)


class UnattributedForm(StampForm):
    """Whether the text names nobody."""

    unattributed = forms.BooleanField(required=False)


class ClaimForm(StampForm):
    """A claim by id, or in words: one in the same words, else a new one."""

    claim = forms.ModelChoiceField(
        Claim.objects.none(), required=False, error_messages={"invalid_choice": UNKNOWN_CLAIM}
    )
    statement = LineField(Claim, "statement", required=False)
    # What stands in the field itself; a statement that was chosen beside it goes before.
    words = LineField(Claim, "statement", required=False)

    def __init__(self, *args: Any, passage: Passage, asker: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        collection = passage.article.collection
        known = Claim.objects.of(collection.pk).known_to(asker, collection=collection)
        self.fields["claim"].queryset = known  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """One of the two is needed."""
        cleaned = super().clean() or {}
        cleaned["statement"] = cleaned.get("statement") or cleaned.get("words")
        if not cleaned.get("claim") and not cleaned["statement"] and not self.errors:
            raise ValidationError(gettext("Choose a claim from the list, or word a new one."))
        return cleaned


class TakenOffForm(StampForm):
    """A stated claim to take off again; also one that was merged into another since."""

    claim = KeyField()


class StatementForm(ClaimForm):
    """Claims that a passage states: one, or several that were offered together."""

    # Ids and wordings, parted by semicolons, which no claim holds.
    claims = forms.CharField(required=False, max_length=200)
    statements = LineField(required=False, max_length=MOST_AT_ONCE * longest(Claim, "statement"))

    def clean(self) -> dict[str, Any]:
        """At least one is needed."""
        known, worded = (_parted(self.cleaned_data.get(name, "")) for name in ("claims", "statements"))
        self.cleaned_data |= {"known": [], "worded": worded}
        most = longest(Claim, "statement")
        if any(len(words) > most for words in worded):
            raise ValidationError(gettext("A claim has at most %(most)s characters."), params={"most": most})
        if not known and not worded:
            return super().clean()
        numbers = [number for number in map(number_in, known) if number is not None]
        found = self.fields["claim"].queryset.numbered(numbers)  # type: ignore[attr-defined]
        if len(found) != len(known):
            raise ValidationError(UNKNOWN_CLAIM)
        self.cleaned_data["known"] = list(found)
        return self.cleaned_data


def _parted(words: str) -> list[str]:
    return [part.strip() for part in words.split(";") if part.strip()]


class DenialForm(ClaimForm):
    """What is denied: a claim, words that are not in this collection, or that the article does not say which."""

    kind = forms.ChoiceField(choices=DenialKind.choices, required=False)
    state = forms.ChoiceField(choices=DenialState.choices, required=False)
    target_text = LineField(Denial, "target_text", required=False)

    def clean(self) -> dict[str, Any]:
        """A claim is needed only for a linked denial."""
        state = self.cleaned_data.get("state") or DenialState.LINKED
        self.cleaned_data["state"] = state
        self.cleaned_data["kind"] = self.cleaned_data.get("kind") or DenialKind.DENIES
        return super().clean() if state == DenialState.LINKED else self.cleaned_data


class ChangeDenialForm(StampForm):
    """How a claim is rejected, and which passage this one answers."""

    kind = forms.ChoiceField(choices=DenialKind.choices)
    answers = forms.ModelChoiceField(
        Passage.objects.none(),
        required=False,
        error_messages={"invalid_choice": _("This passage is not in this collection.")},
    )

    def __init__(self, *args: Any, passage: Passage, asker: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = Passage.objects.answerable_by(passage, asker=asker)
        self.fields["answers"].queryset = known  # type: ignore[attr-defined]


class ReasonForm(StampForm):
    """Why something is returned or reopened."""

    reason = ParagraphsField(
        Milestone, "note", error_messages={"required": _("Say why, so that the editor knows what to do.")}
    )
