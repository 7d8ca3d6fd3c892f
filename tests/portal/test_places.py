from http import HTTPStatus

import pytest

from tejido.ground.places.actions.reference import load_reference

pytestmark = pytest.mark.django_db


@pytest.fixture
def chihuahua(db):
    load_reference(states={"08"})


def page(client, address):
    answer = client.get(address)
    assert answer.status_code == HTTPStatus.OK
    assert not answer.cookies
    return answer.content.decode()


@pytest.mark.usefixtures("chihuahua")
def test_municipality_shows_real_figures_with_their_source(client):
    shown = page(client, "/lugares/08037/")
    assert "En 2024 se registraron 1,266 homicidios." in shown  # INEGI, row 08037 of the reference
    assert "Aquí viven 1,512,450 personas." in shown  # census of 2020
    assert "INEGI, Defunciones por homicidio" in shown
    assert "entre 79.2 y 88.4" in shown


@pytest.mark.usefixtures("chihuahua")
def test_place_in_english_has_the_same_figures(client):
    shown = page(client, "/en/lugares/08037/")
    assert "In 2024, 1,266 homicides were registered." in shown
    assert '<html lang="en">' in shown


@pytest.mark.usefixtures("chihuahua")
@pytest.mark.parametrize("key", ["00", "08", "08037"])
def test_place_of_each_kind_has_a_map_with_its_table(client, key):
    shown = page(client, f"/lugares/{key}/")
    assert 'class="map"' in shown
    assert "Lo mismo en una tabla" in shown


@pytest.mark.usefixtures("chihuahua")
def test_place_that_does_not_exist_says_so(client):
    answer = client.get("/lugares/08999/")
    assert answer.status_code == HTTPStatus.NOT_FOUND
    assert "No hay ningún lugar con la clave 08999" in answer.content.decode()


@pytest.mark.usefixtures("chihuahua")
def test_place_costs_the_same_queries_for_a_small_and_a_large_one(client, django_assert_max_num_queries):
    for key in ("08037", "08031", "08"):
        with django_assert_max_num_queries(30):
            page(client, f"/lugares/{key}/")


@pytest.mark.usefixtures("chihuahua")
def test_find_place_without_accents_leads_to_it(client):
    answer = client.get("/lugares/buscar/", {"q": "juarez, chih"})
    assert (answer.status_code, answer.headers["Location"]) == (HTTPStatus.FOUND, "/lugares/08037/")


def test_find_place_lists_homonyms_with_their_state(client):
    load_reference(states={"08", "23", "09"})
    shown = page(client, "/lugares/buscar/?q=benito+juarez")
    assert "Benito Juárez, Ciudad de México" in shown
    assert "Benito Juárez, Quintana Roo" in shown


@pytest.mark.usefixtures("chihuahua")
def test_find_place_that_nothing_is_called_keeps_what_was_typed(client):
    shown = page(client, "/lugares/buscar/?q=zzyzx")
    assert "Ningún lugar se llama “zzyzx”" in shown
    assert 'value="zzyzx"' in shown


@pytest.mark.usefixtures("chihuahua")
def test_point_finds_its_municipality_without_an_address_that_tells_it(client):
    answer = client.post("/lugares/punto/", {"latitude": "31.69", "longitude": "-106.42"})
    assert (answer.status_code, answer.headers["Location"]) == (HTTPStatus.FOUND, "/lugares/08037/")


@pytest.mark.usefixtures("chihuahua")
@pytest.mark.parametrize(("latitude", "longitude"), [("31.69", "106.42"), ("0", "0"), ("48.2", "16.4")])
def test_point_outside_mexico_says_so_and_keeps_it(client, latitude, longitude):
    answer = client.post("/lugares/punto/", {"latitude": latitude, "longitude": longitude})
    assert answer.status_code == HTTPStatus.OK
    shown = answer.content.decode()
    assert "fuera de México" in shown
    assert f'value="{latitude}"' in shown


def test_municipality_newer_than_the_census_says_so(client):
    load_reference(states={"12"})
    assert "se creó después del censo de 2020" in page(client, "/lugares/12082/")


def test_municipality_without_registered_homicides_says_so(client):
    load_reference(states={"20"})
    shown = page(client, "/lugares/20047/")
    assert "El INEGI no registra ningún homicidio aquí en ningún año." in shown


def test_long_table_has_pages_of_its_own(client):
    load_reference(states={"20"})
    assert "/lugares/20/tabla/" in page(client, "/lugares/20/")
    shown = page(client, "/lugares/20/tabla/?pagina=2")
    assert "Lugares 51 a 100 de 570" in shown
    answer = client.get("/lugares/20067/tabla/")
    assert answer.headers["Location"] == "/lugares/20/tabla/"


@pytest.mark.usefixtures("chihuahua")
def test_search_finds_places_and_says_where_nothing_is(client):
    assert "Juárez, Chihuahua" in page(client, "/buscar/?q=juarez")
    assert "Nada público se llama “zzyzx”" in page(client, "/buscar/?q=zzyzx")


def test_pending_asks_a_visitor_to_sign_in(client):
    answer = client.get("/pendientes/")
    assert answer.status_code == HTTPStatus.FOUND
    assert answer.headers["Location"].startswith("/cuenta/entrar/")


@pytest.mark.parametrize("address", ["/acerca/", "/puertas/", "/en/acerca/", "/en/puertas/"])
def test_words_pages_open_for_everybody(client, address):
    page(client, address)
