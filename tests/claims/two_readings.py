"""Two readings of the cast's article, handed in, and short words for tests that settle them."""

from types import SimpleNamespace

from claims.actions.adjudicate import Seen, create_wording
from claims.actions.assignment_hand_in import hand_in_reading
from claims.actions.member_set import set_member
from claims.models import Assignment, Passage
from tests import make
from tests.scenes import more_built_once


def fresh(passage):
    return Passage.objects.get(pk=passage.pk)


def seen(passage):
    return Seen(passage.pk, fresh(passage).version)


def hand_in(article, editor):
    hand_in_reading(Assignment.objects.get(article=article, editor=editor), by=editor)


def statuses(*passages):
    return [fresh(each).status for each in passages]


def said(passage):
    """What an editor's row holds that no decision may touch."""
    row = fresh(passage)
    parts = [list(getattr(row, kind).order_by("pk").values()) for kind in ("attributions", "statements", "denials")]
    return (row.mark, row.content, row.cue, row.source, row.note, row.unattributed, row.changed_by_id, parts)


@more_built_once
def two_readings(cast):
    """Edith and Egon agree on one passage, differ on another, and each saw one alone; Sara is a second reviewer."""
    sara = make.user("sara")
    set_member(cast.collection, user=sara, role="reviewer", by=cast.mona)
    minister, city = make.actor("Minister", "person"), make.actor("Strelsau", "group")
    known = make.claim(cast.collection, "The plan was known.")
    safe = make.claim(cast.collection, "The bridge was safe until May.")
    found = {}
    for name, editor, speaker, mark in (("hers", cast.edith, minister, "assertion"), ("his", cast.egon, city, "quote")):
        found[f"{name}_same"] = make.passage(
            cast.article, "that the plan was known", by=editor, speakers=[minister], states=[known]
        )
        found[f"{name}_other"] = make.passage(
            cast.article, "the bridge was “safe” until May", by=editor, mark=mark, speakers=[speaker], states=[safe]
        )
    found["hers_alone"] = make.passage(
        cast.article, "“Nobody told us,”", by=cast.edith, mark="quote", speakers=[minister]
    )
    found["his_alone"] = make.passage(cast.article, "a lie", by=cast.egon, speakers=[city], states=[safe])
    for editor in (cast.edith, cast.egon):
        hand_in(cast.article, editor)
    return SimpleNamespace(sara=sara, minister=minister, city=city, known=known, safe=safe, **found)


def anew(cast, two, **more):
    return create_wording(
        cast.article,
        id=make.uuid7(),
        after=seen(two.hers_other),
        other=seen(two.his_other),
        by=cast.rita,
        **more,
    )
