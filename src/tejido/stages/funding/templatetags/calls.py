"""How templates write amounts and the facts of a call."""

from decimal import Decimal

from django import template
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from tejido.stages.funding.models import Call
from tejido.stages.funding.money import written
from tejido.stages.funding.vocabulary.calls import Decision

register = template.Library()


@register.filter
def money(amount: int, currency: str) -> str:
    """Write hundredths as people write money: `{{ call.total|money:call.currency }}`."""
    return written(amount, currency)


@register.filter
def plain(figure: Decimal) -> str:
    """Write a number without needless zeros."""
    return number_format(figure.normalize() if figure != figure.to_integral() else figure.quantize(Decimal(1)))


@register.filter
def facts(call: Call) -> list[tuple[str, str]]:
    """Return the four facts that one wants to know first."""
    return [
        (_("Money in all"), written(call.total, call.currency)),
        (_("Most that can be asked for"), written(call.most or call.total, call.currency)),
        (_("Last day to apply"), date_format(call.closes_on, "SHORT_DATE_FORMAT")),
        (_("How it is decided"), str(Decision(call.decision).label)),
    ]
