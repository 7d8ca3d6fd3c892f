"""In whose hands an initiative is: handing it on, coordinating a group's together, working with others."""

from datetime import datetime, timedelta

from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from tejido.ground.organisations import invitations
from tejido.ground.organisations import policies as organisations
from tejido.ground.organisations.models import Organisation
from tejido.ground.organisations.vocabulary import Kind
from tejido.ground.people.models import Person
from tejido.ground.web.acting import NotAllowed, Refused, action
from tejido.stages.initiatives import policies
from tejido.stages.initiatives.actions.changing import locked_initiative
from tejido.stages.initiatives.actions.entries import columns_of, enter_act
from tejido.stages.initiatives.actions.joining import erase_people_of
from tejido.stages.initiatives.actions.proposing import turned
from tejido.stages.initiatives.models import Coordinator, Handover, Initiative, Partnership
from tejido.stages.initiatives.transitions import who_may
from tejido.stages.initiatives.vocabulary import Act, State

VALID_FOR = timedelta(days=30)
MOST_CODES = 5
MOST_PARTNERS = 30


class CannotTakeOver(Refused):
    """This organisation cannot be offered it."""

    message = _("Choose an organisation of citizens that the host has verified, and that does not run it already.")
    field = "to"


class NotNow(Refused):
    """An initiative is handed on while it goes on or is paused."""

    message = _("Only what goes on or is paused can be handed on. Take it up again first.")


class OnlyGroups(Refused):
    """An organisation's coordinators are its own affair."""

    message = _("An organisation runs this initiative. Invite members on its own page.")


class CodeUnknown(Refused):
    """No offer has this code; the same answer whether it is wrong, used or too old."""

    message = _(
        "This code does not open anything: it is mistyped, was used, or is older than 7 days. Ask for a new one."
    )
    field = "code"


class TooManyCodes(Refused):
    """So many codes are out that nobody knows who has them."""

    message = _("Five codes are out already. Wait until they are used or have expired.")


class LastCoordinator(Refused):
    """Nobody else coordinates the group."""

    message = _("Nobody else coordinates this initiative. Hand it on first, or finish it.")


class CannotPartner(Refused):
    """This organisation cannot be named."""

    message = _("Choose another organisation that is listed here.")
    field = "organisation"


@action
def offer_handover(initiative: Initiative, *, to: Organisation, by: Person, now: datetime) -> Handover:
    """Offer an organisation to take the initiative over; it stands 30 days, and replaces an earlier offer.

    Nothing changes, and nobody else hears of it, before the other side accepts.
    Raises NotAllowed, CannotTakeOver, NotNow.
    """
    locked = locked_initiative(initiative)
    policies.check_may_run(by, locked)
    if to.kind != Kind.CIVIL_SOCIETY or not to.verified_on or to.closed_on or to.pk == locked.organisation_id:
        raise CannotTakeOver
    if not who_may(locked.state, State.HANDED_ON):
        raise NotNow
    today = localdate(now)
    locked.handovers.filter(to__isnull=False).delete()
    return Handover.objects.create(initiative=locked, to=to, offered_on=today, expires_on=today + VALID_FOR)


@action
def withdraw_handover(handover: Handover, *, by: Person, now: datetime) -> None:  # noqa: ARG001  as all actions
    """Take an offer or a code back before it is accepted. Raises NotAllowed."""
    policies.check_may_run(by, handover.initiative)
    handover.delete()


@action
def answer_handover(handover: Handover, *, accepted: bool, by: Person, now: datetime) -> Initiative:
    """Take an initiative over for one's organisation, or say no; then the offer is gone.

    From then on the organisation runs it, and the group's coordinators do not any more; it is in new hands until the
    new ones go on with it or finish it. The list of who takes part is not handed on: it is erased, and so is what
    was asked and told. Raises NotAllowed, NotNow.
    """
    to = policies.check_may_take_over(by, handover)
    locked = locked_initiative(handover.initiative)
    today = localdate(now)
    if not accepted or handover.expires_on < today:
        handover.delete()
        return locked
    if not who_may(locked.state, State.HANDED_ON):
        raise NotNow
    locked.handovers.all().delete()
    locked.coordinators.all().delete()
    erase_people_of(locked)
    locked.organisation = to
    locked.version += 1
    locked.save(update_fields=["organisation", "version"])
    turned(locked, State.HANDED_ON, today)
    fields = columns_of(locked, ("state", "organisation"))
    enter_act(Act.HANDED_ON, locked, by=to, day=today, fields=fields)
    return locked


