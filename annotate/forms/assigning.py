"""The form by which a manager gives many articles to several editors at once."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, NoReturn

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.dateparse import parse_datetime
from django.utils.timezone import is_aware
from django.utils.translation import gettext_lazy as _

from annotate.http.numbers import number_in
from claims.actions.assignment_bulk import Way, Wish
from claims.models import Collection, User
from claims.models.article_lists import ArticleQuerySet
from claims.models.collections import MembershipQuerySet
from claims.permissions import Role
from claims.queries.articles import articles_with_too_few_readers
from claims.queries.members import people_of

FEW, ALL = "few", "all"


class NumbersField(forms.Field):
    """Numbers of articles, as ticked boxes send them; what is no number is none."""

    widget = forms.MultipleHiddenInput

    def clean(self, value: Any) -> list[int]:
        """The numbers."""
        return [number for number in map(number_in, value or []) if number is not None]


class AssignManyForm(forms.Form):
    """Which articles, for whom, in which way; what is not said is what a manager would want first."""

    editors = forms.ModelMultipleChoiceField(
        queryset=User.objects.none(),
        error_messages={
            "required": _("Choose who is to read: tick at least one editor."),
            "invalid_choice": _("One of these people cannot mark here any more. Choose again."),
        },
    )
    way = forms.ChoiceField(choices=Way.choices)
    readers = forms.IntegerField(label=_("Readers of each article"), min_value=1, max_value=20)
    q = forms.CharField(label=_("Title, outlet or byline"), required=False, max_length=200)
    which = forms.ChoiceField(label=_("Articles"), choices=[(FEW, _("needing editors")), (ALL, _("all but archived"))])
    article = NumbersField(required=False)

    def __init__(self, collection: Collection, sent: QueryDict, *, members: MembershipQuerySet) -> None:
        data = sent.copy()
        if "asked" not in data:
            # Nobody has chosen yet: those whose work it is.
            data.setlist("editors", [str(each.user_id) for each in members if each.role == Role.EDITOR])
        for name, usual in (
            ("way", Way.SHARED.value),
            ("readers", str(collection.editors_per_article)),
            ("which", FEW),
        ):
            data.setdefault(name, usual)
        super().__init__(data)
        self.collection, self.sent = collection, data
        self.fields["editors"].queryset = people_of(members)  # type: ignore[attr-defined]

    @property
    def matching(self) -> ArticleQuerySet:
        """The articles that its words and filter leave; where those are wrong, what nobody filtered."""
        sent = getattr(self, "cleaned_data", {})
        articles: ArticleQuerySet = self.collection.articles.all()
        if sent.get("which") == ALL:
            articles = articles.current()
        else:
            articles = articles_with_too_few_readers(
                articles, sent.get("readers") or self.collection.editors_per_article
            )
        return articles.holding(sent.get("q", ""))

    @property
    def wish(self) -> Wish:
        """What a valid form asks for: the ticked articles, or all that match where none is ticked."""
        sent = self.cleaned_data
        articles = self.matching.numbered_among(sent["article"]) if sent["article"] else self.matching
        return Wish(self.collection, articles, list(sent["editors"]), Way(sent["way"]), sent["readers"])

    def again(self) -> Iterator[tuple[str, str]]:
        """Names and values that say the same once more, for the button that does it."""
        yield "asked", "1"
        for name in self.fields:
            yield from ((name, str(each)) for each in self.sent.getlist(name))


class TakeBackForm(forms.Form):
    """Which assignments are to be taken back: those of a moment."""

    made = forms.CharField(max_length=40)

    def clean_made(self) -> datetime:
        """The moment, to the microsecond."""
        return moment(self.cleaned_data["made"])


def moment(words: str) -> datetime:
    """The moment that an address names. Raises ValidationError where it names none."""
    try:
        found = parse_datetime(words)
    except ValueError:
        found = None
    try:
        # In UTC, as it is stored: at the ends of the calendar, and with most offsets, other zones have no such moment.
        return found.astimezone(UTC) if found and is_aware(found) else _no_moment()
    except OverflowError:
        return _no_moment()


def _no_moment() -> NoReturn:
    raise ValidationError(_("This address names no moment."), code="moment")
