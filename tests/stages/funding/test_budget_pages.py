"""Pages of budgets through the door."""

import csv
import io
import re
from http import HTTPStatus

import pytest
from django.core.cache import caches

from tejido.ground.people.actions import set_up_app
from tejido.ground.places.actions import load_reference
from tejido.stages.funding.actions.budgets import import_budget_lines, load_package_budgets
from tejido.stages.funding.models import Announcement, BudgetLine, BudgetSource, Classification
from tests.factories.budgets import (
    REASON,
    announcement,
    host,
    line,
    organisation_of,
    proposal,
    row,
    source,
    speaker,
)
from tests.factories.ground import TODAY, place
from tests.factories.moments import NOW

pytestmark = pytest.mark.django_db
HOME = "/financiar/presupuestos/"


def text_of(answer):
    assert answer.status_code == HTTPStatus.OK
    return answer.content.decode()


@pytest.fixture
def package(db):
    place()
    load_package_budgets(now=NOW)


def test_way_in_shows_one_source_at_a_time_and_names_the_others_of_the_same_money(client, package):
    first = text_of(client.get(HOME))
    assert "59.6 %" in first
    assert "No son todo el presupuesto" in first
    green = BudgetSource.objects.get(key="us-greenbook")
    page = text_of(client.get(HOME, {"fuente": green.pk}))
    assert "Nunca se suman" in page
    for key in ("us-cbj", "us-dashboard"):
        assert BudgetSource.objects.get(key=key).get_absolute_url() in page
    assert "USD de 2020" in page


def test_every_picture_has_its_sentence_and_its_table_outside_the_drawing(client, package):
    green = BudgetSource.objects.get(key="us-greenbook")
    page = text_of(client.get(green.get_absolute_url()))
    outside = re.sub(r"<svg.*?</svg>", "", page, flags=re.DOTALL)
    assert "Las partidas de esta fuente suman" in outside
    assert outside.count('<th scope="row">') >= len(set(green.lines.values_list("year", flat=True)))
    assert "USAID Data Services" in outside


@pytest.mark.parametrize("query", ["?etapa=paid&anio=2011", "?etapa=nada&anio=x", "?etapa=committed&anio=1800"])
def test_page_of_a_source_takes_any_address(client, package, query):
    dashboard = BudgetSource.objects.get(key="us-dashboard")
    assert "Pagado" in text_of(client.get(dashboard.get_absolute_url() + query))


def test_own_budget_of_a_place_is_told_per_person_and_foreign_money_is_not(client):
    where = place()
    type(where).objects.filter(pk=where.pk).update(population=1000, has_census=True)
    own = source(row(amounts={"approved": 5_000_000}))
    foreign = source(row(), kind="foreign")
    assert "$50 MXN" in text_of(client.get(own.get_absolute_url()))
    assert "Por persona" not in text_of(client.get(foreign.get_absolute_url()))


def test_what_a_later_version_changed_is_shown(client):
    who = host()
    made = source(row(), by=who)
    import_budget_lines(made, [row(amounts={"approved": 42_00})], by=who, now=NOW)
    page = text_of(client.get(made.get_absolute_url()))
    assert "$1,000,000 MXN → $42 MXN" in page
    assert "$1,000,000 MXN → $42 MXN" in text_of(client.get(made.lines.get().get_absolute_url()))


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", {"Defensa", "Canchas", "Policía"}),
        ("?q=canchas", {"Canchas"}),
        ("?anio=2025", {"Canchas"}),
        ("?categoria=interdiction", {"Defensa"}),
        ("?categoria=mixed", {"Policía"}),
        ("?etapa=paid", {"Canchas"}),
        ("?de=municipal", {"Defensa", "Canchas", "Policía"}),
        ("?de=foreign", set()),
        ("?causa=lack_of_public_space", {"Canchas"}),
        ("?discutidas=si", {"Policía"}),
        ("?lugar=08", {"Defensa", "Canchas", "Policía"}),
    ],
)
def test_lines_are_found_by_what_people_ask(client, query, found):
    made = source(
        row("1", name="Defensa", scheme="CONAC", function="161"),
        row("2", 2025, name="Canchas", causes=["lack_of_public_space"], amounts={"approved": 5, "paid": 4}),
        row("3", name="Policía", scheme="CONAC", function="171"),
    )
    proposal(made.lines.get(code="3"))
    page = text_of(client.get(f"{HOME}partidas/{query}"))
    assert set(re.findall(r"<h2><a [^>]*>([^<]+)</a></h2>", page)) == found


def test_list_costs_the_same_for_one_line_and_for_many(client, django_assert_num_queries):
    source(row("0"))
    with django_assert_num_queries(5):
        client.get(f"{HOME}partidas/")
    source(*(row(str(number)) for number in range(20)))
    caches["pages"].clear()
    with django_assert_num_queries(5):
        client.get(f"{HOME}partidas/")


def test_csv_holds_every_stage_and_what_is_not_known_stays_empty(client):
    source(row(amounts={"approved": 100_00, "paid": 0}))
    text = b"".join(client.get(f"{HOME}partidas/?formato=csv")).decode("utf-8-sig")
    [found] = csv.DictReader(io.StringIO(text))
    assert (found["Aprobado"], found["Pagado"], found["Devengado"]) == ("100", "0", "")


def test_line_that_is_gone_is_in_no_list_and_its_page_says_so(client):
    gone = line()
    BudgetLine.objects.filter(pk=gone.pk).update(gone_on=TODAY)
    assert gone.name not in text_of(client.get(f"{HOME}partidas/"))
    assert "Esta partida ya no está" in text_of(client.get(gone.get_absolute_url()))


