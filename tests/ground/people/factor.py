"""A second factor, as an app on a telephone has it."""

import re
import time

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client

from tests.factories.ground import PASSWORD

SET_UP = "/cuenta/paso-dos/aplicacion/"


def code_of(secret: str, steps: int = 0) -> str:
    """Return the code that an app shows now, or so many half minutes later."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


def begin(client: Client, password: str = PASSWORD) -> str:
    """Open the page that sets up the app, password first; return the secret that it shows."""
    again = client.get(SET_UP)
    client.post(again["Location"], {"password": password, "next": SET_UP})
    return re.findall(r'<code translate="no">([A-Z2-7]{32})</code>', client.get(SET_UP).content.decode())[0]


def set_up(client: Client, password: str = PASSWORD) -> str:
    """Set up the app and return its secret."""
    secret = begin(client, password)
    assert client.post(SET_UP, {"code": code_of(secret)})["Location"] == "/cuenta/paso-dos/codigos/"
    return secret
