"""Neighbours without an organisation begin, are confirmed, tell with a covered photo, count, and finish."""

import re
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser import assert_accessible, assert_fits

pytestmark = pytest.mark.browser
SEND = "main form.stacked button[type=submit]"


def look_at(page: Page, *, scripts: bool) -> None:
    if scripts:
        assert_accessible(page)
    assert_fits(page)


@pytest.mark.parametrize(("language", "scripts"), [("", True), ("/en", False)], ids=["es scripts", "en no scripts"])
def test_neighbours_begin_are_confirmed_tell_and_finish(world, signed_in, new_context, tmp_path, language, scripts):
    at = f"{world.url}{language}/iniciativas/"
    visitor = new_context(java_script_enabled=scripts).new_page()
    visitor.goto(f"{at}empezar/")
    look_at(visitor, scripts=scripts)
    visitor.check("[name=kind][value=community]")
    visitor.fill("[name=place]", "Juárez, Chihuahua")
    visitor.click(SEND)
    expect(visitor.locator("ol.first-steps > li")).to_have_count(3)
    look_at(visitor, scripts=scripts)

    page = signed_in("promotora", java_script_enabled=scripts)
    page.goto(f"{at}proponer/?tipo=community&perfil=open&lugar=08037")
    page.fill("[name=title]", "Cancha nuestra")
    page.check("[name=causes][value=poverty]")
    page.click(SEND)
    expect(page.locator("main")).to_contain_text("La cancha es nuestra")  # there is one like it
    look_at(page, scripts=scripts)
    title = f"Otra cosa distinta {'uno' if scripts else 'dos'}"
    page.fill("[name=title]", title)
    page.click(SEND)
    page.wait_for_url(re.compile(r"/iniciativas/[0-9a-f-]{36}/$"))
    address = page.url
    page.locator("main a[href$='/confirmacion/']").click()
    page.click(SEND)
    assert visitor.goto(address).status == 404

    host = signed_in("anfitriona", java_script_enabled=scripts)
    host.goto(address)
    host.locator("main form[action$='/confirmar/'] button").click()
    assert visitor.goto(address).status == 200

    page.goto(address)
    page.locator("main a[href$='/novedades/contar/']").click()
    _tell(page, tmp_path, scripts=scripts)
    page.wait_for_url(address)
    look_at(page, scripts=scripts)
    visitor.goto(f"{address}?otra=1")
    expect(visitor.locator(".updates img")).to_have_count(1)
    page.locator("main form[action$='/estado/'] button").last.click()
    expect(visitor.locator("main")).to_contain_text(title)


def _tell(page: Page, folder: Path, *, scripts: bool) -> None:
    photo = folder / "IMG_0001.jpg"
    Image.effect_noise((900, 700), 80).convert("RGB").save(photo)
    page.fill("[name=text]", "Vinieron doce.")
    page.set_input_files("[name=photo]", photo)
    page.check("[name=faces]")
    page.click(SEND)
    expect(page.locator(".cover-cells input")).to_have_count(80)
    look_at(page, scripts=scripts)
    page.locator(".cover-cells input").nth(33).check()
    page.locator("main form button[type=submit]").first.click()
