"""What an attacker looks for: things under each profile, each of their secrets a word that stands nowhere else."""

from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils.timezone import localdate, now

from tejido.ground.organisations import actions as organising
from tejido.ground.organisations.models import Organisation
from tejido.ground.organisations.particulars import Particulars
from tejido.ground.organisations.vocabulary import Profile, Role
from tejido.ground.people.models import Person
from tejido.ground.places.models import Place
from tejido.stages.initiatives import actions as doing
from tejido.stages.initiatives.models import Initiative, Need
from tejido.stages.initiatives.outline import Outline
from tejido.stages.initiatives.vocabulary import Kind, State
from tejido.stages.roundtables.actions.commitments import Details, Promise, propose_commitment
from tejido.stages.roundtables.models import Commitment, Meeting
from tests.factories import ground
from tests.factories.meetings import Room, room
from tests.factories.moderating import hidden
from tests.profiles.asked import calls_and_applications
from tests.profiles.diagnosed import diagnoses
from tests.profiles.granted import given
from tests.profiles.lives import groups, live

COMMON = "Xilófono"
"""A word in the name of everything, so that a search for it would find all."""
PLACE = ("08019", "Chihuahua")
LONG_AGO = timedelta(days=30)


@dataclass
class World:
    """What was made, and the words that may stand nowhere."""

    forbidden: dict[str, str] = field(default_factory=dict)
    apart: list[tuple[str, str]] = field(default_factory=list)
    """Pairs that may not stand on one page of either, in one line of a file, in one entry of a feed."""
    shown: list[str] = field(default_factory=list)
    need: Need | None = None
    """A need of the discreet initiative, which a commitment of an open roundtable answers."""
    ids: list[str] = field(default_factory=list)
    """Of what has a profile that hides something."""

    def hide_id(self, what: str, pk: UUID) -> None:
        """Keep an id from standing anywhere from now on."""
        self.ids.append(self.hide(what, str(pk)))

    def hide(self, what: str, word: str) -> str:
        """Return the word, which may be shown nowhere from now on."""
        self.forbidden[what] = word
        return word


def world() -> World:
    """Make it, through the site's own actions, so that the record holds it as well."""
    made = World()
    _organisations(made)
    _initiatives(made)
    _roundtables(made)
    return made


def _person(world: World, role: str) -> Person:
    return ground.person(world.hide(f"name of a {role}", f"Azucena {role} Marcada"))


def _register(word: str, profile: str, by: Person, place: Place, **more: str) -> Organisation:
    said = Particulars(name=f"{COMMON} {word}", places=[place], causes=["poverty"], about=f"Sobre {word}", **more)
    return organising.register_organisation(said, profile=profile, by=by, now=now() - LONG_AGO)


def _organisations(world: World) -> None:
    place, host = ground.place(*PLACE), ground.person(is_host=True)
    shown = _register("Abierta", Profile.OPEN, _person(world, "abierta"), place, rfc=world.hide("RFC", "SAT970701NN3"))
    world.shown.append(shown.name)
    discreet = _register(
        "Discreta",
        Profile.DISCREET,
        _person(world, "discreta"),
        place,
        website=f"https://{world.hide('website of a discreet one', 'contactodiscreto')}.example",
        cluni=world.hide("CLUNI of a discreet one", "DDD9912310801X"),
    )
    world.shown.append(discreet.name)
    born = _register(
        world.hide("name of one born protected", "Amapolaoculta"), Profile.PROTECTED, _person(world, "oculta"), place
    )
    world.hide_id("id of one born protected", born.pk)
    world.ids.append(str(discreet.pk))
    who = _person(world, "cerrada")
    tightened = _register(world.hide("name of one that hid later", "Begoniaoculta"), Profile.OPEN, who, place)
    organising.verify_organisation(tightened, by=host, now=now() - LONG_AGO)
    organising.change_profile(tightened, to=Profile.PROTECTED, by=who, now=now())
    organising.invite_member(tightened, role=Role.MEMBER, by=who, now=now())
    hidden(
        _register(world.hide("name of one that was hidden", "Caléndulaoculta"), Profile.OPEN, who, place).record_name
    )


def _initiative(word: str, of: Organisation, by: Person, profile: str) -> Initiative:
    outline = Outline(
        title=f"{COMMON} {word}",
        kind=Kind.COMMUNITY,
        place=Place.objects.get(pk=PLACE[0]),
        causes=["corruption"],
        story=f"Historia de {word}",
    )
    before = now() - LONG_AGO
    made = doing.propose_initiative(outline, organisation=of, profile=profile, by=by, now=before)
    return doing.change_state(made, to=State.ACTIVE, by=by, now=before)


