"""The Pabulib format (pabulib.org/format), read and written: one file holds one vote on projects.

Three sections, META, PROJECTS and VOTES, of rows separated by semicolons. Votes are lists of project ids; in ordinal
files the first is the best one, in cumulative and scoring files a list of points stands beside.
"""

import csv
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from io import StringIO

import numpy as np

from tejido.engines.allocation import pabulib_votes
from tejido.engines.allocation.ballots import MOST_POINTS, Ballots, Numbers, canonical, joined
from tejido.engines.allocation.election import BadElection, Election, Project, Vote

SECTIONS = ("META", "PROJECTS", "VOTES")
NEEDED = {"PROJECTS": ("project_id", "cost"), "VOTES": ("vote",)}
IN_NO_ID = ',;"'
VOTES_LINE = re.compile(r"^VOTES;*\n", re.MULTILINE)


class BadFile(BadElection):
    """The file is not in the format; the message names the line."""


@dataclass(frozen=True)
class Reading:
    """An election as a file holds it, and what in the file was odd, each with its line."""

    election: Election
    quirks: tuple[str, ...]


def read(text: str) -> Reading:
    """Read a `.pb` file. Raises BadFile, which names the line, and BadElection."""
    text = text.removeprefix("\ufeff")
    text = text.replace("\r\n", "\n") if "\r\n" in text else text
    votes = VOTES_LINE.search(text)
    if votes is not None:  # rows of votes are many; those of a clean file are not looked at one by one
        try:
            sections = _sections(text[: votes.start()], ("META", "PROJECTS"))
        except BadFile:
            sections = {}
        if sections:
            head, _, rows = text[votes.end() :].partition("\n")
            found = _read(sections, lambda *known: _clean(head, rows, *known))
            if found is not None:
                return found
    sections = _sections(text, SECTIONS)
    found = _read(sections, lambda projects, vote, quirks: _cast(sections, projects, vote, quirks))
    assert found is not None
    return found


Caster = Callable[[Sequence[Project], Vote, list[str]], Ballots | None]


def _read(sections: Mapping[str, list[tuple[int, str]]], cast: Caster) -> Reading | None:
    """Read the election whose ballots `cast` reads; None where it does not."""
    meta = {row[0].strip(): row[1].strip() for _number, row in _rows(sections["META"][1:]) if len(row) > 1}
    vote = _vote_type(meta)
    head, rows = _table("PROJECTS", sections)
    unit = _unit([meta.get("budget", ""), *(row[head["cost"]] for _number, row in rows)])
    projects = tuple(_project(number, row, head, unit) for number, row in rows)
    quirks: list[str] = []
    budget = _amount(meta.get("budget", ""), unit, "budget")
    ballots = cast(projects, vote, quirks)
    if ballots is None:
        return None
    election = Election(projects, budget, ballots, vote, unit, _ranks(vote, meta), meta)
    for key, found in (("num_votes", election.voters), ("num_projects", len(projects))):
        if meta.get(key, str(found)) != str(found):
            quirks.append(f"META: {key} says {meta[key]}, the file holds {found}")
    return Reading(election, tuple(quirks))


def _clean(head: str, rows: str, projects: Sequence[Project], vote: Vote, _quirks: list[str]) -> Ballots | None:
    """Give the ballots of clean rows; None where something is odd, and every row has to be looked at."""
    columns = [column.strip() for column in head.split(";")]
    wants_points = vote in (Vote.CUMULATIVE, Vote.SCORING)
    if '"' in head or "vote" not in columns or (wants_points and "points" not in columns) or not rows:
        return None
    at = {column: place for place, column in enumerate(columns)}
    ids = [project.id for project in projects]
    read = pabulib_votes.clean(rows, len(columns), at["vote"], at["points"] if wants_points else None, ids)
    if read is None:
        return None
    points = _places(read.sizes, len(projects)) if vote is Vote.ORDINAL else read.points
    try:
        ones = np.ones(read.projects.size, dtype=np.int64)
        return joined(read.sizes, read.projects, ones if points is None else points, np.ones_like(read.sizes))
    except BadElection:
        return None


def _places(sizes: Numbers, projects: int) -> Numbers:
    """Give the points of ranks: of m projects, the first named gets m - 1, the next one fewer."""
    before = np.repeat(np.cumsum(sizes) - sizes, sizes)
    return projects - 1 - (np.arange(before.size) - before)


