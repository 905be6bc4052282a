"""How a view gets its object: (user, id, action) → object. The only such place.

An outsider gets 404, so that nobody can tell what exists; a member without the right gets 403. Parts of a thing are
reached through the thing, so what holds for it holds for them. Each answers an object that carries the user's
`role` in its collection.
"""

import uuid

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from annotate.http import security_log
from annotate.http.numbers import id_in
from annotate.http.security_log import Event
from claims.actions.collection_create import may_create_collection
from claims.models import (
    Actor,
    ActorProposal,
    Article,
    Assignment,
    Claim,
    Collection,
    Comment,
    Denial,
    Invitation,
    Membership,
    Passage,
    PasswordLink,
    RemovalRequest,
    User,
)
from claims.models.blind import is_blind_for
from claims.permissions import Action, RegisterAction, allowed
from claims.queries.collections import collection_for
from claims.queries.password_links import links_for_members_of
from claims.queries.register import may
from claims.queries.workbench import article_for


def user_of(request: HttpRequest) -> User:
    """The signed-in person; views behind the login are never reached without one."""
    if isinstance(request.user, AnonymousUser):
        raise PermissionDenied
    return request.user


def _get[M: Model](queryset: QuerySet[M], action: Action, **key: object) -> M:
    return _checked(get_object_or_404(queryset, **key), action)


def _checked[M: Model](found: M, action: Action) -> M:
    if not allowed(getattr(found, "role", None), action):
        raise PermissionDenied
    return found


def collection(request: HttpRequest, slug: str, action: Action) -> Collection:
    """The collection of that short name."""
    found = collection_for.first(user=user_of(request).pk, slug=slug)
    if found is None:
        raise Http404
    return _checked(found, action)


def article(request: HttpRequest, article_id: int, action: Action) -> Article:
    """The article with its text and its collection."""
    found = article_for.first(user=user_of(request).pk, article=article_id)
    if found is None:
        raise Http404
    return _checked(found, action)


def article_to_describe(request: HttpRequest, article_id: int, action: Action) -> Article:
    """The article with its collection, its text left where it is."""
    visible = Article.objects.visible_to(user_of(request)).without_text()
    return _get(visible.select_related("collection"), action, pk=article_id)


def passage(request: HttpRequest, passage_id: uuid.UUID, action: Action) -> Passage:
    """The passage with its article (text included), collection and editor; 404 for one that blind reading hides."""
    found = _get(
        Passage.objects.visible_to(user_of(request)).select_related("article__collection", "editor"),
        action,
        pk=passage_id,
    )
    is_others = found.editor_id != user_of(request).pk
    if is_others and is_blind_for(found.article.collection, found.role) and found.article.awaited:
        raise Http404
    return found


def discussion(request: HttpRequest, passage_id: uuid.UUID) -> Passage:
    """The passage, for its comments: they are for those who mark, and who may see the passage."""
    visible = Passage.objects.visible_to(user_of(request)).select_related("article__collection", "editor")
    found = _get(visible.defer("article__text"), Action.MARK, pk=passage_id)
    get_object_or_404(Passage.objects.discussed_by(user_of(request)), pk=passage_id)
    return found


def comment(request: HttpRequest, comment_id: int) -> Comment:
    """The comment with its passage; as `discussion` has it."""
    found = _get(Comment.objects.visible_to(user_of(request)), Action.MARK, pk=comment_id)
    found.passage = discussion(request, found.passage_id)
    return found


def passage_to_look_back(request: HttpRequest, passage_id: uuid.UUID) -> Passage:
    """The passage for its history, be it withdrawn or merged; nobody learns of one that they may not see.

    Whoever only reads gets each one, since even that it waits for approval is an answer.
    """
    user = user_of(request)
    of = Passage.objects.select_related("article__collection", "editor").defer("article__text")
    found = of.seen_by(user).numbered([passage_id]).first()
    return found or _get(of.visible_to(user).read_only(), Action.READ, pk=passage_id)


def denial(of: Passage, denial_id: int) -> Denial:
    """A denial of a passage that was reached already."""
    return get_object_or_404(of.denials, pk=denial_id)


def claim(request: HttpRequest, claim_id: int, action: Action) -> Claim:
    """The claim with its collection; 404 for one that blind reading hides."""
    user = user_of(request)
    known = Claim.objects.visible_to(user).known_to(user)
    return _get(known.select_related("collection", "merged_into"), action, pk=claim_id)


def assignment(request: HttpRequest, assignment_id: int, action: Action) -> Assignment:
    """The assignment with its article, collection and editor."""
    return _get(
        Assignment.objects.visible_to(user_of(request)).select_related("article__collection", "editor"),
        action,
        pk=assignment_id,
    )


