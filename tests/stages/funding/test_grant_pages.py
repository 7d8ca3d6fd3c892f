"""Grants through the door: both sides' work from the draft to closed accounts, and what others find."""

from datetime import timedelta

import pytest
from django.core.cache import caches
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from tejido.ground.organisations.vocabulary import Profile
from tejido.portal.queries.pending import pending_of
from tejido.stages.funding.actions.grant_clock import turn_grants
from tejido.stages.funding.models import Doubt, Grant, Visit
from tests.factories import grants as factory
from tests.factories import ground, initiatives
from tests.factories.files import folder
from tests.factories.moments import NOW

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate(timezone.now())
MOMENT = NOW + (TODAY - NOW.date())
FOLIO = factory.FOLIO
XML = f"""<?xml version="1.0" encoding="UTF-8"?>
<cfdi:Comprobante xmlns:cfdi="http://www.sat.gob.mx/cfd/4" Version="4.0" Fecha="{TODAY}T10:00:00" Total="1250.50"
 Moneda="MXN"><cfdi:Emisor Rfc="XEXX010101000" Nombre="JUANA NADIE"/><cfdi:Complemento>
<tfd:TimbreFiscalDigital xmlns:tfd="http://www.sat.gob.mx/TimbreFiscalDigital" UUID="{FOLIO}"/></cfdi:Complemento>
</cfdi:Comprobante>""".encode()


@pytest.fixture(autouse=True)
def _spanish():
    with translation.override("es"):
        yield


@pytest.fixture(autouse=True)
def _no_second_factor(monkeypatch):
    """Who coordinates a funder needs a second step to sign in; that is tested on its own."""
    monkeypatch.setattr("tejido.ground.people.second_factor.is_required_of", lambda _person: False)


def agreed(profile=Profile.OPEN, **changes):
    values = {"begins_on": TODAY, "ends_on": TODAY + timedelta(days=200), "reports": [TODAY + timedelta(days=60)]}
    return factory.agreed(profile, MOMENT, **(values | changes))


def steps(**rows):
    """What a browser sends for sets of rows."""
    sent = {}
    for name, lines in rows.items():
        sent |= {f"{name}-TOTAL_FORMS": len(lines) + 1, f"{name}-INITIAL_FORMS": 0}
        for at, line in enumerate(lines):
            sent |= {f"{name}-{at}-{field}": value for field, value in line.items()}
    return sent


def typed(**changes):
    said = {
        "title": "Luz para la cancha", "purpose": "Que se pueda jugar de noche.", "reference": "", "currency": "MXN",
        "amount": "$90,000", "begins_on": str(TODAY), "ends_on": str(TODAY + timedelta(days=90)),
        "foreign_programme": "", "version": "",
    }  # fmt: skip
    due = str(TODAY + timedelta(days=20))
    lines = [
        {"milestone": "Postes en pie", "due_on": due, "amount": "50,000"},
        {"milestone": "Luz encendida", "due_on": due, "amount": "40,000"},
    ]
    goals = [{"what": "noches con luz", "figure": "60", "unit": "noches"}]
    said |= steps(steps=lines, goals=goals, reports=[{"due_on": due}])
    return said | changes


def sides():
    return factory.sides(now=MOMENT, begins_on=TODAY, ends_on=TODAY + timedelta(days=200), reports=[])


def posted(client, who, name, *args, **data):
    client.force_login(who)
    return client.post(reverse(name, args=args), data)


def test_funder_drafts_offers_and_the_initiative_agrees(client):
    made = sides()
    client.force_login(made.giver)
    page = client.get(made.initiative.get_absolute_url())
    url = reverse("grant-draft", args=[made.initiative.pk, made.funder.pk])
    assert url in page.content.decode()
    assert client.get(url).status_code == 200
    answer = client.post(url, typed())
    grant = Grant.objects.get(title="Luz para la cancha")
    assert answer.url == reverse("grant-desk", args=[grant.pk])
    assert [it.amount for it in grant.instalments.order_by("number")] == [50_000_00, 40_000_00]
    assert client.get(answer.url).status_code == 200
    assert client.get(reverse("grant-offer", args=[grant.pk])).status_code == 200
    client.post(reverse("grant-offer", args=[grant.pk]))
    client.force_login(made.taker)
    assert "Luz para la cancha" in " ".join(it.title for it in pending_of(made.taker, TODAY))
    grant.refresh_from_db()
    url = reverse("grant-answer", args=[grant.pk])
    page = client.get(url).content.decode()
    assert "Postes en pie" in page and "$90,000" in page
    assert client.post(url, {"agrees": "yes", "version": grant.version}).status_code == 302
    grant.refresh_from_db()
    assert grant.state == "agreed"


