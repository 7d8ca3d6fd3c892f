"""What a call puts to the vote, as the engine takes it: admitted applications, money, ballots without order.

Nothing in it names anybody: a project is its number on the ballot and what it costs. So the file that is published
stays the same, whatever a profile hides later; titles stand beside it, on the page.
"""

import json
from collections.abc import Collection, Iterable, Iterator, Sequence

from django.db.models import Count, QuerySet, TextField
from django.db.models.functions import Cast

from tejido.engines.allocation.allocating import Rule, Rules
from tejido.engines.allocation.completion import Completion, Stop
from tejido.engines.allocation.election import Ballot, Election, Project, Vote, canonical
from tejido.engines.allocation.grouping import Group
from tejido.engines.allocation.ties import Ties
from tejido.engines.allocation.utilities import Utility
from tejido.stages.funding.models import Application, Call, CastBallot
from tejido.stages.funding.vocabulary.calls import ApplicationState, GroupOf

ON_BALLOT = (ApplicationState.ADMITTED, ApplicationState.CHOSEN, ApplicationState.NOT_CHOSEN)
HUNDREDTHS = 100

Choices = Sequence[tuple[int, int]]
"""One ballot: pairs of an application's number and its points."""


def contenders(call: Call) -> QuerySet[Application]:
    """Return the applications that were admitted, in the order of their numbers."""
    admitted = Application.objects.filter(call=call, state__in=ON_BALLOT)
    return admitted.select_related("initiative", "place").order_by("number", "id")


def election_of(call: Call, *, budget: int | None = None) -> Election:
    """Return the election of a call; a project's id is its number.

    `budget` (hundredths) takes the place of the call's total. Amounts are in the election's own unit: hundredths
    (`unit` is 100) where any of them has cents, else whole pesos or dollars (`unit` is 1), which is how a file with
    these amounts is read. Three queries, however many ballots there are.
    """
    applications = list(contenders(call).exclude(number=None))
    money = call.total if budget is None else budget
    unit = HUNDREDTHS if any(amount % HUNDREDTHS for amount in (money, *(it.amount for it in applications))) else 1
    columns = {GroupOf(one.of) for one in call.constraints}
    projects = tuple(_project(application, unit, columns) for application in applications)
    at = {application.number: position for position, application in enumerate(applications) if application.number}
    vote = Vote(call.vote)
    cast = canonical(_ballots(call, at, vote))
    ranks = call.most_choices or 0 if vote is Vote.ORDINAL else 0
    return Election(projects, _in(unit, money), cast, vote, unit, ranks, facts_of(call))


def rules_of(call: Call, election: Election) -> Rules:
    """Return the rules that were fixed when the call was announced, with the seed of the lot, in the election's unit.

    A group of which nothing was admitted is left out. Where groups should get more than there is, those announced
    first are served first.
    """
    return Rules(
        rule=Rule(call.rule),
        utility=Utility(call.utility),
        completion=Completion(call.completion),
        stop=Stop(call.stop),
        skip=call.skip,
        ties=Ties(call.ties),
        seed=call.seed or 0,
        threshold=call.threshold,
        groups=tuple(_groups(call, election)),
    )


def _groups(call: Call, election: Election) -> Iterator[Group]:
    rest = election.budget
    for one in call.constraints:
        most = None if one.most is None else _in(election.unit, one.most)
        least = min(_in(election.unit, one.least or 0), rest)
        group = Group(str(one.of), one.key, least, most)
        if any(group.holds(project) for project in election.projects):
            rest -= least
            yield group


def facts_of(call: Call) -> dict[str, str]:
    """Return what the head of a ballots file says of the call, all of it public since it was announced."""
    facts = {
        "description": call.title,
        "country": "Mexico",
        "unit": call.place.full_name,
        "instance": str(call.votes_until.year if call.votes_until else call.decided_by.year),
        "currency": call.currency,
        "date_begin": f"{call.votes_from:%d.%m.%Y}" if call.votes_from else "",
        "date_end": f"{call.votes_until:%d.%m.%Y}" if call.votes_until else "",
        "rule": call.rule,
        "max_length": str(call.most_choices or ""),
    }
    return {name: " ".join(value.split()) for name, value in facts.items() if value}


def _project(application: Application, unit: int, columns: Collection[GroupOf]) -> Project:
    """Give a project with the columns that the groups of the call ask for, and no others."""
    place = application.place
    known = {
        GroupOf.PLACE: ",".join(sorted({place.pk[:2], place.pk})),
        GroupOf.CAUSE: ",".join(sorted(application.causes)),
        GroupOf.GRADE: str(place.grade or ""),
    }
    more = {str(of): words for of, words in known.items() if of in columns}
    return Project(str(application.number), _in(unit, application.amount), more=more)


def _in(unit: int, hundredths: int) -> int:
    return hundredths * unit // HUNDREDTHS


def _ballots(call: Call, at: dict[int, int], vote: Vote) -> Iterator[tuple[Iterable[tuple[int, int]], int]]:
    """Give every distinct ballot once, counted by the database; votes for what is not on the ballot are left out."""
    rows = CastBallot.objects.filter(call=call).order_by().annotate(said=Cast("choices", TextField()))
    counted = list(rows.values_list("said").annotate(times=Count("pk")))
    read = json.loads(
        f"[{','.join([said for said, _times in counted])}]"
    )  # at once: one by one takes five times as long
    for ballot, (_said, times) in zip(read, counted, strict=True):
        chosen = [(at[number], points) for number, points in ballot if number in at]
        yield (_by_rank(chosen, len(at)) if vote is Vote.ORDINAL else chosen), times


def _by_rank(chosen: list[tuple[int, int]], projects: int) -> Ballot:
    """Give Borda points by the order of preference: the first of all projects gains most, the last nothing."""
    ranked = sorted(chosen, key=lambda pair: -pair[1])
    return tuple((position, projects - 1 - place) for place, (position, _points) in enumerate(ranked))
