"""Searching, near a point, and on a map: what is found, and what must not be worked out."""

import re
from http import HTTPStatus

import pytest
from django.urls import reverse

from tejido.ground.organisations.vocabulary import HIDDEN, Profile
from tejido.ground.places.models import Place
from tejido.stages.initiatives.actions.finding import forget_title
from tejido.stages.initiatives.models import Word
from tejido.stages.initiatives.queries import finding
from tejido.stages.initiatives.vocabulary import Act
from tests.factories.ground import place
from tests.factories.initiatives import initiative, need

pytestmark = pytest.mark.django_db
LIST = "/iniciativas/"
HERE = {"latitude": "31.70", "longitude": "-106.40"}


def titles(answer):
    return re.findall(r"<h2[^>]*><a [^>]*>([^<]+)</a></h2>", answer.content.decode())


def put_on_the_map():
    Place.objects.filter(pk=place().pk).update(latitude=31.7, longitude=-106.4)
    far = place("08019", "Chihuahua")
    Place.objects.filter(pk=far.pk).update(latitude=28.6, longitude=-106.1)
    return far


@pytest.fixture(params=[0, 2_000], ids=["many", "few"])
def either_way(request, monkeypatch):
    """Both ways to answer: while the list is read, and from the index of words and needs."""
    monkeypatch.setattr(finding, "FEW", request.param)


@pytest.mark.usefixtures("either_way")
@pytest.mark.parametrize("typed", ["seguridad escolar", "ESCUELAS", "segura", "¿escuela?"])
def test_search_finds_words_of_the_same_family(client, typed):
    initiative(title="Escuelas «seguras» de la colonia")
    initiative(title="Huerto de todas")
    assert titles(client.get(LIST, {"q": typed})) == ["Escuelas «seguras» de la colonia"]


@pytest.mark.usefixtures("either_way")
def test_search_asks_for_every_word(client):
    initiative(title="Escuelas seguras")
    assert titles(client.get(LIST, {"q": "escuela huerto"})) == []


@pytest.mark.usefixtures("either_way")
def test_filter_by_needs_holds_those_that_anybody_may_know_of(client):
    shown = need(initiative(title="Que pide")).initiative
    need(initiative(title="Que ya tiene"), end_shown_on=shown.drafted_on, met_on=shown.drafted_on)
    need(initiative(title="Que no ha dicho"), shown_on=None)
    initiative(title="Que nada pide")
    assert titles(client.get(LIST, {"necesidades": "abiertas"})) == ["Que pide"]


def test_withdrawn_title_is_not_findable_any_more():
    it = initiative(title="Escuelas seguras")
    forget_title(str(it.pk), Act.PUBLISHED, "Escuelas seguras")
    it.refresh_from_db()
    assert (it.searchable, Word.objects.count()) == ("", 0)


def test_list_costs_the_same_for_one_and_for_many(client, django_assert_max_num_queries):
    for number in range(30):
        need(initiative(title=f"Iniciativa {number}"))
    asked = {"q": "iniciativas", "necesidades": "abiertas", "lugar": "08", "causa": "lack_of_public_space"}
    with django_assert_max_num_queries(8):
        assert len(titles(client.get(LIST, asked))) == 15


def test_nearest_come_first_and_a_discreet_one_is_as_far_as_its_municipality(client):
    put_on_the_map()
    initiative(title="Abierta a dos cuadras", latitude=31.701, longitude=-106.401)
    initiative(title="Discreta", profile=Profile.DISCREET)
    initiative(title="Abierta lejos", latitude=31.5, longitude=-106.2)
    answer = client.post(reverse("initiative-near"), HERE)
    assert titles(answer) == ["Discreta", "Abierta a dos cuadras", "Abierta lejos"]
    assert "el centro de su municipio" in answer.content.decode()


@pytest.mark.parametrize("changes", [{"profile": Profile.PROTECTED}, {"profile": HIDDEN}, {"state": "draft"}])
def test_what_is_not_shown_is_not_near(client, changes):
    put_on_the_map()
    initiative(title="Oculta", **changes)
    assert titles(client.post(reverse("initiative-near"), HERE)) == []


def test_point_stands_in_no_address_and_is_not_kept(client):
    put_on_the_map()
    answer = client.post(reverse("initiative-near"), HERE)
    assert answer.status_code == HTTPStatus.OK
    assert "31.70" not in "".join(re.findall(r'(?:href|action)="([^"]*)"', answer.content.decode()))
    assert answer.headers["Cache-Control"] == "no-store"


def test_municipality_is_enough_to_look_near_it(client):
    put_on_the_map()
    initiative(title="De aquí")
    assert titles(client.post(reverse("initiative-near"), {"place": "Juárez, Chihuahua"})) == ["De aquí"]


def test_form_without_a_point_says_what_is_missing(client):
    answer = client.post(reverse("initiative-near"), {"latitude": "31.7"})
    assert "Escribe la latitud y la longitud, o un municipio." in answer.content.decode()


def test_map_counts_what_lists_show_and_nothing_else(client):
    put_on_the_map()
    initiative(title="Una")
    initiative(title="Otra", profile=Profile.DISCREET)
    for hidden in (Profile.PROTECTED, HIDDEN):
        initiative(title="Oculta", profile=hidden)
    page = client.get(reverse("initiative-map-of", args=["08"])).content.decode()
    assert re.findall(r'lugar=08037">Juárez</a></th><td class="number">(\d+)</td>', page) == ["2"]


def test_map_takes_the_filters_of_the_list(client):
    put_on_the_map()
    initiative(title="Una", kind="service")
    page = client.get(reverse("initiative-map-of", args=["08"]), {"tipo": "security"}).content.decode()
    assert re.findall(r'lugar=08037">Juárez</a></th><td class="number">(\d+)</td>', page) == ["0"]
