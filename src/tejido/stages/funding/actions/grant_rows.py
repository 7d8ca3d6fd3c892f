"""How the actions on grants write: one row locked, and into the record what may be told by now, and no more.

What belongs into the record is kept first (the rows themselves, and a `Happening` for what no row holds) and entered by
`tell_due`: at once where the grant is open, by the clock once it may be told where it is discreet. So a leaf says
neither by its day nor by its fields more than the pages do. Fields that are no columns of the grant carry a number in
their name, so that the history of a grant does not compare one report with another.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from tejido.ground.ledger import values
from tejido.ground.ledger.audit import WITHHELD
from tejido.ground.ledger.vocabulary import Recorded
from tejido.ground.notices.causes import followed_causes
from tejido.ground.organisations import recording
from tejido.ground.organisations.profiles import Output, is_secret, linked, tighter
from tejido.ground.organisations.vocabulary import HIDDEN, Profile
from tejido.stages.funding import grant_transitions
from tejido.stages.funding.actions.grant_refusals import GrantTextMissing, GrantWrongTime
from tejido.stages.funding.disclosure import How, What, amount_told, how, names_funder, profile_of
from tejido.stages.funding.models import Grant, Happening, Instalment
from tejido.stages.funding.vocabulary.grants import GrantAct, InstalmentState, Side
from tejido.stages.initiatives.actions.entries import named
from tejido.stages.initiatives.policies import runner
from tejido.stages.reports.quarters import Quarter

COLUMNS = (
    "funder", "initiative", "place", "causes", "currency", "amount", "agreed_on", "begins_on", "ends_on",
    "finished_on", "state", "profile", "reference", "foreign_programme",
)  # fmt: skip
"""The public columns of a grant that leaves carry."""
ALWAYS = frozenset({"initiative", "place", "causes", "profile"})
"""Those that are told of a grant that is not open."""
OF_INSTALMENT = ("grant", "number", "paid", "paid_on")
LONGEST = 600


def locked_grant(grant: Grant, today: date) -> Grant:
    """Return the grant as it now is, so that nobody else changes it until the transaction ends.

    Where its initiative shows less by now, so does the grant from here on, whatever the initiative chooses later.
    """
    rows = Grant.objects.select_for_update(of=("self",))
    found = rows.select_related("funder", "initiative__organisation", "initiative__place", "place").get(pk=grant.pk)
    its = found.initiative.profile
    if its != HIDDEN and found.profile != HIDDEN and tighter(its, than=found.profile):
        found.profile = its
        found.save(update_fields=["profile"])
        enter_tighter(found, today)
    return found


def turn_grant(grant: Grant, move: grant_transitions.Move) -> str:
    """Return the state after the move. Raises GrantWrongTime where it is impossible."""
    then = grant_transitions.after(grant.state, move)
    if then is None:
        raise GrantWrongTime
    return then


def saved_grant(grant: Grant, day: date, **changes: Any) -> Grant:
    """Set columns, count the save, and write the row."""
    if changes.get("state", grant.state) != grant.state:
        changes["state_since"] = day
    for name, value in changes.items():
        setattr(grant, name, value)
    grant.version += 1
    grant.save()
    return grant


def said(text: str, field: str, *, longest: int = LONGEST) -> str:
    """Return what somebody typed without blanks at the ends. Raises GrantTextMissing for nothing and for too much."""
    kept = text.replace("\x00", " ").strip()
    if not 3 <= len(kept) <= longest:
        raise GrantTextMissing(field=field)
    return kept


def happened(
    act: GrantAct,
    grant: Grant,
    *,
    day: date,
    today: date,
    side: Side | None,
    text: str = "",
    fields: Mapping[str, Any] | None = None,
) -> None:
    """Keep that something happened on `day` to the locked grant, and enter what may be told by now."""
    plain = {name: values.plain(value) for name, value in (fields or {}).items()}
    last = grant.happenings.order_by("-order").values_list("order", flat=True).first()
    Happening.objects.create(
        grant=grant,
        order=1 if last is None else last + 1,
        act=act,
        side=side or "",
        text=text,
        fields=plain,
        happened_on=day,
    )
    tell_due(grant, today)


def tell_due(grant: Grant, today: date) -> int:
    """Enter what may be told today of a locked grant and was not entered yet; return how many leaves."""
    profile = profile_of(grant)
    if grant.is_unagreed or is_secret(profile):
        return 0
    is_open = how(profile, What.TERMS, Output.RECORD, today=today) is How.EXACT
    payments = _payments_to_tell(grant, profile, today, is_open=is_open)
    entered = 0
    if (is_open and not grant.told_openly) or (grant.told_on is None and payments):
        entered += _enter_whole(grant, today, is_open=is_open)
    if grant.told_on is None:
        return 0
    for instalment, way in payments:
        _enter_payment(grant, instalment, way, today)
    waiting = [
        (it, how(profile, What.HAPPENING, Output.RECORD, day=it.happened_on, today=today))
        for it in grant.happenings.filter(told_on=None)
    ]
    told = [(it, way) for it, way in waiting if way is not How.NO]
    for happening, way in told:
        _enter_happening(grant, happening, way, today)
    return entered + len(payments) + len(told)


def enter(
    act: str,
    grant: Grant,
    subject: Recorded,
    *,
    day: date,
    side: str = "",
    by: Recorded | None = None,
    text: str = "",
    fields: Mapping[str, Any] | None = None,
    is_quiet: bool = False,
) -> None:
    """Enter an act on a grant or a part of it under the profile that holds now; nothing of a protected one."""
    also: list[Recorded] = [grant.initiative, grant.place, *followed_causes(grant.causes)]
    also += [grant.funder] if names_funder(grant, Output.FEED) else []
    also += [] if subject is grant else [grant]
    recording.enter(
        act,
        subject=subject,
        under=profile_of(grant),
        by=by or _actor(grant, side),
        day=day,
        text=text,
        url="" if is_quiet or subject is not grant else grant.get_absolute_url(),  # followers follow the grant
        also=also,
        **(fields or {}),
    )


def columns_of(grant: Grant, *, is_open: bool) -> dict[str, Any]:
    """Return the public columns as a leaf carries them: what is not told of a grant that is not open is withheld."""
    found: dict[str, Any] = {}
    for name in COLUMNS:
        if name in {"funder", "initiative"}:
            found[name] = str(getattr(grant, f"{name}_id"))
        else:
            found[name] = grant.place_id if name == "place" else getattr(grant, name)
        if not is_open and name not in ALWAYS:
            found[name] = WITHHELD
    if not linked(profile_of(grant), grant.funder.profile, Output.RECORD):
        found["funder"] = WITHHELD
    found["profile"] = profile_of(grant)
    return found


def enter_tighter(grant: Grant, today: date) -> None:
    """Say in the record that less is shown of a locked grant: from here on it says nothing exact of it any more."""
    if grant.told_on and not is_secret(profile_of(grant)):
        fields = columns_of(grant, is_open=False)
        enter(GrantAct.PROFILE_CHANGED, grant, grant, day=today, fields=fields, is_quiet=True)


def widened(grant: Grant, before: str, today: date) -> None:
    """Let the record hear of a grant that shows more than it did: as it now is, and nothing of what was secret."""
    if is_secret(before):
        grant.happenings.filter(told_on=None).update(told_on=today)
    if grant.profile == Profile.OPEN:
        grant.told_openly = False
        grant.save(update_fields=["told_openly"])
        grant.instalments.update(told_openly=False)


def _payments_to_tell(grant: Grant, profile: str, today: date, *, is_open: bool) -> list[tuple[Instalment, How]]:
    found: list[tuple[Instalment, How]] = []
    for it in grant.instalments.filter(state=InstalmentState.PAID):
        way = how(profile, What.PAYMENT, Output.RECORD, day=it.paid_on, today=today)
        if way is not How.NO and (it.told_on is None or (is_open and not it.told_openly)):
            found.append((it, way))
    return found


def _enter_whole(grant: Grant, today: date, *, is_open: bool) -> int:
    act = GrantAct.AGREED if grant.told_on is None else GrantAct.SHOWN
    grant.told_on = grant.told_on or today
    grant.told_openly = grant.told_openly or is_open
    grant.save(update_fields=["told_on", "told_openly"])
    fields = columns_of(grant, is_open=is_open)
    enter(act, grant, grant, day=today, side=Side.FUNDER, text=grant.title, fields=fields)
    if grant.purpose:
        enter(GrantAct.TOLD, grant, grant, day=today, side=Side.FUNDER, text=grant.purpose, is_quiet=True)
    return 1


def _enter_payment(grant: Grant, instalment: Instalment, way: How, today: date) -> None:
    fields: dict[str, Any] = {"grant": str(grant.pk), "number": instalment.number}
    if way is How.EXACT:
        fields |= {"paid": instalment.paid, "paid_on": instalment.paid_on}
    else:
        assert instalment.paid is not None and instalment.paid_on is not None
        fields |= {"paid": WITHHELD, "paid_on": WITHHELD}
        fields |= _banded(grant, instalment.paid, instalment.paid_on)
    instalment.told_on = today
    instalment.told_openly = way is How.EXACT
    instalment.save(update_fields=["told_on", "told_openly"])
    text = instalment.milestone
    enter(GrantAct.PAID, grant, instalment, day=today, side=Side.FUNDER, text=text, fields=fields)


def _enter_happening(grant: Grant, happening: Happening, way: How, today: date) -> None:
    fields, text = dict(happening.fields), happening.text
    if way is not How.EXACT:
        given_back = [value for name, value in fields.items() if name.startswith("returned_")]
        fields, text = {name: WITHHELD for name in fields if name in COLUMNS}, ""
        told = next((amount for amount in given_back if isinstance(amount, int)), None)
        bands = {} if told is None else _banded(grant, told, happening.happened_on)
        fields |= {f"{name}_{happening.order}": value for name, value in bands.items()}
        fields[f"quarter_{happening.order}"] = str(Quarter.of(happening.happened_on))
    happening.told_on = today
    happening.save(update_fields=["told_on"])
    enter(happening.act, grant, grant, day=today, side=happening.side, text=text, fields=fields)


def _banded(grant: Grant, hundredths: int, day: date) -> dict[str, Any]:
    told = amount_told(hundredths, How.BAND, grant.currency)
    assert told is not None
    return {"quarter": str(Quarter.of(day)), "least": told.least, "most": told.most}


def _actor(grant: Grant, side: str) -> Recorded | None:
    if side == Side.FUNDER:
        return grant.funder
    return named(grant.initiative, runner(grant.initiative)) if side == Side.INITIATIVE else None
