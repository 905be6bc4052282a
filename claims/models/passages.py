"""Passages: highlighted stretches of an article, each with one mark, and what the database guarantees about them.

`claims/actions/passage_*.py` changes them, `querysets` chooses among them.
"""

import uuid
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar

import pgtrigger
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from claims.constraints import Refuse, clean_texts, fixed, undeletable
from claims.fields import ParagraphsField, SpansField
from claims.models.articles import Article
from claims.models.base import Recorded, remembered
from claims.models.choices import Form, Mark, Status
from claims.models.querysets import PassageQuerySet
from claims.models.users import User

if TYPE_CHECKING:
    from django_stubs_ext.db.models.manager import RelatedManager

    from claims.models.passage_parts import Attribution, Denial, Statement

CONTEXT = 32  # code points of prefix and suffix


def _bounded(field: str) -> str:
    """SQL: the spans start at 0 or later and have no open end (`int4multirange` could)."""
    return f"(isempty(NEW.{field}) OR (lower(NEW.{field}) >= 0 AND upper(NEW.{field}) <= article.length))"


# What a passage says: with its parts, this is what a second person agrees to.
_SAID = (
    "mark", "form", "content", "cue", "source", "exact", "prefix", "suffix", "cue_text", "source_text",
    "unattributed", "within_id", "note",
)  # fmt: skip


