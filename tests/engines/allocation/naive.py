"""The rules as their papers state them: fractions, every voter apart, no shortcut, and no code of the engine."""

from fractions import Fraction

Voters = list[dict[int, int]]  # one voter each: gain by project


def equal_shares(costs: list[int], voters: Voters, endowment: Fraction, preferred) -> list[int]:
    """Winners in order; `preferred` gives the key by which the first of tied projects is taken."""
    left = [endowment] * len(voters)
    winners: list[int] = []
    while True:
        options = []
        for project, cost in enumerate(costs):
            supporters = [i for i, gains in enumerate(voters) if gains.get(project)]
            if project in winners or not supporters or sum(left[i] for i in supporters) < cost:
                continue
            price = lowest_price(cost, [(left[i], voters[i][project]) for i in supporters])
            options.append((price, preferred(project), project))
        if not options:
            return winners
        price, _key, project = min(options)
        for i, gains in enumerate(voters):
            left[i] -= min(left[i], price * gains.get(project, 0))
        winners.append(project)


def lowest_price(cost: int, supporters: list[tuple[Fraction, int]]) -> Fraction:
    """The least price of a unit of gain at which everybody, paying it or all they have, pays the cost."""
    by_wealth = sorted(supporters, key=lambda pair: pair[0] / pair[1])
    owed, gain = Fraction(cost), sum(gains for _money, gains in by_wealth)
    for money, gains in by_wealth:
        if money * gain >= owed * gains:
            return owed / gain
        owed, gain = owed - money, gain - gains
    raise AssertionError("asked only of what can be paid")


def add_one(
    costs: list[int], voters: Voters, budget: int, preferred, *, until_exhausted: bool
) -> tuple[list[int], int]:
    """Winners of the last step within the budget, and how many units were added."""
    supported = {project for gains in voters for project, gain in gains.items() if gain}
    steps, winners = 0, equal_shares(costs, voters, Fraction(budget, len(voters)), preferred)
    while True:
        rest = budget - sum(costs[project] for project in winners)
        missing = supported - set(winners)
        if not missing or (until_exhausted and all(costs[project] > rest for project in missing)):
            return winners, steps
        following = equal_shares(costs, voters, Fraction(budget, len(voters)) + steps + 1, preferred)
        if sum(costs[project] for project in following) > budget:
            return winners, steps
        steps, winners = steps + 1, following


def phragmen(costs: list[int], voters: Voters, budget: int, preferred, *, skip: bool) -> list[int]:
    """Winners in order: everybody earns alike, and a project is bought when its supporters have its cost."""
    money, now = [Fraction(0)] * len(voters), Fraction(0)
    winners: list[int] = []
    open_ones = {project for gains in voters for project, gain in gains.items() if gain}
    while open_ones:
        waits = []
        for project in open_ones:
            supporters = [i for i, gains in enumerate(voters) if gains.get(project)]
            missing = costs[project] - sum(money[i] for i in supporters)
            waits.append((now + missing / len(supporters), preferred(project), project))
        moment, _key, project = min(waits)
        open_ones.discard(project)
        if costs[project] > budget - sum(costs[one] for one in winners):
            if skip:
                continue
            return winners
        money = [
            Fraction(0) if gains.get(project) else has + moment - now for has, gains in zip(money, voters, strict=True)
        ]
        now = moment
        winners.append(project)
    return winners


def bounded(costs: list[int], voters: Voters, budget: int, preferred) -> list[int]:
    """Winners in order of Equal Shares with bounded overspending: every price at which somebody has just enough."""
    left = [Fraction(budget, len(voters))] * len(voters)
    winners: list[int] = []
    while True:
        options = []
        for project, cost in enumerate(costs):
            gains = [(left[i], voters[i].get(project, 0)) for i in range(len(voters))]
            supporters = [(money, gain) for money, gain in gains if money and gain]
            if project in winners or cost > budget - sum(costs[one] for one in winners):
                continue
            if cost == 0 and any(gain for _money, gain in gains):
                options.append((Fraction(0), preferred(project), Fraction(-1), project, Fraction(0)))
            if cost == 0 or not supporters:
                continue
            asked = [money / gain for money, gain in supporters]
            if sum(money for money, _gain in supporters) >= cost:
                asked.append(lowest_price(cost, supporters))
            for price in asked:
                share = min(sum(min(money, price * gain) for money, gain in supporters) / cost, Fraction(1))
                options.append((price / share / share, preferred(project), -share, project, price / share))
        if not options:
            return winners
        _dearness, _key, _share, project, price = min(options)
        for i, gains in enumerate(voters):
            left[i] -= min(left[i], price * gains.get(project, 0))
        winners.append(project)
