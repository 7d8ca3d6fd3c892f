"""Forms of what those who run an initiative do on a phone."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tejido.engines.cleaning import Kind, Region
from tejido.ground.files.forms import CleanedFileField
from tejido.ground.organisations.profiles import Output
from tejido.ground.organisations.queries import organisations_shown
from tejido.ground.organisations.vocabulary import Kind as OrganisationKind
from tejido.ground.web.fields import DayField, TimeInput
from tejido.ground.web.searching import folded
from tejido.stages.initiatives.actions import gatherings, guides, progress, turning, updates
from tejido.stages.initiatives.actions.guides import HowTo
from tejido.stages.initiatives.models import Guide

PHOTO_SIDE = 1600  # pixels: enough for a page and a poster, little for a phone's line
WIDE, TALL = (10, 8), (8, 10)
"""Columns and rows of the grid over a photo that is wider than high, and of the others."""


class UpdateForm(forms.Form):
    """What happened."""

    text = forms.CharField(
        label=_("What happened"),
        max_length=updates.UPDATE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("In a few sentences. Name no persons who have not agreed."),
    )
    photo = CleanedFileField(label=_("Photo"), kinds=frozenset({Kind.IMAGE}), longest_side=PHOTO_SIDE, required=False)
    faces = forms.BooleanField(
        label=_("There are faces, number plates or house numbers: let me cover them first"),
        required=False,
    )
    alt = forms.CharField(
        label=_("What the photo shows"),
        max_length=updates.ALT_LENGTH,
        required=False,
        help_text=_("For those who cannot see it."),
    )
    happened_on = DayField(label=_("When"), required=False, help_text=_("Empty: today."))


class CoverForm(forms.Form):
    """Squares of a photo to be covered, with the update that waits beside it."""

    text = forms.CharField(max_length=updates.UPDATE_LENGTH, widget=forms.HiddenInput)
    alt = forms.CharField(max_length=updates.ALT_LENGTH, required=False, widget=forms.HiddenInput)
    happened_on = forms.DateField(required=False, widget=forms.HiddenInput)
    cells = forms.TypedMultipleChoiceField(coerce=int, required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, size: tuple[int, int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.columns, self.rows = grid_of(size)
        self.fields["cells"] = forms.TypedMultipleChoiceField(
            label=_("Squares to cover"),
            coerce=int,
            required=False,
            choices=[(number, str(number)) for number in range(1, self.columns * self.rows + 1)],
            widget=forms.CheckboxSelectMultiple,
        )

    @property
    def numbered(self) -> list[tuple[int, bool]]:
        """Each square with whether it is chosen, row by row."""
        chosen = set(self.data.getlist("cells")) if self.is_bound and hasattr(self.data, "getlist") else set()
        return [(number, str(number) in chosen) for number in range(1, self.columns * self.rows + 1)]

    def regions(self) -> list[Region]:
        """Return the chosen squares."""
        return [self._region(number - 1) for number in self.cleaned_data["cells"]]

    def _region(self, at: int) -> Region:
        row, column = divmod(at, self.columns)
        return Region(
            left=column / self.columns,
            top=row / self.rows,
            right=(column + 1) / self.columns,
            bottom=(row + 1) / self.rows,
        )


def grid_of(size: tuple[int, int]) -> tuple[int, int]:
    """Return columns and rows of the grid over a photo of this width and height."""
    return WIDE if size[0] >= size[1] else TALL


class MilestoneForm(forms.Form):
    """A milestone."""

    text = forms.CharField(label=_("What you want to reach"), max_length=progress.LENGTH)
    planned_for = DayField(
        label=_("By when"), required=False, help_text=_("Others see this day of open initiatives only.")
    )


class ResultForm(forms.Form):
    """A result."""

    what = forms.CharField(
        label=_("What was counted"),
        max_length=progress.LENGTH,
        help_text=_("For example: train each week (the unit stands before it)"),
    )
    figure = forms.DecimalField(
        label=_("Number"), min_value=Decimal(0), max_digits=14, decimal_places=2, localize=False
    )
    unit = forms.CharField(
        label=_("Unit"), max_length=progress.UNIT_LENGTH, help_text=_("For example: youths, lamps, hours")
    )
    source = forms.CharField(
        label=_("Who counted, or where it is written"),
        max_length=progress.SOURCE_LENGTH,
        help_text=_("For example: our attendance list of May. Name no persons."),
    )
    measured_on = DayField(label=_("Counted on"))


class GatheringForm(forms.Form):
    """When people meet."""

    title = forms.CharField(label=_("What it is"), max_length=gatherings.TITLE_LENGTH)
    day = DayField(label=_("Day"))
    hour = forms.TimeField(label=_("Hour"), widget=TimeInput)
    minutes = forms.IntegerField(label=_("Minutes it lasts"), min_value=1, max_value=1440, initial=120)
    where = forms.CharField(
        label=_("Where"),
        max_length=gatherings.WHERE_LENGTH,
        required=False,
        help_text=_("A place anybody finds. No private address."),
    )


class GuideForm(forms.Form):
    """How it was done."""

    title = forms.CharField(
        label=_("Title"), max_length=guides.TITLE_LENGTH, help_text=_("For example: how we got the pitch back")
    )
    steps = forms.CharField(
        label=_("Steps"),
        max_length=guides.MOST_STEPS * (guides.STEP_LENGTH + 2),
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("One a line, in the order in which you would do it again."),
    )
    cost = forms.DecimalField(
        label=_("What it cost, in pesos"), min_value=Decimal(0), max_digits=12, decimal_places=2, required=False
    )
    cost_words = forms.CharField(
        label=_("For what"), max_length=guides.WORDS_LENGTH, required=False, help_text=_("And what came as a gift.")
    )
    time_words = forms.CharField(
        label=_("How long it took"), max_length=guides.WORDS_LENGTH, required=False, help_text=_("And how many hours.")
    )
    risks = forms.CharField(
        label=_("What can go wrong, and what helped"),
        max_length=guides.LENGTHS["risks"],
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    ask = forms.CharField(
        label=_("Where to ask"),
        max_length=guides.LENGTHS["ask"],
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Offices, windows, permits. Name no persons."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    @classmethod
    def of(cls, guide: Guide | None, data: Any) -> "GuideForm":
        """Return the form filled in with what the guide says now."""
        if guide is None:
            return cls(data, initial={"version": 0})
        names = ("title", "cost_words", "time_words", "risks", "ask", "version")
        initial = {name: getattr(guide, name) for name in names} | {"steps": "\n".join(guide.steps)}
        return cls(data, initial=initial | {"cost": None if guide.cost is None else Decimal(guide.cost) / 100})

    def how(self) -> HowTo:
        """Return what was typed."""
        said = dict(self.cleaned_data)
        said.pop("version")
        cost = said.pop("cost")
        steps = said.pop("steps").splitlines()
        return HowTo(**said, steps=steps, cost=None if cost is None else int(cost * 100))


class OfferForm(forms.Form):
    """An hour for who begins."""

    about = forms.CharField(
        label=_("With what you can help"),
        max_length=guides.WORDS_LENGTH,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("For example: how to ask for the permit, how to begin with few. Name no persons."),
    )
    hours = forms.IntegerField(label=_("How many hours"), min_value=1, max_value=20, initial=1)


class OrganisationField(forms.CharField):
    """A verified organisation of citizens that is listed here, typed by its name."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=160, **kwargs)

    def clean(self, value: Any) -> Any:
        """Return the organisation, or None for nothing."""
        text = super().clean(value)
        if not text:
            return None
        rows = organisations_shown(Output.LIST).filter(
            kind=OrganisationKind.CIVIL_SOCIETY, closed_on=None, verified_on__isnull=False
        )
        exact = list(rows.filter(searchable=folded(text)[:200])[:2])
        found = exact or list(rows.filter(searchable__contains=folded(text))[:6])
        if len(found) == 1:
            return found[0]
        if not found:
            raise forms.ValidationError(_("No verified organisation is listed here under this name."))
        names = "; ".join(one.name for one in found)
        raise forms.ValidationError(_("Several have this name: %(names)s. Write the whole one.") % {"names": names})


