"""Amounts of money as people write them: kept in integer hundredths, shown with their currency."""

from django.utils.formats import number_format

from tejido.ground.organisations.profiles import Field, Output, Shown, is_secret, shown
from tejido.stages.funding.models import Application
from tejido.stages.funding.vocabulary.calls import Currency

STEPS = (1_000, 5_000, 10_000, 20_000, 50_000, 100_000, 200_000, 500_000, 1_000_000, 2_000_000, 5_000_000, 10_000_000)
"""Where bands of money begin, in whole units."""


def written(amount: int, currency: str = Currency.MXN) -> str:
    """Return an amount as people write it: $1,250 MXN, $80.50 USD."""
    whole, hundredths = divmod(amount, 100)
    number = number_format(whole, force_grouping=True, use_l10n=True)
    cents = f".{hundredths:02}" if hundredths else ""
    return f"${number}{cents} {currency}"


def band(amount: int) -> tuple[int, int | None]:
    """Return the band in which an amount lies, as (from, up to) in hundredths; the last has no end."""
    edges = [0, *(step * 100 for step in STEPS)]
    at = max(number for number, edge in enumerate(edges) if edge <= amount)
    return edges[at], edges[at + 1] if at + 1 < len(edges) else None


def told(amount: int, profile: str, output: Output) -> tuple[int, int | None] | None:
    """Return an amount as `profile` lets it be shown: (n, n) exactly, (from, up to) as a band, None not at all."""
    how = shown(profile, Field.NUMBER, output)
    if how is Shown.FULL:
        return amount, amount
    return band(amount) if how is Shown.BAND else None


def is_exact(application: Application, profile: str, output: Output) -> bool:
    """Say whether the very amount that an application asks for may be told.

    Where people vote they read what each project costs, and anybody recomputes the result from it: from the day on
    which the numbers of the ballot are drawn it is public, as whoever applied agreed to.
    """
    on_ballot = application.number is not None and application.call.has_ballot and not is_secret(profile)
    return on_ballot or shown(profile, Field.NUMBER, output) is Shown.FULL


def told_of(application: Application, profile: str, output: Output) -> tuple[int, int | None] | None:
    """Return what an application asks for as it may be shown: (n, n) exactly, (from, up to) as a band, or None."""
    if is_exact(application, profile, output):
        return application.amount, application.amount
    return told(application.amount, profile, output)
