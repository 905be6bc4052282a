"""Which actions were done on a passage, by their ids: an action that arrives twice is done once."""

import uuid

from claims.models.passages import Passage


def is_action_done(passage: Passage, action: uuid.UUID) -> bool:
    """Whether this action made the present version of the passage or an earlier one. At most one query."""
    return passage.action == action or passage.events.filter(action=action).exists()
