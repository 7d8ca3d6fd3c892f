"""Checks the price system of Equal Shares, its completions, and of Equal Shares with bounded overspending.

It holds if in each round the supporters, each paying the price or all they have, pay exactly the cost; if nothing else
could have been bought at a lower price in that round (so much follows if at this price its supporters would not pay
more than its cost); and if in the end nobody can pay for anything more. Money is counted in whole parts of the
currency, so many that all prices are whole; floats only pass over what is far from being a doubt.

Of Add1 the step before and the step after the last one are checked in the same way: before, the rule could not end yet;
after, it would overspend. That no earlier step could have been the last is not checked.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import lcm
from typing import Any

import numpy as np

from tejido.engines.allocation.election import Election
from tejido.engines.allocation.verify_order import Liked, most_points_first

CLOSE = 1e-9
Claim = Mapping[str, Any]


def check(result: Claim, election: Election, liked: Liked) -> list[str]:
    """Return what does not hold of Equal Shares. Takes a pass over the votes for each purchase."""
    certificate, rules = result["certificate"], result["rules"]
    winners = [one["project"] for one in certificate["rounds"]]
    found = []
    if winners + certificate.get("then", []) != list(result["winners"]):
        found.append("the rounds and the winners differ")
    share = Fraction(election.budget, election.voters) + certificate["added"] * election.unit
    found += _system(certificate, share, election, rules, liked)
    if rules["completion"] == "none":
        return found if certificate["added"] == 0 else [*found, "money was added, which the rules do not allow"]
    found += _completed(certificate, share, election, rules, liked)
    then = most_points_first(election, rules, taken=winners) if rules["completion"] == "add1u" else []
    return found if certificate.get("then", []) == then else [*found, "what was left over is spent on others"]


def _system(certificate: Claim, share: Fraction, election: Election, rules: Claim, liked: Liked) -> list[str]:
    """Check one price system, in which each voter had `share`."""
    if Fraction(certificate["endowment"]) != share:
        return [f"each voter had {share}, not {certificate['endowment']}"]
    prices = [Fraction(one["price"]) for one in certificate["rounds"]]
    money = _Money(election, rules["utility"], share, prices)
    found = []
    for entry, price in zip(certificate["rounds"], prices, strict=True):
        at = election.position(entry["project"])
        cheaper = money.cheaper_than(at, price, liked)
        found += [f"project {election.projects[one].id} was cheaper than {entry['project']}" for one in cheaper]
        paid = money.pay(at, price)
        if paid != election.projects[at].cost:
            found.append(f"project {entry['project']}: its supporters pay {float(paid):.2f}, not its cost")
    left = [at for at in money.open if money.have(at) >= election.projects[at].cost]
    return found + [
        f"project {election.projects[at].id} lost although its supporters still have its cost" for at in left
    ]


def _completed(certificate: Claim, share: Fraction, election: Election, rules: Claim, liked: Liked) -> list[str]:
    """Check that Add1 ended where its rule says."""
    found = []
    if _is_enough(certificate, election, rules):
        found += ["a step follows although none may"] if "following" in certificate else []
    else:
        following = certificate["following"]
        found += _system(following, share + election.unit, election, rules, liked)
        if _cost(following, election) <= election.budget:
            found.append("one unit more for each voter would still be within the budget")
    if certificate["added"]:
        previous = certificate["previous"]
        found += _system(previous, share - election.unit, election, rules, liked)
        if _cost(previous, election) > election.budget or _is_enough(previous, election, rules):
            found.append("one unit less for each voter would have been the end")
    return found


def _is_enough(certificate: Claim, election: Election, rules: Claim) -> bool:
    won = {one["project"] for one in certificate["rounds"]}
    rest = election.budget - _cost(certificate, election)
    missing = [one for at, one in enumerate(election.projects) if election.votes[at] and one.id not in won]
    return not missing if rules["stop"] == "overspend" else all(one.cost > rest for one in missing)


def _cost(certificate: Claim, election: Election) -> int:
    return sum(election.projects[election.position(one["project"])].cost for one in certificate["rounds"])


def check_bounded(result: Claim, election: Election, liked: Liked) -> list[str]:
    """Return what does not hold of Equal Shares with bounded overspending."""
    rounds: Sequence[Claim] = result["certificate"]["rounds"]
    share = Fraction(election.budget, election.voters)
    found = (
        [] if [one["project"] for one in rounds] == list(result["winners"]) else ["the rounds and the winners differ"]
    )
    if Fraction(result["certificate"]["endowment"]) != share:
        found.append(f"each voter had {share}, not {result['certificate']['endowment']}")
    terms = [(Fraction(one["price"]), Fraction(one["share"])) for one in rounds]
    scales = [price for price, _part in terms] + [price * part for price, part in terms]
    money, rest = _Money(election, result["rules"]["utility"], share, scales), election.budget
    for entry, (price, part) in zip(rounds, terms, strict=True):
        at = election.position(entry["project"])
        if not 0 < part <= 1 or money.offered(at, price * part) != election.projects[at].cost * part:
            found.append(f"project {entry['project']}: its supporters do not pay {part} of its cost at that price")
        fitting = [one for one in money.open if election.projects[one].cost <= rest]
        if at not in fitting:
            found.append(f"project {entry['project']} did not fit any more")
        dear = float(price / part)
        for one in fitting:
            least = money.least_dearness(one)
            if least < dear * (1 - CLOSE) or (one != at and least == dear and liked(one) < liked(at)):
                found.append(f"project {election.projects[one].id} was cheaper than {entry['project']}")
        money.pay(at, price)
        rest -= election.projects[at].cost
    left = [at for at in money.open if election.projects[at].cost <= rest and money.have(at) > 0]
    return found + [f"project {election.projects[at].id} lost although it fits" for at in left]


class _Money:
    """What each voter has left, in whole parts of the currency."""

    def __init__(self, election: Election, utility: str, share: Fraction, prices: Sequence[Fraction]) -> None:
        self._election = election
        self._parts = lcm(share.denominator, *(price.denominator for price in prices))
        self._left = [int(share * self._parts)] * len(election.cast)
        self._near = np.full(len(election.cast), float(share))
        self._gains = [_gains(election, at, utility) for at in range(len(election.projects))]
        self.open = [at for at in range(len(election.projects)) if self._gains[at][0].size]

    def pay(self, at: int, price: Fraction) -> Fraction:
        """Have the supporters of a project pay; return what they paid."""
        self.open.remove(at)
        paid, asked = 0, int(price * self._parts)
        rows, gains = self._gains[at]
        times = self._election.times[rows].tolist()
        for row, gain, often in zip(rows.tolist(), gains.tolist(), times, strict=True):
            payment = min(self._left[row], asked * gain)
            self._left[row] -= payment
            paid += payment * often
        self._near[rows] = [self._left[row] / self._parts for row in rows.tolist()]
        return Fraction(paid, self._parts)

    def offered(self, at: int, price: Fraction) -> Fraction:
        """Return what the supporters would pay at a price."""
        asked, rows, gains = int(price * self._parts), *self._gains[at]
        times = self._election.times[rows].tolist()
        pairs = zip(rows.tolist(), gains.tolist(), times, strict=True)
        return Fraction(sum(min(self._left[row], asked * gain) * often for row, gain, often in pairs), self._parts)

    def have(self, at: int) -> Fraction:
        """Return what the supporters have together."""
        rows = self._gains[at][0]
        pairs = zip(rows.tolist(), self._election.times[rows].tolist(), strict=True)
        return Fraction(sum(self._left[row] * often for row, often in pairs), self._parts)

    def cheaper_than(self, at: int, price: Fraction, liked: Liked) -> list[int]:
        """Return the projects that could have been bought at a lower price, or at the same and come first."""
        found = []
        for one in self.open:
            cost = self._election.projects[one].cost
            rows, gains = self._gains[one]
            near = float(np.minimum(self._near[rows], float(price) * gains) @ self._election.times[rows])
            if one == at or near < cost * (1 - CLOSE):
                continue
            offered = self.offered(one, price)
            if offered > cost or (offered == cost and liked(one) < liked(at) and self._is_enough(one, price, offered)):
                found.append(one)
        return found

    def _is_enough(self, at: int, price: Fraction, offered: Fraction) -> bool:
        """Say whether this is the price of a project: at any lower one it would be paid less."""
        rows, gains = self._gains[at]
        asked = int(price * self._parts)
        pays_whole = any(
            self._left[row] >= asked * gain for row, gain in zip(rows.tolist(), gains.tolist(), strict=True)
        )
        return pays_whole or offered == 0

    def least_dearness(self, at: int) -> float:
        """Return the least price / share at which a project can be bought, in floats; infinite where nobody has any."""
        cost = float(self._election.projects[at].cost)
        if not cost:
            return 0.0
        rows, gains = self._gains[at]
        money, times = self._near[rows], self._election.times[rows]
        steps = np.unique((money / gains)[money > 0])
        best = float("inf")
        has = float(money @ times)
        for step in steps.tolist():
            paid = float(np.minimum(money, step * gains) @ times)
            if paid >= cost:
                break
            best = min(best, step / (paid / cost) ** 2)
        return min(best, _whole_price(money, gains, times, cost)) if has >= cost * (1 - 1e-12) else best


def _whole_price(money: Any, gains: Any, times: Any, cost: float) -> float:
    """Return the price at which supporters pay the whole cost."""
    is_poor = np.zeros(money.size, dtype=bool)
    while not is_poor.all():
        price = (cost - float(money[is_poor] @ times[is_poor])) / float(gains[~is_poor] @ times[~is_poor])
        now = money < price * gains
        if (now == is_poor).all():
            return price
        is_poor = now
    return float((money / gains).max())


def _gains(election: Election, at: int, utility: str) -> tuple[Any, Any]:
    """Give the ballots that gain from a project, and how much."""
    rows, points = election.columns[at]
    flat = {"cost": max(election.projects[at].cost, 1), "cardinality": 1}.get(utility)
    kept = points > 0
    return rows[kept], points[kept] if flat is None else np.full(int(kept.sum()), flat, dtype=np.int64)
