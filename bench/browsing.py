"""Fetching pages as a browser does: with what they refer to, compressed, kept for the next page."""

import gzip
import http.client
import re
from dataclasses import dataclass, field
from html import unescape
from html.parser import HTMLParser
from urllib.parse import urlencode, urljoin, urlsplit

import brotli

LINKS = {"stylesheet", "icon", "preload", "modulepreload", "manifest"}
MAP = re.compile(r'<svg[^>]*class="[^"]*\bmap\b.*?</svg>', re.DOTALL)


@dataclass(frozen=True)
class Answer:
    """What came for one request; `weight` counts head and body as they came over the line."""

    status: int
    headers: dict[str, str]
    body: bytes
    weight: int

    @property
    def text(self) -> str:
        """The body, uncompressed."""
        how = self.headers.get("content-encoding", "")
        plain = {"br": brotli.decompress, "gzip": gzip.decompress}.get(how, bytes)(self.body)
        return plain.decode()


@dataclass
class Browser:
    """A visitor with a cache and no cookie."""

    port: int
    cookie: str = ""
    kept: dict[str, str] = field(default_factory=dict)  # address: its tag; "" where it need not be asked for again

    def get(self, path: str) -> Answer:
        """Fetch one address; asks with its tag for what it holds."""
        return self._ask("GET", path)

    def post(self, path: str, fields: dict[str, str]) -> Answer:
        """Send a form as a browser does that encodes it in the common way."""
        return self._ask("POST", path, urlencode(fields))

    def _ask(self, method: str, path: str, body: str | None = None) -> Answer:
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        headers = {"Accept-Encoding": "gzip, deflate, br", "Accept": "text/html,*/*", "User-Agent": "bench"}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        if self.cookie:
            headers["Cookie"] = self.cookie
        if self.kept.get(path):
            headers["If-None-Match"] = self.kept[path]
        line.request(method, path, body, headers)
        response = line.getresponse()
        body = response.read()
        heads = sum(len(name) + len(value) + 4 for name, value in response.getheaders()) + 17
        line.close()
        named = {name.lower(): value for name, value in response.getheaders()}
        return Answer(response.status, named, body, heads + len(body))

    def visit(self, path: str) -> tuple[Answer, dict[str, int]]:
        """Open a page: the page itself, and the bytes that came for each address, its own among them."""
        return self.loaded(path, self.get(path))

    def loaded(self, path: str, page: Answer) -> tuple[Answer, dict[str, int]]:
        """Load what a page that came refers to; return it, and the bytes that came for each address."""
        came = {path: page.weight}
        waiting = references(page.text, path)
        for address in waiting:
            if address in came or self.kept.get(address) == "":
                continue
            answer = self.get(address)
            came[address] = answer.weight
            if answer.status == 200:
                lasting = "immutable" in answer.headers.get("cache-control", "")
                self.kept[address] = "" if lasting else answer.headers.get("etag", "")
                if "css" in answer.headers.get("content-type", ""):
                    waiting += [urljoin(address, url) for url in re.findall(r"url\(['\"]?([^)'\"]+)", answer.text)]
        return page, came


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        named = {name: value or "" for name, value in attributes}
        if tag == "link" and LINKS & set(named.get("rel", "").split()):
            self.found.append(named.get("href", ""))
        elif tag in {"img", "script", "source", "iframe", "audio", "video", "embed", "input"}:
            self.found.append(named.get("src", ""))
            self.found += [part.split()[0] for part in named.get("srcset", "").split(",") if part.strip()]
        elif tag in {"use", "image"}:
            self.found.append(named.get("href", "") or named.get("xlink:href", ""))


def references(text: str, base: str) -> list[str]:
    """Return the addresses that a browser loads for a page, each once, without fragments."""
    reader = _Reader()
    reader.feed(text)
    found = [urljoin(base, url).split("#")[0] for url in reader.found if url and not url.startswith(("#", "data:"))]
    return list(dict.fromkeys(found))


def links(text: str, base: str) -> list[str]:
    """Return the addresses of this site that the page at `base` leads to, as paths with their queries, each once."""
    named = [urlsplit(urljoin(base, unescape(url))) for url in re.findall(r'<a\b[^>]*?\bhref="([^"#]+)', text)]
    found = [url.path + (f"?{url.query}" if url.query else "") for url in named if not url.netloc]
    return list(dict.fromkeys(found))


def map_weight(text: str) -> int:
    """Return what the heaviest map of a page weighs by itself, compressed; 0 without a map."""
    return max((len(brotli.compress(svg.encode(), quality=6)) for svg in MAP.findall(text)), default=0)