@action
def draw_code(initiative: Initiative, *, leaves: bool, by: Person, now: datetime) -> str:
    """Return a code with which somebody comes to coordinate a group's initiative within 7 days, once.

    With `leaves` they take the place of all who coordinate it now. The code is shown this time only. Where nobody is
    left who coordinates it, the host may draw one.
    Raises NotAllowed, OnlyGroups, TooManyCodes.
    """
    locked = locked_initiative(initiative)
    policies.check_may_draw_code(by, locked)
    if locked.organisation_id:
        raise OnlyGroups
    today = localdate(now)
    if locked.handovers.filter(to=None, expires_on__gte=today).count() >= MOST_CODES:
        raise TooManyCodes
    code = invitations.draw()
    Handover.objects.create(
        initiative=locked,
        digest=invitations.digest_of(code),
        leaves=leaves,
        offered_on=today,
        expires_on=today + invitations.VALID_FOR,
    )
    return code


@action
def take_up_code(code: str, *, by: Person, now: datetime) -> Initiative:
    """Come to coordinate a group's initiative with a code. Raises NotAllowed for a visitor, CodeUnknown."""
    if by is None or not by.is_active:
        raise NotAllowed
    today = localdate(now)
    held = Handover.objects.filter(digest=invitations.digest_of(code), expires_on__gte=today)
    handover = held.filter(initiative__organisation=None).select_related("initiative").first()
    if handover is None:
        raise CodeUnknown
    locked = locked_initiative(handover.initiative)
    if handover.leaves:
        locked.coordinators.exclude(person=by).delete()
    Coordinator.objects.get_or_create(initiative=locked, person=by, defaults={"began_on": today})
    handover.delete()
    return locked


@action
def leave_group(initiative: Initiative, *, by: Person, now: datetime) -> None:  # noqa: ARG001  as all actions
    """Coordinate a group's initiative no longer; nothing of it is kept. Raises NotAllowed, LastCoordinator."""
    locked = locked_initiative(initiative)
    policies.check_may_run(by, locked)
    if locked.organisation_id:
        raise OnlyGroups
    if not locked.coordinators.exclude(person=by).exists():
        raise LastCoordinator
    locked.coordinators.filter(person=by).delete()


@action
def declare_partner(initiative: Initiative, *, organisation: Organisation, by: Person, now: datetime) -> Partnership:
    """Say that the initiative and the organisation work together; shown once both sides said so, 90 days later.

    Coordinators of either side may; each declares for its own. Raises NotAllowed, CannotPartner.
    """
    locked = locked_initiative(initiative)
    runs = policies.standing(by, locked).coordinates
    if not runs and not organisations.coordinates(by, organisation):
        raise NotAllowed
    if organisation.pk == locked.organisation_id or organisation.closed_on or locked.is_unpublished:
        raise CannotPartner
    found = locked.partnerships.filter(organisation=organisation).first()
    if found is None and locked.partnerships.count() >= MOST_PARTNERS:
        raise CannotPartner(_("Thirty organisations are named already."))
    found = found or Partnership(initiative=locked, organisation=organisation)
    today = localdate(now)
    if runs:
        found.by_initiative_on = found.by_initiative_on or today
    else:
        found.by_organisation_on = found.by_organisation_on or today
    found.save()
    return found


@action
def end_partnership(partnership: Partnership, *, by: Person, now: datetime) -> None:  # noqa: ARG001  as all actions
    """Say that they do not work together; either side may, and nothing of it stays. Raises NotAllowed."""
    runs = policies.standing(by, partnership.initiative).coordinates
    if not runs and not organisations.coordinates(by, partnership.organisation):
        raise NotAllowed
    partnership.delete()


def let_go(person: Person, now: datetime) -> None:
    """Look after the groups' initiatives of a person whose account is about to be erased, within that transaction.

    What only this person coordinated: a draft goes, what goes on is paused, until the host finds somebody for it.
    """
    today = localdate(now)
    alone = Initiative.objects.filter(organisation=None, coordinators__person=person)
    for one in alone:
        if one.coordinators.exclude(person=person).exists():
            continue
        locked = locked_initiative(one)
        locked.handovers.all().delete()
        if locked.is_unpublished:
            locked.delete()
        elif locked.state == State.ACTIVE:
            turned(locked, State.PAUSED, today)
            enter_act(
                Act.STATE_CHANGED, locked, by=None, day=today, fields=columns_of(locked, ("state", "finished_on"))
            )


@action
def clear_handovers(*, now: datetime) -> int:
    """Delete offers and codes that nobody answered in time, and return how many; runs daily."""
    return Handover.objects.filter(expires_on__lt=localdate(now)).delete()[0]
