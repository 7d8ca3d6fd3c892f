"""The history of a thing on its own page."""

from collections.abc import Sequence
from datetime import date

from django import template
from django.template.context import Context
from django.utils.timezone import localdate

from tejido.ground.ledger import queries
from tejido.ground.ledger.history import Entry
from tejido.ground.ledger.models import Leaf
from tejido.ground.ledger.naming import Named
from tejido.ground.ledger.vocabulary import Recorded

register = template.Library()


@register.inclusion_tag("ledger/components/history.html", takes_context=True)
def history(context: Context, subject: Recorded) -> dict[str, object]:
    """Tell what the public record says of `subject`: `{% history commitment %}`. Stands under a heading of level 2."""
    return {"history": queries.history(subject, today=_today(context))}


@register.simple_tag(takes_context=True)
def acts(context: Context, leaves: Sequence[Leaf]) -> list[tuple[Entry, Named]]:
    """Return leaves in words, each with its subject: `{% acts page.rows as rows %}`. Costs a few queries for all."""
    return queries.acts_of(leaves, _today(context))


def _today(context: Context) -> date:
    now = getattr(context.get("request"), "now", None)
    return localdate(now) if now else localdate()
