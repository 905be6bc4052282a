"""Edit a person's own settings."""

from claims.models import User
from claims.text.short_texts import clean_line


def edit_person(person: User, *, name: str, time_zone: str, language: str, letter_keys: bool) -> None:
    """Change the person's name, how times and words are shown to them, and whether a letter alone is a command."""
    person.first_name, person.last_name = clean_line(name), ""
    person.time_zone, person.language = time_zone, language
    person.letter_keys = letter_keys
    person.save(update_fields=["first_name", "last_name", "time_zone", "language", "letter_keys"])


def set_letter_keys(person: User, *, on: bool) -> None:
    """Set whether a letter alone is a command for this person."""
    person.letter_keys = on
    person.save(update_fields=["letter_keys"])
