"""Merging small places with their neighbours until each has enough people for figures of it to hide one of them.

The smallest place is taken first and joined to the neighbour with the fewest people, again and again (the greedy form
of the max-p regions problem: Duque, Anselin & Rey 2012, "The Max-P-Regions Problem", Journal of Regional Science 52).
Ties go by key, so that the same places always give the same areas. Compute once and keep the result: areas that change
from one publication to the next can be subtracted from each other.
"""

from collections.abc import Callable, Iterable, Mapping


def merge_small(
    people: Mapping[str, int],
    neighbours: Mapping[str, Iterable[str]],
    least: int,
    *,
    nearest: Callable[[str, Iterable[str]], str] = lambda _key, others: min(others),
) -> dict[str, str]:
    """Give each place the key of its area: that of the place in it with the most people.

    `people` counts those of each place, `neighbours` names those that touch it, `least` is how many people an area
    must have. Where an area touches no other (an island), `nearest` chooses among all other areas, by their keys as
    they are then. What cannot reach `least` because nothing else is left stays alone. Raise ValueError for a negative
    number of people.
    """
    if any(count < 0 for count in people.values()):
        raise ValueError("there cannot be fewer than no people")
    members = {key: {key} for key in people}
    size = dict(people)
    touching = {key: {other for other in neighbours.get(key, ()) if other in people} - {key} for key in people}
    for key, others in touching.items():
        for other in others:
            touching[other].add(key)  # touching goes both ways, whatever the table says
    while len(members) > 1:
        smallest = min(members, key=lambda key: (size[key], key))
        if size[smallest] >= least:
            break
        others = touching[smallest]
        to = (
            min(others, key=lambda key: (size[key], key))
            if others
            else nearest(smallest, sorted(members.keys() - {smallest}))
        )
        _join(smallest, to, members, size, touching)
    heads = {area: min(keys, key=lambda key: (-people[key], key)) for area, keys in members.items()}
    return {key: heads[area] for area in sorted(members) for key in sorted(members[area])}


def _join(one: str, to: str, members: dict[str, set[str]], size: dict[str, int], touching: dict[str, set[str]]) -> None:
    """Make `one` part of `to`."""
    members[to] |= members.pop(one)
    size[to] += size.pop(one)
    for other in touching.pop(one):
        touching[other].discard(one)
        if other != to:
            touching[other].add(to)
            touching[to].add(other)
