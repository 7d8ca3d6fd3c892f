"""The base and the components, in a real browser."""

import re

import pytest

from tests.browser import assert_accessible, assert_fits, assert_light

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("path", ["/", "/en/", "/componentes/", "/en/componentes/", "/nada/", "/cuenta/entrar/"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_page_is_accessible_and_fits(page, live_server, path, scheme):
    page.emulate_media(color_scheme=scheme)
    page.goto(live_server.url + path)
    assert_accessible(page)
    assert_fits(page)


def test_training_is_marked_and_readable(page, live_server, settings):
    settings.TRAINING = True
    page.goto(live_server.url + "/componentes/")
    assert page.get_by_text("Nada de esto es real").is_visible()
    assert_accessible(page)
    assert_fits(page)


def test_gallery_fits_at_every_width(page, live_server):
    page.goto(live_server.url + "/componentes/")
    assert_fits(page, 320, 360, 481, 640, 768, 960, 1280)


@pytest.mark.parametrize("path", ["/componentes/", "/nada/"])
def test_first_visit_is_light(page, live_server, path):
    assert_light(page, live_server.url + path)


def test_page_is_there_with_and_without_scripts(any_page, live_server):
    any_page.goto(live_server.url + "/componentes/")
    assert any_page.locator("main h1").count() == 1


def test_first_tab_leads_past_the_head(page, live_server):
    page.goto(live_server.url + "/componentes/#nothing")
    page.evaluate("document.activeElement.blur(); document.querySelector('.problems').remove()")
    page.goto(live_server.url + "/nada/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    assert page.locator(".skip").bounding_box()["y"] >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_problems_of_a_form_take_the_focus_and_lead_to_the_field(any_page, live_server):
    page = any_page
    page.goto(live_server.url + "/componentes/")
    assert page.locator(".problems").evaluate("it => it === document.activeElement")
    page.get_by_role("link", name=re.compile("^Quién puede verlo")).click()
    assert page.evaluate("document.activeElement.name") == "wrong-profile"


def test_everything_that_can_be_touched_is_large_enough(page, live_server):
    page.goto(live_server.url + "/componentes/")
    small = page.evaluate(
        """() => [...document.querySelectorAll('button:not(.as-link), .button, select, textarea, summary, .chip,'
             + '.pager a, .loop a, .site-tools a, .choices label, label.choice,'
             + 'main input:not([type=checkbox], [type=radio])')]
             .filter(it => it.getBoundingClientRect().height < 43.9)
             .map(it => it.outerHTML.slice(0, 90))"""
    )
    assert small == []


def test_text_at_twice_its_size_stays_on_the_page(page, live_server):
    page.goto(live_server.url + "/componentes/")
    page.evaluate("document.styleSheets[0].insertRule('html { font-size: 200% !important }', 0)")
    assert_fits(page, 640, 1280)


def test_paper_has_neither_navigation_nor_buttons(page, live_server):
    page.goto(live_server.url + "/componentes/")
    page.emulate_media(media="print")
    seen = page.locator(".site-tools, .crumbs, .site-footer, main form button").locator("visible=true").count()
    assert seen == 0
    assert page.locator(".print-only").is_visible()
