"""What a passage still needs to be complete. `PassageQuerySet.with_lacks` says the same in SQL."""

from typing import TYPE_CHECKING

from claims.models.choices import AttributionRole, DenialState, Lack, Mark

if TYPE_CHECKING:
    from claims.models.passages import Passage


def lacks_of(passage: "Passage") -> list[Lack]:
    """The lacks of the passage, read off its parts; no query if the parts are loaded, else at most two."""
    lacks = []
    speakers = any(part.role == AttributionRole.SPEAKER for part in passage.attributions.all())
    if not speakers and not passage.unattributed:
        lacks.append(Lack.SPEAKER)
    if passage.mark == Mark.ASSERTION and not passage.statements.all():
        lacks.append(Lack.CLAIM)
    if passage.mark == Mark.REFUTATION and not any(
        denial.state != DenialState.OPEN for denial in passage.denials.all()
    ):
        lacks.append(Lack.DENIAL)
    return lacks
