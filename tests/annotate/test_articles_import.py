"""Importing articles on the web: files, pasted text, and whatever is wrong with them."""

from datetime import UTC, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from claims.actions.article_edit import edit_article
from claims.models import Article
from tests import make
from tests.page import plain_page


@pytest.fixture
def send(cast, as_user):
    """`send(file("a.txt", b"…"), title="A")`: the answer to what a manager sent."""
    client = as_user(cast.mona)

    def post(*files, **fields):
        form = {"language": "en"} | fields | {"upload": list(files)}
        return client.post(reverse("articles_import", args=["bridge"]), form)

    return post


def file(name, content):
    return SimpleUploadedFile(name, content, content_type="text/plain")


def imported():
    return Article.objects.exclude(title="Bridge falls").order_by("pk")


class TestWhatComesIn:
    def test_one_file_takes_its_name_as_title(self, send, cast):
        response = send(file("US refutes.final.txt", "“Nō,” he said.\n".encode()))
        article = imported().get()
        assert (article.title, article.text, article.created_by) == ("US refutes.final", "“Nō,” he said.\n", cast.mona)
        assert response["Location"] == f"{reverse('articles_import', args=['bridge'])}?imported={article.pk}"

    def test_what_came_in_is_listed_with_links_to_mend_its_details(self, send, cast, as_user):
        address = send(file("a.txt", b"One"), file("b.txt", b"Two"))["Location"]
        html = plain_page(as_user(cast.mona).get(address))
        assert "2 articles are imported." in html
        for article in imported():
            assert reverse("article", args=[article.pk]) in html
            assert reverse("article_details", args=[article.pk]) in html
        assert "Bridge falls" not in html

    def test_several_files_come_in_with_what_is_said_about_all(self, send):
        send(
            file("a.txt", b"One"), file("b.txt", b"Two"), outlet="Post", byline="A. Hope", day="2024-08-16",
            url="https://example.org", language="de",
        )  # fmt: skip
        for article in imported():
            assert (article.outlet, article.byline, article.url) == ("Post", "A. Hope", "https://example.org")
            assert (article.published, article.published_precision, article.language) == ("2024-08-16", "day", "de")
        assert [article.title for article in imported()] == ["a", "b"]

    def test_a_text_has_the_language_that_it_is_written_in_unless_one_is_chosen(self, send, cast, as_user):
        swedish = "Rederiet förnekade på tisdagen att kaptenen sov när fartyget gick på grund utanför Gotland.".encode()
        address = send(file("a.txt", swedish), file("b.txt", b"Zenda 2:1"), language="")["Location"]
        send(file("c.txt", swedish + b" Igen."), language="fi")
        languages = {article.title: article.language for article in imported()}
        assert languages == {"a": "sv", "b": cast.collection.language, "c": "fi"}
        html = plain_page(as_user(cast.mona).get(address))
        assert "</a> · Swedish · <a" in html and "</a> · English · <a" in html
        details = plain_page(as_user(cast.mona).get(reverse("article_details", args=[imported()[0].pk])))
        assert "· Swedish" in details and '<option value="sv" selected>' in details

    def test_a_text_that_does_not_tell_its_language_is_marked_so_that_somebody_checks(self, send, cast, as_user):
        told = "Language not detected: English taken. Please check."
        german = "Die Werft bestritt am Montag, dass der Kran schon im Frühjahr geprüft worden sei.".encode()
        address = send(file("a.txt", german), file("b.txt", b"Krafft 3:2"), file("c.txt", b"4711"), language="")[
            "Location"
        ]
        by_title = {article.title: article.pk for article in imported()}
        assert address.endswith(f"?imported={by_title['a']}&undetected={by_title['b']}&undetected={by_title['c']}")
        lines = plain_page(as_user(cast.mona).get(address)).split("<li>")
        assert [told in line for line in lines if "edit details" in line] == [False, True, True]
        # What a person chose is taken at their word.
        chosen = send(file("d.txt", b"Zenda 1:1"), language="en")["Location"]
        assert told not in plain_page(as_user(cast.mona).get(chosen))

    def test_so_it_is_beside_a_text_that_was_refused(self, send):
        told = "Language not detected: English taken. Please check."
        html = plain_page(send(file("a.txt", b"Rupert 12"), file("b.txt", b""), language=""))
        assert "Not everything was imported." in html and html.count(told) == 1

    def test_each_language_has_one_name(self, send, cast, as_user):
        page = as_user(cast.mona).get(send(file("a.txt", b"Hei."), language="nb")["Location"])
        assert "· Norwegian Bokmål ·" in plain_page(page) and "Bokmal" not in plain_page(page)
        details = plain_page(as_user(cast.mona).get(reverse("article_details", args=[imported().get().pk])))
        assert details.count("Norwegian Bokmål") == 2 and "Bokmal" not in details

    def test_detecting_is_what_the_form_offers_first_but_a_correction_keeps_what_was_chosen(self, cast, as_user):
        address = reverse("articles_import", args=["bridge"])
        html = plain_page(as_user(cast.mona).get(address))
        assert '<option value="" selected>Detect, else English</option>' in html
        edit_article(cast.article, language="fi")
        html = plain_page(as_user(cast.mona).get(f"{address}?replaces={cast.article.pk}"))
        assert '<option value="fi" selected>' in html

    def test_the_same_url_as_another_articles_is_pointed_out_and_keeps_nothing_out(self, send, cast, as_user):
        make.article(cast.collection, text="First edition.", title="Dam holds", url="https://news.test/dam")
        page = as_user(cast.mona).get(send(file("b.txt", b"Second edition."), url="https://news.test/dam/")["Location"])
        assert "1 article is imported." in plain_page(page)
        assert "Several articles here have the same URL." in plain_page(page)
        first, second = Article.objects.filter(url__contains="news.test").order_by("pk")
        for article, other in ((first, second), (second, first)):
            details = plain_page(as_user(cast.mona).get(reverse("article_details", args=[article.pk])))
            assert "Another article has the same URL:" in details
            assert reverse("article_details", args=[other.pk]) in details

    def test_another_url_is_nothing_to_point_out(self, send, cast, as_user):
        make.article(cast.collection, text="First edition.", title="Dam holds", url="https://news.test/dam")
        page = as_user(cast.mona).get(send(file("b.txt", b"Second."), url="https://news.test/bridge")["Location"])
        assert "same URL" not in plain_page(page)

    def test_a_text_that_only_ends_otherwise_is_named_as_here_already(self, send, cast):
        response = send(file("again.txt", cast.article.text.rstrip().encode() + b"\n\n \n"))
        html = plain_page(response)
        assert response.status_code == 422 and "this text is here already:" in html
        assert reverse("article", args=[cast.article.pk]) in html

    def test_a_time_is_understood_in_the_collections_zone(self, send, cast):
        cast.collection.time_zone = "America/New_York"
        cast.collection.save()
        send(text="Words.", title="T", day="2024-08-16", time="21:30")
        article = imported().get()
        assert article.published_at == datetime(2024, 8, 17, 1, 30, tzinfo=UTC)
        assert article.published_precision == "minute"

    def test_a_pasted_text_is_kept_to_the_letter_but_for_line_ends(self, send):
        send(text="  Indented.\r\n\r\nEnd.  \r\n", title="Pasted")
        assert imported().get().text == "  Indented.\n\nEnd.  \n"

    def test_a_file_and_a_pasted_text_at_once(self, send):
        send(file("a.txt", b"One"), text="Two", title="Pasted")
        assert [(article.title, article.text) for article in imported()] == [("a", "One"), ("Pasted", "Two")]

    def test_a_title_given_with_one_file_is_its_title(self, send):
        send(file("a.txt", b"One"), title="Better")
        assert imported().get().title == "Better"

    def test_a_byte_order_mark_and_line_ends_of_windows_go(self, send):
        send(file("a.txt", "\ufeffOne\r\nTwo\rThree".encode()))
        assert imported().get().text == "One\nTwo\nThree"

    def test_a_file_name_of_any_length_does(self, send):
        send(file("n" * 600 + ".txt", b"One"))
        assert len(imported().get().title) <= 500

    def test_a_script_is_text_wherever_it_is_shown(self, send, cast, as_user):
        send(file("<script>alert(1).txt", b"Say <script>alert(2)</script> to them."))
        article = imported().get()
        assert article.text == "Say <script>alert(2)</script> to them."
        make.passage(article, "<script>alert(2)</script>", by=cast.edith, speakers=[make.actor("<script>alert(3)")])
        client = as_user(cast.mona)
        for address in (
            reverse("collection", args=["bridge"]),
            reverse("article_details", args=[article.pk]),
            reverse("articles_import", args=["bridge"]) + f"?imported={article.pk}",
            reverse("actor", args=[article.passages.get().attributions.get().actor.pk]),
            reverse("search") + "?q=script",
            reverse("article", args=[article.pk]),
        ):
            html = plain_page(client.get(address))
            assert "<script>alert" not in html
            assert "&lt;script&gt;" in html

    def test_a_corrected_text_starts_from_what_was_said_of_the_old(self, send, cast, as_user):
        edit_article(cast.article, outlet="Post", byline="A. Hope")
        client = as_user(cast.mona)
        html = plain_page(client.get(f"{reverse('articles_import', args=['bridge'])}?replaces={cast.article.pk}"))
        assert 'value="Post"' in html
        assert f'name="replaces" value="{cast.article.pk}"' in html
        send(text="Corrected.", title="Bridge fell", replaces=str(cast.article.pk))
        assert imported().get().replaces == cast.article


