"""How much more money for each voter would change nothing: what lets a completion skip steps, with a proof.

Give every voter d more and suppose that the same projects are bought in the same order. By induction over the rounds
each voter then has at least as much as before, and every price is at most what it was. A voter has at most d x s more,
where s (`slopes`) begins at 1 and grows in each round by how much the price may fall for each unit of gain (`fall`, see
`loops`). Whoever is too poor for the price and stays so for every d up to `reach` has nothing afterwards, as before:
their s is 0 from then on.

A price falls at least, too: those who stay poor give the more they have, so that the others need not; with l the least
that each of them has more (`least`, 1 at first), it falls by d x E with E = (sum of l over who stays poor) / gain of
all others. Payers of the whole price keep d x gain x E more at least, and nobody else is counted to keep more.

So the order holds as long as, in each round, no other project can fall to the price of the one bought (which itself
only falls): d x (fall - E of the one bought) < its least price - the price paid; and as long as no project that nobody
could pay becomes affordable: d x (sum of s over its supporters) < what was missing. Prices of earlier rounds are lower
bounds for later ones, so that projects not looked at in a round count with what was last known of them.
"""

from dataclasses import dataclass, field

import numpy as np

from tejido.engines.allocation.loops import Floats


@dataclass
class Horizon:
    """Learns from one run of the rule the least `money` per voter that might change what is bought.

    It looks no farther than `reach`; the nearer that is, the more surely somebody stays poor.
    """

    ballots: int
    reach: float = float("inf")
    money: float = field(init=False)
    slopes: Floats = field(init=False)
    least: Floats = field(init=False)

    def __post_init__(self) -> None:
        self.slopes = np.ones(self.ballots)
        self.least = np.ones(self.ballots)
        self.money = self.reach
