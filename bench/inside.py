"""What a bench does inside an installation, in a process of its own: `python -m bench.inside WORK ARGUMENTS`."""

import json
import sys
from datetime import date, timedelta
from itertools import count, cycle, islice

import django

django.setup()

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tejido.ground.organisations.models import Organisation
from tejido.ground.organisations.vocabulary import Kind as OrganisationKind
from tejido.ground.organisations.vocabulary import Profile
from tejido.ground.places.models import Place
from tejido.ground.places.vocabulary import Cause, PlaceKind
from tejido.ground.web.acting import turn_page
from tejido.stages.initiatives.actions.finding import searchable_of, words_of
from tejido.stages.initiatives.models import Initiative, Need, Word
from tejido.stages.initiatives.vocabulary import Kind, State

SUBJECTS = ("Cancha", "Alumbrado", "Huerto", "Taller", "Vigías", "Biblioteca", "Comedor", "Radio", "Paradero", "Parque")
BATCH = 5000
FIRST_DAY = date(2020, 1, 1)


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


if __name__ == "__main__":
    {"fill": fill, "queries": queries}[sys.argv[1]](*sys.argv[2:])
