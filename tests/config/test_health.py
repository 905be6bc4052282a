"""`/healthz`: whether this process can reach its database, for whoever may ask."""

import pytest
from django.db import connection

from annotate.views import health


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


@pytest.mark.django_db(transaction=True)
def test_a_database_without_tables_is_not_healthy(client, monkeypatch):
    """Its page says so too, to a stranger as to anybody."""
    connection.close()
    monkeypatch.setitem(connection.settings_dict, "NAME", "postgres")
    client.raise_request_exception = False
    try:
        response = client.get("/healthz")
        client.cookies["sessionid"] = "a" * 32
        page = client.get("/")
    finally:
        connection.close()
    assert (response.status_code, response.content) == (503, b"database without tables")
    assert page.status_code == 503
    assert "Retry-After" in page


@pytest.mark.django_db
def test_a_database_with_a_migration_to_come_is_not_healthy(client):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE (app, name) = (%s, %s)", health.last_migrations()[0])
    response = client.get("/healthz")
    assert (response.status_code, response.content) == (503, b"database not migrated")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
@pytest.mark.parametrize("path", ["/", "/login/", "/collections/bridge/export.csv", "/articles/1/"])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_without_its_database_every_page_says_when_to_come_again(client, monkeypatch, method, path, headers):
    connection.close()
    monkeypatch.setitem(connection.settings_dict, "HOST", "/nowhere")
    client.raise_request_exception = False
    client.cookies["sessionid"] = "a" * 32
    form = {"data": b"username=a&password=b", "content_type": "application/x-www-form-urlencoded"}
    response = client.generic(method, path, headers=headers, **(form if method == "POST" else {}))
    connection.close()
    assert response.status_code == 503
    assert int(response["Retry-After"]) > 0
    assert "The database cannot be reached" in response.content.decode()


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
