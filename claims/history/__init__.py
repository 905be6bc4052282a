"""Who changed what and when, told in words, for passages, claims, actors and articles.

Read from the history that the database keeps (the old row of every update and delete, see `claims.models.base`), the
present rows and the record of reviews. `reading` finds how things stood, `wording` says what lies between two
standings, `passages`, `register` and `articles` tell the stories. Nothing here writes.
"""

from claims.history.articles import article_story
from claims.history.entries import Entry
from claims.history.passages import approvals, changed_by_others, changes_since, passage_stories
from claims.history.people import known_to
from claims.history.register import actor_story, claim_story

__all__ = [
    "Entry", "actor_story", "approvals", "article_story", "changed_by_others", "changes_since", "claim_story",
    "known_to", "passage_stories",
]  # fmt: skip
