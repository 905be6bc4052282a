"""The columns of a user name: the name itself, and how it looks, by which look-alikes are kept out.

Names that were there before these rules stay as they are; what is new or changed keeps to `claims.text.user_names`.
"""

from typing import TYPE_CHECKING, Any

from django.db import models

from claims.text.user_names import check, looks, normalised

if TYPE_CHECKING:
    from claims.models.users import User


def is_kept(person: "User", username: str) -> bool:
    """Whether the person had this user name already when they were read from the database."""
    if person._state.adding:
        return False
    stored = (person.username_look, person.username_look_folded)
    return all(_is_look(look, of=wanted) for look, wanted in zip(stored, looks(username), strict=True))


def _is_look(stored: str, *, of: str) -> bool:
    """Behind a space stands what tells apart those who looked alike before that was refused; no name has a space."""
    return stored == of or stored.startswith(f"{of} ")


class UserNameField(models.CharField):  # type: ignore[type-arg]
    """A user name, checked where it is new or changed."""

    def clean(self, value: Any, model_instance: Any) -> Any:
        """Raises ValidationError."""
        return super().clean(self._taken(value, model_instance), model_instance)

    def pre_save(self, model_instance: Any, add: bool) -> Any:
        """Write the name as it is normalised to the object too. Raises ValidationError."""
        name = self._taken(super().pre_save(model_instance, add), model_instance)
        setattr(model_instance, self.attname, name)
        return name

    def _taken(self, name: Any, person: "User | None") -> Any:
        if not name or not isinstance(name, str) or (person and is_kept(person, name)):
            return name
        check(name)
        return normalised(name)


class LookField(models.TextField):  # type: ignore[type-arg]
    """How the user name looks: as it is written, or `folded` in small letters. It follows from the name by itself."""

    def __init__(self, *args: Any, folded: bool = False, **kwargs: Any) -> None:
        self.folded = folded
        super().__init__(*args, **kwargs | {"editable": False})

    def deconstruct(self) -> Any:
        """With what it adds to a column of text."""
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, kwargs | {"folded": self.folded}

    def pre_save(self, model_instance: Any, add: bool) -> Any:
        """The look that is stored, if it is still that of the name."""
        wanted = looks(model_instance.username)[self.folded]
        stored = super().pre_save(model_instance, add)
        look = stored if not add and _is_look(stored, of=wanted) else wanted
        setattr(model_instance, self.attname, look)
        return look
