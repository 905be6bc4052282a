"""Downloads: few at a time for one person, and those that fail do so before they begin."""

from contextlib import contextmanager
from queue import Queue
from threading import BoundedSemaphore, Thread

import pytest
from django.db import OperationalError, connections
from django.test import Client
from django.urls import reverse

from annotate.http import downloads
from tests import make
from tests.cast import everybody
from tests.page import plain_page


def address(cast, name: str = "export_csv") -> str:
    return reverse(name, kwargs={} if name == "actors_csv" else {"slug": cast.collection.slug})


@contextmanager
def under_way(client: Client, where: str):
    """A download whose reader does not read on, in a thread of its own as on a server."""
    told: Queue = Queue()
    ended: Queue = Queue()

    def begin() -> None:
        response = client.get(where)
        told.put(response.status_code)
        ended.get()
        response.close()
        connections.close_all()

    thread = Thread(target=begin)
    thread.start()
    try:
        yield told.get(timeout=20)
    finally:
        ended.put(None)
        thread.join()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("name", ["export_csv", "stances_csv", "agreement_csv", "actors_csv"])
def test_a_person_has_two_downloads_at_a_time_and_others_have_theirs(as_user, name, monkeypatch):
    # As if the file were long.
    monkeypatch.setattr(downloads, "BEGINNING", 1)
    cast = everybody()
    make.actor("Ruritania")
    where = address(cast, name)
    with under_way(as_user(cast.mona), where) as first, under_way(as_user(cast.mona), where) as second:
        assert (first, second) == (200, 200)
        third = as_user(cast.mona).get(where)
        assert third.status_code == 429
        assert int(third["Retry-After"]) > 0
        assert "You have 2 downloads under way" in plain_page(third)
        assert as_user(cast.mona).get(address(cast, "export")).status_code == 200, "pages go on"
        assert as_user(cast.mona).head(where).status_code == 200
        with under_way(as_user(cast.rita), where) as others:
            assert others == 200
    with under_way(as_user(cast.mona), where) as afterwards:
        assert afterwards == 200


@pytest.mark.django_db(transaction=True)
def test_all_people_together_leave_threads_for_pages(as_user, monkeypatch):
    monkeypatch.setattr(downloads, "BEGINNING", 1)
    monkeypatch.setattr(downloads, "PLACES", BoundedSemaphore(2))
    cast = everybody()
    where = address(cast)
    with under_way(as_user(cast.mona), where) as first, under_way(as_user(cast.rita), where) as second:
        assert (first, second) == (200, 200)
        third = as_user(cast.edith).get(where)
        assert third.status_code == 503
        assert int(third["Retry-After"]) > 0
        assert "Many people are downloading now" in plain_page(third)
        assert as_user(cast.edith).get(address(cast, "export")).status_code == 200, "pages go on"
    with under_way(as_user(cast.edith), where) as afterwards:
        assert afterwards == 200


@pytest.mark.django_db
def test_a_download_that_fails_says_so_instead_of_beginning(cast, as_user, monkeypatch):
    def failing(*arguments, **options):
        raise OperationalError
        yield b""

    monkeypatch.setattr("annotate.views.export.pieces", failing)
    client = as_user(cast.mona)
    client.raise_request_exception = False
    response = client.get(address(cast))
    assert response.status_code == 503
    assert "Retry-After" in response


@pytest.mark.django_db
def test_a_download_that_takes_too_long_ends_unfinished(cast, as_user, monkeypatch):
    monkeypatch.setattr(downloads, "LONGEST_SECONDS", -1)
    with pytest.raises(downloads.DownloadTooSlow):
        as_user(cast.mona).get(address(cast))


@pytest.mark.parametrize("name", ["export_csv", "stances_csv", "agreement_csv", "actors_csv"])
def test_the_two_forms_of_a_table_have_different_names(cast, as_user, name):
    where = address(cast, name)
    names = [as_user(cast.mona).head(where + query)["Content-Disposition"] for query in ("", "?raw=1")]
    assert names[1] == names[0].replace(".csv", "-raw.csv") != names[0]
