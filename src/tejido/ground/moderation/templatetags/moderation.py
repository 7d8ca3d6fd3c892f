"""What a page says of moderation: `{% load moderation %}`."""

from typing import Any

from django import template

from tejido.ground.ledger.vocabulary import Recorded
from tejido.ground.moderation.queries import hiding_of

register = template.Library()


@register.inclusion_tag("moderation/hidden_notice.html")
def hidden_notice(subject: Recorded) -> dict[str, Any]:
    """Say to those who still see a hidden page why it is hidden and what they can do: `{% hidden_notice initiative %}`.

    Costs a query only where the page's profile says that it is hidden.
    """
    return {"hiding": hiding_of(subject.record_name) if getattr(subject, "profile", "") == "hidden" else None}


@register.inclusion_tag("moderation/flag_link.html")
def flag_link(subject: Recorded) -> dict[str, Any]:
    """Draw the way to point out a page: `{% flag_link initiative %}`. A plain link, so that reading sets no cookie."""
    kind, _colon, own = subject.record_name.partition(":")
    return {"kind": kind, "own": own}
