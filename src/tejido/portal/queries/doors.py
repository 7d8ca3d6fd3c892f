"""Official doors as a page shows them: what each does, what it keeps of who comes, and how sure we are of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tejido.ground.places import doors as known
from tejido.ground.places.doors import Door
from tejido.ground.places.models import Place
from tejido.ground.places.tables import COUNTRY
from tejido.ground.places.vocabulary import DoorKind, PlaceKind

URGENT = (DoorKind.EMERGENCY, DoorKind.HOSPITAL, DoorKind.SEARCH)
"""What somebody may need in the first hour."""
OF_STATES = {DoorKind.PROSECUTOR, DoorKind.ONLINE, DoorKind.VICTIMS, DoorKind.SEARCH, DoorKind.WOMEN, DoorKind.RIGHTS}
"""Doors of which each state has its own."""

WHAT: dict[DoorKind, Promise] = {
    DoorKind.EMERGENCY: _("Police, ambulance, fire brigade. Your number and where you call from are recorded."),
    DoorKind.HOSPITAL: _("It must treat at once whoever was hurt, without papers or payment first."),
    DoorKind.SEARCH: _("When somebody is missing. There is no waiting time: report it at once."),
    DoorKind.ANONYMOUS: _("It asks for no name. 089 may record your number: call from another phone."),
    DoorKind.VICTIMS: _(
        "Legal, medical and psychological help, food, transport and a roof in the first days, whether or not there is "
        "a complaint. It keeps your name and what happened to you."
    ),
    DoorKind.WOMEN: _("Help against violence at home or in the street."),
    DoorKind.PROSECUTOR: _(
        "Criminal complaints. Your name stands in the file, and the accused may come to see it: ask that your data be "
        "kept apart."
    ),
    DoorKind.ONLINE: _("A complaint may be made by any means, also over the internet where the office offers it."),
    DoorKind.RIGHTS: _(
        "Complaints against authorities, soldiers and police. It keeps your name and tells the authority."
    ),
    DoorKind.PROTECTION: _("Protection when you are threatened for what you do. It keeps a file on your risk."),
}


@dataclass(frozen=True)
class ShownDoor:
    """A door with its words. `is_urgent` stands first where something happened just now."""

    door: Door
    title: str
    what: Promise

    @property
    def is_urgent(self) -> bool:
        """Whether it belongs to the first hour."""
        return self.door.kind in URGENT

    @property
    def is_known(self) -> bool:
        """Whether there is a number or an address to give."""
        return bool(self.door.phone or self.door.web) or self.door.kind is DoorKind.HOSPITAL


def doors_of(place: Place | None) -> Sequence[ShownDoor]:
    """Return the doors that serve a place; without one, those of the country."""
    state = _state_of(place)
    return [
        ShownDoor(door, _titled(door.kind, state), WHAT[door.kind])
        for door in known.doors_of(place.pk if place else COUNTRY)
    ]


def _state_of(place: Place | None) -> str:
    if place is None or place.kind == PlaceKind.COUNTRY:
        return ""
    return place.state_name or place.short_name


def _titled(kind: DoorKind, state: str) -> str:
    if kind not in OF_STATES or not state:
        return str(kind.label)
    return gettext("%(door)s of %(state)s") % {"door": kind.label, "state": state}
