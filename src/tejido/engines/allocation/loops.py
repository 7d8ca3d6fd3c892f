"""The loops over voters, on floats with a bound on what they may be off by.

What a project's price is at least and at most (`weigh`), what is left once it is paid (`pay`), how far more money may
move that (`stretch`), and one of Phragmen. Here they are written with numpy; `compiled` has the same for numba, where
the extra `fast` is installed. Both only narrow the exact answer down, within bounds that hold for either; what they
leave open is worked out in fractions. So the result is the same whichever of them runs.

Why the bounds hold. Let m be what a voter has: exactly 0 where it is 0, else off by `error` at most. Let P be any set
of supporters. Each pays m at most, and price x gain at most, so that cost <= (money of P) + price x (gain of others):

    price >= (cost - money of P) / (gain of the others), whatever P is,

and this is the price itself once P are those too poor for it. A price is enough, on the other side, if supporters who
pay it or all they have pay the cost together. `slack` is what `error` and the rounding of sums may change.

Give every voter d more, and suppose that none then has more than d x slope beyond what they have now: the same line
says that the price is at least what it said before, less d x (slopes of P) / (gain of the others): that is `fall`.
What a price may be off by is passed on to those who pay it, so that later sums take `error` three times: once for what
voters have now, twice for what they have with d more.
"""

import importlib.util
import sys
from collections.abc import Sequence
from typing import NamedTuple, Protocol, cast

import numpy as np
import numpy.typing as npt

from tejido.engines.allocation.ballots import Numbers
from tejido.engines.allocation.utilities import Candidate

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

EPSILON = 2.0**-53
MARGIN = 1 - 1e-9  # far more than the rounding of the few sums and quotients of a slope
COMPILED = "tejido.engines.allocation.compiled"
WORTH_COMPILING = 50_000  # votes from which many runs repay the second that loading numba takes

Weighed = tuple[float, float, float, float, bool]
"""The least price, how fast it may fall, the most (infinite: not known), money missing (0: none, or not sure), and
whether surely nobody is too poor to pay it whole, so that it is exactly cost / gain.

Where money is missing, what may fall is that: by so much for each unit more for each voter.
"""


class Table(NamedTuple):
    """All candidates side by side: the supporters of the first stand from `ends[0]` to `ends[1]`, and so on."""

    ends: Numbers
    rows: Numbers
    counts: Floats  # how often each ballot was cast
    gains: Floats
    weights: Floats  # what one unit of price brings from each ballot


class Voters(NamedTuple):
    """What each voter has, by distinct ballot; `slopes` and `least` are empty where nobody asks how it would grow."""

    left: Floats
    slopes: Floats  # at most so much more for each unit more at the beginning
    least: Floats  # and at least so much


class Prices(NamedTuple):
    """What is known of each candidate's price per worth: not below `lows`, and that falling by `falls` at most."""

    lows: Floats
    falls: Floats
    worths: Floats


class Loops(Protocol):
    """What is here, and in `compiled` as well."""

    def weigh(
        self, table: Table, at: int, cost: float, guess: float, limit: float, voters: Voters, error: float
    ) -> Weighed: ...

    def pay(self, table: Table, at: int, low: float, high: float, left: Floats, error: float) -> float: ...

    def stretch(
        self, table: Table, at: int, high: float, prices: Prices, voters: Voters, error: float, reach: float
    ) -> float: ...

    def spent_since(self, rows: Numbers, counts: Floats, last: Numbers, moments: Floats) -> float: ...


def table_of(found: Sequence[Candidate]) -> Table:
    """Return the table of these candidates, in their order."""
    ends = np.cumsum([0, *(candidate.rows.size for candidate in found)])
    none = [np.zeros(0, dtype=np.int64)]
    rows = np.concatenate([candidate.rows for candidate in found] or none)
    counts = np.concatenate([candidate.times for candidate in found] or none).astype(np.float64)
    gains = np.concatenate([candidate.gains for candidate in found] or none).astype(np.float64)
    return Table(ends, rows, counts, gains, counts * gains)


def is_installed() -> bool:
    """Say whether the extra `fast` is there."""
    return importlib.util.find_spec("numba") is not None


def plain() -> Loops:
    """Return the loops written here."""
    return cast(Loops, sys.modules[__name__])


def compiled() -> Loops:
    """Return the compiled loops; loading them takes a second once. Raises ImportError without the extra `fast`."""
    return cast(Loops, importlib.import_module(COMPILED))


def chosen(votes: int, *, is_long: bool) -> Loops:
    """Return the compiled loops if they are loaded already or repay that; else the plain ones."""
    if COMPILED in sys.modules or (is_long and votes >= WORTH_COMPILING and is_installed()):
        return compiled()
    return plain()


