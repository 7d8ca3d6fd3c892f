"""The record as people see it, in Chromium."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tejido.ground.ledger.actions import ask_withdrawal, confirm_withdrawal, make_checkpoint
from tejido.ground.ledger.models import Leaf
from tests.browser import assert_accessible, assert_fits, assert_light
from tests.factories.ground import person
from tests.ground.ledger.makers import MAKERS

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SHOTS = os.environ.get("TEJIDO_SHOTS")  # a folder for screenshots, where somebody wants to look
NOW = datetime(2026, 3, 2, 18, tzinfo=UTC)


def look(page, name: str) -> None:
    """Hold the page to what every page is held to."""
    if SHOTS:
        for width in (360, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            page.screenshot(path=Path(SHOTS) / f"{name}-{width}.png", full_page=True)
        page.set_viewport_size({"width": 360, "height": 740})
    assert_accessible(page)
    assert_fits(page)


@pytest.fixture
def log():
    """A record of organisations, an initiative and a roundtable, with a text that was withdrawn."""
    for kind in ("need", "minutes", "commitment"):
        MAKERS[kind]()
    make_checkpoint(now=NOW - timedelta(days=30))
    hosts = person(is_host=True), person(is_host=True)
    described = Leaf.objects.filter(verb="organisation.described").first()
    ask_withdrawal(described, reason="person", by=hosts[0], now=NOW)
    confirm_withdrawal(described, by=hosts[1], now=NOW)
    make_checkpoint(now=NOW)
    return described


@pytest.mark.parametrize("language", ["", "/en"])
def test_pages_of_the_record_are_accessible_and_fit(page, live_server, log, language):
    base = f"{live_server.url}{language}/bitacora/"
    texted = Leaf.objects.filter(verb="organisation.registered").first().index
    pages = {"record": "", "entry": f"{texted}/", "tombstone": f"{log.index}/", "checkpoints": "puntos/"}
    for name, address in (pages | {"checking": "comprobar/", "filtered": "?acto=organisation.registered"}).items():
        page.goto(base + address)
        look(page, name + language.replace("/", "-"))


def test_history_of_a_thing_is_accessible_and_fits(page, live_server, log):
    for kind in ("organisation", "initiative"):
        thing = MAKERS[kind]()
        page.goto(f"{live_server.url}{thing.get_absolute_url()}")
        assert "Asiento" in page.inner_text("main .timeline")
        look(page, f"history-{kind}")


def test_record_is_light_on_a_first_visit(page, live_server, log):
    assert_light(page, f"{live_server.url}/bitacora/")


def test_entry_is_found_checked_and_taken_along(any_page, live_server, log):
    any_page.goto(f"{live_server.url}/bitacora/")
    any_page.click("main .row h2 a >> nth=-1")
    assert "Comprobar este asiento" in any_page.inner_text("main")
    with any_page.expect_download() as taken:
        any_page.click("text=La prueba de que está en la bitácora")
    assert Path(taken.value.path()).read_text().startswith("c2sp.org/tlog-proof@v1\nindex ")
    any_page.click("text=Cómo comprobar los dos")
    assert "tejido record verify" in any_page.inner_text("main")
