"""What the bench of a large ballot does in an installation: `python -m bench.inside_ballot VOTERS PROJECTS MOST`."""

import json
import random
import resource
import sys
import time
from contextlib import contextmanager
from datetime import timedelta
from tempfile import TemporaryDirectory

import django

django.setup()

from pathlib import Path

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tejido.engines.allocation import pabulib
from tejido.engines.allocation.verify import problems
from tejido.ground.organisations.models import Membership, Organisation
from tejido.ground.organisations.vocabulary import Kind, Profile, Role
from tejido.ground.people import second_factor
from tejido.ground.people.actions import open_account
from tejido.ground.places.models import Place
from tejido.ground.web.searching import folded
from tejido.stages.funding.models import Allocation, Application, Call
from tejido.stages.funding.terms import EQUAL_SHARES
from tejido.stages.funding.vocabulary.calls import ApplicationState, CallState
from tejido.stages.initiatives.models import Initiative
from tejido.stages.initiatives.vocabulary import Kind as Doing
from tejido.stages.initiatives.vocabulary import State

PLACE = "08037"
SEED = 20261102
TOTAL = 2_000_000_000  # hundredths
parts: dict[str, float] = {}


@contextmanager
def timed(name: str):
    """Add the CPU seconds of what happens inside."""
    began = time.process_time()
    yield
    parts[name] = parts.get(name, 0.0) + time.process_time() - began


def main(voters: int, projects: int, most: int) -> None:
    """Make a call that is voted on at an urn, bring in its ballots, have it decided, read it; print what it took."""
    settings.ALLOWED_HOSTS = ["*"]
    second_factor.is_required_of = lambda _person: False  # who signs in is not what is measured
    call, who = _call(projects, most)
    content = _ballots(call, voters, most)
    client = Client()
    client.force_login(who)
    with timed("brought in"):
        upload = SimpleUploadedFile("boletas.pb", content)
        look = client.post(reverse("ballots-bring-in", args=[call.pk]), {"file": upload}).headers["Location"]
        assert client.get(look).status_code == 200
    with timed("closed"):
        assert client.post(look, {"source": "Acta del conteo (ejemplo)"}).status_code == 302
    with timed("computed and certified"):
        assert client.post(reverse("allocation-decide", args=[call.pk])).status_code == 302
    client.logout()
    with timed("published"):
        assert client.get(reverse("allocation", args=[call.pk])).status_code == 200
        files = [client.get(reverse(name, args=[call.pk])) for name in ("allocation-result", "allocation-ballots")]
    found = Allocation.objects.get(pk=call.pk)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    said = {
        "cpu_s": sum(parts.values()),
        "parts": parts,
        "voters": found.voters,
        "winners": len(found.winners),
        "is_published": found.is_published,
        "memory_mb": memory,
        "verified": _verified(found, files),
    }
    print(json.dumps(said))


def _verified(found: Allocation, files) -> bool:
    """Check the files, as they were sent where they are published, with the separate verifier."""
    contents = [file.content for file in files] if found.is_published else [found.result_file, found.ballots_file]
    with TemporaryDirectory() as folder:
        result, ballots = Path(folder) / "r.json", Path(folder) / "b.pb"
        result.write_bytes(contents[0])
        ballots.write_bytes(contents[1])
        return problems(json.loads(result.read_text()), pabulib.read(ballots.read_text()).election) == []


def _call(projects: int, most: int):
    today = timezone.localdate()
    funder = Organisation.objects.create(
        kind=Kind.FUNDER, name="Fondo de prueba (ejemplo)", searchable="fondo", profile=Profile.OPEN,
        registered_on=today, verified_on=today,
    )  # fmt: skip
    who = open_account(name="quien cuenta", password="una frase larga para medir", today=today)
    Membership.objects.create(person=who, organisation=funder, role=Role.COORDINATOR, began_on=today)
    place = Place.objects.get(pk=PLACE)
    day = timedelta(days=1)
    call = Call.objects.create(
        funder=funder, title="Cien mil (ejemplo)", searchable="cien mil", place=place, total=TOTAL,
        opens_on=today - 60 * day, closes_on=today - 40 * day, reviewed_by=today - 30 * day,
        votes_from=today - 9 * day, votes_until=today - day, decided_by=today + 9 * day, takes_online=False,
        most_choices=most, state=CallState.VOTING, state_since=today, drafted_on=today - 90 * day,
        announced_on=today - 80 * day, admitted_on=today - 20 * day, seed=SEED, **EQUAL_SHARES,
    )  # fmt: skip
    chance = random.Random(SEED)
    for number in range(1, projects + 1):
        _application(call, place, number, chance.randrange(200_000, 3_000_000) * 100, today)
    return call, who


def _application(call: Call, place: Place, number: int, amount: int, today) -> None:
    title = f"Proyecto {number} (ejemplo)"
    of = Initiative.objects.create(
        title=title, searchable=folded(title), kind=Doing.COMMUNITY, place=place, causes=["poverty"],
        profile=Profile.OPEN, state=State.ACTIVE, drafted_on=today, published_on=today,
    )  # fmt: skip
    Application.objects.create(
        call=call, initiative=of, place=place, causes=["poverty"], title=title, searchable=folded(title), amount=amount,
        profile=Profile.OPEN, state=ApplicationState.ADMITTED, state_since=today, drafted_on=today, sent_on=today,
        number=number,
    )  # fmt: skip


def _ballots(call: Call, voters: int, most: int) -> bytes:
    """Write a file of made ballots; some projects have many more friends than others."""
    chance = random.Random(SEED)
    rows = list(call.applications.order_by("number").values_list("number", "amount"))
    liked = [1 / (1 + 0.07 * chance.randrange(len(rows))) for _ in rows]
    numbers = [number for number, _amount in rows]
    lines = [f"META\nkey;value\nbudget;{call.total // 100}\nvote_type;approval\nPROJECTS\nproject_id;cost"]
    lines += [f"{number};{amount // 100}" for number, amount in rows]
    lines.append("VOTES\nvoter_id;vote")
    sizes = [1, 2] if most == 2 else [1, 3, 5, most]
    for voter in range(1, voters + 1):
        chosen = sorted(set(chance.choices(numbers, liked, k=chance.choice(sizes))))
        lines.append(f"{voter};{','.join(map(str, chosen))}")
    return ("\n".join(lines) + "\n").encode()


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