class TestWhatIsRefused:
    @pytest.mark.parametrize(
        ("content", "reason"),
        [
            (b"", "The text is empty"),
            (b" \n\t ", "The text is empty"),
            ("\ufeff".encode(), "The text is empty"),
            (b"One\nTwo \xff", "The text is not UTF-8: see byte 9, line 2"),
            ("Größe".encode("latin-1"), "The text is not UTF-8"),
            ("Größe".encode("utf-16"), "The text is not UTF-8"),
            (b"One\nTwo\0", "Line 2 holds a NUL byte"),
        ],
    )
    def test_a_bad_file_is_named_with_its_reason_and_the_others_come_in(self, send, content, reason):
        response = send(file("good.txt", b"One"), file("bad & ugly.txt", content), file("fine.txt", b"Two"))
        assert response.status_code == 422
        html = plain_page(response)
        assert f"<strong>bad &amp; ugly.txt</strong>: {reason}" in html
        assert [article.title for article in imported()] == ["good", "fine"]
        for article in imported():
            assert reverse("article", args=[article.pk]) in html

    @pytest.mark.parametrize("count", [10, 11])
    def test_the_limit_is_a_setting_and_counts_bytes(self, send, settings, count):
        settings.GAINSAY_MAX_ARTICLE_BYTES = 10
        response = send(file("a.txt", b"x" * count))
        assert response.status_code == (302 if count == 10 else 422)
        assert imported().count() == (count == 10)
        if count == 11:
            assert "MB are taken" in plain_page(response)

    def test_a_pasted_text_over_the_limit_too(self, send, settings):
        settings.GAINSAY_MAX_ARTICLE_BYTES = 10
        assert send(text="ö" * 6, title="Long").status_code == 422
        assert not imported().exists()

    def test_a_pasted_text_with_a_nul_byte(self, send):
        response = send(text="One\nTwo\0", title="Bad")
        assert "Line 2 holds a NUL byte" in plain_page(response)
        assert not imported().exists()

    def test_the_same_text_again_is_said_to_be_there_with_a_link(self, send, cast):
        response = send(file("again.txt", make.TEXT.replace("\n", "\r\n").encode()))
        assert response.status_code == 422
        html = plain_page(response)
        assert "this text is here already" in html
        assert reverse("article", args=[cast.article.pk]) in html
        assert not imported().exists()

    def test_the_same_text_twice_in_one_batch_comes_in_once(self, send):
        response = send(file("a.txt", b"One"), file("b.txt", b"One"))
        assert "this text is here already" in plain_page(response)
        assert imported().get().title == "a"

    def test_the_same_text_in_another_collection_is_no_hindrance_and_is_not_told(self, send, cast):
        make.article(make.collection("other", by=cast.otto), text="One", title="Elsewhere")
        assert send(file("a.txt", b"One")).status_code == 302

    @pytest.mark.parametrize(
        ("files", "fields", "field"),
        [
            (0, {}, "upload"),
            (0, {"title": "No text"}, "upload"),
            (0, {"text": "No title"}, "title"),
            (2, {"title": "One for two"}, "title"),
            (2, {"replaces": "article"}, "replaces"),
            (1, {"day": "2024-13-01"}, "day"),
            (1, {"url": "no address"}, "url"),
            (1, {"outlet": "x" * 201}, "outlet"),
            (1, {"title": "a\0b"}, "title"),
        ],
    )
    def test_a_form_that_does_not_fit_brings_nothing_in(self, send, cast, files, fields, field):
        if "replaces" in fields:
            fields = {"replaces": str(cast.article.pk)}
        response = send(*(file(f"{number}.txt", b"%d" % number) for number in range(files)), **fields)
        assert response.status_code == 422
        assert field in response.context["form"].errors
        assert not imported().exists()
