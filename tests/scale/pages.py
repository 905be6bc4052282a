"""How long pages take that read across a large installation: lists, search, a claim, an actor, a collection."""

from collections.abc import Iterator
from statistics import median

from claims.models import Attribution, Claim
from tests.scale.data import LISTS
from tests.scale.load import Client
from tests.scale.report import Figure, milliseconds

OPENINGS = 5
LARGEST = max(LISTS, key=lambda slug: LISTS[slug])
PATHS = ("/claims/", "/search/?q=minister", "/collections/", "/review/", "/", f"/collections/{LARGEST}/progress/")
AIM = "200 ms or less"


def figures(reviewer: Client) -> Iterator[Figure]:
    """The middle of some openings of each page, for somebody who reviews in every collection."""
    claim = Claim.objects.filter(collection__slug=LARGEST).order_by("pk").first()
    actor = Attribution.objects.order_by("pk").values_list("actor", flat=True).first()
    addresses = {path: path for path in PATHS}
    addresses |= {"an actor": f"/actors/{actor}/", "a claim": f"/claims/{claim.pk if claim else 0}/"}
    for name, address in addresses.items():
        seconds = [reviewer.ask("GET", address).seconds for _ in range(OPENINGS)]
        yield Figure(f"page {name}: p50", milliseconds(median(seconds)), AIM)
