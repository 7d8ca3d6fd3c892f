"""What an organisation says of itself, checked: the same when it registers, changes its page, or is imported."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from tejido.ground.organisations import identifiers
from tejido.ground.organisations.vocabulary import Kind, Level, Power
from tejido.ground.places.models import Place
from tejido.ground.places.vocabulary import Cause
from tejido.ground.web.acting import Refused

NAME_LENGTH = 160
ABOUT_LENGTH = 4000


class BadParticulars(Refused):
    """Something that was said cannot be; `field` tells which."""

    message = _("Choose one of the list.")


@dataclass(frozen=True)
class Particulars:
    """The particulars of an organisation, as somebody gave them; `checked` makes them fit to keep."""

    name: str
    places: Sequence[Place]
    causes: Sequence[str] = ()
    about: str = ""
    level: str = ""
    power: str = ""
    cluni: str = ""
    rfc: str = ""
    website: str = ""


def checked(given: Particulars, kind: str) -> Particulars:
    """Return `given` in the form in which it is kept. Raises BadParticulars."""
    name = " ".join(given.name.split())
    if not name:
        raise BadParticulars(_("Write the name."), field="name")
    if len(name) > NAME_LENGTH:
        raise BadParticulars(_("The name is longer than 160 characters. Write it shorter."), field="name")
    if len(given.about) > ABOUT_LENGTH:
        raise BadParticulars(_("This text is longer than 4,000 characters. Write it shorter."), field="about")
    if not given.places:
        raise BadParticulars(_("Choose at least one place."), field="places")
    if not set(given.causes) <= set(Cause.values):
        raise BadParticulars(_("Choose causes of the list."), field="causes")
    level, power = _place_in_the_state(given, kind)
    return Particulars(
        name=name,
        places=sorted(given.places, key=lambda place: place.key),
        causes=sorted(set(given.causes)),
        about=given.about.strip(),
        level=level,
        power=power,
        cluni=_identifier("cluni", given.cluni),
        rfc=_identifier("rfc", given.rfc),
        website=_address(given.website.strip()),
    )


def _place_in_the_state(given: Particulars, kind: str) -> tuple[str, str]:
    if kind != Kind.INSTITUTION:
        return "", ""
    if given.level not in Level.values:
        raise BadParticulars(_("Choose the level of government."), field="level")
    if given.power not in Power.values:
        raise BadParticulars(_("Choose what the institution does."), field="power")
    return given.level, given.power


def _identifier(field: str, text: str) -> str:
    read = {"cluni": identifiers.cluni, "rfc": identifiers.rfc}[field]
    try:
        return read(text)
    except identifiers.BadIdentifier as problem:
        raise BadParticulars(problem.message, field=field) from None


def _address(text: str) -> str:
    if not text:
        return ""
    address = text if "://" in text else f"https://{text}"
    try:
        URLValidator(schemes=["http", "https"])(address)
    except ValidationError:
        raise BadParticulars(
            _("This is no address of a page. One looks like https://example.org"), field="website"
        ) from None
    if len(address) > 200:
        raise BadParticulars(_("The address is longer than 200 characters."), field="website")
    return address
