"""What results make known: to the record, the clock, the marks and other pages."""

from django.utils.translation import gettext_lazy as _


def register() -> None:
    """Make results known; called by `registering.ballots`."""
    from tejido.ground.ledger import audit, naming, showing, vocabulary, wording
    from tejido.ground.web import daily, marks, panels
    from tejido.stages.funding.actions import allocation, allocation_ballots
    from tejido.stages.funding.actions.allocation_entries import COLUMNS
    from tejido.stages.funding.models import Allocation
    from tejido.stages.funding.queries.results import allocations_named, allocations_told
    from tejido.stages.funding.result_panels import PANEL
    from tejido.stages.funding.vocabulary.allocations import AllocationAct, CountAct, Recount

    vocabulary.declare(AllocationAct)
    vocabulary.declare(CountAct)
    audit.register(audit.Audited("allocation", Allocation, COLUMNS))
    showing.register("allocation", allocations_told)
    naming.register("allocation", allocations_named, noun=_("the result of a call"))
    wording.register(
        "allocation",
        {
            "ended": _("What came of it"),
            "voters": _("Ballots counted"),
            "budget": _("In all (hundredths)"),
            "spent": _("Given away (hundredths)"),
            "winners": _("Numbers that were chosen"),
            "is_published": _("Ballots are published"),
            "result_hash": _("SHA-256 of the result"),
            "ballots_hash": _("SHA-256 of the ballots"),
            "confirmed": _("Scrutineers who confirm it"),
            "disputed": _("Scrutineers who dispute it"),
        },
    )
    marks.register("recount", Recount, tones={"anybody": "kept", "confirmed": "kept", "disputed": "late"})
    panels.register(PANEL)
    daily.register("funding.decide", lambda now: allocation.decide_due(now=now))
    daily.register("funding.ballots", lambda now: allocation_ballots.erase_old(now=now))