def actor(request: HttpRequest, actor_id: int) -> Actor:
    """An entry of the register, which is one for the installation: everybody who is signed in may read it.

    404 for one that blind reading hides.
    """
    known = Actor.objects.known_to(user_of(request))
    return get_object_or_404(known.select_related("affiliation", "merged_into"), pk=actor_id)


def register(request: HttpRequest, action: Action) -> User:
    """Whoever may do this in at least one collection, or keeps the register, may begin with it; answers the person.

    What they may do to one entry is another question: `entry`.
    """
    person = user_of(request)
    roles = list(person.memberships.values_list("role", flat=True))
    if person.is_register_editor:
        return person
    if not roles:
        raise Http404
    if not any(allowed(role, action) for role in roles):
        raise refused(request, action=f"register: {action}")
    return person


def register_actions(request: HttpRequest) -> set[Action]:
    """What `register` would let the person do; for what a page offers."""
    person = user_of(request)
    if person.is_register_editor:
        return set(Action)
    roles = list(person.memberships.values_list("role", flat=True))
    return {action for action in Action if any(allowed(role, action) for role in roles)}


def entry(request: HttpRequest, actor_id: int, action: RegisterAction) -> Actor:
    """An entry of the register, to change it or to propose a change; 403 where that belongs to others."""
    person = register(request, Action.MARK)
    found = actor(request, actor_id)
    if not may(person, action, found):
        raise refused(request, action=f"register: {action}", number=found.pk)
    return found


def other_entry(request: HttpRequest, other_id: str, action: RegisterAction) -> Actor | None:
    """The entry that a request names beside another; `None` if it names none."""
    number = id_in(other_id)
    return None if number is None else entry(request, number, action)


def proposal(request: HttpRequest, proposal_id: int) -> ActorProposal:
    """A proposal, to decide on it: for those whose entries it is about, and of whom blind reading hides none."""
    person = register(request, Action.MARK)
    known = ActorProposal.objects.known_to(person).for_lists()
    found = get_object_or_404(known, pk=proposal_id)
    if not may(person, RegisterAction.DECIDE, *filter(None, [found.actor, found.other])):
        raise refused(request, action="register: decide", number=found.pk)
    return found


def collection_starter(request: HttpRequest) -> User:
    """The person, if they may start collections."""
    person = user_of(request)
    if not may_create_collection(person):
        raise refused(request, action="start a collection")
    return person


def refused(request: HttpRequest, *, action: str, number: int | None = None) -> PermissionDenied:
    """What to raise where something shared by all collections is not the person's to change; the security log knows."""
    security_log.record(request, Event.REFUSED, action=action, number=number)
    return PermissionDenied()


def membership(of: Collection, membership_id: int) -> Membership:
    """A membership of a collection that was reached already, with the person."""
    return get_object_or_404(of.memberships.select_related("user"), pk=membership_id)


def own_unseen_membership(request: HttpRequest, membership_id: int) -> Membership:
    """A membership that somebody else made for the person who asks, until the person has seen it."""
    return get_object_or_404(Membership.objects.unseen_by(user_of(request)), pk=membership_id)


def invitation(of: Collection, invitation_id: int) -> Invitation:
    """An invitation to a collection that was reached already."""
    return get_object_or_404(of.invitations, pk=invitation_id)


def administrator(request: HttpRequest) -> User:
    """Whoever runs the installation; for everybody else its pages do not exist."""
    person = user_of(request)
    if not person.is_superuser:
        raise Http404
    return person


def account(request: HttpRequest, user_id: int) -> User:
    """Anybody's account, for administrators."""
    administrator(request)
    return get_object_or_404(User, pk=user_id)


def removal_request(request: HttpRequest, request_id: int) -> RemovalRequest:
    """Anybody's request for removal, for administrators."""
    administrator(request)
    return get_object_or_404(RemovalRequest.objects.select_related("person"), pk=request_id)


def password_link_of(token: str) -> PasswordLink | None:
    """The password link with this token, used and ended ones too. Whoever has the token need not be signed in."""
    return PasswordLink.objects.with_people().with_token(token).first()


def password_link_in(of: Collection, link_id: int) -> PasswordLink:
    """A password link for a member of a collection that was reached already."""
    links = links_for_members_of(PasswordLink.objects.with_people(), of)
    return get_object_or_404(links, pk=link_id)


def own_password_link(request: HttpRequest, link_id: int) -> PasswordLink:
    """A password link for the person who asks."""
    return get_object_or_404(PasswordLink.objects.with_people(), pk=link_id, person=user_of(request))
