"""How few keys the main job takes, when what is guessed is taken: counted for each passage, and kept from growing."""

import io
from pathlib import Path

import pytest
from django.core.management import call_command
from playwright.sync_api import Locator, expect

from claims.actions.member_set import set_member
from claims.models import Article, Passage
from claims.models.choices import AttributionRole
from claims.permissions import Role
from tests import make
from tests.browser.hand import Effort, Hand, Keyboard, listed, pairs
from tests.claims.kursk import article as kursk_text
from tests.claims.kursk import marks, needs_kursk

pytestmark = [pytest.mark.django_db(transaction=True), needs_kursk]

DOCUMENTED = Path(__file__).resolve().parents[2] / "docs" / "hand.md"
KEYS = {"assertion": "a", "refutation": "r", "quote": "q"}
# The nested passage first: the refutation around it denies what it states.
ORDER = ["2", "1", *map(str, range(3, 16))]


@pytest.fixture
def desk(db):
    """An editor and a reviewer of an empty collection with the article, and the seeded register."""
    call_command("load_actors", stdout=io.StringIO())
    manager, editor, reviewer = make.user("mona"), make.user("edith"), make.user("rita")
    collection = make.collection("kursk", by=manager)
    set_member(collection, user=editor, role=Role.EDITOR, by=manager)
    set_member(collection, user=reviewer, role=Role.REVIEWER, by=manager)
    return editor, reviewer, make.article(collection, text=kursk_text(), title="Kursk", language="en")


class Editor:
    """Marks as somebody would who looks at what is guessed and takes it if it is right."""

    def __init__(self, hand: Hand) -> None:
        self.page, self.hand = hand.page, hand
        # What the article's claims are called here, by what the list of marks calls them.
        self.called: dict[str, str] = {}

    def mark(self, row: dict[str, str]) -> None:
        """One passage with all that the list has for it."""
        first, *fragments = pairs(row["content"])
        self.hand.select(*first)
        self.hand.press(KEYS[row["mark"]])
        expect(self.field("speaker").locator("input[role=combobox]")).to_be_focused()
        for fragment in fragments:
            self.hand.select(*fragment)
            self.hand.press("f", "Enter")
            self.hand.settled()
            expect(self.field("speaker").locator("input[role=combobox]")).to_be_focused()
        self.name("speaker", listed(row["speakers"]), spans={"source": row["source"], "cue": row["cue"]})
        self.name("via", listed(row["via"]))
        if row["mark"] == "refutation":
            self.deny(listed(row["denies"]), row["denial_target"])
        else:
            self.state(listed(row["states"]))

    def field(self, name: str) -> Locator:
        return self.page.locator(f".card.active form[data-field={name}]")

    def name(self, field: str, names: list[str], spans: dict[str, str] | None = None) -> None:
        """Take the guessed actor; else one from the list; else type the name."""
        form = self.field(field)
        for name in names:
            expect(form.locator("input[role=combobox]")).to_be_focused()
            guess = form.locator(".pill.guess > span:first-child")
            option = form.locator("[role=option]", has=self.page.get_by_text(name, exact=True))
            if guess.count() and guess.inner_text() == name:
                for part, wanted in (spans or {}).items():
                    assert (form.get_attribute(f"data-guess-{part}") or "") == wanted, (name, part)
                self.hand.press("Enter")
                continue
            expect(form.locator("[role=option]").first).to_be_visible()
            if not option.count():
                self.hand.type(name)
                option = form.locator("[role=option]", has_text=name)
                expect(option.first).to_have_attribute("aria-selected", "true")
                self.hand.press("Enter")
                continue
            for part, wanted in (spans or {}).items():
                assert (option.first.get_attribute(f"data-send-{part}") or "") == wanted, (name, part)
            self.hand.press(option.first.locator("kbd").inner_text())

    def state(self, claims: list[str]) -> None:
        """Take the guess that states as many claims, those that were stated before in the words used then."""
        form = self.field("claim")
        expect(form.locator("input[role=combobox]")).to_be_focused()
        known = [self.called[claim] for claim in claims if claim in self.called]
        guess = form.locator(".pill.guess .line")
        words = guess.all_inner_texts()
        if len(words) == len(claims) and all(claim in words for claim in known):
            self.hand.press("Enter")
            if "[" in words[0]:
                words = [self._fill(form, words[0])]
        else:
            options = form.locator("[role=option]")
            expect(options.first).to_be_visible()
            number, words = next(
                (place + 1, sentences)
                for place, sentences in enumerate(map(sentences_of, options.all()))
                if len(sentences) == len(claims) and all(claim in sentences for claim in known)
            )
            self.hand.press(str(number))
        new = [claim for claim in claims if claim not in self.called]
        self.called |= dict(zip(new, [sentence for sentence in words if sentence not in known], strict=True))

    def _fill(self, form: Locator, words: str) -> str:
        """Type the name for the one gap of a guessed claim, which stands selected in the field; answers the claim."""
        field = form.locator("input[role=combobox]")
        expect(field).to_have_value(words)
        begin, _, rest = words.partition("[")
        filled = f"{begin}NATO’s{rest.partition(']')[2]}"
        self.hand.type("NATO’s")
        expect(field).to_have_value(filled)
        self.hand.press("Enter")
        return filled

    def deny(self, claims: list[str], target: str) -> None:
        """Take the guessed claim if it is the one; else it, or that the article does not say which, from the list."""
        form = self.field("denial")
        expect(form.locator("input[role=combobox]")).to_be_focused()
        if target:
            option = form.locator("[role=option]", has_text="Claim not specified")
            expect(option).to_contain_text(target)
            self.hand.press(option.locator("kbd").inner_text())
        for claim in claims:
            guess = form.locator(".pill.guess > span:first-child")
            if guess.count() and guess.inner_text() == self.called[claim]:
                self.hand.press("Enter")
            else:
                option = form.locator("[role=option]", has_text=self.called[claim]).first
                self.hand.press(option.locator("kbd").inner_text())


