"""One search for articles, passages, claims and actors, in one's own collections."""

import itertools
import time

import pytest
from django.urls import reverse

from claims.actions.article_archive import archive_article
from claims.actions.article_delete import delete_article
from claims.actions.article_edit import edit_article
from claims.actions.assignment_hand_in import hand_in_reading
from claims.actions.collection_edit import edit_collection
from claims.actions.passage_place import set_passage_spans
from claims.actions.passage_review import approve_passage
from claims.actions.passage_withdraw import withdraw_passage
from claims.models import Assignment
from claims.text.folding import FEWEST_LETTERS
from tests import make
from tests.page import plain_page


@pytest.fixture
def search(cast, as_user):
    edit_article(cast.article, outlet="Post")
    make.claim(cast.collection, "The bridge was safe.")
    make.actor("Bridge Authority", "organisation", aliases=["the builders"])
    secret = make.collection("secret", by=cast.otto)
    make.article(secret, title="Bridge of sighs", text="A gondola passed. The bridge sighed.")
    make.claim(secret, "The bridge sighs.")
    clients = {person: as_user(getattr(cast, person)) for person in ("edith", "egon", "mona", "otto", "ralf")}
    return lambda query, person="edith": clients[person].get(f"{reverse('search')}?{query}")


def titles(response):
    return [found.article.title for found in response.context["articles"]]


def passages(response):
    return [found.passage.exact for found in response.context["passages"]]


def found(response):
    claims = [row["claim"].statement for row in response.context["claims"]]
    return titles(response), claims, [actor.name for actor in response.context["actors"]]


def sentence(response, number=0):
    return "".join(piece.text for piece in response.context["articles"][number].snippet.pieces)


def marked(pieces):
    return [piece.text for piece in pieces if piece.is_found]


def test_lists_of_what_one_may_see(search):
    assert found(search("q=bridge")) == (["Bridge falls"], ["The bridge was safe."], ["Bridge Authority"])
    assert found(search("q=bridge", "otto")) == (["Bridge of sighs"], ["The bridge sighs."], ["Bridge Authority"])


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("q=post", (["Bridge falls"], [], [])),
        ("q=authority", ([], [], ["Bridge Authority"])),
        ("q=WAS+BRIDGE", (["Bridge falls"], ["The bridge was safe."], [])),
        ("q=builders", ([], [], ["Bridge Authority"])),
        ("q=gondola", ([], [], [])),
        ("q=zebra", ([], [], [])),
        ("q=%25", ([], [], [])),
        ("q='", ([], [], [])),
        ("q=%22", ([], [], [])),
        ("q=%26|!:*", ([], [], [])),
    ],
)
def test_each_is_found_by_its_own_words(search, query, expected):
    assert found(search(query)) == expected


def test_only_what_must_not_be_there_finds_no_article(search):
    assert titles(search("q=-marmot")) == titles(search('q=-"marmot"')) == []


