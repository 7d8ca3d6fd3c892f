import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tejido.ground.people.models import RecoveryCode
from tests.ground.people.entering import NAME, PASSWORD, bare, person_of, sign_in, signed_up
from tests.ground.people.factor import set_up

pytestmark = pytest.mark.django_db

RECOVER = "/cuenta/recuperar/"
NEW = "otra contraseña larga"


def recovered(client, code, name=NAME, password=NEW):
    return client.post(RECOVER, {"name": name, "code": code, "password": password, "password_again": password})


def test_recovery_code_sets_a_new_password_once(client):
    codes = signed_up(client)
    somebody = Client()
    assert recovered(somebody, codes[0].lower())["Location"] == "/pendientes/"
    assert person_of(somebody)
    assert RecoveryCode.objects.count() == 7
    assert recovered(Client(), codes[0]).context["form"].non_field_errors()
    assert sign_in(Client(), password=PASSWORD).status_code == 200  # the old password: the form again
    again = Client()
    sign_in(again, password=NEW)
    assert person_of(again)


def test_recovery_ends_every_other_session(client):
    codes = signed_up(client)
    client.post("/cuenta/codigos/", {"code": codes[1]})
    assert client.get("/cuenta/").status_code == 200
    recovered(Client(), codes[0])
    assert client.get("/cuenta/").status_code == 302


def test_recovery_says_the_same_and_asks_as_much_whether_the_name_exists_or_not(client):
    codes = signed_up(client)
    wrong = "00000-00000-00000-00000"
    recovered(Client(), wrong)  # the tally's row exists from here on
    with CaptureQueriesContext(connection) as known:
        one = recovered(Client(), wrong)
    with CaptureQueriesContext(connection) as unknown:
        two = recovered(Client(), wrong, name="Nadie")
    three = recovered(Client(), codes[0], name="Nadie")  # a code of somebody else
    assert len(known) == len(unknown)
    assert len({bare(page, NAME, "Nadie", wrong, codes[0]) for page in (one, two, three)}) == 1


def test_recovery_with_a_bad_new_password_keeps_the_code(client):
    codes = signed_up(client)
    assert recovered(Client(), codes[0], password="corta").context["form"].errors["password"]
    assert RecoveryCode.objects.count() == 8


def test_recovery_still_asks_for_the_second_step(client):
    codes = signed_up(client)
    client.post("/cuenta/codigos/", {"code": codes[1]})
    set_up(client)
    somebody = Client()
    assert recovered(somebody, codes[0])["Location"] == "/cuenta/entrar/paso-dos/"
    assert person_of(somebody) is None
