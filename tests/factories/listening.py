"""Organisations that listen, and reports sent through the real form."""

import re
from html import unescape

from django.test import Client

from tejido.ground.organisations.models import Organisation
from tejido.ground.organisations.vocabulary import Role
from tejido.stages.reports.actions.listening import describe_listening
from tests.factories import ground, keys
from tests.factories.moments import NOW

RECEIPT = re.compile(r'<p class="receipt code">(.*?)</p>', re.DOTALL)
TOKEN = re.compile(r'name="token" value="([^"]+)"')
JUAREZ = "Juárez, Chihuahua"


def listening(*, says: dict | None = None, **organisation) -> keys.Listening:
    """An organisation that says what it does with reports, and whose coordinator reads them."""
    us = keys.listening(**organisation)
    said = {"use": "Leemos cada semana y acompañamos.", "retention_days": 180, "answers_within_days": None} | (
        says or {}
    )
    describe_listening(us.organisation, **said, by=us.coordinator, now=NOW)
    return us


def form_token(client: Client, place: str = JUAREZ) -> str:
    """Open the form as people do and return its token."""
    page = client.post("/n/a/", {"place": place}).content.decode()
    found = TOKEN.search(page)
    assert found, page
    return found[1]


def told(client: Client, to: Organisation, text: str = "Cobran piso en el mercado.", **more):
    """Send a report through the form and return the answer."""
    token = more.pop("token", None) or form_token(client)
    return client.post("/n/a/", {"token": token, "near": "08037", "to": str(to.pk), "text": text, "do": "send"} | more)


def receipt_in(answer) -> str:
    """Return the receipt that stands on a page."""
    found = RECEIPT.search(answer.content.decode())
    assert found, unescape(re.sub(r"<[^>]+>", " ", answer.content.decode()))
    return "-".join(re.findall(r"<span>(\w+)</span>", found[1]))


def come_back(client: Client, receipt: str):
    """Open the thread with its receipt; the answer is the page."""
    return client.post("/n/b/", {"receipt": receipt}, follow=True)


def authority(name: str = "Fiscalía") -> keys.Listening:
    """A public institution that takes sealed reports, and the liaison who reads them."""
    police, reader = ground.institution(name=name), ground.person()
    ground.membership(reader, police, Role.LIAISON, ground.post(police))
    keys.make_first_key(police, pair=keys.pair_of(reader), by=reader, now=NOW)
    describe_listening(police, use="Investigamos.", retention_days=180, answers_within_days=None, by=reader, now=NOW)
    return keys.Listening(police, reader)
