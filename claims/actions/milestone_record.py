"""Record a step of a review: a passage with all its parts, as they stand at that step."""

from collections.abc import Iterable
from typing import Any

from claims.models.choices import AttributionRole, Verdict
from claims.models.milestones import Milestone
from claims.models.passages import Passage
from claims.models.users import User


def record_milestones(passages: Iterable[Passage], *, verdict: Verdict, by: User, note: str = "") -> None:
    """Store each passage with all its parts as they stand now. Part of each action of a review."""
    Milestone.objects.bulk_create(
        Milestone(
            passage_id=passage.pk,
            version=passage.version,
            verdict=verdict,
            by=by,
            note=note,
            snapshot=milestone_snapshot(passage),
        )
        for passage in passages
    )


def milestone_snapshot(passage: Passage) -> dict[str, Any]:
    """Everything that a passage and its parts say, in words as well as in ids."""
    actors: dict[str, list[dict[str, Any]]] = {role: [] for role in AttributionRole.values}
    for part in passage.attributions.all():
        actors[part.role].append({"id": part.actor_id, "name": part.actor.name})
    return {
        "mark": passage.mark, "form": passage.form, "content": str(passage.content), "exact": passage.exact,
        "cue": str(passage.cue), "cue_text": passage.cue_text,
        "source": str(passage.source), "source_text": passage.source_text,
        "unattributed": passage.unattributed, "within": str(passage.within_id or ""), "note": passage.note,
        "speakers": actors[AttributionRole.SPEAKER], "via": actors[AttributionRole.VIA],
        "states": [
            {"id": part.claim_id, "statement": part.claim.statement}
            for part in passage.statements.all()
        ],
        "denies": [
            {
                "id": part.claim_id, "statement": part.claim.statement if part.claim else "",
                "kind": part.kind, "state": part.state, "target_text": part.target_text,
                "answers": str(part.answers_id or ""),
            }
            for part in passage.denials.all()
        ],
    }  # fmt: skip
