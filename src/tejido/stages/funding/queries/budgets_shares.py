"""What each category got in each year, in constant prices where a deflator is known."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count, Sum

from tejido.stages.funding.models import BudgetSource, Deflator
from tejido.stages.funding.vocabulary.budgets import Category, Stage

MILLION = 1_000_000


@dataclass(frozen=True)
class YearShares:
    """A year: amounts by category in hundredths, of the year's own money and in constant prices."""

    year: int
    current: Mapping[Category, int]
    constant: Mapping[Category, int] | None

    @property
    def amounts(self) -> Mapping[Category, int]:
        """The amounts that are shown: in constant prices where these are known."""
        return self.current if self.constant is None else self.constant

    @property
    def total(self) -> int:
        """All of them together."""
        return sum(self.amounts.values())

    def share(self, category: Category) -> float:
        """Per cent that a category had of all that is above zero; money that was taken back counts as none."""
        positive = sum(amount for amount in self.amounts.values() if amount > 0)
        return 100 * max(self.amounts.get(category, 0), 0) / positive if positive else 0.0


@dataclass(frozen=True)
class Shares:
    """All years of a source at one stage. `base` is None where the amounts are in the money of each year."""

    source: BudgetSource
    stage: Stage
    years: tuple[YearShares, ...]
    base: int | None
    deflator: str

    @property
    def last(self) -> YearShares:
        """The last year."""
        return self.years[-1]

    @property
    def categories(self) -> list[Category]:
        """The categories that any year has something of, in their order."""
        return [one for one in Category if any(year.amounts.get(one) for year in self.years)]


def shares_of(source: BudgetSource, stage: Stage) -> Shares | None:
    """Return what each category got in each year; None where nothing is known of the stage. Two queries.

    Constant prices are the source's own where it gives them for every line of the stage, else the deflator's. They are
    given for all years or for none: prices of different years never stand side by side as if they were the same.
    """
    factors = {one.year: one for one in Deflator.objects.filter(currency=source.currency)}
    rows = source.lines.filter(gone_on=None, **{f"{stage}__isnull": False}).order_by("year").values("year", "category")
    sums = rows.annotate(total=Sum(stage), lines=Count("pk"), own=Sum("constant"), owned=Count("constant")).values_list(
        "year", "category", "total", "lines", "own", "owned"
    )
    current: dict[int, dict[Category, int]] = defaultdict(dict)
    constant: dict[int, dict[Category, int]] = defaultdict(dict)
    for year, category, total, lines, own, owned in sums:
        current[year][Category(category)] = total
        if stage == source.stage and lines == owned:
            constant[year][Category(category)] = own
        elif year in factors:
            constant[year][Category(category)] = deflated(total, factors[year].millionths)
    if not current:
        return None
    is_constant = all(len(constant[year]) == len(found) for year, found in current.items())
    bases = {factors[year].base for year in current if year in factors}
    is_constant = is_constant and len(bases) == 1
    years = (YearShares(year, current[year], constant[year] if is_constant else None) for year in sorted(current))
    some = next(iter(factors.values()), None)
    return Shares(
        source, stage, tuple(years), bases.pop() if is_constant else None, some.source if is_constant and some else ""
    )


def deflated(amount: int, millionths: int) -> int:
    """Return an amount in constant prices, rounded half away from zero."""
    product = abs(amount) * millionths
    rounded = (product + MILLION // 2) // MILLION
    return rounded if amount >= 0 else -rounded
