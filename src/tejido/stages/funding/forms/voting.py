"""Forms of voting: the code, and the ballot."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tejido.engines.allocation.election import Vote
from tejido.ground.codes.drawing import normalise
from tejido.stages.funding.actions.voting_refusals import CodeDoesNotCount
from tejido.stages.funding.choices import BadChoices, Rules, read
from tejido.stages.funding.models import Application
from tejido.stages.funding.money import written


class VotingCodeForm(forms.Form):
    """The code of a slip."""

    code = forms.CharField(
        label=_("Your code"),
        max_length=60,
        help_text=_("The 16 letters and numbers of your slip. Capitals and dashes do not matter."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )

    def clean_code(self) -> str:
        """Refuse what cannot be a code in the words of every other refusal."""
        code = normalise(self.cleaned_data["code"])
        if code is None:
            raise forms.ValidationError(CodeDoesNotCount.message)
        return code


@dataclass(frozen=True)
class Line:
    """One application on the ballot, with the name of its field and what was chosen."""

    application: Application
    number: int
    name: str
    value: int
    errors: Sequence[str]

    @property
    def cost(self) -> str:
        """What it costs, as people write it."""
        return written(self.application.amount, self.application.call.currency)


class BallotForm(forms.Form):
    """The ballot of a call. `given` is what was chosen, once it holds."""

    def __init__(self, *args: Any, rules: Rules, applications: Sequence[Application], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rules, self.applications = rules, applications
        if self.is_choice:
            numbers = [(str(number), str(number)) for number in rules.numbers]
            self.fields["choice"] = forms.ChoiceField(choices=numbers, required=False, label=_("Your choice"))
            return
        for one in applications:
            self.fields[f"p{one.number}"] = forms.IntegerField(
                min_value=0,
                max_value=rules.highest,
                required=False,
                label=f"{one.number}. {one}",
                error_messages=dict.fromkeys(
                    ("invalid", "min_value", "max_value"),
                    _("Write a number from 1 to %(most)d.") % {"most": rules.highest},
                ),
            )

    @property
    def is_choice(self) -> bool:
        """Whether one is chosen out of all."""
        return self.rules.vote is Vote.CHOOSE_ONE

    def clean(self) -> None:
        """Refuse a ballot that cannot be counted, at the application where it goes wrong."""
        if self.errors:
            return
        try:
            read(self.rules, self.given)
        except BadChoices as problem:
            self.add_error(f"p{problem.number}" if f"p{problem.number}" in self.fields else None, problem.message)

    @property
    def given(self) -> dict[int, int]:
        """What stands beside each number."""
        if self.is_choice:
            chosen = self.cleaned_data.get("choice")
            return {int(chosen): 1} if chosen else {}
        found = {int(name[1:]): value for name, value in self.cleaned_data.items() if value}
        return dict(sorted(found.items()))

    @property
    def lines(self) -> list[Line]:
        """The applications in the order of the ballot, with all that was chosen so far."""
        return [self._line(one, one.number) for one in self.applications if one.number is not None]

    def _line(self, application: Application, number: int) -> Line:
        name = "choice" if self.is_choice else f"p{number}"
        said = str(self.data.get(name, ""))
        value = int(said) if said.isdecimal() and len(said) < 5 else 0
        if self.is_choice:
            value = int(value == number)
        errors = [] if self.is_choice or not self.is_bound else list(self.errors.get(name, []))
        return Line(application, number, name, value, [str(error) for error in errors])
