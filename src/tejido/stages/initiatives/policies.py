"""Who may do what for an initiative: who runs it, who is asked to confirm it, who takes it over."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.utils.translation import gettext_lazy as _

from tejido.ground.ledger.vocabulary import Recorded
from tejido.ground.organisations import policies as organisations
from tejido.ground.organisations.models import Organisation
from tejido.ground.organisations.policies import is_host
from tejido.ground.organisations.queries import memberships_of
from tejido.ground.organisations.vocabulary import Kind, Role
from tejido.ground.people.models import Person
from tejido.ground.web.acting import NotAllowed
from tejido.stages.initiatives.models import Coordinator, Handover, Initiative
from tejido.stages.initiatives.queries import initiatives_visible_to
from tejido.stages.initiatives.transitions import Who, who_may
from tejido.stages.initiatives.vocabulary import State


@dataclass(frozen=True)
class Standing:
    """What one person is to one initiative now. Pages ask it for all their buttons; a visitor costs no query."""

    initiative: Initiative
    person: Person | None

    @cached_property
    def _held(self) -> organisations.Standing | None:
        of = self.initiative.organisation
        return organisations.standing(self.person, of) if of and self.person else None

    @cached_property
    def _of_the_group(self) -> bool:
        if self.person is None or not self.person.is_active or self.initiative.organisation_id:
            return False
        return Coordinator.objects.filter(initiative=self.initiative, person=self.person).exists()

    @property
    def belongs(self) -> bool:
        """Whether the person belongs to its organisation, or coordinates its group."""
        return self._of_the_group or bool(self._held and self._held.belongs)

    @property
    def coordinates(self) -> bool:
        """Whether the person coordinates its organisation or its group."""
        return self._of_the_group or bool(self._held and self._held.coordinates)

    @property
    def is_host(self) -> bool:
        """Whether the person runs this instance."""
        return is_host(self.person)

    @cached_property
    def witnesses(self) -> bool:
        """Whether the person may confirm it: of the verified organisation that was asked, or the host.

        The host may always: whom neighbours asked may never answer.
        """
        if self.initiative.state != State.PROPOSED or self.person is None:
            return False
        asked = self.initiative.asked
        return self.is_host or bool(asked and asked.verified_on and organisations.coordinates(self.person, asked))

    @cached_property
    def takes_over(self) -> bool:
        """Whether it waits for an organisation that the person coordinates to take it over."""
        waiting = Handover.objects.filter(initiative=self.initiative, to__in=coordinated_by(self.person))
        return self.person is not None and waiting.exists()

    @property
    def who(self) -> set[Who]:
        """As whom the person may act."""
        as_whom = {Who.GROUP} if self._of_the_group else {Who.ORGANISATION} if self.coordinates else set()
        as_whom |= {Who.WITNESS} if self.witnesses else set()
        return as_whom

    @property
    def actor(self) -> Recorded | None:
        """As what the person acts in the public record, never as a person; None is the site, for the host."""
        return runner(self.initiative) if self.belongs else None


def runner(initiative: Initiative) -> Recorded:
    """Return who runs it, as the record may name them: its organisation, or the initiative for the group as such."""
    return initiative.organisation or initiative


def coordinated_by(person: Person | None) -> list[Organisation]:
    """Return the civil society organisations that the person coordinates."""
    held = memberships_of(person).filter(role=Role.COORDINATOR, organisation__kind=Kind.CIVIL_SOCIETY)
    return [membership.organisation for membership in held]


def standing(person: Person | None, initiative: Initiative) -> Standing:
    """Return what the person is to the initiative now."""
    return Standing(initiative, person)


def check_has_account(person: Person | None) -> None:
    """Raise NotAllowed for a visitor."""
    if person is None or not person.is_active:
        raise NotAllowed


def check_may_propose(person: Person | None, organisation: Organisation | None) -> None:
    """Raise NotAllowed unless they belong to this civil society organisation; without one, whoever has an account."""
    check_has_account(person)
    if organisation is None:
        return
    held = organisations.standing(person, organisation)
    if organisation.kind != Kind.CIVIL_SOCIETY or not held.belongs:
        raise NotAllowed


def may_change(held: Standing) -> bool:
    """Say whether who holds this standing may change the page: coordinators; of a draft every member."""
    return held.coordinates or (held.belongs and held.initiative.state == State.DRAFT)


def check_may_change(person: Person | None, initiative: Initiative) -> Standing:
    """Return the person's standing. Raises NotAllowed unless they may change the page."""
    held = standing(person, initiative)
    if not may_change(held):
        raise NotAllowed
    return held


def check_may_run(person: Person | None, initiative: Initiative) -> Standing:
    """Return the person's standing. Raises NotAllowed unless they coordinate its organisation or its group."""
    held = standing(person, initiative)
    if not held.coordinates:
        raise NotAllowed
    return held


def check_may_ask(person: Person | None, initiative: Initiative, today: date) -> None:
    """Raise NotAllowed for whoever belongs to it already, and for whoever may not see it. No account is needed."""
    if standing(person, initiative).belongs:
        raise NotAllowed(_("You run this initiative: there is nothing to ask for."))
    if not initiatives_visible_to(person, today).filter(pk=initiative.pk).exists():
        raise NotAllowed


def check_may_turn(person: Person | None, initiative: Initiative, to: str) -> Standing:
    """Return the person's standing. Raises NotAllowed where the table has this way, and not for them.

    Where it has no such way, whoever runs it is left to the action, which says so.
    """
    held = standing(person, initiative)
    if not held.coordinates and not who_may(initiative.state, to) & held.who:
        raise NotAllowed
    return held


def check_may_confirm(person: Person | None, initiative: Initiative) -> Standing:
    """Return the person's standing. Raises NotAllowed unless it waits for them to confirm it."""
    held = standing(person, initiative)
    if not held.witnesses:
        raise NotAllowed
    return held


def may_draw_code(held: Standing) -> bool:
    """Say whether who holds this standing may let somebody coordinate it: its coordinators; without any, the host."""
    return held.coordinates or (held.is_host and is_abandoned(held.initiative))


def is_abandoned(initiative: Initiative) -> bool:
    """Say whether a group's initiative has nobody left who coordinates it."""
    return initiative.organisation_id is None and not initiative.coordinators.exists()


def check_may_draw_code(person: Person | None, initiative: Initiative) -> Standing:
    """Return the person's standing. Raises NotAllowed unless they may let somebody coordinate it."""
    held = standing(person, initiative)
    if not may_draw_code(held):
        raise NotAllowed
    return held


def check_may_take_over(person: Person | None, handover: Handover) -> Organisation:
    """Return the organisation to which it is offered. Raises NotAllowed unless the person coordinates it."""
    if handover.to is None or handover.to not in coordinated_by(person):
        raise NotAllowed
    return handover.to


def check_may_choose_profile(person: Person | None, initiative: Initiative) -> Standing:
    """Return the person's standing. Raises NotAllowed unless they coordinate it, or are the host."""
    held = standing(person, initiative)
    if not held.coordinates and not held.is_host:
        raise NotAllowed
    return held
