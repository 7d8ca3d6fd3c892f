"""A load of many connections, each asking again as soon as it was answered, on the loopback for a bounded time."""

import asyncio
import re
import time
from dataclasses import dataclass

LENGTH = re.compile(rb"content-length: (\d+)", re.IGNORECASE)


@dataclass(frozen=True)
class Load:
    """What came of a load: answers, those that were no 200, its seconds, and each wait in seconds, shortest first."""

    answers: int
    failures: int
    seconds: float
    waits: list[float]

    @property
    def p99_s(self) -> float:
        """The wait that one answer in a hundred exceeds."""
        return self.waits[int(len(self.waits) * 0.99)] if self.waits else float("inf")


class _Visitor(asyncio.Protocol):
    def __init__(self, request: bytes, until: float) -> None:
        self.request, self.until = request, until
        self.ended = asyncio.get_running_loop().create_future()
        self.waits: list[float] = []
        self.failures = 0
        self.missing, self.head = 0, b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.line = transport
        self._ask()

    def _ask(self) -> None:
        self.head, self.missing, self.asked = b"", -1, time.perf_counter()
        self.line.write(self.request)  # type: ignore[attr-defined]  # asyncio types a stream's transport as any transport

    def data_received(self, data: bytes) -> None:
        if self.missing < 0:
            self.head += data
            head, blank, body = self.head.partition(b"\r\n\r\n")
            if not blank:
                return
            length = LENGTH.search(head)
            self.missing = (int(length[1]) if length else 0) - len(body)
            self.failures += not head.startswith(b"HTTP/1.1 200")
        else:
            self.missing -= len(data)
        if self.missing <= 0:
            now = time.perf_counter()
            self.waits.append(now - self.asked)
            if now < self.until:
                self._ask()
            else:
                self.line.close()

    def connection_lost(self, _problem: Exception | None) -> None:
        if not self.ended.done():
            self.ended.set_result(None)


def pound(port: int, path: str, *, connections: int, seconds: float, cookie: str = "") -> Load:
    """Ask for `path` over so many connections for so many seconds."""
    lines = [f"GET {path} HTTP/1.1", f"Host: 127.0.0.1:{port}", "Accept-Encoding: gzip, br", "Accept: text/html"]
    lines += [f"Cookie: {cookie}"] if cookie else []
    return asyncio.run(_pound(port, "\r\n".join([*lines, "", ""]).encode(), connections, seconds))


async def _pound(port: int, request: bytes, connections: int, seconds: float) -> Load:
    loop, began = asyncio.get_running_loop(), time.perf_counter()
    made = [
        (await loop.create_connection(lambda: _Visitor(request, began + seconds), "127.0.0.1", port))[1]
        for _ in range(connections)
    ]
    await asyncio.wait_for(asyncio.gather(*(one.ended for one in made)), seconds + 30)
    waits = sorted(wait for one in made for wait in one.waits)
    return Load(len(waits), sum(one.failures for one in made), time.perf_counter() - began, waits)
