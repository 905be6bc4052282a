"""The nouns of the domain and their verbs. Import them from here."""

from claims.models.actors import Actor
from claims.models.articles import Article
from claims.models.changes import Change
from claims.models.claims import Claim
from claims.models.collections import Collection, Membership
from claims.models.comments import Comment
from claims.models.invitations import Invitation
from claims.models.milestones import Milestone
from claims.models.parts import Attribution, Denial, Statement
from claims.models.passages import Passage
from claims.models.password_links import PasswordLink
from claims.models.people import User
from claims.models.reviews import Assignment

__all__ = [
    "Actor", "Article", "Assignment", "Attribution", "Change", "Claim", "Collection", "Comment", "Denial",
    "Invitation", "Membership", "Milestone", "Passage", "PasswordLink", "Statement", "User",
]  # fmt: skip
