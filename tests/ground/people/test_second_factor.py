import re
from http import HTTPStatus

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from tejido.ground.people import second_factor
from tests.factories.ground import person
from tests.ground.people.entering import NAME, person_of, sign_in
from tests.ground.people.factor import SET_UP, begin, code_of, set_up

pytestmark = pytest.mark.django_db

STEP = "/cuenta/entrar/paso-dos/"


@pytest.fixture
def rules(monkeypatch):
    """An empty register of rules."""
    monkeypatch.setattr(second_factor, "_rules", [])


def signed_in(name=NAME, **kwargs) -> Client:
    person(name, **kwargs)
    client = Client()
    sign_in(client, name=name)
    return client


def test_app_is_set_up_with_a_picture_in_the_page_and_the_letters_beneath(client):
    client = signed_in()
    secret = begin(client)
    page = client.get(SET_UP).content.decode()
    assert "<svg" in page
    assert "data:" not in page
    assert secret not in page  # each look draws a new one
    shown = re.findall(r'<code translate="no">([A-Z2-7]{32})</code>', page)[0]
    answer = client.post(SET_UP, {"code": "000000"})
    assert answer.context["form"].errors["code"]
    assert shown in answer.content.decode()
    assert client.post(SET_UP, {"code": code_of(shown)})["Location"] == "/cuenta/paso-dos/codigos/"


def test_sign_in_asks_for_the_second_step_and_keeps_no_time_of_it():
    secret = set_up(signed_in())
    client = Client()
    assert sign_in(client)["Location"] == STEP
    assert client.get("/cuenta/").status_code == HTTPStatus.FOUND
    wrong = client.post(STEP, {"code": "000000"})
    assert wrong.context["form"].errors["code"]
    assert client.post(STEP, {"code": code_of(secret, 1)})["Location"] == "/pendientes/"
    assert person_of(client)
    assert not Authenticator.objects.filter(last_used_at__isnull=False).exists()


def test_code_of_the_app_works_once():
    secret = set_up(signed_in())
    first, second = Client(), Client()
    sign_in(first)
    sign_in(second)
    code = code_of(secret, 1)
    first.post(STEP, {"code": code})
    assert second.post(STEP, {"code": code}).context["form"].errors["code"]


def test_seventh_wrong_code_is_refused_even_if_right():
    secret = set_up(signed_in())
    client = Client()
    sign_in(client)
    for _number in range(6):
        client.post(STEP, {"code": "000000"})
    right = client.post(STEP, {"code": code_of(secret, 1)})
    assert [problem.code for problem in right.context["form"].errors.as_data()["code"]] == ["too_many_login_attempts"]


def test_spare_codes_are_shown_once_and_let_in_once():
    client = signed_in()
    set_up(client)
    page = client.get("/cuenta/paso-dos/codigos/").content.decode()
    codes = re.findall(r'<code translate="no">(\d{8})</code>', page)
    assert len(codes) == 10
    assert codes[0] not in client.get("/cuenta/paso-dos/codigos/").content.decode()
    lost = Client()
    sign_in(lost)
    lost.post(STEP, {"code": codes[0]})
    assert person_of(lost)
    again = Client()
    sign_in(again)
    assert again.post(STEP, {"code": codes[0]}).context["form"].errors["code"]


def test_new_spare_codes_end_the_old_ones():
    client = signed_in()
    set_up(client)
    client.get("/cuenta/paso-dos/codigos/")
    assert client.get("/cuenta/paso-dos/codigos/nuevos/").status_code == HTTPStatus.OK
    assert client.post("/cuenta/paso-dos/codigos/nuevos/")["Location"] == "/cuenta/paso-dos/codigos/"
    assert len(re.findall(r"\d{8}</code>", client.get("/cuenta/paso-dos/codigos/").content.decode())) == 10


def test_host_without_second_factor_reaches_account_pages_only(rules):
    client = signed_in(is_host=True)
    assert client.get("/pendientes/")["Location"] == "/cuenta/paso-dos/"
    assert client.post("/pendientes/")["Location"] == "/cuenta/paso-dos/"
    assert "can hurt others" in client.get("/en/cuenta/paso-dos/").content.decode()
    assert client.get("/cuenta/").status_code == HTTPStatus.OK
    set_up(client)
    assert client.get("/pendientes/").status_code == HTTPStatus.OK
    assert client.post("/cuenta/salir/")["Location"] == "/"


def test_rule_of_another_app_requires_a_second_factor(rules):
    client = signed_in()
    assert client.get("/pendientes/").status_code == HTTPStatus.OK
    second_factor.require(lambda somebody: somebody.name == NAME)
    assert client.get("/pendientes/")["Location"] == "/cuenta/paso-dos/"


def test_factor_that_is_required_cannot_be_dropped(rules):
    client = signed_in(is_host=True)
    set_up(client)
    refused = client.post(f"{SET_UP}quitar/")
    assert refused.status_code == HTTPStatus.OK
    assert Authenticator.objects.filter(type="totp").exists()


def test_factor_that_is_not_required_can_be_dropped(rules):
    client = signed_in()
    set_up(client)
    assert client.post(f"{SET_UP}quitar/")["Location"] == "/cuenta/paso-dos/"
    assert not Authenticator.objects.exists()


def test_setting_up_asks_for_the_password_first():
    client = signed_in()
    assert client.get(SET_UP)["Location"].startswith("/cuenta/otra-vez/")
    refused = client.post("/cuenta/otra-vez/", {"password": "otra cosa larga"})
    assert refused.context["form"].errors["password"]
