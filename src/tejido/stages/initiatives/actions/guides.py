"""Learning from each other: how it was done, and an hour for who begins."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from tejido.ground.organisations.actions import ChangedMeanwhile
from tejido.ground.people.models import Person
from tejido.ground.web.acting import Refused, action
from tejido.stages.initiatives import policies
from tejido.stages.initiatives.actions.changing import locked_initiative
from tejido.stages.initiatives.actions.entries import enter_part
from tejido.stages.initiatives.actions.showing import show_guides
from tejido.stages.initiatives.models import Guide, Initiative, Offer
from tejido.stages.initiatives.vocabulary import Act, State

TITLE_LENGTH = 120
STEP_LENGTH = 400
MOST_STEPS = 20
WORDS_LENGTH = 300
LENGTHS = {"cost_words": WORDS_LENGTH, "time_words": WORDS_LENGTH, "risks": 2000, "ask": 600}
MOST_COST = 10**12


class BadGuide(Refused):
    """A part of the guide cannot be; `field` tells which."""

    message = _("Write a title of at most 120 characters.")
    field = "title"


class BadOffer(Refused):
    """A part of the offer cannot be; `field` tells which."""

    message = _("Say in at most 300 characters with what you can help.")
    field = "about"


class NothingToTeach(Refused):
    """A draft has not been done."""

    message = _("Publish the initiative first: whoever offers an hour has begun already.")


@dataclass(frozen=True)
class HowTo:
    """How it was done, as somebody wrote it; `cost` is hundredths of pesos of all that was spent."""

    title: str
    steps: Sequence[str]
    cost: int | None = None
    cost_words: str = ""
    time_words: str = ""
    risks: str = ""
    ask: str = ""


@action
def write_guide(initiative: Initiative, how: HowTo, *, version: int, by: Person, now: datetime) -> Guide:
    """Write how it was done, or change it; `version` is the one that was read, 0 for the first.

    What was published stays so and says in the record that it changed. Raises NotAllowed, BadGuide, ChangedMeanwhile.
    """
    locked = locked_initiative(initiative)
    policies.check_may_run(by, locked)
    today = localdate(now)
    guide = Guide.objects.filter(initiative=locked).first()
    if (guide.version if guide else 0) != version:
        raise ChangedMeanwhile
    guide = guide or Guide(initiative=locked, written_on=today, version=0)
    title_before = guide.title
    made = _checked(how)
    for name in HowTo.__dataclass_fields__:
        setattr(guide, name, getattr(made, name))
    guide.version += 1
    guide.save()
    if guide.shown_on and made.title != title_before:
        guide.initiative = locked
        enter_part(Act.GUIDE_CHANGED, guide, locked, day=today, text=made.title, url=guide.get_absolute_url())
    return guide


@action
def publish_guide(guide: Guide, *, by: Person, now: datetime) -> Guide:
    """Let others read it: at once of an open initiative, after 72 hours of a discreet one. Raises NotAllowed."""
    locked = locked_initiative(guide.initiative)
    policies.check_may_run(by, locked)
    if locked.is_unpublished:
        raise NothingToTeach
    row = Guide.objects.select_for_update().get(pk=guide.pk)
    row.initiative = locked
    if row.published_on is None:
        row.published_on = localdate(now)
        row.save(update_fields=["published_on"])
        show_guides([row], row.published_on)
    return row


@action
def make_offer(initiative: Initiative, *, about: str, hours: int, by: Person, now: datetime) -> Offer:
    """Offer some hours to who begins something like it; it replaces the offer that stood. No person is named.

    Raises NotAllowed, BadOffer, NothingToTeach.
    """
    locked = locked_initiative(initiative)
    policies.check_may_run(by, locked)
    about = " ".join(about.split())
    if not 0 < len(about) <= WORDS_LENGTH:
        raise BadOffer
    if not 1 <= hours <= 20:
        raise BadOffer(_("From one hour to twenty."), field="hours")
    if locked.state not in {State.ACTIVE, State.FINISHED}:
        raise NothingToTeach
    today = localdate(now)
    locked.offers.filter(ended_on=None).update(ended_on=today)
    return Offer.objects.create(initiative=locked, about=about, hours=hours, offered_on=today)


@action
def end_offer(offer: Offer, *, by: Person, now: datetime) -> Offer:
    """Offer no more. Raises NotAllowed."""
    policies.check_may_run(by, offer.initiative)
    row = Offer.objects.select_for_update().get(pk=offer.pk)
    if row.ended_on is None:
        row.ended_on = localdate(now)
        row.save(update_fields=["ended_on"])
    return row


def _checked(how: HowTo) -> HowTo:
    title = " ".join(how.title.split())
    steps = [" ".join(step.split()) for step in how.steps if step.strip()]
    if not 0 < len(title) <= TITLE_LENGTH:
        raise BadGuide
    if not 0 < len(steps) <= MOST_STEPS:
        raise BadGuide(_("Write from one to twenty steps, one a line."), field="steps")
    if any(len(step) > STEP_LENGTH for step in steps):
        raise BadGuide(_("A step has at most 400 characters. Divide the longer ones."), field="steps")
    if how.cost is not None and not 0 <= how.cost < MOST_COST:
        raise BadGuide(_("An amount from zero up."), field="cost")
    for name, most in LENGTHS.items():
        if len(getattr(how, name).strip()) > most:
            raise BadGuide(_("At most %(most)d characters.") % {"most": most}, field=name)
    return HowTo(
        title=title,
        steps=steps,
        cost=how.cost,
        cost_words=how.cost_words.strip(),
        time_words=how.time_words.strip(),
        risks=how.risks.strip(),
        ask=how.ask.strip(),
    )
