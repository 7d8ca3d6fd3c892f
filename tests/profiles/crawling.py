"""Walks every address that the site has, as anybody may: no list of pages to keep, later ones are walked as well.

Parts of an address in angle brackets are filled in with what the database holds: every id for `<uuid:…>`, every leaf
for `<int:…>`, the places where something is for `<place:…>`. Then every link and picture that a page names is walked.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from html import unescape
from http import HTTPStatus
from itertools import product
from urllib.parse import quote, urljoin, urlsplit

from django.apps import apps
from django.db.models import Q, UUIDField
from django.http import HttpResponseBase
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from tejido.ground.intake.kinds import _kinds as imports
from tejido.ground.ledger.models import Leaf
from tejido.ground.places.models import Place
from tejido.ground.places.tables import COUNTRY

PART = re.compile(r"<(?:(\w+):)?(\w+)>")
PLACE = re.compile(r"(?:/lugares/|lugar=)(\d+)")
LINK = re.compile(rb"""(?:href|src|action)=["']([^"'#]+)""")
SIGN_IN = "/cuenta/entrar/"
ASKED_FIRST = (SIGN_IN, "/cuenta/llave/")
MOST_VISITS = 8000
REFUSED = {HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND, HTTPStatus.METHOD_NOT_ALLOWED}


@dataclass(frozen=True)
class Route:
    """An address with parts to be filled in, and the name it is known by."""

    name: str
    path: str


@dataclass(frozen=True)
class Visit:
    """What one address answered: its whole text, whatever its type."""

    path: str
    status: int
    kind: str
    text: str


def routes() -> list[Route]:
    """Return every address of the site."""
    return list(_routes(get_resolver().url_patterns, "", "/"))


def _routes(patterns: Iterable[URLPattern | URLResolver], space: str, before: str) -> Iterator[Route]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from _routes(pattern.url_patterns, inner, before + str(pattern.pattern))
        else:
            yield Route(f"{space}{pattern.name}", before + str(pattern.pattern))


def pools() -> dict[str, list[str]]:
    """Return what can stand in each kind of part; of ids, those of whatever has a page or stands in the record."""
    ids = [
        str(pk)
        for model in apps.get_models()
        if isinstance(model._meta.pk, UUIDField)
        and (hasattr(model, "get_absolute_url") or hasattr(model, "record_name"))
        for pk in model._default_manager.values_list("pk", flat=True)
    ]
    own = Place.objects.filter(Q(organisations__isnull=False) | Q(roundtables__isnull=False)).distinct()
    places = sorted({key for place in own for key in (COUNTRY, place.key[:2], place.key)})
    words = sorted(imports)
    numbers = [str(index) for index in Leaf.objects.values_list("index", flat=True)] or ["0"]
    return {"uuid": ids, "int": numbers, "place": places, "slug": words, "str": [*words, *places], "path": words}


def addresses_of(route: Route, pool: dict[str, list[str]]) -> Iterator[str]:
    """Fill in the parts of an address in every possible way."""
    parts = PART.findall(route.path)
    for values in product(*(pool[kind or "str"] for kind, _name in parts)):
        filled = iter(values)
        yield PART.sub(lambda _part: next(filled), route.path)  # noqa: B023  used up at once


def visit(client: Client, path: str) -> Visit:
    """Ask for an address; a file that is sent in pieces is put together, a PDF is read.

    Where a page only says that it may not be, or that one has to sign in or to open a key first, the address that was
    asked for is taken out of its text.
    """
    answer = client.get(path)
    text = text_of(answer)
    if answer.status_code in REFUSED or _is_asked_first(answer.status_code, text):
        text = text.replace(path, "").replace(quote(path, safe=""), "").replace(quote(path), "")
    return Visit(path, answer.status_code, answer.headers.get("Content-Type", ""), text)


def text_of(answer: HttpResponseBase) -> str:
    """Return all the text of an answer."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    where = answer.headers.get("Location", "")
    if answer.headers.get("Content-Type", "").startswith("application/pdf"):
        return where + _text_of_pdf(body)
    return where + unescape(body.decode("utf-8", "replace"))


def _text_of_pdf(body: bytes) -> str:
    import pypdfium2

    pages = pypdfium2.PdfDocument(body)
    return "\n".join(page.get_textpage().get_text_range() for page in pages)


def crawl(client: Client, extra: Iterable[str] = (), *, ids: list[str] | None = None) -> Iterator[Visit]:
    """Visit everything that can be reached; addresses that ask for a sign-in or a key first are tried once.

    Where only some `ids` are to be tried, addresses with several parts are visited as linked and not otherwise.
    """
    client.raise_request_exception = False
    pool = pools() if ids is None else pools() | {"uuid": ids}
    seen: set[str] = set()
    waiting: list[str] = list(extra)
    for route in routes():
        if ids is not None and len(PART.findall(route.path)) > 1:
            continue
        for path in addresses_of(route, pool):
            found = visit(client, path)
            if path not in seen:
                seen.add(path)
                yield found
                waiting += _links(found, pool["place"])
            if _is_asked_first(found.status, found.text) or found.status == HTTPStatus.METHOD_NOT_ALLOWED:
                break  # it answers so whatever is filled in
    while waiting and len(seen) < MOST_VISITS:
        path = waiting.pop()
        if path not in seen:
            seen.add(path)
            found = visit(client, path)
            yield found
            waiting += _links(found, pool["place"])
    assert len(seen) < MOST_VISITS, "the site links on without an end"


def _is_asked_first(status: int, text: str) -> bool:
    """Say whether an address answers, whatever is filled in, that one has to sign in or to open a key first."""
    return status == HTTPStatus.FOUND and text.startswith((*ASKED_FIRST, *("/en" + page for page in ASKED_FIRST)))


def _links(found: Visit, places: Collection[str]) -> list[str]:
    """Return the addresses within the site that a page names, without those of places where nothing is."""
    if found.status != HTTPStatus.OK or "html" not in found.kind:
        return []
    links = [urljoin(found.path, link.decode()) for link in LINK.findall(found.text.encode())]
    inner = [link for link in links if not urlsplit(link).netloc]
    here = [link for link in inner if not link.startswith(("/static/", SIGN_IN, "/en/"))]
    return [link for link in here if set(PLACE.findall(link)) <= set(places)]
