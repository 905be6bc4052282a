"""The nouns of the domain and their verbs. Import them from here."""

from claims.models.actor_proposals import ActorProposal
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
from claims.models.removals import PersonReplacement, RemovalRequest
from claims.models.reviews import Assignment
from claims.models.security_events import SecurityEvent
from claims.models.sign_in_failures import SignInFailures

__all__ = [
    "Actor", "ActorProposal", "Article", "Assignment", "Attribution", "Change", "Claim", "Collection", "Comment",
    "Denial", "Invitation", "Membership", "Milestone", "Passage", "PasswordLink", "PersonReplacement",
    "RemovalRequest", "SecurityEvent", "SignInFailures", "Statement", "User",
]  # fmt: skip
