"""Column types that Django does not bring.

`SpansField` keeps `Spans` as Postgres' own int4multirange. Short texts are cleaned by `claims.text.short_texts`
whenever they are written, through whatever form, verb or import; what is looked for is left as it is.
"""

import re
from typing import TYPE_CHECKING, Any

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.expressions import Combinable
from django.utils.translation import gettext_lazy as _
from psycopg import adapters
from psycopg.abc import Buffer
from psycopg.adapt import Dumper, Loader

from claims.spans import Spans
from claims.text.short_texts import clean_line, clean_paragraphs

if TYPE_CHECKING:
    Characters = models.CharField[str | Combinable, str]
    Text = models.TextField[str | Combinable, str]
    Address = models.URLField[str | Combinable, str]
    Texts = ArrayField[list[str] | Combinable, list[str]]
else:
    Characters, Text, Address, Texts = models.CharField, models.TextField, models.URLField, ArrayField

_RANGE = re.compile(rb"\[([0-9]+),([0-9]+)\)")
_NOTHING = Spans()


class SpansLoader(Loader):
    """Reads what Postgres writes, such as `{[12,30),[45,60)}`, without psycopg's ranges in between.

    An article may have thousands. Postgres orders and joins the ranges, and triggers keep open ones out.
    """

    def load(self, data: Buffer) -> Spans:
        """The spans."""
        if data == b"{}":
            return _NOTHING
        return Spans(tuple([(int(start), int(end)) for start, end in _RANGE.findall(data)]))


def _literal(spans: Spans) -> str:
    """The multirange literal, such as `{[12,30),[45,60)}`."""
    return "{" + ",".join(f"[{start},{end})" for start, end in spans) + "}"


class SpansDumper(Dumper):
    """Writes them where no field does, as in `claims.prepared`; the server tells the type from the place."""

    def dump(self, obj: Spans) -> Buffer:
        """The literal."""
        return _literal(obj).encode()


# Before the first connection, which copies what is registered.
adapters.register_loader("int4multirange", SpansLoader)
adapters.register_dumper(Spans, SpansDumper)


class SpansField(models.Field):  # type: ignore[type-arg]  # at run time Field takes no parameters
    """Code-point spans; nothing is `{}`, never NULL. Postgres joins touching ranges, as `Spans.of` does."""

    description = _("Stretches of a text, in code points")
    # Without None, so that `full_clean()` makes it `{}` and does not leave it for the column to refuse.
    empty_values = ["", Spans()]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", Spans)
        super().__init__(*args, **kwargs)

    def db_type(self, connection: BaseDatabaseWrapper) -> str:
        return "int4multirange"

    def get_placeholder_sql(self, value: Any, compiler: Any, connection: BaseDatabaseWrapper) -> Any:
        """Cast the literal, or the constraint checks of `full_clean()` compare text and pass anything."""
        if hasattr(value, "as_sql"):
            return compiler.compile(value)
        return "%s::int4multirange", (value,)

    def to_python(self, value: Any) -> Spans:
        """Accept Spans, which is what comes from the database, or the `12..30;45..60` notation."""
        if isinstance(value, Spans):
            return value
        try:
            return Spans.parse("" if value is None else str(value))
        except ValueError as error:
            raise ValidationError(
                _("“%(value)s” names no stretches of a text. Write them like 12..30;45..60."),
                code="spans",
                params={"value": value},
            ) from error

    def get_prep_value(self, value: Any) -> str | None:
        """The multirange literal, such as `{[12,30),[45,60)}`."""
        if value is None:
            return None
        return _literal(self.to_python(value))

    def value_to_string(self, obj: models.Model) -> str:
        return str(self.value_from_object(obj))


class _Cleaned:
    """Cleans a text in `full_clean()`, when a row is saved (the object in memory gets it too) and in bulk."""

    def cleaned(self, value: Any) -> Any:
        """The text as it is stored; NULL and SQL are left alone. Raises ValidationError."""
        return clean_line(value) if isinstance(value, str) else value

    def clean(self, value: Any, model_instance: models.Model | None) -> Any:
        """Clean before anything is checked, so that what shows nothing is empty."""
        return super().clean(self.cleaned(value), model_instance)  # type: ignore[misc]

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        """Write the clean text to the object too."""
        value = self.cleaned(super().pre_save(model_instance, add))  # type: ignore[misc]
        setattr(model_instance, self.attname, value)  # type: ignore[attr-defined]
        return value

    def get_db_prep_save(self, value: Any, connection: BaseDatabaseWrapper) -> Any:
        """What is written without an object: by `update()` and the like."""
        return super().get_db_prep_save(self.cleaned(value), connection)  # type: ignore[misc]


class LineField(_Cleaned, Characters):
    """A name, a title: one line."""


class AddressField(_Cleaned, Address):
    """An address on the web."""


class SentenceField(_Cleaned, Text):
    """One line in a column without a length; `max_length` holds in forms, and in the table by `clean_texts`."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.validators.append(MaxLengthValidator(kwargs["max_length"]))


class ParagraphsField(SentenceField):
    """A note, a comment: lines and paragraphs."""

    def cleaned(self, value: Any) -> Any:
        """The text as it is stored."""
        return clean_paragraphs(value) if isinstance(value, str) else value


class LinesField(_Cleaned, Texts):
    """Several names."""

    def cleaned(self, value: Any) -> Any:
        """Each as it is stored, without what is empty then."""
        if not isinstance(value, list | tuple):
            return value
        return [line for each in value if (line := clean_line(each))]
