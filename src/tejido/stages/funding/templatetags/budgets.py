"""Money and shares in templates of budgets."""

from django import template
from django.utils.formats import number_format

from tejido.stages.funding import budget_money as writing

register = template.Library()


@register.filter
def money(amount: int | None, currency: str) -> str:
    """Write hundredths in full: `{{ line.approved|money:line.source.currency }}`."""
    return writing.money(amount, currency)


@register.filter
def money_about(amount: int, currency: str) -> str:
    """Write hundredths in millions where they are many."""
    return writing.money_about(amount, currency)


@register.filter
def per_cent(value: float) -> str:
    """Write a share: `43.2 %`."""
    return f"{number_format(value, decimal_pos=1)} %"
