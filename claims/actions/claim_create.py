"""Enter a claim, or find the one in the same words."""

from typing import Any

from claims.actions.entry_limits import CLAIMS, check_limit
from claims.constraints import guarded
from claims.models.claims import Claim
from claims.models.collections import Collection
from claims.models.users import User
from claims.text.search_configurations import search_configuration
from claims.text.short_texts import clean_line


def get_or_create_claim(
    *,
    collection: Collection,
    statement: str,
    by: User | None,
    language: str = "",
    is_limited: bool = True,
    **fields: Any,
) -> Claim:
    """Enter a claim in these words, or find the one of the collection in the same words.

    A claim that blind reading hides from `by` is not found: a twin is entered, to be merged later. `fields` are other
    columns, for a claim that redo brings back. Raises ValidationError; also LimitReached, unless `is_limited` is off.
    """
    statement = clean_line(statement)
    language = language or collection.language
    in_these_words = Claim.objects.filter(collection=collection, statement__iexact=statement).order_by("pk")
    in_these_words = in_these_words.known_to(by, collection=collection)
    with guarded():
        known = in_these_words.first()
        if known is None:
            # Locked, so that two people who enter the same words at once enter one claim.
            Collection.objects.select_for_update(no_key=True).get(pk=collection.pk)
            known = in_these_words.first()
            if known is None:
                if is_limited:
                    check_limit(CLAIMS, by=by)
                known = Claim.objects.create(
                    collection=collection,
                    statement=statement,
                    language=language,
                    created_by=by,
                    search_configuration=search_configuration(language),
                    **fields,
                )
                known.is_new = True
    return known.resolved
