"""Single sign-on from end to end, in a process of its own: which apps there are is settled at the start.

`test_single_sign_on` runs it as `python -m tests.annotate.single_sign_on_walk`. Its database is made and dropped here.
"""

import os
import sys
from urllib.parse import parse_qs, urlsplit

from tests.annotate.oidc_provider import Provider, serve
from tests.page import plain_page


def main() -> int:
    """The exit code; what went wrong is raised."""
    provider = serve()
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "GAINSAY_OIDC_SERVER": f"http://localhost:{provider.server_port}",
        "GAINSAY_OIDC_CLIENT_ID": "gainsay",
        "GAINSAY_OIDC_CLIENT_SECRET": "of-its-own",
        "GAINSAY_OIDC_NAME": "Newsroom",
    }
    import django
    from django.conf import settings

    settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.DATABASES["default"].setdefault("TEST", {})["NAME"] = "test_gainsay_single_sign_on"
    django.setup()
    from django.db import connection
    from django.test.utils import setup_test_environment, teardown_test_environment

    setup_test_environment()
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        walk(settings.GAINSAY_OIDC_SERVER)
    finally:
        connection.creation.destroy_test_db("gainsay", verbosity=0)
        teardown_test_environment()
        provider.shutdown()
    return 0


def walk(server: str) -> None:
    """Nobody gets in whom no account here was connected to; then the connected one does, and no other."""
    from allauth.socialaccount.models import SocialAccount
    from django.test import Client

    from claims.models import User

    def there_and_back(client: Client, query: str = ""):
        led = client.post(f"/login/single/sso/{query}", {"next": "/actors/"} if not query else {})
        assert led.status_code == 302, led.content
        assert led.url.startswith(f"{server}/go?"), led.url
        asked = parse_qs(urlsplit(led.url).query)
        assert asked["code_challenge_method"] == ["S256"]
        assert asked["redirect_uri"] == ["http://localhost/login/single/sso/back/"]
        return client.get("/login/single/sso/back/", {"code": "good", "state": asked["state"][0]})

    host = {"headers": {"host": "localhost"}}
    edith = User.objects.create_user("edith", password="edithedith", email=Provider.email)
    page = Client(**host).get("/login/")
    assert "Sign in with Newsroom" in plain_page(page)
    assert server in page["Content-Security-Policy"]
    # The same address of e-mail opens nothing, and no account is made.
    stranger = Client(**host)
    answer = there_and_back(stranger)
    assert (answer.status_code, answer.url) == (302, "/login/"), answer
    assert "connected to none here" in plain_page(stranger.get("/login/"))
    assert "_auth_user_id" not in stranger.session
    assert User.objects.count() == 1
    # Connected by its person, who has just given the password.
    own = Client(**host)
    assert own.post("/login/", {"username": "edith", "password": "edithedith"}).status_code == 302
    assert there_and_back(own, "?process=connect").url == "/account/single-sign-on/"
    assert SocialAccount.objects.get().user == edith
    assert "Disconnect it" in plain_page(own.get("/account/single-sign-on/"))
    # Now it opens the account, and leads to where one was headed.
    visitor = Client(**host)
    answer = there_and_back(visitor)
    assert (answer.status_code, answer.url) == (302, "/actors/"), answer
    assert visitor.session["_auth_user_id"] == str(edith.pk)
    # Somebody else there, by the same address of e-mail, is nobody here.
    Provider.subject = "newsroom-somebody-else"
    assert there_and_back(Client(**host)).url == "/login/"
    # An answer that nobody asked for is refused.
    forged = Client(**host)
    assert forged.get("/login/single/sso/back/", {"code": "good", "state": "made-up"}).status_code in (302, 401)
    assert "_auth_user_id" not in forged.session
    Provider.subject = SocialAccount.objects.get().uid
    edith.is_active = False
    edith.save()
    assert there_and_back(Client(**host)).url == "/login/"


if __name__ == "__main__":
    sys.exit(main())
