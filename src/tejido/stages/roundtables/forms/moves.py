"""Forms for what can happen to a commitment; each has the fields of one action."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tejido.ground.files.forms import CleanedFileField
from tejido.ground.organisations.models import Organisation
from tejido.ground.people.models import Person
from tejido.stages.roundtables.forms.commitments import MeetingChoice, day_field, words_field
from tejido.stages.roundtables.models import Commitment, Meeting
from tejido.stages.roundtables.policies.commitments import citizens_of
from tejido.stages.roundtables.transitions import STAFF, Who

NAMES_NOBODY = _("Name no persons: it goes into the public record.")


@dataclass(frozen=True)
class About:
    """Which commitment a form is about, for whom, and as whom that person acts."""

    commitment: Commitment
    person: Person
    who: Who


class MoveForm(forms.Form):
    """A form about a commitment; the staff is asked for its source."""

    asks_source = False

    def __init__(self, *args: Any, about: About, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.commitment, self.person = about.commitment, about.person
        if self.asks_source and about.who in STAFF:
            self.fields["source"] = forms.CharField(
                label=_("Where it is written"),
                max_length=200,
                help_text=_("You write this down for the owner: minutes or letter with its number."),
            )
        self.prepare()

    def prepare(self) -> None:
        """Fill in choices that depend on the commitment and the person."""


class ConfirmForm(MoveForm):
    """Nothing to type."""


class ReasonForm(MoveForm):
    """A reason."""

    reason = words_field(_("Why"), NAMES_NOBODY)


class ChangeForm(MoveForm):
    """Other words, another date, a reason."""

    text = words_field(_("The words that you propose"))
    due_on = day_field(_("The date that you propose"))
    reason = words_field(_("Why"), NAMES_NOBODY)

    def prepare(self) -> None:
        """Begin with what stands."""
        self.fields["text"].initial = self.commitment.text
        self.fields["due_on"].initial = self.commitment.due_on


class ReportForm(MoveForm):
    """How far it is."""

    asks_source = True
    progress = forms.IntegerField(
        label=_("How much is done, in hundredths (%)"), min_value=0, max_value=100, required=False
    )
    current = forms.DecimalField(label=_("Number now"), required=False, max_digits=14, decimal_places=2)
    note = words_field(_("What happened"), NAMES_NOBODY, required=False)

    def prepare(self) -> None:
        """Ask for no number that follows from the steps or belongs to no indicator."""
        if self.commitment.steps.all():
            del self.fields["progress"]
        else:
            self.fields["progress"].initial = self.commitment.progress
        if not self.commitment.indicator:
            del self.fields["current"]
        else:
            self.fields["current"].label = f"{self.commitment.indicator} ({self.commitment.unit})"


class DoneForm(ReportForm):
    """What was done."""

    note = words_field(_("What was done, and where it can be seen"), NAMES_NOBODY)

    def prepare(self) -> None:
        """Ask for no progress: it is whole."""
        super().prepare()
        self.fields.pop("progress", None)


class DateForm(MoveForm):
    """Another date."""

    to = day_field(_("New date"), _("The first date stays visible, and so does the reason."))
    reason = words_field(_("Why"), NAMES_NOBODY)


class CarryForm(MoveForm):
    """A later meeting."""

    meeting = MeetingChoice(label=_("The meeting that takes it up again"), queryset=Meeting.objects.none())

    def prepare(self) -> None:
        """Offer the meetings after the one it stands in."""
        stands_in = self.commitment.carried_to or self.commitment.meeting
        later = Meeting.objects.filter(roundtable=self.commitment.roundtable_id, starts_at__gt=stands_in.starts_at)
        later = later.exclude(state="cancelled").select_related("roundtable").order_by("starts_at")
        self.fields["meeting"].queryset = later  # type: ignore[attr-defined]


class StepForm(MoveForm):
    """A step."""

    text = forms.CharField(label=_("What is to be done"), max_length=280)
    due_on = day_field(_("By when"))
    weight = forms.IntegerField(
        label=_("Weight"),
        min_value=1,
        max_value=100,
        initial=1,
        help_text=_("How much of the whole this step is, beside the other steps: 2 counts twice as much as 1."),
    )


class StepReportForm(MoveForm):
    """How far a step is."""

    asks_source = True
    progress = forms.IntegerField(label=_("How much is done, in hundredths (%)"), min_value=0, max_value=100)
    note = words_field(_("What happened"), NAMES_NOBODY, required=False)


class EvidenceForm(MoveForm):
    """Words, and a link or a file."""

    text = words_field(_("What it shows"), NAMES_NOBODY)
    link = forms.URLField(label=_("Link"), max_length=400, required=False, assume_scheme="https")
    upload = CleanedFileField(label=_("Picture or PDF"), required=False)


class VerifyForm(MoveForm):
    """How one knows that it was kept."""

    organisation = forms.ModelChoiceField(label=_("For which organisation"), queryset=Organisation.objects.none())
    evidence = words_field(
        _("How you know"), _("What you saw, when and where. Name no persons: it goes into the public record.")
    )
    link = forms.URLField(label=_("Link"), max_length=400, required=False, assume_scheme="https")
    upload = CleanedFileField(label=_("Picture or PDF"), required=False)

    def prepare(self) -> None:
        """Offer the organisations that the person can speak for here."""
        offer_organisations(self)


class ObjectForm(MoveForm):
    """Why it was not kept."""

    organisation = forms.ModelChoiceField(label=_("For which organisation"), queryset=Organisation.objects.none())
    reason = words_field(_("Why it was not kept"), _("What is missing, and where it can be seen. Name no persons."))

    def prepare(self) -> None:
        """Offer the organisations that the person can speak for here."""
        offer_organisations(self)


def offer_organisations(form: MoveForm) -> None:
    """Offer the organisations that the person can speak for; where there is one, it is chosen already."""
    mine = [it.pk for it in citizens_of(form.person, form.commitment)]
    field = form.fields["organisation"]
    field.queryset = Organisation.objects.filter(pk__in=mine)  # type: ignore[attr-defined]
    if len(mine) == 1:
        field.initial = mine[0]


class AnswerForm(forms.Form):
    """The roundtable's answer to a change."""

    adopt = forms.ChoiceField(
        label=_("The roundtable"),
        choices=[("yes", _("adopts it")), ("no", _("declines it, and what stands holds"))],
        widget=forms.RadioSelect,
    )
    reason = words_field(_("Why, if it declines"), required=False)
