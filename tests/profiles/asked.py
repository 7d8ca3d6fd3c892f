"""What the attacked initiatives ask of calls: each secret a word of its own."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.timezone import localdate

from tejido.ground.organisations.vocabulary import Kind, Profile, Role
from tejido.ground.people.models import Person
from tejido.ground.places.models import Place
from tejido.stages.funding.actions import applications, call_clock, calls, jury, letters, reviews
from tejido.stages.funding.models import Application, Call
from tejido.stages.funding.sheets import Expected, Line, Partner, Sheet, Step
from tejido.stages.funding.terms import Terms
from tejido.stages.funding.vocabulary.calls import Decision
from tejido.stages.initiatives.models import Initiative
from tests.factories import ground

if TYPE_CHECKING:
    from tests.profiles.attacked import World

OPENED = timedelta(days=20)


def calls_and_applications(world: "World", initiatives: dict[str, Initiative], now: datetime) -> None:
    """A call that a panel decides, to which an open, a discreet and a protected initiative apply, and a draft."""
    of = ground.organisation(kind=Kind.FUNDER, name="Xilófono Fondo")
    runner = ground.membership(
        ground.person(world.hide("name of who runs a call", "Clavel Fondo")), of, Role.COORDINATOR
    )
    begin = now - OPENED
    place = next(iter(initiatives.values())).place
    calls.draft_call(
        _terms(world.hide("title of a draft of a call", "Convocatoriaoculta"), place, localdate(begin)),
        funder=of,
        by=runner.person,
        now=now,
    )
    draft = calls.draft_call(
        _terms("Convocatoriaabierta", place, localdate(begin)), funder=of, by=runner.person, now=begin - timedelta(9)
    )
    to = calls.announce_call(draft, by=runner.person, now=begin - timedelta(9))
    world.shown.append(to.title)
    call_clock.turn_calls(now=begin)
    for profile, it in initiatives.items():
        _ask(world, to, it, profile, runner.person, begin)
    _review(world, to, now)


def _terms(title: str, place: Place, opens_on: date) -> Terms:
    return Terms(
        title=title,
        about="Para lo que ya se hace.",
        places=[place],
        total=100_000_000,
        opens_on=opens_on,
        closes_on=opens_on + timedelta(15),
        reviewed_by=opens_on + timedelta(30),
        decided_by=opens_on + timedelta(40),
        months_existed=0,
        needs_verified=False,
        decision=Decision.PANEL,
    )


def _ask(world: "World", to: Call, of: Initiative, profile: str, runner: Person, now: datetime) -> Application:
    hidden, word = profile == Profile.PROTECTED, f"{profile}".capitalize()
    by = ground.membership(ground.person(f"Dalia Solicita {word}"), of.organisation, Role.COORDINATOR).person
    world.hide(f"name of who applies for the {profile} one", by.name)
    title, summary = f"Solicitud{word}", f"Resumensolicitud{word}"
    if hidden:
        world.hide("title of a protected application", title)
        world.hide("summary of a protected application", summary)
    else:
        world.shown += [title, summary]
    amount = 3_719_100 if profile == Profile.DISCREET else 4_000_000
    institution = ground.institution(name=f"Xilófono Instituto {word}")
    sheet = Sheet(
        title=title,
        summary=summary,
        lines=[Line(_secret(world, profile, f"Renglonoculto{word}"), amount)],
        steps=[Step(world.hide(f"milestone of {word}", f"Etapaoculta{word}"), to.decided_by + timedelta(9), amount)],
        expected=[Expected(_secret(world, profile, f"Esperadooculto{word}"), Decimal(60), "cosas")],
        partner=Partner(institution, f"Parteoculta{word}" if hidden else "Prestar el camión"),
    )
    it = applications.start_application(to, initiative=of, by=by, now=now)
    it = applications.write_application(it, sheet, version=it.version, by=by, now=now)
    it = applications.send_application(it, declares=True, by=by, now=now)
    letters.write_letter(it, text=world.hide(f"letter of {word}", f"Cartaoculta{word}"), by=runner, now=now)
    if profile == Profile.DISCREET:
        world.apart += [(title, "37,191"), (title, "3719100"), (title, institution.name), (title, of.organisation.name)]
    if hidden:
        world.hide_id("id of a protected application", it.pk)
    return it


def _secret(world: "World", profile: str, word: str) -> str:
    """What only an open application shows."""
    if profile == Profile.OPEN:
        world.shown.append(word)
        return word
    return world.hide(f"{word} of a {profile} application", word)


def _review(world: "World", to: Call, now: datetime) -> None:
    call_clock.turn_calls(now=now)
    to.refresh_from_db()
    runner = to.funder.memberships.get().person
    for name in ("Gladiola", "Magnolia"):
        who = ground.person(world.hide(f"name of the juror {name}", f"{name} Jurada"))
        _row, code = jury.invite_juror(to, by=runner, now=now)
        jury.accept_jury(code=code, by=who, now=now)
        words = world.hide(f"reasons of {name}", f"Razonoculta{name}")
        for it in to.applications.all():
            reviews.review_application(it, admits=True, points=7, reasons=words, by=who, now=now)
