"""A way to break each rule about people, collections, articles, actors and claims."""

from claims.actions.actor_create import get_or_create_actor, get_or_create_actor_by_name
from claims.actions.actor_edit import edit_actor
from claims.actions.actor_merge import merge_actor
from claims.actions.article_edit import edit_article
from claims.actions.claim_create import get_or_create_claim
from claims.actions.claim_merge import merge_claim
from claims.actions.collection_create import create_collection
from claims.actions.collection_edit import edit_collection
from claims.actions.invitation_create import create_invitation
from claims.actions.member_set import set_member
from claims.actions.person_edit import edit_person
from claims.models import Article, Invitation, Membership, PasswordLink, User
from claims.models.password_links import hashed
from claims.text.normalise import fingerprint
from tests import make
from tests.claims.rules import Earlier, Rule, Unreached, delete, form, insert, update

CHOICE = "Select a valid choice"
REQUIRED = "This field is required"

OVERRIDE = "\u202ednE"  # turns around what stands beside it
SIGN = "cannot be kept"


RULES = {
    "user_words_clean": Rule(
        sql=lambda s: [
            *update(s.cast.edith, first_name=OVERRIDE),
            *update(s.cast.edith, last_name="\u200b"),
            *update(s.cast.edith, first_name="two\nlines"),
        ],
        verb=Earlier(
            SIGN, lambda s: edit_person(s.cast.edith, name=OVERRIDE, time_zone="UTC", language="en", letter_keys=True)
        ),
        form=Earlier(SIGN, lambda s: form(s.cast.edith, first_name=OVERRIDE)),
    ),
    "user_looks_alone": Rule(
        sql=lambda s: update(s.cast.edith, username_look="egon"),
        verb=lambda s: User.objects.create_user("eg0n"),
        form=lambda s: form(User(), username="EG0N"),
    ),
    "user_looks_alone_in_any_case": Rule(
        sql=lambda s: update(s.cast.edith, username_look_folded="egon"),
        verb=lambda s: User.objects.create_user("Egon"),
        form=lambda s: form(User(), username="EGON"),
    ),
    "collection_words_clean": Rule(
        sql=lambda s: [
            *update(s.collection, name=OVERRIDE),
            *update(s.collection, guidelines="\x1b[2J"),
            *update(s.collection, guidelines="x" * 100_001),
        ],
        verb=Earlier(SIGN, lambda s: edit_collection(s.collection, guidelines="\x1b[2J")),
        form=Earlier(SIGN, lambda s: form(s.collection, name=OVERRIDE)),
    ),
    "invitation_words_clean": Rule(
        sql=lambda s: update(s.invitation, note=OVERRIDE),
        verb=Earlier(SIGN, lambda s: create_invitation(s.collection, role="reader", by=s.cast.mona, note=OVERRIDE)),
        form=Earlier(SIGN, lambda s: form(s.invitation, note=OVERRIDE)),
    ),
    "article_words_clean": Rule(
        sql=lambda s: [
            *update(s.article, title=OVERRIDE),
            *update(s.article, outlet="The\u2028Daily"),
            *update(s.article, byline="e\u0301"),
            *update(s.article, language="\u2066"),
            *update(s.article, url="https://example.org/\u202e"),
        ],
        verb=Earlier(SIGN, lambda s: edit_article(s.article, outlet=OVERRIDE)),
        form=Earlier(SIGN, lambda s: form(s.article, title=OVERRIDE)),
    ),
    "actor_words_clean": Rule(
        sql=lambda s: [
            *update(s.actor, name="Ruri\u200btania"),
            *update(s.actor, qualifier=OVERRIDE),
            *update(s.actor, aliases=["Strelsau", "the\u00adcrown"]),
            *update(s.actor, name="\ufdd0"),
            *update(s.actor, name="\ue000"),
        ],
        verb=Earlier(SIGN, lambda s: get_or_create_actor_by_name(name=OVERRIDE, by=s.cast.edith)),
        form=Earlier(SIGN, lambda s: form(s.actor, qualifier=OVERRIDE)),
    ),
    "claim_words_clean": Rule(
        sql=lambda s: [
            *update(s.claim, statement=OVERRIDE),
            *update(s.claim, statement="x" * 1001),
            *update(s.claim, note="x" * 5001),
            *update(s.claim, note="\x07"),
        ],
        verb=Earlier(SIGN, lambda s: get_or_create_claim(collection=s.collection, statement=OVERRIDE, by=s.cast.edith)),
        form=Earlier(SIGN, lambda s: form(s.claim, statement=OVERRIDE)),
    ),
    "user_kept": Rule(
        sql=lambda s: delete(s.cast.otto),
        verb=Unreached("people are deactivated; no verb deletes one"),
        form=Unreached("no form deletes a person"),
    ),
    "collection_has_editors": Rule(
        sql=lambda s: update(s.collection, editors_per_article=0),
        verb=Earlier(
            "greater than or equal to 1",
            lambda s: create_collection(by=s.cast.mona, slug="none", name="None", editors_per_article=0),
        ),
        form=Earlier("greater than or equal to 1", lambda s: form(s.collection, editors_per_article=0)),
    ),
    "collection_has_a_name": Rule(
        sql=lambda s: update(s.collection, name=" \n"),
        verb=lambda s: create_collection(by=s.cast.mona, slug="nameless", name=" "),
        form=Earlier(REQUIRED, lambda s: form(s.collection, name=" ")),
    ),
    "membership_once": Rule(
        sql=lambda s: insert(Membership, user_id=s.cast.edith.pk, collection_id=s.collection.pk, role="reader"),
        verb=Unreached("`set_member` gives a member another role instead"),
        form=lambda s: form(Membership(collection=s.collection), user=s.cast.edith, role="reader"),
    ),
    "membership_role_known": Rule(
        sql=lambda s: insert(Membership, user_id=s.cast.otto.pk, collection_id=s.collection.pk, role="king"),
        verb=lambda s: set_member(s.collection, user=s.cast.otto, role="king", by=s.cast.mona),
        form=Earlier(CHOICE, lambda s: form(s.collection.memberships.get(user=s.cast.edith), role="king")),
    ),
    "invitation_used_by_somebody": Rule(
        sql=lambda s: [
            *update(s.invitation, used_by_id=s.cast.otto.pk),
            *update(s.invitation, used_at="2024-08-21"),
        ],
        verb=Unreached("`accept` writes both together, and nothing else writes either"),
        form=Unreached("neither field can be edited"),
    ),
    "invitation_role_known": Rule(
        sql=lambda s: insert(Invitation, collection_id=s.collection.pk, role="king", note="", expires_at="2024-08-21"),
        verb=lambda s: create_invitation(s.collection, role="king", by=s.cast.mona),
        form=Earlier(CHOICE, lambda s: form(s.invitation, role="king")),
    ),
    "invitation_fixed": Rule(
        sql=lambda s: [
            *update(s.invitation, role="manager"),
            *update(s.invitation, collection_id=s.foreign_article.collection_id),
        ],
        verb=Unreached("no verb changes what an invitation gives"),
        form=lambda s: form(s.invitation, role="manager"),
    ),
    "password_link_fixed": Rule(
        sql=lambda s: [
            *update(s.password_link, person_id=s.cast.egon.pk),
            *update(s.password_link, made_by_id=s.cast.rita.pk),
            *update(s.password_link, token_hash=hashed("another")),
            *update(s.password_link, expires_at="2124-08-21"),
        ],
        verb=Unreached("no verb changes what a link is for"),
        form=Unreached("no form edits a link"),
    ),
    "password_link_one_at_a_time": Rule(
        sql=lambda s: insert(
            PasswordLink, person_id=s.password_link.person_id, token_hash=hashed("another"), expires_at="2124-08-21"
        ),
        verb=Unreached("making one ends the one before"),
        form=Unreached("no form edits a link"),
    ),
    "password_link_used_or_ended": Rule(
        sql=lambda s: update(s.password_link, used_at="2024-08-21", ended_at="2024-08-21"),
        verb=Unreached("both ask under a lock whether the other was done"),
        form=Unreached("no form edits a link"),
    ),
    "article_text_fixed": Rule(
        sql=lambda s: [
            *update(s.article, text="Nothing happened."),
            *update(s.article, sha256=fingerprint("Nothing happened.")),
            *update(s.article, collection_id=s.foreign_article.collection_id),
        ],
        verb=lambda s: edit_article(s.article, collection=s.foreign_article.collection),
        form=lambda s: form(s.article, text="Nothing happened."),
    ),
    "article_has_text": Rule(
        sql=lambda s: update(s.article, text=" \n"),
        verb=lambda s: make.article(s.collection, text=" \r\n"),
        form=Earlier(REQUIRED, lambda s: form(s.article, text=" \n")),
    ),
    "article_has_title": Rule(
        sql=lambda s: update(s.article, title=" "),
        verb=lambda s: edit_article(s.article, title=" "),
        form=Earlier(REQUIRED, lambda s: form(s.article, title=" ")),
    ),
    "article_once": Rule(
        sql=lambda s: update(s.other_article, sha256=s.article.sha256),
        verb=lambda s: make.article(s.collection, text="\ufeff" + s.article.text, title="Another title"),
        form=lambda s: form(
            Article(collection=s.collection, sha256=s.article.sha256), title="Again", text=s.article.text
        ),
    ),
    "article_words_once": Rule(
        sql=lambda s: update(s.other_article, text=s.article.text + " \n"),
        verb=lambda s: make.article(s.collection, text=s.article.text.rstrip() + "\u2003\r\n", title="Another title"),
        form=lambda s: form(
            Article(collection=s.collection, sha256="0" * 64), title="Again", text=s.article.text + "\n\n"
        ),
    ),
    "article_precision_known": Rule(
        sql=lambda s: update(s.article, published_precision="year"),
        verb=lambda s: edit_article(s.article, published_precision="year"),
        form=Earlier(CHOICE, lambda s: form(s.article, published_precision="year")),
    ),
    "article_not_itself": Rule(
        sql=lambda s: update(s.article, replaces_id=s.article.pk),
        verb=lambda s: edit_article(s.article, replaces=s.article),
        form=lambda s: form(s.article, replaces=s.article),
    ),
    "actor_once": Rule(
        sql=lambda s: update(s.actor, name="evil EMPIRE"),
        verb=lambda s: edit_actor(s.actor, name="EVIL empire"),
        form=lambda s: form(s.actor, name="Evil Empire", kind="state", qualifier=""),
    ),
    "actor_has_a_name": Rule(
        sql=lambda s: update(s.actor, name="\t"),
        verb=lambda s: get_or_create_actor(name=" ", by=s.cast.edith),
        form=Earlier(REQUIRED, lambda s: form(s.actor, name=" ")),
    ),
    "actor_name_listable": Rule(
        sql=lambda s: [
            *update(s.actor, name="Ruritania; Strelsau"),
            *update(s.actor, aliases=["Strelsau", "the crown; the king"]),
        ],
        verb=lambda s: get_or_create_actor(name="Ruritania; Strelsau", by=s.cast.edith),
        form=lambda s: form(s.actor, name="Ruritania", aliases="Strelsau,the crown; the king"),
    ),
    "actor_kind_known": Rule(
        sql=lambda s: update(s.actor, kind="robot"),
        verb=lambda s: get_or_create_actor(name="R2", kind="robot", by=s.cast.edith),
        form=Earlier(CHOICE, lambda s: form(s.actor, kind="robot")),
    ),
    "actor_not_itself": Rule(
        sql=lambda s: [
            *update(s.actor, merged_into_id=s.actor.pk),
            *update(s.actor, affiliation_id=s.actor.pk),
        ],
        verb=lambda s: merge_actor(s.actor, other=s.actor),
        form=lambda s: form(s.actor, affiliation=s.actor),
    ),
    "claim_stays": Rule(
        sql=lambda s: update(s.claim, collection_id=s.foreign_claim.collection_id),
        verb=Unreached("no verb moves a claim"),
        form=lambda s: form(s.claim, collection=s.foreign_claim.collection),
    ),
    "claim_says_something": Rule(
        sql=lambda s: update(s.claim, statement=" "),
        verb=lambda s: get_or_create_claim(collection=s.collection, statement=" \n", by=s.cast.edith),
        form=Earlier(REQUIRED, lambda s: form(s.claim, statement=" ")),
    ),
    "claim_listable": Rule(
        sql=lambda s: update(s.claim, statement="It fell; it was known."),
        verb=lambda s: get_or_create_claim(collection=s.collection, statement="It fell; it was known.", by=None),
        form=lambda s: form(s.claim, statement="It fell; it was known."),
    ),
    "claim_not_itself": Rule(
        sql=lambda s: update(s.claim, merged_into_id=s.claim.pk),
        verb=lambda s: merge_claim(s.claim, other=s.claim),
        form=Unreached("what a claim is merged into cannot be edited"),
    ),
}
