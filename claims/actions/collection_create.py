"""Create a collection."""

from itertools import chain, count

from django.conf import settings
from django.db import connection
from django.utils.text import slugify

from claims.constraints import guarded
from claims.models import Collection, Membership, User
from claims.models.collections import RESERVED_SLUGS
from claims.permissions import Role

# The advisory lock under which slugs are given out.
_SLUG_LOCK = 0x6A71_C011


def may_create_collection(person: User) -> bool:
    """Whether the person may create collections on the web: an administrator named them, or everybody may.

    Commands and the demo create collections for people without this right, so `create_collection` does not ask.
    """
    return person.is_collection_starter or settings.GAINSAY_COLLECTIONS_BY == "everybody"


def create_collection(*, by: User | None, **fields: object) -> Collection:
    """Create a collection with its creator as the first manager. Raises ValidationError.

    A collection without a slug gets a free one made from its name.
    """
    with guarded(), connection.cursor() as cursor:
        # One at a time: two at once would both find the same slug free.
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_SLUG_LOCK])
        fields["slug"] = fields.get("slug") or _free_slug(str(fields.get("name", "")))
        collection = Collection(created_by=by, **fields)
        collection.full_clean()
        collection.save()
        if by:
            Membership.objects.create(collection=collection, user=by, role=Role.MANAGER, created_by=by)
    return collection


def _free_slug(name: str) -> str:
    """A slug made from the name that no other collection has."""
    stem = slugify(name)[:70].strip("-_") or "collection"
    taken = RESERVED_SLUGS.union(Collection.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    candidates = chain([stem], (f"{stem}-{number}" for number in count(2)))
    return next(slug for slug in candidates if slug not in taken)
