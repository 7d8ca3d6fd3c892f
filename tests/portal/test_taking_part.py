"""From what brings somebody here to a short list of what is done nearby, with reasons."""

import pytest

from tejido.ground.organisations.vocabulary import Profile
from tejido.ground.places.models import Place
from tejido.portal.queries.matching import Wish, matches
from tejido.portal.vocabulary import Reason
from tejido.stages.initiatives.vocabulary import Kind, State, Way
from tests.factories import ground
from tests.factories.ground import TODAY
from tests.factories.initiatives import initiative, need
from tests.factories.joining import run

pytestmark = pytest.mark.django_db
HERE = (31.7390, -106.4870)


def juarez() -> Place:
    return ground.place()


def post(client, **said):
    return client.post("/participar/", {"place": "Juárez, Chihuahua (08037)", "reason": "help"} | said)


def test_match_says_why_it_is_shown():
    it = initiative(causes=["corruption"], ways=[Way.DRIVE], latitude=31.7570, longitude=-106.4870)
    need(it, text="Choferes para el sábado")
    wish = Wish(Reason.HELP, juarez(), "soy chofer", ["corruption"], [Way.DRIVE], HERE)
    assert matches(wish, TODAY)[0].why == [
        "a 2 km, en Juárez",
        "trabaja contra: corrupción",
        f"busca: {Way.DRIVE.label.lower()}",
        "necesita lo que ofreces: «Choferes para el sábado»",
    ]


def test_nearest_comes_first_and_a_place_beside_before_the_rest_of_the_state():
    for key, name in (("08019", "Chihuahua"), ("08028", "Guadalupe"), ("08037", "Juárez")):
        initiative(place=ground.place(key, name), title=name)
    assert [match.initiative.title for match in matches(Wish(Reason.NEAR, juarez()), TODAY)] == [
        "Juárez",
        "Guadalupe",
        "Chihuahua",
    ]


def test_whoever_was_hurt_finds_those_who_help_people_first():
    initiative(title="Cancha")
    initiative(title="Acompañamiento", kind=Kind.SERVICE)
    assert matches(Wish(Reason.ME, juarez()), TODAY)[0].initiative.title == "Acompañamiento"


@pytest.mark.parametrize(
    "hidden",
    [{"profile": Profile.PROTECTED}, {"state": State.DRAFT}, {"state": State.PAUSED}, {"state": State.FINISHED}],
)
def test_what_is_hidden_or_rests_is_not_matched(hidden):
    initiative(**hidden)
    assert matches(Wish(Reason.HELP, juarez()), TODAY) == []


def test_matching_costs_the_same_queries_for_one_and_for_thirty(django_assert_num_queries):
    wish = Wish(Reason.HELP, juarez(), "porterías")
    for number in range(30):
        need(initiative(title=f"Una {number}"))
        if number in (0, 29):
            with django_assert_num_queries(2):
                matches(wish, TODAY)


def test_what_somebody_says_stands_in_no_address_sets_no_cookie_and_is_not_stored(client):
    of = run().initiative
    answer = post(client, give="dos horas", causes=["corruption"])
    assert (answer.status_code, answer.headers["Cache-Control"], dict(answer.cookies)) == (200, "no-store", {})
    assert f"/iniciativas/{of.pk}/unirse/" in answer.content.decode()
    assert "dos horas" in answer.content.decode()


def test_whom_to_call_stands_before_the_rest_where_something_happened_just_now(client):
    initiative(title="Acompañamiento")
    shown = post(client, reason="now").content.decode()
    parts = [
        "Primero: ponte a salvo",
        'href="tel:911"',
        "A quién llamar en Juárez",
        "Quién puede acompañarte",
        "Acompañamiento",
    ]
    assert sorted(parts, key=shown.index) == parts


def test_danger_is_answered_before_a_place_is_asked_for(client):
    assert 'href="tel:911"' in post(client, reason="now", place="").content.decode()


def test_name_of_several_places_offers_each_and_keeps_what_was_typed(client):
    ground.place()
    ground.place("19031", "Juárez")
    Place.objects.update(searchable="juarez")
    shown = post(client, place="Juárez", give="pintura").content.decode()
    assert shown.count('type="radio" name="place"') >= 2
    assert 'value="pintura"' in shown


@pytest.mark.parametrize(
    "said", [{"latitude": "48.8", "longitude": "2.3", "place": ""}, {"reason": "other"}, {"place": ""}]
)
def test_what_cannot_be_is_said_and_nothing_is_lost(client, said):
    juarez()
    answer = post(client, give="pintura", **said)
    assert answer.status_code == 200
    assert 'value="pintura"' in answer.content.decode()


def test_where_nothing_is_known_the_page_says_how_to_begin(client):
    juarez()
    assert "/iniciativas/proponer/" in post(client).content.decode()
