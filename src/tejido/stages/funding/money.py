"""Amounts of money as people write them: kept in integer hundredths, shown with their currency."""

from django.utils.formats import number_format

from tejido.stages.funding.vocabulary.calls import Currency


def written(amount: int, currency: str = Currency.MXN) -> str:
    """Return an amount as people write it: $1,250 MXN, $80.50 USD."""
    whole, hundredths = divmod(amount, 100)
    number = number_format(whole, force_grouping=True, use_l10n=True)
    cents = f".{hundredths:02}" if hundredths else ""
    return f"${number}{cents}\N{NO-BREAK SPACE}{currency}"
