"""The exported tables: their columns, every cell of a scene that has everything, their quoting, and how they stream."""

import csv
import io
import os
import tracemalloc
from pathlib import Path

import pytest
from django.db import connection
from django.urls import reverse

from claims.actions.passage_create import create_passage
from claims.exchange.filters import STATUSES, choose
from claims.exchange.registry import EXPORTS
from claims.exchange.stream import PIECE, pieces, preview
from claims.models import Passage
from claims.text.spreadsheet_cells import plain, safe
from tests import make
from tests.claims import scene as scenes

GOLDEN = Path(__file__).parent / "golden"

# What other programs rely on, to the letter.
COLUMNS = {
    "csv": """
        article_title, outlet, published, speakers, mark, form, text, states_claims, denies_claims, denial_kinds,
        denial_states, denial_targets, via, status, passage_url, collection, article_id, article_url, language,
        passage_id, version, start, end, spans, prefix, suffix, cue, cue_spans, source, source_spans, speaker_ids,
        speaker_kinds, unattributed, via_ids, states_claim_ids, denies_claim_ids, answers_passage_ids,
        within_passage_id, note, editor, created_at, updated_at, submitted_at, reviewer, reviewed_at, text_sha256
    """,
    "stances": """
        published, article_title, outlet, speaker, speaker_kind, speaker_affiliation, stance, claim, via, mark, text,
        status, passage_url, speaker_id, claim_id, passage_id, article_id, collection, editor, reviewer, reviewed_at
    """,
}


@pytest.fixture
def scene(db: None) -> scenes.Scene:
    return scenes.scene()


def written(scene: scenes.Scene, name: str = "csv", *, safe: bool = False, **choice) -> bytes:
    choice.setdefault("statuses", STATUSES)
    passages = choose(scene.collection, **choice).passages()
    return b"".join(pieces(EXPORTS[name], passages, safe=safe))


def cells(file: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(file.decode(), newline="")))


def rows(scene: scenes.Scene, name: str = "csv", **options) -> list[dict[str, str]]:
    header, *body = cells(written(scene, name, **options))
    return [dict(zip(header, row, strict=True)) for row in body]


def row_of(scene: scenes.Scene, passage: str) -> dict[str, str]:
    return next(row for row in rows(scene) if row["passage_id"] == str(scene.passages[passage].pk))


@pytest.mark.parametrize("name", COLUMNS)
def test_the_columns_are_those_of_the_contract(scene, name):
    wanted = [column.strip() for column in COLUMNS[name].split(",")]
    assert cells(written(scene, name))[0] == wanted == list(EXPORTS[name].header)


def test_every_format_has_its_golden_file():
    assert {file.stem for file in GOLDEN.glob("*.csv")} == set(EXPORTS)


@pytest.mark.parametrize("name", EXPORTS)
def test_the_scene_is_written_as_in_the_golden_file(scene, name):
    file = written(scene, name)
    if os.environ.get("GAINSAY_WRITE_GOLDEN"):
        (GOLDEN / f"{name}.csv").write_bytes(file)
    assert file.decode().splitlines() == (GOLDEN / f"{name}.csv").read_text(encoding="utf-8").splitlines()


def test_the_scene_has_every_status():
    assert {*scenes.STATUSES.values()} == {*STATUSES, "merged"}


def test_the_rows_stand_in_order_of_article_and_position(scene):
    places = [(int(row["article_id"]), int(row["start"]), -int(row["end"])) for row in rows(scene)]
    assert places == sorted(places) and len(places) == 10


def test_words_and_spans_are_those_of_the_text(scene):
    for row in rows(scene):
        text = scenes.TEXT if row["article_id"] == str(scene.articles[0].pk) else scenes.LATER
        for spans, words in (("spans", "text"), ("cue_spans", "cue"), ("source_spans", "source")):
            pairs = [tuple(map(int, each.split(".."))) for each in row[spans].split(";") if each]
            assert " … ".join(text[start:end] for start, end in pairs) == row[words]
        assert text[: int(row["start"])].endswith(row["prefix"]) and text[int(row["end"]) :].startswith(row["suffix"])


