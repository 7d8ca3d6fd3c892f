"""The loops over voters, on floats with a bound on what they may be off by.

Rounds of Equal Shares as far as floats can tell (`advance`): what a project's price is at least and at most (`_weigh`),
what is left once it is paid (`_pay`), how far more money may move that (`stretch`). And sums that fractions need. Here
they are written with numpy; `compiled` has the same for numba, where the extra `fast` is installed. Both only narrow
the exact answer down, within bounds that hold for either; what they leave open is worked out in fractions. So the
result is the same whichever of them runs.

Why the bounds hold. Let m be what a voter has: exactly 0 where it is 0, else off by `error` at most. Let P be any set
of supporters. Each pays m at most, and price x gain at most, so that cost <= (money of P) + price x (gain of others):

    price >= (cost - money of P) / (gain of the others), whatever P is,

and this is the price itself once P are those too poor for it. A price is enough, on the other side, if supporters who
pay it or all they have pay the cost together. `slack` is what `error` and the rounding of sums may change.

Give every voter d more, and suppose that none then has more than d x slope beyond what they have now: the same line
says that the price is at least what it said before, less d x (slopes of P) / (gain of the others): that is `fall`.
What a price may be off by is passed on to those who pay it, twice where they have d more; d is one unit at least, so
that it is counted as a slope.
"""

import importlib.util
import sys
from collections.abc import Sequence
from typing import NamedTuple, Protocol, cast

import numpy as np
import numpy.typing as npt

from tejido.engines.allocation.ballots import Numbers, ranges
from tejido.engines.allocation.utilities import Candidate

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

EPSILON = 2.0**-53
TRIES = 200  # of a price; far more than it takes
MARGIN = 1 - 1e-9  # far more than the rounding of the few sums and quotients of a slope
ONE = np.ones(1)
COMPILED = "tejido.engines.allocation.compiled"
WORTH_COMPILING = 50_000  # votes from which many runs repay the second that loading numba takes

Weighed = tuple[float, float, float, float, bool]
"""The least price, how fast it may fall, the most (infinite: not known), money missing (0: none, or not sure), and
whether surely nobody is too poor to pay it whole, so that it is exactly cost / gain.

Where money is missing, what may fall is that: by so much for each unit more for each voter.
"""


class Table(NamedTuple):
    """All candidates side by side: the supporters of the first stand from `ends[0]` to `ends[1]`, and so on.

    `gains` is empty where every project is worth the same to all its supporters.
    """

    ends: Numbers
    rows: Numbers
    counts: Floats  # how often each ballot was cast
    gains: Floats
    costs: Floats
    worths: Floats
    whole: Floats  # what one unit of price brings if all supporters pay it


class Voters(NamedTuple):
    """What each voter has, by distinct ballot; `slopes` and `least` are empty where nobody asks how it would grow."""

    left: Floats
    slopes: Floats  # at most so much more for each unit more at the beginning
    least: Floats  # and at least so much


class State(NamedTuple):
    """Where a run stands. By candidate: its price per worth is `lows` at least, falling by `falls` at most.

    `most` and `kinds` are what this round found. `numbers` are those that change: see ERROR, REACH and MONEY.
    """

    lows: Floats
    falls: Floats
    most: Floats
    kinds: Numbers
    bought: Numbers  # the candidates bought, in order
    least_paid: Floats  # and between what and what the price per worth was
    most_paid: Floats
    rounds: Numbers  # how many are bought: one number
    numbers: Floats


WAITING, LOOKED, WHOLE, GONE = range(4)  # looked at in this round, and WHOLE if surely nobody is too poor; or bought
ERROR, REACH, MONEY = range(3)  # of a voter's money; how far a horizon looks; how much more changes nothing for certain


class Loops(Protocol):
    """What is here, and in `compiled` as well."""

    def advance(self, table: Table, state: State, voters: Voters) -> int:
        """Buy until nothing is affordable (0), or until floats cannot tell so many contenders apart."""

    def take(self, table: Table, state: State, voters: Voters, at: int) -> None:
        """Buy a candidate that was looked at in this round."""

    def stretch(self, table: Table, state: State, voters: Voters, at: int, most: float) -> None:
        """Note a purchase about to be paid: how much more for each voter surely keeps all others dearer."""

    def spent(
        self, rows: Numbers, times: Numbers, ends: Numbers, paid: Numbers, gains: Numbers, rounds: int
    ) -> Numbers:
        """Return for each round how much gain these voters paid for in it."""

    def since(self, rows: Numbers, counts: Floats, last: Numbers, moments: Floats) -> float:
        """Return the sum over voters of the moment at which they last paid."""


