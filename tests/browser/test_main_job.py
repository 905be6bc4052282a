"""The main job, end to end, in a browser: import a real article, mark it by hand, hand in, approve, take the tables."""

import csv
import io
from pathlib import Path

import pytest
from django.core.management import call_command
from playwright.sync_api import Page, expect

from claims.actions.member_set import set_member
from claims.models import Article, Assignment, Passage
from claims.permissions import Role
from tests import make
from tests.browser.hand import Hand, listed, pairs, rested

KURSK = Path(__file__).resolve().parents[3] / "shared" / "data" / "kursk"
pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not KURSK.exists(), reason=f"the article to work on is not here: {KURSK}"),
]


def rows() -> list[dict[str, str]]:
    """The fifteen passages that a careful editor marks."""
    with (KURSK / "marks.tsv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


@pytest.fixture
def people(db):
    """An editor, a reviewer and a manager of an empty collection, and the seeded register."""
    call_command("load_actors", stdout=io.StringIO())
    manager, editor, reviewer = make.user("mona"), make.user("edith"), make.user("rita")
    collection = make.collection("kursk", by=manager)
    set_member(collection, user=editor, role=Role.EDITOR, by=manager)
    set_member(collection, user=reviewer, role=Role.REVIEWER, by=manager)
    return manager, editor, reviewer, collection


def import_article(page: Page, slug: str) -> Article:
    """Upload the file as a manager does."""
    page.goto(f"/collections/{slug}/import/")
    page.set_input_files("input[type=file]", KURSK / "article.txt")
    page.get_by_role("button", name="Import").click()
    page.get_by_role("link", name="article").first.wait_for()
    return Article.objects.get()


def mark_all(page: Page, article: Article) -> Hand:
    """Every passage of the list, by selecting words and pressing keys."""
    page.goto(f"/articles/{article.pk}/")
    hand = Hand(page)
    for row in rows():
        mark_one(hand, row)
    return hand


def mark_one(hand: Hand, row: dict[str, str]) -> None:
    page = hand.page
    first, *others = pairs(row["content"])
    hand.select(*first)
    hand.press({"assertion": "a", "refutation": "r", "quote": "q"}[row["mark"]])
    card = page.locator(".card.active")
    expect(card.locator("form[data-field=speaker]")).to_be_visible()
    for spans, key in ((others, "f"), (pairs(row["source"]), "s"), (pairs(row["cue"]), "c")):
        for pair in spans:
            hand.settled()
            hand.select(*pair)
            hand.press(key)
    hand.settled()
    for name in listed(row["speakers"]):
        go_to(hand, "speaker")
        name_actor(
            hand, "speaker", name, kind="person" if name in ("Nikolai Patrushev", "Vladimir Putin") else "organisation"
        )
    for name in listed(row["via"]):
        go_to(hand, "via")
        name_actor(hand, "via", name, kind="media")
    for claim in listed(row["denies"]):
        go_to(hand, "denial")
        choose_claim(hand, "denial", claim)
    if row["denial_target"]:
        go_to(hand, "denial")
        option = page.locator("form[data-field=denial] [role=option]", has_text="Claim not specified")
        expect(option).to_contain_text(row["denial_target"])
        hand.press(option.locator("kbd").inner_text())
    for claim in listed(row["states"]):
        go_to(hand, "claim")
        choose_claim(hand, "claim", claim)
    hand.settled()
    expect(card.locator(".lack")).to_have_count(0)


def go_to(hand: Hand, field: str) -> None:
    """To a field of the open card: by its key, unless the focus came there by itself."""
    if hand.page.locator(f".card.active form[data-field={field}] input[role=combobox]:focus").count():
        return
    if hand.page.locator("input:focus").count():
        hand.press("Escape")
    # Right behind typed words a letter would be one more of them.
    rested(hand.page)
    hand.press({"speaker": "n", "via": "v", "denial": "d", "claim": "c"}[field])


def name_actor(hand: Hand, field: str, name: str, *, kind: str) -> None:
    """Accept the guess if it is right, else type the name and take it from the list, or enter it as new."""
    form = hand.page.locator(f".card.active form[data-field={field}]")
    expect(form.locator("input[role=combobox]")).to_be_focused()
    guess = form.locator(".pill.guess > span:first-child")
    if guess.count() and guess.inner_text() == name:
        hand.press("Enter")
    else:
        hand.type(name)
        known = form.locator("[role=option]:not(.new)", has_text=name)
        options = form.locator("[role=option]")
        expect(options.last).to_contain_text(name)
        new = form.locator("[role=option].new", has_text=kind)
        while known.or_(new).first.get_attribute("aria-selected") != "true":
            hand.press("ArrowDown")
        hand.press("Enter")
    expect(form.locator(".pill:not(.guess)", has_text=name)).to_be_visible()


def choose_claim(hand: Hand, field: str, statement: str) -> None:
    """Accept the guess if it is right, else type the claim: one that is there is found, else it is new."""
    form = hand.page.locator(f".card.active form[data-field={field}]")
    expect(form.locator("input[role=combobox]")).to_be_focused()
    guess = form.locator(".pill.guess > span:first-child").first
    if guess.count() and guess.inner_text() == statement:
        hand.press("Enter")
    else:
        hand.type(statement)
        hand.press("Enter")
    expect(form.locator(".pill:not(.guess)", has_text=statement)).to_be_visible()


def review_all(page: Page) -> None:
    """Step through the reading with the keyboard and approve each passage."""
    page.goto("/review/")
    page.get_by_role("row").nth(1).get_by_role("link").click()
    for count in range(1, 16):
        expect(page.locator(".card.active[data-status=submitted][data-painted]")).to_be_visible()
        page.keyboard.press("y")
        expect(page.locator(".card[data-status=approved]")).to_have_count(count)
    page.get_by_role("button", name="Accept reading (complete)").click()
    expect(page.get_by_text("is accepted")).to_be_visible()


def download(page: Page, name: str) -> list[dict[str, str]]:
    response = page.request.get(f"/collections/kursk/{name}?raw=1")
    assert response.ok, response.text()
    return list(csv.DictReader(io.StringIO(response.body().decode("utf-8"), newline="")))


@pytest.mark.takes_long
def test_the_main_job(people, page_of, capsys):
    manager, editor, reviewer, collection = people
    article = import_article(page_of(manager), collection.slug)
    assert article.text == (KURSK / "article.txt").read_text(encoding="utf-8")

    page = page_of(editor)
    hand = mark_all(page, article)
    assert Passage.objects.count() == 15
    rested(page)
    hand.press("h")
    expect(page.get_by_text("Handed in with 15 passages.")).to_be_visible()
    with capsys.disabled():
        print(f"\nthe article took {hand.selections} selections and {hand.keys} keys")

    review_all(page_of(reviewer))
    assert Passage.objects.filter(status="approved", reviewed_by=reviewer).count() == 15
    assert Assignment.objects.get().accepted_by == reviewer

    analyst = page_of(manager)
    exported = download(analyst, "export.csv")
    compare_passages(exported)
    compare_stances(download(analyst, "stances.csv"), exported)


def compare_passages(exported: list[dict[str, str]]) -> None:
    """Each row of the table says what the list says, in the order of the article."""
    wanted = sorted(rows(), key=lambda row: (pairs(row["content"])[0][0], -pairs(row["content"])[-1][1]))
    assert len(exported) == len(wanted) == 15
    ids = {row["row"]: found["passage_id"] for row, found in zip(wanted, exported, strict=True)}
    for row, found in zip(wanted, exported, strict=True):
        denials = listed(row["denies"]) or ([""] if row["denial_target"] else [])
        expected = {
            "mark": row["mark"], "spans": row["content"], "text": row["text"], "cue_spans": row["cue"],
            "cue": row["cue_text"], "source_spans": row["source"], "source": row["source_text"],
            "speakers": "; ".join(listed(row["speakers"])), "via": "; ".join(listed(row["via"])),
            "states_claims": "; ".join(listed(row["states"])), "denies_claims": "; ".join(denials),
            "denial_targets": row["denial_target"],
            "denial_states": "unsaid" if row["denial_target"] else "; ".join("linked" for _ in denials),
            "within_passage_id": ids[row["within"]] if row["within"] else "",
            "status": "approved", "editor": "edith", "reviewer": "rita",
        }  # fmt: skip
        assert {name: found[name] for name in expected} == expected, f"row {row['row']}"


def compare_stances(stances: list[dict[str, str]], exported: list[dict[str, str]]) -> None:
    """One row a speaker × claim × passage: who says, who denies."""
    passages = {found["spans"]: found["passage_id"] for found in exported}
    wanted = set()
    for row in rows():
        claims = [("asserts", claim) for claim in listed(row["states"])] + [
            ("denies", claim) for claim in listed(row["denies"])
        ]
        claims += [("denies", row["denial_target"])] if row["denial_target"] else []
        wanted |= {
            (speaker, claim, passages[row["content"]])
            for speaker in listed(row["speakers"])
            for _stance, claim in claims
        }
    assert {(found["speaker"], found["claim"], found["passage_id"]) for found in stances} == wanted
    assert len(stances) == len(wanted)
