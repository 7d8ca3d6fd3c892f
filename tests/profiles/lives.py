"""What happens to the attacked initiatives: updates, dates, numbers, guides, hands; each secret a word of its own."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.timezone import localdate

from tejido.engines.cleaning import Cleaned, Kind, Preview
from tejido.ground.organisations.vocabulary import Profile
from tejido.ground.people.models import Person
from tejido.ground.places.models import Place
from tejido.stages.initiatives import actions as doing
from tejido.stages.initiatives import vocabulary as words
from tejido.stages.initiatives.actions import HowTo
from tejido.stages.initiatives.models import Coordinator, Initiative
from tejido.stages.initiatives.outline import Outline
from tests.factories import ground

if TYPE_CHECKING:
    from tests.profiles.attacked import World

PIXEL = b"\xff\xd8\xff"


def live(world: "World", of: Initiative, by: Person, word: str, now: datetime) -> None:
    """Let everything happen to the initiative that can; what its profile hides stands nowhere."""
    hidden = of.profile == Profile.PROTECTED
    quiet = of.profile != Profile.OPEN
    before = now - timedelta(days=20)

    def said(what: str, text: str, *, hide: bool) -> str:
        if hide:
            return world.hide(f"{what} of {word}", text)
        world.shown.append(text)
        return text

    old = said("old update", f"Noticiavieja{word}", hide=hidden)
    doing.write_update(of, text=old, photos=[(_photo(), f"Foto de {word}")], by=by, now=before)
    recent = said("recent update", f"Noticianueva{word}", hide=quiet)
    made = doing.write_update(of, text=recent, photos=[(_photo(), "Foto")], by=by, now=now)
    if quiet:
        world.hide_id(f"recent photo of {word}", made.photos.get().file_id)
    meet(world, of, by, now, said, quiet=quiet)
    counted = {"what": said("result", f"Contados{word}", hide=hidden), "unit": "cosas", "source": "lista"}
    doing.state_result(of, figure=Decimal(7391), **counted, measured_on=localdate(before), by=by, now=before)
    if quiet:
        world.apart += [(word, "7391"), (word, "7,391")]
    reached = said("milestone", f"Metacierta{word}", hide=hidden)
    doing.state_milestone(of, text=reached, planned_for=date(2071, 8, 17), by=by, now=before)
    if quiet:
        world.apart.append((word, "2071"))
    guide = HowTo(title=said("guide", f"Guía{word}", hide=hidden), steps=["Juntarse"], cost=100)
    doing.publish_guide(doing.write_guide(of, guide, version=0, by=by, now=before), by=by, now=before)
    doing.make_offer(of, about=said("offer", f"Horaofrecida{word}", hide=quiet), hours=1, by=by, now=before)
    doing.declare_partner(of, organisation=ground.organisation(name=f"Socia {word[::-1]}"), by=by, now=before)
    world.apart.append((word, f"Socia {word[::-1]}"))  # only one side said so


def meet(world, of, by, now, said, *, quiet) -> None:
    """Enter a date to come, with its place."""
    coming = now + timedelta(days=9)
    word = of.title.split()[-1]
    title, where = said("date", f"Faenavenidera{word}", hide=quiet), said("place", f"Esquinavenidera{word}", hide=quiet)
    doing.call_gathering(of, title=title, starts_at=coming, minutes=60, where=where, by=by, now=now)


def groups(world: "World", place: Place, now: datetime) -> None:
    """Neighbours without an organisation: one discreet and confirmed, one that still waits, one that is protected."""
    who = ground.person(world.hide("name of who coordinates a group", "Bugambilia Marcada"))
    host = ground.person(is_host=True)
    for profile, word in [(Profile.DISCREET, "Grupodiscreto"), (Profile.PROTECTED, "Grupooculto")]:
        made = _proposed(who, place, word, profile, now)
        done = doing.confirm_initiative(made, by=host, now=now - timedelta(days=20))
        if profile == Profile.PROTECTED:
            world.hide("title of a protected group", word)
            world.hide_id("id of a protected group", done.pk)
        else:
            world.shown.append(word)
    waiting = _proposed(who, place, world.hide("title of a proposal", "Propuestaoculta"), Profile.OPEN, now)
    world.hide_id("id of a proposal", waiting.pk)
    for one in Coordinator.objects.all():
        world.hide_id(f"id of the row {one.pk} of who coordinates", one.pk)


def _proposed(who: Person, place: Place, word: str, profile: str, now: datetime) -> Initiative:
    outline = Outline(title=f"Xilófono {word}", kind=words.Kind.SERVICE, place=place, causes=["poverty"])
    before = now - timedelta(days=20)
    made = doing.propose_initiative(outline, organisation=None, profile=profile, by=who, now=before)
    return doing.ask_confirmation(made, of=None, by=who, now=before)


def _photo() -> Cleaned:
    small = Preview(media_type="image/jpeg", data=PIXEL, width=1, height=1)
    return Cleaned(kind=Kind.IMAGE, media_type="image/jpeg", data=PIXEL, width=1, height=1, pages=1, preview=small)
