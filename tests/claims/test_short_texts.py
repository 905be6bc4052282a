"""Short texts on their way in: what is refused, what is removed, what stays, and that no way in leads past it."""

import re
import unicodedata
from pathlib import Path

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from claims.actions.actor_create import get_or_create_actor, get_or_create_actor_by_name
from claims.actions.actor_merge import merge_actor
from claims.actions.claim_create import get_or_create_claim
from claims.constraints import Refuse
from claims.exchange import actors as actor_table
from claims.fields import AddressField, LineField, LinesField, SentenceField
from claims.models import Actor, Article, Claim
from claims.text import short_texts
from claims.text.short_texts import (
    DIRECTION,
    LIGATURES,
    LINE_BREAKS,
    REFUSED,
    REMOVED,
    clean_line,
    clean_paragraphs,
    mended_paragraphs,
    searched,
    shows_nothing,
)
from tests import make

EVERY_SIGN = [chr(point) for point in range(1, 0x110000) if not 0xD800 <= point <= 0xDFFF]
FAMILY = "👩\u200d👩\u200d👧"
odd_text = st.text(
    st.sampled_from("aé\u0301ب\u0915\u094d\u200c\u200d\ufe0f\u200b\u200f\ufeff\u00ad 1\u20e3葛\U000e0100👩\n\t")
)


class TestRefused:
    @pytest.mark.parametrize(
        ("text", "called"),
        [
            ("Ada\0", r"U\+0000 control character, sign 4 of line 1"),
            ("\x07Ada", r"U\+0007 control character, sign 1"),
            ("A\x1b[2Jda", r"U\+001B control character"),
            ("Ada\x7f", r"U\+007F control character"),
            ("Ada\x9b", r"U\+009B control character"),
            ("Ada\u202egnp.exe", r"U\+202E RIGHT-TO-LEFT OVERRIDE, sign 4"),
            ("\u2066Ada", r"U\+2066 LEFT-TO-RIGHT ISOLATE"),
            ("\ufdd0", r"U\+FDD0 no character"),
            ("\U0010ffff", r"U\+10FFFF no character"),
            ("\ue000", r"U\+E000 private use"),
            ("\ud800", r"U\+D800 half a surrogate pair"),
            ("\u0378", r"U\+0378 no character"),
            ("A" + "\u0301\u0300" * 5, "More than 8 marks"),
        ],
    )
    @pytest.mark.parametrize("clean", [clean_line, clean_paragraphs])
    def test_it_is_named_with_its_place(self, clean, text, called):
        with pytest.raises(ValidationError, match=called):
            clean(text)

    def test_the_place_is_told_by_line(self):
        with pytest.raises(ValidationError, match="sign 3 of line 2"):
            clean_paragraphs("One line\r\nab\u202e")


class TestRemoved:
    @pytest.mark.parametrize(
        "sign", ["\u200b", "\u2060", "\ufeff", "\u00ad", "\u034f", "\u115f", "\u3164", "\uffa0", "\u2063", "\u206a",
                 "\ufff9", "\ufffc", "\u180e", "\U000e0001", "\U000e0041", "\ufe00", "\U000e0100", "\u200c", "\u200d",
                 "\u200e", "\u200f", "\u061c"],
    )  # fmt: skip
    def test_what_shows_nothing_goes(self, sign):
        for clean in (clean_line, clean_paragraphs):
            assert clean(f"A{sign}da") == "Ada" and clean(f"Ada{sign}") == "Ada" == clean(f"{sign}Ada")
        assert shows_nothing(f" {sign}\n{sign}") and not shows_nothing(f"{sign}a")

    @pytest.mark.parametrize(
        ("shaped", "letters"),
        [
            ("ﬂeet oﬃcer", "fleet officer"), ("ﬅeadfaﬆ", "steadfast"), ("ĲSSEL, ĳs", "IJSSEL, ijs"), ("ǆ", "dž"),
            ("ﬓ", "մն"), ("ﬥ", "ל"), ("ﻣﺤﻤﺪ", "محمد"), ("ﷲ", "الله"),
        ],
    )  # fmt: skip
    def test_shapes_of_letters_become_the_letters(self, shaped, letters):
        assert clean_line(shaped) == letters == clean_paragraphs(shaped) == searched(shaped)

    def test_white_space_is_one_space_in_a_line(self):
        assert clean_line("  Ada\u00a0\t\n Vane\u2028\u2029\u0085\u3000!\u2800") == "Ada Vane !"

    def test_paragraphs_keep_their_lines_and_tabs(self):
        assert clean_paragraphs("a\r\n\tb\rc\u2028d\u2029\u2029e \n") == "a\n\tb\nc\nd\n\ne \n"

    def test_the_rest_is_nfc(self):
        assert clean_line("Ame\u0301lie") == "Amélie" == clean_paragraphs("Ame\u0301lie")


