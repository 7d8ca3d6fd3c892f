"""What a shift would fund: the last decided ballot, allocated again by its own rule with a larger budget."""

from collections import Counter
from dataclasses import dataclass
from fractions import Fraction

from django.core.cache import caches
from django.db.models import Sum

from tejido.engines.allocation.allocating import allocate
from tejido.engines.allocation.election import BadElection
from tejido.ground.organisations.profiles import Output
from tejido.stages.funding.models import Application, BudgetSource, Call, CastBallot
from tejido.stages.funding.profiles import shown_applications
from tejido.stages.funding.queries.budgets import interdiction_of
from tejido.stages.funding.queries.elections import contenders, election_of, rules_of
from tejido.stages.funding.vocabulary.calls import ApplicationState, CallState

PRESETS = (Fraction(1), Fraction(2), Fraction(5))
LEAST, MOST = Fraction(1, 1000), Fraction(25)  # per cent
KEPT = 60 * 60  # seconds; a decided ballot does not change


@dataclass(frozen=True)
class Shift:
    """`percent` of what a year's interdiction costs, and what it would have done in the last decided ballot.

    Amounts are hundredths of the call's currency. `hidden` counts the newly funded that lists may not name.
    """

    percent: Fraction
    source: BudgetSource
    year: int
    interdiction: int
    moved: int
    call: Call
    projects: int
    funded: list[Application]
    new: list[Application]
    hidden: int
    new_cost: int
    unsupported: int
    left: int

    @property
    def times(self) -> int:
        """How many calls of this size the moved money would pay."""
        return self.moved // self.call.total

    @property
    def would_be_funded(self) -> int:
        """How many more it would reinforce, whether they may be named or not."""
        return len(self.new) + self.hidden

    @property
    def places(self) -> list[tuple[str, int]]:
        """Where those that may be named are."""
        return sorted(Counter(one.place.full_name for one in self.new).items())

    @property
    def causes(self) -> list[tuple[str, int]]:
        """Which causes they work on."""
        return Counter(cause for one in self.new for cause in one.causes).most_common()


def last_decided_call(currency: str = "") -> Call | None:
    """Return the call whose ballot was decided last, in this currency where one is said."""
    voted = CastBallot.objects.values("call")
    calls = Call.objects.filter(state=CallState.DECIDED, pk__in=voted, is_example=False)
    if not calls.exists():
        calls = Call.objects.filter(state=CallState.DECIDED, pk__in=voted)  # the example story has nothing else
    if currency:
        calls = calls.filter(currency=currency)
    return calls.select_related("place").defer("place__figures").order_by("-state_since", "id").first()


def shift(source: BudgetSource, year: int, percent: Fraction, call: Call) -> Shift:
    """Say what `percent` of the source's interdiction in a year would fund on the call's ballot.

    The currencies must be the same: no rate of exchange is guessed. Raises ValueError where they are not.
    """
    if source.currency != call.currency:
        raise ValueError("money of two currencies")
    interdiction = interdiction_of(source, year, source.stage)
    moved = int(max(interdiction, 0) * percent / 100)
    numbered = contenders(call).exclude(number=None)
    applications = list(numbered.defer("place__figures"))
    chosen = {one.number for one in applications if one.state == ApplicationState.CHOSEN}
    winners, supported = _winners(call, call.total + moved)
    new = {number for number in winners if number not in chosen}
    shown = shown_applications(numbered, Output.LIST).values_list("number", flat=True)
    names = set(shown)
    cost = sum(one.amount for one in applications if one.number in new)
    return Shift(
        percent=percent,
        source=source,
        year=year,
        interdiction=interdiction,
        moved=moved,
        call=call,
        projects=len(applications),
        funded=[one for one in applications if one.number in chosen & names],
        new=[one for one in applications if one.number in new & names],
        hidden=len(new - names),
        new_cost=cost,
        unsupported=len(applications) - len(supported),
        left=moved - cost,
    )


def _winners(call: Call, budget: int) -> tuple[set[int], set[int]]:
    """Return the numbers that win with this budget (hundredths), and those that anybody voted for. Kept for an hour.

    A budget that pays for everything needs no rule: whatever has a vote is funded. So no budget, however large, costs
    more to compute than the one that is just too small for all.
    """
    enough = contenders(call).exclude(number=None).aggregate(sum=Sum("amount"))["sum"] or 0
    key = f"shift|{call.pk}|{call.version}|{min(budget, enough)}"
    found: tuple[set[int], set[int]] | None = caches["pages"].get(key)
    if found is None:
        found = _allocated(call, min(budget, enough), everything=budget >= enough)
        caches["pages"].set(key, found, timeout=KEPT)
    return found


def _allocated(call: Call, budget: int, *, everything: bool) -> tuple[set[int], set[int]]:
    election = election_of(call, budget=budget)
    supported = {int(one.id) for one, votes in zip(election.projects, election.votes, strict=True) if votes}
    if everything:
        return supported, supported
    try:
        result = allocate(election, rules_of(call, election))
    except BadElection:  # nobody voted
        return set(), supported
    return {int(one) for one in result.winners}, supported
