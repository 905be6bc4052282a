"""Forms of an article: bringing articles in, what is said about one, who reads it."""

import re
from datetime import date
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from annotate.forms.choices import NAMES, article_languages, with_present
from annotate.forms.seen import WatchedForm
from annotate.forms.texts import AddressField, LineField
from annotate.templatetags.languages import language_name
from claims.models import Article, Collection, User
from claims.models.articles import Precision, published
from claims.queries.possible_editors import possible_editors

EARLIEST, LATEST = date(1500, 1, 1), date(2500, 1, 1)
# No address is longer than what an article's own may have.
_LONGEST_ADDRESS = 2000
_NUMBER = re.compile(r"[0-9]{1,18}", re.ASCII)


class FilesInput(forms.FileInput):
    """A file input that takes several, and has them dropped on it."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files, as they came: each is judged on its own later, so that one does not spoil the rest."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> "list[UploadedFile[bytes]]":
        """The files, none if none was sent."""
        return [each for each in data or [] if each]


class TextField(forms.CharField):
    """A text to the letter: nothing is trimmed, and what is wrong with it is said by `claims.text.normalise`."""

    widget = forms.Textarea(attrs={"rows": 12})

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(strip=False, **kwargs)
        self.validators = []


class ArticleField(forms.CharField):
    """An article of the collection, named by its address or its number."""

    collection: Collection

    def clean(self, value: Any) -> Article | None:
        """The article; ValidationError when there is none of that number."""
        words = super().clean(value)
        if not words:
            return None
        number = _number_at_end(words)
        try:
            if number:
                return self.collection.articles.without_text().get(pk=number)
        except Article.DoesNotExist:
            pass
        raise ValidationError(
            gettext("There is no such article in this collection. Give its address, or the number in that."),
            code="no_article",
        )

    def prepare_value(self, value: Any) -> Any:
        """The number, for an article that is shown."""
        return value.pk if isinstance(value, Article) else value


def _number_at_end(words: str) -> int | None:
    """The number that is all of the words, or ends an address behind `/articles/`."""
    if len(words) > _LONGEST_ADDRESS:
        return None
    for address in (words, re.split("[?#]", words, maxsplit=1)[0]):
        before, slash, number = address.removesuffix("/").rpartition("/")
        if _NUMBER.fullmatch(number) and (not slash or f"{before}/".endswith("/articles/")):
            return int(number)
    return None


class DescriptionForm(WatchedForm):
    """What is said about an article."""

    title = LineField(Article, "title", label=_("Title"))
    outlet = LineField(Article, "outlet", label=_("Outlet"), required=False)
    byline = LineField(Article, "byline", label=_("Byline"), required=False)
    day = forms.DateField(
        label=_("Published on"), required=False, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    time = forms.TimeField(
        label=_("Time of day"), required=False, widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"})
    )
    url = AddressField(Article, "url", label=_("URL"), required=False, assume_scheme="https")
    language = forms.ChoiceField(label=_("Language"))
    replaces = ArticleField(
        label=_("Replaces"),
        required=False,
        help_text=_("The address or number of the article that this one corrects. It stays, marked as replaced."),
    )
    columns: ClassVar = {"day": "published_at", "time": "published_at", "replaces": "replaces_id"}

    def __init__(self, collection: Collection, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.collection = collection
        self.fields["replaces"].collection = collection  # type: ignore[attr-defined]
        present = self.initial.get("language", collection.language)
        self.fields["language"].choices = with_present(article_languages(), present)  # type: ignore[attr-defined]
        self.initial.setdefault("language", collection.language)
        zone = gettext("The time as in %(zone)s, the collection’s zone; empty if only the day is known.")
        self.fields["time"].help_text = zone % {"zone": collection.time_zone}

    def clean_day(self) -> date | None:
        """A day that can be stored in any zone."""
        day: date | None = self.cleaned_data["day"]
        if day and not EARLIEST <= day < LATEST:
            raise ValidationError(gettext("Give a day between the years 1500 and 2500."), code="year")
        return day

    def clean(self) -> dict[str, Any]:
        """A time needs its day."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("time") and not cleaned.get("day") and "day" not in self.errors:
            self.add_error("day", ValidationError(gettext("Give the day too."), code="day"))
        return cleaned

    def described(self) -> dict[str, Any]:
        """The fields of the article."""
        sent = self.cleaned_data
        plain = {name: sent[name] for name in ("title", "outlet", "byline", "url", "language", "replaces")}
        return plain | published(day=sent["day"], at=sent["time"], zone=self.collection.time_zone)

    @classmethod
    def about(cls, article: Article, data: Any = None) -> "DescriptionForm":
        """The form, filled with what is said now."""
        return cls(article.collection, data, initial=cls.shown(article), watched=article)

    @classmethod
    def shown(cls, row: Article) -> dict[str, Any]:
        """What is said about it, each field, also those that are empty."""
        return dict.fromkeys(("day", "time")) | shown(row) | {"replaces": row.replaces_id}


