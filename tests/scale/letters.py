"""How many letters an editor types to correct the speakers that are guessed, on articles that nobody tuned for.

A walk by script over the first passages of three articles: what is offered and right is taken without a letter; what is
wrong or missing is typed in full. Passages whose source is a pronoun are left out, since nothing tells who is right.
"""

from collections.abc import Iterable
from hashlib import sha256
from itertools import islice

from tests.scale.attributions import HELD_OUT, Article, articles
from tests.scale.polnear import Offer, offers

ARTICLES, PASSAGES = 3, 12
_JUDGED = frozenset({"right", "wrong", "no guess"})


def walked(found: Iterable[Article]) -> dict[str, list[Offer]]:
    """By article, the first judged offers of three articles of the half that is only counted."""
    half = sorted(
        (article for article in found if article.half == HELD_OUT),
        key=lambda article: sha256(article.name.encode()).digest(),
    )
    walks = ((article.name, list(islice(filter(_is_judged, offers(article)), PASSAGES))) for article in half)
    return dict(islice(((name, walk) for name, walk in walks if len(walk) == PASSAGES), ARTICLES))


def _is_judged(offer: Offer) -> bool:
    return offer.verdict in _JUDGED and bool(offer.truth)


def letters(offer: Offer) -> int:
    """How many are typed to enter the right speaker."""
    return 0 if offer.verdict == "right" else len(offer.truth)


def report() -> list[str]:
    """A line for each article and one for all."""
    lines, typed, all_of_them = [], 0, 0
    for name, walk in walked(articles()).items():
        count, most = sum(map(letters, walk)), sum(len(offer.truth) for offer in walk)
        typed, all_of_them = typed + count, all_of_them + most
        lines.append(f"{'letters to type':24} {count:4} of {most} for the speakers of {len(walk)} passages, {name}")
    if lines:
        lines.append(f"{'letters to type':24} {typed:4} of {all_of_them} in all")
    return lines


if __name__ == "__main__":
    print("\n".join(report()))
