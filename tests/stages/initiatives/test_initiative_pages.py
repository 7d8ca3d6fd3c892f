"""Pages of initiatives through the browser's door."""

import re
from http import HTTPStatus

import pytest
from django.utils.timezone import localdate

from tejido.ground.organisations.vocabulary import Profile, Role
from tejido.ground.people.actions import set_up_app
from tejido.stages.initiatives.models import Initiative, Need
from tejido.stages.initiatives.vocabulary import State
from tests.factories.ground import membership, organisation, person, place
from tests.factories.initiatives import initiative, need
from tests.factories.moments import NOW

pytestmark = pytest.mark.django_db
LIST = "/iniciativas/"


def text_of(answer):
    return answer.content.decode()


def titles(answer):
    return re.findall(r"<h2[^>]*><a [^>]*>([^<]+)</a></h2>", text_of(answer))


def signed_in(client, of, role=Role.COORDINATOR):
    who = membership(person(), of.organisation, role).person
    client.force_login(who)
    return who


def said(**changes):
    place()
    values = {"title": "La cancha", "kind": "community", "place": "Juárez, Chihuahua", "causes": ["poverty"]}
    return values | changes


def test_page_of_an_initiative_to_a_visitor_sets_no_cookie_and_has_no_form(client):
    it = need().initiative
    answer = client.get(it.get_absolute_url())
    assert answer.status_code == HTTPStatus.OK
    assert not answer.cookies
    assert 'method="post"' not in text_of(answer)
    assert "Dos porterías" in text_of(answer)
    assert it.organisation.get_absolute_url() in text_of(answer)


@pytest.mark.parametrize(("prefix", "mark"), [("", 'dir="auto"'), ("/en", 'lang="es" dir="auto"')])
def test_words_of_citizens_are_marked_as_spanish_where_the_page_is_not(client, prefix, mark):
    it = initiative(story="Nos reunimos los jueves.")
    page = text_of(client.get(prefix + it.get_absolute_url()))
    assert f"<h1 {mark}>{it.title}</h1>" in page
    assert f'<div class="flow" {mark}><p>Nos reunimos los jueves.</p></div>' in page
    listed = text_of(client.get(f"{prefix}{LIST}"))
    assert f"<h2 {mark}>" in listed


def test_page_of_a_discreet_initiative_says_neither_whose_it_is_nor_what_it_asked_for_today(client):
    it = need(initiative(profile=Profile.DISCREET), stated_on=localdate()).initiative
    page = text_of(client.get(it.get_absolute_url()))
    assert it.organisation.name not in page
    assert it.organisation.get_absolute_url() not in page
    assert "Dos porterías" not in page


@pytest.mark.parametrize("changes", [{"profile": Profile.PROTECTED}, {"state": State.DRAFT}])
def test_page_of_an_initiative_that_only_its_organisation_sees(client, changes):
    it = initiative(**changes)
    assert client.get(it.get_absolute_url()).status_code == HTTPStatus.NOT_FOUND
    signed_in(client, it, Role.MEMBER)
    assert client.get(it.get_absolute_url()).status_code == HTTPStatus.OK


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["Cancha", "Policía"]),
        ("?q=CANCHA", ["Cancha"]),
        ("?q=policia", ["Policía"]),
        ("?lugar=Chihuahua,+Chihuahua", ["Policía"]),
        ("?lugar=08", ["Cancha", "Policía"]),
        ("?causa=weapons", ["Policía"]),
        ("?tipo=security", ["Policía"]),
        ("?estado=paused", ["Policía"]),
        ("?necesidades=abiertas", ["Cancha"]),
        ("?orden=nuevas&q=cancha", ["Cancha"]),
        ("?estado=draft", ["Cancha", "Policía"]),
    ],
)
def test_list_of_initiatives_narrowed(client, query, found):
    need(initiative(title="Cancha", searchable="cancha"))
    there = place("08019", "Chihuahua")
    words = {"title": "Policía", "searchable": "policia", "kind": "security", "causes": ["weapons"]}
    initiative(**words, place=there, state=State.PAUSED)
    initiative(title="Oculta", searchable="oculta", profile=Profile.PROTECTED)
    initiative(title="Borrador", searchable="borrador", state=State.DRAFT)
    assert titles(client.get(LIST + query)) == found


def test_list_of_initiatives_costs_the_same_for_one_and_for_thirty(client, django_assert_max_num_queries):
    need(initiative())
    client.get("/")
    with django_assert_max_num_queries(8) as one:
        client.get(f"{LIST}?necesidades=abiertas&lugar=08037&causa=lack_of_public_space")
    for _ in range(29):
        need(initiative())
    with django_assert_max_num_queries(8) as thirty:
        client.get(f"{LIST}?necesidades=abiertas&lugar=08037&causa=lack_of_public_space&orden=nuevas")
    assert len(one) == len(thirty)


