"""What happens to an intake on its way: staged, checked, applied or given up."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from tejido.ground.intake import kinds, queries
from tejido.ground.intake.checking import Checked, check
from tejido.ground.intake.columns import Sheet, match, missing
from tejido.ground.intake.kinds import Asked, IntakeKind
from tejido.ground.intake.models import ROWS_PER_CHUNK, Chunk, Intake
from tejido.ground.intake.vocabulary import NEXT, State, Verdict
from tejido.ground.people.models import Person
from tejido.ground.web.acting import NotAllowed, Refused, action

MOST_AT_ONCE = 5  # intakes of one person; the oldest goes first


class NotYours(NotAllowed):
    """Somebody else's intake."""

    message = _("This import was begun by somebody else.")


class NotNow(Refused):
    """The intake is not in the state for this, for example because it was applied already."""

    message = _("This import cannot be changed any more. Choose the file again to import it anew.")


class ColumnsMissing(Refused):
    """A required column has no heading."""

    message = _("Choose a heading for every column that is required.")


class NothingToImport(Refused):
    """No row can be made or changed."""

    message = _("There is no row to import. Correct the ones that are refused and choose the file again.")


@action
def stage_intake(kind: IntakeKind, sheet: Sheet, *, subject: str = "", by: Person, now: datetime) -> Intake:
    """Keep the rows of a file for a day, so that nothing is lost before they are imported; match what headings tell.

    Raises NotAllowed.
    """
    kind.check_may(by, subject)
    _make_room(by, now)
    intake = Intake.objects.create(
        kind=kind.name,
        subject=subject,
        person=by,
        made_at=now.replace(minute=0, second=0, microsecond=0),
        sheet=sheet.sheet[:100],
        headings=sheet.headings,
        row_count=len(sheet.rows),
        matches=match(kind.columns, sheet.headings),
    )
    Chunk.objects.bulk_create(
        Chunk(intake=intake, number=number, rows=sheet.rows[start : start + ROWS_PER_CHUNK])
        for number, start in enumerate(range(0, len(sheet.rows), ROWS_PER_CHUNK))
    )
    return intake


@action
def match_columns(intake: Intake, *, matches: Mapping[str, int], by: Person, now: datetime) -> Intake:
    """Say which heading is which column, and check every row. Raises NotAllowed, NotNow, ColumnsMissing."""
    kind = _kind_for(intake, by)
    _move(intake, State.CHECKED)
    if missing(kind.columns, matches):
        raise ColumnsMissing
    intake.matches = dict(matches)
    _keep_verdicts(intake, _checked(intake, kind, by, now))
    intake.save()
    return intake


@action
def apply_intake(intake: Intake, *, by: Person, now: datetime) -> Intake:
    """Import every row that can be; all of them or, where the app's own action refuses one, none. Erases the rows.

    The rows are checked once more, since the site may have changed. Raises NotAllowed, NotNow, NothingToImport, and
    what the app's actions refuse.
    """
    kind = _kind_for(intake, by)
    _move(intake, State.APPLIED)
    checked = _checked(intake, kind, by, now)
    if not checked.plan.create and not checked.plan.update:
        raise NothingToImport
    kind.apply(checked.plan, Asked(by, now, intake.subject))
    intake.counts = _counts(checked)
    intake.headings, intake.matches = [], {}
    intake.save()
    intake.chunks.all().delete()
    return intake


@action
def drop_intake(intake: Intake, *, by: Person) -> None:
    """Give up an import and erase its rows. Raises NotAllowed."""
    _kind_for(intake, by)
    intake.delete()


def erase_old(now: datetime) -> int:
    """Erase what is older than a day; return how many files it were."""
    return queries.old_intakes(now).delete()[1].get(Intake._meta.label, 0)


def _kind_for(intake: Intake, by: Person) -> IntakeKind:
    if by is None or intake.person_id != by.pk:
        raise NotYours
    kind = kinds.find(intake.kind)
    if kind is None:
        raise NotNow
    kind.check_may(by, intake.subject)
    return kind


def _move(intake: Intake, to: State) -> None:
    """Change the state if the table allows it; of two requests at once only one does."""
    before = [state for state, after in NEXT.items() if to in after]
    if not Intake.objects.filter(pk=intake.pk, state__in=before).update(state=to):
        raise NotNow
    intake.state = to


def _checked(intake: Intake, kind: IntakeKind, by: Person, now: datetime) -> Checked:
    rows = queries.staged_rows(intake)
    return check(kind, intake.matches, rows, len(intake.headings), Asked(by, now, intake.subject))


def _keep_verdicts(intake: Intake, checked: Checked) -> None:
    """Write beside every row what will become of it, so that a page reads no more than it shows."""
    said: dict[int, tuple[str, list[tuple[str, str, str]]]] = {}
    said |= {row.line: (Verdict.NEW, []) for row in checked.plan.create}
    said |= {row.line: (Verdict.SAME, []) for row in checked.plan.unchanged}
    for update in checked.plan.update:
        changes = [(change.label, change.before, change.after) for change in update.changes]
        said[update.row.line] = (Verdict.CHANGED, changes)
    for line, problems in checked.refused.items():
        said[line] = (Verdict.REFUSED, [(problem.column, problem.value, problem.message) for problem in problems])
    for pk in list(intake.chunks.values_list("pk", flat=True)):  # one at a time: together they are large
        chunk = Chunk.objects.get(pk=pk)
        chunk.verdicts = [said[line] for line, _cells in chunk.rows]
        verdicts = Counter(verdict for verdict, _details in chunk.verdicts)
        chunk.refused = verdicts[Verdict.REFUSED]
        chunk.accepted = verdicts[Verdict.NEW] + verdicts[Verdict.CHANGED]
        chunk.save(update_fields=["verdicts", "refused", "accepted"])
    intake.counts = _counts(checked)


def _counts(checked: Checked) -> dict[str, int]:
    plan = checked.plan
    return {
        Verdict.NEW: len(plan.create),
        Verdict.CHANGED: len(plan.update),
        Verdict.SAME: len(plan.unchanged),
        Verdict.REFUSED: len(checked.refused),
    }


def _make_room(by: Person, now: datetime) -> None:
    erase_old(now)
    kept = Intake.objects.filter(person=by).order_by("-made_at", "pk").values_list("pk", flat=True)
    Intake.objects.filter(pk__in=list(kept[MOST_AT_ONCE - 1 :])).delete()
