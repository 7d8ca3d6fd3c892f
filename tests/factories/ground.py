"""People, places, organisations."""

from datetime import date
from itertools import count

from tejido.ground.organisations.models import Membership, Organisation, Post
from tejido.ground.organisations.vocabulary import Kind, Level, Power, Profile, Role
from tejido.ground.people.actions import open_account
from tejido.ground.people.models import Person
from tejido.ground.places.models import Place
from tejido.ground.places.vocabulary import PlaceKind

TODAY = date(2026, 11, 2)
PASSWORD = "una contraseña larga"
_number = count(1)


def place(key: str = "08037", name: str = "Juárez") -> Place:
    """A municipality of Chihuahua, with its state and country."""
    country, _ = Place.objects.get_or_create(key="00", defaults={"name": "México", "kind": PlaceKind.COUNTRY})
    state, _ = Place.objects.get_or_create(
        key=key[:2], defaults={"name": "Chihuahua", "kind": PlaceKind.STATE, "parent": country}
    )
    return Place.objects.get_or_create(
        key=key, defaults={"name": name, "kind": PlaceKind.MUNICIPALITY, "parent": state}
    )[0]


def person(name: str | None = None, **kwargs) -> Person:
    """A resident."""
    return open_account(name=name or f"vecina {next(_number)}", password=PASSWORD, today=TODAY, **kwargs)


def organisation(kind: str = Kind.CIVIL_SOCIETY, **kwargs) -> Organisation:
    """A verified civil society organisation of Juárez, open."""
    number = next(_number)
    values = {
        "kind": kind,
        "name": f"Organización {number}",
        "searchable": f"organizacion {number}",
        "profile": Profile.OPEN,
        "registered_on": TODAY,
        "verified_on": TODAY,
    }
    if kind == Kind.INSTITUTION:
        values |= {"level": Level.MUNICIPAL, "power": Power.POLICE}
    made = Organisation.objects.create(**(values | kwargs))
    made.places.add(place())
    return made


def institution(**kwargs) -> Organisation:
    """A municipal police."""
    return organisation(kind=Kind.INSTITUTION, **kwargs)


def post(of: Organisation | None = None, title: str = "Secretaría de Seguridad") -> Post:
    """A post in an institution."""
    return Post.objects.create(organisation=of or institution(), title=title)


def membership(who: Person, of: Organisation, role: str = Role.MEMBER, at: Post | None = None) -> Membership:
    """A membership that holds."""
    return Membership.objects.create(person=who, organisation=of, role=role, post=at, began_on=TODAY)
