"""Forms of the inbox."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tejido.ground.organisations.models import Organisation
from tejido.ground.people.models import Person
from tejido.ground.places.models import Place
from tejido.ground.places.vocabulary import Cause
from tejido.stages.reports.queries.inbox import readers_of, receiving_institutions
from tejido.stages.reports.vocabulary.items import Outcome
from tejido.stages.reports.vocabulary.telling import ReportKind

LONGEST = 20_000  # letters
PARTS = 5


class AnswerForm(forms.Form):
    """An answer or a question to the reporter."""

    text = forms.CharField(
        label=_("To the reporter"),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=LONGEST,
        help_text=_("Write nothing that would harm them if somebody read it over their shoulder."),
    )
    is_question = forms.BooleanField(label=_("It is a question that I need answered"), required=False)


class NoteForm(forms.Form):
    """A note among members."""

    text = forms.CharField(
        label=_("Note among us"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=LONGEST,
        help_text=_("Sealed for the members; the reporter never sees it."),
    )


class LabelsForm(forms.Form):
    """Labels, with commas between them."""

    labels = forms.CharField(
        label=_("Labels"),
        required=False,
        max_length=200,
        help_text=_("Up to five, with commas between them. Sealed too."),
    )

    def clean_labels(self) -> list[str]:
        """Return the labels as a list."""
        text: str = self.cleaned_data["labels"]
        return [label.strip() for label in text.split(",") if label.strip()]


class HandForm(forms.Form):
    """Who looks after a report."""

    person = forms.ChoiceField(label=_("Who looks after it"), required=False)

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.readers = {str(person.pk): person for person in readers_of(organisation)}
        names = [(key, person.name) for key, person in self.readers.items()]
        self.fields["person"].choices = [("", _("Nobody in particular")), *names]  # type: ignore[attr-defined]

    def clean_person(self) -> Person | None:
        """Return the person, or nobody."""
        return self.readers.get(self.cleaned_data["person"])


class CloseForm(forms.Form):
    """What became of a report, told to the reporter."""

    outcome = forms.TypedChoiceField(label=_("What became of it"), choices=Outcome.choices, coerce=Outcome)
    text = forms.CharField(
        label=_("In your words"), required=False, widget=forms.Textarea(attrs={"rows": 4}), max_length=LONGEST
    )


class CountForm(forms.Form):
    """Under what a report counts; filled in with what the reporter said."""

    place = forms.ModelChoiceField(
        label=_("Municipality or state (INEGI key)"),
        queryset=Place.objects.exclude(parent=None),
        widget=forms.TextInput,
        help_text=_("Five digits for a municipality, two for a state where the municipality cannot be said."),
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=ReportKind.choices)
    causes = forms.MultipleChoiceField(
        label=_("Causes"), choices=Cause.choices, required=False, widget=forms.CheckboxSelectMultiple
    )


class SentenceForm(forms.Form):
    """A sentence that the organisation would publish, if its teller agrees."""

    place = forms.ModelChoiceField(
        label=_("Municipality (INEGI key)"),
        queryset=Place.objects.exclude(parent=None),
        widget=forms.TextInput,
        help_text=_("Five digits. Diagnoses of this place show the sentence."),
    )
    sentence = forms.CharField(
        label=_("The sentence, word for word"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Without names, days and turns of phrase that lead to anybody. Write it anew rather than quote."),
    )


class ProposeForm(forms.Form):
    """A referral: to whom, why, and what would go, part by part."""

    institution = forms.ModelChoiceField(label=_("To which institution"), queryset=Organisation.objects.none())
    why = forms.CharField(
        label=_("Why it would help"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=LONGEST,
        help_text=_("The reporter reads this before they decide."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["institution"].queryset = receiving_institutions()  # type: ignore[attr-defined]
        for number in range(1, PARTS + 1):
            self.fields[f"part_{number}"] = forms.CharField(
                label=_("Part %(number)s") % {"number": number},
                required=number == 1,
                widget=forms.Textarea(attrs={"rows": 3}),
                max_length=LONGEST,
            )
        first = self.fields["part_1"]
        first.help_text = _(
            "Write it anew, without names, dates or turns of phrase that lead to the reporter. They agree to each part"
            " apart."
        )

    @property
    def parts(self) -> list[str]:
        """What was written, part by part."""
        return [self.cleaned_data.get(f"part_{number}", "") for number in range(1, PARTS + 1)]


class SearchForm(forms.Form):
    """Words to look for in what is sealed."""

    words = forms.CharField(label=_("Search in what was told"), max_length=100)
