"""The leaves of a diagnosis: what each act carries into the public record."""

from datetime import date
from typing import Any

from tejido.ground.ledger.vocabulary import Recorded
from tejido.ground.organisations.models import Organisation, Post
from tejido.ground.organisations.profiles import Output, linked
from tejido.ground.organisations.recording import enter
from tejido.stages.reports.models import Diagnosis
from tejido.stages.reports.vocabulary.diagnoses import DiagnosisAct

COLUMNS = ("place", "quarter", "causes", "profile", "published_on", "edition", "edited_on", "organisation")
"""The public columns that leaves carry; `organisation` only while both are open."""

Actor = Organisation | Post | None


def enter_whole(diagnosis: Diagnosis, *, by: Actor, day: date, is_first: bool) -> None:
    """Enter all that is public of the diagnosis: when it is published, and when it comes to be shown."""
    act = DiagnosisAct.PUBLISHED if is_first else DiagnosisAct.SHOWN
    fields: dict[str, Any] = {
        "place": diagnosis.place_id,
        "quarter": diagnosis.quarter,
        "causes": diagnosis.causes,
        "profile": diagnosis.profile,
        "published_on": diagnosis.published_on,
    }
    _enter(act, diagnosis, by, day, text=diagnosis.title, **fields, **_organisation(diagnosis))
    _enter(
        DiagnosisAct.TOLD,
        diagnosis,
        by,
        day,
        text=diagnosis.text,
        edition=diagnosis.edition,
        edited_on=diagnosis.edited_on,
    )


def enter_edition(diagnosis: Diagnosis, before: tuple[str, str, list[str]], *, by: Actor, day: date) -> None:
    """Enter a later version: what differs from the one `before` (title, text, causes)."""
    title, _text, causes = before
    if diagnosis.title != title:
        _enter(DiagnosisAct.RENAMED, diagnosis, by, day, text=diagnosis.title)
    fields = {"causes": diagnosis.causes} if diagnosis.causes != causes else {}
    _enter(
        DiagnosisAct.REVISED,
        diagnosis,
        by,
        day,
        text=diagnosis.text,
        edition=diagnosis.edition,
        edited_on=diagnosis.edited_on,
        **fields,
    )


def enter_profile(diagnosis: Diagnosis, *, by: Actor, day: date) -> None:
    """Enter how much is shown from now on."""
    fields = {"profile": diagnosis.profile} | _organisation(diagnosis)
    _enter(DiagnosisAct.PROFILE_CHANGED, diagnosis, by, day, **fields)


def _enter(act: DiagnosisAct, diagnosis: Diagnosis, by: Actor, day: date, *, text: str = "", **fields: Any) -> None:
    enter(
        act,
        subject=diagnosis,
        under=diagnosis.profile,
        by=by,
        day=day,
        text=text,
        url=diagnosis.get_absolute_url(),
        also=_around(diagnosis),
        **fields,
    )


def _around(diagnosis: Diagnosis) -> list[Recorded]:
    """Return what people may follow to hear of it: its place, and its organisation while both are open."""
    is_linked = linked(diagnosis.profile, diagnosis.organisation.profile, Output.RECORD)
    return [diagnosis.place, diagnosis.organisation] if is_linked else [diagnosis.place]


def _organisation(diagnosis: Diagnosis) -> dict[str, str]:
    is_linked = linked(diagnosis.profile, diagnosis.organisation.profile, Output.RECORD)
    return {"organisation": str(diagnosis.organisation_id)} if is_linked else {}
