"""Rows of results: who runs the call and the host bring in ballots and have it computed; organisations recompute."""

from tejido.stages.funding.actions import allocation, allocation_ballots, allocation_scrutiny
from tejido.stages.funding.ballot_files import read_ballots
from tejido.stages.funding.models import BroughtIn, Scrutineer
from tejido.stages.funding.vocabulary.calls import CallState
from tests.factories.ballots import cast, decided
from tests.factories.funding import being_voted
from tests.factories.ground import TODAY
from tests.factories.moments import NOW
from tests.roles.funding_calls import coordinating
from tests.roles.table import row, without_person

COORDINATOR_OF_A_FUNDER = "resident member coordinator liaison funder facilitator secretary host"
TABLE = b"vote\n1\n2\n"


def counted(world, *ballots):
    call = being_voted(2, CallState.COUNTING, of=world.funder)
    cast(call, *ballots)
    return call


def brought(world, by):
    call = counted(world)
    return BroughtIn.objects.create(call=call, person=by, brought_on=TODAY, good=1, refused=0, cast=_packed(call))


def _packed(call):
    return read_ballots(TABLE, call).packed()


def seated(world, by, **kwargs):
    """A place of `ours` that the person put forward, as far as anybody can."""
    call = decided(counted(world, (1,))).call
    values = {"call": call, "organisation": world.ours, "person": by, "applied": False, "put_forward_on": TODAY}
    return Scrutineer.objects.create(**(values | {"seat": 1} | kwargs))


@row("funding.decide_call", may="host")
def _(world, by):
    return allocation.decide_call(counted(world, (1,)), by=by, now=NOW)


@row("funding.decide_call of a funder that one coordinates", may=COORDINATOR_OF_A_FUNDER)
def _(world, by):
    return allocation.decide_call(counted(world, (1,)), by=coordinating(world, by), now=NOW)


@row("funding.keep_ballots", may="host")
def _(world, by):
    call = counted(world)
    return allocation_ballots.keep_ballots(call, read_ballots(TABLE, call), by=by, now=NOW)


@row("funding.count_ballots", may="host")
def _(world, by):
    return allocation_ballots.count_ballots(brought(world, by), source="Acta 1", by=by, now=NOW)


@row("funding.count_ballots of a funder that one coordinates", may=COORDINATOR_OF_A_FUNDER)
def _(world, by):
    return allocation_ballots.count_ballots(brought(world, coordinating(world, by)), source="Acta 1", by=by, now=NOW)


@row("funding.drop_ballots", may="host")
def _(world, by):
    return allocation_ballots.drop_ballots(brought(world, by), by=by, now=NOW)


@row("funding.put_forward", may="coordinator")
def _(world, by):
    return allocation_scrutiny.put_forward(counted(world, (1,)), organisation=world.ours, by=by, now=NOW)


@row("funding.fetch_ballots", may="coordinator")
def _(world, by):
    return allocation_scrutiny.fetch_ballots(seated(world, by), by=by, now=NOW)


@row("funding.sign_recount", may="coordinator")
def _(world, by):
    return allocation_scrutiny.sign_recount(seated(world, by, fetched_on=TODAY), holds=True, by=by, now=NOW)


@row("funding.give_back_seat", may="coordinator")
def _(world, by):
    return allocation_scrutiny.give_back_seat(seated(world, by), by=by, now=NOW)


without_person(
    "funding.decide_by_clock",
    why="the clock, on the last day for it",
    call=lambda world: allocation.decide_by_clock(counted(world, (1,)), now=NOW),
)
