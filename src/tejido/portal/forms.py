"""Forms of the pages that join the stages."""

from django import forms
from django.utils.translation import gettext_lazy as _

from tejido.ground.places.outlines import OutsideMexico, outlines


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
                raise forms.ValidationError(
                    _("This point lies outside Mexico. Check that the longitude begins with a minus sign.")
                ) from None
        return cleaned

    @property
    def point(self) -> tuple[float, float]:
        """Latitude and longitude."""
        return self.cleaned_data["latitude"], self.cleaned_data["longitude"]