def _sections(text: str, needed: Sequence[str]) -> dict[str, list[tuple[int, str]]]:
    """Give the lines of each section with their numbers. Raises BadFile where one that is needed is not there."""
    found: dict[str, list[tuple[int, str]]] = {}
    lines: list[tuple[int, str]] | None = None
    for number, line in enumerate(text.splitlines(), start=1):
        name = line.strip().rstrip(";").upper()
        if name in SECTIONS and name not in found:
            lines = found[name] = []
        elif line.strip():
            if lines is None:
                raise BadFile("file_begins", line=number)
            lines.append((number, line))
    for name in needed:
        if not found.get(name):
            raise BadFile("file_section", name=name)
    return found


def _rows(lines: Sequence[tuple[int, str]]) -> Iterator[tuple[int, list[str]]]:
    for number, line in lines:
        yield number, next(csv.reader([line], delimiter=";")) if '"' in line else line.split(";")


def _table(
    name: str, sections: Mapping[str, list[tuple[int, str]]]
) -> tuple[dict[str, int], list[tuple[int, list[str]]]]:
    """Give where each column stands, and the rows. Raises BadFile."""
    (number, first), *rest = _rows(sections[name])
    head = {column.strip(): at for at, column in enumerate(first)}
    for column in NEEDED[name]:
        if column not in head:
            raise BadFile("file_column", line=number, name=name, column=column)
    rows = list(rest)
    for number, row in rows:
        if len(row) <= max(head[column] for column in NEEDED[name]):
            raise BadFile("file_row_short", line=number, column=NEEDED[name][-1])
    return head, rows


def _vote_type(meta: Mapping[str, str]) -> Vote:
    try:
        return Vote(meta.get("vote_type", "").lower())
    except ValueError:
        known = ", ".join(Vote)
        raise BadFile("file_vote_type", known=known, said=meta.get("vote_type", "nothing")) from None


def _ranks(vote: Vote, meta: Mapping[str, str]) -> int:
    said = meta.get("max_length", "")
    return int(said) if vote is Vote.ORDINAL and said.isdecimal() else 0


def _unit(amounts: Iterable[str]) -> int:
    """Give how many integers make one unit of the file: 1, or a power of ten where it has decimals."""
    places = max((len(amount.strip().partition(".")[2]) for amount in map(_point, amounts)), default=0)
    return 1 if places == 0 else 10 ** max(places, 2)


def _point(amount: str) -> str:
    return amount.replace(",", ".")


def _amount(text: str, unit: int, what: str, line: int = 0) -> int:
    try:
        amount = Decimal(_point(text.strip())) * unit
    except InvalidOperation:
        raise BadFile(f"{what}_no_number", said=text.strip(), line=line) from None
    if not amount.is_finite() or amount != int(amount) or amount < 0:
        raise BadFile(f"{what}_no_amount", said=text.strip(), line=line)
    return int(amount)


def _project(number: int, row: list[str], head: Mapping[str, int], unit: int) -> Project:
    more = {name: row[at].strip() for name, at in head.items() if at < len(row)}
    cost = _amount(more["cost"], unit, "cost", number)
    return Project(more["project_id"], cost, more.get("name", ""), more)


def _cast(
    sections: Mapping[str, list[tuple[int, str]]], projects: Sequence[Project], vote: Vote, quirks: list[str]
) -> Ballots:
    """Give the distinct ballots, each with how often it was cast, row by row."""
    head, rows = _table("VOTES", sections)
    position = {project.id: at for at, project in enumerate(projects)}
    at, points_at = head["vote"], head.get("points")
    wants_points = vote in (Vote.CUMULATIVE, Vote.SCORING)
    if wants_points and points_at is None:
        raise BadFile("file_needs_points", line=sections["VOTES"][0][0], vote=vote)
    counted: Counter[tuple[str, str]] = Counter()
    first_line: dict[tuple[str, str], int] = {}
    for number, row in rows:
        points = row[points_at] if wants_points and points_at is not None and points_at < len(row) else ""
        counted[row[at], points] += 1
        first_line.setdefault((row[at], points), number)
    ballots = ((_ballot(first_line[said], said, position, vote, quirks), times) for said, times in counted.items())
    return canonical(ballots)


