"""A call as its funder writes it, part by part on one page."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tejido.ground.organisations.models import Organisation
from tejido.ground.organisations.places import PlacesField, key_of
from tejido.ground.people.models import Person
from tejido.ground.places.models import Place
from tejido.ground.places.vocabulary import Cause, Grade
from tejido.ground.web.fields import DayField
from tejido.stages.funding.forms.money import MoneyField
from tejido.stages.funding.models import Call
from tejido.stages.funding.models.call import RULES, Constraint
from tejido.stages.funding.terms import ABOUT_LENGTH, EQUAL_SHARES, MOST_CHOICES, MOST_MONTHS, PANEL_ALONE, Terms
from tejido.stages.funding.vocabulary.calls import (
    CompletionKind,
    Currency,
    Decision,
    GroupOf,
    RuleKind,
    StopKind,
    TiesKind,
    UtilityKind,
    VoteKind,
)

AFTER = {"opens_on": 7, "closes_on": 37, "reviewed_by": 51, "votes_from": 55, "votes_until": 62, "decided_by": 70}
"""Days from today that the form proposes."""
SECTIONS: Sequence[tuple[Promise, Sequence[str]]] = (
    (_("For what and for whom"), ("funder", "title", "about", "places", "causes")),
    (_("How much"), ("currency", "total", "least", "most", "foreign_programme")),
    (_("Until when"), ("opens_on", "closes_on", "reviewed_by", "decision", "votes_from", "votes_until", "decided_by")),
    (_("Who can apply"), ("months_existed", "needs_verified")),
    (_("How people vote"), ("takes_online", "vote", "most_choices", "rule")),
)
FINE = ("utility", "completion", "stop", "ties", "groups")
"""What most calls leave as it is; folded away."""


class GroupsField(forms.CharField):
    """Constraints, one a line: a place, a cause or a grade; the least; the most."""

    widget = forms.Textarea(attrs={"rows": 3})

    def prepare_value(self, value: Any) -> Any:
        """Show constraints as they are typed."""
        return "\n".join(map(_typed, value)) if isinstance(value, list) else value

    def clean(self, value: Any) -> Any:
        """Return the constraints."""
        lines = [line for line in super().clean(value).splitlines() if line.strip()]
        return [self._read(line) for line in lines]

    def _read(self, line: str) -> Constraint:
        name, *ends = [part.strip() for part in line.split(";")]
        amount = MoneyField(required=False)
        least, most = [amount.clean(end) for end in (*ends, "", "")[:2]]
        if least is None and most is None:
            raise forms.ValidationError(gettext("Write the least or the most after “%(name)s”.") % {"name": name[:60]})
        of, key = _meant(name)
        return Constraint(of, key, least, most)


def _meant(name: str) -> tuple[str, str]:
    for choices, of in ((Grade.choices, GroupOf.GRADE), (Cause.choices, GroupOf.CAUSE)):
        for value, words in choices:
            if str(words).casefold() == name.casefold():
                return of, str(value)
    return GroupOf.PLACE, key_of(name)


def _typed(one: Constraint) -> str:
    show = MoneyField().prepare_value
    if one.of == GroupOf.PLACE:
        name = f"({one.key})"
    else:
        name = str(Grade(int(one.key)).label if one.of == GroupOf.GRADE else Cause(one.key).label)
    ends = ("" if end is None else show(end) for end in (one.least, one.most))
    return "; ".join((name, *ends))


class CallForm(forms.Form):
    """All of a call. Nothing of it can be changed once it is announced."""

    funder = forms.ChoiceField(label=_("Who gives the money"))
    title = forms.CharField(label=_("Title"), max_length=160, help_text=_("For a neighbour: what it is for."))
    about = forms.CharField(
        label=_("What it is for"),
        max_length=ABOUT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("What can be paid and what cannot, in words that everybody understands. Name no persons."),
    )
    places = PlacesField(label=_("For which places"))
    causes = forms.MultipleChoiceField(
        label=_("For which causes"),
        choices=Cause.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None marked: for all of them."),
    )
    currency = forms.ChoiceField(label=_("Currency"), choices=Currency.choices, initial=Currency.MXN)
    total = MoneyField(label=_("How much money there is in all"))
    least = MoneyField(label=_("Least that one can ask for"), required=False)
    most = MoneyField(label=_("Most that one can ask for"), required=False)
    foreign_programme = forms.CharField(
        label=_("Number of the foreign programme"),
        max_length=80,
        required=False,
        help_text=_("Only where the money comes from another country."),
    )
    opens_on = DayField(label=_("First day to apply"), help_text=_("At least three days after it is announced."))
    closes_on = DayField(label=_("Last day to apply"))
    reviewed_by = DayField(label=_("Until when it is said who was admitted"))
    decision = forms.ChoiceField(label=_("How it is decided"), choices=Decision.choices, widget=forms.RadioSelect)
    votes_from = DayField(label=_("First day to vote"), required=False)
    votes_until = DayField(label=_("Last day to vote"), required=False)
    decided_by = DayField(label=_("Until when the result is said"))
    months_existed = forms.IntegerField(
        label=_("Months that an initiative must have existed"), min_value=0, max_value=MOST_MONTHS, initial=6
    )
    needs_verified = forms.BooleanField(
        label=_("Only initiatives of verified organisations"),
        required=False,
        initial=True,
        help_text=_("Without the mark, groups of neighbours without an organisation can apply too."),
    )
    takes_online = forms.BooleanField(
        label=_("People can vote on this site, with a code"),
        required=False,
        initial=True,
        help_text=_("Without the mark: in person only, where somebody could be forced to show a telephone."),
    )
    vote = forms.ChoiceField(label=_("On the ballot"), choices=VoteKind.choices, initial=VoteKind.APPROVAL)
    most_choices = forms.IntegerField(
        label=_("Most choices on a ballot"), min_value=1, max_value=MOST_CHOICES, required=False
    )
    rule = forms.ChoiceField(
        label=_("How the money follows the votes"),
        choices=RuleKind.choices,
        initial=RuleKind.EQUAL_SHARES,
        widget=forms.RadioSelect,
    )
    utility = forms.ChoiceField(label=_("How gain is measured"), choices=UtilityKind.choices)
    completion = forms.ChoiceField(label=_("What becomes of money that is left"), choices=CompletionKind.choices)
    stop = forms.ChoiceField(label=_("The steps end"), choices=StopKind.choices)
    ties = forms.ChoiceField(label=_("Between equals decides"), choices=TiesKind.choices)
    groups = GroupsField(
        label=_("What places, causes or grades of marginalisation must get"),
        required=False,
        help_text=_("One a line, with the least and the most: Very high; 50,000; 200,000"),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, funders: Sequence[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["funder"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(str(one.pk), one.name) for one in funders]
        if len(funders) == 1:
            field.widget, field.initial = forms.HiddenInput(), str(funders[0].pk)
        self._funders = {str(one.pk): one for one in funders}

    @property
    def sections(self) -> list[tuple[Promise, list[BoundField]]]:
        """The fields in their parts; those that are not seen are drawn apart."""
        hidden = {field.name for field in self.hidden_fields()}
        return [(title, [self[name] for name in names if name not in hidden]) for title, names in SECTIONS]

    @property
    def fine(self) -> list[BoundField]:
        """The fields that most calls leave as they are."""
        return [self[name] for name in FINE]

    @property
    def chosen(self) -> Organisation:
        """Who was chosen."""
        return self._funders[self.cleaned_data["funder"]]

    def terms(self) -> Terms:
        """Return what was typed."""
        said = {name: value for name, value in self.cleaned_data.items() if name in Terms.__dataclass_fields__}
        rules = dict(EQUAL_SHARES) | {name: self.cleaned_data[name] for name in RULES if name in self.cleaned_data}
        if said["decision"] in PANEL_ALONE:
            rules = {}
        return Terms(**(said | {"rules": rules, "least": said["least"] or 0}))


def proposed(today: date) -> dict[str, Any]:
    """Return what an empty form proposes: the usual rules, and dates that fit each other."""
    days = {name: today + timedelta(days=number) for name, number in AFTER.items()}
    return {"decision": Decision.BALLOT, **days, **EQUAL_SHARES}


def filled(call: Call) -> dict[str, Any]:
    """Return what a draft says now, as the form's initial values."""
    initial: dict[str, Any] = {name: getattr(call, name) for name in CallForm.base_fields if hasattr(call, name)}
    empty = {name: value for name, value in EQUAL_SHARES.items() if not initial.get(name) and name in initial}
    places: list[Place] = list(call.places.order_by("key")) or [call.place]
    return initial | empty | {"funder": str(call.funder_id), "places": places, "groups": call.constraints}


class ReasonForm(forms.Form):
    """Why, in a few words."""

    reason = forms.CharField(label=_("Why"), max_length=600, widget=forms.Textarea(attrs={"rows": 3}))


class JurorForm(forms.Form):
    """Somebody of the funder who reviews."""

    person = forms.ChoiceField(label=_("Somebody of yours"))

    def __init__(self, *args: Any, people: Sequence[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["person"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(str(one.pk), one.name) for one in people]
        self._people = {str(one.pk): one for one in people}

    @property
    def chosen(self) -> Person:
        """Who was chosen."""
        return self._people[self.cleaned_data["person"]]


class CodeForm(forms.Form):
    """A code that somebody was given."""

    code = forms.CharField(
        label=_("Code"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
        help_text=_("Three groups of four letters and digits."),
    )
