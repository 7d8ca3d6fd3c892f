"""Forms of the pages that join the stages."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tejido.ground.organisations.places import PlaceField
from tejido.ground.places.models import Place
from tejido.ground.places.outlines import OutsideMexico, outlines
from tejido.ground.places.queries.finding import find_place, place_at
from tejido.ground.places.vocabulary import Cause
from tejido.portal.queries.matching import Wish
from tejido.portal.vocabulary import Reason
from tejido.stages.initiatives.vocabulary import Way

OUTSIDE = _("This point lies outside Mexico. Check that the longitude begins with a minus sign.")


class PointForm(forms.Form):
    """A point in degrees, as a phone or a map shows it."""

    latitude = forms.FloatField(label=_("Latitude"), help_text=_("Between 14 and 33, for example 31.69"))
    longitude = forms.FloatField(label=_("Longitude"), help_text=_("Between -119 and -86, for example -106.42"))

    def clean(self) -> dict[str, object]:
        """Refuse a point outside Mexico."""
        cleaned = super().clean() or {}
        if {"latitude", "longitude"} <= cleaned.keys():
            try:
                outlines().place_at(*self.point)
            except OutsideMexico:
                raise forms.ValidationError(OUTSIDE) from None
        return cleaned

    @property
    def point(self) -> tuple[float, float]:
        """Latitude and longitude."""
        return self.cleaned_data["latitude"], self.cleaned_data["longitude"]


class TakePartForm(forms.Form):
    """Why somebody comes, where, and what they can give. Nothing of it is kept, and none of it stands in an address."""

    reason = forms.ChoiceField(choices=Reason.choices, widget=forms.HiddenInput)
    place = PlaceField(label=_("Where you are"))
    latitude = forms.FloatField(label=_("Latitude"), required=False)
    longitude = forms.FloatField(label=_("Longitude"), required=False)
    give = forms.CharField(
        label=_("What you can give"),
        required=False,
        max_length=120,
        help_text=_("In your words: two hours on Saturdays, a van, I know accounting."),
    )
    ways = forms.MultipleChoiceField(
        label=_("How you could take part"), choices=Way.choices, widget=forms.CheckboxSelectMultiple, required=False
    )
    causes = forms.MultipleChoiceField(
        label=_("Causes that matter to you"),
        choices=Cause.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        has_point = bool(self.data.get("latitude") and self.data.get("longitude"))
        self.fields["place"].required = not has_point

    def clean(self) -> dict[str, object]:
        """Find the municipality of the point, where one is given. Refuses a point outside Mexico."""
        cleaned = super().clean() or {}
        at = (cleaned.get("latitude"), cleaned.get("longitude"))
        if None not in at and not cleaned.get("place"):
            try:
                cleaned["place"] = place_at(float(str(at[0])), float(str(at[1])))
            except OutsideMexico:
                self.add_error("longitude", OUTSIDE)
        return cleaned

    def wish(self) -> Wish:
        """Return what was said."""
        said = self.cleaned_data
        point = None
        if said.get("latitude") is not None and said.get("longitude") is not None:
            point = (said["latitude"], said["longitude"])
        return Wish(point=point, **{name: said[name] for name in ("reason", "place", "give", "causes", "ways")})

    @property
    def meant(self) -> list[Place]:
        """The places that the typed text can mean, where it is not one."""
        typed = self.data.get("place", "") if "place" in self.errors else ""
        return find_place(typed, 6) if typed.strip() else []
