"""Pages of organisations through the browser's door."""

import re
from http import HTTPStatus

import pytest

from tejido.ground.organisations import actions
from tejido.ground.organisations.models import Membership, Organisation
from tejido.ground.organisations.vocabulary import Kind, Profile, Role
from tejido.ground.people.actions import set_up_app
from tests.factories.ground import institution, membership, organisation, person, place, post
from tests.factories.moments import NOW

pytestmark = pytest.mark.django_db
LIST = "/organizaciones/"


def signed_in(client, who):
    if who.is_host or who.memberships.filter(role=Role.LIAISON).exists():
        set_up_app(by=who, now=NOW)
    client.force_login(who)
    return who


def text_of(answer):
    return answer.content.decode()


def names(answer):
    return re.findall(r"<h2[^>]*><a [^>]*>([^<]+)</a></h2>", text_of(answer))


@pytest.fixture
def ours():
    return organisation(name="Vecinas", searchable="vecinas", website="https://vecinas.example", cluni="ABC9912310901X")


@pytest.fixture
def coordinator(ours, client):
    return signed_in(client, membership(person(), ours, Role.COORDINATOR).person)


def said(**changes):
    place()
    values = {"name": "Vecinas", "places": "Juárez, Chihuahua", "profile": "discreet", "causes": ["poverty"]}
    return values | changes


def test_page_of_an_organisation_to_a_visitor_sets_no_cookie_and_has_no_form(client, ours):
    answer = client.get(ours.get_absolute_url())
    assert answer.status_code == HTTPStatus.OK
    assert not answer.cookies
    assert 'method="post"' not in text_of(answer)
    assert "https://vecinas.example" in text_of(answer)


@pytest.mark.parametrize(("profile", "status"), [("discreet", HTTPStatus.OK), ("protected", HTTPStatus.NOT_FOUND)])
def test_page_of_an_organisation_that_is_not_open(client, ours, profile, status):
    Organisation.objects.update(profile=profile)
    answer = client.get(ours.get_absolute_url())
    assert answer.status_code == status
    assert "vecinas.example" not in text_of(answer)
    assert "ABC9912310901X" not in text_of(answer)


def test_page_of_a_protected_organisation_is_its_members_and_the_hosts(client, ours, coordinator):
    Organisation.objects.update(profile=Profile.PROTECTED)
    assert client.get(ours.get_absolute_url()).status_code == HTTPStatus.OK
    assert "Vecinas" in names(client.get(LIST))
    assert "Vecinas" not in text_of(client.get(f"{LIST}?formato=atom"))
    assert b"Vecinas" not in b"".join(client.get(f"{LIST}?formato=csv").streaming_content)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["Colectiva", "Policía", "Vecinas"]),
        ("?q=véCINAS", ["Vecinas"]),
        ("?tipo=institution", ["Policía"]),
        ("?causa=corruption", ["Colectiva"]),
        ("?verificada=no", ["Colectiva"]),
        ("?lugar=Chihuahua,+Chihuahua", ["Colectiva"]),
        ("?lugar=08", ["Colectiva", "Policía", "Vecinas"]),
        ("?lugar=México", ["Colectiva", "Policía", "Vecinas"]),
        ("?orden=nuevas&q=polic", ["Policía"]),
    ],
)
def test_list_of_organisations_narrowed(client, ours, query, found):
    institution(name="Policía", searchable="policia")
    other = organisation(name="Colectiva", searchable="colectiva", verified_on=None, causes=["corruption"])
    other.places.set([place("08019", "Chihuahua")])
    organisation(name="Oculta", searchable="oculta", profile=Profile.PROTECTED)
    assert names(client.get(LIST + query)) == found


def test_list_of_organisations_costs_the_same_for_one_and_for_thirty(client, django_assert_max_num_queries):
    organisation()
    with django_assert_max_num_queries(8):
        client.get(LIST)
    for _ in range(29):
        organisation()
    with django_assert_max_num_queries(8):
        client.get(f"{LIST}?orden=nuevas")


def test_register_by_a_resident_leads_to_the_new_page(client):
    signed_in(client, person())
    answer = client.post(f"{LIST}registrar/", said())
    made = Organisation.objects.get()
    assert answer.headers["Location"] == made.get_absolute_url()
    assert (made.profile, [one.key for one in made.places.all()]) == ("discreet", ["08037"])


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"places": "Juárez"}, "Juárez, Chihuahua (08037)"),
        ({"places": "Macondo"}, "Macondo"),
        ({"rfc": "SAT970701NN4"}, "clave"),
    ],
)
def test_register_with_a_mistake_says_so_and_keeps_what_was_typed(client, changes, words):
    signed_in(client, person())
    answer = client.post(f"{LIST}registrar/", said(**changes))
    assert answer.status_code == HTTPStatus.OK
    assert words in text_of(answer)
    assert 'value="Vecinas"' in text_of(answer)
    assert Organisation.objects.count() == 0


def test_register_of_an_institution_is_the_hosts(client):
    signed_in(client, person())
    address = f"{LIST}registrar/?tipo=institution"
    assert client.get(address).status_code == HTTPStatus.FORBIDDEN
    assert client.get(f"{LIST}registrar/?tipo=army").status_code == HTTPStatus.NOT_FOUND
    signed_in(client, person(is_host=True))
    client.post(address, said(level="state", power="court"))
    assert Organisation.objects.get().kind == Kind.INSTITUTION


