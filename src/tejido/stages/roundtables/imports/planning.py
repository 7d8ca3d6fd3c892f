"""What would become of every row of a spreadsheet; nothing is written here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from tejido.ground.intake.kinds import Asked, Change, Plan, Problem, Row, Update
from tejido.ground.places.vocabulary import Cause
from tejido.ground.web.searching import folded
from tejido.stages.roundtables.actions.commitments import LARGEST_NUMBER, LONGEST_TERM
from tejido.stages.roundtables.imports.columns import COLUMNS, DETAILS, LABELS, MOVES
from tejido.stages.roundtables.models import Commitment, Meeting, Roundtable, Seat
from tejido.stages.roundtables.policies.commitments import staff_roles
from tejido.stages.roundtables.transitions import Move, Who, after
from tejido.stages.roundtables.vocabulary import CommitmentState as State

SHORTEST_TEXT = 3


@dataclass(frozen=True)
class Owner:
    """Who can own a commitment at the table: a seat, by the names under which a file may call it."""

    seat: Seat
    names: frozenset[str]


@dataclass(frozen=True)
class Facts:
    """What a plan needs to know of a roundtable; read once, however many rows there are."""

    roundtable: Roundtable
    owners: Sequence[Owner]
    meetings: Sequence[tuple[date, Meeting]]
    by_key: Mapping[str, Commitment]
    by_words: Mapping[tuple[str, Any], Commitment]
    today: date
    may_break: bool


def facts_of(roundtable: Roundtable, asked: Asked) -> Facts:
    """Read what a plan needs: four queries."""
    seats = Seat.objects.filter(roundtable=roundtable, ended_on=None).select_related("organisation", "post")
    held = Meeting.objects.filter(roundtable=roundtable, starts_at__lte=asked.now).exclude(state="cancelled")
    known = list(Commitment.objects.filter(roundtable=roundtable).select_related("owner", "owner_post"))
    return Facts(
        roundtable=roundtable,
        owners=[Owner(seat, _names(seat)) for seat in seats],
        meetings=sorted(((it.day(roundtable.zone), it) for it in held), key=lambda pair: pair[0]),
        by_key={it.external_key: it for it in known if it.external_key},
        by_words={(folded(it.text), it.owner_id): it for it in known},
        today=localdate(asked.now),
        may_break=Who.FACILITATOR in staff_roles(asked.by, roundtable),
    )


def plan_import(rows: Sequence[Row], facts: Facts) -> Plan:
    """Return what would become of every row; asks the database nothing."""
    create, update, unchanged, refused = [], [], [], []
    for row in rows:
        try:
            owner = owner_of(row, facts)
            found = _known(row, owner, facts)
            if found is None:
                _check_new(row, facts)
                create.append(row)
                continue
            changes = _changes(row, found, facts)
        except _Refused as problem:
            refused.append(problem.problem)
            continue
        if changes:
            update.append(Update(row, found, tuple(changes)))
        else:
            unchanged.append(row)
    return Plan(create, update, unchanged, refused)


class _Refused(Exception):  # noqa: N818  it carries an answer to a person
    """A row that cannot be used."""

    def __init__(self, row: Row, column: str, message: str) -> None:
        value = row.values.get(column)
        shown = date_format(value) if isinstance(value, date) else "" if value is None else str(value)
        label = next((str(it.label) for it in COLUMNS if it.name == column), "")
        self.problem = Problem(row.line, message, label, shown)


def _names(seat: Seat) -> frozenset[str]:
    post = seat.post.title if seat.post else ""
    organisation = seat.organisation.name
    pairs = (organisation, f"{post}, {organisation}", f"{organisation}, {post}", f"{organisation} {post}", post)
    return frozenset(folded(name) for name in pairs if name)


def owner_of(row: Row, facts: Facts) -> Seat:
    """Return the one seat that the row's owner can mean; accents, case and the order of post and name do not count."""
    typed = folded(row["owner"])
    found = [it.seat for it in facts.owners if typed in it.names]
    if not found:
        found = [it.seat for it in facts.owners if any(typed in name for name in it.names)]
    if len(found) == 1:
        return found[0]
    seats = "; ".join(sorted(it.seat.organisation.name for it in facts.owners))[:400]
    if found:
        raise _Refused(
            row, "owner", _("can be several that sit at this table; write one of: %(names)s") % {"names": seats}
        )
    raise _Refused(row, "owner", _("does not sit at this table; write one of: %(names)s") % {"names": seats})