def test_what_was_merged_is_what_it_went_to_and_named_once(scene):
    assert row_of(scene, "both")["speakers"] == "Strelsau; Ruritania"
    assert row_of(scene, "both")["speaker_ids"] == f"{scene.actors['city'].pk}; {scene.actors['state'].pk}"
    said = row_of(scene, "interrupted")
    assert said["states_claims"] == "The bridge was safe until May."
    assert said["states_claim_ids"] == str(scene.claims["safe"].pk)


def test_the_columns_about_denials_have_one_slot_a_denial(scene):
    denied = row_of(scene, "denies")
    slots = {
        name: denied[name].split("; ")
        for name in ("denies_claims", "denial_kinds", "denial_states", "denial_targets", "denies_claim_ids",
                     "answers_passage_ids")
    }  # fmt: skip
    assert {len(each) for each in slots.values()} == {4}
    assert slots["denial_kinds"] == ["denies", "disputes", "denies", "denies"]
    assert slots["denial_states"] == ["linked", "not_here", "unsaid", "linked"]
    assert slots["denies_claims"] == ["The plan was known.", "", "", "The bridge was safe until May."]
    assert slots["denial_targets"] == ["", "-the paper’s report", "", ""]
    assert slots["answers_passage_ids"] == ["", "", "", str(scene.passages["interrupted"].pk)]


def test_a_denial_that_answers_a_merged_passage_answers_its_twin(scene):
    assert row_of(scene, "answer")["answers_passage_ids"] == str(scene.passages["interrupted"].pk)


def test_a_chain_of_vias_stands_in_its_order(scene):
    assert row_of(scene, "told")["via"] == "Gazette; The Agency"


def test_published_is_a_day_or_a_moment_as_far_as_it_is_known(scene):
    for row in rows(scene):
        article = next(each for each in scene.articles if str(each.pk) == row["article_id"])
        assert row["published"] == article.published
    assert {row["published"] for row in rows(scene)} == {"2024-08-16", "2024-08-17T06:05:00+00:00"}


def test_times_are_in_utc_whatever_the_session_says(scene):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL TimeZone = 'Asia/Kathmandu'")
    told = row_of(scene, "interrupted")
    assert told["created_at"] == scenes.FIRST.isoformat() == "2024-08-20T09:30:15.123456+00:00"
    assert told["published"] == "2024-08-16"


def test_addresses_are_whole_and_lead_there(scene, settings):
    settings.GAINSAY_URL = "https://gainsay.example.org"
    row = row_of(scene, "inner")
    at = {"passage_id": row["passage_id"]}, {"article_id": row["article_id"]}
    assert row["passage_url"] == "https://gainsay.example.org" + reverse("passage", kwargs=at[0])
    assert row["article_url"] == "https://gainsay.example.org" + reverse("article", kwargs=at[1])


def test_a_passage_without_a_speaker_keeps_its_stance(scene):
    row = next(row for row in rows(scene, "stances") if row["passage_id"] == str(scene.passages["inner"].pk))
    assert (row["speaker"], row["speaker_id"], row["stance"], row["claim"]) == ("", "", "states", "The plan was known.")


def test_stances_are_one_row_a_speaker_and_claim(scene):
    both = [row for row in rows(scene, "stances") if row["passage_id"] == str(scene.passages["both"].pk)]
    assert [(row["speaker"], row["claim"]) for row in both] == [
        ("Strelsau", "The bridge is closed."), ("Ruritania", "The bridge is closed."),
    ]  # fmt: skip
    keys = [(r["speaker_id"], r["claim_id"], r["claim"], r["stance"], r["passage_id"]) for r in rows(scene, "stances")]
    assert len(keys) == len(set(keys))


