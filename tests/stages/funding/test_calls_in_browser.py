"""Calls in Chromium on a phone: opened, applied to, reviewed by two, without scripts; pages accessible and narrow."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone, translation
from playwright.sync_api import Page

from tejido.ground.people import second_factor
from tejido.stages.funding.actions.call_clock import turn_calls
from tejido.stages.funding.models import Application, Call
from tejido.stages.funding.vocabulary.calls import ApplicationState, CallState
from tests.browser import assert_accessible, assert_fits, assert_light
from tests.factories import ground
from tests.factories.funding import application, being_voted, call, coordinator, days, funder, juror, old_initiative

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TODAY = timezone.localdate()


@pytest.fixture(autouse=True)
def _spanish(monkeypatch):
    monkeypatch.setattr(second_factor, "is_required_of", lambda _person: False)
    with translation.override("es"):
        yield


def sign_in(client, context, live_server, who) -> Page:
    client.force_login(who)
    context.add_cookies([{"name": "s", "value": client.cookies["s"].value, "url": live_server.url}])
    return context.new_page()


def look(page: Page, url: str) -> None:
    answer = page.goto(url)
    assert answer is not None
    assert answer.status == 200, url
    assert_accessible(page)
    assert_fits(page)


def test_pages_that_anybody_reads(page, live_server):
    being_voted(causes=["poverty"], **days(TODAY - timedelta(41)))
    it = call(**days(TODAY - timedelta(5)), groups=["grade:5:5000000:", "cause:poverty::9000000"])
    application(it)
    paths = [reverse("fund"), reverse("call-list"), it.get_absolute_url(), it.applications.get().get_absolute_url()]
    for path in paths:
        look(page, live_server.url + path)
        look(page, f"{live_server.url}/en{path}")


def test_first_visit_is_light(page, live_server):
    it = call(**days(TODAY - timedelta(5)))
    for number in range(8):
        application(it, old_initiative(title=f"Iniciativa {number}"))
    assert_light(page, live_server.url + it.get_absolute_url())


def test_call_is_opened_applied_to_and_reviewed_without_scripts(client, new_context, live_server):
    of, house = funder(), ground.organisation()
    theirs = old_initiative(house)
    made = _opened(client, new_context, live_server, of)
    Call.objects.filter(pk=made.pk).update(opens_on=TODAY)
    turn_calls(now=timezone.now())
    sent = _applied(client, new_context, live_server, made, house)
    assert (sent.state, sent.initiative) == (ApplicationState.SENT, theirs)
    Call.objects.filter(pk=made.pk).update(opens_on=TODAY - timedelta(9), closes_on=TODAY - timedelta(1))
    turn_calls(now=timezone.now())
    for _ in range(2):
        page = sign_in(client, new_context(java_script_enabled=False), live_server, juror(made))
        page.goto(live_server.url + reverse("call-reviews", args=[made.pk]))
        page.get_by_role("link", name="Luz hasta las nueve").click()
        page.get_by_label("Sí", exact=True).check()
        page.get_by_label("Por qué").fill("Es claro y cuesta lo que cuesta.")
        page.get_by_role("button", name="Guardar mi palabra").click()
        assert "Tu palabra está guardada" in page.content()
    page = sign_in(client, new_context(java_script_enabled=False), live_server, coordinator(of))
    page.goto(live_server.url + reverse("call-desk", args=[made.pk]))
    page.get_by_role("link", name="Decir quién es admitido").click()
    page.get_by_role("button", name="Decir quién es admitido").click()
    sent.refresh_from_db()
    assert (sent.state, sent.number) == (ApplicationState.ADMITTED, 1)


def _opened(client, new_context, live_server, of) -> Call:
    """Write a call with the dates and rules that the form proposes, and announce it."""
    page = sign_in(client, new_context(java_script_enabled=False), live_server, coordinator(of))
    page.goto(live_server.url + reverse("call-list"))
    page.get_by_role("link", name="Abrir una convocatoria").click()
    page.get_by_label("Título").fill("Lo que ya hacemos")
    page.get_by_label("Para qué es").fill("Para lo que vecinas y vecinos ya hacen.")
    page.get_by_label("Para qué lugares").fill("Juárez, Chihuahua (08037)")
    page.get_by_label("Cuánto dinero hay en total").fill("300,000")
    page.get_by_role("button", name="Guardar el borrador").click()
    page.get_by_role("link", name="Leerla otra vez y anunciarla").click()
    page.get_by_role("button", name="Anunciar la convocatoria").click()
    made = Call.objects.get(title="Lo que ya hacemos")
    assert made.state == CallState.ANNOUNCED
    return made


def _applied(client, new_context, live_server, to, house) -> Application:
    """Apply part by part from the page of the call."""
    page = sign_in(client, new_context(java_script_enabled=False), live_server, coordinator(house))
    page.goto(live_server.url + to.get_absolute_url())
    page.get_by_role("link", name="Solicitar", exact=True).click()
    page.get_by_role("button", name="Solicitar con esta iniciativa").click()
    onward = page.get_by_role("button", name="Guardar y seguir")
    page.get_by_label("Para qué es el dinero").fill("Luz hasta las nueve")
    page.get_by_label("En unas pocas frases").fill("Para que se entrene de noche.")
    onward.last.click()
    page.locator("#id_r-0-what").fill("Lámparas")
    page.locator("#id_r-0-amount").fill("40,000")
    page.get_by_role("button", name="Guardar y agregar renglones").click()
    page.locator("#id_r-1-what").fill("Electricista")
    page.locator("#id_r-1-amount").fill("20,000")
    onward.last.click()
    page.locator("#id_r-0-what").fill("Encendida")
    page.locator("#id_r-0-due_on").fill(str(to.decided_by + timedelta(30)))
    page.locator("#id_r-0-amount").fill("60,000")
    onward.last.click()
    page.locator("#id_r-0-what").fill("jóvenes que entrenan")
    page.locator("#id_r-0-figure").fill("60")
    page.locator("#id_r-0-unit").fill("jóvenes")
    onward.last.click()
    onward.last.click()  # no institution has to take part
    page.get_by_label("Así es").check()
    page.get_by_role("button", name="Enviar la solicitud").click()
    return Application.objects.get(call=to)


def test_pages_of_who_runs_applies_and_reviews_are_accessible_and_narrow(client, new_context, live_server):
    of, house = funder(), ground.organisation()
    it = call(CallState.OPEN, of, **days(TODAY - timedelta(5)))
    draft = application(it, old_initiative(house), ApplicationState.DRAFT)
    runs = coordinator(of)
    page = sign_in(client, new_context(), live_server, runs)
    written = call(CallState.DRAFT, of, **days(TODAY + timedelta(9)))
    juror(it)
    for name, key in (("call-draft", ""), ("call-announce", written.pk), ("call-edit", written.pk)):
        look(page, live_server.url + reverse(name, args=[key] if key else []))
    for name in ("call-desk", "call-cancel"):
        look(page, live_server.url + reverse(name, args=[it.pk]))
    page = sign_in(client, new_context(), live_server, coordinator(house))
    look(page, live_server.url + draft.get_absolute_url())
    for part in ("para-que", "costos", "etapas", "resultados", "institucion"):
        look(page, live_server.url + reverse("application-part", args=[draft.pk, part]))
    look(page, live_server.url + reverse("application-send", args=[draft.pk]))
    look(page, live_server.url + reverse("calls-for", args=[draft.initiative_id]))
    look(page, live_server.url + reverse("application-start", args=[it.pk]))
    reviewed = application(call(CallState.REVIEW, of, **days(TODAY - timedelta(27))), old_initiative(house))
    page = sign_in(client, new_context(), live_server, juror(reviewed.call))
    for name, key in (("call-reviews", reviewed.call_id), ("application-review", reviewed.pk)):
        look(page, live_server.url + reverse(name, args=[key]))
    look(page, live_server.url + reverse("jury-accept"))
