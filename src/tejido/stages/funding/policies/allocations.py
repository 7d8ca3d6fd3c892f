"""Who may have a result computed, bring in ballots counted elsewhere, and recompute for others."""

from tejido.ground.organisations import policies as organisations
from tejido.ground.organisations.models import Organisation
from tejido.ground.organisations.profiles import Output, linked
from tejido.ground.organisations.queries import memberships_of
from tejido.ground.organisations.vocabulary import Kind, Role
from tejido.ground.people.models import Person
from tejido.ground.web.acting import NotAllowed
from tejido.stages.funding.models import Call, Scrutineer
from tejido.stages.funding.policies import calls


def counts(person: Person | None, call: Call) -> bool:
    """Say whether the person may bring in ballots and have the result computed: who runs the call, and the host.

    There is nothing to choose in it: rules, seed and ballots decide.
    """
    return calls.runs(person, call) or organisations.is_host(person)


def check_counts(person: Person | None, call: Call) -> None:
    """Raise NotAllowed unless the person may bring in ballots and have the result computed."""
    if not counts(person, call):
        raise NotAllowed


def may_scrutinise(organisation: Organisation, call: Call) -> bool:
    """Say whether an organisation may recompute the result: civil society, verified, open, and not the funder."""
    suits = organisation.kind == Kind.CIVIL_SOCIETY and organisation.verified_on and not organisation.closed_on
    told = linked(organisation.profile, call.funder.profile, Output.PAGE)
    return bool(suits) and told and organisation.pk != call.funder_id


def organisations_for(person: Person | None, call: Call) -> list[Organisation]:
    """Return the organisations for which the person could put itself forward: those they coordinate."""
    if person is None or memberships_of(person).filter(organisation=call.funder_id).exists():
        return []
    held = memberships_of(person).filter(role=Role.COORDINATOR)
    return [one.organisation for one in held if may_scrutinise(one.organisation, call)]


def check_puts_forward(person: Person | None, organisation: Organisation, call: Call) -> None:
    """Raise NotAllowed unless the person coordinates the organisation and has no part in the funder."""
    part_in_funder = memberships_of(person).filter(organisation=call.funder_id).exists()
    if not organisations.coordinates(person, organisation) or part_in_funder:
        raise NotAllowed


def is_scrutineer(person: Person | None, scrutineer: Scrutineer) -> bool:
    """Say whether it is this person who recomputes for the organisation, and still coordinates it."""
    return (
        person is not None
        and scrutineer.person_id == person.pk
        and organisations.coordinates(person, scrutineer.organisation)
    )


def check_is_scrutineer(person: Person | None, scrutineer: Scrutineer) -> None:
    """Raise NotAllowed unless it is this person who recomputes for the organisation."""
    if not is_scrutineer(person, scrutineer):
        raise NotAllowed
