"""Logs say what went wrong, and never who asked, where, or what they typed."""

import io
import logging

import pytest
from django.core.exceptions import DisallowedHost
from django.test import Client

from tejido.ground.web.logs import Plain

SECRETS = ["203.0.113.77", "Netscape/4.8", "Doña Chayo", "chayo", "clave-secreta", "calle-falsa-123", "s=galleta"]
WHO = {
    "REMOTE_ADDR": "203.0.113.77",
    "HTTP_X_FORWARDED_FOR": "203.0.113.77",
    "HTTP_X_REAL_IP": "203.0.113.77",
    "HTTP_FORWARDED": "for=203.0.113.77",
    "HTTP_USER_AGENT": "Netscape/4.8",
    "HTTP_REFERER": "http://testserver/calle-falsa-123/",
    "HTTP_COOKIE": "s=galleta",
}

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.ground.web.urls_for_tests")]


@pytest.fixture
def log(settings):
    """All that any logger writes, through the handlers that settings name."""
    written = io.StringIO()
    handlers = [handler for handler in logging.root.handlers if isinstance(handler.formatter, Plain)]
    assert len(handlers) == 1
    before = handlers[0].setStream(written)
    yield written
    handlers[0].setStream(before)


def assert_nothing_told(log, lines):
    text = log.getvalue()
    assert [secret for secret in SECRETS if secret.lower() in text.lower()] == []
    assert len(text.splitlines()) == lines


def test_error_of_a_view_is_told_by_its_place_in_the_code(log):
    client = Client(raise_request_exception=False)
    client.post("/falla/calle-falsa-123/?q=chayo", {"secret": "clave-secreta", "name": "Doña Chayo"}, **WHO)
    assert_nothing_told(log, 1)
    assert "ERROR django.request RuntimeError at fails:" in log.getvalue()


def test_what_visitors_do_wrong_is_not_told_at_all(log):
    client = Client(raise_request_exception=False)
    client.get("/calle-falsa-123/?q=chayo", **WHO)
    client.get("/prohibe/", **WHO)
    client.get("/recibe/?q=chayo", **WHO)
    Client(enforce_csrf_checks=True).post("/recibe/", {"x": "clave-secreta"}, **WHO)
    assert_nothing_told(log, 0)


def test_strange_requests_are_told_without_their_words(log):
    client = Client(raise_request_exception=False)
    client.get("/sospecha/?q=chayo", **WHO)
    client.get("/", headers={"Host": "calle-falsa-123.example"}, **WHO)
    assert_nothing_told(log, 2)


@pytest.mark.parametrize(
    "name",
    ["django.request", "django.server", "django.security.csrf", "whitenoise", "granian", "_granian", "granian.access",
     "asyncio", "PIL", "allauth", "django.db.backends", "tejido.anything"],
)  # fmt: skip
def test_any_logger_tells_neither_message_nor_arguments_nor_values(log, name):
    logger = logging.getLogger(name)
    try:
        raise DisallowedHost("Doña Chayo came from 203.0.113.77")
    except DisallowedHost:
        logger.exception("%s asked for %s", "Netscape/4.8", "/calle-falsa-123/", extra={"status_code": 500})
    logger.error("203.0.113.77 - chayo", stack_info=True)
    assert_nothing_told(log, 2)


def test_hours_are_told_and_no_minutes(log):
    logging.getLogger("django.request").error("x")
    assert log.getvalue()[13:17] == ":00 "
