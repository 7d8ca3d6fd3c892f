"""The loops of `loops`, compiled by numba: the extra `fast`. What they do, and why it holds, is said there.

Nothing here is imported unless it repays the second that numba takes. What is compiled is kept beside this file, or
where NUMBA_CACHE_DIR says; where neither can be written it is compiled anew by each process.
"""

import numpy as np
from numba import njit

from tejido.engines.allocation.loops import EPSILON, MARGIN


@njit(cache=True)
def weigh(table, at, cost, guess, limit, voters, error):
    """Bound a candidate's price, from a guess not above it; nothing beyond `limit` is asked."""
    begin, end = table.ends[at], table.ends[at + 1]
    rounding = (end - begin + 8) * EPSILON
    grows = voters.slopes.size > 0
    price, before = guess, -1
    while True:
        has, live, slope, rich_gain, poor = 0.0, 0.0, 0.0, 0.0, 0
        for i in range(begin, end):
            row = table.rows[i]
            money = voters.left[row]
            if money < price * table.gains[i]:
                poor += 1
                if money > 0:
                    has += money * table.counts[i]
                    live += table.counts[i]
                if grows:
                    slope += voters.slopes[row] * table.counts[i]
            else:
                rich_gain += table.weights[i]
        slack = 3 * error * live + rounding * max(cost, has)
        if rich_gain <= 0:
            missing = cost - has - slack
            if missing <= 0:
                return guess, 0.0, np.inf, 0.0, False
            return np.inf, slope / MARGIN, np.inf, missing, False
        low = max((cost - has - slack) / rich_gain * (1 - 4 * EPSILON), 0.0)
        fall = slope / rich_gain / MARGIN
        if low > limit:
            return low, fall, np.inf, 0.0, False
        following = (cost - has) / rich_gain
        if poor == before or following <= price:
            step = 2 * slack / rich_gain + 8 * EPSILON * price
            most, unsure = _most(table, at, cost, price, step, voters.left, error)
            return low, fall, most, 0.0, unsure == 0
        price, before = following, poor


@njit(cache=True)
def _most(table, at, cost, price, step, left, error):
    begin, end = table.ends[at], table.ends[at + 1]
    for wider in (1, 16, 256):
        most = price + wider * step
        paid, unsure, poor = 0.0, 0.0, 0
        for i in range(begin, end):
            money = left[table.rows[i]]
            whole = most * table.gains[i]
            paid += money * table.counts[i] if money < whole else most * table.weights[i]
            if money < whole + error:
                poor += 1
                if money > 0:
                    unsure += table.counts[i]
        if paid - error * unsure - 2 * (end - begin + 8) * EPSILON * paid >= cost:
            return most, poor
    return np.inf, 1


@njit(cache=True)
def pay(table, at, low, high, left, error):
    """Take from all supporters a price between `low` and `high`, or all they have; return the new error."""
    most_doubt = error
    for i in range(table.ends[at], table.ends[at + 1]):
        row = table.rows[i]
        money = left[row]
        if money <= 0:
            continue
        price = (low + high) / 2 * table.gains[i]
        doubt = error + (high - low) / 2 * table.gains[i] + 4 * EPSILON * (money + price)
        rest = money - price
        left[row] = rest if rest > doubt else (0.0 if rest < -doubt else doubt)
        most_doubt = max(most_doubt, doubt)
    return most_doubt


@njit(cache=True)
def stretch(table, at, high, prices, voters, error, reach):
    """Note a purchase about to be paid; return how much more for each voter surely keeps all others dearer."""
    begin, end = table.ends[at], table.ends[at + 1]
    worth = prices.worths[at]
    low, fall = prices.lows[at] * worth, prices.falls[at] * worth
    floor = low * MARGIN - reach * fall if np.isfinite(reach) else -np.inf
    far = reach if np.isfinite(reach) else 0.0
    others_gain, more = 0.0, 0.0
    for i in range(begin, end):
        row = table.rows[i]
        if voters.left[row] + 3 * error + far * voters.slopes[row] < floor * table.gains[i]:
            more += voters.least[row] * table.counts[i]
        else:
            others_gain += table.weights[i]
    surely = more / others_gain * MARGIN if others_gain > 0 else 0.0
    most = high * worth * (1 + 4 * EPSILON)
    for i in range(begin, end):
        row = table.rows[i]
        money, gain = voters.left[row], table.gains[i]
        stays = money + 3 * error + far * voters.slopes[row] < floor * gain
        voters.slopes[row] = 0.0 if stays else voters.slopes[row] + gain * fall
        voters.least[row] = 0.0 if money - error < most * gain else (voters.least[row] + gain * surely) * MARGIN
    keeps = np.inf
    for c in range(prices.lows.size):
        speed = prices.falls[c] - surely / worth
        if c != at and speed > 0 and np.isfinite(prices.lows[c]):
            keeps = min(keeps, max(prices.lows[c] - high, 0.0) / speed * MARGIN)
    return keeps


@njit(cache=True)
def spent_since(rows, counts, last, moments):
    """Return the sum over voters of the moment at which they last paid."""
    spent = 0.0
    for i in range(rows.size):
        spent += moments[last[rows[i]]] * counts[i]
    return spent
