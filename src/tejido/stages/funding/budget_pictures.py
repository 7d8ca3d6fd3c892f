"""What money buys over time: shares by category and amounts, with words and a table beside them.

No hue says anything alone: the bands stand in one order, the legend names them in it, and what is mixed or not known
is hatched.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from tejido.ground.web.charts import Point, Series, nice_top
from tejido.ground.web.tables import Table
from tejido.stages.funding.budget_drawing import Axis, Band, stacked
from tejido.stages.funding.budget_money import CENTS, MILLION, millions, money_about
from tejido.stages.funding.models import BudgetSource
from tejido.stages.funding.queries.budgets_shares import Shares, YearShares
from tejido.stages.funding.vocabulary.budgets import NOTES, Category, Stage


@dataclass(frozen=True)
class LegendRow:
    """A category with what it had in the last year."""

    category: Category
    share: str
    amount: str


@dataclass(frozen=True)
class SharesPicture:
    """The picture with all that must stand around it; `amounts` is a second one where there are several years."""

    title: str
    unit: str
    sentences: tuple[str, ...]
    note: str | Promise
    svg: SafeString
    amounts: SafeString
    legend: tuple[LegendRow, ...]
    table: Table
    source: BudgetSource
    prices: str


def shares_picture(shares: Shares) -> SharesPicture:
    """Draw what share each category had of a source in each year, and how much that was."""
    categories, last, currency = shares.categories, shares.last, shares.source.currency
    if shares.base is None:
        prices = _("In the money of each year; for %(currency)s no deflator is loaded that covers them all.")
        prices %= {"currency": currency}
    else:
        prices = _("In %(currency)s of %(base)s. Deflator: %(source)s.")
        prices %= {"currency": currency, "base": shares.base, "source": shares.deflator}
    return SharesPicture(
        title=_("What the money buys"),
        unit=_("per cent of all lines of the source"),
        sentences=tuple(_sentences(shares)),
        note=note_of(shares.source),
        svg=_shares_drawn(shares.years, categories),
        amounts=_amounts_drawn(shares.years, categories) if len(shares.years) > 1 else SafeString(""),
        legend=tuple(_legend_row(last, one, currency) for one in categories),
        table=_table(shares, categories),
        source=shares.source,
        prices=prices,
    )


def note_of(source: BudgetSource) -> str | Promise:
    """Return what is missing or odd in a source; of the package's own in the language of the page."""
    return NOTES.get(source.key) or source.note


def stages_picture(source: BudgetSource, year: int, sums: dict[Stage, int]) -> Series | None:
    """Draw how far the money of a year got; None where only one stage is known."""
    if len(sums) < 2:
        return None
    told = (f"{stage.label}: {money_about(amount, source.currency)}" for stage, amount in sums.items())
    return Series(
        title=_("How far the money got, %(year)s") % {"year": year},
        unit=unit_of(source.currency, None),
        points=[Point(str(stage.label), millions(amount)) for stage, amount in sums.items()],
        sentence=f"{'; '.join(told)}.",
        source=f"{source.publisher}, {source.document}",
        label=_("Stage"),
    )


def unit_of(currency: str, base: int | None) -> str:
    """Return in what amounts are given."""
    if base is None:
        return _("millions of %(currency)s") % {"currency": currency}
    return _("millions of %(currency)s of %(base)s") % {"currency": currency, "base": base}


def _sentences(shares: Shares) -> Iterator[str]:
    last, currency = shares.last, shares.source.currency
    told = {one: last.share(one) for one in Category}
    words = {
        "year": last.year,
        "stage": str(shares.stage.label).lower(),
        "total": money_about(last.total, currency),
        "interdiction": _share(told[Category.INTERDICTION]),
        "causes": _share(told[Category.CAUSES]),
        "citizens": _share(told[Category.CITIZENS]),
        "demand": _share(told[Category.DEMAND]),
    }
    said = _(
        "The lines of this source come to %(total)s in %(year)s (%(stage)s). Of these, %(interdiction)s are for"
        " interdiction and forces, %(causes)s for underlying causes, %(citizens)s for initiatives of citizens and"
        " %(demand)s for reducing the demand for drugs."
    )
    yield said % words
    unclear = told[Category.MIXED] + told[Category.UNCLASSIFIED]
    if unclear >= 0.05:
        yield _("For %(share)s nobody can say so far: one figure holds several things, or says too little.") % {
            "share": _share(unclear)
        }


def _legend_row(year: YearShares, category: Category, currency: str) -> LegendRow:
    amount = year.amounts.get(category, 0)
    return LegendRow(category, _share(year.share(category)), money_about(amount, currency))


def _table(shares: Shares, categories: Sequence[Category]) -> Table:
    rows = [
        [str(year.year), *(number_format(millions(year.amounts.get(one, 0)), decimal_pos=1) for one in categories)]
        for year in reversed(shares.years)
    ]
    columns: list[str] = [_("Year"), *(str(one.label) for one in categories)]
    caption = unit_of(shares.source.currency, shares.base)
    return Table(caption=caption, columns=columns, rows=rows, numbers=range(1, len(columns)), scrolls=True)


def _shares_drawn(years: Sequence[YearShares], categories: Sequence[Category]) -> SafeString:
    bands = [Band(one, [year.share(one) for year in years]) for one in categories]
    axis = Axis(100.0, [(0, "0 %"), (50, "50 %"), (100, "100 %")])
    return stacked([year.year for year in years], bands, axis, patterns=True)


def _amounts_drawn(years: Sequence[YearShares], categories: Sequence[Category]) -> SafeString:
    heights = [[max(year.amounts.get(one, 0), 0) / CENTS / MILLION for year in years] for one in categories]
    top = float(nice_top(max(sum(column) for column in zip(*heights, strict=True))))
    axis = Axis(top, [(at, number_format(at, decimal_pos=0)) for at in (0, top / 2, top)])
    bands = [Band(one, column) for one, column in zip(categories, heights, strict=True)]
    return stacked([year.year for year in years], bands, axis, patterns=False)


def _share(value: float) -> str:
    return f"{number_format(value, decimal_pos=1)} %"
