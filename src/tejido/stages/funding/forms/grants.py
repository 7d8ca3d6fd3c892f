"""Forms for grants: the agreement with its rows, and one small form for each thing that can happen."""

from typing import Any, cast

from django import forms
from django.forms.formsets import formset_factory
from django.utils.translation import gettext_lazy as _

from tejido.engines.cleaning import Kind as FileKind
from tejido.ground.files.forms import CleanedFileField, UploadField
from tejido.ground.organisations.models import Organisation
from tejido.ground.organisations.vocabulary import Profile
from tejido.ground.web.fields import DayField
from tejido.stages.funding import folios
from tejido.stages.funding.forms.applications import BLANK, RowForm, Rows
from tejido.stages.funding.forms.money import MoneyField
from tejido.stages.funding.grant_terms import MILESTONE, PURPOSE, REFERENCE, TITLE, UNIT, Change, Goal, Step, Terms
from tejido.stages.funding.models import Grant, GrantReport, Instalment
from tejido.stages.funding.vocabulary.calls import Currency
from tejido.stages.funding.vocabulary.grants import Seen

NAMES_NOBODY = _("Name no persons: it goes into the public record.")
LARGEST_UPLOAD_HELP = _("Optional. The file that the biller sent you: folio, total and day are read from it, no names.")


def words_field(label: Any, help_text: Any = "", *, longest: int = 600, required: bool = True) -> forms.CharField:
    """Return a field for a few sentences."""
    area = forms.Textarea(attrs={"rows": 4})
    return forms.CharField(label=label, max_length=longest, help_text=help_text, required=required, widget=area)


class StepRow(RowForm):
    """One instalment with its milestone."""

    milestone = forms.CharField(label=_("What must be reached"), max_length=MILESTONE)
    due_on = DayField(label=_("Thought to be reached by"))
    amount = MoneyField(label=_("Paid once it is reached"))


class GoalRow(RowForm):
    """One expected result."""

    what = forms.CharField(label=_("What is to come of it"), max_length=MILESTONE)
    figure = forms.DecimalField(label=_("How many"), min_value=0, max_digits=12, decimal_places=2)
    unit = forms.CharField(label=_("Of what"), max_length=UNIT)


class ReportRow(RowForm):
    """One day on which a report is due."""

    due_on = DayField(label=_("Report due on"))


StepRows = formset_factory(StepRow, formset=Rows, extra=BLANK)
GoalRows = formset_factory(GoalRow, formset=Rows, extra=1)
ReportRows = formset_factory(ReportRow, formset=Rows, extra=1)


class WithRows(forms.Form):
    """A form with sets of rows; it holds where they hold. `more` asks for empty rows and keeps what was typed."""

    sets: dict[str, Any] = {}
    wants_more = False

    def __init__(self, data: Any = None, *args: Any, rows: dict[str, Any] | None = None, **kwargs: Any) -> None:
        if data is not None and "more" in data:
            data = data.copy()
            self.wants_more = True
            for name in self.sets:
                data[f"{name}-TOTAL_FORMS"] = str(min(40, int(data.get(f"{name}-TOTAL_FORMS") or 0) + BLANK))
        super().__init__(data, *args, **kwargs)
        self.rows = {name: made(data, prefix=name, initial=(rows or {}).get(name)) for name, made in self.sets.items()}

    def is_valid(self) -> bool:
        """Say whether the form and all its rows hold."""
        hold = [rows.is_valid() for rows in self.rows.values()] if self.is_bound else [False]
        return super().is_valid() and all(hold) and not self.wants_more

    def steps(self) -> list[Step]:
        """Return the instalments that were typed."""
        return [Step(it["milestone"], it["amount"], it["due_on"]) for it in self.rows["steps"].said]

    def reports(self) -> list[Any]:
        """Return the days of reports that were typed."""
        return [it["due_on"] for it in self.rows["reports"].said]


