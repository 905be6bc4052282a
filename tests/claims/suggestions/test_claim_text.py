"""The drafted claim: one sentence, no marks around it, no semicolon, pronouns as gaps whose places are right."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.suggestions.claim_text import claim_wording
from claims.suggestions.clauses import QUESTION_MARKS
from claims.text.sentence_ends import FULL_STOPS, full_stop
from tests.claims.kursk import marks, needs_kursk


@pytest.mark.parametrize(
    ("words", "statement"),
    [
        ("that the incursion was necessary", "The incursion was necessary."),
        ("“The operation was planned,”", "The operation was planned."),
        ("„Der Einsatz war geplant“,", "Der Einsatz war geplant."),
        ("dass der Einsatz geplant war", "Der Einsatz war geplant."),
        ("The operation was planned,”", "The operation was planned."),
        ("“‘The operation was planned.’”", "The operation was planned."),
        (
            "the plan was to compel Russia … to start “fair” talks",
            "The plan was to compel Russia to start “fair” talks.",
        ),
        ("“The plan,” … “was fair.”", "The plan was fair."),
        ("“That is a lie!”", "That is a lie."),
        ("That is a lie", "That is a lie."),
        ("war is peace; freedom is slavery ;", "War is peace, freedom is slavery."),
        ("it was  the\n U.S.", "[It] was the U.S."),
        ("the workers’", "The workers’."),
        ("10 people died", "10 people died."),
        ("“fair” talks", "“Fair” talks."),
        ("“他来了。”", "他来了。"),
        ("“ … ”", ""),
        ("", ""),
    ],
)
def test_a_claim_is_drafted_as_one_sentence(words, statement):
    assert claim_wording(words).text == statement


@pytest.mark.parametrize(
    ("words", "language", "statement"),
    [
        ("he gave us her plan and I took it", "en", "[He] gave [us] [her] plan and [I] took [it]."),
        ("they’re in our country, it's theirs", "en", "[They]’re in [our] country, [it]'s [theirs]."),
        ("the US and IT after World War I", "en", "The US and IT after World War I."),
        ("er habe ihren Plan, unser Land und sein Heer", "de", "[Er] hat [ihren] Plan, [unser] Land und [sein] Heer."),
        ("es kann sein, dass sie kommt", "de-AT", "[Es] kann sein, dass [sie] kommt."),
        ("her damit und hin und her", "de", "Her damit und hin und her."),
        ("er es una cosa", "es", "Er es una cosa."),
        ("er und he", "", "[Er] und [he]."),
    ],
)
def test_pronouns_of_the_language_are_gaps(words, language, statement):
    assert claim_wording(words, language).text == statement


pieces = st.sampled_from(
    [
        "that ",
        "it",
        "He ",
        "us",
        " ",
        " … ",
        "“",
        "”",
        "‘",
        "’",
        '"',
        ";",
        ",",
        ".",
        "word",
        "É",
        "ß",
        "\n",
        "1",
        "?",
        "🙂",
    ]
)


@given(st.lists(pieces, max_size=20).map("".join) | st.text(max_size=40))
def test_every_draft_is_fit_to_be_a_claim(words):
    statement, gaps, _is_sentence = claim_wording(words)
    assert bool(statement) == any(character.isalnum() for character in statement)
    assert ";" not in statement
    assert "\n" not in statement
    if statement:
        assert statement[-1] in FULL_STOPS + QUESTION_MARKS or full_stop(words) == ""
        assert statement[-2:] not in {"..", "!.", "?."}
        assert statement == statement.strip()
        first = next(character for character in statement if character.isalnum())
        assert first == first.title() or len(first.title()) > 1
    assert all(statement[start] == "[" and statement[end - 1] == "]" for start, end in gaps)
    # Without its gaps it holds letters and digits of the passage, in their order.
    letters = iter([character.casefold() for character in words if character.isalnum()])
    assert all(character.casefold() in letters for character in statement if character.isalnum())


@needs_kursk
def test_the_marked_article_drafts_what_the_editor_goes_on_from():
    drafts = {mark["row"]: claim_wording(mark["text"], "en") for mark in marks()}
    assert drafts["5"].text == "The incursion was necessary to compel Russia to start holding “fair” peace talks."
    assert drafts["8"].text == "Ukraine had not given early notice."
    assert drafts["14"].text == "[It] had installed a military commandant in the area [it] controlled."
    assert [drafts["14"].text[start:end] for start, end in drafts["14"].gaps] == ["[It]", "[it]"]
    assert drafts["11"].text.startswith("Without [their] participation and direct support, Kyiv would not")
