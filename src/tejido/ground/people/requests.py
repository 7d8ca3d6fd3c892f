"""The request as views see it: with the person who asks and the moment."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from tejido.ground.people.models import Person


class Request(HttpRequest):
    """Only a type: middleware sets both on Django's own request."""

    person: Person | None
    now: datetime


def signed_in(request: Request) -> Person:
    """Return the person who asks. Raises PermissionDenied for a visitor: `login_required` stands before."""
    if request.person is None:
        raise PermissionDenied
    return request.person
