"""Forms of initiatives. They read what was typed; what may be is checked by the actions."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tejido.ground.organisations.forms import profile_field
from tejido.ground.organisations.models import Organisation
from tejido.ground.organisations.places import PlaceField
from tejido.ground.organisations.vocabulary import Profile
from tejido.ground.places.vocabulary import Cause
from tejido.ground.web.fields import DayField
from tejido.stages.initiatives.actions.needs import NEED_LENGTH
from tejido.stages.initiatives.models import Initiative
from tejido.stages.initiatives.outline import STORY_LENGTH, TITLE_LENGTH, Outline
from tejido.stages.initiatives.vocabulary import Kind


class OutlineForm(forms.Form):
    """What an initiative says of itself."""

    title = forms.CharField(label=_("Title"), max_length=TITLE_LENGTH, help_text=_("What you do, in a few words."))
    kind = forms.ChoiceField(label=_("Kind"), choices=Kind.choices, widget=forms.RadioSelect)
    place = PlaceField(label=_("Where"))
    causes = forms.MultipleChoiceField(
        label=_("Causes it works on"), choices=Cause.choices, widget=forms.CheckboxSelectMultiple
    )
    story = forms.CharField(
        label=_("What it does"),
        max_length=STORY_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("For a neighbour. Name no persons, and no hours and places of meetings."),
    )
    began_on = DayField(label=_("Since when"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    @classmethod
    def of(cls, initiative: Initiative, data: Any) -> "OutlineForm":
        """Return the form filled in with what the initiative says now."""
        names = ("title", "kind", "place", "causes", "story", "began_on", "version")
        return cls(data, initial={name: getattr(initiative, name) for name in names})

    def outline(self) -> Outline:
        """Return what was typed."""
        return Outline(**{name: self.cleaned_data[name] for name in Outline.__dataclass_fields__})


class ProposeForm(OutlineForm):
    """A new initiative: whose it is, what it needs first, and how much of it is shown."""

    organisation = forms.ModelChoiceField(label=_("Organisation"), queryset=Organisation.objects.none())
    need = forms.CharField(
        label=_("What it needs first"),
        max_length=NEED_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("One thing that others can give: paint, lamps, a permit, hands."),
    )
    profile = profile_field(initial=Profile.DISCREET)

    def __init__(self, *args: Any, organisations: Sequence[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["version"]
        choices = Organisation.objects.filter(pk__in=[one.pk for one in organisations])
        self.fields["organisation"] = forms.ModelChoiceField(
            label=_("Organisation"), queryset=choices, empty_label=None, initial=organisations[0]
        )
        self.order_fields(["organisation"])


class NeedForm(forms.Form):
    """A need."""

    text = forms.CharField(
        label=_("What is needed"),
        max_length=NEED_LENGTH,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("One thing that others can give: paint, lamps, a permit, hands."),
    )
