import re
from datetime import timedelta
from http import HTTPStatus

import pytest
from allauth.account import app_settings
from allauth.core.internal.ratelimit import parse_rates
from django.core.cache import cache
from django.test import Client, override_settings
from django.utils import timezone

from tejido.ground.people import limits
from tejido.ground.people.hashing import Argon2id
from tejido.ground.people.models import LimitRow, Tally
from tests.factories.ground import PASSWORD, person
from tests.ground.people.entering import NAME, SIGN_IN, bare, person_of, refused, sign_in

pytestmark = pytest.mark.django_db


class Counting(Argon2id):
    """Counts the hashes that it makes."""

    algorithm = "counting"
    opslimit = 1
    memlimit = 8192
    made = 0

    def encode(self, password, salt):
        type(self).made += 1
        return super().encode(password, salt)

    def verify(self, password, encoded):
        type(self).made += 1
        return super().verify(password, encoded)


def test_sign_in_page_sets_only_the_cookie_of_the_form(client):
    assert list(client.get(SIGN_IN).cookies) == ["f"]


def test_sign_in_leads_to_what_waits_in_the_persons_language(client):
    them = person(NAME, language="en")
    answer = sign_in(client, name=f" {NAME.lower()} ")
    assert answer["Location"] == "/en/pendientes/"
    assert person_of(client) == str(them.pk)


def test_sign_in_goes_where_it_was_asked_for_and_never_elsewhere(client):
    person(NAME)
    assert sign_in(client, next="/en/")["Location"] == "/en/"
    client.logout()
    assert sign_in(client, next="https://elsewhere.example/")["Location"] == "/pendientes/"


