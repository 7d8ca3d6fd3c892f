"""From an idea to a first meeting, and what others did."""

from http import HTTPStatus
from io import BytesIO

import pypdfium2
import pytest
from PIL import Image

from tejido.ground.organisations.vocabulary import Profile
from tejido.ground.places.models import Place
from tejido.stages.initiatives import queries
from tejido.stages.initiatives.beginning import sheet_for
from tejido.stages.initiatives.models import Initiative
from tejido.stages.initiatives.vocabulary import Kind
from tests.factories.ground import TODAY, person, place
from tests.factories.initiatives import guide, initiative, offer

pytestmark = pytest.mark.django_db
IDEA = {"kind": "community", "place": "Juárez, Chihuahua (08037)"}
DRAFT = {"causes": ["poverty"], "profile": "discreet", "kind": "community", "place": "08037"}


def text_of(answer):
    return answer.content.decode()


@pytest.mark.parametrize(
    ("risks", "profile"), [([], "discreet"), (["threatened"], "protected"), (["public_already"], "open")]
)
def test_first_steps_follow_the_risk_check_and_need_no_account(client, risks, profile):
    place()
    page = text_of(client.post("/iniciativas/empezar/", IDEA | {"risks": risks}))
    assert f"perfil={profile}" in page
    assert client.cookies.get("sessionid") is None


def test_first_steps_are_kept_nowhere_and_never_cached(client):
    place()
    answer = client.post("/iniciativas/empezar/", IDEA | {"risks": ["threatened"]})
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("profile", Profile)
def test_there_is_a_sheet_for_every_kind_and_profile_on_one_page(client, kind, profile):
    assert len(sheet_for(kind, profile).steps) == 3
    answer = client.get(f"/iniciativas/empezar/hoja/?tipo={kind}&perfil={profile}&formato=pdf")
    assert len(pypdfium2.PdfDocument(answer.content)) == 1


def test_sheet_of_something_unknown_is_not_there(client):
    assert client.get("/iniciativas/empezar/hoja/?tipo=guerra").status_code == HTTPStatus.NOT_FOUND


def alike(key, name):
    made = place(key, name)
    Place.objects.filter(pk=key).update(grade=1, population=40_000)
    made.refresh_from_db()
    return made


def test_examples_come_from_places_alike_and_never_from_what_is_protected():
    here, like, unlike = alike("08037", "Juárez"), alike("08019", "Chihuahua"), place("08001", "Ahumada")
    near = initiative(place=like, title="Cerca")
    initiative(place=unlike, title="Lejos")
    initiative(place=like, title="Oculta", profile=Profile.PROTECTED)
    mine = guide(near)
    far = guide(initiative(place=unlike, title="Otra"), title="De lejos")
    hour = offer(near)
    found = queries.examples_for(here, Kind.COMMUNITY, TODAY)
    assert ([one.title for one in found.initiatives], found.guides, found.offers) == (["Cerca"], [mine, far], [hour])


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("La cancha es nuestra", "Nuestra cancha", True),
        ("Luz en la esquina", "LUZ EN LA ESQUINÁ.", True),
        ("Huerto de la escuela", "Huertos en las escuelas", True),
        ("La cancha es nuestra", "Cuentas claras en la patrulla", False),
        ("Luz", "Cancha con luz y agua para todas", False),
        ("", "La cancha", False),
    ],
)
def test_titles_that_mean_the_same_are_alike(one, other, alike):
    assert (queries.likeness(one, other) >= queries.learning.SIMILAR) == alike


def test_same_initiative_proposed_twice_is_offered_to_be_looked_at_first(client):
    there = initiative(title="La cancha es nuestra", searchable="la cancha es nuestra")
    client.force_login(person())
    sent = DRAFT | {"title": "Nuestra cancha", "story": "Mi historia"}
    page = text_of(client.post("/iniciativas/proponer/", sent))
    assert (there.get_absolute_url() in page, "Mi historia" in page, Initiative.objects.count()) == (True, True, 1)
    assert 'name="seen" value="on"' in page or 'value="on"' in page
    client.post("/iniciativas/proponer/", sent | {"seen": "on"})
    made = Initiative.objects.exclude(pk=there.pk).get()
    assert (made.organisation, made.story, made.state) == (None, "Mi historia", "draft")


def test_similar_one_that_is_protected_or_elsewhere_is_not_betrayed(client):
    initiative(title="La cancha es nuestra", profile=Profile.PROTECTED)
    initiative(title="La cancha es nuestra", place=place("08019", "Chihuahua"))
    client.force_login(person())
    client.post("/iniciativas/proponer/", DRAFT | {"title": "La cancha es nuestra"})
    assert Initiative.objects.filter(organisation=None).count() == 1


def test_leaflet_leads_to_the_page_of_the_place_and_names_nothing_protected(client):
    here = place()
    initiative(title="Terapia gratis", kind=Kind.SERVICE)
    initiative(title="Terapia oculta", kind=Kind.SERVICE, profile=Profile.PROTECTED)
    page = text_of(client.get(f"/iniciativas/servicios/{here.pk}/"))
    assert ("Terapia gratis" in page, "Terapia oculta" in page) == (True, False)
    assert f"/lugares/{here.pk}/" in page
    code = client.get(f"/iniciativas/servicios/{here.pk}/codigo.png")
    assert Image.open(BytesIO(code.content)).size[0] > 150


def test_leaflet_of_no_place_is_not_there(client):
    assert client.get("/iniciativas/servicios/99999/").status_code == HTTPStatus.NOT_FOUND


def test_inspired_by_is_shown_where_both_are_open(client):
    first, hidden = initiative(title="Primera"), initiative(title="Callada", profile=Profile.DISCREET)
    second, third = initiative(title="Segunda", inspired_by=first), initiative(title="Tercera", inspired_by=hidden)
    assert "Primera" in text_of(client.get(second.get_absolute_url()))
    assert "Segunda" in text_of(client.get(first.get_absolute_url()))
    assert "Callada" not in text_of(client.get(third.get_absolute_url()))
