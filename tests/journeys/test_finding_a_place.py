"""A visitor finds their municipality from the front page."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

INSIDE = """it => {
  it.scrollIntoView({block: 'center', behavior: 'instant'});
  const box = it.getBoundingClientRect();
  for (let n = 1; n < 400; n++) {
    const x = box.left + box.width * ((n * 7) % 20 + 0.5) / 20;
    const y = box.top + box.height * (Math.floor(n / 20) + 0.5) / 20;
    if (it.contains(document.elementFromPoint(x, y))) return {x, y};
  }
}"""


def tap(page, link):
    """Tap the shape itself, not the middle of the box around it, which may lie in the neighbouring place."""
    point, before = link.evaluate(INSIDE), None
    while point != before:  # the page may still be gliding to where a link led
        before, point = point, link.evaluate(INSIDE)
    page.mouse.click(point["x"], point["y"])


@pytest.mark.parametrize("language", ["", "/en"])
def test_by_three_letters(any_page, world, language):
    any_page.goto(f"{world.url}{language}/")
    any_page.fill("#place-q", "jua")
    any_page.click(".find-place button")
    any_page.get_by_role("link", name=re.compile("^Juárez, Chihuahua")).click()
    expect(any_page.locator("h1")).to_have_text(re.compile("^Juárez"))
    assert any_page.url == f"{world.url}{language}/lugares/08037/"


def test_by_a_whole_name_without_accents(any_page, world):
    any_page.goto(f"{world.url}/")
    any_page.fill("#place-q", "juarez, chih")
    any_page.press("#place-q", "Enter")
    assert any_page.url == f"{world.url}/lugares/08037/"


@pytest.mark.parametrize("language", ["", "/en"])
def test_by_one_tap_on_the_country_and_one_on_the_state(any_page, world, language):
    any_page.goto(f"{world.url}{language}/")
    tap(any_page, any_page.locator("svg.map a[href$='/lugares/08/']").first)
    expect(any_page.locator("h1")).to_have_text("Chihuahua")
    any_page.get_by_role("link", name=re.compile("^Mapa?$")).click()  # the way down to it, on the first screen
    tap(any_page, any_page.locator("svg.map a[href$='/lugares/08037/']").first)
    any_page.wait_for_url(f"{world.url}{language}/lugares/08037/")


def test_by_the_list_of_states_without_a_picture(page, world):
    page.route("**/*.css", lambda route: route.abort())
    page.goto(f"{world.url}/")
    page.evaluate("document.querySelectorAll('svg').forEach(it => it.remove())")
    page.get_by_role("link", name="Chihuahua", exact=True).first.click()
    page.evaluate("document.querySelectorAll('svg').forEach(it => it.remove())")
    page.get_by_text("Lo mismo en una tabla").first.click()
    page.get_by_role("link", name="Juárez", exact=True).first.click()
    assert page.url == f"{world.url}/lugares/08037/"


def test_name_that_many_places_bear_is_asked_back(any_page, world):
    any_page.goto(f"{world.url}/")
    any_page.fill("#place-q", "Benito Juárez")
    any_page.click(".find-place button")
    found = any_page.locator("main a[href*='/lugares/']").all_inner_texts()
    assert {"Benito Juárez, Quintana Roo", "Benito Juárez, Ciudad de México"} <= set(found)