def table_of(found: Sequence[Candidate]) -> Table:
    """Return the table of these candidates, in their order."""
    ends = np.cumsum([0, *(candidate.rows.size for candidate in found)])
    none = [np.zeros(0, dtype=np.int64)]
    rows = np.concatenate([candidate.rows for candidate in found] or none)
    counts = np.concatenate([candidate.times for candidate in found] or none).astype(np.float64)
    is_even = all(candidate.is_even for candidate in found)
    gains = np.concatenate(none if is_even else [candidate.gains for candidate in found]).astype(np.float64)
    numbers = [(float(one.cost), float(one.worth), float(one.total_gain)) for one in found]
    return Table(ends, rows, counts, gains, *np.array(numbers, dtype=np.float64).reshape(-1, 3).T.copy())


def state_of(table: Table, error: float, reach: float) -> State:
    """Return where a run begins: no price is below what it is when all pay alike."""
    lows = table.costs / table.whole / table.worths * (1 - 1e-12)
    many = lows.size
    return State(
        lows=lows,
        falls=np.zeros(many),
        most=np.zeros(many),
        kinds=np.zeros(many, dtype=np.int64),
        bought=np.zeros(many, dtype=np.int64),
        least_paid=np.zeros(many),
        most_paid=np.zeros(many),
        rounds=np.zeros(1, dtype=np.int64),
        numbers=np.array([error, reach, reach]),
    )


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


def advance(table: Table, state: State, voters: Voters) -> int:
    """Buy until nothing is affordable (0), or until floats cannot tell so many contenders apart."""
    while True:
        best = _look(table, state, voters)
        found = np.flatnonzero((state.lows <= best) & ((state.kinds == LOOKED) | (state.kinds == WHOLE)))
        if found.size != 1 or best == np.inf:
            return int(found.size)
        take(table, state, voters, int(found[0]))


def _look(table: Table, state: State, voters: Voters) -> float:
    """Look at who may be cheapest; return the least of the most that their prices may be."""
    state.kinds[state.kinds != GONE] = WAITING
    best = float("inf")
    pending = state.lows.copy()
    while pending.size:
        at = int(pending.argmin())
        low = float(pending[at])
        if low > best or low == np.inf:
            break
        pending[at] = np.inf
        worth = float(table.worths[at])
        least, fall, most, missing, is_whole = _weigh(table, state, voters, at, low * worth, best * worth)
        if missing > 0:
            state.kinds[at], state.lows[at] = GONE, np.inf
            if fall > 0:
                state.numbers[MONEY] = min(float(state.numbers[MONEY]), missing / fall * MARGIN)
            continue
        if least / worth * (1 - 2 * EPSILON) > low:
            state.lows[at], state.falls[at] = least / worth * (1 - 2 * EPSILON), fall / worth
        state.kinds[at] = WHOLE if is_whole else LOOKED
        state.most[at] = most / worth * (1 + 2 * EPSILON)
        best = min(best, float(state.most[at]))
    return best


def take(table: Table, state: State, voters: Voters, at: int) -> None:
    """Buy a candidate that was looked at in this round."""
    low, most, worth = float(state.lows[at]), float(state.most[at]), float(table.worths[at])
    if voters.slopes.size:
        stretch(table, state, voters, at, most)
    low, high = low * worth * (1 - 2 * EPSILON), most * worth * (1 + 2 * EPSILON)
    state.numbers[ERROR] = _pay(table, at, low, high, voters.left, float(state.numbers[ERROR]))
    enter(state, at, float(state.lows[at]), most)


def enter(state: State, at: int, low: float, most: float) -> None:
    """Enter a purchase."""
    place = state.rounds[0]
    state.bought[place], state.least_paid[place], state.most_paid[place] = at, low, most
    state.rounds[0] += 1
    state.kinds[at], state.lows[at] = GONE, np.inf


