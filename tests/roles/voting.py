"""Rows of voting: who runs the call, who hands out codes, who types sheets; nobody has a vote by what they are."""

from tejido.stages.funding.actions import ballot_codes, paper, voting
from tejido.stages.funding.choices import rules_of
from tejido.stages.funding.models import Bundle, Sheet
from tests.factories import ground
from tests.factories import voting as factory
from tests.factories.ground import membership, person
from tests.factories.moments import NOW
from tests.roles.table import row, without_person


def a_call(world, **kwargs):
    """A call of the world's funder; "funder" belongs to it, and its coordinator is somebody else."""
    return factory.call(funder=world.funder, **kwargs)


def held(world, call=None):
    """Codes that the world's organisation hands out."""
    return factory.holding(call or a_call(world), to=world.ours)


def urn(world):
    """An urn of a voting whose codes our organisation hands out; the last day has passed."""
    call = a_call(world)
    held(world, call)
    return paper.announce_urn(call, urn="Quiosco", by=factory.runner(call), now=NOW)


def later(bundle):
    return factory.after(bundle.voting.call)


def begun(world, by=None):
    found = urn(world)
    first = by or ours(world)
    return paper.begin_bundle(found, size=1, by=first, now=later(found))


def ours(world):
    who = person()
    membership(who, world.ours)
    return who


def differing(world, by):
    """A sheet that `by` and somebody else typed differently; `by` is the second, where they may."""
    found = begun(world)
    second = by if by and by.memberships.filter(organisation=world.ours).exists() else ours(world)
    paper.type_sheets(found, typed={1: [[1, 1]]}, by=found.first, now=later(found))
    paper.type_sheets(found, typed={1: [[2, 1]]}, by=second, now=later(found))
    return Sheet.objects.select_related("bundle__voting__call").get(bundle=found)


@row("funding.allot_codes", may="")
def _(world, by):
    return ballot_codes.allot_codes(a_call(world), holder=world.ours, number=20, by=by, now=NOW)


@row("funding.allot_codes of one's own call", may="coordinator")
def _(world, by):
    """Who coordinates the funder may; the world's coordinator does here."""
    call = a_call(world)
    if by and by.memberships.filter(role="coordinator").exists():
        membership(by, call.funder, "coordinator")
    return ballot_codes.allot_codes(call, holder=ground.organisation(), number=20, by=by, now=NOW)


@row("funding.draw_codes", may="coordinator")
def _(world, by):
    return ballot_codes.draw_codes(held(world), number=20, by=by, now=NOW)


@row("funding.cancel_codes", may="coordinator")
def _(world, by):
    call = a_call(world, state="review")
    holding = held(world, call)
    factory.codes(call, held=holding)
    return ballot_codes.cancel_codes(holding.batches.get(), by=by, now=NOW)


@row("funding.account_codes", may="coordinator")
def _(world, by):
    return ballot_codes.account_codes(held(world), handed_out=0, returned=0, by=by, now=NOW)


@row("funding.return_codes", may="coordinator")
def _(world, by):
    return ballot_codes.return_codes(held(world), codes=[], by=by, now=NOW)


@row("funding.announce_urn", may="member coordinator")
def _(world, by):
    call = a_call(world)
    held(world, call)
    return paper.announce_urn(call, urn="Quiosco", by=by, now=NOW)


@row("funding.begin_bundle", may="member coordinator")
def _(world, by):
    found = urn(world)
    return paper.begin_bundle(found, size=2, by=by, now=later(found))


@row("funding.add_bundle", may="member coordinator")
def _(world, by):
    found = begun(world)
    return paper.add_bundle(found, by=by, now=later(found))


@row("funding.type_sheets", may="member coordinator")
def _(world, by):
    found = begun(world)
    return paper.type_sheets(found, typed={1: []}, by=by, now=later(found))


@row("funding.propose_reading", may="member coordinator")
def _(world, by):
    return paper.propose_reading(differing(world, by), reading=[], by=by, now=NOW)


@row("funding.agree_reading", may="member coordinator")
def _(world, by):
    sheet = differing(world, by)
    paper.propose_reading(sheet, reading=[], by=sheet.bundle.first, now=NOW)
    return paper.agree_reading(sheet, by=by, now=NOW)


@row("funding.take_slips", may="member coordinator")
def _(world, by):
    call = a_call(world)
    held(world, call)
    return paper.take_slips(call, codes=[], by=by, now=NOW)


@row("funding.leave_out_bundle", may="coordinator")
def _(world, by):
    found = urn(world)
    if by and by.memberships.filter(role="coordinator").exists():
        membership(by, found.voting.call.funder, "coordinator")
    return paper.leave_out_bundle(found, reason="La urna llegó abierta", by=by, now=NOW)


@row("funding.close_ballot", may="coordinator")
def _(world, by):
    call = a_call(world)
    factory.codes(call)
    if by and by.memberships.filter(role="coordinator").exists():
        membership(by, call.funder, "coordinator")
    return voting.close_ballot(call, by=by, now=factory.after(call))


def _cast(_world):
    call = factory.call()
    factory.cast(call, factory.codes(call)[0], *rules_of(call).numbers)


def _shuffle(_world):
    call = factory.call()
    for code in factory.codes(call):
        factory.cast(call, code, 1)
    assert voting.shuffle_box(call.voting, now=NOW) == 20


def _close(_world):
    call = factory.call()
    factory.codes(call)
    voting.close_by_clock(call.voting, now=factory.after(call))
    assert not Bundle.objects.exists()


CODE = "the code of a slip is the only right to a vote; an account gives none"
without_person("funding.cast_ballot", why=CODE, call=_cast)
without_person("funding.shuffle_box", why="the clock", call=_shuffle)
without_person("funding.close_by_clock", why="the clock", call=_close)
without_person("funding.destroy_old_keys", why="the clock", call=lambda _: voting.destroy_old_keys(now=NOW))


def _drop(_world):
    call = factory.call()
    factory.cast(call, factory.codes(call)[0], 1)
    type(call).objects.update(state="cancelled")
    voting.drop_box(call.voting, now=NOW)


without_person("funding.drop_box", why="the clock", call=_drop)