def test_session_cookie_is_strict_short_and_unreadable_for_scripts(client):
    person(NAME)
    cookie = sign_in(client).cookies["s"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Strict"
    assert cookie["max-age"] == ""  # ends with the browser
    assert client.session.get_expiry_age() <= 4 * 60 * 60


@override_settings(SESSION_COOKIE_SECURE=True, SESSION_COOKIE_NAME="__Host-s")
def test_session_cookie_over_https_is_bound_to_the_host(client):
    person(NAME)
    cookie = client.post(SIGN_IN, {"login": NAME, "password": PASSWORD}, secure=True).cookies["__Host-s"]
    assert cookie["secure"]
    assert cookie["path"] == "/"
    assert cookie["domain"] == ""


def test_wrong_password_says_the_same_as_an_unknown_name(client):
    person(NAME)
    known, unknown = sign_in(client, password="otra cosa larga"), sign_in(client, name="Nadie", password=PASSWORD)
    assert known.status_code == unknown.status_code == HTTPStatus.OK
    assert refused(known) == refused(unknown) == ["username_password_mismatch"]
    assert bare(known, NAME) == bare(unknown, "Nadie")


@pytest.mark.parametrize("name", [NAME, "Nadie"])
def test_seventh_try_is_refused_even_with_the_right_password(client, name):
    person(NAME)
    for _number in range(6):
        assert refused(sign_in(client, name=name, password="otra cosa larga")) == ["username_password_mismatch"]
    assert refused(sign_in(client, name=name)) == ["too_many_login_attempts"]
    assert person_of(client) is None


def test_right_password_is_not_counted_as_a_try(client):
    person(NAME)
    for _number in range(8):
        sign_in(client)
        assert person_of(client)
        client.logout()


def test_tries_at_many_names_do_not_forget_those_at_one(client):
    person(NAME)
    for _number in range(6):
        sign_in(client, password="otra cosa larga")
    for number in range(350):  # Django's own database cache holds 300
        cache.set(f"allauth:rl:{number}", [1.0], 300)
    assert refused(sign_in(client)) == ["too_many_login_attempts"]


def test_flood_over_the_whole_site_goes_slowly_but_locks_nobody_out(client, monkeypatch):
    person(NAME)
    monkeypatch.setattr(limits, "FAILED_SIGN_INS", limits.SiteLimit("sign-in", 3, timedelta(minutes=5)))
    for number in range(3):
        sign_in(client, name=f"nadie {number}")
    Tally.objects.update(eased_at=Tally.objects.get().eased_at - timedelta(minutes=1))
    sign_in(client, name="nadie 4")  # takes the one try that is let through
    assert refused(sign_in(client)) == ["site_is_flooded"]
    Tally.objects.update(eased_at=Tally.objects.get().eased_at - timedelta(seconds=3))
    sign_in(client)
    assert person_of(client)


def test_unknown_name_costs_as_many_hashes_as_a_known_one(client, settings):
    settings.PASSWORD_HASHERS = ["tests.ground.people.test_sign_in.Counting"]
    person(NAME)
    Counting.made = 0
    sign_in(client, password="otra cosa larga")
    known, Counting.made = Counting.made, 0
    sign_in(client, name="Nadie", password="otra cosa larga")
    assert (known, Counting.made) == (1, 1)


def test_limits_never_go_by_the_address_of_a_machine(client):
    person(NAME)
    for number in range(12):  # each name twice, all from one machine
        sign_in(client, name=f"nadie {number % 6}")
    sign_in(client)
    assert person_of(client)


def test_rows_of_limits_name_no_account(client):
    them = person(NAME)
    sign_in(client, password="otra cosa larga")
    rows = " ".join(f"{row.cache_key} {row.value}" for row in LimitRow.objects.all())
    assert rows
    assert them.handle not in rows
    assert them.pk.hex not in rows


def test_sign_out_ends_the_session_and_leaves_no_cookie(client):
    person(NAME)
    client.get(SIGN_IN)
    sign_in(client)
    assert client.get("/cuenta/salir/").status_code == HTTPStatus.OK
    answer = client.post("/cuenta/salir/")
    assert answer["Location"] == "/"
    assert not [name for name, cookie in client.cookies.items() if cookie.value]


def test_closed_account_does_not_sign_in(client):
    them = person(NAME)
    them.is_active = False
    them.save()
    assert sign_in(client)["Location"] == "/cuenta/cerrada/"
    assert client.get("/cuenta/cerrada/").status_code == HTTPStatus.OK
    assert person_of(client) is None


def test_pages_of_the_account_send_visitors_to_sign_in(client):
    for path in ("", "nombre/", "contrasena/", "codigos/", "paso-dos/", "correo/", "borrar/", "sesiones/"):
        assert client.get(f"/cuenta/{path}")["Location"].startswith(SIGN_IN)


def test_pages_of_allauth_that_are_not_used_are_not_there(client):
    for path in ("email/", "password/reset/", "password/set/", "login/code/", "confirm-email/"):
        assert client.get(f"/cuenta/{path}").status_code == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize(
    "path",
    ["entrar/", "registrarse/", "recuperar/", "salir/", "nombre/", "contrasena/", "idioma/", "correo/", "borrar/"],
)
def test_form_without_its_token_is_refused(path):
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(f"/cuenta/{path}", {}).status_code == HTTPStatus.FORBIDDEN


@pytest.mark.parametrize("action", ["login", "login_failed", "reauthenticate"])
def test_limits_of_allauth_that_are_in_force_go_by_account(action):
    rates = parse_rates(app_settings.RATE_LIMITS[action])
    assert {rate.per for rate in rates} <= {"key", "user"}


@pytest.mark.parametrize("language", ["", "/en"])
def test_every_form_that_sends_carries_its_token(client, language):
    paths = ["cuenta/entrar/", "cuenta/registrarse/", "cuenta/recuperar/"]
    pages = [client.get(f"{language}/{path}") for path in paths]
    person(NAME)
    sign_in(client)
    inside = ["", "nombre/", "contrasena/", "codigos/", "codigos/nuevos/", "sesiones/", "borrar/", "correo/", "salir/"]
    paths = [f"cuenta/{path}" for path in inside] + ["avisos/", "avisos/siguiendo/", "avisos/correo/"]
    pages += [client.get(f"{language}/{path}") for path in paths]
    for page in pages:
        text = page.content.decode()
        forms = re.findall(r'<form[^>]*method="post".*?</form>', text, re.DOTALL)
        assert forms
        assert all("csrfmiddlewaretoken" in form for form in forms)


def test_session_ends_four_hours_after_it_began_whatever_is_written_meanwhile(client, monkeypatch):
    person(NAME)
    sign_in(client)
    at = timezone.now()
    answers = []
    for minutes in (100, 200, 239, 241):
        monkeypatch.setattr(timezone, "now", lambda minutes=minutes: at + timedelta(minutes=minutes))
        session = client.session
        session["something"] = minutes
        session.save()
        answers.append(client.get("/cuenta/").status_code)
    assert answers == [200, 200, 200, 302]
