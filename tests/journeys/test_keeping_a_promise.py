"""Two taps say how far a commitment is, two citizens verify it; the secretary writes for whoever never signs in."""

import re
from datetime import date, timedelta

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

WAYS = [  # each on a commitment of its own
    pytest.param("enlace", "Probar en el sector turnos", "", True, "Verificado", id="es scripts"),
    pytest.param("enlace obras", "Reparar el puente peatonal", "/en", False, "Verified", id="en no scripts"),
]


def find(page: Page, url: str, text: str) -> None:
    page.goto(f"{url}/compromisos/")
    page.fill("form[role=search] [name=q]", text)
    page.click("form[role=search] .joined button")
    page.locator("main .rows a", has_text=text).click()
    page.wait_for_url(re.compile(r"/compromisos/[0-9a-f-]{36}/$"))


def do(page: Page, slug: str, **said: str) -> None:
    """Take the way to one task of the commitment that is open, fill its form and send it."""
    here = page.url
    way = page.locator(f"main a[href$='/{slug}/']")
    if not way.is_visible():
        way.locator("xpath=ancestor::details/summary").click()
    way.click()
    for name, value in said.items():
        page.fill(f"main [name={name}]", value)
    page.click("main form button[type=submit]")
    page.wait_for_url(here)


@pytest.mark.parametrize(("liaison", "text", "language", "scripts", "verified"), WAYS)
def test_from_two_taps_to_verified_by_citizens(world, signed_in, liaison, text, language, scripts, verified):
    page = signed_in(liaison, java_script_enabled=scripts)
    page.goto(f"{world.url}{language}/compromisos/debo/")
    row = page.locator("li.row-tool", has_text=text)
    row.locator("summary").click()
    row.get_by_role("button", name="75 %").click()
    find(page, world.url + language, text)
    expect(page.locator(".progress, progress").first).to_be_visible()
    assert "75 %" in page.inner_text("main")
    do(page, "hecho", note="Terminado, se puede ver desde la calle.")
    address = page.url
    for citizen in ("observadora", "entrenador"):
        assert page.locator("main header .badge", has_text=verified).count() == 0
        page = signed_in(citizen, java_script_enabled=scripts)
        page.goto(address)
        do(page, "verificar", evidence="Fuimos el lunes y el martes: así está.")
    expect(page.locator("main header .badge").first).to_contain_text(verified)


def test_owner_is_offered_no_verification_and_is_refused_it(world, signed_in):
    page = signed_in("vecina")
    find(page, world.url, "Formar un comité de seis vecinas")
    assert page.locator("main a[href$='/verificar/']").count() == 0
    assert page.goto(f"{page.url}verificar/").status in {403, 404}


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_secretary_writes_on_behalf_with_the_source_and_silence_is_no_acceptance(world, signed_in, scripts):
    page = signed_in("secretaria", java_script_enabled=scripts)
    page.goto(f"{world.url}/mesas/")
    page.get_by_role("link", name=re.compile("Mesa de seguridad")).click()
    page.locator("main a[href*='/compromisos/nuevo/']").first.click()
    text = f"Abrir la ventanilla los sábados ({'con' if scripts else 'sin'} cita)"
    page.fill("[name=text]", text)
    page.select_option("[name=seat]", label="Fiscalía de Distrito (ejemplo) · Fiscal de distrito")
    page.fill("[name=due_on]", (date.today() + timedelta(days=90)).isoformat())
    page.fill("[name=source]", "Oficio FD/114/2026")
    page.click("main form button[type=submit]")
    page.wait_for_url(re.compile(r"/compromisos/[0-9a-f-]{36}/$"))
    visitor = signed_in("residente", java_script_enabled=scripts)
    visitor.goto(page.url)
    said = visitor.inner_text("main")
    assert text in said
    assert "Oficio FD/114/2026" in said
    assert "Aceptado" not in said


def test_date_before_the_meeting_says_so_and_keeps_what_was_typed(world, signed_in):
    page = signed_in("secretaria")
    page.goto(f"{world.url}/mesas/")
    page.get_by_role("link", name=re.compile("Mesa de seguridad")).click()
    page.locator("main a[href*='/compromisos/nuevo/']").first.click()
    page.fill("[name=text]", "Algo que no quiero volver a escribir")
    page.select_option("[name=seat]", index=1)
    page.fill("[name=due_on]", "2020-01-01")
    page.click("main form button[type=submit]")
    expect(page.locator("main .problems")).to_be_focused()
    assert page.input_value("[name=text]") == "Algo que no quiero volver a escribir"
    assert page.input_value("[name=due_on]") == "2020-01-01"


def test_moved_date_shows_both_dates_and_stands_in_the_record(world, signed_in, any_page):
    page = signed_in("enlace prevencion")
    find(page, world.url, "Cien horas de aprendizaje pagado")
    first = page.locator("main dl.terms time").first.get_attribute("datetime")
    to = (date.fromisoformat(first) + timedelta(days=30)).isoformat()
    do(page, "fecha", to=to, reason="El recurso llega con el siguiente ejercicio.")
    any_page.goto(page.url)
    times = [it.get_attribute("datetime") for it in any_page.locator("main dl.terms time").all()]
    assert times[0] == to
    assert any_page.locator("main dl.terms del time").count() == 1
    told = any_page.locator("main .timeline li", has_text="El recurso llega").last
    told.locator("a[href*='/bitacora/']").last.click()
    any_page.wait_for_url(re.compile(r"/bitacora/\d+/$"))
    body = any_page.request.get(f"{any_page.url}leaf.json").json()
    assert (body["verb"], body["fields"]["due_on"]) == ("commitment.date.moved", to)
