"""Sentences that the workbench's script says; it gets them translated, in one attribute."""

import json

from django.utils.translation import gettext_lazy as _

_WORDS = {
    "saving": _("saving"),
    "unsaved": _("%d not saved yet: will be sent again"),
    "signed-out": _("signed out: nothing is lost"),
    "other-person": _("somebody else is signed in here: what you did waits for you"),
    "offline": _("The server cannot be reached. Try again in a moment."),
    "whole": _("That is the whole passage. Select a part of it, or withdraw it."),
    "outside": _("These words are not in the open passage. Select some of its words."),
    "nowhere": _("Put the cursor into a quotation first, or select the words."),
    "altered": _(
        "Nothing was marked: the words shown here are not the article’s. The browser has translated or replaced them."
        " Show the original page, then mark them again."
    ),
    # For those who hear the page; %s are words of a card.
    "marked": _("Marked: %s."),
    "guessed": _("Guessed: %s."),
    "accepted": _("Accepted: %s."),
    "saved": _("Saved."),
    "decided": _("Decided: %s."),
    "opened": _("Opened: %s"),
}


def words() -> str:
    """All of them as JSON, in the present language. For an attribute, in which Django escapes it."""
    return json.dumps({name: str(words) for name, words in _WORDS.items()}, ensure_ascii=False)
