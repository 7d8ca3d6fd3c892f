"""Drawing commitments as rows: `{% load commitments %}`."""

from datetime import date
from typing import Any

from django import template

from tejido.ground.organisations.profiles import Output
from tejido.stages.roundtables.disclosure import disclosed
from tejido.stages.roundtables.models import Commitment
from tejido.stages.roundtables.sentences import badge

register = template.Library()


@register.inclusion_tag("roundtables/components/commitment_row.html")
def commitment_row(commitment: Commitment, today: date, level: int = 2) -> dict[str, Any]:
    """Draw a commitment in a list, under a heading of `level`, as far as its profile lets it be shown."""
    it = disclosed(commitment, Output.LIST, today, inside=getattr(commitment, "is_inside", False))
    return {"commitment": commitment, "it": it, "badge": badge(it), "level": level}
