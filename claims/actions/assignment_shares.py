"""How open places are shared out among editors: nobody twice on an article, loads as even as they can be. Pure.

Each place goes to whoever has least. Where those who read an article already leave little choice, places are then
handed on along chains of editors, until no chain leads from one editor to another who has at least two fewer. A share
without such a chain is the most even there is (the "cost-reducing paths" of Harvey, Ladner, Lovász and Tamir,
"Semi-matchings for bipartite graphs and load balancing", 2003).
"""

from collections import deque
from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Place[A: Hashable, E: Hashable]:
    """An article, how many more readers it is to have, and those who cannot be given it."""

    article: A
    wanted: int
    taken_by: Collection[E] = field(default_factory=frozenset)


def share_out[A: Hashable, E: Hashable](places: Iterable[Place[A, E]], loads: Mapping[E, int]) -> list[tuple[A, E]]:
    """Who is to read what besides: pairs of article and editor, in the order of the places.

    `loads`: how many unfinished readings each of the editors has; between equals the first is chosen. An article gets
    as many editors as it wants, or all who can be given it if they are fewer.
    """
    share = _Share(list(places), dict(loads))
    while share.hands_on():
        pass
    order = {editor: number for number, editor in enumerate(loads)}
    return [
        (place.article, editor)
        for place, chosen in zip(share.places, share.chosen, strict=True)
        for editor in sorted(chosen, key=order.__getitem__)
    ]


class _Share[A: Hashable, E: Hashable]:
    """A share in the making: who was chosen for each place, and how many readings each editor has by now."""

    def __init__(self, places: list[Place[A, E]], loads: dict[E, int]) -> None:
        self.places, self.loads = places, loads
        self.chosen: list[set[E]] = []
        for place in places:
            able = [editor for editor in loads if editor not in place.taken_by]
            # A stable sort, so that between equals the first is chosen.
            chosen = set(sorted(able, key=loads.__getitem__)[: max(0, place.wanted)])
            for editor in chosen:
                loads[editor] += 1
            self.chosen.append(chosen)

    def hands_on(self) -> bool:
        """Hand places on along one chain from an editor to one who has at least two fewer; False if there is none."""
        steps = self._steps()
        for first in sorted(self.loads, key=self.loads.__getitem__, reverse=True):
            came_from: dict[E, E] = {}
            waiting, seen = deque([first]), {first}
            while waiting:
                one = waiting.popleft()
                if self.loads[one] <= self.loads[first] - 2:
                    self._hand_on(first, one, came_from, steps)
                    return True
                for other in steps.get(one, {}):
                    if other not in seen:
                        seen.add(other)
                        came_from[other] = one
                        waiting.append(other)
        return False

    def _steps(self) -> dict[E, dict[E, int]]:
        """From whom to whom a place can be handed on, and the number of that place."""
        steps: dict[E, dict[E, int]] = {}
        for number, (place, chosen) in enumerate(zip(self.places, self.chosen, strict=True)):
            for editor in chosen:
                reachable = steps.setdefault(editor, {})
                for other in self.loads:
                    if other not in chosen and other not in place.taken_by:
                        reachable.setdefault(other, number)
        return steps

    def _hand_on(self, first: E, last: E, came_from: dict[E, E], steps: dict[E, dict[E, int]]) -> None:
        """Along the chain, from its end. Chains are shortest, so no place is handed on twice in one."""
        self.loads[first] -= 1
        self.loads[last] += 1
        while last != first:
            giver = came_from[last]
            chosen = self.chosen[steps[giver][last]]
            chosen.remove(giver)
            chosen.add(last)
            last = giver
