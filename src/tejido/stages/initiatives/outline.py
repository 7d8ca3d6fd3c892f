"""What an initiative says of itself, checked: the same when it is proposed and when it is changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from tejido.ground.organisations.vocabulary import Profile
from tejido.ground.places.models import Place
from tejido.ground.places.vocabulary import Cause
from tejido.ground.web.acting import Refused
from tejido.stages.initiatives.models import Initiative
from tejido.stages.initiatives.vocabulary import Kind, Way

TITLE_LENGTH = 120
STORY_LENGTH = 6000
JOIN_LENGTH = 600
MOST_PLACES = 20


class BadOutline(Refused):
    """Something that was said cannot be; `field` tells which."""

    message = _("Choose one of the list.")


@dataclass(frozen=True)
class Outline:
    """An initiative in a few words, as somebody gave them; `checked` makes them fit to keep.

    `place` is where it mainly works, `places` are the others; `point` is latitude and longitude in degrees.
    """

    title: str
    kind: str
    place: Place
    causes: Sequence[str] = ()
    story: str = ""
    began_on: date | None = None
    places: Sequence[Place] = ()
    ways: Sequence[str] = ()
    how_to_join: str = ""
    point: tuple[float, float] | None = None
    inspired_by: Initiative | None = None


def checked(given: Outline, today: date, *, profile: str) -> Outline:
    """Return `given` in the form in which it is kept under `profile`. Raises BadOutline."""
    title = " ".join(given.title.split())
    if not title:
        raise BadOutline(_("Write a title."), field="title")
    if len(title) > TITLE_LENGTH:
        raise BadOutline(_("The title is longer than 120 characters. Write it shorter."), field="title")
    if len(given.story) > STORY_LENGTH:
        raise BadOutline(_("This text is longer than 6,000 characters. Write it shorter."), field="story")
    if len(given.how_to_join.strip()) > JOIN_LENGTH:
        raise BadOutline(_("This text is longer than 600 characters. Write it shorter."), field="how_to_join")
    if given.kind not in Kind.values:
        raise BadOutline(field="kind")
    if not given.causes or not set(given.causes) <= set(Cause.values):
        raise BadOutline(_("Choose at least one cause that the initiative works on."), field="causes")
    if not set(given.ways) <= set(Way.values):
        raise BadOutline(field="ways")
    if given.began_on and given.began_on > today:
        raise BadOutline(_("This day has not come yet. Leave it empty until the work begins."), field="began_on")
    return Outline(
        title=title,
        kind=given.kind,
        place=given.place,
        causes=sorted(set(given.causes)),
        story=given.story.strip(),
        began_on=given.began_on,
        places=_others(given),
        ways=sorted(set(given.ways)),
        how_to_join=given.how_to_join.strip(),
        point=_point(given.point, profile),
        inspired_by=given.inspired_by,
    )


def _others(given: Outline) -> list[Place]:
    others = {place.pk: place for place in given.places if place.pk != given.place.pk}
    if len(others) > MOST_PLACES:
        raise BadOutline(_("Name at most 20 other places. A whole state counts as one."), field="places")
    return [others[key] for key in sorted(others)]


def _point(point: tuple[float, float] | None, profile: str) -> tuple[float, float] | None:
    if point is None:
        return None
    if profile != Profile.OPEN:
        raise BadOutline(_("Only an open initiative may be shown at a point. Leave the point empty."), field="point")
    latitude, longitude = point
    if not (14 <= latitude <= 33.5 and -119 <= longitude <= -86):
        raise BadOutline(
            _("This point does not lie in Mexico. Latitude comes first, for example: 31.7387, -106.4870"), field="point"
        )
    return round(latitude, 5), round(longitude, 5)
