"""The nouns of the domain and their verbs. Import them from here."""

from claims.models.actor_proposals import ActorProposal
from claims.models.actors import Actor
from claims.models.articles import Article
from claims.models.assignments import Assignment
from claims.models.claims import Claim
from claims.models.collections import Collection, Membership
from claims.models.comments import Comment
from claims.models.invitations import Invitation
from claims.models.milestones import Milestone
from claims.models.passage_parts import Attribution, Denial, Statement
from claims.models.passages import Passage
from claims.models.password_links import PasswordLink
from claims.models.removals import PersonReplacement, RemovalRequest
from claims.models.search_words import ArticleWords, PassageWords
from claims.models.security_events import SecurityEvent
from claims.models.sign_in_failures import SignInFailures
from claims.models.undo_log import Change
from claims.models.users import User

__all__ = [
    "Actor", "ActorProposal", "Article", "ArticleWords", "Assignment", "Attribution", "Change", "Claim", "Collection",
    "Comment", "Denial", "Invitation", "Membership", "Milestone", "Passage", "PassageWords", "PasswordLink",
    "PersonReplacement", "RemovalRequest", "SecurityEvent", "SignInFailures", "Statement", "User",
]  # fmt: skip
