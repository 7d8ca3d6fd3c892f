"""Ballots that were counted elsewhere, read from a file: Pabulib (`.pb`), or a table with one row a ballot (CSV).

What cannot be counted is said with its line. Of what can, only the ballots are kept, equal ones together and in one
order: the lines of the file are forgotten, since they may tell who voted when.
"""

import csv
import re
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _

from tejido.engines.allocation.election import Vote
from tejido.ground.intake.cells import plain
from tejido.ground.web.acting import Refused
from tejido.stages.funding.choices import BadChoices, Rules, read, rules_of
from tejido.stages.funding.models import Call
from tejido.stages.funding.money import written
from tejido.stages.funding.queries.elections import contenders

MOST_BALLOTS = 1_000_000
PROBLEMS_KEPT = 200
DEFLATED = 1  # the level: the rows are kept for a day, and time counts more than room
MARKED = (Vote.APPROVAL, Vote.CHOOSE_ONE)
SECTIONS = ("META", "PROJECTS", "VOTES")
VOTE_HEADS = frozenset({"vote", "votes", "voto", "votos", "boleta", "proyectos", "eleccion"})
POINTS_HEADS = frozenset({"points", "puntos", "calificaciones"})

Ballot = tuple[tuple[int, int], ...]
Line = tuple[int, Sequence[str]]


class BadFile(Refused):
    """The file cannot be read as ballots; the message names the line, where it is one."""

    field = "file"


@dataclass
class Ballots:
    """What a file holds: ballots and how often each was cast, and what cannot be counted, by line.

    `is_broken` says that the file does not fit the call: then none of it is counted, whatever somebody leaves out.
    """

    cast: Counter[Ballot] = field(default_factory=Counter)
    problems: list[tuple[int, str]] = field(default_factory=list)
    refused: int = 0
    is_broken: bool = False

    @property
    def good(self) -> int:
        """How many ballots can be counted."""
        return self.cast.total()

    def refuse(self, line: int, words: str, *, of_file: bool = False) -> None:
        """Take note of what cannot be counted."""
        self.refused += not of_file
        self.is_broken |= of_file
        if len(self.problems) < PROBLEMS_KEPT:
            self.problems.append((line, words))

    def packed(self) -> bytes:
        """Return the ballots as they are kept until they are counted: one a line, as JSON, with how often."""
        lines = [f"{_as_json(ballot)}\t{times}" for ballot, times in self.cast.items()]
        return zlib.compress("\n".join(sorted(lines)).encode(), DEFLATED)


def unpacked(content: bytes) -> Iterator[tuple[str, int]]:
    """Give every ballot, as `CastBallot.choices` keeps it in JSON, with how often it was cast."""
    for line in zlib.decompress(content).decode().split("\n"):
        ballot, times = line.split("\t")
        yield ballot, int(times)


