"""What an initiative says of itself, checked: the same when it is proposed and when it is changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from tejido.ground.places.models import Place
from tejido.ground.places.vocabulary import Cause
from tejido.ground.web.acting import Refused
from tejido.stages.initiatives.vocabulary import Kind

TITLE_LENGTH = 120
STORY_LENGTH = 6000


class BadOutline(Refused):
    """Something that was said cannot be; `field` tells which."""

    message = _("Choose one of the list.")


@dataclass(frozen=True)
class Outline:
    """An initiative in a few words, as somebody gave them; `checked` makes them fit to keep."""

    title: str
    kind: str
    place: Place
    causes: Sequence[str] = ()
    story: str = ""
    began_on: date | None = None


def checked(given: Outline, today: date) -> Outline:
    """Return `given` in the form in which it is kept. Raises BadOutline."""
    title = " ".join(given.title.split())
    if not title:
        raise BadOutline(_("Write a title."), field="title")
    if len(title) > TITLE_LENGTH:
        raise BadOutline(_("The title is longer than 120 characters. Write it shorter."), field="title")
    if len(given.story) > STORY_LENGTH:
        raise BadOutline(_("This text is longer than 6,000 characters. Write it shorter."), field="story")
    if given.kind not in Kind.values:
        raise BadOutline(field="kind")
    if not given.causes or not set(given.causes) <= set(Cause.values):
        raise BadOutline(_("Choose at least one cause that the initiative works on."), field="causes")
    if given.began_on and given.began_on > today:
        raise BadOutline(_("This day has not come yet. Leave it empty until the work begins."), field="began_on")
    return Outline(
        title=title,
        kind=given.kind,
        place=given.place,
        causes=sorted(set(given.causes)),
        story=given.story.strip(),
        began_on=given.began_on,
    )
