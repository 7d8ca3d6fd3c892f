"""The door before Django gives the very answers that Django gave, to visitors only, until something is written."""

import brotli
import pytest
from django.core.wsgi import get_wsgi_application
from django.test import RequestFactory

from tejido.ground.web.acting import action, turn_page
from tejido.ground.web.front import MOST, Front
from tejido.ground.web.models import Edition

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.urls("tests.ground.web.urls_for_tests")]


@pytest.fixture
def asked():
    """How often Django was asked."""
    return []


@pytest.fixture
def front(asked):
    django = get_wsgi_application()

    def counting(environ, start):
        asked.append(environ["PATH_INFO"])
        return django(environ, start)

    return Front(counting)


def get(front, path="/cuenta-uno/", method="GET", **headers):
    answer = {}

    def start(status, heads, *rest):
        answer.update(status=int(status.split()[0]), heads={name.lower(): value for name, value in heads})

    request = RequestFactory().generic(method, path, headers={"Host": "localhost"} | headers)
    body = front(request.environ, start)
    return answer["status"], answer["heads"], b"".join(body)


@action
def write_something():
    """Stands for any action."""


def test_second_visitor_gets_the_same_answer_without_django(front, asked):
    first, second = get(front, **{"Accept-Encoding": "br"}), get(front, **{"Accept-Encoding": "br"})
    assert second[1].pop("content-length") == str(len(first[2]))
    assert first == second
    assert first[1]["content-encoding"] == "br"
    assert "content-security-policy" in second[1]
    assert len(asked) == 1


def test_each_browser_gets_the_form_that_it_asks_for(front, asked):
    plain = get(front)
    small = get(front, **{"Accept-Encoding": "br"})
    assert brotli.decompress(small[2]) == plain[2]
    assert small[1]["content-encoding"] == "br"
    assert "content-encoding" not in plain[1]
    assert len(asked) == 1


def test_visitor_who_has_the_page_is_told_so(front):
    tag = get(front)[1]["etag"]
    status, heads, body = get(front, **{"If-None-Match": tag})
    assert (status, body) == (304, b"")
    assert "content-security-policy" in heads


@pytest.mark.parametrize("headers", [{"Cookie": "s=1"}, {"Authorization": "Basic x"}])
def test_somebody_who_shows_who_they_are_is_never_answered_here(front, asked, headers):
    get(front)
    get(front, **headers)
    get(front, **headers)
    assert len(asked) == 3


def test_other_addresses_hosts_schemes_and_methods_are_other_answers(front, asked):
    for path in ("/cuenta-uno/", "/cuenta-uno/?a=1", "/en/cuenta-uno/"):
        get(front, path)
    get(front, Host="127.0.0.1")
    get(front, **{"X-Forwarded-Proto": "https"})
    get(front, method="HEAD")
    get(front, method="POST")
    assert len(asked) == 7


def test_what_django_does_not_keep_is_not_kept_here(front, asked):
    for path in ("/pide/", "/no-existe/", "/guarda/"):
        get(front, path)
        get(front, path)
    assert len(asked) == 6


def test_an_action_of_this_process_makes_pages_anew_at_once(front, asked):
    first = get(front)
    write_something()
    assert get(front) != first
    assert len(asked) == 2


def test_an_action_of_another_process_makes_pages_anew_when_the_edition_is_read_again(front, asked):
    first = get(front)
    turn_page()
    Edition.objects.update(number=99)  # as another process does, of whose turns this one does not know
    front._fresh_until = 0.0
    assert get(front) != first


def test_visitors_are_answered_by_django_while_the_database_does_not_say_the_edition(front, asked, monkeypatch):
    from django.db import DatabaseError

    from tejido.ground.web import acting

    def fail():
        raise DatabaseError

    monkeypatch.setattr(acting, "edition", fail)
    assert get(front)[0] == 200
    assert get(front)[0] == 200
    assert len(asked) == 2


def test_pages_kept_have_an_end(front):
    for number in range(MOST + 2):
        front._pages[str(number),] = None
    get(front)
    assert len(front._pages) == 1
