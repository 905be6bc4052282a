"""The format `csv`: one row a passage, people's columns first: the annotated set.

Lists in a cell are joined by `; `, speakers and vias in the order of their position, claims in the order in
which they were given. The columns about denials have one slot a denial, in the same order, empty where there is
nothing: so the second slot of each tells of the second denial.
"""

from django.utils.translation import gettext_lazy as _

from claims.exchange.table import (
    ARTICLE_URL,
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
    spans,
    truth,
    words,
)

# Looked up passage by passage through the index of each part: the first row comes at once, and nothing is
# gathered for all of them, here or in the database, however many they are.
_SOURCE = f"""
{PASSAGES}
LEFT JOIN LATERAL (
  SELECT
    string_agg(name, '; ') FILTER (WHERE role = 'speaker') AS speakers,
    string_agg(id::text, '; ') FILTER (WHERE role = 'speaker') AS speaker_ids,
    string_agg(kind, '; ') FILTER (WHERE role = 'speaker') AS speaker_kinds,
    string_agg(name, '; ') FILTER (WHERE role = 'via') AS via,
    string_agg(id::text, '; ') FILTER (WHERE role = 'via') AS via_ids
  FROM (
    SELECT part.role, actor.id, actor.name, actor.kind
    FROM {ATTRIBUTED}
    WHERE part.passage_id = passage.id
    GROUP BY part.role, actor.id, actor.name, actor.kind
    ORDER BY min(part.position), min(part.id)
  ) AS attribution
) AS attributed ON TRUE
LEFT JOIN LATERAL (
  SELECT string_agg(statement, '; ') AS claims, string_agg(id::text, '; ') AS claim_ids
  FROM (
    SELECT claim.id, claim.statement
    FROM {STATED}
    WHERE part.passage_id = passage.id
    GROUP BY claim.id, claim.statement
    ORDER BY min(part.id)
  ) AS claim
) AS stated ON TRUE
LEFT JOIN LATERAL (
  SELECT
    string_agg(coalesce(claim.statement, ''), '; ' ORDER BY part.id) AS claims,
    string_agg(coalesce(claim.id::text, ''), '; ' ORDER BY part.id) AS claim_ids,
    string_agg(part.kind, '; ' ORDER BY part.id) AS kinds,
    string_agg(part.state, '; ' ORDER BY part.id) AS states,
    string_agg(part.target_text, '; ' ORDER BY part.id) AS targets,
    string_agg(coalesce(coalesce(answered.same_as_id, answered.id)::text, ''), '; ' ORDER BY part.id) AS answers
  FROM {DENIED}
  LEFT JOIN LATERAL (SELECT id, same_as_id FROM claims_passage WHERE id = part.answers_id LIMIT 1) AS answered
    ON answered.id <> ALL (passage.hidden_answers)
  WHERE part.passage_id = passage.id
) AS denied ON TRUE
ORDER BY {IN_ORDER}
"""

TABLE = Table(
    label=_("Passages"),
    description=_("One row a passage: the words, their place, who says it, what it states and denies."),
    columns=(
        words("article_title", "article.title"),
        words("outlet", "article.outlet"),
        PUBLISHED,
        words("speakers", "attributed.speakers"),
        fact("mark", "passage.mark"),
        fact("form", "passage.form"),
        words("text", "passage.exact"),
        words("states_claims", "stated.claims"),
        words("denies_claims", "denied.claims"),
        fact("denial_kinds", "denied.kinds"),
        fact("denial_states", "denied.states"),
        words("denial_targets", "denied.targets"),
        words("via", "attributed.via"),
        fact("status", "passage.status"),
        PASSAGE_URL,
        words("collection", "collection.slug"),
        fact("article_id", "article.id"),
        ARTICLE_URL,
        words("language", "article.language"),
        fact("passage_id", "passage.id"),
        fact("version", "passage.version"),
        fact("start", "passage.start"),
        fact("end", 'passage."end"'),
        spans("spans", "passage.content"),
        words("prefix", "passage.prefix"),
        words("suffix", "passage.suffix"),
        words("cue", "passage.cue_text"),
        spans("cue_spans", "passage.cue"),
        words("source", "passage.source_text"),
        spans("source_spans", "passage.source"),
        fact("speaker_ids", "attributed.speaker_ids"),
        fact("speaker_kinds", "attributed.speaker_kinds"),
        truth("unattributed", "passage.unattributed"),
        fact("via_ids", "attributed.via_ids"),
        fact("states_claim_ids", "stated.claim_ids"),
        fact("denies_claim_ids", "nullif(denied.claim_ids, '')"),
        fact("answers_passage_ids", "nullif(denied.answers, '')"),
        fact("within_passage_id", "passage.within_id"),
        words("note", "passage.note"),
        words("editor", "editor.username"),
        moment("created_at", "passage.created_at"),
        moment("updated_at", "passage.updated_at"),
        moment("submitted_at", "passage.submitted_at"),
        words("reviewer", "reviewer.username"),
        moment("reviewed_at", "passage.reviewed_at"),
        fact("text_sha256", "article.sha256"),
    ),
    source=_SOURCE,
)
