"""The result of a call computed, checked by the separate verifier, and written as the two files that are kept.

Nothing here writes to the database. The file of ballots is written first and read back, and the result is checked
against what was read: so what is stored is what anybody computes from the file.
"""

import hashlib
import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from tejido.engines.allocation import pabulib
from tejido.engines.allocation.allocating import allocate, written
from tejido.engines.allocation.election import Election, Vote
from tejido.engines.allocation.explaining import Explanation, explain
from tejido.engines.allocation.patterns import may_be_published
from tejido.engines.allocation.ranking import by_lot, by_points
from tejido.engines.allocation.telling import told
from tejido.engines.allocation.verify import problems
from tejido.ground.organisations.profiles import Output
from tejido.stages.funding.models import Call
from tejido.stages.funding.money import is_exact
from tejido.stages.funding.profiles import profile_of
from tejido.stages.funding.queries.elections import contenders, election_of, rules_of
from tejido.stages.funding.queries.reviews import points_of, with_reviews
from tejido.stages.funding.vocabulary.allocations import Ended
from tejido.stages.funding.vocabulary.calls import Decision
from tejido.stages.funding.vocabulary.voting import CUMULATIVE_POINTS, MOST_SCORE

POINTS = {Vote.CUMULATIVE: CUMULATIVE_POINTS, Vote.SCORING: MOST_SCORE}
"""What a ballot with points has to give: in all, or to one."""
NONCE = "nonce"
"""The line of an unpublished file that keeps anybody from finding the ballots by trying which have its hash."""


class DoesNotHold(Exception):  # noqa: N818  names what happened
    """The verifier found that a result does not hold: a defect of the site, and nothing is stored."""


@dataclass(frozen=True)
class Decided:
    """What comes of a call. `winners` are numbers in the order in which they were chosen, `spent` is in hundredths."""

    ended: Ended
    election: Election
    content: Mapping[str, Any]
    winners: tuple[int, ...]
    spent: int
    is_published: bool
    result: bytes
    ballots: bytes
    explanation: Explanation | None = None

    @property
    def voters(self) -> int:
        """How many ballots were counted, blank ones included."""
        return self.election.voters


def decide(call: Call) -> Decided:
    """Compute what comes of a call. Raises DoesNotHold."""
    election = election_of(call)
    if call.decision in {Decision.PANEL, Decision.LOT}:
        return _without_ballots(call, election)
    published = is_publishable(call, len(election.projects), election.voters)
    if not published:
        election = replace(election, more={**election.more, NONCE: secrets.token_hex(32)})
    if not election.projects or not election.voters:
        ended = Ended.NOBODY_VOTED if election.projects else Ended.NOTHING_ADMITTED
        return _finished(call, election, _nothing(election), published, ended)
    result = allocate(election, rules_of(call, election))
    explanation = explain(election, result)
    content = written(election, result) | {"explanation": told(election, explanation)}
    return replace(_finished(call, election, content, published), explanation=explanation)


def is_publishable(call: Call, projects: int, voters: int) -> bool:
    """Say whether single ballots of a call may be published: where there are none, or few patterns for many ballots."""
    vote = Vote(call.vote)
    points = POINTS.get(vote, 1)
    return voters == 0 or may_be_published(vote, projects, call.most_choices, voters, points=points)


def digest(content: bytes) -> str:
    """Return the SHA-256 of a file, as `sha256sum` prints it."""
    return hashlib.sha256(content).hexdigest()


def _without_ballots(call: Call, election: Election) -> Decided:
    applications = list(with_reviews(contenders(call).exclude(number=None)))
    published = all(is_exact(one, profile_of(one), Output.EXPORT) for one in applications)
    if not published:
        election = replace(election, more={**election.more, NONCE: secrets.token_hex(32)})
    if not election.projects:
        return _finished(call, election, _nothing(election), published, Ended.NOTHING_ADMITTED)
    seed = call.seed or 0
    if call.decision == Decision.LOT:
        return _finished(call, election, by_lot(election, seed), published)
    points = {str(one.number): points_of(one) for one in applications}
    return _finished(call, election, by_points(election, points, seed), published)


def _nothing(election: Election) -> dict[str, object]:
    """Give the result where there is nothing to choose, or nobody who chooses."""
    budget = election.written(election.budget)
    return {"winners": [], "total_cost": 0, "budget": budget, "rules": {"rule": "none"}, "certificate": {}}


def _finished(
    call: Call, election: Election, result: Mapping[str, object], published: bool, ended: Ended | None = None
) -> Decided:
    ballots = pabulib.write(election).encode()
    content = {"call": str(call.pk), "ballots_sha256": digest(ballots), **result}
    text = json.dumps(content, ensure_ascii=False, sort_keys=True) + "\n"
    content = json.loads(text)
    found = problems(content, pabulib.read(ballots.decode()).election)
    if found:
        raise DoesNotHold("; ".join(found))
    winners: Sequence[str] = content["winners"]
    costs = {one.id: one.cost for one in election.projects}
    spent = sum(costs[one] for one in winners) * 100 // election.unit
    numbers = tuple(int(one) for one in winners)
    if ended is None:
        ended = Ended.CHOSEN if winners else Ended.NOTHING_FITS
    return Decided(ended, election, content, numbers, spent, published, text.encode(), ballots)