class TestKept:
    @pytest.mark.parametrize(
        "text",
        [
            "می\u200cخواهم",  # Persian: a letter that joins no further
            "क्\u200dष", "क्\u200cष",  # Hindi, behind the virama
            "র\u200d্যাব",  # Bengali, before it
            FAMILY, "👩🏽\u200d⚕\ufe0f", "❤\ufe0f\u200d🔥", "1\ufe0f\u20e3", "©\ufe0f",
            "葛\U000e0100城", "ᠠ\u180b",
            "\U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",  # Scotland
            "\U0001fae9",  # a pictograph of a later Unicode
            "Œuvre, Ærø", "ﷺ", "محمد", "שלום", "“Nobody”, — said: 50 % ½ №1 ’t", "Ελλάδα", "東京",
        ],
    )  # fmt: skip
    def test_what_people_write_stays(self, text):
        assert clean_line(text) == text == clean_paragraphs(text)

    @pytest.mark.parametrize(
        "text", ["د\u200cر", "a\u200cb", "क\u200d", "👩\u200da", "1\ufe0f", "葛\U000e0100\U000e0101"]
    )
    def test_where_they_do_nothing_joiners_and_selectors_go(self, text):
        assert clean_line(text) != text

    def test_marks_of_direction_stay_in_prose_that_is_written_from_the_right(self):
        assert clean_paragraphs("שלום!\u200e 50") == "שלום!\u200e 50"
        assert clean_line("שלום!\u200e") == "שלום!" and clean_paragraphs("Ada\u200e") == "Ada"


@given(st.text() | odd_text)
def test_to_clean_again_changes_nothing(text):
    for clean, mend in ((clean_line, searched), (clean_paragraphs, mended_paragraphs)):
        mended = mend(text)
        assert mend(mended) == mended == clean(mended)
        assert unicodedata.is_normalized("NFC", mended)
        try:
            cleaned = clean(text)
        except ValidationError:
            continue
        assert clean(cleaned) == cleaned


@pytest.mark.django_db
class TestDatabase:
    """The functions that triggers ask, against the pure ones."""

    def fits(self, function: str, texts: list[str]) -> dict[str, bool]:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT each, {function}(each, 1000) FROM unnest(%s::text[]) AS each", [texts])
            return dict(cursor)

    @pytest.mark.parametrize(
        ("function", "clean"), [("claims_is_line", clean_line), ("claims_is_paragraphs", clean_paragraphs)]
    )
    def test_it_refuses_what_is_never_left(self, function, clean):
        wanted = {sign: self.stays(clean, sign) for sign in EVERY_SIGN}
        fits = self.fits(function, EVERY_SIGN)
        # What depends on what stands beside it, and what is assigned, the database leaves to the program.
        by_context = {sign for sign in EVERY_SIGN if fits[sign] and not wanted[sign]}
        assert {sign for sign in EVERY_SIGN if wanted[sign] and not fits[sign]} == set()
        left = {unicodedata.category(sign) for sign in by_context if unicodedata.category(sign) != "Cn"}
        assert left <= {"Cf", "Mn", "Zs", "So", "Zl", "Zp"}, left
        assert not any(sign in "\u202e\u2066\x07\x9b\u200b\ufeff\u00ad\u3164" for sign in by_context)

    @staticmethod
    def stays(clean, sign) -> bool:
        try:
            return clean(sign) == sign
        except ValidationError:
            return False

    @given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")) | odd_text)
    def test_it_takes_whatever_was_cleaned(self, text):
        line, paragraphs = searched(text), mended_paragraphs(text)
        assert self.fits("claims_is_line", [line])[line]
        assert self.fits("claims_is_paragraphs", [paragraphs])[paragraphs]

    def test_its_file_has_the_signs_of_the_program(self):
        file = (Path(short_texts.__file__).parent.parent / "sql" / "short_texts.sql").read_text()
        assert all(signs in file for signs in (REFUSED, REMOVED, LIGATURES, DIRECTION, LINE_BREAKS))

    def test_a_row_that_was_there_before_stays_while_nobody_writes_it(self):
        actor = make.actor("Ruritania")
        make.past_the_rules("UPDATE claims_actor SET name = %s", "Ruri\u202etania")
        with connection.cursor() as cursor:
            cursor.execute("UPDATE claims_actor SET name = name, kind = 'state'")
        other = make.actor("Other")
        merge_actor(other, other=Actor.objects.get(pk=actor.pk))
        assert Actor.objects.get(pk=actor.pk).merged_into == other


