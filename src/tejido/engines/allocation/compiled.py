"""The loops of `loops`, compiled by numba: the extra `fast`. What they do, and why it holds, is said there.

Nothing here is imported unless it repays the second that numba takes. What is compiled is kept beside this file, or
where NUMBA_CACHE_DIR says; where neither can be written it is compiled anew by each process.
"""

from collections.abc import Callable
from typing import Any, TypeVar, cast

import numpy as np
from numba import njit

from tejido.engines.allocation.ballots import Numbers
from tejido.engines.allocation.loops import (
    EPSILON,
    ERROR,
    GONE,
    LOOKED,
    MARGIN,
    MONEY,
    REACH,
    TRIES,
    WAITING,
    WHOLE,
    Floats,
    State,
    Table,
    Voters,
    Weighed,
)

Loop = TypeVar("Loop", bound=Callable[..., Any])


def _compiled(loop: Loop) -> Loop:
    """Compile a loop when it is first used, and keep it for later processes if there is where."""
    try:
        return cast(Loop, njit(cache=True)(loop))
    except RuntimeError:  # no folder that may be written to
        return cast(Loop, njit(loop))


@_compiled
def advance(table: Table, state: State, voters: Voters) -> int:
    """Buy until nothing is affordable (0), or until floats cannot tell so many contenders apart."""
    while True:
        best = _look(table, state, voters)
        found, last = 0, 0
        for at in range(state.lows.size):
            if (state.kinds[at] == LOOKED or state.kinds[at] == WHOLE) and state.lows[at] <= best:
                found, last = found + 1, at
        if found != 1 or best == np.inf:
            return found
        take(table, state, voters, last)


@_compiled
def _look(table: Table, state: State, voters: Voters) -> float:
    for at in range(state.kinds.size):
        if state.kinds[at] != GONE:
            state.kinds[at] = WAITING
    best = np.inf
    while True:
        low, at = np.inf, -1
        for one in range(state.kinds.size):
            if state.kinds[one] == WAITING and state.lows[one] < low:
                low, at = state.lows[one], one
        if at < 0 or low > best:
            return best
        worth = table.worths[at]
        least, fall, most, missing, is_whole = _weigh(table, state, voters, at, low * worth, best * worth)
        if missing > 0:
            state.kinds[at], state.lows[at] = GONE, np.inf
            if fall > 0:
                state.numbers[MONEY] = min(state.numbers[MONEY], missing / fall * MARGIN)
            continue
        if least / worth * (1 - 2 * EPSILON) > low:
            state.lows[at], state.falls[at] = least / worth * (1 - 2 * EPSILON), fall / worth
        state.kinds[at] = WHOLE if is_whole else LOOKED
        state.most[at] = most / worth * (1 + 2 * EPSILON)
        best = min(best, state.most[at])


@_compiled
def take(table: Table, state: State, voters: Voters, at: int) -> None:
    """Buy a candidate that was looked at in this round."""
    low, most, worth = state.lows[at], state.most[at], table.worths[at]
    if voters.slopes.size:
        stretch(table, state, voters, at, most)
    high = most * worth * (1 + 2 * EPSILON)
    state.numbers[ERROR] = _pay(table, at, low * worth * (1 - 2 * EPSILON), high, voters.left, state.numbers[ERROR])
    place = state.rounds[0]
    state.bought[place], state.least_paid[place], state.most_paid[place] = at, low, most
    state.rounds[0] += 1
    state.kinds[at], state.lows[at] = GONE, np.inf


@_compiled
def _sums(table: Table, at: int, price: float, left: Floats, error: float) -> tuple[float, float, float]:
    """Of those poorer than the price: what they hold, and what they gain; and how many that have any may be poorer.

    Written so that no branch has to be guessed, which is five times as fast.
    """
    rows, counts, gains = table.rows, table.counts, table.gains
    has, gain, live = 0.0, 0.0, 0.0
    if gains.size:
        for i in range(table.ends[at], table.ends[at + 1]):
            money = left[rows[i]]
            times = counts[i] if money < price * gains[i] else 0.0
            has += money * times
            gain += times * gains[i]
            live += counts[i] if 0 < money < price * gains[i] + error else 0.0
    else:
        beyond = price + error
        for i in range(table.ends[at], table.ends[at + 1]):
            money = left[rows[i]]
            times = counts[i] if money < price else 0.0
            has += money * times
            gain += times
            times = counts[i] if money < beyond else 0.0
            live += times if money > 0 else 0.0
    return has, gain, live


@_compiled
def _slope(table: Table, at: int, price: float, voters: Voters, off: float) -> float:
    rows, counts, left, slopes = table.rows, table.counts, voters.left, voters.slopes
    if not slopes.size:
        return 0.0
    slope, some = 2 * off, 0.0
    for i in range(table.ends[at], table.ends[at + 1]):
        gain = table.gains[i] if table.gains.size else 1.0
        times = counts[i] if left[rows[i]] < price * gain else 0.0
        slope += slopes[rows[i]] * times
        some += times
    return slope


