"""What an initiative says of itself: proposing and changing."""

import re
from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from tejido.ground.organisations.forms import profile_field
from tejido.ground.organisations.models import Organisation
from tejido.ground.organisations.places import PlaceField, PlacesField
from tejido.ground.organisations.profiles import Output
from tejido.ground.organisations.vocabulary import Profile
from tejido.ground.places.vocabulary import Cause
from tejido.ground.web.fields import DayField
from tejido.stages.initiatives.actions.needs import NEED_LENGTH
from tejido.stages.initiatives.models import Initiative
from tejido.stages.initiatives.outline import JOIN_LENGTH, STORY_LENGTH, TITLE_LENGTH, Outline
from tejido.stages.initiatives.queries import initiatives_shown
from tejido.stages.initiatives.vocabulary import Kind, NeedKind, Way

_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_POINT = re.compile(r"\s*(-?\d{1,3}(?:\.\d+)?)\s*[,;\s]\s*(-?\d{1,3}(?:\.\d+)?)\s*")


class PointField(forms.CharField):
    """A point as maps on a phone give it: latitude and longitude in degrees."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=60, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """Show a point as it is typed."""
        return f"{value[0]}, {value[1]}" if isinstance(value, tuple) else value

    def clean(self, value: Any) -> Any:
        """Return latitude and longitude, or None for nothing."""
        text = super().clean(value)
        if not text:
            return None
        found = _POINT.fullmatch(text)
        if found is None:
            raise forms.ValidationError(_("A point is two numbers, latitude first, for example: 31.7387, -106.4870"))
        return float(found[1]), float(found[2])


class InitiativeField(forms.CharField):
    """Another initiative, by the address of its page here; only one that anybody may see."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=300, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """Show it as it is typed."""
        return value.get_absolute_url() if isinstance(value, Initiative) else value

    def clean(self, value: Any) -> Any:
        """Return the initiative, or None for nothing."""
        text = super().clean(value)
        if not text:
            return None
        found = _ID.search(text.lower())
        one = found and initiatives_shown(Output.PAGE, localdate()).filter(pk=found[0]).first()
        if not one:
            raise forms.ValidationError(_("There is no such initiative here. Copy the address of its page."))
        return one


class OutlineForm(forms.Form):
    """What an initiative says of itself."""

    title = forms.CharField(label=_("Title"), max_length=TITLE_LENGTH, help_text=_("What you do, in a few words."))
    kind = forms.ChoiceField(label=_("Kind"), choices=Kind.choices, widget=forms.RadioSelect)
    place = PlaceField(label=_("Where"))
    places = PlacesField(
        label=_("Where else"), required=False, help_text=_("Other municipalities, one a line. Most need none.")
    )
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
    ways = forms.MultipleChoiceField(
        label=_("How others can take part"), choices=Way.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    how_to_join = forms.CharField(
        label=_("What whoever joins will do"),
        max_length=JOIN_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For example: two hours on Saturdays, gloves are there. No names and no telephone numbers."),
    )
    point = PointField(
        label=_("Point on the map"),
        required=False,
        help_text=_("Only of an open initiative: latitude and longitude, for example: 31.7387, -106.4870"),
    )
    inspired_by = InitiativeField(
        label=_("Inspired by"), required=False, help_text=_("The address of the page of another initiative here.")
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    @classmethod
    def of(cls, initiative: Initiative, data: Any) -> "OutlineForm":
        """Return the form filled in with what the initiative says now."""
        names = ("title", "kind", "place", "causes", "story", "began_on", "ways", "how_to_join", "inspired_by")
        initial = {name: getattr(initiative, name) for name in (*names, "version")}
        initial["places"] = list(initiative.places.order_by("key"))
        if initiative.latitude is not None and initiative.longitude is not None:
            initial["point"] = (initiative.latitude, initiative.longitude)
        form = cls(data, initial=initial)
        if initiative.profile != Profile.OPEN:
            del form.fields["point"]
        return form

    def outline(self) -> Outline:
        """Return what was typed."""
        names = self.cleaned_data.keys() & Outline.__dataclass_fields__.keys()
        return Outline(**{name: self.cleaned_data[name] for name in names})


class ProposeForm(OutlineForm):
    """A new initiative: whose it is, what it needs first, and how much of it is shown.

    Without an organisation it is a group's. `seen` says that similar ones nearby were looked at.
    """

    organisation = forms.ModelChoiceField(label=_("Organisation"), queryset=Organisation.objects.none())
    need_kind = forms.ChoiceField(
        label=_("What it needs first, of which kind"), choices=NeedKind.choices, required=False, initial=NeedKind.THINGS
    )
    need = forms.CharField(
        label=_("What it needs first"),
        max_length=NEED_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("One thing that others can give: paint, lamps, a permit, hands."),
    )
    profile = profile_field(initial=Profile.DISCREET)
    seen = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, organisations: Sequence[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["version"], self.fields["places"], self.fields["point"]
        self.fields["inspired_by"].widget = forms.HiddenInput()
        if organisations:
            choices = Organisation.objects.filter(pk__in=[one.pk for one in organisations])
            self.fields["organisation"] = forms.ModelChoiceField(
                label=_("Organisation"),
                queryset=choices,
                required=False,
                empty_label=_("None: we are a group of neighbours"),
                initial=organisations[0],
            )
        else:
            del self.fields["organisation"]
        self.order_fields(["organisation"])

    def once_seen(self) -> "ProposeForm":
        """Return the form with all that was typed, which says that similar ones were shown."""
        sent = cast(QueryDict, self.data).copy()
        sent["seen"] = "on"
        self.data = sent
        return self


class NeedForm(forms.Form):
    """A need."""

    kind = forms.ChoiceField(
        label=_("Kind"), choices=NeedKind.choices, initial=NeedKind.THINGS, widget=forms.RadioSelect
    )
    text = forms.CharField(
        label=_("What is needed"),
        max_length=NEED_LENGTH,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("One thing that others can give: paint, lamps, a permit, hands."),
    )
