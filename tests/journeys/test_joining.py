"""From the front page to having asked in three taps, and from the request to the answer that only its sender reads."""

import re

import pytest
from playwright.sync_api import Page, expect

from tejido.portal.demo.cast import PASSWORD
from tests.browser import assert_accessible, assert_fits
from tests.factories.joining import CODE

pytestmark = pytest.mark.browser

TITLE = "La cancha es nuestra"
WORDS = {
    "": ("Quiero ayudar", "Pedir unirme", "Enviar la solicitud", "Está pasando algo"),
    "/en": ("I want to help", "Ask to join", "Send the request", "Something is happening"),
}


def ask(page: Page, url: str, language: str, motive: str) -> str:
    """Go from the front page to having asked, and return the code: three taps, and what one types in between."""
    reason, join, send, _now = WORDS[language]
    page.goto(f"{url}{language}/")
    page.fill("#take-place", "juarez, chih")
    page.get_by_role("button", name=reason).click()
    assert "juarez" not in page.url
    assert page.context.cookies() == []
    page.get_by_role("link", name=re.compile(f"{join}.*{TITLE}")).click()
    page.fill("[name=motive]", motive)
    page.get_by_role("button", name=send).click()
    return page.locator(".code").inner_text().strip()


@pytest.mark.parametrize("language", WORDS)
def test_from_the_front_page_to_having_asked_in_three_taps(any_page, world, language):
    assert CODE.fullmatch(ask(any_page, world.url, language, "Sé pintar"))


def test_pages_that_only_a_post_shows_can_be_used_by_everybody(page, world):
    page.goto(f"{world.url}/")
    page.fill("#take-place", "juarez")
    for reason in ("Quiero ayudar", "Está pasando algo"):  # the first finds several places of that name
        page.get_by_role("button", name=re.compile(reason)).click()
        assert_accessible(page)
        assert_fits(page, 360)
        page.locator("[name=place][type=text]").fill("juarez, chih")
    page.get_by_role("link", name=re.compile(f"privado.*{TITLE}")).click()
    page.fill("[name=motive]", " ")
    page.get_by_role("button", name="Enviar la solicitud").click()
    assert_accessible(page)
    page.fill("[name=motive]", "Sé de electricidad")
    page.get_by_role("button", name="Enviar la solicitud").click()
    expect(page.locator(".code")).to_be_visible()
    assert_accessible(page)


@pytest.mark.parametrize("language", WORDS)
def test_whoever_is_in_danger_sees_whom_to_call_after_one_tap(any_page, world, language):
    any_page.goto(f"{world.url}{language}/")
    any_page.get_by_role("button", name=re.compile(WORDS[language][3])).click()
    expect(any_page.locator("main a[href='tel:911']").first).to_be_in_viewport()


def test_request_is_opened_with_a_key_answered_and_read_by_its_code(any_page, world, signed_in):
    motive = "Tengo una camioneta y los domingos libres"
    code = ask(any_page, world.url, "", motive)
    coordinator = signed_in("entrenador")
    coordinator.goto(f"{world.url}/pendientes/")
    coordinator.get_by_role("link", name=re.compile(TITLE)).first.click()
    if coordinator.locator("[name=current_password]").count():
        coordinator.fill("[name=current_password]", PASSWORD)
        coordinator.click("main form button")
    row = coordinator.locator("li.row", has_text=motive).first
    row.get_by_role("link", name="Responder").click()
    coordinator.fill("[name=words]", "El domingo a las diez, en la cancha")
    coordinator.get_by_role("button", name="Aceptar").click()
    any_page.goto(f"{world.url}/iniciativas/respuesta/")
    any_page.fill("[name=code]", code.lower())
    any_page.click("main form button")
    expect(any_page.locator("main blockquote")).to_have_text("El domingo a las diez, en la cancha")
