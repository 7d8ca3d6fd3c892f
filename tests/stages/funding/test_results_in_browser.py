"""The pages of a result as a browser shows them: readable, light, accessible, narrow or wide."""

import os
from pathlib import Path

import pytest
from django.urls import reverse

from tejido.stages.funding.actions import allocation_scrutiny as scrutiny
from tejido.stages.funding.models import Application
from tests.browser import assert_accessible, assert_fits, weigh
from tests.factories.ballots import decided, few, house, many
from tests.factories.funding import coordinator
from tests.factories.moments import NOW

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PICTURES = os.environ.get("TEJIDO_PICTURES")
LATER_PAGE = 20 * 1024


def seen(page, name):
    """Keep pictures of the page at both widths, where somebody wants to look at them."""
    if PICTURES:
        for width in (360, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            page.screenshot(path=str(Path(PICTURES) / f"{name}-{width}.png"), full_page=True)


def a_result(make, projects=12):
    call = make(projects, total=100_000_00)
    Application.objects.filter(call=call, number=projects).update(amount=900_000_00)
    return decided(call)


def test_result_is_read_by_anybody(page, live_server):
    it = a_result(many, 3)
    url = live_server.url + reverse("allocation", args=[it.pk])
    page.goto(url)
    assert page.locator("main table tbody tr").count() >= 3
    assert page.locator("main svg.money").get_attribute("aria-hidden") == "true"
    assert_accessible(page)
    assert_fits(page)
    seen(page, "resultado")
    assert weigh(page, url) < LATER_PAGE + 30 * 1024  # a first visit, with styles and sprite
    page.goto(live_server.url + "/en" + reverse("allocation", args=[it.pk]))
    assert_accessible(page)


def test_result_whose_ballots_are_not_published_says_why_and_who_recomputes(page, live_server):
    it = a_result(few)
    of = house()
    scrutiny.put_forward(it.call, organisation=of, by=coordinator(of), now=NOW)
    page.goto(live_server.url + reverse("allocation", args=[it.pk]))
    assert page.locator("a[href$='boletas.pb']").count() == 0
    assert_accessible(page)
    assert_fits(page)
    seen(page, "sin-publicar")
    page.locator("main a[href$='/escrutinio/']").first.click()
    assert of.name in page.locator("main").inner_text()
    assert_accessible(page)
    assert_fits(page)
    seen(page, "escrutinio")


def test_every_project_stands_on_the_list(page, live_server):
    it = a_result(many)
    page.goto(live_server.url + reverse("allocation-projects", args=[it.pk]))
    assert page.locator("main .row-title").count() == 12
    assert_accessible(page)
    assert_fits(page)
    seen(page, "proyectos")
