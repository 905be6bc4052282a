"""A real browser on the real program: one Chromium for all tests, a context of its own for each person."""

import os
import shutil
from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page, expect, sync_playwright

from claims.models import User

# Playwright's own event loop runs in this thread, which Django takes for asynchronous code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# How long something may take to happen on a busy machine, in milliseconds; what is there is seen at once.
PATIENCE = 20_000
CHROMIUM = os.environ.get("GAINSAY_CHROMIUM") or next(
    filter(None, map(shutil.which, ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"))), None
)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium: the installed one, else Playwright's own."""
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)


@pytest.fixture
def page_of(browser: Browser, live_server) -> Iterator[Callable[..., Page]]:
    """`page_of(cast.edith)`: a page in a context of its own, signed in as that person; errors on it fail the test."""
    contexts, problems = [], []

    def sign_in(user: User, **options) -> Page:
        client = Client()
        client.force_login(user)
        context = browser.new_context(
            **{"base_url": live_server.url, "viewport": {"width": 1280, "height": 1000}, **options}
        )
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        context.add_cookies(
            [
                {
                    "name": settings.SESSION_COOKIE_NAME,
                    "value": client.cookies[settings.SESSION_COOKIE_NAME].value,
                    "url": live_server.url,
                }
            ]
        )
        page = context.new_page()
        page.on("pageerror", lambda error: problems.append(f"{page.url}: {error}"))
        page.on(
            "console",
            lambda message: problems.append(f"{page.url}: {message.text}") if message.type == "error" else None,
        )
        return page

    def expect_status(status: int) -> None:
        """An answer with this status was part of the test: the browser logs it as an error, and it is none."""
        assert any(f"status of {status}" in problem for problem in problems), problems
        problems[:] = [problem for problem in problems if f"status of {status}" not in problem]

    sign_in.problems, sign_in.expect_status = problems, expect_status
    yield sign_in
    for context in contexts:
        context.close()
    assert not problems, problems
