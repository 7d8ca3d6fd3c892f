"""Pages kept for visitors: for whom, until when, and in which form."""

import gzip

import brotli
import pytest

from tejido.ground.web.acting import action
from tests.factories.ground import person

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.urls("tests.ground.web.urls_for_tests")]


@action
def write_something():
    """Stands for any action."""


def number(client, address="/cuenta-uno/", **kwargs):
    return client.get(address, **kwargs).content.decode().split("</p>")[0]


def test_page_is_kept_for_the_next_visitor(client):
    assert number(client) == number(client)


def test_page_is_made_anew_after_an_action(client):
    first = number(client)
    write_something()
    assert number(client) != first


def test_page_is_made_anew_for_another_query_host_and_language(client):
    seen = {
        number(client),
        number(client, "/cuenta-uno/?a=1"),
        number(client, "/cuenta-uno/?a=2"),
        number(client, headers={"Host": "127.0.0.1"}),
    }
    assert len(seen) == 4
    assert client.get("/componentes/").content != client.get("/en/componentes/").content


def test_page_is_not_kept_for_somebody_signed_in_nor_shown_to_them(client):
    kept = number(client)
    client.force_login(person())
    assert len({kept, number(client), number(client)}) == 3


def test_page_that_sets_a_cookie_or_forbids_it_is_not_kept(client):
    assert "Content-Encoding" not in client.get("/guarda/", headers={"Accept-Encoding": "br"}).headers
    first = client.get("/pide/")
    assert first.cookies
    client.cookies.clear()
    assert client.get("/pide/").content != first.content


@pytest.mark.parametrize(
    ("accepted", "sent", "opened"),
    [
        ("gzip, deflate, br", "br", brotli.decompress),
        ("br;q=1.0, gzip", "br", brotli.decompress),
        ("gzip", "gzip", gzip.decompress),
        ("deflate", None, bytes),
        ("", None, bytes),
    ],
)
def test_page_comes_as_the_browser_asks(client, accepted, sent, opened):
    plain = client.get("/cuenta-uno/").content
    response = client.get("/cuenta-uno/", headers={"Accept-Encoding": accepted})
    assert response.headers.get("Content-Encoding") == sent
    assert opened(response.content) == plain
    assert {"Cookie", "Accept-Encoding"} <= {name.strip() for name in response.headers["Vary"].split(",")}
    assert "private" in response.headers["Cache-Control"]


def test_visitor_who_has_the_page_is_told_so_without_sending_it(client):
    first = client.get("/cuenta-uno/")
    again = client.get("/cuenta-uno/", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert "Content-Security-Policy" in again.headers
    write_something()
    assert client.get("/cuenta-uno/", headers={"If-None-Match": first.headers["ETag"]}).status_code == 200


def test_head_of_a_kept_page_has_its_headers_and_no_body(client):
    got = client.get("/cuenta-uno/")
    head = client.head("/cuenta-uno/")
    assert head.content == b""
    assert head.headers["ETag"] == got.headers["ETag"]


def test_head_alone_keeps_nothing(client):
    client.head("/cuenta-uno/")
    assert len(client.get("/cuenta-uno/").content) > 100


def test_kept_page_costs_one_query(client, django_assert_num_queries):
    client.get("/")
    with django_assert_num_queries(1):
        client.get("/")
