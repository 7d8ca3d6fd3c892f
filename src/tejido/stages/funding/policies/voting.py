"""Who may do what in a voting. Nobody has a vote by an account: ballots ask for a code and for nothing else."""

from tejido.ground.codes.models import Holding
from tejido.ground.organisations import policies as organisations
from tejido.ground.organisations.models import Organisation, Post
from tejido.ground.organisations.queries import memberships_of
from tejido.ground.organisations.vocabulary import Role
from tejido.ground.people.models import Person
from tejido.ground.web.acting import NotAllowed
from tejido.stages.funding.models import Bundle, Call
from tejido.stages.funding.policies import calls
from tejido.stages.funding.queries import voting as queries


def actor_running(person: Person | None, call: Call) -> Organisation | Post | None:
    """Return as what the person runs the call: its funder's coordinators do, or who speaks for an institution.

    None for whoever does not. Nobody sees a code or a ballot by running a call.
    """
    return calls.actor_for(person, call.funder) if person is not None and calls.runs(person, call) else None


def check_runs(person: Person | None, call: Call) -> Organisation | Post:
    """Return as what the person acts. Raises NotAllowed."""
    actor = actor_running(person, call)
    if actor is None:
        raise NotAllowed
    return actor


def holder_of(holding: Holding) -> Organisation:
    """Return the organisation that hands out these codes."""
    return Organisation.objects.get(pk=holding.holder.partition(":")[2])


def hands_out(person: Person | None, holder: Organisation) -> bool:
    """Say whether the person answers for the codes that this organisation hands out: its coordinators do."""
    return organisations.coordinates(person, holder)


def check_hands_out(person: Person | None, holding: Holding) -> Organisation:
    """Return the organisation as which the person acts. Raises NotAllowed."""
    holder = holder_of(holding)
    if not hands_out(person, holder):
        raise NotAllowed
    return holder


def counter(person: Person | None, call: Call) -> Organisation | None:
    """Return the organisation as whose member the person may type sheets and slips: one that hands out codes."""
    ours = memberships_of(person).filter(role__in=[Role.MEMBER, Role.COORDINATOR])
    holders = queries.holders_of(call)
    return next((one.organisation for one in ours if one.organisation.record_name in holders), None)


def check_counts(person: Person | None, call: Call) -> Person:
    """Return the person. Raises NotAllowed."""
    if person is None or counter(person, call) is None:
        raise NotAllowed
    return person


def announcer(person: Person | None, call: Call) -> Organisation | Post | None:
    """Return as what the person may announce an urn: who runs the call, or who hands out codes for it."""
    return actor_running(person, call) or counter(person, call)


def check_announces_urns(person: Person | None, call: Call) -> Organisation | Post:
    """Return the organisation as which the person acts. Raises NotAllowed."""
    found = announcer(person, call)
    if found is None:
        raise NotAllowed
    return found


def side_of(person: Person | None, bundle: Bundle) -> str:
    """Return whether the person is the `first` or the `second` to type a bundle; empty where neither."""
    if person is not None and person.pk == bundle.first_id:
        return "first"
    return "second" if person is not None and person.pk == bundle.second_id else ""