def test_organisation_says_what_a_line_buys_and_the_host_adopts_it(client):
    of, who = line(), speaker()
    client.force_login(who)
    address = f"{of.get_absolute_url()}clasificar/"
    said = {"speaker": str(organisation_of(who).pk), "category": "causes", "reason": "corta"}
    refused = client.post(address, said)
    assert "corta" in text_of(refused)
    assert "20 a 600" in text_of(refused)
    assert client.post(address, said | {"reason": REASON}).url == of.get_absolute_url()
    page = text_of(client.get(of.get_absolute_url()))
    assert REASON in page
    assert "adoptar/" not in page
    runs = host()
    client.force_login(runs)
    set_up_app(by=runs, now=NOW)
    made = Classification.objects.get()
    assert f"{made.pk}/adoptar/" in text_of(client.get(of.get_absolute_url()))
    client.post(f"{HOME}clasificacion/{made.pk}/adoptar/")
    of.refresh_from_db()
    assert of.category == "causes"


def test_withdrawing_asks_first(client):
    who = speaker()
    made = proposal(by=who)
    client.force_login(who)
    address = f"{HOME}clasificacion/{made.pk}/retirar/"
    assert REASON in text_of(client.get(address))
    made.refresh_from_db()
    assert made.state == "proposed"
    client.post(address)
    made.refresh_from_db()
    assert made.state == "withdrawn"


def test_citizens_enter_a_shift_and_name_what_followed(client):
    who, of = speaker(), line(name="Canchas")
    client.force_login(who)
    said = {
        "speaker": str(organisation_of(who).pk),
        "what": "Cien millones para canchas",
        "said_by": "Hacienda (ejemplo)",
        "announced_on": TODAY.isoformat(),
        "source": "",
        "from_category": "interdiction",
        "to_category": "causes",
        "amount": "100000000",
        "currency": "MXN",
        "year": "2026",
        "place": "Juárez, Chihuahua",
    }
    refused = client.post(f"{HOME}movido/anotar/", said)
    assert "Cien millones para canchas" in text_of(refused)
    assert Announcement.objects.count() == 0
    answer = client.post(f"{HOME}movido/anotar/", said | {"source": "https://ejemplo.mx/nota"})
    made = Announcement.objects.get()
    assert answer.url == made.get_absolute_url()
    follow = f"{made.get_absolute_url()}seguir/"
    assert str(of.pk) in text_of(client.get(follow, {"q": "canchas"}))
    client.post(f"{follow}?q=canchas", {"lines": [str(of.pk)]})
    page = text_of(client.get(made.get_absolute_url()))
    assert "$100,000,000 MXN" in page
    assert "$1,000,000 MXN" in page


@pytest.mark.parametrize("address", ["fuentes/agregar/", "movido/anotar/"])
def test_who_may_not_is_turned_away(client, address):
    client.force_login(speaker(verified_on=None))
    assert client.get(HOME + address).status_code == HTTPStatus.FORBIDDEN


def test_funder_adds_a_budget_and_comes_to_its_import(client):
    who = speaker(kind="funder")
    client.force_login(who)
    set_up_app(by=who, now=NOW)  # whoever speaks for a funder has a second factor
    said = {
        "speaker": str(organisation_of(who).pk),
        "name": "Fondo de barrios 2026",
        "kind": "foundation",
        "place": "Juárez, Chihuahua",
        "currency": "MXN",
        "stage": "paid",
        "publisher": "Fondo (ejemplo)",
        "document": "Informe 2026",
    }
    answer = client.post(f"{HOME}fuentes/agregar/", said)
    made = BudgetSource.objects.get()
    assert answer.url.endswith(f"presupuesto/{made.pk}/")
    assert client.get(answer.url).status_code == HTTPStatus.OK
    assert client.get(made.get_absolute_url()).status_code == HTTPStatus.OK


def test_annex_19_stands_nowhere_as_prevention(client):
    source(row(name="Anexo 19: prevención del delito", amounts={"approved": 9_999_999_00}), row("2"))
    made = BudgetSource.objects.get()
    for address in (HOME, made.get_absolute_url(), f"{HOME}partidas/?categoria=causes"):
        caches["pages"].clear()
        page = text_of(client.get(address))
        legend = re.search(r'b-causes" aria-hidden="true"></span><span>[^<]*</span><strong>([^<]*)', page)
        assert legend is None
    assert "Mixto: sin clasificar" in text_of(client.get(f"{HOME}partidas/?q=anexo"))


def test_table_of_classification_says_its_version_and_its_warnings(client):
    page = text_of(client.get(f"{HOME}clasificacion/"))
    assert "16063" in page
    assert "excluye por definición la interdicción" in page
    assert "2026-11" in page


def test_pages_tell_a_visitor_of_no_form(client):
    made = announcement()
    for address in (line().get_absolute_url(), made.get_absolute_url(), HOME):
        answer = client.get(address)
        assert 'method="post"' not in text_of(answer)
        assert not answer.cookies


def test_front_page_and_room_lead_to_what_the_money_buys(client, package):
    for address in ("/", "/financiar/"):
        page = text_of(client.get(address))
        assert "el 59.6 % es para interdicción y fuerzas" in page
        assert f'href="{HOME}"' in page


def test_place_says_whose_budget_is_known(client):
    load_reference(states={"08"})
    made = source()
    assert made.get_absolute_url() in text_of(client.get("/lugares/08037/"))
    assert f"{HOME}brechas/08/" in text_of(client.get("/lugares/08037/"))


def test_search_finds_lines(client):
    of = line(name="Canchas iluminadas")
    assert of.get_absolute_url() in text_of(client.get("/buscar/", {"q": "canchas"}))
