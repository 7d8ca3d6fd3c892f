"""Signing in and opening one's key, as the pages of the inbox need it."""

from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client

from tejido.ground.people.models import Person
from tests.factories.ground import PASSWORD


def reader(who: Person) -> Client:
    """A browser in which this person is signed in, with a second factor, and opened their key."""
    client = signed_in(who)
    answer = client.post("/cuenta/llave/abrir/", {"current_password": PASSWORD})
    assert answer.status_code == 302, answer.content.decode()
    return client


def signed_in(who: Person) -> Client:
    """A browser in which this person is signed in, and whose key is closed."""
    TOTP.activate(who, generate_totp_secret())
    client = Client()
    client.force_login(who)
    return client