def weigh(
    table: Table, at: int, cost: float, guess: float, limit: float, voters: Voters, error: float
) -> Weighed:
    """Bound a candidate's price, from a guess not above it; nothing beyond `limit` is asked."""
    begin, end = table.ends[at], table.ends[at + 1]
    rows, counts, gains, weights = (part[begin:end] for part in table[1:])
    money = voters.left[rows]
    held = money * counts
    all_gain = float(weights.sum())
    rounding = (rows.size + 8) * EPSILON
    price, before = guess, -1
    while True:
        poor = np.flatnonzero(money < price * gains)
        has = float(held[poor].sum())
        live = float(counts[poor[money[poor] > 0]].sum())
        slope = float(voters.slopes[rows[poor]] @ counts[poor]) if voters.slopes.size else 0.0
        rich_gain = all_gain - float(weights[poor].sum())
        slack = 3 * error * live + rounding * max(cost, has)
        if rich_gain <= 0:
            missing = cost - has - slack
            return (guess, 0.0, np.inf, 0.0, False) if missing <= 0 else (np.inf, slope / MARGIN, np.inf, missing, False)
        low = max((cost - has - slack) / rich_gain * (1 - 4 * EPSILON), 0.0)
        fall = slope / rich_gain / MARGIN
        if low > limit:
            return low, fall, np.inf, 0.0, False
        following = (cost - has) / rich_gain
        if poor.size == before or following <= price:
            step = 2 * slack / rich_gain + 8 * EPSILON * price
            most, unsure = _most(money, held, counts, gains, weights, cost, price, step, error)
            return low, fall, most, 0.0, unsure == 0
        price, before = following, poor.size


def _most(
    money: Floats, held: Floats, counts: Floats, gains: Floats, weights: Floats,
    cost: float, price: float, step: float, error: float,
) -> tuple[float, float]:  # fmt: skip
    """Return a price that is enough for certain, a few steps above, and how many may be too poor for it.

    It is infinite where none of those tried is enough.
    """
    for wider in (1, 16, 256):
        most = price + wider * step
        whole = most * gains
        poor = money < whole
        paid = float(held[poor].sum()) + most * float(weights[~poor].sum())
        unsure = float(counts[(money < whole + error) & (money > 0)].sum())
        if paid - error * unsure - (money.size + 8) * EPSILON * paid >= cost:
            return most, float(np.count_nonzero(money < whole + error))
    return float("inf"), float(counts.sum())


def pay(table: Table, at: int, low: float, high: float, left: Floats, error: float) -> float:
    """Take from all supporters a price between `low` and `high`, or all they have; return the new error.

    Who may or may not have something left is kept with the doubt itself, so that 0 always means exactly nothing.
    """
    begin, end = table.ends[at], table.ends[at + 1]
    rows, gains = table.rows[begin:end], table.gains[begin:end]
    money = left[rows]
    price = (low + high) / 2 * gains
    doubt = error + (high - low) / 2 * gains + 4 * EPSILON * (money + price)
    rest = np.where(money > 0, money - price, -np.inf)
    left[rows] = np.where(rest > doubt, rest, np.where(rest < -doubt, 0.0, doubt))
    return max(error, float(doubt.max()))


def stretch(
    table: Table, at: int, high: float, prices: Prices, voters: Voters, error: float, reach: float
) -> float:
    """Note a purchase about to be paid; return how much more for each voter surely keeps all others dearer.

    The proof stands in `horizon`.
    """
    begin, end = table.ends[at], table.ends[at + 1]
    rows, counts, gains, weights = (part[begin:end] for part in table[1:])
    money, slopes, least = voters.left[rows], voters.slopes[rows], voters.least[rows]
    worth = prices.worths[at]
    low, fall = prices.lows[at] * worth, prices.falls[at] * worth
    stays = np.zeros(rows.size, dtype=np.bool_)
    if np.isfinite(reach):
        stays = money + 3 * error + reach * slopes < (low * MARGIN - reach * fall) * gains
    others_gain = float(weights[~stays].sum())
    surely = float(least[stays] @ counts[stays]) / others_gain * MARGIN if others_gain > 0 else 0.0
    voters.slopes[rows] = np.where(stays, 0.0, slopes + gains * fall)
    poor = money - error < high * worth * (1 + 4 * EPSILON) * gains
    voters.least[rows] = np.where(poor, 0.0, (least + gains * surely) * MARGIN)
    speed = prices.falls - surely / worth
    speed[at] = 0.0
    near = np.flatnonzero((speed > 0) & np.isfinite(prices.lows))
    gaps = np.maximum(prices.lows[near] - high, 0.0) / speed[near] * MARGIN
    return float(gaps.min(initial=np.inf))


def spent_since(rows: Numbers, counts: Floats, last: Numbers, moments: Floats) -> float:
    """Return the sum over voters of the moment at which they last paid."""
    return float(moments[last[rows]] @ counts)