def test_every_short_text_has_its_rule_with_the_length_of_its_column():
    found = 0
    for model in apps.get_app_config("claims").get_models():
        if hasattr(model, "pgh_tracked_model"):
            continue
        rules = " ".join(
            trigger.unless for trigger in getattr(model._meta, "triggers", ()) if isinstance(trigger, Refuse)
        )
        for field in model._meta.local_concrete_fields:
            most = getattr(field, "max_length", None) or getattr(getattr(field, "base_field", None), "max_length", None)
            if isinstance(field, LineField | AddressField | SentenceField | LinesField):
                assert re.search(rf"claims_(is|are)_\w+\(NEW\.{field.column}, {most}\)", rules), field
                found += 1
    assert found >= 20


@pytest.mark.django_db
class TestWaysIn:
    def test_verbs_find_the_same_under_other_signs(self, cast):
        actor, claim = make.actor("José"), make.claim(cast.collection, "It fell.")
        assert (
            get_or_create_actor_by_name(name="\u200bJose\u0301 ", by=None)
            == actor
            == get_or_create_actor(name="José\ufeff", by=None)
        )
        assert get_or_create_claim(collection=cast.collection, statement="It\u2028fell\u00ad.", by=None) == claim
        assert list(Actor.objects.matching("jos\u200be\u0301")) == [actor]
        assert list(Claim.objects.matching("fe\u00adll")) == [claim]

    def test_what_is_written_past_the_verbs_is_cleaned_too(self, cast):
        made = Actor.objects.create(name="\u200bAda", aliases=["Ad\u00ada", "\u2060"], qualifier=" x\ufeff")
        assert (made.name, made.aliases, made.qualifier) == ("Ada", ["Ada"], "x"), "the object has it as well"
        Article.objects.filter(pk=cast.article.pk).update(title="Bridge\u200b", outlet="The\nDaily")
        cast.article.refresh_from_db()
        assert (cast.article.title, cast.article.outlet) == ("Bridge", "The Daily")
        Actor.objects.bulk_update([Actor(pk=made.pk, name="Ve\u0301ra", aliases=[])], ["name", "aliases"])
        assert Actor.objects.get(pk=made.pk).name == "Véra"
        for refused in (
            lambda: Actor.objects.create(name="Ada\u202e"),
            lambda: Actor.objects.bulk_create([Actor(name="Ada\x07")]),
            lambda: Actor.objects.update(name="\u2066"),
        ):
            with pytest.raises(ValidationError, match="cannot be kept"):
                refused()

    def test_the_text_of_an_article_is_never_touched(self, cast):
        text = "A\u200bb \u202eback\u202c e\u0301 \x07 \ue000"
        assert make.article(cast.collection, text=text).text == text

    def test_a_table_of_actors_is_cleaned_or_refused_with_line_and_column(self):
        table = "name,kind,aliases\n\u200bJose\u0301,person,Pepe\u00ad; \u2060\n".encode()
        assert actor_table.load(actor_table.read(table), by=None).made == 1
        made = Actor.objects.get()
        assert (made.name, made.aliases) == ("José", ["Pepe"])
        with pytest.raises(actor_table.Refused, match=r"Line 3, column aliases: U\+202E"):
            actor_table.read("name,aliases\nAda,\nEve,\u202eevE\n".encode())
