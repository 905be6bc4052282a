"""Form fields of short texts: cleaned by `claims.text.short_texts`, as long as the column that they are for."""

from typing import Any

from django import forms
from django.db import models

from claims.text.short_texts import clean_line, clean_paragraphs


def longest(model: type[models.Model], name: str) -> int:
    """The most code points that the column takes."""
    most: int = model._meta.get_field(name).max_length  # type: ignore[union-attr, assignment]
    return most


class LineField(forms.CharField):
    """One line for a column of a model; or with a `max_length` of its own, as for what is searched."""

    def __init__(self, model: type[models.Model] | None = None, name: str = "", **kwargs: Any) -> None:
        if model:
            kwargs.setdefault("max_length", longest(model, name))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> str:
        """Cleaned before its length is looked at. Raises ValidationError that names the sign."""
        return super().to_python(self.cleaned(value) if isinstance(value, str) else value) or ""

    def cleaned(self, text: str) -> str:
        """The text as it is stored."""
        return clean_line(text)


class ParagraphsField(LineField):
    """A note, a comment, a reason: with lines of its own."""

    def cleaned(self, text: str) -> str:
        """The text as it is stored."""
        return clean_paragraphs(text)


class AddressField(forms.URLField):
    """An address on the web, for a column of a model."""

    def __init__(self, model: type[models.Model], name: str, **kwargs: Any) -> None:
        super().__init__(max_length=longest(model, name), **kwargs)

    def to_python(self, value: Any) -> str | None:
        """Cleaned before anything is read off it. Raises ValidationError that names the sign."""
        return super().to_python(clean_line(value) if isinstance(value, str) else value)
