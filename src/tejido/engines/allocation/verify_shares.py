"""Checks the price system of Equal Shares, and its completions.

It holds if in each round the supporters, each paying the price or all they have, pay exactly the cost; if nothing else
could have been bought at a lower price in that round (so much follows if at this price its supporters would not pay
more than its cost); and if in the end nobody can pay for anything more.

Of Add1 the step before and the step after the last one are checked in the same way: before, the rule could not end yet;
after, it would overspend. That no earlier step could have been the last is not checked.
"""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from tejido.engines.allocation.election import Election
from tejido.engines.allocation.verify_money import Money
from tejido.engines.allocation.verify_order import Liked, most_points_first

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
    money = Money(election, rules["utility"], share, prices)
    found = []
    for entry, price in zip(certificate["rounds"], prices, strict=True):
        at = election.position(entry["project"])
        cheaper = money.cheaper_than(at, price, liked)
        found += [f"project {election.projects[one].id} was cheaper than {entry['project']}" for one in cheaper]
        if not money.is_least(at, price):
            found.append(f"project {entry['project']} could be bought at a lower price")
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
