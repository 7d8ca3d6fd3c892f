"""The pages of asking to join, as browsers and attackers open them."""

from http import HTTPStatus

import pytest
from django.apps import apps
from django.utils import timezone

from tejido.ground.organisations.vocabulary import Profile, Role
from tejido.ground.people.models import PersonKey
from tejido.stages.initiatives import actions
from tejido.stages.initiatives.models import JoinRequest, Participation
from tests.factories import ground, initiatives
from tests.factories.ground import PASSWORD
from tests.factories.joining import CODE, ask, participation, run
from tests.ground.people.entering import sign_in
from tests.ground.people.test_nothing_in_clear import dump
from tests.profiles.crawling import crawl

pytestmark = pytest.mark.django_db
SECRET, CONTACT = "Motivoxilofono", "contactoquenadielee"


def form_of(client, address):
    """Return what the form of asking holds before it is filled in."""
    return {"token": client.get(address).context["form"]["token"].value(), "website": ""}


def asked(client, of, **said):
    address = f"/iniciativas/{of.initiative.pk}/unirse/"
    return client.post(address, form_of(client, address) | {"motive": SECRET, "contact": CONTACT} | said)


def enter(client, who):
    sign_in(client, who.name)


def with_opened_key(client, who):
    """Sign in as somebody who makes their key on its page, which leaves it open."""
    enter(client, who)
    PersonKey.objects.filter(person=who).delete()
    assert client.post("/cuenta/llave/", {"current_password": PASSWORD}).status_code == 302


def test_visitor_asks_gets_a_code_and_reads_the_answer_with_it(client):
    of = run()
    shown = asked(client, of).content.decode()
    code = CODE.search(shown)[0]
    assert SECRET not in shown
    waiting = client.post("/iniciativas/respuesta/", {"code": code}).content.decode()
    assert "Espera respuesta" in waiting
    request = JoinRequest.objects.get()
    actions.answer_request(request, accept=True, words="El sábado", by=of.coordinator, now=timezone.now())
    answered = client.post("/iniciativas/respuesta/", {"code": code.lower()}).content.decode()
    assert ("Aceptada" in answered, "El sábado" in answered) == (True, True)
    client.post("/iniciativas/respuesta/borrar/", {"code": code})
    assert JoinRequest.objects.count() == 0


def test_code_that_opens_nothing_and_a_mistyped_one_get_the_same_answer(client):
    codes = ("0000-0000-0000-0000-00000", "no es un código", "ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZZZ")
    answers = [client.post("/iniciativas/respuesta/", {"code": code}) for code in codes]
    assert {(answer.status_code, answer.context["form"].errors.as_text()) for answer in answers} == {
        (HTTPStatus.OK, answers[0].context["form"].errors.as_text())
    }


def test_nothing_of_a_request_stands_in_any_table_in_clear(client):
    code = CODE.search(asked(client, run()).content.decode())[0]
    everything = dump()
    for word in (SECRET, CONTACT, code, code.replace("-", "")):
        assert word not in everything


def test_machine_that_fills_in_the_trap_sends_nothing(client):
    assert asked(client, run(), website="https://spam.example").status_code == HTTPStatus.OK
    assert JoinRequest.objects.count() == 0


def test_empty_request_is_refused_and_what_was_typed_stays(client):
    shown = asked(client, run(), motive=" ").content.decode()
    assert (CONTACT in shown, "La solicitud no se envió" in shown) == (True, True)
    assert JoinRequest.objects.count() == 0


def test_page_says_how_else_to_join_where_nobody_could_read_a_request(client):
    of = initiatives.initiative(how_to_join="Los sábados en la cancha")
    shown = client.get(f"/iniciativas/{of.pk}/unirse/").content.decode()
    assert ("Los sábados en la cancha" in shown, "<form" not in shown.split("<main")[1]) == (True, True)


def test_coordinator_opens_requests_with_their_key_only_and_answers(client):
    who = ground.person("coordinadora")
    of = initiatives.initiative()
    ground.membership(who, of.organisation, Role.COORDINATOR)
    with_opened_key(client, who)
    client_of_visitor = type(client)()
    address = f"/iniciativas/{of.pk}/unirse/"
    said = form_of(client_of_visitor, address) | {"motive": SECRET, "contact": CONTACT}
    client_of_visitor.post(address, said)
    page = f"/iniciativas/{of.pk}/solicitudes/"
    shown = client.get(page).content.decode()
    assert (SECRET in shown, CONTACT in shown) == (True, True)
    request = JoinRequest.objects.get()
    client.post(f"/iniciativas/solicitudes/{request.pk}/", {"to": "accepted", "words": "Ven el sábado"})
    request.refresh_from_db()
    assert request.answer == "accepted"
    client.post("/cuenta/llave/cerrar/")
    assert client.get(page).status_code == HTTPStatus.FOUND


@pytest.mark.parametrize("role", ["visitor", "resident", "member", "host", "asker", "participant", "other coordinator"])
def test_requests_and_membership_are_shown_to_nobody_else(client, role):
    of = run()
    named = ground.person("Azucena Marcada")
    participation(of.initiative, named)
    mine = ask(of, by=ground.person("Dalia Marcada"), motive=SECRET, contact=CONTACT)
    who = ground.person(is_host=role == "host")
    if role == "member":
        ground.membership(who, of.initiative.organisation)
    elif role == "participant":
        participation(of.initiative, who)
    elif role == "other coordinator":
        ground.membership(who, ground.organisation(), Role.COORDINATOR)
    if role != "visitor":
        client.force_login(who)
    theirs = [f"/iniciativas/{of.initiative.pk}/{page}/" for page in ("solicitudes", "participantes")]
    theirs += [f"/iniciativas/solicitudes/{mine.request.pk}/", "/iniciativas/mias/", of.initiative.get_absolute_url()]
    for path in theirs:
        text = client.get(path, follow=True).content.decode()
        for word in (SECRET, CONTACT, "Azucena Marcada", "Dalia Marcada"):
            assert word not in text, path


def test_membership_and_requests_stand_in_no_page_feed_file_search_or_count(client):
    of = run()
    for profile in (Profile.OPEN, Profile.DISCREET, Profile.PROTECTED):
        other = run(profile=profile, title=f"Otra {profile}")
        for number in range(4):
            participation(other.initiative, ground.person(f"Begonia {profile} {number}"))
    ask(of, by=ground.person("Dalia Marcada"), motive=SECRET, contact=CONTACT)
    ids = [str(pk) for model in (JoinRequest, Participation) for pk in model.objects.values_list("pk", flat=True)]
    ids += [str(pk) for pk in apps.get_model("vault", "Envelope").objects.values_list("pk", flat=True)]
    forbidden = [SECRET, CONTACT, "Begonia", "Dalia Marcada", "Participan al menos", *ids]
    searches = [f"/buscar/?q={word}" for word in (SECRET, "Begonia", "Dalia")]
    found, seen = [], set()
    for visit in crawl(client, searches):
        seen.add(visit.path)
        text = visit.text
        if visit.path in searches:
            text = text.replace(visit.path.partition("=")[2], "")
        found += [(visit.path, word) for word in forbidden if word in text and word not in visit.path]
    assert found == []
    assert {of.initiative.get_absolute_url(), *searches} <= seen


def test_coordinator_list_costs_the_same_whoever_takes_part(client, django_assert_max_num_queries):
    of = run()
    client.force_login(of.coordinator)
    for number in range(12):
        participation(of.initiative, ground.person(f"Persona {number}"))
    with django_assert_max_num_queries(16):
        client.get(f"/iniciativas/{of.initiative.pk}/participantes/")
