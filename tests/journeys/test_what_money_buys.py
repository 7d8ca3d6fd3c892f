"""What security money buys: from the front page to a line and its reason, and an organisation that says otherwise."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser import assert_accessible, assert_fits, weigh

pytestmark = pytest.mark.browser
BUDGETS = "/financiar/presupuestos/"
REASON = "El ramo paga también prisiones y prevención; véase el tomo de programas del decreto."


def test_visitor_sees_what_a_budget_buys_and_why_a_line_stands_there(any_page, world):
    any_page.goto(f"{world.url}/")
    any_page.get_by_role("link", name="Verlo en el tiempo, partida por partida").click()
    expect(any_page.get_by_text("59.6 % es para interdicción y fuerzas")).to_be_visible()
    any_page.get_by_role("link", name="Todas las partidas").click()
    any_page.get_by_role("link", name=re.compile("^Defensa")).first.click()
    expect(any_page.get_by_text("Paga fuerzas armadas")).to_be_visible()
    expect(any_page.get_by_text("$170,753,142,093 MXN").first).to_be_visible()
    assert_fits(any_page)


def test_without_pictures_the_words_and_the_table_say_the_same(page, world):
    page.goto(f"{world.url}{BUDGETS}")
    page.evaluate("document.querySelectorAll('svg').forEach(it => it.remove())")
    expect(page.get_by_text("Las partidas de esta fuente suman")).to_be_visible()
    page.get_by_text("Los números en una tabla").click()
    expect(page.get_by_role("cell", name="236,679.9")).to_be_visible()


def test_need_beside_money_is_two_taps_away_and_light(page, world):
    first = weigh(page, f"{world.url}{BUDGETS}")
    assert first <= 50_000
    page.get_by_role("link", name="Necesidad y dinero en un mapa").click()
    page.get_by_role("link", name="Chihuahua", exact=True).first.click()
    expect(page.locator("h1")).to_have_text("Necesidad y dinero: Chihuahua")
    assert weigh(page, f"{world.url}{BUDGETS}brechas/20/") <= 50_000  # Oaxaca, the state with most municipalities


@pytest.mark.parametrize("path", ["", "partidas/", "clasificacion/", "mover/?por_ciento=x", "movido/", "brechas/08/"])
def test_pages_are_accessible(page, world, path):
    page.goto(f"{world.url}{BUDGETS}{path}")
    assert_accessible(page)
    assert_fits(page)


def test_organisation_says_otherwise_and_the_line_shows_it(signed_in, world):
    page = signed_in("observadora")
    page.goto(f"{world.url}{BUDGETS}partidas/?q=seguridad+ciudadana&anio=2026")
    page.get_by_role("link", name="Seguridad y Protección Ciudadana").first.click()
    page.get_by_role("link", name="Decir qué compra esta partida").click()
    page.get_by_label("Instituciones: policía ordinaria y justicia").check()
    page.get_by_label("Por qué").fill("corto")
    page.get_by_role("button", name="Decir").click()
    expect(page.get_by_text("20 a 600 caracteres").first).to_be_visible()
    expect(page.get_by_label("Por qué")).to_have_value("corto")
    page.get_by_label("Por qué").fill(REASON)
    page.get_by_role("button", name="Decir").click()
    expect(page.get_by_text(REASON)).to_be_visible()
    expect(page.get_by_text("Alguien dice otra cosa").first).to_be_visible()
