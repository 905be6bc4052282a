"""Single sign-on is off by default, and opens what its person connected where it is on."""

import os
import secrets
import subprocess
import sys

import pytest
from django.urls import NoReverseMatch, reverse

from config.embedded import ROOT
from tests.page import plain_page


def test_it_is_off_by_default():
    with pytest.raises(NoReverseMatch):
        reverse("openid_connect_login", args=["sso"])


@pytest.mark.django_db
def test_the_sign_in_does_not_offer_it_then(client):
    assert "/login/single/" not in plain_page(client.get("/login/"))


@pytest.mark.takes_long
def test_it_opens_the_account_that_its_person_connected_and_no_other():
    environment = {
        "PATH": os.environ["PATH"],
        "DATABASE_URL": os.environ["DATABASE_URL"],
        "SECRET_KEY": secrets.token_urlsafe(64),
        "GAINSAY_URL": "http://localhost",
    }
    walked = subprocess.run(
        [sys.executable, "-m", "tests.annotate.single_sign_on_walk"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert walked.returncode == 0, walked.stderr[-3000:]
