"""What is said when something was decided about two readings: by whoever decides, seen and heard."""

from django.utils.text import Truncator
from django.utils.translation import gettext, ngettext

from claims.actions.adjudicate import Agreed, Seen
from claims.models import Passage

SHOWN = 60  # characters of a passage


def taken(chosen: Seen, other: Seen | None) -> str:
    """That one was taken, and whose gave way; one query."""
    found = Passage.objects.numbered(each.pk for each in (chosen, other) if each).select_related("editor").in_bulk()
    said = gettext("Taken: %(name)s’s “%(words)s”.") % _named(found[chosen.pk])
    if not other:
        return said
    return f"{said} {gettext('%(name)s’s was merged into it.') % _named(found[other.pk])}"


def returned(seen: Seen) -> str:
    """That one went back to its editor; one query."""
    return gettext("Returned to %(name)s: “%(words)s”.") % _named(
        Passage.objects.select_related("editor").get(pk=seen.pk)
    )


def _named(passage: Passage) -> dict[str, str]:
    return {"name": passage.editor.name, "words": Truncator(passage.exact).chars(SHOWN)}


def agreed_on(done: Agreed) -> str:
    """How many pairs that agree were approved, and how many were left."""
    approved = ngettext(
        "%(count)s passage is approved; its duplicate was merged.",
        "%(count)s passages are approved; their duplicates were merged.",
        done.approved,
    ) % {"count": done.approved}  # fmt: skip
    if not done.left:
        return approved
    left = ngettext(
        "%(count)s was left: it changed meanwhile, or you changed it yourself.",
        "%(count)s were left: they changed meanwhile, or you changed them yourself.",
        done.left,
    ) % {"count": done.left}  # fmt: skip
    return f"{approved} {left}"