def _weigh(table: Table, state: State, voters: Voters, at: int, guess: float, limit: float) -> Weighed:
    """Bound a candidate's price, from a guess not above it; nothing beyond `limit` is asked."""
    begin, end = table.ends[at], table.ends[at + 1]
    rows, counts = table.rows[begin:end], table.counts[begin:end]
    gains = table.gains[begin:end] if table.gains.size else ONE
    cost, error = float(table.costs[at]), float(state.numbers[ERROR])
    money = voters.left[rows]
    price = guess
    for _ in range(TRIES):
        poor = np.flatnonzero(money < price * gains)
        has, gain, live = 0.0, 0.0, 0.0
        if poor.size:
            times = counts[poor]
            has = _dot(money[poor], times)
            gain = _dot(times, gains[poor]) if table.gains.size else float(times.sum())
        if error > 0:
            live = float(counts[(money < price * gains + error) & (money > 0)].sum())
        rich_gain = float(table.whole[at]) - gain
        slack = error * live + EPSILON * ((live + 8) * has + 8 * cost)  # at least as many voters as terms
        missing = cost - has - slack
        if rich_gain <= 0:
            if missing <= 0:
                return guess, 0.0, np.inf, 0.0, False
            return np.inf, _slope(rows, counts, poor, voters, error * live) / MARGIN, np.inf, missing, False
        low = max(missing / rich_gain * (1 - 4 * EPSILON), 0.0)
        paid = has + price * rich_gain
        is_enough = paid - error * live - EPSILON * ((live + 8) * has + 8 * paid) >= cost
        if low > limit or is_enough:
            fall = _slope(rows, counts, poor, voters, error * live) / rich_gain / MARGIN if gain > 0 else 0.0
            return low, fall, price if is_enough else np.inf, 0.0, is_enough and gain + live == 0
        following = max((cost - has) / rich_gain, price)
        price = following * (1 + 8 * EPSILON) + (1 + 2**-10) * slack / rich_gain
    return low, np.inf, np.inf, 0.0, False


def _slope(rows: Numbers, counts: Floats, poor: Numbers, voters: Voters, off: float) -> float:
    """Return how much more these may have for each unit more for each voter, if anybody asks."""
    return _dot(voters.slopes[rows[poor]], counts[poor]) + 2 * off if voters.slopes.size else 0.0


def _pay(table: Table, at: int, low: float, high: float, left: Floats, error: float) -> float:
    """Take from all supporters a price between `low` and `high`, or all they have; return the new error.

    Who may or may not have something left is kept with the doubt itself, so that 0 always means exactly nothing.
    """
    begin, end = table.ends[at], table.ends[at + 1]
    rows, gains = table.rows[begin:end], table.gains[begin:end] if table.gains.size else ONE
    money = left[rows]
    price = (low + high) / 2 * gains
    doubt = error + (high - low) / 2 * gains + 4 * EPSILON * (money + price)
    rest = np.where(money > 0, money - price, -np.inf)
    left[rows] = np.where(rest > doubt, rest, np.where(rest < -doubt, 0.0, doubt))
    return max(error, float(doubt.max()))


def stretch(table: Table, state: State, voters: Voters, at: int, most: float) -> None:
    """Note a purchase about to be paid: how much more for each voter surely keeps all others dearer.

    The proof stands in `horizon`.
    """
    begin, end = table.ends[at], table.ends[at + 1]
    rows, counts = table.rows[begin:end], table.counts[begin:end]
    gains = table.gains[begin:end] if table.gains.size else ONE
    money, slopes, least = voters.left[rows], voters.slopes[rows], voters.least[rows]
    error, reach, worth = state.numbers[ERROR], state.numbers[REACH], table.worths[at]
    low, fall = state.lows[at] * worth, state.falls[at] * worth
    stays = np.zeros(rows.size, dtype=np.bool_)
    if np.isfinite(reach):
        stays = money + 3 * error + reach * slopes < (low * MARGIN - reach * fall) * gains
    others_gain = float((counts * gains)[~stays].sum())
    surely = _dot(least[stays], counts[stays]) / others_gain * MARGIN if others_gain > 0 else 0.0
    voters.slopes[rows] = np.where(stays, 0.0, slopes + gains * fall)
    poor = money - error < most * worth * (1 + 4 * EPSILON) * gains
    voters.least[rows] = np.where(poor, 0.0, (least + gains * surely) * MARGIN)
    speed = state.falls - surely / worth
    speed[at] = 0.0
    near = np.flatnonzero((speed > 0) & np.isfinite(state.lows))
    gaps = np.maximum(state.lows[near] - most, 0.0) / speed[near] * MARGIN
    state.numbers[MONEY] = min(state.numbers[MONEY], gaps.min(initial=np.inf))


def spent(rows: Numbers, times: Numbers, ends: Numbers, paid: Numbers, gains: Numbers, rounds: int) -> Numbers:
    """Return for each round how much gain these voters paid for in it."""
    sizes = ends[rows + 1] - ends[rows]
    votes = ranges(ends[rows], sizes)
    when = paid[votes]
    has = when >= 0
    whole = (np.repeat(times, sizes) * gains[votes])[has].astype(np.float64)  # whole numbers far below 2^53
    return np.bincount(when[has], whole, rounds).astype(np.int64)


def since(rows: Numbers, counts: Floats, last: Numbers, moments: Floats) -> float:
    """Return the sum over voters of the moment at which they last paid."""
    return _dot(moments[last[rows]], counts)


def _dot(one: Floats, other: Floats) -> float:
    """Return the sum of products; `@` would wake all cores for it, and wait for them."""
    return float((one * other).sum())
