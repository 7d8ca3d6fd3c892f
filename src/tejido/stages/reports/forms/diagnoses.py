"""Forms of diagnoses. They read what was typed; what may be is checked by the actions."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tejido.engines.cleaning import Kind
from tejido.ground.files.forms import CleanedFileField
from tejido.ground.organisations.forms import profile_field
from tejido.ground.organisations.models import Organisation
from tejido.ground.organisations.places import PlaceField
from tejido.ground.organisations.vocabulary import Profile
from tejido.ground.places.vocabulary import Cause
from tejido.stages.reports import trees
from tejido.stages.reports.actions.diagnoses import (
    KNOWS_LENGTH,
    LINE_LENGTH,
    MOST_LINES,
    TITLE_LENGTH,
    WHO_LENGTH,
    Writing,
)
from tejido.stages.reports.models import Diagnosis
from tejido.stages.reports.quarters import Quarter
from tejido.stages.reports.trees import Help, Tree

QUARTERS = 8
SPARE = 3  # rows of what would help that are free to fill in


class TreeForm(forms.Form):
    """The problem tree and the written part, on one page."""

    title = forms.CharField(
        label=_("The problem"),
        max_length=TITLE_LENGTH,
        help_text=_("In one sentence, as neighbours say it. Name no persons."),
    )
    causes = forms.CharField(
        label=_("Where it comes from"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("One cause a line."),
    )
    effects = forms.CharField(
        label=_("What it does to people here"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("One effect a line."),
    )
    knows = forms.CharField(
        label=_("What we know"),
        required=False,
        max_length=KNOWS_LENGTH,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_(
            "In your own words: how it was found out, with how many people, what is not known. Quote nobody: what "
            "somebody told in a report may only count, unless they agreed to the very sentence."
        ),
    )
    tags = forms.MultipleChoiceField(
        label=_("Underlying causes"), choices=Cause.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, rows: int = SPARE, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in range(min(rows, MOST_LINES)):
            self.fields[f"what_{number}"] = forms.CharField(
                label=_("Something that would help"), max_length=LINE_LENGTH, required=False
            )
            self.fields[f"who_{number}"] = forms.CharField(
                label=_("Who could do it"), max_length=WHO_LENGTH, required=False
            )

    @classmethod
    def of(cls, diagnosis: Diagnosis, data: Any) -> "TreeForm":
        """Return the form filled in with what the organisation works on."""
        title, text, tags = diagnosis.written
        tree = trees.read(text)
        initial = {
            "title": title,
            "causes": "\n".join(tree.causes),
            "effects": "\n".join(tree.effects),
            "knows": tree.knows,
            "tags": tags,
            "version": diagnosis.version,
        }
        for number, one in enumerate(tree.helps):
            initial |= {f"what_{number}": one.what, f"who_{number}": one.who}
        return cls(data, initial=initial, rows=len(tree.helps) + SPARE)

    @property
    def helps(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """The pairs of fields of what would help and who."""
        numbers = [name.removeprefix("what_") for name in self.fields if name.startswith("what_")]
        return [(self[f"what_{number}"], self[f"who_{number}"]) for number in numbers]

    @property
    def to_mend(self) -> list[tuple[forms.BoundField, Any]]:
        """The fields in which something has to be put right, with what."""
        return [(field, field.errors) for field in self.visible_fields() if field.errors]

    def writing(self) -> Writing:
        """Return what was typed."""
        said = self.cleaned_data
        numbers = [name.removeprefix("what_") for name in self.fields if name.startswith("what_")]
        tree = Tree(
            causes=said["causes"].splitlines(),
            effects=said["effects"].splitlines(),
            helps=[Help(said[f"what_{number}"], said[f"who_{number}"]) for number in numbers],
            knows=said["knows"],
        )
        return Writing(said["title"], tree, said["tags"])


class DraftForm(TreeForm):
    """A new diagnosis: whose it is, of what place and quarter, and how much of it is shown."""

    organisation = forms.ModelChoiceField(label=_("Organisation"), queryset=Organisation.objects.none())
    place = PlaceField(label=_("Where"), help_text=_("A municipality with its state: Juárez, Chihuahua"))
    quarter = forms.ChoiceField(label=_("Which quarter it is about"))
    profile = profile_field(initial=Profile.DISCREET)

    def __init__(self, *args: Any, organisations: Sequence[Organisation], today: date, **kwargs: Any) -> None:
        super().__init__(*args, rows=6, **kwargs)
        del self.fields["version"]
        choices = Organisation.objects.filter(pk__in=[one.pk for one in organisations])
        self.fields["organisation"] = forms.ModelChoiceField(
            label=_("Organisation"), queryset=choices, empty_label=None, initial=organisations[0]
        )
        quarters = [Quarter.of(today)]
        while len(quarters) < QUARTERS:
            quarters.append(quarters[-1].before)
        self.fields["quarter"] = forms.ChoiceField(
            label=_("Which quarter it is about"), choices=[(str(one), one.words) for one in quarters]
        )


class WallPhotoForm(forms.Form):
    """A photo of the wall."""

    photo = CleanedFileField(label=_("A photo of the wall"), kinds=frozenset({Kind.IMAGE}))
