"""A visitor goes from a place to a late promise, to what was promised on the day, and to the proof of it."""

import json
import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

TRIED = "Alumbrar los tres paraderos"


@pytest.mark.parametrize(("language", "late"), [("", "Atrasado"), ("/en", "Late")])
def test_from_the_place_to_the_proof(any_page, world, language, late):
    page = any_page
    page.goto(f"{world.url}{language}/lugares/08037/")
    page.locator("#gente").get_by_role("link", name=re.compile("ompromisos|ommitments")).first.click()
    page.get_by_role("link", name=re.compile(TRIED)).first.click()
    expect(page.locator("main")).to_contain_text(late)
    assert page.locator("main del").count()
    page.locator("main a[href*='/bitacora/']").first.click()
    expect(page.locator("h1")).to_be_visible()
    leaf = page.locator("main a[href$='leaf.json']").first
    body = page.request.get(world.url + leaf.get_attribute("href")).json()
    assert body["index"] == int(re.search(r"/bitacora/(\d+)/", page.url)[1])
    proof = page.request.get(world.url + page.locator("main a[href*='pruebas/inclusion']").first.get_attribute("href"))
    assert proof.text().startswith(f"c2sp.org/tlog-proof@v1\nindex {body['index']}\n")


def test_whole_record_is_verified_from_outside_and_agrees_with_the_tables(world):
    verified = json.loads(world.tejido("record", "verify", f"{world.url}/bitacora", "--json"))
    assert (verified["ok"], verified["problems"]) == (True, [])
    assert verified["size"] > 100
    audited = json.loads(world.tejido("record", "audit", "--json"))
    assert (audited["ok"], audited["problems"]) == (True, [])


def test_visitor_reads_all_of_it_without_a_cookie(page, world):
    for path in ("/", "/lugares/08037/", "/compromisos/", "/bitacora/", "/mesas/", "/iniciativas/", "/puertas/"):
        page.goto(world.url + path)
    assert page.context.cookies() == []
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
