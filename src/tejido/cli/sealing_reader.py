"""The local reader: a bundle's conversations as pages on 127.0.0.1, for one person, for as long as they read.

Guards: the loopback only; an address that nobody guesses (192 random bits); the Host header must be ours, so that no
other site reaches it by a name that points here; no script, nothing external, nothing kept by the browser; files are
opened from the bundle as they are asked for and never written.
"""

import base64
import hashlib
import hmac
import html
import http.server
import os
import re
import secrets
import threading
import time
from types import TracebackType
from typing import Any
from urllib.parse import quote

from tejido.cli.sealing_threads import Attached, Bundle, Entry, Told, safe_name, side_in_words
from tejido.cli.words import _, language
from tejido.engines.sealing import CannotOpen

STYLE = (
    "body{font:1.05rem/1.5 system-ui,sans-serif;max-width:44rem;margin:0 auto;padding:1rem;color:#1c1c1c;"
    "background:#fff}h1{font-size:1.4rem}h2{font-size:1.1rem;margin-top:2rem}article{border-left:.25rem solid #6a6a6a;"
    "padding:.1rem 1rem;margin:1.2rem 0}article.reporter{border-color:#8a3b12}article.inside{border-left-style:dashed}"
    "article p{white-space:pre-wrap;overflow-wrap:anywhere;margin:.4rem 0}li{margin:.6rem 0}.when{color:#555}"
    "img{max-width:100%}button{font:inherit;padding:.6rem 1rem}a{color:#0b4f8a}"
)
SHOWN = {"image/jpeg": b"\xff\xd8\xff", "image/png": b"\x89PNG\r\n\x1a\n"}  # what a page shows, by its first bytes
SECONDS_PER_REQUEST = 20
TOKEN_BYTES = 24

_ASKED = re.compile(r"([cfv])([0-9]{1,6})", re.ASCII)  # a conversation, a file to keep, a picture to view
_STYLE_HASH = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
_POLICY = (
    f"default-src 'none'; style-src 'sha256-{_STYLE_HASH}'; img-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
_HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}


class Reader:
    """A server of one bundle's pages; a context manager. `address` is the only way in."""

    def __init__(self, opened: Bundle, *, port: int = 0, idle_seconds: float) -> None:
        """Begin to listen on 127.0.0.1. Raises OSError where the port is taken."""
        self.opened = opened
        self.token = secrets.token_urlsafe(TOKEN_BYTES)
        self.ended = threading.Event()
        self.touched = time.monotonic()
        self._idle = idle_seconds
        reader = self

        class Handler(_Handler):
            served = reader

        self._server = _Server(("127.0.0.1", port), Handler)
        self.host = f"127.0.0.1:{self._server.server_address[1]}"
        self.address = f"http://{self.host}/{self.token}/"

    def __enter__(self) -> "Reader":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.server_close()

    def serve(self) -> None:
        """Answer until somebody closes it, it was left alone for too long, or Ctrl+C."""
        thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.2}, daemon=True)
        thread.start()
        try:
            while not self.ended.wait(0.2) and time.monotonic() - self.touched < self._idle:
                pass
        except KeyboardInterrupt:
            pass
        finally:
            self._server.shutdown()


