"""The address of a map: place and mark, sealed, so that neither logs nor histories learn where somebody is pointing."""

import json

from tejido.ground.places.pictures import Point
from tejido.stages.reports.sealed_words import NotOurs, open_words, seal_words

_PURPOSE = "map-address"


class NoSuchMap(ValueError):  # noqa: N818  names what happened
    """The address was made up or changed."""


def of(place: str, mark: Point | None) -> str:
    """Return the address of the map of a place, with a mark or without."""
    words = [place, mark.latitude, mark.longitude] if mark else [place]
    return seal_words(json.dumps(words).encode(), purpose=_PURPOSE)


def read(sealed: str) -> tuple[str, Point | None]:
    """Return the place and the mark of an address. Raises NoSuchMap."""
    try:
        place, *mark = json.loads(open_words(sealed, purpose=_PURPOSE))
    except (NotOurs, ValueError):
        raise NoSuchMap from None
    return place, Point(*mark) if mark else None