@_compiled
def _weigh(table: Table, state: State, voters: Voters, at: int, guess: float, limit: float) -> Weighed:
    cost, error = table.costs[at], state.numbers[ERROR]
    price = guess
    for _ in range(TRIES):
        has, gain, live = _sums(table, at, price, voters.left, error)
        rich_gain = table.whole[at] - gain
        slack = error * live + EPSILON * ((live + 8) * has + 8 * cost)  # at least as many voters as terms
        missing = cost - has - slack
        if rich_gain <= 0:
            if missing <= 0:
                return guess, 0.0, np.inf, 0.0, False
            return np.inf, _slope(table, at, price, voters, error * live) / MARGIN, np.inf, missing, False
        low = max(missing / rich_gain * (1 - 4 * EPSILON), 0.0)
        paid = has + price * rich_gain
        is_enough = paid - error * live - EPSILON * ((live + 8) * has + 8 * paid) >= cost
        if low > limit or is_enough:
            fall = _slope(table, at, price, voters, error * live) / rich_gain / MARGIN if gain > 0 else 0.0
            return low, fall, price if is_enough else np.inf, 0.0, is_enough and gain + live == 0
        following = max((cost - has) / rich_gain, price)
        price = following * (1 + 8 * EPSILON) + (1 + 2**-10) * slack / rich_gain
    return low, np.inf, np.inf, 0.0, False


@_compiled
def _pay(table: Table, at: int, low: float, high: float, left: Floats, error: float) -> float:
    rows, most_doubt = table.rows, error
    price, off = (low + high) / 2, (high - low) / 2
    for i in range(table.ends[at], table.ends[at + 1]):
        money = left[rows[i]]
        gain = table.gains[i] if table.gains.size else 1.0
        doubt = error + off * gain + 4 * EPSILON * (money + price * gain)
        rest = money - price * gain
        kept = doubt if rest >= -doubt else 0.0
        kept = rest if rest > doubt else kept
        left[rows[i]] = kept if money > 0 else 0.0
        most_doubt = max(most_doubt, doubt)
    return most_doubt


@_compiled
def stretch(table: Table, state: State, voters: Voters, at: int, most: float) -> None:
    """Note a purchase about to be paid: how much more for each voter surely keeps all others dearer."""
    begin, end = table.ends[at], table.ends[at + 1]
    error, worth = state.numbers[ERROR], table.worths[at]
    low, fall = state.lows[at] * worth, state.falls[at] * worth
    reach = state.numbers[REACH] if np.isfinite(state.numbers[REACH]) else 0.0
    floor = low * MARGIN - reach * fall if np.isfinite(state.numbers[REACH]) else -np.inf
    rows, counts, left, slopes, least = table.rows, table.counts, voters.left, voters.slopes, voters.least
    staying, more = 0.0, 0.0
    for i in range(begin, end):
        row = rows[i]
        gain = table.gains[i] if table.gains.size else 1.0
        times = counts[i] if left[row] + 3 * error + reach * slopes[row] < floor * gain else 0.0
        more += least[row] * times
        staying += times * gain
    others_gain = table.whole[at] - staying
    surely = more / others_gain * MARGIN if others_gain > 0 else 0.0
    price = most * worth * (1 + 4 * EPSILON)
    for i in range(begin, end):
        row = rows[i]
        money, grown = left[row], slopes[row]
        gain = table.gains[i] if table.gains.size else 1.0
        slopes[row] = 0.0 if money + 3 * error + reach * grown < floor * gain else grown + gain * fall
        kept = (least[row] + gain * surely) * MARGIN
        least[row] = 0.0 if money - error < price * gain else kept
    for other in range(state.lows.size):
        speed = state.falls[other] - surely / worth
        if other != at and speed > 0 and np.isfinite(state.lows[other]):
            keeps = max(state.lows[other] - most, 0.0) / speed * MARGIN
            state.numbers[MONEY] = min(state.numbers[MONEY], keeps)


@_compiled
def spent(rows: Numbers, times: Numbers, ends: Numbers, paid: Numbers, gains: Numbers, rounds: int) -> Numbers:
    """Return for each round how much gain these voters paid for in it."""
    found = np.zeros(rounds, dtype=np.int64)
    for i in range(rows.size):
        for vote in range(ends[rows[i]], ends[rows[i] + 1]):
            if paid[vote] >= 0:
                found[paid[vote]] += times[i] * gains[vote]
    return found


@_compiled
def since(rows: Numbers, counts: Floats, last: Numbers, moments: Floats) -> float:
    """Return the sum over voters of the moment at which they last paid."""
    found = 0.0
    for i in range(rows.size):
        found += moments[last[rows[i]]] * counts[i]
    return found