class TestTexts:
    @pytest.fixture
    def add(self, cast):
        return lambda text, **fields: make.article(cast.collection, text=text, **fields)

    @pytest.mark.parametrize(
        ("language", "text", "query"),
        [
            ("tr", "Sözcü, ANKARA’da konuştu.", "ankara"),
            ("tr", "Valilik İZMİR'de açıkladı.", "İZMİR"),
            ("tr", "Valilik izmir'de açıkladı.", "İZMİR"),
            ("de", "Frau Höhn widersprach.", "hohn"),
            ("de", "Frau Ho\u0308hn widersprach.", "HÖHN"),
            ("de", "Die Großstädte weigern sich.", "grossstadt"),
            ("en", "The mayor of Besançon resigned.", "besancon"),
            ("en", "The Łodz mill closed.", "lodz"),
            ("en", "They were resisting the sanctions.", "resisted sanction"),
            ("fr", "Les ministres ont démenti.", "ministre dementi"),
            ("ru", "Министр Королёв опроверг слухи.", "королев"),
            ("ru", "Российского посла вызвали.", "российский"),
            ("ar", "نفى الرَئيس ذلك.", "رئيس"),
            ("zh", "国防部长否认了报道。", "部长"),
            ("hi", "मंत्री ने खंडन किया।", "मंत्री"),
            ("xx", "Mu\u00adta\u200bble words.", "mutable"),
            ("en", "The anti-war o\ufb03cers spoke.", "anti-war officers"),
        ],
    )
    def test_a_text_is_found_however_its_words_are_written(self, search, add, language, text, query):
        add(text, title="Wanted", language=language)
        answer = search(f"q={query}")
        assert titles(answer) == ["Wanted"]
        assert marked(answer.context["articles"][0].snippet.pieces)

    @pytest.mark.parametrize(
        ("language", "text", "query", "word"),
        [
            ("en", "The mayor of Scarborough resigned.", "scarb", "Scarborough"),
            ("en", "Policymakers shrugged.", "policy", "Policymakers"),
            ("en", "She spoke for O’Connell and left.", "O'Conn", "Connell"),
            ("sv", "Lagerkvist svarade inte.", "lagerk", "Lagerkvist"),
            ("de", "Die Wasserrahmenrichtlinie gilt.", "wasserrahm", "Wasserrahmenrichtlinie"),
            ("de", "Eine Überprüfung fand statt.", "uberp", "Überprüfung"),
            ("pl", "Wrócił z Gdańska wczoraj.", "gdansk", "Gdańska"),
            ("cs", "Nováková to popřela.", "Novak", "Nováková"),
            ("ru", "Жители Воронежа протестуют.", "Воро", "Воронежа"),
            ("uk", "Він приїхав до Чернігова.", "черн", "Чернігова"),
            ("ar", "نفى الرئيس ذلك.", "الرئي", "الرئيس"),
            ("ko", "서울에서 부인했다.", "서울", "서울에서"),
            ("he", "ירושלים הכחישה.", "ירוש", "ירושלים"),
        ],
    )
    def test_the_beginning_of_a_word_finds_and_marks_it(self, search, cast, add, language, text, query, word):
        article = add(text, title="Wanted", language=language)
        make.passage(article, text, by=cast.edith)
        for asked in (query, query.upper(), f"{query} or zebra"):
            answer = search(f"q={asked}")
            assert titles(answer) == ["Wanted"] and passages(answer) == [text]
            assert marked(answer.context["articles"][0].snippet.pieces)[-1] == word
            assert marked(answer.context["passages"][0].pieces)[-1] == word

    @pytest.mark.parametrize(
        "query",
        [
            '"marmo"',  # as it stands
            "sc",  # of too few letters
            "the-ma",
            "arborough",  # no beginning
            "scarb -marmots",
            "scarb zebra",
            "20",
        ],
    )
    def test_other_parts_of_words_and_words_within_quotation_marks_find_no_more_than_themselves(
        self, search, add, query
    ):
        add("Theodora of Scarborough fed marmots in 2019.", title="Wanted")
        assert titles(search(f"q={query}")) == []

    @pytest.mark.parametrize(
        ("language", "text", "word"),
        [
            ("en", "They resumed their negotiations.", "negotiations"),
            ("en", "A governmental spokesman shrugged.", "governmental"),
            ("en", "Wherewithal was lacking.", "Wherewithal"),
            ("en", "The semi-revolutionaries left.", "semi-revolutionaries"),
            ("de", "Die Behörden und Anderssen bestreiten Unregelmäßigkeiten.", "Unregelmäßigkeiten"),
            ("de", "Anderssen widersprach den Wirtschaftlichkeitsprüfungen.", "Anderssen"),
            ("tr", "Bakanlıklarımızdan açıklama gelmedi.", "Bakanlıklarımızdan"),
            ("tr", "Vali Trabzon'dakilerden söz etti.", "Trabzon'dakilerden"),
            ("ru", "Представительствами это отрицалось.", "Представительствами"),
            ("ru", "Дело о государственности закрыто.", "государственности"),
            ("fr", "Les gouvernementaux ont démenti.", "gouvernementaux"),
            ("fr", "On parle de l'internationalisation.", "l'internationalisation"),
            ("es", "Negaron las responsabilidades.", "responsabilidades"),
            ("fi", "Ministeriöissämme kiistettiin se.", "Ministeriöissämme"),
            ("ar", "نفت المسؤوليات ذلك.", "المسؤوليات"),
        ],
    )
    def test_an_article_stays_found_and_marked_while_a_word_of_it_is_typed_to_its_end(
        self, search, cast, add, language, text, word
    ):
        article = add(text, title="Wanted", language=language)
        make.passage(article, text, by=cast.edith)
        for end in range(FEWEST_LETTERS + ("'" in word), len(word) + 1):
            answer = search(f"q={word[:end]}")
            assert "Wanted" in titles(answer) and text in passages(answer), word[:end]
            found = next(found for found in answer.context["passages"] if found.passage.exact == text)
            assert marked(found.pieces)[-1] in word, word[:end]

    def test_a_number_stays_found_while_it_is_typed_from_its_third_digit(self, search, add):
        add("Theodora left in 20195.", title="Wanted")
        assert [len(titles(search(f"q=theodora {number}"))) for number in ("201", "2019", "20195", "20196")] == [
            1,
            1,
            1,
            0,
        ]

    def test_a_word_that_a_language_leaves_out_may_alone_be_the_beginning_of_another(self, search, add):
        add("Wherewithal of Scarborough fed marmots.", title="Wanted")
        add("Marmots sleep.", title="Other")
        for query in ("wherew", "where", "of where", "where -zebra"):
            assert titles(search(f"q={query}")) == ["Wanted"], query
        assert titles(search("q=where -scarborough")) == []
        assert sorted(titles(search("q=the marm"))) == ["Other", "Wanted"]

    def test_what_must_not_be_there_is_meant_as_it_stands(self, search, add):
        add("Theodora of Scarborough fed marmots.", title="Wanted")
        assert titles(search("q=scarb -marmo")) == titles(search('q=scarb -"marmo"')) == ["Wanted"]

    def test_a_word_that_is_left_out_asks_nothing_beside_others(self, search, add):
        add("Marmots sleep.", title="Wanted")
        assert titles(search("q=the marm")) == titles(search("q=marm or")) == titles(search("q=or marm")) == ["Wanted"]

    @pytest.mark.parametrize(
        "query",
        ["marm':*", "marm\\':*", "'marm' | 'x", "marm:*&!", "marm<->", "marm)(", "%25s marm", "marm ''",
         "\\marm", "-- marm", "{marm}", "marm 😀"],
    )  # fmt: skip
    def test_no_sign_of_a_query_has_a_meaning_of_its_own(self, search, add, query):
        add("Marmots sleep. X. S. Abcd.", title="Wanted")
        assert titles(search(f"q={query}")) == ["Wanted"]

    def test_many_beginnings_are_answered_soon(self, search, add):
        words = ["".join(letters) for letters in itertools.islice(itertools.product("abcdef", repeat=3), 50)]
        add(" ".join(f"{word}d{number}" for number in range(200) for word in words), title="Many")
        started = time.monotonic()
        assert titles(search(f"q={' '.join(words)}")) == ["Many"]
        assert time.monotonic() - started < 5

    def test_words_keep_their_accents_where_they_are_shown(self, search, add):
        add("Nothing here.\nThe Bru\u0308cke in Zürich—old—was closed. It rained.", title="Wanted")
        answer = search("q=zurich+brucke")
        assert sentence(answer) == "The Bru\u0308cke in Zürich—old—was closed."
        assert marked(answer.context["articles"][0].snippet.pieces) == ["Bru\u0308cke", "Zürich"]
        html = plain_page(answer)
        assert "The <mark>Bru\u0308cke</mark> in <mark>Zürich</mark>—old" in html
        assert "#:~:text=Bru%CC%88cke%20in%20Z%C3%BCrich" in html

    def test_the_sentence_that_holds_most_of_the_words_is_shown(self, search, add):
        add("The envoy arrived. It was late. The envoy denied the treaty.", title="Wanted")
        assert sentence(search("q=treaty+envoy")) == "The envoy denied the treaty."

    @pytest.mark.parametrize(
        ("query", "expected"),
        [
            ('"harbour master"', ["Apart", "Together"]),
            ('"master of the harbour"', ["Other"]),
            ("harbour -master", ["Ship"]),
            ("ship or treaty", ["Ship"]),
            ("harbour master", ["Apart", "Other", "Together"]),
        ],
    )
    def test_phrases_and_words_that_must_not_be_there(self, search, add, query, expected):
        add("The harbour master said no.", title="Together")
        add("He met the Harbour—Master again.", title="Apart")
        add("The master of the harbour left.", title="Other")
        add("A ship left the harbour.", title="Ship")
        assert sorted(titles(search(f"q={query}"))) == expected

    def test_words_of_a_long_text_are_found_to_its_end(self, search, add):
        text = "\n".join(f"Line {number} says nothing new at all." for number in range(6_000))
        add(f"{text}\nOnly here stands a marmot.", title="Long")
        answer = search("q=marmot")
        assert titles(answer) == ["Long"] and sentence(answer) == "Only here stands a marmot."
        # With a word of the title, which belongs to all of it.
        assert titles(search("q=long+marmot")) == ["Long"]

    def test_what_cannot_be_a_row_of_words_is_kept_all_the_same(self, search, add):
        add("x" * 300_000 + " marmot " + " ".join(f"{number:x}" * 400 for number in range(900)), title="Odd")
        assert titles(search("q=marmot")) == ["Odd"]

    def test_what_is_said_of_an_article_is_found_as_it_is_now(self, search, add):
        article = add("Etwas geschah.", title="Former", language="en")
        edit_article(article, title="Häuser", language="de", byline="Inga Strøm")
        assert titles(search("q=haus")) == titles(search("q=strom")) == ["Häuser"]
        assert titles(search("q=former")) == []
        assert titles(search("q=geschehen")) == []

    def test_one_that_was_deleted_is_found_no_more(self, search, add):
        delete_article(add("Only here stands a marmot."))
        assert titles(search("q=marmot")) == []

    def test_an_archived_one_is_told_as_such(self, search, cast):
        assert "archived" not in plain_page(search("q=falls")).split("<main")[1]
        archive_article(cast.article)
        answer = search("q=falls")
        assert titles(answer) == ["Bridge falls"] and 'class="state archived"' in plain_page(answer)

    def test_the_newest_comes_first(self, search, add):
        for day in (3, 9, 6):
            add(f"A marmot, on day {day}.", title=f"Day {day}", published_at=f"2024-05-0{day}T00:00Z")
        assert titles(search("q=marmot")) == ["Day 9", "Day 6", "Day 3"]


