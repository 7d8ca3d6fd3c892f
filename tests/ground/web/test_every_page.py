"""What holds for every address that asks for nothing but itself, in both languages, for a visitor and signed in."""

import re
from html.parser import HTMLParser
from urllib.parse import urlsplit

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from tests.factories.ground import person

CSP = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "font-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}
SAFE = "/n/"
"""The safe form: the same for everybody, whoever is signed in. Its first pages hold no secret, and have to be light."""
LOADS = {"src", "srcset", "action", "formaction", "poster", "data", "background", "manifest", "ping"}

pytestmark = pytest.mark.django_db


def plain_addresses():
    """Every address of the map that has no argument."""

    def walk(patterns, prefix=""):
        for pattern in patterns:
            path = prefix + str(pattern.pattern)
            if isinstance(pattern, URLResolver):
                yield from walk(pattern.url_patterns, path)
            elif isinstance(pattern, URLPattern) and not re.search(r"[<(^]", path):
                yield "/" + path

    return sorted(set(walk(get_resolver().url_patterns)))


ADDRESSES = [*plain_addresses(), "/no-existe/", "/en/no-existe/", "/?q=%00&pagina=x"]
PAGES = [*ADDRESSES, *(f"/en{address}" for address in plain_addresses())]


class Reader(HTMLParser):
    """Collects what a page loads, and what the content policy would not run."""

    def __init__(self):
        super().__init__()
        self.loaded, self.inline, self.ids = [], [], []

    def handle_starttag(self, tag, attributes):
        self.inline += [name for name, _ in attributes if name == "style" or name.startswith("on")]
        named = dict(attributes)
        if tag == "style" or (tag == "script" and "src" not in named and named.get("type") != "application/json"):
            self.inline.append(tag)
        for name, value in attributes:
            if name in LOADS or (name == "href" and tag in {"link", "use", "image", "base"}):
                self.loaded.append(value or "")
            if name == "id":
                self.ids.append(value)
            if value and value.strip().lower().startswith("javascript:"):
                self.inline.append(value)


def read(response):
    reader = Reader()
    reader.feed(response.content.decode())
    return reader


def is_page(response):
    return response.headers.get("Content-Type", "").startswith("text/html") and not response.streaming


@pytest.mark.parametrize("address", PAGES)
def test_page_has_strict_headers(client, address):
    headers = client.get(address).headers
    policy = dict(part.strip().split(" ", 1) for part in headers["Content-Security-Policy"].split(";"))
    assert policy == CSP
    leads_away = urlsplit(headers.get("Location", "")).netloc != ""  # where somebody who leaves at once is sent
    assert headers["Referrer-Policy"] == ("no-referrer" if leads_away else "same-origin")
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert "geolocation=()" in headers["Permissions-Policy"]
    assert "Server" not in headers


@pytest.mark.parametrize("address", PAGES)
def test_page_loads_nothing_from_elsewhere_and_runs_nothing_inline(client, address):
    response = client.get(address)
    if is_page(response):
        page = read(response)
        assert page.inline == []
        assert [url for url in page.loaded if urlsplit(url).netloc or urlsplit(url).scheme] == []
        assert len(page.ids) == len(set(page.ids))


@pytest.mark.parametrize("address", PAGES)
def test_page_without_a_form_to_send_sets_no_cookie(client, address):
    response = client.get(address)
    needs_one = is_page(response) and 'method="post"' in response.content.decode()
    set_here = [name for name, cookie in response.cookies.items() if cookie["max-age"] != 0]  # 0 takes one away
    assert bool(set_here) <= needs_one


@pytest.mark.parametrize("address", PAGES)
def test_head_answers_as_get_without_a_body(client, address):
    got, head = client.get(address), client.head(address)
    assert head.status_code == got.status_code
    assert b"".join(head) == b""


@pytest.mark.parametrize("address", ADDRESSES)
def test_page_to_somebody_signed_in_is_neither_kept_nor_compressed(client, address):
    client.force_login(person())
    response = client.get(address, headers={"Accept-Encoding": "br, gzip"})
    if not address.startswith(SAFE):
        assert "Content-Encoding" not in response.headers
    assert "no-store" in response.headers["Cache-Control"] or "no-cache" in response.headers["Cache-Control"]


def test_visitor_page_has_nothing_of_a_form(client):
    assert "csrfmiddlewaretoken" not in client.get("/").content.decode()


def test_signed_in_page_has_a_way_out(client):
    client.force_login(person())
    assert "/cuenta/salir/" in client.get("/componentes/").content.decode()
