"""A way to break each rule about comments."""

from django.utils import timezone

from claims.actions.comment_create import create_comment
from claims.actions.comment_delete import delete_comment
from claims.models import Comment
from tests import make
from tests.claims.rules import Earlier, Rule, Scene, Unreached, delete, form, insert, update

REQUIRED = "This field is required"


def written(s: Scene, **columns: object) -> dict[str, object]:
    """The columns of a comment of Edith's, each right but for what is given."""
    return {
        "passage_id": s.assertion.pk, "author_id": s.cast.edith.pk, "text": "In May.", "action": make.uuid7(),
        **columns,
    }  # fmt: skip


RULES = {
    "comment_words_clean": Rule(
        sql=lambda s: [
            *insert(Comment, **written(s, text="Look: \u202ethere")),
            *insert(Comment, **written(s, text="x" * 5001)),
        ],
        verb=Earlier(
            "cannot be kept", lambda s: create_comment(passage=s.assertion, by=s.cast.rita, text="Look: \u202ethere")
        ),
        form=Earlier(
            "cannot be kept", lambda s: form(Comment(passage=s.assertion, author=s.cast.edith), text="\u202ethere")
        ),
    ),
    "comment_has_text": Rule(
        sql=lambda s: insert(Comment, **written(s, text=" \n\t")),
        verb=lambda s: create_comment(passage=s.assertion, by=s.cast.rita, text=" \n"),
        form=Earlier(REQUIRED, lambda s: form(Comment(passage=s.assertion, author=s.cast.edith), text=" ")),
    ),
    "comment_once": Rule(
        sql=lambda s: insert(Comment, **written(s, action=s.comment.action)),
        verb=lambda s: create_comment(passage=s.assertion, by=s.cast.edith, text="When?", action=s.comment.action),
        form=Unreached("no form of the model has the action"),
    ),
    "comment_fixed": Rule(
        sql=lambda s: [
            *update(s.comment, text="Which one?"),
            *update(s.comment, author_id=s.cast.egon.pk),
            *update(s.comment, passage_id=s.refutation.pk),
            *update(s.comment, created_at=timezone.now()),
            *update(s.comment, action=make.uuid7()),
        ],
        verb=Unreached("no verb words a comment anew"),
        form=lambda s: form(s.comment, text="Which one?"),
    ),
    "comment_answered_kept": Rule(
        sql=lambda s: delete(s.comment),
        verb=lambda s: delete_comment(s.comment, by=s.cast.rita),
        form=Unreached("no form deletes a comment"),
    ),
    "comment_resolved_by_somebody": Rule(
        sql=lambda s: [
            *update(s.comment, resolved_at=timezone.now()),
            *update(s.comment, resolved_by_id=s.cast.rita.pk),
        ],
        verb=Unreached("`resolve` writes both"),
        form=lambda s: form(s.comment, resolved_by=s.cast.rita),
    ),
}
