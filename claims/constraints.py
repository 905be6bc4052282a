"""Rules that the database itself keeps, each with one name and one human message.

A rule that a check or a unique index cannot say is a `Refuse` trigger. Whoever breaks a rule, through a form,
a verb or an import, is told the same: `explain` turns the database's refusal into that message.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pgtrigger
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, models, transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

    type Message = str | StrPromise

# How it is said that a value fits no column: by Postgres (too long, too large a number, no such character),
# and without a code by psycopg, which refuses NUL before Postgres does.
_UNFIT = {"22001", "22003", "22021", None}

# A row names another that is not there.
_NOT_THERE = "23503"


class Refuse(pgtrigger.Trigger):
    """A constraint trigger: refuses the row when `unless` (an SQL condition on NEW and OLD) is not true.

    The error carries the trigger's name as constraint name, so that `explain` finds the message.
    """

    when = pgtrigger.After
    timing = pgtrigger.Immediate

    def __init__(self, *, unless: str, message: "Message", **kwargs: Any) -> None:
        self.unless = unless
        self.message = message
        super().__init__(**kwargs)

    def get_func(self, model: models.Model) -> str:
        """The body of the trigger function."""
        return self.format_sql(f"""
            IF ({self.unless}) IS NOT TRUE THEN
                RAISE EXCEPTION '{self.name}' USING ERRCODE = 'check_violation', CONSTRAINT = '{self.name}',
                    TABLE = TG_TABLE_NAME;
            END IF;
            RETURN NULL;
        """)


def fixed(*fields: str, name: str, message: "Message", but: str = "FALSE") -> Refuse:
    """A trigger that refuses to change these columns, `but` where that SQL condition on NEW and OLD holds."""
    return Refuse(
        name=name,
        operation=pgtrigger.UpdateOf(*fields),
        message=message,
        unless=f"{but} OR (" + " AND ".join(f"NEW.{field} IS NOT DISTINCT FROM OLD.{field}" for field in fields) + ")",
    )


def undeletable(*, name: str, message: "Message") -> Refuse:
    """A trigger that refuses to delete any row of its table."""
    return Refuse(name=name, operation=pgtrigger.Delete, message=message, unless="FALSE")


def clean_texts(
    *,
    name: str,
    lines: "Mapping[str, int] | None" = None,
    paragraphs: "Mapping[str, int] | None" = None,
    many: str = "",
) -> Refuse:
    """A trigger that refuses short texts that `claims.text.short_texts` would not have left, or that are too long.

    Column → its longest text in code points; `many` is the one of them that is a list of lines. A trigger and no
    check, so that a row that was there before stays as it is in a column that nobody writes.
    """
    kinds = dict.fromkeys(lines or {}, "claims_is_line") | {many: "claims_are_lines"}
    kinds |= dict.fromkeys(paragraphs or {}, "claims_is_paragraphs")
    longest = {**(lines or {}), **(paragraphs or {})}
    return Refuse(
        name=name,
        operation=pgtrigger.Insert | pgtrigger.UpdateOf(*longest),
        message=NOT_CLEAN,
        unless=" AND ".join(
            f"(NEW.{column} IS NOT DISTINCT FROM OLD.{column} OR {kinds[column]}(NEW.{column}, {most}))"
            for column, most in longest.items()
        ),
    )


def constraint_name(error: IntegrityError) -> str:
    """The name of the constraint that psycopg says was broken, or an empty string."""
    diagnosis = getattr(error.__cause__, "diag", None)
    return getattr(diagnosis, "constraint_name", None) or ""


def messages() -> "dict[str, Message]":
    """Every named rule of the domain: name → message."""
    found: dict[str, Message] = {}
    for model in apps.get_app_config("claims").get_models():
        for constraint in model._meta.constraints:
            found[constraint.name] = constraint.violation_error_message or constraint.name
        for trigger in getattr(model._meta, "triggers", []):
            if isinstance(trigger, Refuse):
                found[str(trigger.name)] = trigger.message
    return found


def explain(error: IntegrityError) -> ValidationError:
    """The human message for what the database refused; re-raises what is no named rule of ours."""
    name = constraint_name(error)
    message = messages().get(name)
    if message is None and getattr(error.__cause__, "sqlstate", None) == _NOT_THERE:
        # An undo takes along the claims and actors that were entered with the action, if nobody rests on them yet.
        message, name = _("What this names was taken back in the same moment. Look at it again."), "gone"
    if message is None:
        raise error
    return ValidationError(message, code=name)


@contextmanager
def guarded() -> Iterator[None]:
    """One transaction; a broken rule comes out as ValidationError and nothing of it is stored.

    So does a value that fits no column: too long, or with a character that Postgres cannot keep.
    """
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        raise explain(error) from error
    except (DataError, UnicodeEncodeError) as error:
        if isinstance(error, DataError) and getattr(error.__cause__, "sqlstate", None) not in _UNFIT:
            raise
        raise ValidationError(
            gettext(
                "Something here is too long, or holds a character that no text can keep. Shorten it, or"
                " remove the character."
            ),
            code="unfit",
        ) from error


NO_SEMICOLON = _("This may not contain a semicolon: lists in the exported table are separated by it.")
NOT_CLEAN = _(
    "This is too long, or holds a sign that shows nothing or changes how other words are shown. Shorten it, or remove"
    " the sign."
)