def sentences_of(option: Locator) -> list[str]:
    """The claims that an option takes together."""
    return option.locator(".line").all_inner_texts()


def mark_all(hand: Hand, article: Article) -> tuple[dict[str, Effort], dict[str, str]]:
    """The whole article, handed in: what each passage took, and what the claims of the list are called here."""
    hand.page.goto(f"/articles/{article.pk}/")
    editor, took = Editor(hand), {}
    rows = {row["row"]: row for row in marks()}
    for number in ORDER:
        before = hand.effort
        editor.mark(rows[number])
        took[number] = hand.effort - before
    hand.settled()
    before = hand.effort
    hand.press("h")
    expect(hand.page.get_by_text("Handed in with 15 passages.")).to_be_visible()
    took["hand in"] = hand.effort - before
    return took, editor.called


def test_the_article_takes_no_more_than_is_written_down(desk, page_of, capsys):
    edith, _rita, article = desk
    hand = Hand(page_of(edith))
    took, called = mark_all(hand, article)
    compare(called)
    with capsys.disabled():
        print("\n" + table(took, total=hand.effort))
    assert hand.effort.selections <= 18 and hand.effort.keys <= 80
    assert_no_more_than_documented("marking", hand.effort)


@pytest.mark.takes_long
def test_the_article_and_its_review_by_the_keyboard_alone(desk, page_of, capsys):
    edith, rita, article = desk
    hand = Keyboard(page_of(edith))
    _took, called = mark_all(hand, article)
    compare(called)
    assert (hand.clicks, hand.travel) == (0, 0)

    reviewer = Keyboard(page_of(rita))
    reviewer.page.goto("/review/")
    link = reviewer.page.get_by_role("row").nth(1).get_by_role("link").first
    while not link.evaluate("(link) => link === document.activeElement"):
        reviewer.press("Tab")
    reviewer.press("Enter")
    before = reviewer.effort
    for decided in range(1, 16):
        expect(reviewer.page.locator(".card.active[data-status=submitted][data-painted]")).to_be_visible()
        reviewer.press("y")
        expect(reviewer.page.locator(".card[data-status=approved]")).to_have_count(decided)
    deciding = reviewer.effort - before
    expect(reviewer.page.locator("#readings button")).to_be_focused()
    reviewer.press("Enter")
    expect(reviewer.page.get_by_text("is accepted")).to_be_visible()
    with capsys.disabled():
        print(f"\nby the keyboard alone: {hand.effort.keys} keys; its review: {reviewer.effort.keys} keys")
    assert deciding.keys == 15
    assert_no_more_than_documented("marking by the keyboard alone", hand.effort)
    assert_no_more_than_documented("reviewing", reviewer.effort)


