"""What pages weigh: every byte that comes for a first visit and for a second page, heads included, as a browser asks.

`bytes` against `limit` (docs/interface.md); `same_outcome` says whether the page holds it. No CPU is measured here.
"""

import re
from collections.abc import Iterator
from typing import Any

from bench.browsing import Answer, Browser, links, map_weight
from bench.installed import demo_home, served

FIRST, LATER = 50_000, 20_000
MAP, MAP_LATER = 25_000, 35_000
FIXED = {
    "home": "/",
    "country": "/lugares/",
    "state of Oaxaca, 570 municipalities": "/lugares/20/",
    "state of Puebla, 217 municipalities": "/lugares/21/",
    "municipality": "/lugares/08037/",
    "table of Oaxaca": "/lugares/20/tabla/",
    "search": "/buscar/?q=juarez",
    "initiative list": "/iniciativas/",
    "organisation list": "/organizaciones/",
    "roundtable list": "/mesas/",
    "commitment list": "/compromisos/",
    "record": "/bitacora/",
    "checking the record": "/bitacora/comprobar/",
    "sign-in": "/cuenta/entrar/",
    "gallery": "/componentes/",
}
LINKED = {  # name: (the page that leads there, what its address begins with)
    "initiative": ("/iniciativas/", "/iniciativas/"),
    "organisation": ("/organizaciones/", "/organizaciones/"),
    "roundtable": ("/mesas/", "/mesas/"),
    "commitment": ("/compromisos/", "/compromisos/"),
    "meeting": ("roundtable", "/mesas/sesiones/"),
    "minutes": ("meeting", "/mesas/minutas/"),
    "act of the record": ("/bitacora/", "/bitacora/"),
}
SAFE_FORM = 25_000  # its three screens together: a style that is kept nowhere comes three times
SAFE_PLACES = {"municipality": "08037", "Oaxaca, the heaviest map": "20"}
HIDDEN = re.compile(r'name="(token|near|to)" value="([^"]*)"')
IDENTITY = 36  # letters of a UUID


def rows() -> Iterator[dict[str, Any]]:
    """Weigh every page in both languages."""
    with served(demo_home()) as site:
        paths = addresses(site.port)
        for language in ("", "/en"):
            for name, path in paths.items():
                yield from _weigh(site.port, f"{name} ({language.strip('/') or 'es'})", path and language + path)
            for name, place in SAFE_PLACES.items():
                yield _safe_form(site.port, f"safe form, {name} ({language.strip('/') or 'es'})", language, place)


def addresses(port: int) -> dict[str, str]:
    """Return the pages to weigh; an address is empty where no page leads to one."""
    browser, found = Browser(port), dict(FIXED)
    for name, (source, start) in LINKED.items():
        page = browser.get(found.get(source, source))
        matching = [link for link in links(page.text, "/") if _is_one(link, start)]
        found[name] = matching[-1] if matching else ""  # the last: a meeting that was held, and so has minutes
    return found


def _is_one(link: str, start: str) -> bool:
    rest = link.removeprefix(start).strip("/")
    return link.startswith(start) and (len(rest) == IDENTITY or rest.isdigit())


def _safe_form(port: int, name: str, language: str, place: str) -> dict[str, Any]:
    """Weigh the way from what to know first to the receipt, and all that comes on it."""
    browser, path = Browser(port), f"{language}/n/a/"
    screens = [browser.visit(f"{language}/n/")]
    screens.append(browser.loaded(path, browser.post(path, {"place": place})))
    hidden = dict(reversed(HIDDEN.findall(screens[1][0].text)))
    screens.append(browser.loaded(path, browser.post(path, hidden | {"text": "What nobody needs to know. " * 20})))
    weights = [sum(came.values()) for _page, came in screens]
    arrived = 'class="receipt code"' in screens[2][0].text
    return _row(f"{name}: all screens", sum(weights), SAFE_FORM, f"screens {weights}", holds=arrived)


def _weigh(port: int, name: str, path: str) -> Iterator[dict[str, Any]]:
    page, came = Browser(port).visit(path) if path else (Answer(404, {}, b"", 0), {})
    if page.status != 200:
        yield _row(f"{name}: first visit", 0, FIRST, f"answers {page.status}", holds=False)
        return
    svg = map_weight(page.text)
    yield _row(f"{name}: first visit", sum(came.values()), FIRST, _heaviest(came))
    later = Browser(port)
    later.visit("/iniciativas/" if path.startswith("/en/") or path == "/" else "/en/iniciativas/")
    _, came = later.visit(path)
    yield _row(f"{name}: second page", sum(came.values()), MAP_LATER if svg else LATER, _heaviest(came))
    if svg:
        yield _row(f"{name}: map by itself", svg, MAP, "")


def _heaviest(came: dict[str, int]) -> str:
    most = sorted(came.items(), key=lambda item: -item[1])[:3]
    return ", ".join(f"{path.rsplit('/', 1)[-1] or 'page'} {weight}" for path, weight in most)


def _row(name: str, weight: int, limit: int, note: str, *, holds: bool = True) -> dict[str, Any]:
    contract = {"name": name, "ours_cpu_s": None, "peer": "limit", "peer_cpu_s": None, "ratio": None}
    return contract | {"same_outcome": holds and weight <= limit, "bytes": weight, "limit": limit, "note": note}