def test_a_denial_of_something_not_in_the_collection_has_its_words_as_the_claim(scene):
    held = [row for row in rows(scene, "stances") if row["passage_id"] == str(scene.passages["denies"].pk)]
    assert [(row["stance"], row["claim"], bool(row["claim_id"])) for row in held] == [
        ("denies", "The plan was known.", True),
        ("disputes", "-the paper’s report", False),
        ("denies", "", False),
        ("denies", "The bridge was safe until May.", True),
    ]


def test_an_affiliation_that_was_merged_is_what_it_went_to(scene):
    row = next(row for row in rows(scene, "stances") if row["speaker"] == "Ada Vane")
    assert row["speaker_affiliation"] == "Ministry of Works"


@pytest.mark.parametrize("name", EXPORTS)
def test_the_file_keeps_to_rfc_4180_with_lf(scene, name):
    file = written(scene, name).decode()
    assert file.endswith("\n") and "\r" not in file and not file.startswith("\ufeff")
    again = io.StringIO(newline="")
    csv.writer(again, lineterminator="\n").writerows(cells(file.encode()))
    assert again.getvalue() == file, "quoted where it must be, and nowhere else; what is empty is empty"


@pytest.mark.parametrize("name", EXPORTS)
def test_the_form_for_spreadsheets_guards_risky_cells_and_can_be_undone(scene, name):
    as_is, guarded = cells(written(scene, name)), cells(written(scene, name, safe=True))
    assert guarded == [[safe(cell) for cell in row] for row in as_is] != as_is
    assert [[plain(cell) for cell in row] for row in guarded] == as_is
    begin = {cell[:1] for row in as_is for cell in row}
    assert {"=", "-", "@", "'"} & begin


def test_a_byte_order_mark_stands_first_where_it_is_asked_for(scene):
    passages = choose(scene.collection).passages()
    with_mark = b"".join(pieces(EXPORTS["csv"], passages, safe=True, byte_order_mark=True))
    assert with_mark == b"\xef\xbb\xbf" + b"".join(pieces(EXPORTS["csv"], passages, safe=True))


def test_nothing_chosen_is_a_header_alone(scene):
    file = b"".join(pieces(EXPORTS["csv"], Passage.objects.none(), safe=True))
    assert file.decode().count("\n") == 1 and file.startswith(b"article_title,")


def test_a_preview_is_the_first_rows(scene):
    passages = choose(scene.collection, statuses=STATUSES).passages()
    first = preview(EXPORTS["csv"], passages, rows=2)
    assert [str(row["passage_id"]) for row in first] == [row["passage_id"] for row in rows(scene)[:2]]
    assert first[0]["outlet"] == "'t Nieuws", "as it is, without the guard"


@pytest.fixture
def long(cast):
    """Forty passages with 250 kB of note each: ten megabytes."""
    for number in range(40):
        start = number
        passage, _ = create_passage(
            id=make.uuid7(), article=cast.article, by=cast.edith, role="editor", mark="quote",
            content=make.Spans.of([(start, 100)]),
        )  # fmt: skip
        # Longer than any note may be since, as an older one may have been.
        make.past_the_rules("UPDATE claims_passage SET note = %s WHERE id = %s", f"{number}é" * 90_000, passage.pk)
    return choose(cast.collection, statuses=["draft"]).passages()


def test_the_file_comes_in_pieces_and_memory_does_not_grow_with_it(long):
    sizes, arrived = [], []
    tracemalloc.start()
    for piece in pieces(EXPORTS["csv"], long, safe=True, on_rows=arrived.append):
        sizes.append(len(piece))
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert sum(sizes) > 10_000_000 and max(sizes) <= PIECE <= 128 * 1024
    assert peak < 2_000_000, "a row or two of 270 kB, and a piece"
    assert sum(arrived) == 41


def test_who_stops_early_leaves_the_connection_fit_for_use(long):
    stream = pieces(EXPORTS["csv"], long, safe=True)
    next(stream)
    stream.close()
    assert Passage.objects.count() == 40
