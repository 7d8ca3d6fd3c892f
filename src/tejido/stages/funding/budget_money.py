"""Money in words: integer hundredths with a currency, written as people write them in Mexico."""

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from tejido.stages.funding.money import written

MILLION = 1_000_000
CENTS = 100


def money(amount: int | None, currency: str) -> str:
    """Write an amount in full: `$170,753,142,093 MXN`; cents only where there are any."""
    if amount is None:
        return _("not known")
    return f"{'−' if amount < 0 else ''}{written(abs(amount), currency)}"


def millions(amount: int) -> float:
    """Return hundredths as millions with one decimal, for an axis."""
    return round(amount / CENTS / MILLION, 1)


def money_about(amount: int, currency: str) -> str:
    """Write a large amount in millions: `$170,753.1 million MXN`; a small one in full."""
    if abs(amount) < 10 * MILLION * CENTS:
        return money(amount, currency)
    sign = "−" if amount < 0 else ""
    number = number_format(abs(millions(amount)), decimal_pos=1)
    return _("%(amount)s million %(currency)s") % {"amount": f"{sign}${number}", "currency": currency}
