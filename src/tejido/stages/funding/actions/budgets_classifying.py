"""What a line buys, said with a reason by an organisation, and adopted or not. All of it stays in the record."""

from datetime import date, datetime
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from tejido.ground.organisations.models import Organisation
from tejido.ground.organisations.recording import enter
from tejido.ground.organisations.vocabulary import Profile
from tejido.ground.people.models import Person
from tejido.ground.web.acting import Refused, action
from tejido.stages.funding import budget_tables
from tejido.stages.funding.budget_tables import Account
from tejido.stages.funding.classifying import ANNEX_19, by_code
from tejido.stages.funding.models import BudgetLine, Classification
from tejido.stages.funding.policies import budgets as policies
from tejido.stages.funding.policies.budgets import Actor
from tejido.stages.funding.vocabulary.budgets import BudgetAct, Category, Certainty, ClassificationState

SHORTEST = 20
LONGEST = 600


class BadReason(Refused):
    """A classification without a reason would be an opinion."""

    message = _("Say why in a sentence or two (20 to 600 characters): what the line pays, and where that can be read.")
    field = "reason"


class SameCategory(Refused):
    """The line stands there already."""

    message = _("The line stands in this category already.")
    field = "category"


class AnnexNotPrevention(Refused):
    """The total of Annex 19 is never the budget of prevention."""

    message = _("Annex 19 as a whole is not prevention: bring in its programmes and classify those one by one.")
    field = "category"


class WaitsAlready(Refused):
    """The organisation has said something of this line that nobody has decided on."""

    message = _("Your organisation has a classification of this line that waits already. Take it back first.")


class Decided(Refused):
    """It was decided on, or taken back."""

    message = _("This classification was decided on or taken back already.")


@action
def propose_classification(
    line: BudgetLine, *, category: str, reason: str, organisation: Organisation | None, by: Person, now: datetime
) -> Classification:
    """Say what a line buys and why; the line shows it beside its present category until the host decides.

    Raises NotAllowed, BadReason, SameCategory, AnnexNotPrevention, WaitsAlready.
    """
    actor = policies.check_may_classify(by, organisation)
    locked = BudgetLine.objects.select_for_update(of=("self",)).get(pk=line.pk)
    said = _checked(locked, category, reason)
    waiting = locked.classifications.filter(organisation=organisation, state=ClassificationState.PROPOSED)
    if waiting.exists():
        raise WaitsAlready
    made = Classification.objects.create(
        line=locked, organisation=organisation, category=category, reason=said, stated_on=localdate(now)
    )
    fields = {"line": str(locked.pk), "category": category, "stated_on": made.stated_on, "state": made.state}
    _enter(BudgetAct.PROPOSED, made, actor, made.stated_on, text=said, **fields)
    return made


@action
def adopt_classification(classification: Classification, *, by: Person, now: datetime) -> Classification:
    """Let the line stand where the classification says. Raises NotAllowed, Decided, AnnexNotPrevention."""
    policies.check_may_decide(by)
    locked, line = _locked(classification)
    if locked.state != ClassificationState.PROPOSED:
        raise Decided
    if _is_annex(line):
        raise AnnexNotPrevention
    today = localdate(now)
    for earlier in line.classifications.filter(state=ClassificationState.ADOPTED):
        _end(earlier, ClassificationState.REPLACED, BudgetAct.REPLACED, None, today)
    locked.state = ClassificationState.ADOPTED
    locked.save(update_fields=["state"])
    line.category, line.certainty, line.reason, line.own = locked.category, Certainty.SURE, "", locked
    line.save(update_fields=["category", "certainty", "reason", "own"])
    _enter(BudgetAct.ADOPTED, locked, None, today, state=locked.state)
    return locked


@action
def refuse_classification(classification: Classification, *, answer: str, by: Person, now: datetime) -> Classification:
    """Leave the line where it stands, and say why. Raises NotAllowed, Decided, BadReason."""
    policies.check_may_decide(by)
    locked, _line = _locked(classification)
    if locked.state != ClassificationState.PROPOSED:
        raise Decided
    said = " ".join(answer.split())
    if not SHORTEST <= len(said) <= LONGEST:
        raise BadReason(field="answer")
    locked.answer = said
    locked.save(update_fields=["answer"])
    return _end(locked, ClassificationState.REFUSED, BudgetAct.REFUSED, None, localdate(now), text=said)


@action
def withdraw_classification(classification: Classification, *, by: Person, now: datetime) -> Classification:
    """Take a classification back; a line that stood by it goes back to what its account or code says.

    Raises NotAllowed, Decided.
    """
    actor = policies.check_may_withdraw(by, classification)
    locked, line = _locked(classification)
    if locked.state not in {ClassificationState.PROPOSED, ClassificationState.ADOPTED}:
        raise Decided
    if line.own_id == locked.pk:
        found = _by_table(line)
        line.category, line.certainty, line.reason, line.own = found.category, found.certainty, found.reason, None
        line.save(update_fields=["category", "certainty", "reason", "own"])
    return _end(locked, ClassificationState.WITHDRAWN, BudgetAct.WITHDRAWN, actor, localdate(now))


def _checked(line: BudgetLine, category: str, reason: str) -> str:
    said = " ".join(reason.split())
    if not SHORTEST <= len(said) <= LONGEST:
        raise BadReason
    if category not in Category.values:
        raise SameCategory(_("Choose one of the list."))
    if _is_annex(line):
        raise AnnexNotPrevention
    if category == line.category:
        raise SameCategory
    return said


def _is_annex(line: BudgetLine) -> bool:
    return (line.scheme, line.function) == ANNEX_19


def _by_table(line: BudgetLine) -> Account:
    """Return what account or code say of a line, as if nobody had classified it."""
    accounts = budget_tables.accounts(line.source.key) if line.source.key else {}
    return accounts.get(line.code) or by_code(line.scheme, line.function)


def _locked(classification: Classification) -> tuple[Classification, BudgetLine]:
    lines = BudgetLine.objects.select_for_update(of=("self",)).select_related("source")
    line = lines.get(pk=classification.line_id)
    return Classification.objects.select_for_update(of=("self",)).get(pk=classification.pk), line


def _end(
    one: Classification, state: ClassificationState, act: BudgetAct, actor: Actor, day: date, text: str = ""
) -> Classification:
    one.state, one.ended_on = state, day
    one.save(update_fields=["state", "ended_on"])
    _enter(act, one, actor, day, text=text, state=state)
    return one


def _enter(act: BudgetAct, one: Classification, actor: Actor, day: date, text: str = "", **fields: Any) -> None:
    url = one.get_absolute_url()
    enter(act, subject=one, under=Profile.OPEN, by=actor, day=day, text=text, url=url, also=[one.line], **fields)
