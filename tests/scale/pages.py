"""How long pages take that read across a large installation: lists, search, a claim, an actor, how a collection stands."""

from collections.abc import Iterator
from statistics import median

from claims.models import Attribution, Claim
from tests.scale.data import LISTS
from tests.scale.load import Client
from tests.scale.report import Figure, milliseconds

OPENINGS = 5
LARGEST = max(LISTS, key=lambda slug: LISTS[slug])
# By path: milliseconds before lists read only what they show, on Debian's Postgres with its compiler on and off.
BEFORE = {
    "/claims/": "6,335 / 312",
    "/search/?q=minister": "6,564 / 313",
    "/collections/": "3,669 / 397",
    "/review/": "3,151 / 2,686",
    "/": "175 / 118",
    f"/collections/{LARGEST}/progress/": "2,000 / 737",
    "actor": "2,636 / 122",
    "claim": "108 / 74",
}


def figures(reviewer: Client) -> Iterator[Figure]:
    """The middle of some openings of each page, for somebody who reviews in every collection."""
    claim = Claim.objects.filter(collection__slug=LARGEST).order_by("pk").first()
    actor = Attribution.objects.order_by("pk").values_list("actor", flat=True).first()
    for path, before in BEFORE.items():
        address = {"actor": f"/actors/{actor}/", "claim": f"/claims/{claim.pk if claim else 0}/"}.get(path, path)
        seconds = [reviewer.ask("GET", address).seconds for _ in range(OPENINGS)]
        name = f"an {path}" if path == "actor" else f"a {path}" if path == "claim" else path
        yield Figure(f"page {name}: p50", milliseconds(median(seconds)), "", f"{before} ms before")
