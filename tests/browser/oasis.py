"""A collection in Arabic on pages in English: whatever people wrote stands in Arabic or, if it is a name, in Hebrew.

So a page can be asked of each of its letters whose words they are.
"""

from typing import Any

from claims.actions.actor_edit import edit_actor
from claims.actions.actor_proposal import propose_actor_edit, propose_actor_merge
from claims.actions.assignment_hand_in import hand_in_reading
from claims.actions.attribution_edit import add_via
from claims.actions.comment_create import create_comment
from claims.actions.denial_edit import add_denial
from claims.actions.member_set import set_member
from claims.models import Assignment, Passage, User
from claims.permissions import Role
from tests import make
from tests.cast import Cast

TEXT = (
    "نفى الوزير أن الخطة كانت معروفة. «لم يخبرنا أحد»، قالت المتحدثة.\n"
    "The statement was published in English only, (see below).\n"
    "وبحسب المدينة كان الجسر آمنا حتى مايو. ووصف المتحدث ذلك بأنه كذب."
)


def oasis(cast: Cast) -> dict[str, Any]:
    """The collection; answers what its addresses name. Two readings to settle, and an article that Edith works on."""
    people = {
        name: make.user(name, last_name=names)
        for name, names in (("mia", "מיה"), ("eva", "אווה"), ("eli", "אלי"), ("ron", "רון"))
    }
    for person in people.values():
        User.objects.filter(pk=person.pk).update(first_name="")
        person.refresh_from_db()
    mia, eva, eli, ron = people.values()
    collection = make.collection("oasis", by=mia, name="נווה", language="ar", editors_per_article=2)
    for person, role in ((eva, Role.EDITOR), (eli, Role.EDITOR), (ron, Role.REVIEWER)):
        set_member(collection, user=person, role=role, by=mia)
    minister = make.actor("השר", "person", aliases=["שר הבינוי"])
    city = make.actor("העירייה", "group", qualifier="ישנה")
    other = make.actor("הדובר", "person", affiliation=city)
    known, safe = make.claim(collection, "كانت الخطة معروفة."), make.claim(collection, "كان الجسر آمنا.")
    settled = make.article(collection, text=TEXT, title="سقوط الجسر", language="ar", outlet="העיתון", byline="הכתב")
    article = make.article(collection, text=TEXT + "\nنهاية.", title="الجسر ثانية", language="ar", outlet="העיתון")
    passages: dict[str, Passage] = {}
    for name, editor in (("hers", eva), ("his", eli)):
        passages[f"{name}_same"] = make.passage(
            settled, "كان الجسر آمنا حتى مايو", by=editor, speakers=[city], states=[safe]
        )
        passages[f"{name}_other"] = make.passage(
            settled, "أن الخطة كانت معروفة", by=editor, mark="refutation" if editor == eva else "assertion",
            speakers=[minister if editor == eva else other],
            **{"denies" if editor == eva else "states": [known]},
        )  # fmt: skip
        hand_in_reading(Assignment.objects.get(article=settled, editor=editor), by=editor)
    denied = make.passage(
        article, "أن الخطة كانت معروفة", by=eva, mark="refutation", speakers=[minister],
        source=make.spans_of(article.text, "الوزير"), cue=make.spans_of(article.text, "نفى"),
    )  # fmt: skip
    add_via(denied, actor=other, by=eva, version=denied.version, action=make.uuid7())
    denied.refresh_from_db()
    add_denial(denied, claim=known, kind="disputes", by=eva, version=denied.version, action=make.uuid7())
    denied.refresh_from_db()
    add_denial(denied, state="not_here", target_text="شيء آخر", by=eva, version=denied.version, action=make.uuid7())
    make.passage(article, "لم يخبرنا أحد", by=eva, mark="quote")
    create_comment(passage=denied, by=ron, text="من قال؟")
    edit_actor(minister, qualifier="לשעבר")
    return {
        "slug": collection.slug, "article_id": article.pk, "settled_id": settled.pk, "passage_id": denied.pk,
        "claim_id": known.pk, "actor_id": minister.pk, "event_id": minister.events.first().pk,
        "assignment_id": Assignment.objects.get(article=article, editor=eva).pk,
        "membership_id": collection.memberships.get(user=eli).pk, "user_id": eli.pk,
        "proposal_id": propose_actor_edit(minister, by=eva, name="שרת הבינוי").pk,
        "merge_id": propose_actor_merge(minister, other=other, by=eva).pk,
        "pk": 1, "session_id": 1, **people,
    }  # fmt: skip