@pytest.mark.parametrize(
    ("changes", "kept"),
    [({"amount": "80,000"}, "Postes en pie"), ({"amount": "mucho"}, "mucho"), ({"steps-0-due_on": "ayer"}, "ayer")],
)
def test_draft_that_cannot_be_keeps_what_was_typed(client, changes, kept):
    made = sides()
    answer = posted(client, made.giver, "grant-draft", made.initiative.pk, made.funder.pk, **typed(**changes))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert kept in page and "Luz encendida" in page
    assert not Grant.objects.filter(title="Luz para la cancha").exists()


def test_more_empty_lines_keep_what_was_typed(client):
    made = sides()
    sent = typed(more="")
    page = posted(client, made.giver, "grant-draft", made.initiative.pk, made.funder.pk, **sent).content.decode()
    assert "Luz encendida" in page and 'name="steps-4-milestone"' in page
    assert not Grant.objects.filter(title="Luz para la cancha").exists()


@pytest.mark.parametrize("name", ["grant-desk", "grant-answer", "grant-profile", "grant-invoice", "grant-amend"])
def test_pages_of_the_two_sides_exist_for_nobody_else(client, name):
    made = agreed()
    for who in (ground.person(), ground.person(is_host=True)):
        client.force_login(who)
        assert client.get(reverse(name, args=[made.grant.pk])).status_code == 404


def test_work_of_both_sides_through_the_door(client):
    made = agreed()
    grant, first = made.grant, made.instalments[0]
    with folder():
        said = {"text": "Quedaron seis postes.", "reached_on": str(TODAY)}
        assert posted(client, made.taker, "grant-reached", grant.pk, first.pk, **said).status_code == 302
    assert "Meta 1" in " ".join(it.title for it in pending_of(made.giver, TODAY))
    assert posted(client, made.giver, "grant-check", grant.pk, first.pk, accepted="yes").status_code == 302
    over = posted(client, made.giver, "grant-pay", grant.pk, first.pk, paid_on=str(TODAY), amount="60,001")
    assert "La ministración es menor" in over.content.decode() or over.status_code == 200
    paid = {"paid_on": str(TODAY), "amount": "60,000"}
    assert posted(client, made.giver, "grant-pay", grant.pk, first.pk, **paid).status_code == 302
    file = SimpleUploadedFile("factura.xml", XML, content_type="text/xml")
    said = {"file": file, "what": "Focos", "folio": "", "amount": "", "issued_on": ""}
    assert posted(client, made.taker, "grant-invoice", grant.pk, **said).status_code == 302
    invoice = grant.invoices.get()
    assert (str(invoice), invoice.amount, invoice.issued_on) == (FOLIO, 1250_50, TODAY)
    again = posted(client, made.taker, "grant-invoice", grant.pk, **(said | {"file": "", "folio": FOLIO.lower(),
                   "amount": "10", "issued_on": str(TODAY)}))  # fmt: skip
    assert again.status_code == 200 and "Focos" in again.content.decode()
    report = grant.reports.get()
    said = {"text": "Vamos bien.", "figure_1": "30", "source_1": "lista"}
    assert posted(client, made.taker, "grant-report", grant.pk, report.pk, **said).status_code == 302
    page = client.get(reverse("grant-desk", args=[grant.pk])).content.decode()
    assert "$1,250.50" in page and FOLIO in page
    client.logout()
    page = client.get(grant.get_absolute_url()).content.decode()
    assert "$60,000" in page and "Vamos bien." in page and "30" in page
    assert FOLIO not in page and "Focos" not in page  # invoices are the two sides' own
    assert "$40,000" not in page  # a coming instalment


def test_page_for_others_tells_no_day_of_what_is_coming(client):
    made = agreed()
    made.checked(1, MOMENT)
    page = client.get(made.grant.get_absolute_url()).content.decode()
    due = made.instalments[0].due_on
    assert "Meta 1" in page
    assert due.isoformat() not in page
    assert client.get(reverse("files:file", args=[made.grant.pk])).status_code == 404


def test_visit_and_doubt_are_told_of_nobody(client):
    made = agreed()
    who = ground.person("Petra Visitante")
    said = {"seen": "partly", "text": "Hay tres postes de seis.", "visited_on": str(TODAY)}
    assert posted(client, who, "grant-visit", made.grant.pk, **said).status_code == 302
    assert posted(client, who, "grant-doubt", made.grant.pk, text="¿Y los otros tres?").status_code == 302
    doubt, visit = Doubt.objects.get(), Visit.objects.get()
    assert "otros" not in repr(visit) and doubt.answer_by > TODAY
    for reader in (made.giver, made.taker, None):
        client.force_login(reader) if reader else client.logout()
        page = client.get(made.grant.get_absolute_url()).content.decode()
        assert "Hay tres postes de seis." in page and "¿Y los otros tres?" in page
        assert "Petra" not in page and str(who.pk) not in page
    answer = posted(client, made.taker, "grant-doubt-answer", made.grant.pk, doubt.pk, text="Llegan en mayo.")
    assert answer.status_code == 302
    page = client.get(made.grant.get_absolute_url()).content.decode()
    assert "Llegan en mayo." in page
    assert posted(client, who, "grant-visit-withdraw", made.grant.pk, visit.pk).status_code == 302
    assert "Hay tres postes de seis." not in client.get(made.grant.get_absolute_url()).content.decode()


