"""The format `stances`: one row a speaker × claim × passage, for "who says, who denies" without unpacking.

`stance` is `states`, `denies` or `disputes`. A passage without a speaker has an empty one. A denial that is not
linked to a claim of the collection has its words as the claim, if it has any, and no claim_id.
"""

from django.utils.translation import gettext_lazy as _

from claims.exchange.table import (
    ATTRIBUTED,
    DENIED,
    IN_ORDER,
    PASSAGE_URL,
    PASSAGES,
    PUBLISHED,
    STATED,
    Table,
    fact,
    moment,
    words,
)

_SOURCE = f"""
{PASSAGES}
CROSS JOIN LATERAL (
  SELECT 1 AS place, 'states' AS stance, claim.id, claim.statement, min(part.id) AS first
  FROM {STATED}
  WHERE part.passage_id = passage.id
  GROUP BY claim.id, claim.statement
  UNION ALL
  SELECT 2, part.kind, claim.id, coalesce(claim.statement, part.target_text), min(part.id)
  FROM {DENIED}
  WHERE part.passage_id = passage.id
  GROUP BY part.kind, claim.id, coalesce(claim.statement, part.target_text)
) AS claim
LEFT JOIN LATERAL (
  SELECT actor.id, actor.name, actor.kind, actor.affiliation_id, min(part.position) AS place, min(part.id) AS first
  FROM {ATTRIBUTED}
  WHERE part.passage_id = passage.id AND part.role = 'speaker'
  GROUP BY actor.id, actor.name, actor.kind, actor.affiliation_id
) AS speaker ON TRUE
LEFT JOIN claims_actor AS belongs ON belongs.id = speaker.affiliation_id
LEFT JOIN claims_actor AS affiliation ON affiliation.id = coalesce(belongs.merged_into_id, belongs.id)
LEFT JOIN LATERAL (
  SELECT string_agg(name, '; ') AS via
  FROM (
    SELECT actor.id, actor.name
    FROM {ATTRIBUTED}
    WHERE part.passage_id = passage.id AND part.role = 'via'
    GROUP BY actor.id, actor.name
    ORDER BY min(part.position), min(part.id)
  ) AS actor
) AS passed_on ON TRUE
ORDER BY {IN_ORDER}, claim.place, claim.first, speaker.place, speaker.first
"""

TABLE = Table(
    label=_("Stances"),
    description=_("One row for each speaker and each claim of a passage: who says what, who denies it."),
    columns=(
        PUBLISHED,
        words("article_title", "article.title"),
        words("outlet", "article.outlet"),
        words("speaker", "speaker.name"),
        fact("speaker_kind", "speaker.kind"),
        words("speaker_affiliation", "affiliation.name"),
        fact("stance", "claim.stance"),
        words("claim", "claim.statement"),
        words("via", "passed_on.via"),
        fact("mark", "passage.mark"),
        words("text", "passage.exact"),
        fact("status", "passage.status"),
        PASSAGE_URL,
        fact("speaker_id", "speaker.id"),
        fact("claim_id", "claim.id"),
        fact("passage_id", "passage.id"),
        fact("article_id", "article.id"),
        words("collection", "collection.slug"),
        words("editor", "editor.username"),
        words("reviewer", "reviewer.username"),
        moment("reviewed_at", "passage.reviewed_at"),
    ),
    source=_SOURCE,
)