def test_mending_what_was_returned(desk, page_of, capsys):
    edith, rita, article = desk
    hand = Hand(page_of(edith))
    hand.page.goto(f"/articles/{article.pk}/")
    editor = Editor(hand)
    row = next(row for row in marks() if row["row"] == "15")
    editor.mark(row)
    hand.settled()
    hand.press("h")
    expect(hand.page.get_by_text("Handed in with 1 passage.")).to_be_visible()

    reviewer = Hand(page_of(rita))
    reviewer.page.goto("/review/")
    reviewer.click(reviewer.page.get_by_role("row").nth(1).get_by_role("link").first)
    expect(reviewer.page.locator(".card.active[data-status=submitted][data-painted]")).to_be_visible()
    before = reviewer.effort
    reviewer.press("b")
    reviewer.type("It is Russia.")
    reviewer.press("Enter")
    expect(reviewer.page.locator(".card[data-status=returned]")).to_be_visible()
    returning = reviewer.effort - before

    hand.page.goto(f"/articles/{article.pk}/")
    before = hand.effort
    hand.press("j")
    expect(hand.page.locator(".card.active .notice")).to_contain_text("It is Russia.")
    hand.press("n")
    options = editor.field("speaker").locator("[role=option]")
    option = options.filter(has=hand.page.get_by_text("Russia", exact=True))
    hand.press(option.locator("kbd").inner_text())
    expect(editor.field("speaker").locator(".pill:not(.guess)")).to_have_count(2)
    hand.click(editor.field("speaker").locator(".pill button").first)
    expect(editor.field("speaker").locator(".pill:not(.guess)")).to_have_count(1)
    hand.settled()
    hand.press("Escape", "h")
    expect(hand.page.get_by_text("Handed in with 1 passage.")).to_be_visible()
    assert [part.actor.name for part in Passage.objects.get().attributions.all()] == ["Russia"]
    with capsys.disabled():
        print(f"\nreturning: {returning}; mending: {hand.effort - before}")
    assert_no_more_than_documented("returning, its reason of 13 letters typed", returning)
    assert_no_more_than_documented("mending a speaker", hand.effort - before)


def table(took: dict[str, Effort], *, total: Effort) -> str:
    """Each passage in the order of the article."""
    lines = [f"{'':>8} selections clicks keys travel"]
    for what, effort in [*sorted(took.items(), key=lambda each: (len(each[0]), each[0])), ("in all", total)]:
        selections, clicks, keys, travel = effort.figures
        lines.append(f"{what:>8} {selections:>10} {clicks:>6} {keys:>4} {travel:>6}")
    return "\n".join(lines)


def assert_no_more_than_documented(what: str, effort: Effort) -> None:
    """The figures in docs/hand.md only ever shrink; the pointer's way may differ a little with the fonts."""
    line = next(line for line in DOCUMENTED.read_text().splitlines() if line.startswith(f"| {what} |"))
    selections, clicks, keys, travel = (int(cell.replace(",", "")) for cell in line.strip("| ").split(" | ")[1:])
    assert (effort.selections, effort.clicks, effort.keys) <= (selections, clicks, keys), f"{what}: {effort}"
    assert effort.travel <= 1.2 * travel, f"{what}: {effort}"


def compare(called: dict[str, str]) -> None:
    """The same record: what the list says, its claims in the words that were taken for them."""
    rows = {row["row"]: row for row in marks()}
    assert len(set(called.values())) == len(called)
    found = {str(passage.content): passage for passage in Passage.objects.for_cards()}
    assert len(found) == 15
    for row in rows.values():
        passage = found[row["content"]]
        speakers = [part.actor.name for part in passage.attributions.all() if part.role == AttributionRole.SPEAKER]
        via = [part.actor.name for part in passage.attributions.all() if part.role == AttributionRole.VIA]
        told = (passage.mark, str(passage.cue), str(passage.source), speakers, via)
        assert told == (row["mark"], row["cue"], row["source"], listed(row["speakers"]), listed(row["via"])), row["row"]
        assert {part.claim.statement for part in passage.statements.all()} == {
            called[claim] for claim in listed(row["states"])
        }, row["row"]
        denials = [(part.claim.statement if part.claim else "", part.target_text) for part in passage.denials.all()]
        wanted = [(called[claim], "") for claim in listed(row["denies"])]
        assert denials == wanted + ([("", row["denial_target"])] if row["denial_target"] else []), row["row"]
        within = passage.within.content if passage.within else ""
        assert str(within) == (rows[row["within"]]["content"] if row["within"] else ""), row["row"]
