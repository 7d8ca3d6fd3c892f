"""What organisations say about listening, and the switch that stops all of it."""

import pytest
from allauth.mfa.models import Authenticator
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tejido.stages.reports.models import ListeningProfile, Standstill
from tests.factories import ground, keys, listening

pytestmark = pytest.mark.django_db


SAID = {"use": "Leemos los lunes.", "answers_within_days": "7", "retention_days": "90"}


def sign_in(client, who):
    """Who reads what is sealed must have a second factor."""
    Authenticator.objects.get_or_create(user=who, type=Authenticator.Type.TOTP, defaults={"data": {}})
    client.force_login(who)


def test_coordinator_says_what_they_do_and_from_then_on_people_can_choose_them(client):
    us = keys.listening(name="Red Vecinal")
    sign_in(client, us.coordinator)
    answer = client.post(f"/escuchar/{us.organisation.pk}/", SAID, follow=True)
    assert answer.redirect_chain == [(f"/organizaciones/{us.organisation.pk}/", 302)]
    assert "Leemos los lunes." in answer.content.decode()
    client.logout()
    assert "Leemos los lunes." in client.get(f"/organizaciones/{us.organisation.pk}/").content.decode()
    page = client.get("/escuchar/").content.decode()
    assert "Leemos los lunes." in page
    assert us.key.fingerprint in page
    assert "Red Vecinal" in client.post("/n/a/", {"place": "08037"}).content.decode()


def test_organisation_without_a_key_is_told_to_make_it_first_and_loses_nothing(client):
    ours, who = ground.organisation(), ground.person()
    ground.membership(who, ours, "coordinator")
    client.force_login(who)
    page = client.post(f"/escuchar/{ours.pk}/", SAID).content.decode()
    assert "todavía no tiene una llave de sellado" in page
    assert "Leemos los lunes." in page
    assert ListeningProfile.objects.count() == 0


@pytest.mark.parametrize("wrong", [{"retention_days": "5"}, {"retention_days": "1000"}, {"use": " "}], ids=str)
def test_what_cannot_be_promised_is_refused(client, wrong):
    us = keys.listening()
    sign_in(client, us.coordinator)
    assert 'class="problems"' in client.post(f"/escuchar/{us.organisation.pk}/", SAID | wrong).content.decode()
    assert ListeningProfile.objects.count() == 0


def test_pausing_takes_no_new_reports_until_the_page_is_saved_again(client):
    us = listening.listening(name="Red Vecinal")
    sign_in(client, us.coordinator)
    assert "No recibir testimonios nuevos" in client.get(f"/escuchar/{us.organisation.pk}/pausa/").content.decode()
    client.post(f"/escuchar/{us.organisation.pk}/pausa/")
    assert "Red Vecinal" not in client.post("/n/a/", {"place": "08037"}).content.decode()
    client.post(f"/escuchar/{us.organisation.pk}/", SAID)
    assert "Red Vecinal" in client.post("/n/a/", {"place": "08037"}).content.decode()


def test_host_stops_all_reports_and_takes_them_again(client):
    listening.listening()
    sign_in(client, ground.person(is_host=True))
    client.post("/escuchar/interruptor/")
    assert Standstill.objects.count() == 1
    assert "Los testimonios están detenidos" in client.get("/escuchar/").content.decode()
    client.post("/escuchar/interruptor/")
    assert Standstill.objects.count() == 0


def test_every_page_of_the_site_has_the_way_in(client):
    page = client.get("/escuchar/").content.decode()
    assert page.count('href="/n/" rel="noreferrer"') >= 1


def test_list_costs_the_same_for_one_and_for_five(client, django_assert_num_queries):
    listening.listening()
    with CaptureQueriesContext(connection) as one:
        client.post("/n/a/", {"place": "08037"})
    for _ in range(4):
        listening.listening()
    with django_assert_num_queries(len(one)):
        client.post("/n/a/", {"place": "08037"})