class AskForm(forms.Form):
    """Whom a group asks to confirm that it does this."""

    of = OrganisationField(
        label=_("Organisation that knows you"),
        required=False,
        help_text=_("A verified one that is listed here. Empty: the host of this site."),
    )


class SendBackForm(forms.Form):
    """Why it is not confirmed."""

    answer = forms.CharField(
        label=_("What is missing"), max_length=turning.ANSWER_LENGTH, widget=forms.Textarea(attrs={"rows": 3})
    )


class HandOnForm(forms.Form):
    """To which organisation it is handed on."""

    to = OrganisationField(label=_("Organisation that takes it over"))


class PartnerForm(forms.Form):
    """With whom it works."""

    organisation = OrganisationField(label=_("Organisation you work with"))


class CodeForm(forms.Form):
    """A code that somebody gave."""

    code = forms.CharField(
        label=_("Code"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
        help_text=_("Three groups of four letters and digits."),
    )


class DrawCodeForm(forms.Form):
    """What a code is for."""

    leaves = forms.TypedChoiceField(
        label=_("Whoever enters the code"),
        choices=[("no", _("coordinates it together with you")), ("yes", _("takes your place: you leave"))],
        coerce=lambda said: said == "yes",
        initial="no",
        widget=forms.RadioSelect,
    )
