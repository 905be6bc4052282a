"""What the page where two readings are settled is drawn from: which two, their places, and how far they are."""

from typing import Any

from annotate.presenters.adjudication_places import ShownPlace, shown_places
from annotate.presenters.adjudication_text import Line
from claims.comparison.differences import Kind, alike, tally
from claims.models import Article, Assignment, Passage, User
from claims.queries.article_editors import editors_still_reading


def comparison(article: Article, *, user: User, chosen: tuple[int | None, int | None]) -> dict[str, Any]:
    """Two readings of the article: the chosen ones, by number, else the first two.

    Seven queries, whatever their size.
    """
    everyone = list(Assignment.objects.in_article(article).select_related("editor", "accepted_by").order_by("pk"))
    readings = [each for each in everyone if not each.settles]
    handed_in = [each for each in readings if each.handed_in_at]
    still_reading = [each.editor for each in readings if not each.handed_in_at]
    context: dict[str, Any] = {
        "article": article, "collection": article.collection, "handed_in": handed_in, "still_reading": still_reading,
        "waits_for_all": bool(article.collection.blind and still_reading),
    }  # fmt: skip
    if len(handed_in) < 2 or context["waits_for_all"]:
        return {**context, "places": None}
    waiting = _waiting(article, handed_in)
    left, right = _pair(handed_in, chosen, waiting)
    context["others_waiting"] = [each for each in handed_in if each.editor_id in waiting and each not in (left, right)]
    is_own = user.pk in (left.editor_id, right.editor_id)
    found = Passage.objects.in_article(article).handed_in_by([left.editor_id, right.editor_id]).in_order()
    passages = list(found.for_settling())
    for passage in passages:
        passage.article = article
    compared = {left.editor_id, right.editor_id}
    places = shown_places(
        [each for each in passages if each.editor_id == left.editor_id],
        [each for each in passages if each.editor_id == right.editor_id],
        user=user, may_settle=not is_own and not article.archived, text=article.text,
        wording=frozenset(each.editor_id for each in everyone if each.settles),
        gone=frozenset(compared - editors_still_reading(article, compared)),
    )  # fmt: skip
    unaccepted = [each for each in everyone if each.handed_in_at and not each.accepted_at and not each.taken_away_at]
    context |= {
        "left": left, "right": right, "compared": [left, right], "is_own": is_own, "places": places,
        "may_accept": [each for each in unaccepted if each.editor_id != user.pk],
        "may_not_accept": [each for each in unaccepted if each.editor_id == user.pk],
    }  # fmt: skip
    return {**context, **_progress(places)}


def _waiting(article: Article, handed_in: list[Assignment]) -> set[int]:
    """Of more than two, whose reading holds something that waits for a decision; editors by number."""
    if len(handed_in) < 3:
        return set()
    undecided = Passage.objects.in_article(article).awaiting_review().of_any(each.editor_id for each in handed_in)
    return set(undecided.order_by().values_list("editor_id", flat=True).distinct())


def _pair(
    handed_in: list[Assignment], chosen: tuple[int | None, int | None], waiting: set[int]
) -> tuple[Assignment, Assignment]:
    """The two that were asked for; for one that is not there, or twice the same, the first other one.

    As the second one of those first that something of waits.
    """
    known = {each.pk: each for each in handed_in}
    left = known.get(chosen[0] or 0) or next(each for each in handed_in if each.pk != chosen[1])
    right = known.get(chosen[1] or 0)
    if right is None or right == left:
        others = [each for each in handed_in if each != left]
        right = next((each for each in others if each.editor_id in waiting), others[0])
    return left, right


def _progress(places: list[ShownPlace]) -> dict[str, Any]:
    counts = tally(each.place for each in places)
    agreeing = [each for each in places if each.kind == Kind.AGREE and each.is_open and not each.is_returned]
    agreeing = [each for each in agreeing if each.may_settle]
    joined = alike(each.place.versions for each in agreeing)
    return {
        "agree": counts[Kind.AGREE], "differ": counts[Kind.DIFFER],
        "only_left": counts[Kind.ONLY_LEFT], "only_right": counts[Kind.ONLY_RIGHT],
        "agreeing": agreeing,
        # Claims of the same words, and how many they become when these are approved.
        "alike": sum(map(len, joined)), "made_one": len(joined),
        "decided": sum(not each.is_open and not each.is_returned for each in places),
        "total": len(places),
        "wordings": len({each.pk for place in places for each in place.waiting_wordings}),
        "undecided": sum(each.is_open for each in places),
        "returned": sum(each.is_returned for each in places),
    }  # fmt: skip


def lines(places: list[ShownPlace]) -> list[Line]:
    """What the text shows of them."""
    found = []
    for place in places:
        for side, passage in enumerate((place.left, place.right)):
            if passage:
                found.append(Line(passage.pk, place.id, side, passage.mark, passage.content))
    return found


def pairs_of(agreeing: list[ShownPlace]) -> list[str]:
    """The pairs as the form sends them."""
    return [" ".join(f"{each.pk}:{each.version}" for each in place.passages) for place in agreeing]


def at(places: list[ShownPlace], passage: Any) -> ShownPlace | None:
    """The place where a passage stands."""
    return next((place for place in places if any(each.pk == passage for each in place.passages)), None)
