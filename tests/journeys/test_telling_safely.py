"""Somebody in danger tells something, comes back with the receipt, adds to it and withdraws it.

As Tor Browser shows it at its safest level: without scripts, without SVG, without fonts; on a phone of 320 pixels. Each
form of the safe pages is sent for real, so that a header or a check that refuses browsers is noticed.
"""

import re

import pytest
from playwright.sync_api import Page, Route

from tests.browser import assert_accessible, assert_fits

pytestmark = pytest.mark.browser

SVG = re.compile(r"<svg\b.*?</svg>", re.DOTALL)
LEFT_OUT = {"font", "script", "media"}
WORDS = {
    "": ("Continuar", "Sellar y enviar", "Abrir mi mensaje", "Decir más", "Borrarlo todo para siempre"),
    "/en": ("Go on", "Seal and send", "Open my message", "Say more", "Erase all of it for good"),
}
TEXT = "Cobran piso en el mercado, cada viernes."


def safest(route: Route) -> None:
    """Let a page come as the safest level shows it."""
    if route.request.resource_type in LEFT_OUT:
        route.abort()
    elif route.request.resource_type == "document":
        answer = route.fetch(max_redirects=0)
        text = answer.text() if "html" in answer.headers.get("content-type", "") else None
        route.fulfill(response=answer, body=SVG.sub("", text)) if text else route.fulfill(response=answer)
    else:
        route.continue_()


@pytest.fixture
def phone(new_context) -> Page:
    """A phone of 320 pixels at the safest level."""
    context = new_context(java_script_enabled=False)
    context.route("**/*", safest)
    page = context.new_page()
    page.set_viewport_size({"width": 320, "height": 640})
    return page


@pytest.mark.parametrize("language", ["", "/en"], ids=["es", "en"])
def test_report_is_sent_in_three_pages_opened_added_to_and_withdrawn(phone, world, language):
    go_on, send, open_it, more, erase = WORDS[language]
    phone.goto(f"{world.url}{language}/")
    phone.locator("footer a[href$='/n/']").click()
    phone.fill("[name=place]", "Juárez, Chihuahua")
    phone.click(f"text={go_on}")
    phone.fill("[name=text]", TEXT)
    phone.locator("[name=to]").first.check()
    phone.click(f"text={more}")
    phone.select_option("[name=kind]", "extortion")
    phone.click("[name=map]", position={"x": 90, "y": 120})
    assert phone.input_value("[name=text]") == TEXT
    assert phone.input_value("[name=latitude]").startswith("31.")
    phone.click(f"text={send}")
    receipt = "-".join(phone.locator(".receipt span").all_inner_texts())
    assert len(receipt) == 25
    assert phone.context.cookies() == []
    phone.fill("[name=last]", receipt[-5:])
    phone.click("main form button")
    assert TEXT in phone.inner_text("main")
    assert [(it["name"], it["sameSite"], it["expires"]) for it in phone.context.cookies()] == [("n", "Strict", -1)]
    phone.click("header form button")
    assert phone.context.cookies() == []
    phone.fill("[name=receipt]", receipt.lower())
    phone.click(f"text={open_it}")
    phone.fill("[name=text]", "Ahora también los martes.")
    phone.click(f"text={send}")
    assert "Ahora también los martes." in phone.inner_text("main")
    phone.click(f"text={erase}")
    phone.click("main form button")
    assert phone.context.cookies() == []
    phone.goto(f"{world.url}{language}/n/")
    phone.fill("[name=receipt]", receipt)
    phone.click(f"text={open_it}")
    assert phone.locator(".problems").count() == 1


def test_quick_exit_leaves_the_site_and_its_cookie_goes(phone, world):
    left = []
    phone.context.route("https://**", lambda route: (left.append(route.request), route.fulfill(body="elsewhere")))
    phone.goto(f"{world.url}/n/")
    phone.locator("a.exit").click()
    phone.wait_for_url("https://es.wikipedia.org/")
    assert left[0].all_headers().get("referer") is None
    assert phone.context.cookies() == []


@pytest.mark.parametrize("language", ["", "/en"], ids=["es", "en"])
def test_every_safe_page_is_accessible_and_fits_a_small_phone(new_context, world, language):
    page, (go_on, send, *_rest) = new_context().new_page(), WORDS[language]

    def fine() -> None:
        page.wait_for_load_state("networkidle")
        assert_accessible(page)
        assert_fits(page, 320)

    page.goto(f"{world.url}{language}/n/")
    fine()
    page.fill("[name=place]", "Juárez")
    page.click(f"text={go_on}")
    fine()
    page.locator("[name=chosen]").first.click()
    page.evaluate("document.querySelectorAll('details').forEach(it => it.open = true)")
    fine()
    page.fill("[name=text]", TEXT)
    page.click(f"text={send}")
    page.locator(".problems").wait_for()
    fine()
    page.locator("[name=to]").first.check()
    page.click(f"text={send}")
    fine()
    page.fill("[name=last]", page.locator(".receipt span").last.inner_text())
    page.click("main form button")
    fine()
    page.locator("a[href$='/c/w/']").click()
    fine()
    page.click("main form button")
    fine()
