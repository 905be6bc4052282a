"""How passwords are kept, and which ones are refused.

Rules say what makes a password easy to guess, never which kinds of characters it must have.
"""

import hashlib
import re
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext

# Shorter words are part of too many good passwords.
SHORTEST_WORD = 4
# So much must be left of a password without the words that anybody would try here.
LEFT_OVER = 8
# Letters that are often written as digits or signs.
PLAIN = str.maketrans({"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", "$": "s", "!": "i"})


class Argon2(Argon2PasswordHasher):
    """Argon2id with the least that OWASP's Password Storage Cheat Sheet names: 19 MiB, 2 passes, 1 lane.

    https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html#argon2id. Django's own numbers
    (100 MiB, 8 lanes) are for a machine that does nothing else.
    """

    time_cost = 2
    memory_cost = 19 * 1024
    parallelism = 1


class Common(CommonPasswordValidator):
    """Django's list of the 20,000 most common passwords, also with digits or signs around them, or twice.

    Few of the list are as long as ours must be; what people make of the others to get there is as easy to guess.
    """

    def validate(self, password: str, user: Any = None) -> None:
        """Raises ValidationError for a common password, or one with a little around it."""
        super().validate(password, user)
        core = re.sub(r"^[\W\d_]+|[\W\d_]+$", "", password)
        half = password[: len(password) // 2]
        for part in {core, half if half * 2 == password else core}:
            super().validate(part, user)


class ContextWords:
    """Refuses what is little more than the name of this site, of the person or of a collection of theirs."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raises ValidationError if too little is left of the password without such words."""
        words = sorted({"gainsay", *_words_of_site(), *_words_of(user)}, key=len, reverse=True)
        for written in (password.casefold(), password.casefold().translate(PLAIN)):
            left = written
            for word in words:
                left = left.replace(word, " ")
            rest = re.sub(r"[\W\d_]", "", left)
            if left != written and len(rest) < LEFT_OVER:
                raise ValidationError(
                    gettext("The password is little more than a word that others would try first: %(words)s."),
                    code="password_of_context",
                    params={"words": gettext("the name of this site, of you or of a collection")},
                )

    def get_help_text(self) -> str:
        """For the form."""
        return gettext("It must not be made of the name of this site, of you or of a collection.")


def _words_of_site() -> set[str]:
    host = urlsplit(settings.GAINSAY_URL).hostname or ""
    # The last part is a country's or the like.
    return _long_enough(*host.split(".")[:-1]) if "." in host else set()


def _words_of(user: Any) -> set[str]:
    if user is None:
        return set()
    # What was refused in the form is not there.
    said = [each or "" for each in (user.get_username(), user.first_name, user.last_name)]
    if user.pk:
        said += [
            part for names in user.memberships.values_list("collection__name", "collection__slug") for part in names
        ]
    return _long_enough(*said, *(part for each in said for part in re.split(r"\W+", each)))


def _long_enough(*words: str) -> set[str]:
    return {word.casefold() for word in words if len(word) >= SHORTEST_WORD}


class Monotony:
    """Refuses one character or one step again and again: `aaaaaaaaaaaa`, `123456789012`, `abababababab`."""

    fewest = 5

    def validate(self, password: str, user: Any = None) -> None:
        """Raises ValidationError for a password of few different characters, or of steps of one."""
        steps = [ord(after) - ord(before) for before, after in pairwise(password)]
        # From 9 to 0 and back is a step too.
        if len(set(password)) < self.fewest or all(step in (1, -1, 9, -9) for step in steps):
            raise ValidationError(
                gettext("The password repeats a few characters, or counts them up."), code="password_of_monotony"
            )

    def get_help_text(self) -> str:
        """For the form."""
        return gettext("It must not repeat a few characters. A sentence of several words is easy to keep in mind.")


class Breached:
    """Refuses passwords that were stolen elsewhere, by a file of their SHA-1 hashes.

    A line is a hash in capitals, as in the public list "ordered by hash"; what follows a colon is left aside. The file
    stays on the disk: twenty or thirty short reads find a line among a thousand million.
    """

    def __init__(self, path: str) -> None:
        self.path = Path(path)

    def validate(self, password: str, user: Any = None) -> None:
        """Raises ValidationError for a password that stands in the file."""
        if self._holds(hashlib.sha1(password.encode(), usedforsecurity=False).hexdigest().upper().encode()):
            raise ValidationError(
                gettext("This password was stolen from another site and is tried everywhere now. Take another."),
                code="password_breached",
            )

    def get_help_text(self) -> str:
        """For the form."""
        return gettext("It must not be one that was stolen from another site.")

    def _holds(self, wanted: bytes) -> bool:
        """Whether a line begins with this hash: halves the bytes in which it can begin, until none are left."""
        with self.path.open("rb") as file:
            low, high = 0, file.seek(0, 2)
            while low < high:
                middle = (low + high) // 2
                file.seek(middle)
                if middle:
                    file.seek(middle - 1)
                    file.readline()
                line = file.readline()
                found = line[: len(wanted)].upper()
                if found == wanted:
                    return True
                if line and found < wanted:
                    low = file.tell()
                else:
                    high = middle
        return False