def test_sides_do_not_look_after_themselves(client):
    made = agreed()
    for who in (made.giver, made.taker):
        client.force_login(who)
        assert client.get(reverse("grant-visit", args=[made.grant.pk])).status_code == 403


def test_change_of_the_agreement_through_the_door(client):
    made = agreed()
    client.force_login(made.taker)
    assert client.get(reverse("grant-amend", args=[made.grant.pk])).status_code == 200
    due = str(TODAY + timedelta(days=80))
    sent = {"amount": "100,000", "ends_on": due, "reason": "Sube el cobre."}
    sent |= steps(steps=[{"milestone": "Todo", "due_on": due, "amount": "100,000"}], reports=[])
    assert client.post(reverse("grant-amend", args=[made.grant.pk]), sent).status_code == 302
    change = made.grant.amendments.get()
    client.force_login(made.giver)
    url = reverse("grant-amendment-answer", args=[made.grant.pk, change.pk])
    assert "$120,000" in client.get(url).content.decode()
    assert client.post(url, {"accepted": "yes"}).status_code == 302
    client.logout()
    page = client.get(made.grant.get_absolute_url()).content.decode()
    assert "Sube el cobre." in page and "$120,000" in page and "$100,000" in page


@pytest.mark.parametrize("name", ["grant-suspend", "grant-end", "grant-return", "grant-finish", "grant-profile"])
def test_small_forms_open_and_say_what_follows(client, name):
    made = agreed()
    client.force_login(made.giver)
    assert client.get(reverse(name, args=[made.grant.pk])).status_code == 200


def test_list_is_found_by_place_cause_funder_year_and_state_and_costs_the_same_for_all(client):
    made = agreed()
    agreed(named="Otra")
    agreed(Profile.DISCREET, named="Callada", title="Para lo callado")
    caught = []
    for number in range(2):
        caches["pages"].clear()
        with CaptureQueriesContext(
            connection,
        ) as queries:
            page = client.get(reverse("grant-list"))
        caught.append(len(queries))
        assert "Para lo callado" not in page.content.decode()
        for at in range(4 if number == 0 else 0):
            agreed(named=f"Más {at}")
    assert caught[0] == caught[1]
    caches["pages"].clear()
    narrowed = {"lugar": "08037", "causa": "lack_of_public_space", "quien": str(made.funder.pk), "estado": "agreed"}
    narrowed |= {"anio": str(TODAY.year), "iniciativa": str(made.initiative.pk)}
    page = client.get(reverse("grant-list"), narrowed).content.decode()
    assert made.grant.title in page and "Otra" not in page
    Grant.objects.update(agreed_on=TODAY - timedelta(days=1))  # what is of today comes into the feed tomorrow
    for form in ("csv", "atom"):
        answer = client.get(reverse("grant-list"), {"formato": form})
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        assert made.grant.title in body.decode() and "Para lo callado" not in body.decode()


def test_sums_and_what_the_money_of_a_funder_did(client):
    made = agreed()
    made.paid(1, TODAY)
    made.reported(1, 30, MOMENT)
    for url in (reverse("grant-sums"), reverse("grant-sums-of", args=["08037"])):
        assert "$60,000" in client.get(url).content.decode()
    page = client.get(reverse("grant-funder", args=[made.funder.pk])).content.decode()
    assert "$60,000" in page and "30" in page
    for subject in (made.funder, made.initiative):
        assert "$60,000" in client.get(subject.get_absolute_url()).content.decode()
    assert client.get(reverse("grant-funder", args=[ground.organisation(kind="funder").pk])).status_code == 404


def test_pending_tells_each_side_what_is_late(client):
    made = agreed(reports=[TODAY])
    turn_grants(now=MOMENT + timedelta(days=40))
    titles = " ".join(it.title for it in pending_of(made.taker, TODAY + timedelta(days=40)))
    assert "Meta 1" in titles and "1" in titles
    page_of = reverse("grant-desk", args=[made.grant.pk])
    client.force_login(made.taker)
    assert client.get(page_of).status_code == 200
    assert made.grant.reports.get().late_since == TODAY + timedelta(days=1)


def test_grant_from_another_initiative_is_not_answered(client):
    made, other = agreed(), agreed(named="Otra")
    first = other.instalments[0]
    client.force_login(made.taker)
    assert client.get(reverse("grant-reached", args=[made.grant.pk, first.pk])).status_code == 404
    assert client.get(reverse("grant-desk", args=[other.grant.pk])).status_code == 404
    assert initiatives.initiative().pk
