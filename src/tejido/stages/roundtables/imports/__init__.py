"""Commitments from a spreadsheet: most tables keep theirs there. The pages of the import are `tejido.ground.intake`.

What the file says beyond "proposed" is the staff's word, not the owner's: it arrives as recorded on the owner's behalf,
with its source and the owner's ten business days. A row that is known already (by its key, or by its words and owner)
updates and never doubles; nothing is changed silently: dates are moved, states follow the table of transitions.
"""

from django.core.exceptions import ValidationError
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext_lazy

from tejido.ground.intake.kinds import IntakeKind
from tejido.ground.people.models import Person
from tejido.stages.roundtables.imports.applying import apply_import, roundtable_of
from tejido.stages.roundtables.imports.columns import COLUMNS
from tejido.stages.roundtables.imports.planning import facts_of, plan_import
from tejido.stages.roundtables.models import Roundtable
from tejido.stages.roundtables.policies.commitments import check_runs

__all__ = ["KIND", "apply_import", "facts_of", "plan_import"]


def _check_may(person: Person | None, subject: str) -> None:
    try:
        check_runs(person, roundtable_of(subject))
    except (Roundtable.DoesNotExist, ValidationError):
        raise Http404 from None


KIND = IntakeKind(
    name="compromisos",
    title=gettext_lazy("Commitments of a roundtable"),
    columns=COLUMNS,
    plan=lambda rows, asked: plan_import(rows, facts_of(roundtable_of(asked.subject), asked)),
    apply=apply_import,
    check_may=_check_may,
    done_url=lambda subject: reverse("roundtable", args=[subject]),
    key=("text", "owner"),
    help=gettext_lazy("One row a commitment. Nothing is lost: rows that cannot be used come back with what to mend."),
)