@remembered()
class Passage(Recorded):
    """A highlighted stretch of an article that asserts, refutes or quotes."""

    Mark = Mark
    Form = Form
    Status = Status

    # A UUIDv7 made by the browser, so that a mark sent twice is one mark.
    id = models.UUIDField(primary_key=True, editable=False)
    article = models.ForeignKey(Article, models.PROTECT, related_name="passages", db_index=False)
    editor = models.ForeignKey(User, models.PROTECT, related_name="passages")
    mark = models.CharField(_("mark"), max_length=16, choices=Mark)
    # Read off the quotation marks, never asked for.
    form = models.CharField(_("form"), max_length=16, choices=Form)

    content = SpansField(_("content"))
    cue = SpansField(_("cue"), blank=True)
    source = SpansField(_("source"), blank=True)
    # The words at those spans, kept beside them so that an offset counts only while its words agree.
    exact = models.TextField()
    prefix = models.TextField(blank=True)
    suffix = models.TextField(blank=True)
    cue_text = models.TextField(blank=True)
    source_text = models.TextField(blank=True)
    start = models.GeneratedField(
        expression=models.Func("content", function="lower"),
        output_field=models.IntegerField(),
        db_persist=True,
        editable=False,
    )
    end = models.GeneratedField(
        expression=models.Func("content", function="upper"),
        output_field=models.IntegerField(),
        db_persist=True,
        editable=False,
    )

    # The text names nobody: "it is claimed".
    unattributed = models.BooleanField(_("no named source"), default=False)
    # The smallest passage of the same editor around this one.
    within = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="inner")
    note = ParagraphsField(_("note"), max_length=5000, blank=True)

    status = models.CharField(_("status"), max_length=16, choices=Status, default=Status.DRAFT)
    # Raised by every change of the passage or of its children.
    version = models.PositiveIntegerField(default=1)
    changed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    # The action that made this version: one that arrives twice is known by it.
    action = models.UUIDField(default=uuid.uuid4, editable=False)
    submitted_at = models.DateTimeField(null=True, blank=True)
    reviewed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    reviewed_at = models.DateTimeField(null=True, blank=True)
    reviewed_version = models.PositiveIntegerField(null=True, blank=True)
    review_note = ParagraphsField(max_length=2000, blank=True)
    # The twin that stays when two readings of the same words are merged.
    same_as = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="twins")
    updated_at = models.DateTimeField(db_default=Now())

    # The role of the asking user in the collection; `visible_to` adds it.
    role: str
    # The number of comments on the passage, and whether their thread is open; `with_talk` adds both.
    comments_made: int = 0
    is_talk_open: bool = False

    objects: ClassVar[PassageQuerySet] = PassageQuerySet.as_manager()  # type: ignore[assignment]

    if TYPE_CHECKING:
        attributions: RelatedManager[Attribution]
        statements: RelatedManager[Statement]
        denials: RelatedManager[Denial]
        events: RelatedManager[Any]
        within_id: uuid.UUID | None

    class Meta:
        indexes = [
            models.Index(fields=["article", "start", "end", "id"], name="passage_in_order"),
            models.Index(fields=["editor", "status"], name="passage_of_editor"),
            # What is not finished is little: lists of readings ask for it, and would go through every passage.
            models.Index(
                fields=["article", "editor"],
                condition=models.Q(status__in=(Status.DRAFT, Status.RETURNED)),
                name="passage_unfinished",
            ),
        ]
        triggers = [
            undeletable(name="passage_kept", message=_("Passages are withdrawn, not deleted: withdraw it instead.")),
            fixed(
                "article_id",
                "editor_id",
                name="passage_stays",
                message=_("A passage stays in its article and with its editor."),
            ),
            fixed(
                *_SAID,
                name="passage_locked",
                but=f"OLD.status <> '{Status.APPROVED}'",
                message=_("This passage is approved, so it is locked. Reopen it with a reason first."),
            ),
            fixed(
                *_SAID,
                name="passage_change_counted",
                but="NEW.version > OLD.version",
                message=_("A change of a passage makes a new version of it."),
            ),
            Refuse(
                name="passage_spans_in_text",
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("content", "cue", "source"),
                unless="SELECT "
                + " AND ".join(map(_bounded, ("content", "cue", "source")))
                + " FROM claims_article article WHERE article.id = NEW.article_id",
                message=_("The spans reach outside the text. Select the words again."),
            ),
            Refuse(
                name="passage_with_denials_refutes",
                operation=pgtrigger.UpdateOf("mark"),
                unless="NEW.mark = 'refutation' OR NOT EXISTS"
                " (SELECT 1 FROM claims_denial denial WHERE denial.passage_id = NEW.id)",
                message=_(
                    "This passage denies a claim. Say what becomes of its denials before it is no refutation any more."
                ),
            ),
            clean_texts(name="passage_words_clean", paragraphs={"note": 5000, "review_note": 2000}),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(
                    models.Func(models.F("content"), function="isempty", output_field=models.BooleanField())
                ),
                name="passage_has_content",
                violation_error_message=_("Nothing is selected. Select the words of the passage first."),
            ),
            models.CheckConstraint(
                condition=models.Q(mark__in=Mark.values),
                name="passage_mark_known",
                violation_error_message=_("A passage is an assertion, a refutation or a quote."),
            ),
            models.CheckConstraint(
                condition=models.Q(form__in=Form.values),
                name="passage_form_known",
                violation_error_message=_("The form of a passage is direct, mixed or indirect."),
            ),
            models.CheckConstraint(
                condition=models.Q(status__in=Status.values),
                name="passage_status_known",
                violation_error_message=_("A passage has no such status."),
            ),
            models.CheckConstraint(
                condition=~models.Q(status=Status.APPROVED)
                | (
                    models.Q(reviewed_by__isnull=False, reviewed_at__isnull=False)
                    # Both, since a check lets pass what is unknown.
                    & models.Q(reviewed_version__isnull=False, reviewed_version=models.F("version"))
                    & ~models.Q(reviewed_by=models.F("changed_by"))
                ),
                name="passage_approved_by_another",
                violation_error_message=_("Approved means that another person saw exactly this version."),
            ),
            models.CheckConstraint(
                condition=models.Q(status=Status.MERGED, same_as__isnull=False)
                | (~models.Q(status=Status.MERGED) & models.Q(same_as__isnull=True)),
                name="passage_merged_has_twin",
                violation_error_message=_("A merged passage names the twin that stays."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.mark}: {self.exact[:60]}"

    @property
    def is_live(self) -> bool:
        """Whether the passage counts: neither withdrawn nor merged."""
        return self.status not in (Status.WITHDRAWN, Status.MERGED)

    @property
    def knows_parts(self) -> bool:
        """Whether the parts were loaded or given, so that reading them asks nothing of the database."""
        return bool(getattr(self, "_prefetched_objects_cache", None))

    def know_parts(self, **parts: Sequence[models.Model]) -> None:
        """Give the passage its parts by relation, so that reading them asks nothing of the database."""
        self.forget_parts()
        for relation, rows in parts.items():
            known = getattr(self, relation).all()
            known._result_cache = list(rows)
            self._prefetched_objects_cache[relation] = known

    def forget_parts(self) -> None:
        """Let the parts be read from the database again."""
        self._prefetched_objects_cache: dict[str, Any] = {}
