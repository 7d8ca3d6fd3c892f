"""Forms of codes for voting: who hands them out, printing, writing down, taking back."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tejido.ground.codes.drawing import normalise
from tejido.ground.codes.refusals import LEAST
from tejido.ground.organisations.models import Organisation

MOST_TYPED = 20_000  # characters of a list of codes


class AllotForm(forms.Form):
    """Who hands out how many codes."""

    holder = forms.ModelChoiceField(
        label=_("Who hands them out"),
        queryset=Organisation.objects.none(),
        help_text=_(
            "An organisation of civil society that people know. It prints the codes itself; you never see one."
        ),
    )
    number = forms.IntegerField(
        label=_("How many codes"),
        min_value=LEAST,
        max_value=1_000_000,
        help_text=_("For one who has some already: how many in all. At least 20, so that nobody can tell who voted."),
    )

    def __init__(self, *args: Any, organisations: Sequence[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["holder"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Organisation.objects.filter(pk__in=[one.pk for one in organisations])


class PrintForm(forms.Form):
    """How many slips are printed now."""

    number = forms.IntegerField(
        label=_("How many slips"),
        min_value=LEAST,
        help_text=_("Three to a page. Up to 1,000 at once."),
    )


class AccountForm(forms.Form):
    """What became of the slips."""

    handed_out = forms.IntegerField(label=_("Handed out in all, until today"), min_value=0)
    returned = forms.IntegerField(label=_("Of those, how many came back unused"), min_value=0)


class CodesForm(forms.Form):
    """Codes of slips, one on each line."""

    codes = forms.CharField(
        label=_("Codes, one on each line"),
        max_length=MOST_TYPED,
        widget=forms.Textarea(attrs={"rows": 10, "autocomplete": "off", "spellcheck": "false"}),
    )

    def clean_codes(self) -> list[str]:
        """Refuse a line that cannot be a code, and say which."""
        lines = [line.strip() for line in self.cleaned_data["codes"].splitlines()]
        found = {number: normalise(line) for number, line in enumerate(lines, start=1) if line}
        wrong = [number for number, code in found.items() if code is None]
        if wrong:
            words = _("Compare these lines with the slips: %(lines)s. A letter is wrong or missing.")
            raise forms.ValidationError(words % {"lines": ", ".join(map(str, wrong))})
        return list(dict.fromkeys(code for code in found.values() if code))