def read_ballots(content: bytes, call: Call) -> Ballots:
    """Read a file of ballots for a call. Raises BadFile where it is neither of the two."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadFile(_("This is no text. Save the ballots as .pb or as CSV (UTF-8) and choose that file.")) from None
    if not text.strip():
        raise BadFile(_("The file is empty. Choose it again, or save it anew."))
    found = Ballots()
    rules = rules_of(call)
    if text.lstrip().split("\n", 1)[0].strip().rstrip(";").upper() == "META":
        rows = _of_pabulib(text, call, found)
    else:
        rows = _of_table(text, rules)
    _count(rows, rules, found)
    return found


def _as_json(ballot: Ballot) -> str:
    return f"[{', '.join([f'[{number}, {points}]' for number, points in ballot])}]"


def _count(rows: Iterable[tuple[int, str, str]], rules: Rules, found: Ballots) -> None:
    """Look at every different ballot once, however often it was cast."""
    known: dict[tuple[str, str], Ballot | str] = {}
    marks = {str(number): (number, 1) for number in rules.numbers} if rules.vote in MARKED else {}
    for number, (line, vote, points) in enumerate(rows, 1):
        if number > MOST_BALLOTS:
            raise BadFile(_("The file has more than a million ballots. Divide the count among several calls."))
        said = known.get((vote, points))
        if said is None:
            chosen = _marked(vote, marks, rules.most)
            said = known[vote, points] = _ballot(rules, vote, points) if chosen is None else chosen
        if isinstance(said, str):
            found.refuse(line, said)
        else:
            found.cast[said] += 1


def _marked(vote: str, marks: Mapping[str, tuple[int, int]], most: int) -> Ballot | None:
    """Return a ballot of marks where nothing is wrong with it, the short way; None where somebody has to look."""
    names = vote.split(",")
    if not marks or len(names) > most:
        return None
    try:
        chosen = sorted([marks[name] for name in names])
    except KeyError:
        return None
    return tuple(chosen) if len(set(names)) == len(names) else None


def _ballot(rules: Rules, vote: str, points: str) -> Ballot | str:
    """Return one ballot, or in words why it cannot be counted."""
    names = [name for name in re.split(r"[,;|\s]+", vote) if name]
    wants_points = rules.vote in (Vote.CUMULATIVE, Vote.SCORING)
    given = [name for name in re.split(r"[,;|\s]+", points) if name] if wants_points else []
    if wants_points and len(given) != len(names):
        return _("%(names)d applications and %(points)d points: each needs its own.") % {
            "names": len(names),
            "points": len(given),
        }
    wrong = next((one for one in (*names, *given) if not (one.isascii() and one.isdecimal() and len(one) < 7)), None)
    if wrong is not None:
        return _("“%(name)s” is no number on this ballot.") % {"name": wrong[:40]}
    numbers = [int(name) for name in names]
    if len(set(numbers)) != len(numbers):
        twice = next(one for one in numbers if numbers.count(one) > 1)
        return _("The %(number)s is there twice.") % {"number": twice}
    if wants_points:
        values = dict(zip(numbers, map(int, given), strict=True))
    else:
        by_rank = rules.vote is Vote.ORDINAL
        values = {number: place if by_rank else 1 for place, number in enumerate(numbers, 1)}
    try:
        return tuple((number, value) for number, value in read(rules, values))
    except BadChoices as problem:
        return problem.message


def _of_table(text: str, rules: Rules) -> Iterator[tuple[int, str, str]]:
    """Give line, vote and points of each row of a CSV."""
    first = text.split("\n", 1)[0]
    delimiter = max(";\t|,", key=first.count)
    reader = csv.reader(text.splitlines(), delimiter=delimiter)
    heads = [plain(cell) for cell in next(reader)]
    at = next((place for place, head in enumerate(heads) if head in VOTE_HEADS), None)
    points_at = next((place for place, head in enumerate(heads) if head in POINTS_HEADS), None)
    if at is None:
        raise BadFile(_("Line 1: there is no column “vote”. Write one row a ballot, with its numbers in that column."))
    if rules.vote in (Vote.CUMULATIVE, Vote.SCORING) and points_at is None:
        raise BadFile(_("Line 1: these ballots give points, and there is no column “points”."))
    return _cells(((reader.line_num, row) for row in reader if row), at, points_at)


def _cells(rows: Iterable[Line], at: int, points_at: int | None) -> Iterator[tuple[int, str, str]]:
    for line, row in rows:
        points = row[points_at] if points_at is not None and points_at < len(row) else ""
        yield line, row[at] if at < len(row) else "", points


def _of_pabulib(text: str, call: Call, found: Ballots) -> Iterator[tuple[int, str, str]]:
    """Check head and projects against the call, and give line, vote and points of each ballot."""
    sections = _sections(text)
    meta = {row[0].strip().lower(): (line, row[1].strip()) for line, row in sections["META"][1:] if len(row) > 1}
    _check_meta(meta, call, found)
    _check_projects(sections["PROJECTS"], call, found)
    (line, head), *rows = sections["VOTES"]
    heads = [plain(cell) for cell in head]
    if "vote" not in heads:
        raise BadFile(_("Line %(line)d: the votes have no column “vote”.") % {"line": line})
    points_at = heads.index("points") if "points" in heads else None
    if call.vote in (Vote.CUMULATIVE, Vote.SCORING) and points_at is None:
        raise BadFile(_("Line %(line)d: these votes need a column “points”.") % {"line": line})
    return _cells(rows, heads.index("vote"), points_at)


def _sections(text: str) -> dict[str, list[Line]]:
    """Give the rows of the three sections. Raises BadFile."""
    found: dict[str, list[Line]] = {}
    rows: list[Line] = []
    for number, line in enumerate(text.splitlines(), 1):
        bare = line.strip()
        if not bare:
            continue
        name = bare.rstrip(";").upper()
        if name in SECTIONS and name not in found:
            rows = found[name] = []
            continue
        rows.append((number, next(csv.reader([line], delimiter=";")) if '"' in line else line.split(";")))
    for name in SECTIONS:
        if not found.get(name):
            raise BadFile(_("The section %(name)s is missing: the file is cut off or broken.") % {"name": name})
    return found


def _check_meta(meta: Mapping[str, tuple[int, str]], call: Call, found: Ballots) -> None:
    line, vote = meta.get("vote_type", (1, ""))
    if vote.lower() != call.vote:
        words = _("The votes are “%(vote)s”; this call is voted on by “%(wanted)s”.")
        found.refuse(line, words % {"vote": vote or "—", "wanted": call.vote}, of_file=True)
    line, budget = meta.get("budget", (1, ""))
    if budget and _hundredths(budget) != call.total:
        words = _("The budget is %(budget)s; this call has %(wanted)s.")
        found.refuse(line, words % {"budget": budget, "wanted": written(call.total, call.currency)}, of_file=True)


def _check_projects(rows: Sequence[Line], call: Call, found: Ballots) -> None:
    """Compare what was on the ballot there with what is on it here."""
    (line, head), *projects = rows
    heads = [plain(cell) for cell in head]
    if "project id" not in heads or "cost" not in heads:
        raise BadFile(_("Line %(line)d: the projects need the columns project_id and cost.") % {"line": line})
    id_at, cost_at = heads.index("project id"), heads.index("cost")
    amounts = {str(one.number): one.amount for one in contenders(call).exclude(number=None)}
    for line, row in projects:
        name = row[id_at].strip() if id_at < len(row) else ""
        cost = row[cost_at].strip() if cost_at < len(row) else ""
        if name not in amounts:
            words = _("Number “%(name)s” is not on the ballot of this call.") % {"name": name[:40]}
        elif _hundredths(cost) != amounts[name]:
            words = _costs_otherwise(name, cost, amounts[name], call)
        else:
            continue
        found.refuse(line, words, of_file=True)


def _costs_otherwise(name: str, cost: str, wanted: int, call: Call) -> str:
    hundredths = _hundredths(cost)
    said = {"name": name, "cost": cost[:20] or "—", "wanted": written(wanted, call.currency)}
    if hundredths == 0:
        return _("Number %(name)s costs nothing here; it asks for %(wanted)s.") % said
    if hundredths is not None and hundredths > call.total:
        return _("Number %(name)s costs more than there is (%(cost)s); it asks for %(wanted)s.") % said
    return _("Number %(name)s costs %(cost)s here; it asks for %(wanted)s.") % said


def _hundredths(text: str) -> int | None:
    try:
        amount = Decimal(text.replace(",", ".")) * 100
        return int(amount) if amount.is_finite() and amount == int(amount) else None
    except (InvalidOperation, ValueError):
        return None
