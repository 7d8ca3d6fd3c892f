"""The form that asks what is being done near a point."""

from django import forms
from django.utils.translation import gettext_lazy as _

from tejido.ground.organisations.places import PlaceField
from tejido.ground.places.models import Place
from tejido.ground.places.vocabulary import Cause
from tejido.stages.initiatives.vocabulary import Kind

ANY = ("", _("All"))


class NearForm(forms.Form):
    """A point in degrees, as a phone or a map shows it, or else a municipality; and what it should be about."""

    latitude = forms.FloatField(
        label=_("Latitude"),
        required=False,
        min_value=14,
        max_value=33,
        help_text=_("Between 14 and 33, for example 31.69"),
    )
    longitude = forms.FloatField(
        label=_("Longitude"),
        required=False,
        min_value=-119,
        max_value=-86,
        help_text=_("Between -119 and -86, for example -106.42"),
    )
    place = PlaceField(label=_("Or a municipality"), required=False)
    cause = forms.ChoiceField(label=_("Cause"), required=False, choices=[ANY, *Cause.choices])
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[ANY, *Kind.choices])

    def clean(self) -> dict[str, object]:
        """Ask for a point or a place."""
        cleaned = super().clean() or {}
        if not self.errors and self.point is None:
            raise forms.ValidationError(_("Write latitude and longitude, or a municipality."))
        return cleaned

    @property
    def point(self) -> tuple[float, float] | None:
        """Latitude and longitude: those that were typed, or the middle of the place."""
        latitude, longitude = self.cleaned_data.get("latitude"), self.cleaned_data.get("longitude")
        if latitude is not None and longitude is not None:
            return latitude, longitude
        place: Place | None = self.cleaned_data.get("place")
        if place is None or place.latitude is None or place.longitude is None:
            return None
        return place.latitude, place.longitude
