"""Column types that Django does not bring: `SpansField` keeps `Spans` as Postgres' own int4multirange."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils.translation import gettext_lazy as _
from psycopg.types.multirange import Multirange

from claims.spans import Spans


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

    def from_db_value(self, value: Any, expression: Any, connection: BaseDatabaseWrapper) -> Spans | None:
        return None if value is None else self.to_python(value)

    def to_python(self, value: Any) -> Spans:
        """Accept what the database gives, the `12..30;45..60` notation, or Spans."""
        if isinstance(value, Spans):
            return value
        try:
            if isinstance(value, Multirange):
                # An open end has no number, and a trigger keeps it out of the column.
                return Spans.of((each.lower, each.upper) for each in value)  # type: ignore[misc]
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
        return "{" + ",".join(f"[{start},{end})" for start, end in self.to_python(value)) + "}"

    def value_to_string(self, obj: models.Model) -> str:
        return str(self.value_from_object(obj))
