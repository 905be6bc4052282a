"""Delete an empty collection."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext

from claims.constraints import guarded
from claims.models import Collection
from claims.queries.collections import is_empty_collection


def delete_collection(collection: Collection) -> None:
    """Delete a collection that holds nothing. Raises ValidationError while it has articles or claims."""
    with guarded():
        # Locked, so that nothing is added to it meanwhile.
        Collection.objects.select_for_update().get(pk=collection.pk)
        if not is_empty_collection(collection):
            raise ValidationError(
                gettext("Only an empty collection can be deleted. This one has articles or claims."),
                code="not_empty",
            )
        collection.delete()
