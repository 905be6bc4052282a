"""How a part of django-allauth is installed here."""

from allauth.usersessions.apps import UserSessionsConfig


class SessionsConfig(UserSessionsConfig):
    """Its list of sessions, without what it does at each sign-in: three queries for every session of the person.

    `annotate.signing_in.sessions.note_session` does the same in three altogether.
    """

    default = False

    def ready(self) -> None:
        """Connects no signal."""
