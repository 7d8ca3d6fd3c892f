"""An application in parts, each a page that is saved as one goes on; rows are added without scripts."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.forms.formsets import BaseFormSet, formset_factory
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tejido.ground.organisations.models import Organisation
from tejido.ground.organisations.profiles import Output
from tejido.ground.organisations.queries import organisations_shown
from tejido.ground.organisations.vocabulary import Kind
from tejido.ground.web.fields import DayField
from tejido.ground.web.searching import folded
from tejido.stages.funding import sheets
from tejido.stages.funding.forms.money import MoneyField
from tejido.stages.funding.models import Application
from tejido.stages.funding.queries.reviews import MOST_POINTS
from tejido.stages.funding.sheets import Expected, Line, Partner, Sheet, Step
from tejido.stages.funding.vocabulary.calls import CostKind

BLANK = 2
"""Empty rows under those that are written."""


class InstitutionField(forms.CharField):
    """A public institution that is listed here, typed by its name."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=160, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """Show it by its name."""
        return value.name if isinstance(value, Organisation) else value

    def clean(self, value: Any) -> Any:
        """Return the institution, or None for nothing."""
        text = super().clean(value)
        if not text:
            return None
        rows = organisations_shown(Output.LIST).filter(kind=Kind.INSTITUTION, closed_on=None)
        found = list(rows.filter(searchable=folded(text)[:200])[:2]) or list(
            rows.filter(searchable__contains=folded(text))[:6]
        )
        if not found:
            raise forms.ValidationError(_("No public institution is listed here under this name."))
        if len(found) > 1:
            names = "; ".join(one.name for one in found)
            raise forms.ValidationError(_("Several have this name: %(names)s. Write the whole one.") % {"names": names})
        return found[0]


class PurposeForm(forms.Form):
    """What the money is for."""

    title = forms.CharField(
        label=_("What the money is for"),
        max_length=sheets.TITLE_LENGTH,
        required=False,
        help_text=_("A few words, as they would stand on a ballot."),
    )
    summary = forms.CharField(
        label=_("In a few sentences"),
        max_length=sheets.SUMMARY_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("What you will do, and for whom. Name no persons, and no hours and places of meetings."),
    )

    @staticmethod
    def initial_of(application: Application) -> dict[str, Any]:
        """Return what stands there now."""
        return {"title": application.title, "summary": application.summary}

    def sheet(self) -> Sheet:
        """Return what was typed."""
        return Sheet(title=self.cleaned_data["title"], summary=self.cleaned_data["summary"])


class InstitutionForm(forms.Form):
    """The institution without which it cannot be done."""

    institution = InstitutionField(
        label=_("Public institution that has to take part"),
        required=False,
        help_text=_(
            "Leave it empty where you need none. It reads your application and answers whether it can be done."
        ),
    )
    institution_part = forms.CharField(
        label=_("What it would have to do"),
        max_length=sheets.PART_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    @staticmethod
    def initial_of(application: Application) -> dict[str, Any]:
        """Return what stands there now."""
        return {"institution": application.institution, "institution_part": application.institution_part}

    def sheet(self) -> Sheet:
        """Return what was typed."""
        return Sheet(partner=Partner(self.cleaned_data["institution"], self.cleaned_data["institution_part"]))


class RowForm(forms.Form):
    """One row: as long as nothing was typed into it, it is empty, whatever is chosen in it."""

    def has_changed(self) -> bool:
        """Say whether something was typed."""
        typed = (name for name in self.fields if name != "kind")
        return any(str(self.data.get(self.add_prefix(name), "")).strip() for name in typed)


class LineForm(RowForm):
    """One line of what it costs."""

    what = forms.CharField(label=_("What"), max_length=sheets.WHAT_LENGTH)
    kind = forms.ChoiceField(label=_("Kind"), choices=CostKind.choices, initial=CostKind.MATERIALS)
    amount = MoneyField(label=_("How much"))


class StepForm(RowForm):
    """One milestone."""

    what = forms.CharField(label=_("What will be done by then"), max_length=sheets.WHAT_LENGTH)
    due_on = DayField(label=_("Day"))
    amount = MoneyField(label=_("Paid once it is done"))


class ExpectedForm(RowForm):
    """One result that is to come of it."""

    what = forms.CharField(label=_("What"), max_length=sheets.WHAT_LENGTH)
    figure = forms.DecimalField(label=_("How many"), min_value=0, max_digits=12, decimal_places=2)
    unit = forms.CharField(label=_("Of what"), max_length=sheets.UNIT_LENGTH)


class Rows(BaseFormSet):  # type: ignore[type-arg]  # of any of the three
    """Rows of a part: empty ones are passed over, and none has to be filled in."""

    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        """Let every row be emptied, also one that was kept before: so it is deleted."""
        return super().get_form_kwargs(index) | {"empty_permitted": True}

    @property
    def said(self) -> list[dict[str, Any]]:
        """What was typed, row by row."""
        return [row.cleaned_data for row in self.forms if row.has_changed() and row.cleaned_data]


LineRows = formset_factory(LineForm, formset=Rows, extra=BLANK)
StepRows = formset_factory(StepForm, formset=Rows, extra=BLANK)
ExpectedRows = formset_factory(ExpectedForm, formset=Rows, extra=BLANK)


def rows_of(part: str, application: Application) -> list[dict[str, Any]]:
    """Return the rows of a part as they stand now."""
    if part == "costos":
        return [{"what": it.what, "kind": it.kind, "amount": it.amount} for it in application.lines.all()]
    if part == "etapas":
        return [{"what": it.what, "due_on": it.due_on, "amount": it.amount} for it in application.steps.all()]
    return [{"what": it.what, "figure": it.figure.normalize(), "unit": it.unit} for it in application.expected.all()]


def sheet_of(part: str, rows: Sequence[dict[str, Any]]) -> Sheet:
    """Return the typed rows of a part."""
    if part == "costos":
        return Sheet(lines=[Line(it["what"], it["amount"], it["kind"]) for it in rows])
    if part == "etapas":
        return Sheet(steps=[Step(it["what"], it["due_on"], it["amount"]) for it in rows])
    return Sheet(expected=[Expected(it["what"], it["figure"], it["unit"]) for it in rows])


ROWS: dict[str, Any] = {"costos": LineRows, "etapas": StepRows, "resultados": ExpectedRows}
FORMS: dict[str, Any] = {"para-que": PurposeForm, "institucion": InstitutionForm}


class SendForm(forms.Form):
    """What whoever sends an application says."""

    declares = forms.BooleanField(
        label=_("This is so"),
        error_messages={"required": _("It can only be sent with this declaration.")},
    )
    agrees = forms.BooleanField(
        label=_("We know that its title, municipality and amount stand on the ballot for all to read"),
        error_messages={"required": _("On a ballot all read it; without this it cannot be sent.")},
    )

    def __init__(self, *args: Any, asks: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not asks:
            del self.fields["agrees"]


class ReviewForm(forms.Form):
    """What one who reviews says."""

    admits = forms.TypedChoiceField(
        label=_("Should it be admitted?"),
        choices=[("yes", _("Yes")), ("no", _("No"))],
        coerce=lambda said: said == "yes",
        widget=forms.RadioSelect,
    )
    points = forms.IntegerField(
        label=_("Points from 0 to 10"), min_value=0, max_value=MOST_POINTS, help_text=_("10 is the best.")
    )
    reasons = forms.CharField(
        label=_("Why"),
        max_length=1200,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Those who apply read this, without your name."),
    )

    def __init__(self, *args: Any, with_points: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not with_points:
            del self.fields["points"]


class FeasibleForm(forms.Form):
    """Whether the institution says that it can be done."""

    feasible = forms.TypedChoiceField(
        label=_("Can it be done, for its part?"),
        choices=[("yes", _("Yes")), ("no", _("No"))],
        coerce=lambda said: said == "yes",
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Why, or under which conditions"), max_length=600, widget=forms.Textarea(attrs={"rows": 3})
    )


class RecordedForm(FeasibleForm):
    """The same, written down on the institution's behalf."""

    source = forms.CharField(
        label=_("Where it says so"), max_length=200, help_text=_("Number of the letter, minutes, address of a page.")
    )


class LetterForm(forms.Form):
    """A message to the other side."""

    text = forms.CharField(
        label=_("Message"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Without names and telephone numbers: the site carries it."),
    )


PARTS: dict[str, Promise] = {
    "para-que": _("What for"),
    "costos": _("What it costs"),
    "etapas": _("Milestones"),
    "resultados": _("Results"),
    "institucion": _("Institution"),
    "enviar": _("Send"),
}