def _known(row: Row, seat: Seat, facts: Facts) -> Commitment | None:
    if row["external_key"]:
        found = facts.by_key.get(row["external_key"])
        if found is not None and found.owner_id != seat.organisation_id:
            raise _Refused(row, "owner", _("is not who owns the commitment with this key; correct one of the two"))
        if found is not None:
            return found
    twin = facts.by_words.get((folded(row["text"]), seat.organisation_id))
    return twin if twin is None or not (twin.external_key and row["external_key"]) else None


def meeting_of(row: Row, facts: Facts) -> tuple[date, Meeting]:
    """Return the session that a new commitment comes from, with its day."""
    number = row["meeting"]
    if number is not None:
        found = [pair for pair in facts.meetings if pair[1].number == number]
        if not found:
            raise _Refused(row, "meeting", _("is no session of this table that was held; write its number"))
        return found[0]
    before = [pair for pair in facts.meetings if pair[0] <= row["due_on"]]
    if not before:
        raise _Refused(row, "due_on", _("lies before the first session of this table; look at the year"))
    return before[-1]


def _check_new(row: Row, facts: Facts) -> None:
    held_on, _held = meeting_of(row, facts)
    if row["due_on"] < held_on:
        words = {"day": date_format(held_on)}
        raise _Refused(row, "due_on", _("lies before the session of %(day)s that it comes from") % words)
    if row["due_on"] > held_on + LONGEST_TERM:
        raise _Refused(row, "due_on", _("lies more than ten years ahead; look at the year"))
    _check_broken(row, row["due_on"], facts)
    _check_said(row)


def _check_said(row: Row) -> None:
    if len(row["text"].strip()) < SHORTEST_TEXT:
        raise _Refused(row, "text", _("says nothing; write what was promised"))
    for name in ("baseline", "target"):
        if row[name] is not None and abs(row[name]) >= LARGEST_NUMBER:
            raise _Refused(row, name, _("is too large; choose a larger unit"))


def _check_broken(row: Row, due_on: date, facts: Facts) -> None:
    if row["state"] != State.BROKEN:
        return
    if not facts.may_break:
        raise _Refused(row, "state", _("can only be declared by the facilitator; leave it under way"))
    if due_on >= facts.today:
        raise _Refused(row, "state", _("cannot be said before the date has passed; leave it under way"))


def _changes(row: Row, found: Commitment, facts: Facts) -> list[Change]:
    changes = []
    if folded(row["text"]) != folded(found.text):
        if found.state != State.PROPOSED:
            raise _Refused(row, "text", _("has other words than the commitment, which no import changes; use its page"))
        changes.append(Change(str(LABELS["text"]), found.text, row["text"]))
    if row["due_on"] != found.due_on:
        _check_moves(row, found, facts)
        changes.append(Change(str(LABELS["due_on"]), date_format(found.due_on), date_format(row["due_on"])))
    changes += _details(row, found)
    state = row["state"]
    if moves(state, found):
        _check_broken(row, row["due_on"], facts)
        changes.append(Change(str(LABELS["state"]), str(State(found.state).label), str(State(state).label)))
    elif row["progress"] is not None and row["progress"] != found.progress and may_report(found):
        changes.append(Change(str(LABELS["progress"]), str(found.progress), str(row["progress"])))
    return changes


def _details(row: Row, found: Commitment) -> list[Change]:
    _check_said(row)
    changes = []
    for name in DETAILS:
        said, stands = row[name], getattr(found, name)
        if said is None or same(said, stands):
            continue
        if after(found.state, Move.EDIT) is None:
            raise _Refused(row, name, _("differs from a commitment that has ended; it stays as it is"))
        changes.append(Change(str(LABELS[name]), _shown(stands), _shown(said)))
    return changes


def _shown(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(str(Cause(it).label) for it in value)
    return "" if value is None else str(value)


def _check_moves(row: Row, found: Commitment, facts: Facts) -> None:
    if after(found.state, Move.MOVE_DATE) is None:
        raise _Refused(row, "due_on", _("differs from a commitment that has ended; its date stays"))
    if row["due_on"] < facts.today:
        raise _Refused(row, "due_on", _("has passed: a date is only moved to a coming day"))
    if row["due_on"] > found.made_on + LONGEST_TERM:
        raise _Refused(row, "due_on", _("lies more than ten years ahead; look at the year"))


def moves(state: State | None, found: Commitment) -> bool:
    """Whether the row says a state that the commitment has not, and can come to. What is further stays as it is."""
    move = MOVES.get(state) if state else None
    return move is not None and state != found.state and after(found.state, move) is not None


def same(said: Any, stands: Any) -> bool:
    """Whether the file says what stands."""
    return bool((sorted(said) if isinstance(said, list) else said) == stands)


def may_report(found: Commitment) -> bool:
    """Whether progress can be reported on the commitment."""
    return after(found.state, Move.REPORT) is not None
