"""Pages that somebody points out."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ModerationConfig(AppConfig):
    """Pages that somebody points out, and what two people decide."""

    name = "tejido.ground.moderation"
    label = "moderation"

    def ready(self) -> None:
        """Make the app known to the record, the clock and the second factor."""
        from tejido.ground.ledger import audit, naming, showing, vocabulary, wording
        from tejido.ground.moderation import queries
        from tejido.ground.moderation.actions import forget_flags
        from tejido.ground.moderation.models import Review
        from tejido.ground.moderation.vocabulary import Act
        from tejido.ground.people import second_factor
        from tejido.ground.web import daily

        vocabulary.declare(Act)
        columns = ("page", "ask", "outcome", "reason", "decided_on")
        decided = ~queries.WAITING
        audit.register(
            audit.Audited(
                "review", Review, columns, {"words": tuple(Act.values)}, hidden=queries.WAITING, expected=decided
            )
        )
        showing.register("review", queries.reviews_told)
        naming.register("review", queries.reviews_named, noun=_("A decision on a page"))
        wording.register(
            "review",
            {
                "words": _("Why"),
                "ask": _("What was asked"),
                "outcome": _("Decision"),
                "reason": _("Reason"),
                "decided_on": _("Decided on"),
            },
        )
        second_factor.require(queries.is_named_moderator)
        daily.register("moderation.flags", lambda now: forget_flags(now=now))
