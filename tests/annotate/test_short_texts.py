"""Names, titles, claims and notes from a browser: refused with the sign and its place, or stored clean."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from claims.actions.assignment_hand_in import hand_in_reading
from claims.actions.invitation_create import create_invitation
from claims.actions.passage_review import approve_passage
from claims.models import Actor, Article, Claim, Collection, Comment, Denial, Invitation, Passage, User
from claims.permissions import Role
from tests import make

HX = {"HX-Request": "true"}
OVERRIDE = "fed\u202ecba"


def everything() -> list[object]:
    """What is stored of all that these forms write."""
    texts = [
        (Actor, ("name", "qualifier", "aliases")), (Claim, ("statement", "note")), (Comment, ("text",)),
        (Denial, ("target_text",)), (Passage, ("note", "review_note", "status")), (Invitation, ("note",)),
        (Article, ("title", "outlet", "byline", "url")), (Collection, ("name", "guidelines")),
        (User, ("username", "first_name")),
    ]  # fmt: skip
    return [list(model.objects.order_by("pk").values_list("pk", *fields)) for model, fields in texts]


@pytest.fixture
def scene(cast):
    """A refutation of Edith's that waits for review, an approved one of Egon's, a claim and an actor."""
    actor, claim = make.actor("Ruritania"), make.claim(cast.collection, "The plan was known.")
    User.objects.filter(pk=cast.mona.pk).update(starts_collections=True)
    parts = {"speakers": [actor], "denies": [claim], "mark": "refutation"}
    mine = make.passage(cast.article, "denied", by=cast.edith, **parts)
    theirs = make.passage(cast.article, "denied", by=cast.egon, **parts)
    for editor in (cast.edith, cast.egon):
        hand_in_reading(cast.article.assignments.get(editor=editor), by=editor)
    theirs.refresh_from_db()
    approve_passage(theirs, by=cast.rita, version=theirs.version)
    mine.refresh_from_db()
    return {"actor": actor.pk, "claim": claim.pk, "article": cast.article.pk, "mine": mine, "theirs": theirs}


def forms(cast, scene):
    """Who sends what to where: one form each, right but for one text."""
    mine, theirs = scene["mine"], scene["theirs"]
    stamp = {"version": mine.version}
    there = f"/passages/{mine.pk}"
    collection = {"name": "N", "language": "en", "time_zone": "UTC", "editors_per_article": 2}
    described = {"title": "T", "language": "en"}
    article, slug = f"/articles/{scene['article']}", cast.collection.slug
    return {
        "note": (cast.edith, f"{there}/note/", stamp, "note"),
        "speaker": (cast.edith, f"{there}/speakers/", stamp, "name"),
        "via": (cast.edith, f"{there}/via/", stamp, "name"),
        "statement": (cast.edith, f"{there}/statements/", stamp, "statement"),
        "words": (cast.edith, f"{there}/statements/", stamp, "words"),
        "statements": (cast.edith, f"{there}/statements/", stamp, "statements"),
        "denial": (cast.edith, f"{there}/denials/", stamp, "statement"),
        "denied": (cast.edith, f"{there}/denials/", stamp | {"state": "not_here"}, "target_text"),
        "comment": (cast.edith, f"{there}/comments/", {}, "text"),
        "return": (cast.rita, f"{there}/return/", stamp, "reason"),
        "reopen": (cast.rita, f"/passages/{theirs.pk}/reopen/", {"version": theirs.version}, "reason"),
        "settle": (
            cast.rita, f"{article}/settle/take/",
            {"left": f"{mine.pk}:{mine.version}", "chosen": "left", "alone": "on"}, "reason",
        ),
        "claim note": (cast.rita, f"/claims/{scene['claim']}/note/", {}, "note"),
        "reword": (cast.rita, f"/claims/{scene['claim']}/reword/", {}, "statement"),
        "new actor": (cast.edith, "/actors/new/", {"kind": "state"}, "name"),
        "actor": (cast.rita, f"/actors/{scene['actor']}/edit/", {"kind": "state", "name": "R"}, "qualifier"),
        "aliases": (cast.rita, f"/actors/{scene['actor']}/edit/", {"kind": "state", "name": "R"}, "aliases"),
        "title": (cast.mona, f"{article}/details/", described, "title"),
        "outlet": (cast.mona, f"{article}/details/", described, "outlet"),
        "byline": (cast.mona, f"{article}/details/", described, "byline"),
        "new collection": (cast.mona, "/collections/new/", collection, "name"),
        "settings": (cast.mona, f"/collections/{slug}/settings/", collection, "name"),
        "guidelines": (cast.mona, f"/collections/{slug}/guidelines/edit/", {}, "guidelines"),
        "invitation": (cast.mona, f"/collections/{slug}/invitations/", {"role": "reader"}, "note"),
        "account": (cast.ralf, "/account/", {"time_zone": "UTC", "language": "en"}, "name"),
    }  # fmt: skip


NAMES = (
    "note", "speaker", "via", "statement", "words", "statements", "denial", "denied", "comment", "return", "reopen",
    "settle", "claim note", "reword", "new actor", "actor", "aliases", "title", "outlet", "byline", "new collection",
    "settings", "guidelines", "invitation", "account",
)  # fmt: skip
LONG = {
    "note": 5000, "speaker": 300, "via": 300, "statement": 1000, "words": 1000, "statements": 1000, "denial": 1000,
    "denied": 1000, "comment": 5000, "return": 2000, "reopen": 2000, "settle": 2000, "claim note": 5000,
    "reword": 1000, "new actor": 300, "actor": 200, "aliases": 300, "title": 500, "outlet": 200, "byline": 300,
    "new collection": 200, "settings": 200, "guidelines": 100_000, "invitation": 200, "account": 150,
}  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("text", [OVERRIDE, "a\x1b[2Jb", "a\ue000b", "too long"])
def test_every_form_refuses_it_and_stores_nothing(cast, scene, as_user, name, text):
    person, address, fields, field = forms(cast, scene)[name]
    before = everything()
    sent = "x" * (LONG[name] + 1) if text == "too long" else text
    answer = as_user(person).post(address, fields | {field: sent}, headers=HX)
    assert answer.status_code == 422, answer.content
    assert everything() == before
    if text == OVERRIDE:
        assert "U+202E RIGHT-TO-LEFT OVERRIDE, sign 4" in answer.content.decode()


def sent_as_seen(client, address, fields):
    """The answer to a form; one that must say what it has seen is told so first, and sent again."""
    answer = client.post(address, fields, headers=HX)
    if answer.status_code == 409:
        shown = re.search(r'name="seen" value="(\w{64})"', answer.content.decode())[1]
        answer = client.post(address, fields | {"seen": shown}, headers=HX)
    return answer


@pytest.mark.parametrize("name", NAMES)
def test_every_form_stores_it_without_what_is_hidden(cast, scene, as_user, name):
    person, address, fields, field = forms(cast, scene)[name]
    answer = sent_as_seen(as_user(person), address, fields | {field: "\ufeffAme\u0301\u200blie\u00ad\u2060"})
    assert answer.status_code < 400, answer.content
    stored = str(everything())
    assert "Amélie" in stored or name == "settle"
    assert not any(sign in stored for sign in ("\\ufeff", "\\u200b", "\\xad", "\\u2060", "\u0301", "\u200b"))


def test_as_long_as_the_column_is_not_too_long(cast, scene, as_user):
    for name in ("statements", "comment", "new actor"):
        person, address, fields, field = forms(cast, scene)[name]
        assert as_user(person).post(address, fields | {field: "x" * LONG[name]}, headers=HX).status_code < 400, name


@pytest.mark.parametrize("words", ["\u200b", "\u2060\ufeff", "\u00ad \u200e", "\u2800", "\u3164"])
def test_a_passage_over_nothing_that_shows_is_refused(cast, as_user, words):
    article = make.article(cast.collection, text=f"Ada said{words}. Bridge falls.")
    start = article.text.index(words)
    there = f"{start}..{start + len(words)}"
    for spans in ({"content": there}, {"content": "0..3", "cue": there}):
        fields = {"id": str(make.uuid7()), "mark": "assertion"} | spans
        answer = as_user(cast.edith).post(f"/articles/{article.pk}/passages/", fields, headers=HX)
        assert answer.status_code == 422 and "Nothing is selected" in answer.content.decode()
    assert not Passage.objects.exists()


def test_titles_from_names_of_files_lose_what_hides_in_them(cast, as_user):
    file = SimpleUploadedFile("re\u200bport\u202etxt.exe\x07.txt", b"Some text.")
    address = reverse("articles_import", args=[cast.collection.slug])
    as_user(cast.mona).post(address, {"upload": [file], "language": "en"})
    assert Article.objects.filter(title="reporttxt.exe").exists()


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("еdith", "mixes Cyrillic, Latin"), ("Edith", "already exists|looks like another"), ("ed1th", ""),
        ("egοn", "mixes Greek, Latin"), ("eg0n", "looks like another"), ("ｒｉｔａ", "already exists"),
        ("rita\u200b", r"U\+200B|valid username"), ("ri ta", "no spaces"),
    ],
)  # fmt: skip
def test_who_joins_takes_a_name_that_looks_like_nobody_elses(cast, client, name, said):
    invitation = create_invitation(cast.collection, role=Role.READER, by=cast.mona)
    password = "the-dam-holds-7-times"
    fields = {"name": "Nora", "username": name, "password1": password, "password2": password}
    answer = client.post(reverse("invitation", args=[invitation.token]), fields)
    if said:
        assert answer.status_code == 422 and re.search(said, answer.content.decode())
    assert User.objects.filter(first_name="Nora").count() == (not said)


def test_names_from_the_right_stand_apart_from_what_is_beside_them(cast, as_user):
    name, statement, title = "وزارة الخارجية", "سقط الجسر.", "سقوط الجسر"
    actor = make.actor(name, "organisation", qualifier="لبنان", aliases=["الوزارة", "MFA"])
    claim = make.claim(cast.collection, statement)
    article = make.article(cast.collection, text="The bridge fell, they said.", title=title, outlet="النهار")
    passage = make.passage(article, "The bridge fell", by=cast.edith, speakers=[actor], states=[claim])
    card = f"/articles/{article.pk}/?passage={passage.pk}"
    edith, slug = as_user(cast.edith), cast.collection.slug

    def stands_apart(text: str, *addresses: str) -> None:
        for address in addresses:
            page = edith.get(address).content.decode()
            # In a list, not in a heading's trail or in an attribute.
            # The words that were looked for stand out within it.
            main = re.sub("</?mark>", "", page[page.index("<main") :])
            assert re.search(rf'(?:<bdi|<[^<>]* dir="auto")[^<>]*>{re.escape(text)}</', main), (text, address)

    stands_apart(name, card, f"/articles/{article.pk}/", "/actors/", "/claims/", "/search/?q=وزارة")
    stands_apart("الوزارة", "/actors/", f"/actors/{actor.pk}/")
    stands_apart(statement, "/claims/", "/search/?q=الجسر")
    stands_apart(title, f"/collections/{slug}/", "/search/?q=سقوط", f"/claims/{claim.pk}/", "/")


@pytest.mark.parametrize("name", ["Edith", "ed1th", "еdith", "e dith", "ed\u200bith", "nora"])
def test_the_admin_takes_no_look_alike_either(cast, as_user, name):
    root = make.user("root", is_staff=True, is_superuser=True)
    password = "the-dam-holds-7-times"
    fields = {"username": name, "password1": password, "password2": password, "usable_password": "true"}
    answer = as_user(root).post("/admin/claims/user/add/", fields)
    refused = name not in ("ed1th", "nora")
    assert (answer.status_code == 200) == refused, answer.content
    assert User.objects.filter(username=name).exists() != refused


def test_the_admin_cleans_what_it_writes(cast, as_user):
    root = as_user(make.user("root", is_staff=True, is_superuser=True))
    actor = make.actor("Ruritania", "state")
    address = f"/admin/claims/actor/{actor.pk}/change/"
    fields = {"name": "Ruritania", "kind": "state", "qualifier": "", "aliases": "", "wikidata_id": ""}
    for change in (
        {"name": OVERRIDE},
        {"aliases": f"a;{OVERRIDE}"},
        {"qualifier": "\x07"},
        {"wikidata_id": "Q\u202e1"},
    ):
        answer = sent_as_seen(root, address, fields | change)
        assert answer.status_code == 200 and "cannot be kept" in answer.content.decode(), change
    cleaned = {"name": "Ru\u200britania", "aliases": "Strel\u00adsau"}
    assert sent_as_seen(root, address, fields | cleaned).status_code == 302
    actor.refresh_from_db()
    assert (actor.name, actor.aliases) == ("Ruritania", ["Strelsau"])