class TestPassages:
    def test_one_is_found_by_its_words_with_its_mark_and_leads_to_its_place(self, search, cast):
        passage = make.passage(cast.article, "the plan was known", by=cast.edith)
        answer = search("q=PLANS")
        assert passages(answer) == ["the plan was known"]
        assert marked(answer.context["passages"][0].pieces) == ["plan"]
        assert reverse("passage", args=[passage.pk]) in plain_page(answer)

    def test_words_that_moved_are_found_where_they_are_now(self, search, cast):
        passage = make.passage(cast.article, "the plan was known", by=cast.edith)
        content = make.spans_of(cast.article.text, "Nobody told us")
        step = {"by": cast.edith, "version": 1, "action": make.uuid7()}
        set_passage_spans(passage, content=content, **step)
        assert passages(search("q=plan")) == [] and passages(search("q=told")) == ["Nobody told us"]

    def test_readers_find_what_is_approved(self, search, cast):
        passage = make.passage(
            cast.article, "the plan was known", by=cast.edith, speakers=[make.actor("She")],
            states=[make.claim(cast.collection, "It was known.")],
        )  # fmt: skip
        assert passages(search("q=plan", "ralf")) == []
        assert passages(search("q=plan", "egon")) == ["the plan was known"]
        hand_in_reading(Assignment.objects.get(editor=cast.edith), by=cast.edith)
        passage.refresh_from_db()
        approve_passage(passage, by=cast.rita, version=passage.version)
        assert passages(search("q=plan", "ralf")) == ["the plan was known"]

    def test_where_reading_is_blind_an_editor_finds_their_own_alone(self, search, cast):
        edit_collection(cast.collection, blind=True)
        make.passage(cast.article, "the plan was known", by=cast.egon)
        make.passage(cast.article, "the plan", by=cast.edith)
        assert passages(search("q=plan")) == ["the plan"]
        assert passages(search("q=plan&kind=passages")) == ["the plan"]
        assert search("q=plan&kind=passages").context["page"].paginator.count == 1
        assert passages(search("q=known")) == []
        assert len(passages(search("q=plan", "mona"))) == 2

    def test_withdrawn_ones_are_not_found(self, search, cast):
        passage = make.passage(cast.article, "the plan was known", by=cast.edith)
        withdraw_passage(passage, by=cast.edith, version=1, action=make.uuid7())
        assert passages(search("q=plan")) == []

    def test_a_language_told_later_counts_for_passages_too(self, search, cast):
        article = make.article(cast.collection, text="Die Häuser brannten.", title="Brand")
        make.passage(article, "Die Häuser brannten", by=cast.edith)
        assert passages(search("q=hausern")) == []
        edit_article(article, language="de")
        assert passages(search("q=hausern")) == ["Die Häuser brannten"]