def _initiatives(world: World) -> None:
    who = _person(world, "que trabaja")
    runner = _register("Corredora", Profile.OPEN, who, Place.objects.get(pk=PLACE[0]))
    shown = _initiative("Rosalabierta", runner, who, Profile.OPEN)
    doing.state_need(shown, text="Necesidad abierta", by=who, now=now())
    world.shown += [shown.title, "Necesidad abierta"]
    live(world, shown, who, "Rosalabierta", now())

    quiet = _person(world, "que calla")
    silent = _register("Silenciosa", Profile.OPEN, quiet, Place.objects.get(pk=PLACE[0]))
    discreet = _initiative("Violetadiscreta", silent, quiet, Profile.DISCREET)
    world.need = doing.state_need(discreet, text="Necesidad de hace días", by=quiet, now=now() - timedelta(days=5))
    doing.show_updates(now=now())
    doing.state_need(discreet, text=world.hide("need of today", "Necesidadreciente"), by=quiet, now=now())
    live(world, discreet, quiet, "Violetadiscreta", now())
    doing.show_updates(now=now())
    world.shown += [discreet.title, "Necesidad de hace días"]
    world.apart += [("Violetadiscreta", "Silenciosa"), (str(discreet.pk), str(silent.pk))]
    world.apart.append(("Violetadiscreta", "Compromiso de Mesaabierta"))

    born = _initiative(world.hide("title of one born protected", "Claveloculto"), runner, who, Profile.PROTECTED)
    doing.state_need(born, text=world.hide("need of a protected one", "Necesidadoculta"), by=who, now=now() - LONG_AGO)
    live(world, born, who, "Claveloculto", now())
    world.hide_id("id of an initiative born protected", born.pk)
    world.ids.append(str(discreet.pk))
    tightened = _initiative(world.hide("title of one that hid later", "Daliaoculta"), runner, who, Profile.OPEN)
    text = world.hide("need of one that hid later", "Necesidadtapada")
    doing.state_need(tightened, text=text, by=who, now=now() - LONG_AGO)
    doing.write_update(tightened, text=world.hide("update of one that hid", "Noticiatapada"), by=who, now=now())
    doing.change_profile(tightened, to=Profile.PROTECTED, by=who, now=now())
    groups(world, Place.objects.get(pk=PLACE[0]), now())
    diagnoses(world, runner, who, Place.objects.get(pk=PLACE[0]), now())
    asking = {Profile.OPEN: shown, Profile.DISCREET: discreet, Profile.PROTECTED: born}
    calls_and_applications(world, asking, now())
    given(world, asking, now())
    removed = _initiative(world.hide("title of one that was hidden", "Margaritaoculta"), runner, who, Profile.OPEN)
    text = world.hide("need of one that was hidden", "Necesidadescondida")
    doing.state_need(removed, text=text, by=who, now=now() - LONG_AGO)
    hidden(removed.record_name)
    draft = Outline(
        title=world.hide("title of a draft", "Borradoroculto"),
        kind=Kind.COMMUNITY,
        place=Place.objects.get(pk=PLACE[0]),
        causes=["poverty"],
    )
    doing.propose_initiative(draft, organisation=runner, profile=Profile.OPEN, by=who, now=now())


def _roundtables(world: World) -> None:
    for profile, word, guest in [
        (Profile.OPEN, "Mesaabierta", "Asistenteuno"),
        (Profile.DISCREET, "Mesadiscreta", "Asistentedos"),
        (Profile.PROTECTED, "Mesaoculta", "Asistentetres"),
    ]:
        before = now() - LONG_AGO
        made = room(profile, now=before, name=f"{COMMON} {word}", purpose=f"Propósito de {word}")
        Organisation.objects.filter(pk=made.neighbours.pk).update(name=guest)
        held = made.held(before + timedelta(days=8), venue=f"Salón de {word}")
        coming = (now() + timedelta(days=20)).astimezone(ZoneInfo("America/Mexico_City"))
        made.called(coming.replace(hour=11, minute=43), now=now(), venue=f"Lugarvenidero de {word}")
        needs = [world.need] if world.need and profile == Profile.OPEN else []
        details = Details(cost=987_654_321, needs=needs)
        commitment = _promise(made, held, f"Compromiso de {word}", details)
        if profile == Profile.OPEN:
            world.shown += [word, f"Compromiso de {word}", f"Lugarvenidero de {word}", guest]
            continue
        world.hide(f"venue to come of {word}", f"Lugarvenidero de {word}")
        world.apart += [(word, "11:43"), (f"Compromiso de {word}", "9,876,543"), (word, guest)]
        if profile == Profile.PROTECTED:
            world.hide("name of a protected roundtable", word)
            for what, thing in {"roundtable": made.roundtable, "meeting": held, "commitment": commitment}.items():
                world.hide_id(f"id of a protected {what}", thing.pk)
        else:
            world.shown += [word, f"Compromiso de {word}"]
            world.ids += [str(thing.pk) for thing in (made.roundtable, held, commitment)]


def _promise(of: Room, meeting: Meeting, text: str, details: Details) -> Commitment:
    due = localdate() + timedelta(days=40)
    said = Promise(
        meeting=meeting,
        text=text,
        owner=of.police,
        owner_post=of.chief,
        due_on=due,
        details=details,
    )
    return propose_commitment(of.roundtable, said, by=of.facilitator, now=now())
