"""Commitments in Chromium: accessible, narrow enough, light enough, and updated in two taps without scripts."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone, translation
from playwright.sync_api import Page

from tejido.ground.people import second_factor
from tejido.stages.roundtables.actions.answers import propose_change
from tejido.stages.roundtables.actions.commitments import Details
from tejido.stages.roundtables.actions.handover import begin_handover
from tejido.stages.roundtables.actions.steps import add_step
from tejido.stages.roundtables.vocabulary import CommitmentState as State
from tests.browser import assert_accessible, assert_fits, assert_light
from tests.factories.commitments import noon, table

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TODAY = timezone.localdate()
SOON = TODAY + timedelta(days=40)


@pytest.fixture(autouse=True)
def _spanish(monkeypatch):
    monkeypatch.setattr(second_factor, "is_required_of", lambda _person: False)
    with translation.override("es"):
        yield


@pytest.fixture
def at():
    return table()


def full(at):
    """A commitment with everything that can hang on one."""
    measured = Details(causes=["corruption", "weapons"], indicator="Luminarias", unit="focos", co_owners=[at.youth])
    it = at.commitment(State.ACCEPTED, due_on=SOON, details=measured)
    it = add_step(it, text="Comprar focos", due_on=SOON, by=at.liaison, now=noon(TODAY)).commitment
    propose_change(it, text="Encender la mitad", reason="Solo hay para la mitad", by=at.liaison, now=noon(TODAY))
    return it


def sign_in(client, context, live_server, who):
    client.force_login(who)
    context.add_cookies([{"name": "s", "value": client.cookies["s"].value, "url": live_server.url}])
    return context.new_page()


def look(page: Page, url: str) -> None:
    answer = page.goto(url)
    assert answer is not None
    assert answer.status == 200, url
    assert_accessible(page)
    assert_fits(page)


def test_pages_that_anybody_reads(page, live_server, at):
    it = full(at)
    for state in State:
        at.commitment(state)
    begun = begin_handover(at.chief, on=TODAY, by=at.facilitator, now=noon(TODAY))
    for path in (it.get_absolute_url(), reverse("commitment-list"), begun.get_absolute_url()):
        look(page, live_server.url + path)
        look(page, f"{live_server.url}/en{path}")


def test_first_visit_is_light(page, live_server, at):
    path = full(at).get_absolute_url()
    for _ in range(25):
        at.commitment(State.ACCEPTED)
    assert_light(page, live_server.url + path)


def test_list_is_light(page, live_server, at):
    for _ in range(25):
        at.commitment(State.ACCEPTED)
    assert_light(page, live_server.url + reverse("commitment-list"))


def test_pages_of_the_staff(client, context, live_server, at):
    it = full(at)
    page = sign_in(client, context, live_server, at.facilitator)
    change = it.changes.get()
    names = [
        ("commitment-propose", [at.roundtable.pk]),
        ("commitment-edit", [it.pk]),
        ("commitment-change", [change.pk]),
        ("commitment-step", [it.steps.get().pk]),
        ("commitment-share", [it.pk]),
        ("roundtable-share", [at.roundtable.pk]),
        ("bulletin-roundtable", [at.roundtable.pk]),
        ("handover-begin", [at.chief.pk]),
        *(("commitment-move", [it.pk, slug]) for slug in ("avance", "hecho", "fecha", "siguiente-sesion", "retirar")),
    ]
    for name, args in names:
        look(page, live_server.url + reverse(name, args=args))


def test_pages_of_citizens(client, context, live_server, at):
    it = at.commitment(State.DONE)
    page = sign_in(client, context, live_server, at.mother)
    for slug in ("verificar", "objetar", "evidencia"):
        look(page, live_server.url + reverse("commitment-move", args=[it.pk, slug]))


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_owner_updates_a_commitment_in_two_taps(client, new_context, live_server, at, scripts):
    it = at.commitment(State.ACCEPTED, due_on=SOON)
    page = sign_in(client, new_context(java_script_enabled=scripts), live_server, at.liaison)
    page.goto(live_server.url + reverse("commitment-owed"))
    page.locator("summary", has_text="Decir cómo va").click()
    page.get_by_role("button", name="50 %").click()
    page.wait_for_load_state()
    it.refresh_from_db()
    assert (it.state, it.progress) == (State.UNDER_WAY, 50)


def test_owners_page_opened_is_accessible(client, context, live_server, at):
    at.commitment(due_on=SOON)
    at.commitment(State.UNDER_WAY, due_on=SOON)
    page = sign_in(client, context, live_server, at.liaison)
    page.goto(live_server.url + reverse("commitment-owed"))
    for summary in page.locator("main details summary").all():
        summary.click()
    assert_accessible(page)
    assert_fits(page)