class TestOneCollection:
    def test_what_stands_in_others_is_left_out(self, search, cast):
        other = make.collection("other", by=cast.mona)
        make.article(other, text="A bridge stood here.", title="Elsewhere")
        make.claim(other, "The bridge stood.")
        assert set(titles(search("q=bridge", "mona"))) == {"Elsewhere", "Bridge falls"}
        answer = search("q=bridge&collection=other", "mona")
        assert found(answer)[:2] == (["Elsewhere"], ["The bridge stood."])
        assert '<option value="other" selected>' in plain_page(answer)

    def test_of_one_that_one_is_no_member_of_nothing_is_told(self, search):
        assert search("q=bridge&collection=secret").status_code == 404
        assert "secret" not in plain_page(search("q=bridge"))

    def test_where_nothing_fits_all_collections_are_offered(self, search, cast):
        html = plain_page(search("q=zebra&collection=bridge"))
        assert "look in all your collections" in html and 'href="?q=zebra"' in html


def test_nothing_found_says_what_to_try(search):
    assert "Try fewer words" in plain_page(search("q=zebra"))
    assert "Try fewer words" in plain_page(search("q=zebra&kind=passages"))


@pytest.mark.parametrize("query", ["", "q=", "q=%20"])
def test_nothing_asked_says_what_can_be_found(search, query):
    assert "Type words of an article" in plain_page(search(query))


