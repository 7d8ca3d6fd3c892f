"""The limit: the site's own server, with the same settings, sending a constant and doing nothing else."""

import os
from typing import Any

BODY = os.urandom(int(os.environ.get("BENCH_BYTES", "0")))
HEADERS = [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(BODY)))]


def application(_environ: dict[str, Any], start_response: Any) -> list[bytes]:
    """Answer anything with the same bytes."""
    start_response("200 OK", HEADERS)
    return [BODY]


def server(port: int) -> Any:
    """Return the site's server with this application in it."""
    from tejido.cli.site import server as site_server

    made = site_server(port)
    made.target = "bench.constant:application"
    return made
