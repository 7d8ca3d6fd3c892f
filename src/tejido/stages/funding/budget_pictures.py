"""What money buys over time, drawn on the server: shares by category, stacked, with words and a table beside them.

No hue says anything alone: the bands stand in one order, the legend names them in it, and what is mixed or not known
is hatched.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.utils.formats import number_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from tejido.ground.web.charts import Point, Series
from tejido.ground.web.tables import Table
from tejido.stages.funding.models import BudgetSource
from tejido.stages.funding.money import millions, money_about
from tejido.stages.funding.queries.budgets_shares import Shares, YearShares
from tejido.stages.funding.vocabulary.budgets import Category, Stage

WIDTH, HEIGHT, LEFT, TOP, BOTTOM = 400, 230, 46, 8, 22
ROOM = HEIGHT - TOP - BOTTOM
HATCHED = {Category.MIXED: "mezclado", Category.UNCLASSIFIED: "sin-clasificar"}
LABELS = 6  # years named under the picture, at most


@dataclass(frozen=True)
class LegendRow:
    """A category with what it had in the last year."""

    category: Category
    share: str
    amount: str


@dataclass(frozen=True)
class SharesPicture:
    """The picture with all that must stand around it."""

    title: str
    unit: str
    sentences: tuple[str, ...]
    svg: SafeString
    legend: tuple[LegendRow, ...]
    table: Table
    source: BudgetSource
    prices: str


def shares_picture(shares: Shares) -> SharesPicture:
    """Draw what share each category had of a source in each year."""
    categories, last, currency = shares.categories, shares.last, shares.source.currency
    if shares.base is None:
        prices = _("In the money of each year; for %(currency)s no deflator is loaded that covers them all.")
        prices %= {"currency": currency}
    else:
        prices = _("In %(currency)s of %(base)s. Deflator: %(source)s (implied by its two columns).")
        prices %= {"currency": currency, "base": shares.base, "source": shares.deflator}
    return SharesPicture(
        title=_("What the money buys"),
        unit=_("per cent of all lines of the source"),
        sentences=tuple(_sentences(shares)),
        svg=_svg(shares.years, categories),
        legend=tuple(_legend_row(last, one, currency) for one in categories),
        table=_table(shares, categories),
        source=shares.source,
        prices=prices,
    )


def stages_picture(source: BudgetSource, year: int, sums: dict[Stage, int]) -> Series | None:
    """Draw how far the money of a year got; None where only one stage is known."""
    if len(sums) < 2:
        return None
    first, last = next(iter(sums)), list(sums)[-1]
    words = {
        "year": year,
        "first": str(first.label).lower(),
        "last": str(last.label).lower(),
        "before": money_about(sums[first], source.currency),
        "after": money_about(sums[last], source.currency),
    }
    return Series(
        title=_("How far the money got, %(year)s") % {"year": year},
        unit=_("millions of %(currency)s") % {"currency": source.currency},
        points=[Point(str(stage.label), millions(amount)) for stage, amount in sums.items()],
        sentence=_("In %(year)s, %(before)s were %(first)s and %(after)s %(last)s.") % words,
        source=f"{source.publisher}, {source.document}",
        label=_("Stage"),
    )


def _sentences(shares: Shares) -> Iterator[str]:
    last, currency = shares.last, shares.source.currency
    told = {one: last.share(one) for one in Category}
    words = {
        "year": last.year,
        "total": money_about(last.total, currency),
        "interdiction": _share(told[Category.INTERDICTION]),
        "causes": _share(told[Category.CAUSES]),
        "citizens": _share(told[Category.CITIZENS]),
        "demand": _share(told[Category.DEMAND]),
    }
    yield (
        _(
            "Of %(total)s in %(year)s, %(interdiction)s went to interdiction and forces, %(causes)s to underlying"
            " causes, %(citizens)s to initiatives of citizens and %(demand)s to reducing the demand for drugs."
        )
        % words
    )
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
        [year.year, *(number_format(millions(year.amounts.get(one, 0)), decimal_pos=1) for one in categories)]
        for year in reversed(shares.years)
    ]
    unit = _("millions of %(currency)s") % {"currency": shares.source.currency}
    if shares.base is not None:
        unit = _("millions of %(currency)s of %(base)s") % {"currency": shares.source.currency, "base": shares.base}
    columns: list[str] = [_("Year"), *(str(one.label) for one in categories)]
    numbers = range(1, len(columns))
    return Table(caption=unit, columns=columns, rows=rows, numbers=numbers, scrolls=True)


def _svg(years: Sequence[YearShares], categories: Sequence[Category]) -> SafeString:
    first, span = years[0].year, years[-1].year - years[0].year + 1
    wide = (WIDTH - LEFT) / span
    edges = [LEFT + wide * (year.year - first) for year in years]
    parts = [_patterns(), _axis()]
    below = [0.0] * len(years)
    for category in categories:
        above = [low + year.share(category) for low, year in zip(below, years, strict=True)]
        path = _band(years, edges, wide, below, above)
        fill = format_html(' fill="url(#{})"', HATCHED[category]) if category in HATCHED else ""
        parts.append(format_html('<path class="band b-{}"{} d="{}"/>', category, fill, path))
        below = above
    parts += _year_labels(years, edges, wide)
    drawing = format_html_join("", "{}", ((part,) for part in parts))
    return format_html(
        '<svg class="chart shares" viewBox="0 0 {} {}" aria-hidden="true">{}</svg>', WIDTH, HEIGHT, drawing
    )


def _band(
    years: Sequence[YearShares], edges: Sequence[float], wide: float, below: Sequence[float], above: Sequence[float]
) -> str:
    """Return the outline of a band: steps along its upper edge and back along the lower, a piece for each run."""
    pieces = []
    for run in _runs([year.year for year in years]):
        out = [f"M{_x(edges[run[0]])} {_y(below[run[0]])}"]
        out += [f"V{_y(above[at])}H{_x(edges[at] + wide)}" for at in run]
        out += [f"V{_y(below[at])}H{_x(edges[at])}" for at in reversed(run)]
        pieces.append("".join(out) + "z")
    return "".join(pieces)


def _runs(years: Sequence[int]) -> list[list[int]]:
    """Return the positions of years that follow each other."""
    runs: list[list[int]] = [[0]]
    for at, (before, after) in enumerate(pairwise(years), start=1):
        if after == before + 1:
            runs[-1].append(at)
        else:
            runs.append([at])
    return runs


def _patterns() -> SafeString:
    """Return the two hatchings: diagonal for what is mixed, dotted for what nobody has classified."""
    return format_html(
        '<defs><pattern id="{}" width="6" height="6" patternUnits="userSpaceOnUse"><rect width="6" height="6"'
        ' class="hatch-paper"/><path class="hatch" d="M-1 7L7-1"/></pattern><pattern id="{}" width="5" height="5"'
        ' patternUnits="userSpaceOnUse"><rect width="5" height="5" class="hatch-paper"/><circle class="hatch-dot"'
        ' cx="2.5" cy="2.5" r="1"/></pattern></defs>',
        HATCHED[Category.MIXED],
        HATCHED[Category.UNCLASSIFIED],
    )


def _axis() -> SafeString:
    rows = [(LEFT, _y(share), WIDTH, _y(share), LEFT - 6, float(_y(share)) + 4, share) for share in (0, 50, 100)]
    pattern = '<line class="grid" x1="{}" y1="{}" x2="{}" y2="{}"/><text text-anchor="end" x="{}" y="{}">{} %</text>'
    return format_html_join("", pattern, rows)


def _year_labels(years: Sequence[YearShares], edges: Sequence[float], wide: float) -> Iterable[SafeString]:
    every = max(1, -(-len(years) // LABELS))
    for at, (year, edge) in enumerate(zip(years, edges, strict=True)):
        if (len(years) - 1 - at) % every == 0:
            is_last = at == len(years) - 1 and len(years) > 1
            place = (WIDTH, "end") if is_last else (edge + wide / 2, "middle")
            yield format_html(
                '<text text-anchor="{}" x="{}" y="{}">{}</text>', place[1], _x(place[0]), HEIGHT - 6, year.year
            )


def _x(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def _y(share: float) -> str:
    return f"{TOP + ROOM * (1 - min(share, 100.0) / 100):.1f}".removesuffix(".0")


def _share(value: float) -> str:
    return f"{number_format(value, decimal_pos=1)} %"
