"""What a bench does inside an installation, in a process of its own: `python -m bench.inside WORK ARGUMENTS`."""

import json
import sys
from collections import Counter
from datetime import date, timedelta
from itertools import count, cycle, islice
from pathlib import Path

import django

django.setup()

from django.conf import settings  # noqa: E402  Django must be set up first
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.utils import timezone  # noqa: E402

from tejido.engines.sealing import CannotOpen, Pair  # noqa: E402
from tejido.ground.organisations.actions import make_first_key  # noqa: E402
from tejido.ground.organisations.models import Membership, Organisation  # noqa: E402
from tejido.ground.organisations.vocabulary import Kind as OrganisationKind  # noqa: E402
from tejido.ground.organisations.vocabulary import Profile, Role  # noqa: E402
from tejido.ground.people.actions import make_key, open_account  # noqa: E402
from tejido.ground.people.locking import unlock_private  # noqa: E402
from tejido.ground.people.models import Person, PersonKey  # noqa: E402
from tejido.ground.places.models import Place  # noqa: E402
from tejido.ground.places.vocabulary import Cause, PlaceKind  # noqa: E402
from tejido.ground.vault.models import Thread  # noqa: E402
from tejido.ground.vault.threads import MemberKeys, NoSuchReceipt, by_receipt, for_member  # noqa: E402
from tejido.ground.web.acting import turn_page  # noqa: E402
from tejido.stages.initiatives.actions.finding import searchable_of, words_of  # noqa: E402
from tejido.stages.initiatives.models import Initiative, Need, Word  # noqa: E402
from tejido.stages.initiatives.vocabulary import Kind, State  # noqa: E402
from tejido.stages.reports.actions.listening import describe_listening  # noqa: E402

SUBJECTS = ("Cancha", "Alumbrado", "Huerto", "Taller", "Vigías", "Biblioteca", "Comedor", "Radio", "Paradero", "Parque")
BATCH = 5000
FIRST_DAY = date(2020, 1, 1)
LISTENS, READS = "Escucha de la banca de pruebas (ejemplo)", "lectora de pruebas"
PASSWORD = "una frase larga para medir"


def fill(number: str) -> None:
    """Bring the installation to so many public initiatives over all municipalities; every second has an open need."""
    wanted = int(number) - Initiative.objects.count()
    keys = list(Place.objects.filter(kind=PlaceKind.MUNICIPALITY).order_by("key").values_list("key", flat=True))
    organisations = list(Organisation.objects.filter(kind=OrganisationKind.CIVIL_SOCIETY).order_by("name"))
    made = (
        _initiative(one, key, of, cause, kind)
        for one, key, of, cause, kind in zip(
            count(), cycle(keys), cycle(organisations), cycle(Cause.values), cycle(Kind.values), strict=False
        )
    )
    while wanted > 0:
        batch = Initiative.objects.bulk_create(islice(made, min(BATCH, wanted)))
        day = FIRST_DAY
        needs = [Need(initiative=one, text="Dos porterías", stated_on=day, shown_on=day) for one in batch[::2]]
        Need.objects.bulk_create(needs)
        Word.objects.bulk_create(word for one in batch for word in words_of(one))
        wanted -= len(batch)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    turn_page()


def _initiative(number: int, key: str, of: Organisation, cause: str, kind: str) -> Initiative:
    title = f"{SUBJECTS[number % len(SUBJECTS)]} número {number} (ejemplo)"
    state = State.FINISHED if number % 7 == 0 else State.ACTIVE
    return Initiative(
        title=title,
        searchable=searchable_of(title),
        kind=kind,
        organisation=of,
        place_id=key,
        causes=[cause, "poverty"] if cause != "poverty" else [cause],
        story="Nos reunimos los jueves. " * 8,
        state=state,
        profile=Profile.OPEN,
        drafted_on=FIRST_DAY,
        published_on=FIRST_DAY + timedelta(days=number % 2300),
        is_example=True,
    )


def queries(*paths: str) -> None:
    """Print how many queries each page costs a visitor; the second time, when nothing is left to be learnt."""
    settings.ALLOWED_HOSTS = ["*"]
    client, found = Client(headers={"cookie": "a=b"}), {}
    for path in paths:
        client.get(path)
        with CaptureQueriesContext(connection) as seen:
            client.get(path)
        found[path] = len(seen)
    print(json.dumps(found))


def listen() -> None:
    """Make an organisation that listens, and a member who reads; print its id. Does nothing where it exists."""
    found = Organisation.objects.filter(name=LISTENS).first()
    now = timezone.now()
    if found is None:
        found = Organisation.objects.create(
            kind=OrganisationKind.CIVIL_SOCIETY,
            name=LISTENS,
            searchable=folded(LISTENS),
            profile=Profile.OPEN,
            registered_on=FIRST_DAY,
            verified_on=FIRST_DAY,
            is_example=True,
        )
        found.places.add(Place.objects.get(key="08037"))
        who = open_account(name=READS, password=PASSWORD, today=FIRST_DAY)
        Membership.objects.create(person=who, organisation=found, role=Role.COORDINATOR, began_on=FIRST_DAY)
        make_key(password=PASSWORD, by=who, now=now)
        make_first_key(found, pair=_pair(who), by=who, now=now)
        describe_listening(found, use="Leemos.", retention_days=180, answers_within_days=7, by=who, now=now)
    print(json.dumps({"organisation": str(found.pk)}))


def check_told(path: str) -> None:
    """Open what was told, by receipt and as a member; print what is wrong with it and how many threads there are."""
    problems = []
    for marker, has_photo, receipt in json.loads(Path(path).read_text()):
        if receipt:
            try:
                opened = by_receipt(receipt)
                sizes = [sum(map(len, one.chunks())) == one.header.size for one in opened.files()]
                whole = opened.items()[0].payload["text"].startswith(marker) and sizes == [True] * has_photo
            except (NoSuchReceipt, CannotOpen, OSError) as problem:
                whole, marker = False, f"{marker} {type(problem).__name__}"
            problems += [] if whole else [f"does not open whole: {marker}"]
    keys, seen = None, Counter()
    for row in Thread.objects.filter(organisation__name=LISTENS).iterator():
        if keys is None:
            who = Membership.objects.get(organisation=row.organisation).person
            keys = MemberKeys(_pair(who), who)
        seen[for_member(row, keys).items()[0].payload["text"].split()[0]] += 1
    problems += [f"came {number} times: {marker}" for marker, number in seen.items() if number > 1]
    told = {marker for marker, _photo, _receipt in json.loads(Path(path).read_text())}
    problems += [f"is not there: {marker}" for marker in told - set(seen)]
    print(json.dumps({"threads": sum(seen.values()), "problems": problems}))


def _pair(who: Person) -> Pair:
    return Pair.of(unlock_private(bytes(PersonKey.objects.get(person=who).locked), PASSWORD))


if __name__ == "__main__":
    {"fill": fill, "queries": queries, "listen": listen, "check_told": check_told}[sys.argv[1]](*sys.argv[2:])
