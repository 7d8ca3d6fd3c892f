"""Errors say what happened, what was kept, and what to do."""

import pytest
from django.template.loader import get_template
from django.test import Client

from tests.factories.ground import person

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.ground.web.urls_for_tests")]


@pytest.fixture
def visitor():
    return Client(raise_request_exception=False)


@pytest.mark.parametrize(
    ("address", "status", "spanish", "english"),
    [
        ("/no-hay/", 404, "No hay nada en esta dirección", "There is nothing at this address"),
        ("/niega/", 403, "No se cambió nada", "Nothing was changed"),
        ("/recibe/", 405, "Solo recibe lo que envía un formulario", "It only takes what a form sends"),
        ("/sospecha/", 400, "No se guardó nada", "Nothing was saved"),
        ("/falla/x/", 500, "No se guardó nada", "Nothing of what you just sent was saved"),
    ],
)
def test_error_has_a_page_in_both_languages(visitor, rf, address, status, spanish, english):
    response = visitor.get(address)
    assert response.status_code == status
    assert spanish in response.content.decode()
    assert not response.cookies
    english_page = visitor.get(f"/en{address}").content.decode()
    assert english in english_page


def test_action_that_is_not_allowed_answers_with_its_own_words(visitor):
    response = visitor.get("/prohibe/")
    assert response.status_code == 403
    assert "No puedes hacer esto" in response.content.decode()


def test_what_is_too_large_answers_413_and_says_what_to_do(visitor, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100
    response = visitor.post("/recibe/", {"x": "a" * 200}, content_type="application/x-www-form-urlencoded")
    assert response.status_code == 413
    assert "Envía archivos más pequeños" in response.content.decode()


def test_way_of_asking_that_is_not_known_keeps_its_header(visitor):
    response = visitor.get("/recibe/")
    assert response.headers["Allow"] == "POST"
    assert visitor.head("/recibe/").content == b""


def test_form_that_was_open_too_long_says_that_nothing_was_sent():
    response = Client(enforce_csrf_checks=True).post("/recibe/", {"x": "1"})
    assert response.status_code == 403
    assert "No se envió nada" in response.content.decode()


def test_host_that_is_not_ours_gets_a_page(visitor):
    response = visitor.get("/", headers={"Host": "otro.example"})
    assert response.status_code == 400
    assert "otro.example" not in response.content.decode()


def test_page_of_a_failure_needs_nothing_that_could_fail():
    source = get_template("500.html").template.source
    assert "{%" not in source
    assert "{{" not in source


def test_language_link_never_leads_away(visitor):
    for address in ("//otro.example/", "/en//otro.example/", "/en///otro.example/x"):
        assert 'href="//' not in visitor.get(address).content.decode()


def test_sign_in_link_of_an_error_page_never_leads_away(visitor):
    assert "next=//" not in visitor.get("//otro.example/").content.decode()


def test_error_page_to_somebody_signed_in_has_their_tools(visitor):
    visitor.force_login(person())
    assert "/pendientes/" in visitor.get("/no-hay/").content.decode()