def shown(article: Article) -> dict[str, Any]:
    """What is said of an article, as the form shows it."""
    initial: dict[str, Any] = {
        name: getattr(article, name) for name in ("title", "outlet", "byline", "url", "language")
    }
    if article.published_at and article.published_precision == Precision.DAY:
        initial["day"] = article.published_at.date()
    elif article.published_at:
        there = timezone.localtime(article.published_at, ZoneInfo(article.collection.time_zone))
        initial |= {"day": there.date(), "time": there.time()}
    return initial


class ImportForm(DescriptionForm):
    """Files, a pasted text or both, and what is said about all of them."""

    upload = FilesField(
        label=_("Text files"),
        required=False,
        widget=FilesInput(attrs={"accept": ".txt,.text,text/plain"}),
        help_text=_("UTF-8, one article each; choose several, or drop them here."),
    )
    text = TextField(label=_("Or paste a text"), required=False)
    field_order = ("upload", "text", "title", "outlet", "byline", "day", "time", "url", "language", "replaces")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language: Any = self.fields["language"]
        language.required = False
        usual = gettext("Detect, else %(language)s") % {"language": language_name(self.collection.language)}
        language.choices = [("", usual), *language.choices]
        if "language" not in (kwargs.get("initial") or {}):
            self.initial["language"] = ""
        self.fields["title"].required = False
        self.fields["title"].help_text = _(
            "A file without one takes its file name; you can edit it afterwards. The rest holds for all files."
        )

    def clean(self) -> dict[str, Any]:
        """Something must be sent; a title or a corrected article belongs to one text alone."""
        cleaned = super().clean()
        count = len(cleaned.get("upload", [])) + bool(cleaned.get("text"))
        if not count:
            self.add_error("upload", ValidationError(gettext("Choose a file or paste a text."), code="nothing"))
        if cleaned.get("text") and not cleaned.get("title") and "title" not in self.errors:
            self.add_error("title", ValidationError(gettext("A pasted text needs a title."), code="no_title"))
        several = gettext("You sent several texts, and this fits only one. Leave it empty, and edit them afterwards.")
        if count > 1 and cleaned.get("replaces"):
            self.add_error("replaces", ValidationError(several, code="several"))
        if len(cleaned.get("upload", [])) > 1 and cleaned.get("title") and not cleaned.get("text"):
            self.add_error("title", ValidationError(several, code="several"))
        return cleaned


class AssignForm(forms.Form):
    """Who is to read the article."""

    editor = forms.ModelChoiceField(label=_("Assign to"), queryset=User.objects.none(), widget=forms.Select(NAMES))

    def __init__(self, article: Article, data: Any = None) -> None:
        super().__init__(data)
        self.fields["editor"].queryset = possible_editors(article)  # type: ignore[attr-defined]
        self.fields["editor"].label_from_instance = lambda person: person.name  # type: ignore[attr-defined]