class _Server(http.server.ThreadingHTTPServer):
    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing where a browser hung up: a traceback would show the address."""


class _Handler(http.server.BaseHTTPRequestHandler):
    """Answers GET of pages and files below the token, and POST of `close`."""

    served: Reader
    protocol_version = "HTTP/1.0"  # a connection for each answer: none is left open when the reader ends
    timeout = SECONDS_PER_REQUEST

    def version_string(self) -> str:
        """Say nothing of what answers."""
        return "tejido"

    def log_message(self, format: str, *args: Any) -> None:
        """Write no log: addresses hold the token."""

    def do_GET(self) -> None:
        """Give a page, or a file."""
        path = self._path()
        if path is None:
            return
        asked = _ASKED.fullmatch(path)
        if path == "":
            self._page(_list_page(self.served.opened.threads))
        elif asked is None:
            self._refuse(404)
        elif asked[1] == "c":
            self._conversation(int(asked[2]))
        else:
            self._file(int(asked[2]), show=asked[1] == "v")

    def do_POST(self) -> None:
        """End the reader."""
        path = self._path()
        if path is None:
            return
        if path != "close" or self.headers.get("Origin", f"http://{self.served.host}") not in self._origins():
            self._refuse(404)
            return
        self._page(_frame(_("The reader has ended"), _p(_("Nothing of it was kept; close the window.")), back=False))
        self.served.ended.set()

    def _origins(self) -> tuple[str, str]:
        return f"http://{self.served.host}", "null"  # browsers say null under no-referrer; the token is the guard

    def _path(self) -> str | None:
        """Give what follows the token, or answer with a refusal that looks the same for every fault."""
        before, _slash, rest = self.path[1:].partition("/")
        known = hmac.compare_digest(before.encode(errors="replace"), self.served.token.encode())
        if self.headers.get_all("Host") != [self.served.host] or not known or self.served.ended.is_set():
            self._refuse(404)
            return None
        self.served.touched = time.monotonic()
        return rest

    def _conversation(self, number: int) -> None:
        threads = self.served.opened.threads
        if 0 < number <= len(threads):
            self._page(_thread_page(threads[number - 1]))
        else:
            self._refuse(404)

    def _file(self, number: int, *, show: bool) -> None:
        """Give a file: pictures to look at, by what they are and not by what they say; anything else to be kept."""
        file = next(
            (one for thread in self.served.opened.threads for one in thread.files if one.number == number), None
        )
        if file is None or not file.opens:
            self._refuse(404)
            return
        try:
            content = b"".join(self.served.opened.content(number))
        except (CannotOpen, OSError):
            self._refuse(404)
            return
        if show and not _is_shown(file.type, content):
            self._refuse(404)
            return
        name = quote(safe_name(file.name, file.number))
        kept = {"Content-Disposition": f"attachment; filename*=UTF-8''{name}"}
        self._send(content, file.type if show else "application/octet-stream", {} if show else kept, "sandbox")

    def _page(self, page: str) -> None:
        self._send(page.encode(), "text/html; charset=utf-8", {}, "")

    def _refuse(self, status: int) -> None:
        self._send(b"", "text/plain; charset=utf-8", {}, "", status)

    def _send(self, body: bytes, kind: str, headers: dict[str, str], sandbox: str, status: int = 200) -> None:
        self.send_response(status)
        policy = f"default-src 'none'; {sandbox}" if sandbox else _POLICY
        told = {"Content-Type": kind, "Content-Length": str(len(body)), "Content-Security-Policy": policy}
        for name, value in {**_HEADERS, **told, **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)


def _is_shown(kind: str, content: bytes) -> bool:
    return kind in SHOWN and content.startswith(SHOWN[kind])


def _p(text: str) -> str:
    return f"<p>{_e(text)}</p>"


def _e(text: str) -> str:
    return html.escape(text, quote=True)


def _frame(title: str, body: str, *, back: bool) -> str:
    word = _e(_("Close the reader"))
    close = f'<form method="post" action="close"><button>{word}</button></form>' if back else ""
    return (
        f'<!doctype html><html lang="{_e(language(os.environ))}"><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width"><title>{_e(title)}</title><style>{STYLE}</style>'
        f"<main><h1>{_e(title)}</h1>{body}{close}</main></html>"
    )


def _list_page(threads: list[Told]) -> str:
    rows = "".join(f'<li><a href="c{one.number}">{_e(_heading(one))}</a>{_state(one)}</li>' for one in threads)
    empty = _p(_("There is no conversation in this bundle."))
    said = _p(_("These pages are made on this machine; nothing is written and nothing leaves it."))
    return _frame(_("Conversations"), said + (f"<ol>{rows}</ol>" if rows else empty), back=True)


def _heading(thread: Told) -> str:
    return _("Conversation %(number)d, begun on %(day)s") % {"number": thread.number, "day": thread.opened_on}


def _state(thread: Told) -> str:
    words = [] if thread.is_open else [_("not sealed to this key")]
    words += [_("closed on %(day)s") % {"day": thread.closed_on}] if thread.closed_on else []
    return "".join(f" · {_e(word)}" for word in words)


def _thread_page(thread: Told) -> str:
    shut = "" if thread.is_open else _p(_("This conversation is not sealed to this key."))
    files, heading, back = "".join(_file_row(file) for file in thread.files), _e(_("Files")), _e(_("All conversations"))
    listed = f"<h2>{heading}</h2><ul>{files}</ul>" if files else ""
    said = shut + "".join(map(_article, thread.entries)) + listed
    return _frame(_heading(thread), f'<p><a href="./">{back}</a></p>{said}', back=True)


def _article(entry: Entry) -> str:
    unreadable = [("", _("(this does not open: it was changed, or is not for this key)"))]
    lines = unreadable if entry.lines is None else entry.lines
    said = "".join(f"<p>{f'<b>{_e(label)}:</b> ' if label else ''}{_e(value)}</p>" for label, value in lines)
    head = f'<p><b>{_e(side_in_words(entry.side))}</b> <span class="when">{_e(entry.when)}</span></p>'
    return f'<article class="{_e(entry.side)}">{head}{said}</article>'


def _file_row(file: Attached) -> str:
    if not file.opens:
        return "<li>" + _e(_("File %(number)d does not open.") % {"number": file.number}) + "</li>"
    look, keep = _e(_("look at it here")), _e(_("save it in clear on this machine"))
    shown = f' · <a href="v{file.number}">{look}</a>' if file.type in SHOWN else ""
    return f'<li>{_e(file.name)} ({file.size:,} bytes){shown} · <a href="f{file.number}">{keep}</a></li>'
