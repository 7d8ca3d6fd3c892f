"""The loops of `loops`, compiled by numba: the extra `fast`. What they do, and why it holds, is said there.

Nothing here is imported unless it repays the second that numba takes. What is compiled is kept beside this file, or
where NUMBA_CACHE_DIR says; where neither can be written it is compiled anew by each process. Sums may be added up in
any order (`reassoc`): the bounds hold for each.
"""

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
    WAITING,
    WHOLE,
    Floats,
    State,
    Table,
    Voters,
    Weighed,
)


@njit(cache=True)
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


@njit(cache=True)
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


@njit(cache=True)
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


@njit(cache=True, fastmath={"reassoc", "nsz"})
def _even_sums(
    rows: Numbers, counts: Floats, begin: int, end: int, price: float, left: Floats
) -> tuple[int, float, float, float]:
    """Of those poorer than the price: how many ballots, what they hold, how many voters, and how many have any."""
    poor, has, many, live = 0, 0.0, 0.0, 0.0
    for i in range(begin, end):
        money, times = left[rows[i]], counts[i]
        is_poor = money < price
        poor += is_poor
        has += money * times if is_poor else 0.0
        many += times if is_poor else 0.0
        live += times if is_poor and money > 0 else 0.0
    return poor, has, many, live


@njit(cache=True)
def _sums(table: Table, at: int, price: float, left: Floats) -> tuple[int, float, float, float]:
    """Of those poorer than the price: how many ballots, what they hold, what they gain, and how many have any."""
    begin, end = table.ends[at], table.ends[at + 1]
    if not table.gains.size:
        return _even_sums(table.rows, table.counts, begin, end, price, left)
    poor, has, gain, live = 0, 0.0, 0.0, 0.0
    for i in range(begin, end):
        money = left[table.rows[i]]
        if money < price * table.gains[i]:
            poor += 1
            has += money * table.counts[i]
            gain += table.counts[i] * table.gains[i]
            live += table.counts[i] if money > 0 else 0.0
    return poor, has, gain, live


@njit(cache=True)
def _slope(table: Table, at: int, price: float, voters: Voters) -> float:
    slope = 0.0
    for i in range(table.ends[at], table.ends[at + 1]):
        row = table.rows[i]
        gain = table.gains[i] if table.gains.size else 1.0
        if voters.left[row] < price * gain:
            slope += voters.slopes[row] * table.counts[i]
    return slope


@njit(cache=True)
def _weigh(table: Table, state: State, voters: Voters, at: int, guess: float, limit: float) -> Weighed:
    cost, error = table.costs[at], state.numbers[ERROR]
    grows = voters.slopes.size > 0
    price, before = guess, -1
    while True:
        poor, has, gain, live = _sums(table, at, price, voters.left)
        rich_gain = table.whole[at] - gain
        slack = error * live + EPSILON * ((poor + 8) * has + 8 * cost)
        missing = cost - has - slack
        if rich_gain <= 0 and missing <= 0:
            return guess, 0.0, np.inf, 0.0, False
        low = max(missing / rich_gain * (1 - 4 * EPSILON), 0.0) if rich_gain > 0 else np.inf
        following = (cost - has) / rich_gain if rich_gain > 0 else np.inf
        is_found = poor == before or following <= price
        if rich_gain <= 0 or low > limit or is_found:
            slope = _slope(table, at, price, voters) + 2 * error * live if grows and poor else 0.0
            if rich_gain <= 0:
                return np.inf, slope / MARGIN, np.inf, missing, False
            fall = slope / rich_gain / MARGIN
            if low > limit:
                return low, fall, np.inf, 0.0, False
            step = (1 + 2**-10) * slack / rich_gain + 8 * EPSILON * price
            most, doubted = _most(table, at, cost, price, step, voters.left, error)
            return low, fall, most, 0.0, doubted == 0
        price, before = following, poor


@njit(cache=True)
def _most(
    table: Table, at: int, cost: float, price: float, step: float, left: Floats, error: float
) -> tuple[float, int]:
    for wider in (1, 16, 256):
        most = price + wider * step
        poor, has, gain, _live = _sums(table, at, most, left)
        paid = has + most * (table.whole[at] - gain)
        doubted, _has, _gain, unsure = _sums(table, at, most + error, left)  # a gain is one at least
        if paid - error * unsure - EPSILON * ((poor + 8) * has + 8 * paid) >= cost:
            return most, doubted
    return np.inf, 1


@njit(cache=True)
def _pay(table: Table, at: int, low: float, high: float, left: Floats, error: float) -> float:
    most_doubt = error
    for i in range(table.ends[at], table.ends[at + 1]):
        row = table.rows[i]
        money = left[row]
        if money <= 0:
            continue
        gain = table.gains[i] if table.gains.size else 1.0
        price = (low + high) / 2 * gain
        doubt = error + (high - low) / 2 * gain + 4 * EPSILON * (money + price)
        rest = money - price
        left[row] = rest if rest > doubt else (0.0 if rest < -doubt else doubt)
        most_doubt = max(most_doubt, doubt)
    return most_doubt


@njit(cache=True)
def stretch(table: Table, state: State, voters: Voters, at: int, most: float) -> None:
    """Note a purchase about to be paid: how much more for each voter surely keeps all others dearer."""
    begin, end = table.ends[at], table.ends[at + 1]
    error, worth = state.numbers[ERROR], table.worths[at]
    low, fall = state.lows[at] * worth, state.falls[at] * worth
    reach = state.numbers[REACH] if np.isfinite(state.numbers[REACH]) else 0.0
    floor = low * MARGIN - reach * fall if np.isfinite(state.numbers[REACH]) else -np.inf
    others_gain, more = 0.0, 0.0
    for i in range(begin, end):
        row = table.rows[i]
        gain = table.gains[i] if table.gains.size else 1.0
        if voters.left[row] + 3 * error + reach * voters.slopes[row] < floor * gain:
            more += voters.least[row] * table.counts[i]
        else:
            others_gain += table.counts[i] * gain
    surely = more / others_gain * MARGIN if others_gain > 0 else 0.0
    price = most * worth * (1 + 4 * EPSILON)
    for i in range(begin, end):
        row = table.rows[i]
        money = voters.left[row]
        gain = table.gains[i] if table.gains.size else 1.0
        stays = money + 3 * error + reach * voters.slopes[row] < floor * gain
        voters.slopes[row] = 0.0 if stays else voters.slopes[row] + gain * fall
        voters.least[row] = 0.0 if money - error < price * gain else (voters.least[row] + gain * surely) * MARGIN
    for other in range(state.lows.size):
        speed = state.falls[other] - surely / worth
        if other != at and speed > 0 and np.isfinite(state.lows[other]):
            keeps = max(state.lows[other] - most, 0.0) / speed * MARGIN
            state.numbers[MONEY] = min(state.numbers[MONEY], keeps)


@njit(cache=True)
def spent(rows: Numbers, times: Numbers, ends: Numbers, paid: Numbers, gains: Numbers, rounds: int) -> Numbers:
    """Return for each round how much gain these voters paid for in it."""
    found = np.zeros(rounds, dtype=np.int64)
    for i in range(rows.size):
        for vote in range(ends[rows[i]], ends[rows[i] + 1]):
            if paid[vote] >= 0:
                found[paid[vote]] += times[i] * gains[vote]
    return found


@njit(cache=True)
def since(rows: Numbers, counts: Floats, last: Numbers, moments: Floats) -> float:
    """Return the sum over voters of the moment at which they last paid."""
    found = 0.0
    for i in range(rows.size):
        found += moments[last[rows[i]]] * counts[i]
    return found
