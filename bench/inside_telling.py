"""What benches of telling do inside an installation, in a process of its own: `python -m bench.inside_telling WORK`."""

import json
import sys
from collections import Counter
from datetime import date
from pathlib import Path

import django

django.setup()

from django.utils import timezone

from tejido.engines.sealing import CannotOpen, Pair
from tejido.ground.organisations.actions import make_first_key
from tejido.ground.organisations.models import Membership, Organisation
from tejido.ground.organisations.vocabulary import Kind, Profile, Role
from tejido.ground.people.actions import make_key, open_account
from tejido.ground.people.locking import unlock_private
from tejido.ground.people.models import Person, PersonKey
from tejido.ground.places.models import Place
from tejido.ground.vault.models import Thread
from tejido.ground.vault.threads import MemberKeys, NoSuchReceipt, by_receipt, for_member
from tejido.ground.web.searching import folded
from tejido.stages.reports.actions.listening import describe_listening

LISTENS, READS = "Escucha de la banca de pruebas (ejemplo)", "lectora de pruebas"
PASSWORD = "una frase larga para medir"
PLACE = "08037"
SINCE = date(2020, 1, 1)


def listen() -> None:
    """Make an organisation that listens, and a member who reads; print its id. Does nothing where it exists."""
    found = Organisation.objects.filter(name=LISTENS).first() or _listener()
    print(json.dumps({"organisation": str(found.pk)}))


def _listener() -> Organisation:
    now = timezone.now()
    made = Organisation.objects.create(
        kind=Kind.CIVIL_SOCIETY,
        name=LISTENS,
        searchable=folded(LISTENS),
        profile=Profile.OPEN,
        registered_on=SINCE,
        verified_on=SINCE,
        is_example=True,
    )
    made.places.add(Place.objects.get(key=PLACE))
    who = open_account(name=READS, password=PASSWORD, today=SINCE)
    Membership.objects.create(person=who, organisation=made, role=Role.COORDINATOR, began_on=SINCE)
    make_key(password=PASSWORD, by=who, now=now)
    make_first_key(made, pair=_pair(who), by=who, now=now)
    describe_listening(made, use="Leemos.", retention_days=180, answers_within_days=7, by=who, now=now)
    return made


def check(path: str) -> None:
    """Open what was told, by receipt and as a member; print what is wrong with it and how many threads there are."""
    told = json.loads(Path(path).read_text())
    problems = [f"does not open whole: {one[0]}" for one in told if one[2] and not _opens(*one)]
    seen = Counter(_markers())
    problems += [f"came {number} times: {marker}" for marker, number in seen.items() if number > 1]
    problems += [f"is not there: {marker}" for marker in {one[0] for one in told} - set(seen)]
    print(json.dumps({"threads": sum(seen.values()), "problems": problems}))


def _opens(marker: str, has_photo: bool, receipt: str) -> bool:
    try:
        opened = by_receipt(receipt)
        sizes = [sum(map(len, one.chunks())) == one.header.size for one in opened.files()]
        return opened.items()[0].payload["text"].startswith(marker) and sizes == [True] * has_photo
    except (NoSuchReceipt, CannotOpen, OSError, KeyError):
        return False


def _markers() -> list[str]:
    """Return the first word of every report, as a member reads it."""
    who = Membership.objects.get(organisation__name=LISTENS).person
    keys = MemberKeys(_pair(who), who)
    threads = Thread.objects.filter(organisation__name=LISTENS).iterator()
    return [for_member(row, keys).items()[0].payload["text"].split()[0] for row in threads]


def _pair(who: Person) -> Pair:
    return Pair.of(unlock_private(bytes(PersonKey.objects.get(person=who).locked), PASSWORD))


if __name__ == "__main__":
    {"listen": listen, "check": check}[sys.argv[1]](*sys.argv[2:])