def test_more_than_a_few_lead_to_all_of_them(search, cast):
    for number in range(6):
        article = make.article(cast.collection, text=f"The bridge {number} fell.", title=f"Bridge {number}")
        make.passage(article, f"The bridge {number}", by=cast.edith)
        make.claim(cast.collection, f"Bridge {number} stands.")
        make.actor(f"Bridge {number}")
    html = plain_page(search("q=bridge"))
    kinds = ("?q=bridge&amp;kind=articles", "?q=bridge&amp;kind=passages")
    for link in (*kinds, f"{reverse('claims')}?q=bridge", f"{reverse('actors')}?q=bridge"):
        assert link in html
    assert search("q=bridge&kind=articles").context["page"].paginator.count == 7
    assert search("q=bridge&kind=passages").context["page"].paginator.count == 6


def test_all_articles_have_pages(search, cast):
    for number in range(25):
        make.article(cast.collection, text=f"A marmot, the {number}th.", title=f"T{number}")
    first, second = (titles(search(f"q=marmot&kind=articles&page={page}")) for page in (1, 2))
    assert len(first) == 20 and len(second) == 5 and not set(first) & set(second)


def test_what_is_asked_is_shown_as_text(search, cast):
    make.article(cast.collection, text="Use <b>alert</b> & <i>go</i>.", title="Marked <u>up</u>")
    for query in ("<script>alert(1)</script>", "alert", "marked"):
        html = plain_page(search(f"q={query}"))
        assert "<script>alert" not in html and "<b>" not in html.split("<main")[1] and "<u>" not in html


def test_the_number_of_queries_is_fixed(search, cast, django_assert_max_num_queries):
    for number in range(6):
        article = make.article(make.collection(f"c{number}", by=cast.mona), text=f"{number}", title=f"Bridge {number}")
        make.passage(article, f"{number}", by=cast.mona, role="manager")
        make.actor(f"Bridge {number}", affiliation=make.actor(f"Ministry {number}"))
    search("q=bridge", "mona")
    with django_assert_max_num_queries(23):
        search("q=bridge", "mona")