def _ballot(
    number: int, said: tuple[str, str], position: Mapping[str, int], vote: Vote, quirks: list[str]
) -> list[tuple[int, int]]:
    """Give one ballot as pairs of position and points; what cannot be counted is left out and said."""
    names = [name.strip() for name in said[0].split(",") if name.strip()]
    points = _points(number, names, said[1], vote, len(position), quirks)
    pairs: dict[int, int] = {}
    for name, given in zip(names, points, strict=True):
        at = position.get(name)
        if at is None:
            quirks.append(f"line {number}: there is no project {name}; that vote is not counted")
        elif at in pairs:
            quirks.append(f"line {number}: project {name} is named twice; the first counts")
        else:
            pairs[at] = given
    return list(pairs.items())


def _points(number: int, names: list[str], said: str, vote: Vote, projects: int, quirks: list[str]) -> list[int]:
    if vote is Vote.ORDINAL:
        return [projects - 1 - place for place in range(len(names))]
    if vote in (Vote.APPROVAL, Vote.CHOOSE_ONE):
        return [1] * len(names)
    given = [text.strip() for text in said.split(",") if text.strip()]
    if len(given) != len(names):
        quirks.append(f"line {number}: {len(names)} projects and {len(given)} points; the vote is not counted")
        return [0] * len(names)
    try:
        points = [int(text) for text in given]
    except ValueError:
        raise BadFile("points_not_whole", line=number, said=said) from None
    if min(points, default=0) < 0 or max(points, default=0) > MOST_POINTS:
        raise BadFile("points_out_of_range", line=number, most=MOST_POINTS, said=said)
    return points


def write(election: Election) -> str:
    """Return the election as a `.pb` file, voters numbered in the order of ballots, which says nothing of who voted.

    Raises BadElection where a project's id cannot stand in a list of votes.
    """
    ids = [project.id for project in election.projects]
    for one in ids:
        if not one or one != one.strip() or any(mark in one for mark in IN_NO_ID) or len(one.splitlines()) > 1:
            raise BadElection("id_unwritable", project=one)
    budget, *costs = _amounts(election)
    out = StringIO()
    rows = csv.writer(out, delimiter=";", lineterminator="\n")
    out.write("META\nkey;value\n")
    facts = {
        **election.more,
        "num_projects": len(election.projects),
        "num_votes": election.voters,
        "budget": budget,
        "vote_type": election.vote.value,
        **({"max_length": election.ranks} if election.ranks else {}),
    }
    rows.writerows([_one_line(key), _one_line(str(value))] for key, value in facts.items())
    columns = list(dict.fromkeys(["project_id", "cost", *(key for one in election.projects for key in one.more)]))
    if any(one.name for one in election.projects) and "name" not in columns:
        columns.append("name")
    out.write("PROJECTS\n")
    rows.writerow(columns)
    for project, cost in zip(election.projects, costs, strict=True):
        known = {**project.more, "project_id": project.id, "cost": cost, "name": project.name}
        rows.writerow([_one_line(known.get(column, "")) for column in columns])
    out.write("VOTES\n")
    has_points = election.vote in (Vote.CUMULATIVE, Vote.SCORING)
    rows.writerow(["voter_id", "vote", *(["points"] if has_points else [])])
    number = 0
    for ballot, times in election.ballots:
        pairs = sorted(ballot, key=lambda pair: -pair[1])  # ordinal: the best first
        vote = ",".join(ids[at] for at, _points in pairs)
        points = f";{','.join(str(given) for _at, given in pairs)}" if has_points else ""
        for _ in range(times):
            number += 1
            out.write(f"{number};{vote}{points}\n")
    return out.getvalue()


def _amounts(election: Election) -> list[str]:
    """Give the budget and all costs as the source wrote them, or else in such a way that they are read again."""
    amounts = [election.budget, *(project.cost for project in election.projects)]
    said = [election.more.get("budget", ""), *(project.more.get("cost", "") for project in election.projects)]
    try:
        if _unit(said) == election.unit and [_amount(one, election.unit, "cost") for one in said] == amounts:
            return said
    except BadFile:
        pass
    places = len(str(election.unit)) - 1
    whole = [divmod(amount, election.unit) for amount in amounts]
    return [f"{units}.{rest:0{places}}" if places else str(units) for units, rest in whole]


def _one_line(text: str) -> str:
    """Give a text that fits into a row: a line break, or a space at either end, would not be read again."""
    return " ".join(text.split()) if len(text.splitlines()) > 1 or text != text.strip() else text
