"""A facilitator prepares a meeting out of a chat: what was said becomes proposed points, names are left out."""

import re

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

CHAT = (
    "2/11/26, 10:15 p. m. - Ana Pérez: Tema: las bancas del parque {mark}\n"
    "2/11/26, 10:16 p. m. - Luis Gómez: mi teléfono es 656 123 4567\n"
    "2/11/26, 10:17 p. m. - Luis Gómez: Tema: la banqueta de la escuela {mark}\n"
)


def open_next_meeting(page: Page, url: str) -> None:
    page.goto(f"{url}/mesas/")
    page.get_by_role("link", name=re.compile("Mesa de seguridad")).click()
    page.locator("main a[href*='/mesas/sesiones/']").first.click()
    page.wait_for_url(re.compile("/mesas/sesiones/"))


@pytest.mark.parametrize(("language", "scripts"), [("", True), ("/en", False)], ids=["es scripts", "en no scripts"])
def test_pasted_chat_becomes_points_of_the_agenda(world, signed_in, new_context, language, scripts):
    mark = "nueve" if scripts else "diez"
    page = signed_in("facilitadora", java_script_enabled=scripts)
    open_next_meeting(page, world.url + language)
    address = page.url
    page.locator("main a[href$='/preparar/']").first.click()
    page.fill("[name=pasted]", CHAT.format(mark=mark))
    page.click("main form button[type=submit]")
    cards = page.locator("ol.proposals li.card")
    proposed = page.locator("ol.proposals").inner_html()
    assert "las bancas del parque" in proposed
    assert "Ana Pérez" not in proposed
    assert "656 123" not in proposed
    for number in range(cards.count()):
        tick = cards.nth(number).locator("input[type=checkbox]")
        tick.set_checked(mark in cards.nth(number).locator("textarea, input[type=text]").first.input_value())
    page.click("main form button[type=submit]")
    page.wait_for_url(re.compile("/preparar/"))
    visitor = new_context(java_script_enabled=scripts).new_page()
    visitor.goto(address)
    expect(visitor.locator("main")).to_contain_text(f"las bancas del parque {mark}")
    expect(visitor.locator("main")).to_contain_text(f"la banqueta de la escuela {mark}")
    expect(visitor.locator("main")).not_to_contain_text("Ana")


def test_citizens_room_is_closed_to_the_state(world, signed_in):
    page = signed_in("vecina")
    open_next_meeting(page, world.url)
    room = f"{page.url}sala/"
    assert page.goto(room).status == 200
    assert signed_in("enlace").goto(room).status in {403, 404}
    assert signed_in("residente").goto(room).status in {403, 404}
