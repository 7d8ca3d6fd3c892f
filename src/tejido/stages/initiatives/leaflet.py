"""The code on a leaflet: it leads to the page of a place, never to the safe form.

Whoever is seen with a leaflet whose code opens the safe form is seen wanting to tell something.
"""

from io import BytesIO

import segno
from django.conf import settings
from django.urls import reverse

from tejido.ground.places.models import Place

PIXELS = 6  # a module; 29 modules and their quiet zone print at some 3 cm


def address_of(place: Place) -> str:
    """Return the whole address of the page of the place."""
    return settings.SITE_URL + reverse("place", args=[place.pk])


def code_of(place: Place) -> bytes:
    """Return the QR code of the address as a PNG: black on white, four modules of quiet zone (ISO/IEC 18004)."""
    out = BytesIO()
    segno.make(address_of(place), error="m", micro=False).save(out, kind="png", scale=PIXELS, border=4)
    return out.getvalue()
