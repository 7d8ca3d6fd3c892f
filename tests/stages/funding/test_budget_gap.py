"""Need beside money and initiatives, by municipality."""

import csv
import io
from http import HTTPStatus

import pytest

from tejido.ground.places.actions import load_reference
from tejido.ground.places.models import Place
from tejido.stages.funding.queries.budgets_gap import gaps_of
from tejido.stages.funding.vocabulary.gaps import Gap
from tests.factories.ground import TODAY
from tests.factories.initiatives import initiative

pytestmark = pytest.mark.django_db


@pytest.fixture
def chihuahua(db):
    load_reference(states={"08"})
    return Place.objects.get(pk="08")


def of(found, key):
    return next(one for one in found.rows if one.place.key == key)


def test_every_municipality_stands_in_one_class(chihuahua):
    found = gaps_of(chihuahua, TODAY)
    assert len(found.rows) == Place.objects.filter(parent=chihuahua).count() == 67
    assert sum(found.count(gap) for gap in Gap) == len(found.rows)


def test_need_is_what_places_say_and_answers_are_what_maps_show(chihuahua):
    juarez = of(gaps_of(chihuahua, TODAY), "08037")
    assert (juarez.is_violent, juarez.is_marginalised, juarez.initiatives, juarez.gap) == (True, False, 0, Gap.NOTHING)
    place = Place.objects.get(pk="08037")
    initiative(place=place, profile="discreet")
    initiative(place=place, profile="protected")
    initiative(place=place, state="finished")
    now = of(gaps_of(chihuahua, TODAY), "08037")
    assert (now.initiatives, now.gap) == (1, Gap.NO_MONEY)


def test_list_of_need_without_money_begins_with_the_gravest(chihuahua):
    missing = gaps_of(chihuahua, TODAY).without_money
    assert missing[0].gap == Gap.BOTH
    numbers = [one.gap.number for one in missing]
    assert numbers == sorted(numbers, reverse=True)
    assert Gap.LOW not in {one.gap for one in missing}


def test_page_and_csv_say_the_same(client, chihuahua):
    page = client.get("/financiar/presupuestos/brechas/08/")
    assert page.status_code == HTTPStatus.OK
    text = client.get("/financiar/presupuestos/brechas/08/?formato=csv").content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    assert len(rows) == 68
    assert {row[-1] for row in rows[1:]} <= {str(gap.label) for gap in Gap}
    assert "Guadalupe y Calvo" in page.content.decode()


def test_municipality_leads_to_its_state_and_unknown_places_to_nothing(client, chihuahua):
    assert client.get("/financiar/presupuestos/brechas/08037/").url.endswith("/brechas/08/")
    assert client.get("/financiar/presupuestos/brechas/00/").url.endswith("/brechas/")
    assert client.get("/financiar/presupuestos/brechas/99/").status_code == HTTPStatus.NOT_FOUND
