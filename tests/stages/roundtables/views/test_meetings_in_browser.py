"""Roundtables and meetings in Chromium: accessible, narrow enough, light enough, and whole without scripts."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page

from tejido.ground.organisations.vocabulary import Profile
from tejido.stages.roundtables.models import Meeting
from tests.browser import assert_accessible, assert_fits, assert_light
from tests.factories.meetings import room

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NOW = timezone.now().replace(microsecond=0)
CHAT = (
    "2/11/26, 10:15 p. m. - Ana Pérez: Tema: las bancas del parque\n"
    "2/11/26, 10:16 p. m. - Luis: Compromiso: podar los árboles antes del 15 de diciembre"
)


def began(profile=Profile.OPEN):
    return room(profile, now=NOW - timedelta(days=100))


def sign_in(client, context, live_server, who):
    client.force_login(who)
    context.add_cookies([{"name": "s", "value": client.cookies["s"].value, "url": live_server.url}])
    return context.new_page()


def look(page: Page, url: str) -> None:
    answer = page.goto(url)
    assert answer is not None and answer.status == 200, url
    assert_accessible(page)
    assert_fits(page)


def test_pages_that_anybody_reads(page, live_server):
    it = began()
    meeting = it.held(NOW - timedelta(days=60))
    adopted = it.adopted(meeting)
    it.called(NOW + timedelta(days=7), now=NOW - timedelta(days=1))
    paths = [it.roundtable.get_absolute_url(), meeting.get_absolute_url(), adopted.get_absolute_url(), "/mesas/"]
    for path in paths:
        look(page, live_server.url + path)
        look(page, f"{live_server.url}/en{path}")


def test_first_visit_of_a_roundtable_is_light(new_context, live_server):
    it = began()
    for number in range(3):
        it.held(NOW - timedelta(days=90 - 20 * number))
    assert_light(new_context().new_page(), live_server.url + it.roundtable.get_absolute_url())
    assert_light(new_context().new_page(), f"{live_server.url}/mesas/")


def test_pages_of_the_staff(client, context, live_server):
    it = began()
    held = it.held(NOW - timedelta(days=10))
    proposed = it.proposed(it.held(NOW - timedelta(days=5)))
    coming = it.called(NOW + timedelta(days=7), now=NOW - timedelta(days=1))
    page = sign_in(client, context, live_server, it.facilitator)
    names = {
        "roundtable": it.roundtable,
        "roundtable-change": it.roundtable,
        "roundtable-profile": it.roundtable,
        "roundtable-close": it.roundtable,
        "roundtable-seats": it.roundtable,
        "roundtable-staff": it.roundtable,
        "roundtable-groups": it.roundtable,
        "calendar-key": it.roundtable,
        "meeting-plan": it.roundtable,
        "meeting": coming,
        "meeting-prepare": coming,
        "meeting-move": coming,
        "meeting-cancel": coming,
        "meeting-hold": held,
        "minutes": proposed,
        "minutes-write": proposed,
        "minutes-adopt": proposed,
    }
    for name, thing in names.items():
        look(page, live_server.url + reverse(name, args=[thing.pk]))


def test_room_of_the_citizens(client, context, live_server):
    it = began(Profile.DISCREET)
    coming = it.called(NOW + timedelta(days=7), now=NOW - timedelta(days=1))
    page = sign_in(client, context, live_server, it.neighbour)
    look(page, live_server.url + reverse("room", args=[coming.pk]))
    page.get_by_label("Nota").fill("Empecemos por las luminarias")
    page.get_by_role("button", name="Dejarla").click()
    assert "Empecemos por las luminarias" in page.get_by_role("main").inner_text()
    assert_accessible(page)


@pytest.mark.parametrize("scripts", [True, False])
def test_session_is_prepared_from_a_pasted_chat_and_called(client, new_context, live_server, scripts):
    it = began()
    page = sign_in(client, new_context(java_script_enabled=scripts), live_server, it.secretary)
    page.goto(live_server.url + it.roundtable.get_absolute_url())
    page.get_by_role("link", name="Preparar la próxima sesión").click()
    page.get_by_label("Día", exact=True).fill(f"{NOW + timedelta(days=7):%Y-%m-%d}")
    page.get_by_label("Hora", exact=True).fill("18:00")
    page.get_by_label("Dónde").fill("Salón de usos múltiples")
    page.get_by_label("Pega un chat o una minuta anterior").fill(CHAT)
    page.get_by_role("button", name="Guardar").click()
    assert "Ana" not in page.get_by_role("main").inner_text()
    if scripts:
        assert_accessible(page)
        assert_fits(page)
    page.get_by_role("button", name="Aceptar lo marcado").click()
    links = page.get_by_role("link", name="podar los árboles").get_attribute("href")
    assert "fecha=2026-12-15" in links
    page.get_by_role("link", name="Volver a la sesión").click()
    assert page.get_by_label("Orden del día").input_value().endswith("las bancas del parque")
    page.get_by_role("button", name="Guardar").click()
    page.get_by_role("button", name="Convocar esta sesión").click()
    assert Meeting.objects.get().called_on is not None
    assert "las bancas del parque" in page.get_by_role("main").inner_text()