def test_edit_at_the_same_time_keeps_what_the_second_wrote(client, ours, coordinator):
    address = f"{ours.get_absolute_url()}editar/"
    assert 'name="version" value="1"' in text_of(client.get(address))
    client.post(address, said(about="De la primera", version=1))
    answer = client.post(address, said(about="De la segunda", version=1))
    assert answer.status_code == HTTPStatus.OK
    assert "De la segunda" in text_of(answer)
    assert 'name="version" value="2"' in text_of(answer)
    assert Organisation.objects.get().about == "De la primera"
    client.post(address, said(about="De la segunda", version=2))
    assert Organisation.objects.get().about == "De la segunda"


def test_edit_by_a_stranger_is_forbidden(client, ours):
    address = f"{ours.get_absolute_url()}editar/"
    assert client.get(address).status_code == HTTPStatus.FOUND
    signed_in(client, person())
    assert client.get(address).status_code == HTTPStatus.FORBIDDEN
    assert client.post(address, said(version=1)).status_code == HTTPStatus.FORBIDDEN


def test_profile_is_chosen_by_a_coordinator_and_only_narrowed_by_the_host(client, ours, coordinator):
    address = f"{ours.get_absolute_url()}perfil/"
    client.post(address, {"profile": "discreet"})
    assert Organisation.objects.get().profile == Profile.DISCREET
    signed_in(client, person(is_host=True))
    assert 'value="open"' not in text_of(client.get(address))
    client.post(address, {"profile": "open"})
    assert Organisation.objects.get().profile == Profile.DISCREET


def test_risk_check_suggests_and_keeps_nothing(client):
    signed_in(client, person())
    answer = client.post(f"{LIST}riesgo/", {"risks": ["threatened"]})
    assert "?perfil=protected" in text_of(answer)
    chosen = re.search(r"<input[^>]*checked[^>]*>", text_of(client.get(f"{LIST}registrar/?perfil=protected")))[0]
    assert 'value="protected"' in chosen


def test_invitation_made_on_the_page_lets_somebody_in(client, ours, coordinator):
    answer = client.post(f"{ours.get_absolute_url()}integrantes/", {"role": "member"})
    code = re.search(r'translate="no">([0-9A-Z-]{14})<', text_of(answer))[1]
    assert code not in text_of(client.get(f"{ours.get_absolute_url()}integrantes/"))
    who = signed_in(client, person())
    assert client.post(f"{LIST}invitacion/", {"code": "AAAA-AAAA-AAAA"}).status_code == HTTPStatus.OK
    assert client.post(f"{LIST}invitacion/", {"code": code}).headers["Location"] == ours.get_absolute_url()
    assert Membership.objects.get(person=who).role == Role.MEMBER


def test_members_page_shows_names_to_coordinators_only(client, ours, coordinator):
    member = membership(person("Xóchitl"), ours)
    address = f"{ours.get_absolute_url()}integrantes/"
    assert "Xóchitl" in text_of(client.get(address))
    signed_in(client, member.person)
    assert client.get(address).status_code == HTTPStatus.FORBIDDEN


def test_members_page_changes_roles_and_ends_memberships(client, ours, coordinator):
    member = membership(person(), ours)
    base = f"{ours.get_absolute_url()}integrantes/{member.pk}"
    client.post(f"{base}/rol/", {"role": "coordinator"})
    assert Membership.objects.get(pk=member.pk).role == Role.COORDINATOR
    assert client.get(f"{base}/terminar/").status_code == HTTPStatus.OK
    client.post(f"{base}/terminar/")
    assert Membership.objects.get(pk=member.pk).ended_on


def test_leaving_as_the_last_coordinator_says_why_not(client, ours, coordinator):
    answer = client.post(f"{ours.get_absolute_url()}salir/", follow=True)
    assert Membership.objects.get().ended_on is None
    assert answer.redirect_chain[0][0] == ours.get_absolute_url()


def test_posts_page_adds_a_post_and_makes_a_code_for_its_liaison(client):
    police = institution()
    signed_in(client, person(is_host=True))
    base = f"{police.get_absolute_url()}cargos/"
    client.post(base, {"title": "Comisaría"})
    one = police.posts.get()
    answer = client.post(f"{base}{one.pk}/enlace/")
    code = re.search(r'translate="no">([0-9A-Z-]{14})<', text_of(answer))[1]
    actions.accept_invitation(code, by=person(), now=NOW)
    client.post(f"{base}{one.pk}/terminar/")
    assert one.memberships.get().ended_on


def test_posts_page_of_another_institutions_post_is_not_found(client):
    at = post()
    signed_in(client, person(is_host=True))
    assert client.post(f"{institution().get_absolute_url()}cargos/{at.pk}/enlace/").status_code == HTTPStatus.NOT_FOUND


def test_verify_and_close_by_the_host(client, ours):
    Organisation.objects.update(verified_on=None)
    signed_in(client, person(is_host=True))
    client.post(f"{ours.get_absolute_url()}verificar/")
    assert Organisation.objects.get().verified_on
    assert client.get(f"{ours.get_absolute_url()}quitar-verificacion/").status_code == HTTPStatus.OK
    client.post(f"{ours.get_absolute_url()}quitar-verificacion/")
    assert Organisation.objects.get().verified_on is None
    assert client.get(f"{ours.get_absolute_url()}cerrar/").status_code == HTTPStatus.OK
    client.post(f"{ours.get_absolute_url()}cerrar/")
    assert Organisation.objects.get().closed_on
    assert names(client.get(LIST)) == []
