from datetime import timedelta
from http import HTTPStatus

import pytest

from tejido.ground.people import limits
from tejido.ground.people.codes import digest_of_code
from tejido.ground.people.models import Person, RecoveryCode
from tejido.ground.people.queries import person_named
from tests.ground.people.entering import NAME, PASSWORD, SIGN_UP, codes_in, person_of, signed_up

pytestmark = pytest.mark.django_db


def test_sign_up_page_sets_only_the_cookie_of_the_form(client):
    answer = client.get(SIGN_UP)
    assert answer.status_code == HTTPStatus.OK
    assert list(answer.cookies) == ["f"]
    assert answer.cookies["f"]["max-age"] == ""
    assert answer.cookies["f"]["httponly"]
    assert answer.cookies["f"]["samesite"] == "Strict"


def test_sign_up_makes_an_account_under_a_pseudonym_and_signs_in(client):
    signed_up(client)
    person = person_named(NAME)
    assert person is not None
    assert person.name == NAME
    assert person_of(client) == str(person.pk)


def test_sign_up_shows_eight_codes_once_and_keeps_their_digests_only(client):
    codes = signed_up(client)
    assert len(set(codes)) == 8
    assert set(RecoveryCode.objects.values_list("digest", flat=True)) == {digest_of_code(code) for code in codes}
    again = client.get("/cuenta/codigos/").content.decode()
    assert not any(code in again for code in codes)


def test_sign_up_goes_on_only_after_a_code_is_typed_again(client):
    codes = signed_up(client)
    assert client.get("/pendientes/")["Location"] == "/cuenta/codigos/"
    wrong = client.post("/cuenta/codigos/", {"code": "00000-00000-00000-00000"})
    assert wrong.status_code == HTTPStatus.OK
    assert "code" in wrong.context["form"].errors
    typed = codes[3].lower().replace("-", " ").replace("0", "o").replace("1", "l")
    assert client.post("/cuenta/codigos/", {"code": typed})["Location"] == "/pendientes/"
    assert client.get("/pendientes/").status_code == HTTPStatus.OK
    assert RecoveryCode.objects.count() == 8


def test_code_set_is_renewed_after_the_password(client):
    old = signed_up(client)
    refused = client.post("/cuenta/codigos/nuevos/", {"current_password": "otra cosa larga"})
    assert refused.context["form"].errors["current_password"]
    new = codes_in(client.post("/cuenta/codigos/nuevos/", {"current_password": PASSWORD}))
    assert len(new) == 8
    assert not set(new) & set(old)
    assert Person.objects.get().awaits_codes


@pytest.mark.parametrize(
    ("name", "password", "again", "field"),
    [
        (NAME, "corta", "corta", "password"),
        (NAME, "1234567890", "1234567890", "password"),
        (NAME, "qwertyuiop", "qwertyuiop", "password"),
        (NAME, "una contraseña larga", "otra contraseña larga", "password_again"),
        ("una contraseña larga", "una contraseña larga", "una contraseña larga", "password"),
        ("x", "una contraseña larga", "una contraseña larga", "name"),
        ("dos\nlíneas", "una contraseña larga", "una contraseña larga", "name"),
        ("x" * 61, "una contraseña larga", "una contraseña larga", "name"),
        (NAME, "a" * 501, "a" * 501, "password"),
    ],
)
def test_sign_up_refuses(client, name, password, again, field):
    answer = client.post(SIGN_UP, {"name": name, "password": password, "password_again": again})
    assert field in answer.context["form"].errors
    assert not Person.objects.exists()


def test_sign_up_under_a_taken_name_however_it_is_typed(client):
    signed_up(client)
    client.logout()
    for typed in (NAME, f"  {NAME.upper()} ", NAME.replace(" ", "  ")):
        assert signed_up(client, name=typed) == []
    assert Person.objects.count() == 1


def test_sign_up_past_the_limit_of_the_whole_site_goes_slowly(client, monkeypatch):
    monkeypatch.setattr(limits, "SIGN_UPS", limits.SiteLimit("sign-up", 2, timedelta(hours=1)))
    for number in range(4):
        signed_up(client, name=f"vecina {number}")
        client.logout()
    assert Person.objects.count() == 2
