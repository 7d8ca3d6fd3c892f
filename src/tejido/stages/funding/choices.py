"""What one ballot may say: read from what was typed or ticked, and written as people read it.

A ballot is a list of pairs [number of an application, points] in order of numbers, as `CastBallot.choices` keeps it.
Points are those of the allocation engine: 1 for an approval; by rank n-1 for the first of n, n-2 for the second.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tejido.engines.allocation.election import Vote
from tejido.stages.funding.models import Call
from tejido.stages.funding.queries.voting import on_ballot
from tejido.stages.funding.vocabulary.voting import CUMULATIVE_POINTS, MOST_SCORE

Choices = list[list[int]]


class BadChoices(ValueError):  # noqa: N818  names what happened
    """A ballot that cannot be counted as it stands; the message is for whoever fills it in, `number` where it is one.

    `number` is that of the application the problem belongs to, None for the ballot as a whole.
    """

    def __init__(self, message: str, number: int | None = None) -> None:
        super().__init__(message)
        self.message, self.number = message, number


@dataclass(frozen=True)
class Rules:
    """How a call is voted on: the kind of vote, the numbers on the ballot, and how many one may choose."""

    vote: Vote
    numbers: tuple[int, ...]
    most: int

    @property
    def gives_points(self) -> bool:
        """Whether numbers are written beside the applications, and not only a mark."""
        return self.vote in (Vote.ORDINAL, Vote.CUMULATIVE, Vote.SCORING)

    @property
    def highest(self) -> int:
        """The highest number that may stand beside one application."""
        highest = {Vote.ORDINAL: self.most, Vote.CUMULATIVE: CUMULATIVE_POINTS, Vote.SCORING: MOST_SCORE}
        return highest.get(self.vote, 1)


def rules_of(call: Call) -> Rules:
    """Return how the call is voted on."""
    numbers = tuple(number for number in on_ballot(call).values_list("number", flat=True) if number is not None)
    vote = Vote(call.vote)
    most = 1 if vote is Vote.CHOOSE_ONE else min(call.most_choices or len(numbers), len(numbers))
    return Rules(vote, numbers, most)


def read(rules: Rules, given: Mapping[int, int]) -> Choices:
    """Return the ballot that gives each number on it these ranks or points (1 for a mark). Raises BadChoices."""
    given = {number: value for number, value in given.items() if value}
    for number, value in given.items():
        if number not in rules.numbers:
            raise BadChoices(_("There is no %(number)d on this ballot.") % {"number": number})
        if not 0 < value <= rules.highest:
            raise BadChoices(_("Write a number from 1 to %(most)d.") % {"most": rules.highest}, number)
    if len(given) > rules.most:
        words = ngettext("Choose no more than %(most)d.", "Choose no more than %(most)d.", rules.most)
        said = ngettext("You chose %(count)d.", "You chose %(count)d.", len(given))
        raise BadChoices(f"{words % {'most': rules.most}} {said % {'count': len(given)}}")
    if rules.vote is Vote.ORDINAL:
        return _ranked(rules, given)
    if rules.vote is Vote.CUMULATIVE and sum(given.values()) > CUMULATIVE_POINTS:
        words = _("There are %(most)d points to give. You gave %(sum)d.")
        raise BadChoices(words % {"most": CUMULATIVE_POINTS, "sum": sum(given.values())})
    return [[number, given[number]] for number in sorted(given)]


def read_line(rules: Rules, typed: str) -> Choices:
    """Return the ballot that somebody typed off a sheet: `3 7 12`, by rank the first first; `3:5 7:2` with points.

    An empty line is a blank ballot. Raises BadChoices.
    """
    with_points = rules.vote in (Vote.CUMULATIVE, Vote.SCORING)
    pattern = r"(\d{1,4})\s*[:=]\s*(\d{1,4})" if with_points else r"(\d{1,4})()"
    parts = re.findall(pattern, typed)
    if re.sub(pattern, "", typed).strip(" ,;.\t-"):
        words = _("Write numbers and points: 3:5 7:2") if with_points else _("Write the numbers only: 3 7 12")
        raise BadChoices(words)
    given: dict[int, int] = {}
    for place, (number, points) in enumerate(parts, start=1):
        if int(number) in given:
            raise BadChoices(_("The %(number)s is there twice.") % {"number": number})
        by_rank = place if rules.vote is Vote.ORDINAL else 1
        given[int(number)] = int(points) if with_points else by_rank
    if rules.vote is Vote.ORDINAL and len(given) > rules.most:
        raise BadChoices(
            ngettext("Choose no more than %(most)d.", "Choose no more than %(most)d.", rules.most)
            % {"most": rules.most}
        )
    return read(rules, given)


def given_by(rules: Rules, choices: Choices) -> dict[int, int]:
    """Return what stands beside each number on a ballot: ranks, points, or 1 for a mark."""
    if rules.vote is Vote.ORDINAL:
        return {number: len(rules.numbers) - points for number, points in choices}
    return {number: points for number, points in choices}  # noqa: C416  lists of two, not tuples


def line_of(rules: Rules, choices: Choices) -> str:
    """Return a ballot as it is typed off a sheet."""
    given = given_by(rules, choices)
    if rules.vote is Vote.ORDINAL:
        return " ".join(str(number) for number in sorted(given, key=lambda one: given[one]))
    if rules.gives_points:
        return " ".join(f"{number}:{given[number]}" for number in sorted(given))
    return " ".join(str(number) for number in sorted(given))


def _ranked(rules: Rules, given: Mapping[int, int]) -> Choices:
    ranks = sorted(given.values())
    for place, rank in enumerate(ranks, start=1):
        if place > 1 and ranks[place - 2] == rank:
            twice = next(number for number in sorted(given, reverse=True) if given[number] == rank)
            raise BadChoices(_("Two have the place %(rank)d. Give each its own.") % {"rank": rank}, twice)
        if rank != place:
            missing = _("None has the place %(rank)d. Begin with 1 and leave none out.")
            raise BadChoices(missing % {"rank": place}, next(one for one in given if given[one] == rank))
    return [[number, len(rules.numbers) - given[number]] for number in sorted(given)]


def as_lists(choices: Sequence[Sequence[int]]) -> Choices:
    """Return choices as JSON keeps them."""
    return [[number, points] for number, points in choices]
