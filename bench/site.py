"""The site under load: server CPU per page, kept for visitors and not, with 500 and with 100,000 initiatives.

Peers: meinBerlin (adhocracy4, Django) as measured on an idle machine of the same kind with 500 ideas and 2 workers:
0.115 CPU seconds for the page of the list without ideas, 0.300 more for the API call that brings them;
and, in the same run, the same server sending a constant of the same length, which is the limit of what is possible.
"""

import json
import re
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from bench.browsing import Browser, links
from bench.installed import CONSTANT, Running, demo_home, run, served
from bench.measuring import Row
from bench.pounding import Load, pound

MEINBERLIN = "meinBerlin 2026 (measured apart)"
MEINBERLIN_CPU_S = 0.115 + 0.300
FEW, MANY = 500, 100_000
LIST = "/iniciativas/?causa=corruption&estado=active&orden=nuevas"
ROWS = """SELECT id FROM initiatives_initiative WHERE state = 'active' AND causes LIKE '%"corruption"%'
          AND profile != 'protected' ORDER BY published_on DESC, id LIMIT 15"""
PLACE = "/lugares/08037/"
GROWING = (
    "/iniciativas/?necesidades=abiertas",
    "/iniciativas/?q=bibliotecas+77",
    "/iniciativas/?q=biblioteca",
    "/iniciativas/?lugar=08",
    "/iniciativas/?tipo=security&estado=finished&causa=weapons",
    "/iniciativas/mapa/08/",
    "/buscar/?q=bibliotecas",
    "/lugares/",
    PLACE,
    "/lugares/08037/tejido/",
    "/lugares/00/tejido/",
)
"""Pages measured with few initiatives and with many: the second may cost twice the first."""
UNKEPT = "a=b"  # any cookie: the page is made anew, as for somebody who is signed in
ALONE, CROWD = 1, 64
SECONDS = 2.5
MOST_QUERIES = 8


def rows() -> Iterator[dict[str, Any]]:
    """Measure lists, place and commitment, then the pages kept for visitors beside the limit."""
    with tempfile.TemporaryDirectory(prefix="tejido-bench-site-") as folder:
        home = Path(shutil.copytree(demo_home(), Path(folder) / "home"))
        run(home, "-m", "bench.inside", "fill", str(FEW))
        with served(home) as site:
            yield from _unkept(home, site)
            yield from _kept(home, site)


def _unkept(home: Path, site: Running) -> Iterator[dict[str, Any]]:
    few = _pages(site, LIST)
    yield _list_row(home, site, few, FEW)
    commitment = next((link for link in links(Browser(site.port).get("/compromisos/").text, "/") if _is_one(link)), "")
    for name, path in (("place page", PLACE), ("commitment page", commitment)):
        if path:
            cost, load = _pages(site, path)
            yield Row(f"{name}, made anew", cost, "no peer", None, None, not load.failures, note=_waits(load)).as_json()
    few_of = {path: _pages(site, path)[0] for path in GROWING}
    run(home, "-m", "bench.inside", "fill", str(MANY))
    many = _pages(site, LIST)
    row = _list_row(home, site, many, MANY)
    yield row | {"note": f"{many[0] / few[0]:.2f}x of {FEW} (goal <= 2); {row['note']}"}
    yield from _growth(site, few_of)
    paths = [
        LIST,
        *GROWING,
        "/moderacion/",
        "/iniciativas/",
        "/organizaciones/",
        "/mesas/",
        "/compromisos/",
        "/bitacora/",
        PLACE,
    ]
    for path, number in json.loads(run(home, "-m", "bench.inside", "queries", *paths)).items():
        holds = path.startswith("/lugares/") or number <= MOST_QUERIES
        contract = Row(f"queries of {path}", 0.0, f"goal <= {MOST_QUERIES} for lists", None, None, holds)
        yield contract.as_json() | {"queries": number, "note": f"{number} queries"}


def _growth(site: Running, few_of: dict[str, float]) -> Iterator[dict[str, Any]]:
    """Compare pages at 100,000 initiatives with the same pages at 500."""
    for path, few in few_of.items():
        cost, load = _pages(site, path)
        words = f"{cost / few:.2f}x of {FEW} initiatives (goal <= 2); {_waits(load)}"
        peer = f"the same page of {FEW}"
        yield Row(
            f"{path}, made anew, of {MANY:,}", cost, peer, few, few / cost, not load.failures, note=words
        ).as_json()


def _list_row(home: Path, site: Running, measured: tuple[float, Load], number: int) -> dict[str, Any]:
    cost, load = measured
    name = f"initiative list with filters, made anew, of {number:,}"
    same = _shows_the_right_rows(home, site) and not load.failures
    return Row(
        name, cost, MEINBERLIN, MEINBERLIN_CPU_S, MEINBERLIN_CPU_S / cost, same, note=f"goal >= 60x; {_waits(load)}"
    ).as_json()


def _kept(home: Path, site: Running) -> Iterator[dict[str, Any]]:
    for name, path in (("initiative list", LIST), ("place page", PLACE)):
        answer = Browser(site.port).get(path)
        cost, load = _pages(site, path, connections=CROWD, cookie="")
        with served(home, CONSTANT, BENCH_BYTES=str(len(answer.body))) as limit:
            least, limit_load = _pages(limit, "/", connections=CROWD, cookie="")
        rate = load.answers / load.seconds / (limit_load.answers / limit_load.seconds)
        note = f"goal >= 0.30; answers/s {rate:.2f} of the limit; {_waits(load)}, goal < 100 ms"
        holds = not load.failures and load.p99_s < 0.1
        constant = f"constant of {len(answer.body)} bytes"
        yield Row(f"{name}, kept for visitors", cost, constant, least, least / cost, holds, note=note).as_json()
        if path == LIST:
            ratio, note = MEINBERLIN_CPU_S / cost, "goal >= 400x"
            same = _shows_the_right_rows(home, site)
            yield Row(f"{name}, kept", cost, MEINBERLIN, MEINBERLIN_CPU_S, ratio, same, note=note).as_json()


def _pages(site: Running, path: str, *, connections: int = ALONE, cookie: str = UNKEPT) -> tuple[float, Load]:
    """Return the server's CPU seconds per answer, and the load; after a warm-up."""
    pound(site.port, path, connections=connections, seconds=0.5, cookie=cookie)
    before = site.cpu_s()
    load = pound(site.port, path, connections=connections, seconds=SECONDS, cookie=cookie)
    return (site.cpu_s() - before) / load.answers, load


def _shows_the_right_rows(home: Path, site: Running) -> bool:
    with closing(sqlite3.connect(home / "tejido.sqlite3")) as database:
        wanted = [row[0].replace("-", "") for row in database.execute(ROWS)]
    page = Browser(site.port).get(LIST).text
    shown = [link.strip("/").rsplit("/", 1)[-1].replace("-", "") for link in links(page, LIST) if _is_one(link)]
    return len(wanted) > 0 and shown[: len(wanted)] == wanted


def _is_one(link: str) -> bool:
    return re.fullmatch(r"/(?:iniciativas|compromisos)/[0-9a-f-]{36}/", link) is not None


def _waits(load: Load) -> str:
    return f"{load.answers / load.seconds:.0f} answers/s, p99 {load.p99_s * 1000:.0f} ms"
