"""Assign an article to an editor: by a manager, by the editor's own wish, or because the editor marks in it."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext, ngettext

from claims.actions.assignment_lock import lock_own_reading
from claims.constraints import guarded
from claims.models.articles import Article
from claims.models.assignments import Assignment
from claims.models.blind import is_blind_for
from claims.models.collections import Collection
from claims.models.users import User
from claims.permissions import Role
from claims.queries.articles import free_articles
from claims.text.enumeration import enumeration

CANDIDATES = 20  # articles that are tried for an editor who asks for the next one


def assign_article(article: Article, *, editor: User, by: User | None) -> Assignment:
    """Assign the article to the editor. An existing assignment is kept; one that was taken away is given back.

    Raises ValidationError if the article is archived.
    """
    if article.archived:
        raise ValidationError(
            gettext("This article is archived. Bring it back before somebody reads it."), code="archived"
        )
    with guarded():
        assignment, _made = Assignment.objects.get_or_create(
            article=article, editor=editor, defaults={"created_by": by}
        )
        if assignment.taken_away_at:
            assignment.taken_away_at = assignment.taken_away_by = None
            assignment.save(update_fields=["taken_away_at", "taken_away_by"])
    return assignment


def assign_next_article(collection: Collection, *, editor: User) -> Article | None:
    """Assign the oldest article of the collection that is free for the editor; None if none is free.

    The oldest comes first, so that no article starves under newer ones, its readers come soon after each other, and
    the claims that a later report denies are already marked in the earlier one.
    """
    free = free_articles(collection, editor=editor)
    # Articles that others are just taking are skipped first, and waited for only if nothing else is left.
    for waits in (False, True):
        for pk in free.oldest_first().values_list("pk", flat=True)[:CANDIDATES]:
            # Each try has its own transaction, so that nobody holds one article while waiting for another.
            with guarded():
                this = collection.articles.without_text().filter(pk=pk)
                locked = this.select_for_update(no_key=True, skip_locked=not waits).first()
                if locked and free.filter(pk=pk).exists():
                    assign_article(locked, editor=editor, by=editor)
                    return locked
    return None


def ensure_assigned(article: Article, *, editor: User, role: Role) -> None:
    """Assign the article to an editor who marks in it, unless it is assigned to them already. Locks the reading.

    Reviewers and managers need no free place: they add another reading. Raises ValidationError if the article is
    archived, the reading was taken away, or all places are taken. One query if the editor is assigned already.
    """
    if article.archived:
        raise ValidationError(gettext("This article is archived. Ask a manager to bring it back."), code="archived")
    if lock_own_reading(article.pk, editor=editor.pk):
        return
    # Locked, so that two editors cannot both take the last place.
    if not Article.objects.select_for_update(no_key=True).filter(pk=article.pk).values_list("pk"):
        raise ValidationError(gettext("This article has been deleted."), code="deleted")
    if refusal := place_refusal(article, role=role):
        raise refusal
    Assignment.objects.get_or_create(article=article, editor=editor, defaults={"created_by": editor})


def place_refusal(article: Article, *, role: Role) -> ValidationError | None:
    """The reason why a person with this role, who does not read the article yet, gets no place in it; None if they do.

    Reviewers and managers need no place. At most one query.
    """
    if role != Role.EDITOR:
        return None
    counted = Assignment.objects.in_article(article).counted().values("editor")
    readers = list(User.objects.filter(pk__in=counted).order_by("pk"))
    if len(readers) < article.collection.editors_per_article:
        return None
    if is_blind_for(article.collection, role):
        return ValidationError(
            gettext("All places to read this article are taken. Ask a manager to assign it to you too."),
            code="no_place",
        )
    return ValidationError(
        ngettext(
            "%(names)s reads this article already. Ask a manager to assign it to you too.",
            "%(names)s read this article already. Ask a manager to assign it to you too.",
            len(readers),
        ),
        code="no_place",
        params={"names": enumeration(reader.name for reader in readers)},
    )


def get_or_create_assignment(article: Article, *, editor: User, role: Role) -> Assignment:
    """The editor's assignment of the article, made now if needed. Raises ValidationError as `ensure_assigned` does."""
    with guarded():
        ensure_assigned(article, editor=editor, role=role)
        return Assignment.objects.get(article=article, editor=editor)


def assign_adjudicator(article: Article, *, by: User) -> Assignment:
    """The assignment that holds the passages that a reviewer words in adjudication, made now if needed.

    Part of another action: call it in a transaction. Raises ValidationError if the reviewer reads the article too.
    """
    assignment, _made = Assignment.objects.get_or_create(
        article=article, editor=by, defaults={"created_by": by, "settles": True}
    )
    if not assignment.settles:
        raise ValidationError(
            gettext(
                "You read this article yourself, so a wording of yours would be part of your reading. Let another"
                " reviewer word it."
            ),
            code="own_reading",
        )
    return assignment
