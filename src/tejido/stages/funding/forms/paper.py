"""Forms for sheets of paper: urns, bundles, and what stands on each sheet."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tejido.stages.funding.actions.paper import MOST_SHEETS, Typed
from tejido.stages.funding.choices import BadChoices, Rules, line_of, read_line
from tejido.stages.funding.models import Sheet

BLANK, SPOILED = "0", "x"


class UrnForm(forms.Form):
    """Where an urn stands."""

    urn = forms.CharField(
        label=_("Where the urn stands"), max_length=120, help_text=_("As: kiosk of the square, Saturday")
    )


class SizeForm(forms.Form):
    """How many sheets are tied together."""

    size = forms.IntegerField(
        label=_("How many sheets are in this bundle"),
        min_value=1,
        max_value=MOST_SHEETS,
        help_text=_("Up to 100. Number them with a pencil, from 1 on, once they are shuffled."),
    )


class ReasonForm(forms.Form):
    """Why sheets do not count."""

    reason = forms.CharField(label=_("Why"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}))


def read_typed(rules: Rules, said: str) -> Typed:
    """Return what one sheet says. Raises BadChoices."""
    said = said.strip().lower()
    if said == SPOILED:
        return None
    return [] if said == BLANK else read_line(rules, said)


def written(rules: Rules, kept: dict[str, Any] | None) -> str:
    """Return what was typed of a sheet as it was typed; empty where nothing was."""
    if kept is None:
        return ""
    return (line_of(rules, kept["choices"]) or BLANK) if kept else SPOILED


class SheetsForm(forms.Form):
    """All sheets of a bundle, a line for each; what is empty is typed later."""

    def __init__(self, *args: Any, sheets: Sequence[Sheet], side: str, rules: Rules, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rules = rules
        for sheet in sheets:
            self.fields[f"s{sheet.number}"] = forms.CharField(
                label=_("Sheet %(number)d") % {"number": sheet.number},
                required=False,
                max_length=300,
                initial=written(rules, getattr(sheet, side)) if side else "",
                widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "text"}),
            )

    def clean(self) -> None:
        """Refuse lines that cannot be read."""
        self.typed: dict[int, Typed] = {}
        for name, said in list(self.cleaned_data.items()):
            if not said.strip():
                continue
            try:
                self.typed[int(name[1:])] = read_typed(self.rules, said)
            except BadChoices as problem:
                self.add_error(name, problem.message)


class ReadingForm(forms.Form):
    """What one sheet says, after a look together."""

    reading = forms.CharField(label=_("What the sheet says"), max_length=300)

    def __init__(self, *args: Any, rules: Rules, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rules = rules

    def clean_reading(self) -> Typed:
        """Refuse what cannot be read."""
        try:
            return read_typed(self.rules, self.cleaned_data["reading"])
        except BadChoices as problem:
            raise forms.ValidationError(problem.message) from problem
