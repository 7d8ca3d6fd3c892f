"""The pages of the inbox as members see them, in Chromium."""

import pytest

from tejido.engines.sealing import FileHeader
from tejido.stages.reports.actions import handling, referring, telling
from tests.browser import assert_accessible, assert_fits
from tests.factories import ground, vault
from tests.factories.moments import NOW
from tests.stages.reports.inbox.opening import reader

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def us():
    return vault.listening()


def signed_in(page, live_server, who):
    """Carry the session of a test client, with its opened key, into the browser."""
    jar = [
        {"name": name, "value": morsel.value, "url": live_server.url} for name, morsel in reader(who).cookies.items()
    ]
    page.context.add_cookies(jar)


def a_report_with_everything(us):
    from django.db import transaction

    police = vault.listening(ground.institution(name="Secretaría de Seguridad Pública de Juárez"))
    told = {"text": "Cobran piso " * 20, "kind": "extortion", "place": ground.place().key, "where": "m" * 80}
    opened = vault.thread(us, told)
    row, who = opened.thread.row, {"keys": us.keys, "by": us.member, "now": NOW}
    with transaction.atomic():
        opened.thread.add_file(FileHeader("nota-de-voz-" + "x" * 60 + ".ogg", "audio/ogg", 3), iter([b"abc"]), now=NOW)
    handling.answer_reporter(row, text="¿Desde cuándo?", is_question=True, **who)
    handling.write_note(row, text="Coincide", **who)
    handling.label_report(row, labels=["mercado", "urgente"], **who)
    proposed = {"institution": police.organisation, "why": "Ayudaría", "parts": ["Hay cobro de piso"]}
    proposal = referring.propose_referral(row, **proposed, **who).id
    telling.agree_to_referral(thread=opened.thread, proposal=proposal, parts=["1"], now=NOW)
    referring.pass_on_referral(row, proposal=proposal, **who)
    referring.propose_referral(row, **proposed, **who)
    return row


def test_pages_are_accessible_and_fit_a_narrow_phone(page, live_server, us):
    row = a_report_with_everything(us)
    signed_in(page, live_server, us.member)
    inbox, report = f"/buzon/{us.organisation.pk}/", f"/buzon/t/{row.pk}/"
    tasks = [f"{report}{slug}/" for slug in ("remitir", "contar", "cerrar")]
    for path in (inbox, f"{inbox}?caja=les-toca", report, *tasks, f"{inbox}llevar/", f"/en{report}"):
        answer = page.goto(live_server.url + path)
        assert (answer.status, "no-store" in answer.headers["cache-control"]) == (200, True)
        assert_accessible(page)
        assert_fits(page)


@pytest.mark.browser_context_args(java_script_enabled=False)
def test_member_answers_searches_and_closes_without_scripts(page, live_server, us):
    vault.thread(us, {"text": "Cobran piso en el mercado", "kind": "extortion"})
    signed_in(page, live_server, us.member)
    page.goto(f"{live_server.url}/buzon/{us.organisation.pk}/")
    page.fill("[name=words]", "mercado")
    page.click("text=Buscar")
    page.click("main h2 >> text=Extorsión")
    page.fill("[name=text]", "Gracias por contarlo")
    page.click("text=Sellar y enviar")
    page.wait_for_selector("text=Está sellado")
    page.click("text=Cerrar este testimonio")
    page.select_option("[name=outcome]", "acted")
    page.click("main button >> text=Cerrarlo")
    page.wait_for_selector("text=Está cerrado")
    assert "Cerrado el" in page.inner_text("main")
