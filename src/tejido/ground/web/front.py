"""The door before Django: visitors get the pages that `VisitorPages` keeps without a request being made of it.

A kept page costs Django some 500 microseconds of middleware; here it costs about twenty. What is not kept goes through.
"""

from collections.abc import Callable, Iterable
from time import monotonic
from typing import Any, NamedTuple

from django.db import DatabaseError, close_old_connections

from tejido.ground.web import acting
from tejido.ground.web.middleware import Kept, KeptPage, accepted_form, is_for_anybody

Environ = dict[str, Any]
Start = Callable[..., Any]
Application = Callable[[Environ, Start], Iterable[bytes]]
Key = tuple[str, ...]
Heads = list[tuple[str, str]]

DISTINGUISH = ("HTTP_HOST", "HTTP_X_FORWARDED_HOST", "HTTP_X_FORWARDED_PROTO", "PATH_INFO", "QUERY_STRING")
"""What an answer to a visitor depends on, besides `HX-Request`."""
OF_THE_FORM = {"content-encoding", "content-length"}
FRESH = 0.2  # seconds for which a process may not know that another one has written; its own writes it knows at once
LASTS = 60.0  # seconds, since pages say what day it is
MOST = 1000  # pages


class Page(NamedTuple):
    """A kept page with all the headers that went out with it."""

    kept: Kept
    heads: Heads
    edition: int
    until: float


class Front:
    """A WSGI application around another: `Front(get_wsgi_application())`."""

    def __init__(self, application: Application) -> None:
        self._application = application
        self._pages: dict[Key, Page] = {}
        self._edition, self._turns, self._fresh_until = 0, -1, 0.0

    def __call__(self, environ: Environ, start: Start) -> Iterable[bytes]:
        """Handle one request."""
        edition = self._present_edition() if is_for_anybody(environ) else None
        if edition is None or environ["REQUEST_METHOD"] != "GET":
            return self._application(environ, start)
        key = (*(environ.get(name, "") for name in DISTINGUISH), environ.get("HTTP_HX_REQUEST", ""))
        page = self._pages.get(key)
        if page is None or page.edition != edition or page.until < monotonic():
            return self._ask(key, edition, environ, start)
        return _answer(page, environ, start)

    def _ask(self, key: Key, edition: int, environ: Environ, start: Start) -> Iterable[bytes]:
        """Let Django answer, and keep its answer where `VisitorPages` does."""
        heads: Heads = []

        def started(status: str, headers: Heads, *rest: Any) -> Any:
            heads.extend(headers)
            return start(status, headers, *rest)

        response = self._application(environ, started)
        if isinstance(response, KeptPage):
            if len(self._pages) >= MOST:
                self._pages.clear()
            lasting = [(name, value) for name, value in heads if name.lower() not in OF_THE_FORM]
            self._pages[key] = Page(response.kept, lasting, edition, monotonic() + LASTS)
        return response

    def _present_edition(self) -> int | None:
        """Return the number of the edition; None where the database does not say it, which Django then deals with."""
        now, turns = monotonic(), acting.turns()
        if turns != self._turns or now > self._fresh_until:
            try:
                close_old_connections()
                found = acting.edition()
            except DatabaseError:
                return None
            if found != self._edition:
                self._pages.clear()
            self._edition, self._turns, self._fresh_until = found, turns, now + FRESH
        return self._edition


def _answer(page: Page, environ: Environ, start: Start) -> Iterable[bytes]:
    if page.kept.tag in environ.get("HTTP_IF_NONE_MATCH", ""):
        start("304 Not Modified", [head for head in page.heads if head[0] != "Content-Type"])
        return [b""]
    body, encoding = accepted_form(page.kept, environ.get("HTTP_ACCEPT_ENCODING", ""))
    form = [("Content-Length", str(len(body)))]
    if encoding:
        form.append(("Content-Encoding", encoding))
    start("200 OK", page.heads + form)
    return [body]
