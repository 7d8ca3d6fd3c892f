"""What the voting makes known: to the record, the clock and the marks."""

from django.utils.translation import gettext_lazy as _


def register() -> None:
    """Make votings known; called by `registering.ballots`."""
    from tejido.ground.ledger import audit, naming, showing, vocabulary, wording
    from tejido.ground.web import hourly, marks, panels
    from tejido.stages.funding.actions import voting
    from tejido.stages.funding.actions.voting_entries import COLUMNS
    from tejido.stages.funding.models import Voting
    from tejido.stages.funding.queries.voting import votings_named, votings_told
    from tejido.stages.funding.vocabulary.voting import BundleState, VotingAct
    from tejido.stages.funding.voting_panel import VOTING_PANEL

    vocabulary.declare(VotingAct)
    texts = {"account": (VotingAct.CLOSED,)}
    audit.register(audit.Audited("voting", Voting, COLUMNS, texts))
    showing.register("voting", votings_told)
    naming.register("voting", votings_named, noun=_("A voting"))
    wording.register(
        "voting",
        {
            "allotted": _("Codes to hand out"),
            "printed": _("Codes printed"),
            "urns": _("Urns"),
            "closed_on": _("Closed on"),
            "online": _("Ballots cast by phone"),
            "on_paper": _("Ballots on paper"),
            "spoiled": _("Sheets that cannot be counted"),
            "slips": _("Slips out of the urns"),
        },
    )
    panels.register(VOTING_PANEL)
    marks.register("bundle-state", BundleState, tones={"waiting": "quiet"})
    hourly.register("funding.boxes", lambda now: voting.shuffle_boxes(now=now))
    hourly.register("funding.close", lambda now: voting.close_due(now=now))
    hourly.register("funding.drop", lambda now: voting.drop_cancelled(now=now))
    hourly.register("funding.keys", lambda now: voting.destroy_old_keys(now=now))