def test_list_of_initiatives_as_feed_and_file_holds_what_is_public_whoever_asks(client):
    it = initiative(title="=Cancha", searchable="cancha")
    initiative(it.organisation, title="Oculta", profile=Profile.PROTECTED)
    initiative(it.organisation, title="Discreta", profile=Profile.DISCREET)
    signed_in(client, it)
    assert "Oculta" in text_of(client.get(LIST))
    feed = text_of(client.get(f"{LIST}?formato=atom"))
    file = b"".join(client.get(f"{LIST}?formato=csv").streaming_content).decode()
    assert [word in feed for word in ("Cancha", "Discreta", "Oculta")] == [True, True, False]
    assert [word in file for word in ("'=Cancha", "Discreta", "Oculta")] == [True, True, False]
    assert file.count(it.organisation.name) == 1


def test_propose_by_a_member_keeps_a_draft_that_a_coordinator_publishes(client):
    ours = organisation()
    client.force_login(membership(person(), ours).person)
    form = said(organisation=ours.pk, profile="open", need="Dos porterías")
    answer = client.post(f"{LIST}proponer/", form)
    it = Initiative.objects.get()
    assert answer.headers["Location"] == it.get_absolute_url()
    assert (it.state, it.needs.get().shown_on) == (State.DRAFT, None)
    assert "La cancha" in text_of(client.get(LIST))
    assert client.post(f"{it.get_absolute_url()}estado/", {"to": "active"}).status_code == HTTPStatus.FORBIDDEN
    signed_in(client, it)
    client.post(f"{it.get_absolute_url()}estado/", {"to": "active"})
    client.logout()
    assert "Dos porterías" in text_of(client.get(it.get_absolute_url()))


def test_propose_for_another_organisation_is_no_choice(client):
    client.force_login(membership(person(), organisation()).person)
    answer = client.post(f"{LIST}proponer/", said(organisation=organisation().pk, profile="open"))
    assert answer.status_code == HTTPStatus.OK
    assert Initiative.objects.count() == 0


def test_propose_without_an_organisation_says_how_to_begin(client):
    client.force_login(person())
    assert "/organizaciones/registrar/" in text_of(client.get(f"{LIST}proponer/"))


def test_edit_of_an_initiative_at_the_same_time_keeps_what_the_second_wrote(client):
    it = initiative()
    signed_in(client, it)
    address = f"{it.get_absolute_url()}editar/"
    assert "Juárez" in text_of(client.get(address))
    client.post(address, said(story="De la primera", version=1))
    answer = client.post(address, said(story="De la segunda", version=1))
    assert "De la segunda" in text_of(answer)
    assert Initiative.objects.get().story == "De la primera"
    client.post(address, said(story="De la segunda", version=2))
    assert Initiative.objects.get().story == "De la segunda"


def test_profile_of_an_initiative_is_chosen_on_its_page(client):
    it = initiative()
    signed_in(client, it)
    address = f"{it.get_absolute_url()}perfil/"
    assert client.get(address).status_code == HTTPStatus.OK
    client.post(address, {"profile": "protected"})
    client.logout()
    assert client.get(it.get_absolute_url()).status_code == HTTPStatus.NOT_FOUND


def test_discard_of_a_draft_asks_first(client):
    it = initiative(state=State.DRAFT)
    signed_in(client, it)
    address = f"{it.get_absolute_url()}descartar/"
    assert it.title in text_of(client.get(address))
    client.post(address)
    assert Initiative.objects.count() == 0


def test_needs_are_stated_met_and_withdrawn_on_pages(client):
    it = initiative()
    signed_in(client, it)
    base = f"{it.get_absolute_url()}necesidades/"
    assert client.get(base).status_code == HTTPStatus.OK
    for text in ("Pintura", "Lámparas"):
        client.post(base, {"text": text, "kind": "things"})
    paint, lamps = Need.objects.order_by("-text")
    client.post(f"{base}{paint.pk}/cumplida/")
    assert client.get(f"{base}{lamps.pk}/retirar/").status_code == HTTPStatus.OK
    client.post(f"{base}{lamps.pk}/retirar/")
    page = text_of(client.get(it.get_absolute_url()))
    assert ("Pintura" in page, Need.objects.get(pk=lamps.pk).withdrawn_on is None) == (True, False)


def test_need_of_another_initiative_is_not_found(client):
    it = initiative()
    signed_in(client, it)
    other = need()
    assert client.post(f"{it.get_absolute_url()}necesidades/{other.pk}/cumplida/").status_code == HTTPStatus.NOT_FOUND


def test_host_may_hide_an_initiative_and_not_change_it(client):
    it = initiative()
    host = person(is_host=True)
    set_up_app(by=host, now=NOW)
    client.force_login(host)
    assert client.get(f"{it.get_absolute_url()}editar/").status_code == HTTPStatus.FORBIDDEN
    assert client.get(f"{it.get_absolute_url()}perfil/").status_code == HTTPStatus.OK