class TermsForm(WithRows):
    """What the two sides agree on."""

    sets = {"steps": StepRows, "goals": GoalRows, "reports": ReportRows}

    title = forms.CharField(label=_("What the money is for"), max_length=TITLE)
    purpose = words_field(_("In a few sentences"), NAMES_NOBODY, longest=PURPOSE, required=False)
    reference = forms.CharField(label=_("Number of the agreement on paper"), max_length=REFERENCE, required=False)
    currency = forms.ChoiceField(label=_("Currency"), choices=Currency.choices)
    amount = MoneyField(label=_("Amount in all"))
    begins_on = DayField(label=_("Begins on"))
    ends_on = DayField(label=_("Ends on"))
    foreign_programme = forms.CharField(
        label=_("Number of the programme, where the money comes from abroad"), max_length=80, required=False
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def terms(self) -> Terms:
        """Return what was typed."""
        said = {name: self.cleaned_data[name] for name in self.fields if name != "version"}
        goals = [Goal(it["what"], it["figure"], it["unit"]) for it in self.rows["goals"].said]
        return Terms(steps=self.steps(), goals=goals, reports=self.reports(), **said)


class AmendmentForm(WithRows):
    """What is to change, and why."""

    sets = {"steps": StepRows, "reports": ReportRows}

    amount = MoneyField(label=_("Amount in all"))
    ends_on = DayField(label=_("Ends on"))
    reason = words_field(_("Why"), NAMES_NOBODY)

    def change(self) -> Change:
        """Return what was typed."""
        said = self.cleaned_data
        return Change(said["amount"], said["ends_on"], self.steps(), self.reports())


def filled(terms: Terms) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return what a form for terms begins with: fields, and rows."""
    own = {name: getattr(terms, name) for name in TermsForm.base_fields if name != "version"}
    goals = [{"what": it.what, "figure": it.figure.normalize(), "unit": it.unit} for it in terms.goals]
    return own, {"goals": goals} | filled_change(Change(terms.amount, terms.ends_on, terms.steps, terms.reports))


def filled_change(change: Change) -> dict[str, Any]:
    """Return the rows that a form for a change begins with."""
    steps = [{"milestone": it.milestone, "amount": it.amount, "due_on": it.due_on} for it in change.steps]
    return {"steps": steps, "reports": [{"due_on": day} for day in change.reports]}


class NothingForm(forms.Form):
    """Nothing to type."""


class GrantReasonForm(forms.Form):
    """A reason that others read."""

    reason = words_field(_("Why"), NAMES_NOBODY)


class AnswerOfferForm(forms.Form):
    """Yes to the offer, or what should be different."""

    agrees = forms.ChoiceField(
        label=_("Your answer"),
        choices=[("yes", _("Yes: we agree to all of this")), ("no", _("No: something should be different"))],
        widget=forms.RadioSelect,
    )
    reason = words_field(_("What should be different, if no"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)


class ProfileChoiceForm(forms.Form):
    """How much is shown."""

    to = forms.ChoiceField(label=_("How much is shown of the grant"), choices=Profile.choices, widget=forms.RadioSelect)


class ReachedForm(forms.Form):
    """That a milestone was reached, and what shows it."""

    text = words_field(_("What was done, and where it can be seen"), _("Name no persons."), longest=1200)
    reached_on = DayField(label=_("Reached on"))
    upload = CleanedFileField(label=_("Picture or PDF"), required=False)


class CheckForm(forms.Form):
    """Whether a milestone was reached."""

    accepted = forms.TypedChoiceField(
        label=_("Was it reached?"),
        choices=[("yes", _("Yes: it can be paid")), ("no", _("No: something is missing"))],
        coerce=lambda said: said == "yes",
        widget=forms.RadioSelect,
    )
    note = words_field(_("What is missing, if no"), required=False)


class PayForm(forms.Form):
    """That an instalment was paid."""

    paid_on = DayField(label=_("Paid on"))
    amount = MoneyField(label=_("How much was paid"))


class InvoiceForm(forms.Form):
    """An invoice, typed or read out of its file."""

    file = UploadField(label=_("File of the invoice (XML)"), required=False, help_text=LARGEST_UPLOAD_HELP)
    folio = forms.CharField(
        label=_("Fiscal folio"),
        max_length=80,
        required=False,
        help_text=_("32 digits and letters, in capitals or not, with or without strokes."),
    )
    amount = MoneyField(
        label=_("How much of it this grant paid"), required=False, help_text=_("Empty: all that the invoice says.")
    )
    issued_on = DayField(label=_("Day of the invoice"), required=False)
    what = forms.CharField(label=_("What was bought"), max_length=160, help_text=_("Name no persons."))
    instalment = forms.ModelChoiceField(
        label=_("Out of which instalment"), queryset=Instalment.objects.none(), required=False
    )

    def __init__(self, *args: Any, grant: Grant, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.grant = grant
        paid = grant.instalments.filter(paid_on__isnull=False)
        cast("forms.ModelChoiceField[Any]", self.fields["instalment"]).queryset = paid

    def clean(self) -> dict[str, Any]:
        """Fill in from the file what was not typed."""
        said: dict[str, Any] = super().clean() or {}
        upload = said.pop("file", None)
        if upload:
            self._read(upload.read(), said)
        for name in ("folio", "amount", "issued_on"):
            if said.get(name) in (None, "") and name not in self.errors:
                self.add_error(name, _("Type it, or add the file of the invoice."))
        return said

    def _read(self, data: bytes, said: dict[str, Any]) -> None:
        try:
            read = folios.read_invoice(data)
        except folios.NotAnInvoice:
            self.add_error("file", _("This is not the XML file of an invoice. Type the folio instead."))
            return
        if said.get("folio") and folios.folio_of(said["folio"]) != read.folio:
            self.add_error("folio", _("The file has another folio. Empty this field, or choose the right file."))
        if read.currency not in {"", "XXX", self.grant.currency} and said.get("amount") is None:
            self.add_error("amount", _("The invoice is in another currency. Type how much of this grant paid it."))
        said["folio"] = said.get("folio") or str(read.folio)
        said["issued_on"] = said.get("issued_on") or read.issued_on
        if said.get("amount") is None and "amount" not in self.errors:
            said["amount"] = read.total


class ReturnForm(forms.Form):
    """Money that was given back."""

    amount = MoneyField(label=_("How much was given back"))
    returned_on = DayField(label=_("Given back on"))
    reason = words_field(_("Why"), NAMES_NOBODY)


class GrantReportForm(forms.Form):
    """What was done, and one number for each expected result."""

    text = words_field(_("What was done since the last report"), NAMES_NOBODY, longest=3000)

    def __init__(self, *args: Any, report: GrantReport, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.targets = list(report.grant.targets.all())
        for target in self.targets:
            words = {"what": target.what, "figure": f"{target.figure.normalize():f}", "unit": target.unit}
            self.fields[f"figure_{target.number}"] = forms.DecimalField(
                label=_("%(what)s: how many so far (expected: %(figure)s %(unit)s)") % words,
                min_value=0,
                max_digits=12,
                decimal_places=2,
                required=False,
            )
            self.fields[f"source_{target.number}"] = forms.CharField(
                label=_("%(what)s: where it is written, or who counted") % words, max_length=160, required=False
            )

    def clean(self) -> dict[str, Any]:
        """Ask for the source of each number."""
        said: dict[str, Any] = super().clean() or {}
        for target in self.targets:
            if said.get(f"figure_{target.number}") is not None and not said.get(f"source_{target.number}"):
                self.add_error(f"source_{target.number}", _("Say where this is written or who counted."))
        return said


class AnswerAmendmentForm(forms.Form):
    """Yes or no to a change."""

    accepted = forms.TypedChoiceField(
        label=_("Your answer"),
        choices=[("yes", _("Yes: it holds from now on")), ("no", _("No: what stands holds"))],
        coerce=lambda said: said == "yes",
        widget=forms.RadioSelect,
    )
    answer = words_field(_("Why, if no"), required=False)


class VoiceForm(forms.Form):
    """Something that a citizen says, for an organisation or as nobody in particular."""

    organisation = forms.ModelChoiceField(
        label=_("Who speaks"),
        queryset=Organisation.objects.none(),
        required=False,
        empty_label=_("Myself, without any name"),
    )

    def __init__(self, *args: Any, organisations: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ModelChoiceField[Any]", self.fields["organisation"]).queryset = organisations
        if not organisations.exists():
            del self.fields["organisation"]


class VisitForm(VoiceForm):
    """What somebody saw."""

    seen = forms.ChoiceField(label=_("In short"), choices=Seen.choices, widget=forms.RadioSelect)
    text = words_field(
        _("What you saw, and where"), _("Name no persons, and say nothing that tells who you are."), longest=2000
    )
    visited_on = DayField(label=_("Day"))
    instalment = forms.ChoiceField(label=_("Which milestone you went to see"), required=False)
    photo_1 = CleanedFileField(label=_("Photo"), kinds=frozenset({FileKind.IMAGE}), longest_side=1600, required=False)
    caption_1 = forms.CharField(label=_("What is to be seen on it"), max_length=160, required=False)
    photo_2 = CleanedFileField(
        label=_("Another photo"), kinds=frozenset({FileKind.IMAGE}), longest_side=1600, required=False
    )
    caption_2 = forms.CharField(label=_("What is to be seen on the other"), max_length=160, required=False)

    def __init__(self, *args: Any, milestones: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields["instalment"]).choices = [("", _("The whole")), *milestones]
        if not milestones:
            del self.fields["instalment"]


class DoubtForm(VoiceForm):
    """A question in public."""

    text = words_field(
        _("What you want to know"), _("Name no persons, and say nothing that tells who you are."), longest=2000
    )


class GrantAnswerForm(forms.Form):
    """An answer in public."""

    text = words_field(_("Your answer"), NAMES_NOBODY, longest=2000)
