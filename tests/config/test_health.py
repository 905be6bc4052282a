"""`/healthz`: whether this process can reach its database, for whoever may ask."""

import pytest
from django.db import connection


@pytest.mark.django_db
def test_a_working_site_says_ok_to_anyone_with_one_query(client, django_assert_num_queries):
    with django_assert_num_queries(1):
        response = client.get("/healthz")
    assert (response.status_code, response.content) == (200, b"ok")
    assert "no-store" in response["Cache-Control"]


@pytest.mark.django_db(transaction=True)
def test_without_its_database_it_says_so(client, monkeypatch):
    connection.close()
    monkeypatch.setitem(connection.settings_dict, "HOST", "/nowhere")
    response = client.get("/healthz")
    assert (response.status_code, response.content) == (503, b"database unreachable")


@pytest.mark.django_db
def test_it_takes_no_posts(client):
    assert client.post("/healthz").status_code == 405


@pytest.mark.django_db
def test_it_answers_inside_where_there_is_no_https(client, settings):
    settings.SECURE_SSL_REDIRECT = True
    assert client.get("/healthz").status_code == 200
    assert client.get("/login/").status_code == 301


@pytest.mark.django_db
def test_a_page_may_load_nothing_from_elsewhere_and_nothing_inline(client):
    policy = client.get("/healthz")["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self';")
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy
