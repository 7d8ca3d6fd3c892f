"""Voting on a phone without scripts, and sheets of paper typed by two people, in Chromium."""

import os
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tejido.ground.organisations.models import Organisation
from tejido.stages.funding.actions import paper
from tejido.stages.funding.models import Bundle, SetAside
from tests.browser import assert_accessible, assert_fits
from tests.factories import ground
from tests.factories import voting as factory
from tests.factories.ground import PASSWORD
from tests.factories.moments import NOW

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SHOTS = os.environ.get("TEJIDO_SHOTS")  # a folder for screenshots, where somebody wants to look


def look(page, name: str) -> None:
    if SHOTS:
        for width in (360, 1280):
            page.set_viewport_size({"width": width, "height": 740})
            page.screenshot(path=Path(SHOTS) / f"{name}-{width}.png", full_page=True)
        page.set_viewport_size({"width": 360, "height": 740})
    assert_accessible(page)
    assert_fits(page)


@pytest.fixture
def now(monkeypatch) -> list[datetime]:
    """The moment at which the site believes to be; a list, so that a test can turn it."""
    moment = [NOW]
    monkeypatch.setattr("tejido.ground.people.middleware.timezone.now", lambda: moment[0])
    return moment


@pytest.fixture
def call(now):
    return factory.call(title="Mil parques para Juárez", vote="ordinal", projects=4)


def sign_in(page, url, who, name):
    page.goto(f"{url}/cuenta/entrar/")
    page.fill("[name=login]", name)
    page.fill("[name=password]", PASSWORD)
    page.click("main form button")


def vote(page, url, code):
    page.goto(f"{url}/financiar/votar/")
    page.fill("[name=code]", code.lower().replace("-", " "))
    page.get_by_role("button", name="Ver la boleta").click()
    page.fill("#b3", "1")
    page.fill("#b1", "1")
    page.get_by_role("button", name="Revisar mi voto").click()
    expect(page.get_by_text("Dos tienen el lugar 1").first).to_be_visible()
    expect(page.locator("#b3")).to_have_value("1")
    page.fill("#b1", "2")
    page.get_by_role("button", name="Revisar mi voto").click()
    expect(page.get_by_text("Lugar 2")).to_be_visible()


def test_somebody_votes_on_a_phone(any_page, live_server, call):
    page, code = any_page, factory.codes(call)[0]
    vote(page, live_server.url, code)
    page.get_by_role("button", name="Cambiarlo").click()
    expect(page.locator("#b1")).to_have_value("2")
    page.get_by_role("button", name="Revisar mi voto").click()
    page.get_by_role("button", name="Emitir este voto").click()
    expect(page.get_by_role("heading", name="Tu voto está en la urna")).to_be_visible()
    assert page.url.endswith("/financiar/votar/")
    assert page.context.cookies() == []
    assert SetAside.objects.count() == 1
    page.goto(f"{live_server.url}/financiar/votar/")
    page.fill("[name=code]", code)
    page.get_by_role("button", name="Ver la boleta").click()
    expect(page.get_by_text("Con este código no se puede votar").first).to_be_visible()


def test_pages_of_voting_can_be_used_by_everybody(page, live_server, call):
    factory.codes(call)
    codes = factory.codes(call)
    page.goto(f"{live_server.url}/financiar/votar/")
    look(page, "code")
    page.fill("[name=code]", "ABC")
    page.get_by_role("button", name="Ver la boleta").click()
    look(page, "wrong")
    page.fill("[name=code]", codes[0])
    page.get_by_role("button", name="Ver la boleta").click()
    look(page, "ballot")
    page.fill("#b1", "9")
    page.evaluate("document.querySelector('main form').noValidate = true")
    page.get_by_role("button", name="Revisar mi voto").click()
    look(page, "ballot-wrong")
    page.fill("#b1", "1")
    page.get_by_role("button", name="Revisar mi voto").click()
    look(page, "review")
    page.get_by_role("button", name="Emitir este voto").click()
    look(page, "cast")
    page.get_by_role("link", name="Sobre esta votación").click()
    page.locator("summary", has_text="Lo que prometemos").click()
    look(page, "voting")


def test_two_people_type_sheets_of_paper_and_agree(new_context, live_server, call, now):
    held = factory.holding(call)
    names = ("vecina uno", "vecina dos")
    organisation = held.holder.partition(":")[2]
    people = []
    for name in names:
        who = ground.person(name)
        ground.membership(who, Organisation.objects.get(pk=organisation), "coordinator")
        people.append(who)
    paper.announce_urn(call, urn="Quiosco de la plaza", by=people[0], now=NOW)
    pages = [new_context(java_script_enabled=name == names[0]).new_page() for name in names]
    now[0] = NOW + timedelta(days=2)
    for page, who, name in zip(pages, people, names, strict=True):
        sign_in(page, live_server.url, who, name)
        page.goto(f"{live_server.url}/financiar/convocatorias/{call.pk}/votacion/papel/")
    first, second = pages
    look(first, "urns")
    first.get_by_role("link", name="Abrir esta urna").click()
    first.fill("[name=size]", "3")
    look(first, "begin")
    first.get_by_role("button", name="Empezar a capturar").click()
    for page, lines in ((first, ("3 1", "x", "2 4 1")), (second, ("3 1", "x", "2 4"))):
        page.goto(f"{live_server.url}/financiar/fajos/{Bundle.objects.get().pk}/")
        page.fill("[name=s1]", "9")
        page.get_by_role("button", name="Guardar lo que capturé").click()
        expect(page.get_by_text("En esta boleta no hay ningún 9.").first).to_be_visible()
        for number, line in enumerate(lines, start=1):
            page.fill(f"[name=s{number}]", line)
        if page is first:
            look(page, "sheets")
        page.get_by_role("button", name="Guardar lo que capturé").click()
    first.reload()
    look(first, "differing")
    first.fill("#r3", "2 4 1")
    first.get_by_role("button", name="Proponer esto").click()
    expect(first.get_by_text("Falta que la otra persona esté de acuerdo.").first).to_be_visible()
    second.reload()
    second.get_by_role("button", name="De acuerdo").click()
    expect(second.get_by_text("Las dos coinciden: cuentan 2 boletas.")).to_be_visible()
    look(first, "proposed")
    assert factory.closed(call, now=now[0]).on_paper == 2


def test_pages_of_codes_can_be_used_by_everybody(page, live_server, call, now):
    who = ground.person("coordina")
    ours = ground.organisation(name="Parroquia de la Luz")
    ground.membership(who, ours, "coordinator")
    held = factory.holding(call, to=ours, number=200)
    sign_in(page, live_server.url, who, "coordina")
    page.goto(f"{live_server.url}/financiar/codigos/{held.pk}/")
    page.fill("[name=number]", "30")
    with page.expect_download() as download:
        page.get_by_role("button", name="Sortear y descargar").click()
    assert Path(download.value.path()).read_bytes().startswith(b"%PDF")
    page.reload()
    page.fill("[name=handed_out]", "25")
    page.fill("[name=returned]", "2")
    page.get_by_role("button", name="Anotarlo").click()
    look(page, "codes")
    page.get_by_role("link", name="Dejar sin valor códigos que regresaron").click()
    page.fill("[name=codes]", "ABCD\n")
    page.get_by_role("button", name="Dejarlos sin valor").click()
    look(page, "came-back")
