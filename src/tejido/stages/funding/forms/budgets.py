"""Forms of budgets. They read what was typed; what may be is checked by the actions."""

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any, cast

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from tejido.ground.organisations.models import Organisation
from tejido.ground.organisations.places import PlaceField
from tejido.ground.web.fields import DayField
from tejido.stages.funding.actions.budgets import MOST, About
from tejido.stages.funding.actions.budgets_classifying import LONGEST
from tejido.stages.funding.actions.budgets_moved import Said
from tejido.stages.funding.budget_money import CENTS
from tejido.stages.funding.models import BudgetLine, BudgetSource, Call
from tejido.stages.funding.queries.budgets_shift import LEAST
from tejido.stages.funding.queries.budgets_shift import MOST as MOST_PER_CENT
from tejido.stages.funding.vocabulary.budgets import BudgetKind, Category, Stage
from tejido.stages.funding.vocabulary.calls import CallState, Currency

AS_HOST = "host"


def speaker_field(ours: Sequence[Organisation], *, is_host: bool) -> forms.ChoiceField:
    """Return the choice of the organisation for which somebody acts."""
    choices = [(str(one.pk), one.name) for one in ours]
    if is_host:
        choices.append((AS_HOST, str(_("This site (host)"))))
    return forms.ChoiceField(label=_("Who says so"), choices=choices)


class SpeakerForm(forms.Form):
    """A form in which somebody acts for one of their organisations."""

    def __init__(self, *args: Any, ours: Sequence[Organisation], is_host: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._ours = {str(one.pk): one for one in ours}
        self.fields["speaker"] = speaker_field(ours, is_host=is_host)

    @property
    def organisation(self) -> Organisation | None:
        """The organisation that was chosen; None is the host."""
        return self._ours.get(self.cleaned_data["speaker"])


class SourceForm(SpeakerForm):
    """A budget that is added."""

    name = forms.CharField(label=_("Name of the budget"), max_length=160)
    kind = forms.ChoiceField(label=_("Whose money"), choices=BudgetKind.choices)
    place = PlaceField(
        label=_("Place"), help_text=_("Whose budget it is, or where it is spent: a municipality, a state, or México.")
    )
    currency = forms.ChoiceField(label=_("Currency"), choices=Currency.choices)
    stage = forms.ChoiceField(
        label=_("Stage it is mainly about"), choices=Stage.choices, help_text=_("Its pictures begin with this one.")
    )
    publisher = forms.CharField(label=_("Publisher"), max_length=160)
    document = forms.CharField(
        label=_("Document"), max_length=240, help_text=_("Title and date, so that others find it.")
    )
    url = forms.CharField(label=_("Address of the document"), max_length=300, required=False)
    terms = forms.CharField(label=_("Terms of use"), max_length=200, required=False)
    note = forms.CharField(
        label=_("What is missing or odd in it"),
        max_length=1200,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def about(self) -> About:
        """Return what was typed."""
        return About(**{name: self.cleaned_data[name] for name in self.cleaned_data if name != "speaker"})


class ClassifyForm(SpeakerForm):
    """What a line buys, and why."""

    category = forms.ChoiceField(label=_("What it buys"), choices=Category.choices, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Why"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("What the line pays, and where that can be read. It stays in the public record."),
    )


class AnswerForm(forms.Form):
    """Why a classification is not adopted."""

    answer = forms.CharField(label=_("Why not"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 4}))


class BecauseForm(forms.Form):
    """Why an entry is taken back."""

    because = forms.CharField(label=_("What was wrong"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 3}))


class AnnounceForm(SpeakerForm):
    """A shift that somebody announced."""

    what = forms.CharField(
        label=_("What was announced"),
        max_length=200,
        help_text=_("In one sentence, as close to their words as you can."),
    )
    said_by = forms.CharField(
        label=_("Who announced it"), max_length=160, help_text=_("The office or institution, not a person's name.")
    )
    announced_on = DayField(label=_("When"))
    source = forms.CharField(
        label=_("Where it can be checked"),
        max_length=300,
        help_text=_("Address or document with its date. Without it nothing can be entered."),
    )
    from_category = forms.ChoiceField(label=_("From"), choices=Category.choices, initial=Category.UNCLASSIFIED)
    to_category = forms.ChoiceField(label=_("Towards"), choices=Category.choices)
    amount = forms.DecimalField(
        label=_("Amount announced"),
        required=False,
        min_value=Decimal("0.01"),
        max_value=Decimal(MOST // CENTS),
        decimal_places=2,
        help_text=_("Empty where no amount was named."),
    )
    currency = forms.ChoiceField(label=_("Currency"), choices=Currency.choices)
    year = forms.IntegerField(label=_("For which year"), required=False, min_value=1900, max_value=2100)
    place = PlaceField(label=_("Place"))

    def said(self) -> Said:
        """Return what was typed."""
        given = {name: value for name, value in self.cleaned_data.items() if name != "speaker"}
        amount = given.pop("amount")
        return Said(**given, amount=None if amount is None else int(amount * CENTS))


class LinesChoice(forms.ModelMultipleChoiceField[BudgetLine]):
    """Lines of budgets, by name and year."""

    def label_from_instance(self, obj: BudgetLine) -> str:
        """Return how the line is called."""
        return f"{obj} · {obj.source}"


class FollowForm(forms.Form):
    """What followed from an announcement: lines that a search found, and calls."""

    def __init__(self, *args: Any, lines: QuerySet[BudgetLine], calls: QuerySet[Call], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lines"] = LinesChoice(
            label=_("Lines of budgets"), queryset=lines, required=False, widget=forms.CheckboxSelectMultiple
        )
        self.fields["calls"] = forms.ModelMultipleChoiceField(
            label=_("Calls"),
            queryset=calls.exclude(state=CallState.DRAFT),
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )


class ShiftForm(forms.Form):
    """Which part of whose interdiction; read from the address, so that it can be shared."""

    fuente = forms.ModelChoiceField(label=_("Budget"), queryset=BudgetSource.objects.none())
    anio = forms.TypedChoiceField(label=_("Year"), coerce=int)
    por_ciento = forms.CharField(
        label=_("Per cent of interdiction"), max_length=8, help_text=_("For example 1, 2 or 5; at most 25.")
    )

    def __init__(self, *args: Any, sources: QuerySet[BudgetSource], years: Sequence[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ModelChoiceField[BudgetSource]", self.fields["fuente"]).queryset = sources
        cast(forms.ChoiceField, self.fields["anio"]).choices = [(year, str(year)) for year in reversed(years)]

    def clean_por_ciento(self) -> Fraction:
        """Read a share; decimals with a point or a comma."""
        typed = self.cleaned_data["por_ciento"].strip().rstrip("%").strip().replace(",", ".")
        try:
            share = Fraction(Decimal(typed))
        except (InvalidOperation, ValueError, OverflowError):
            raise forms.ValidationError(_("Write a number, for example 2 or 0.5.")) from None
        if not LEAST <= share <= MOST_PER_CENT:
            raise forms.ValidationError(_("Write a share from 0.001 to 25 per cent."))
        return Fraction(round(share * 1000), 1000)  # no finer: nobody learns single ballots by trying all budgets
