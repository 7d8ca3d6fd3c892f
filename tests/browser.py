"""What browser tests ask of every page."""

import gzip

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Response

AXE = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "rules": {"target-size": {"enabled": True}},
    "resultTypes": ["violations"],  # what passed is of no interest here, and describing it takes most of the time
}


def assert_accessible(page: Page) -> None:
    """Fail with what axe finds on the page as it stands; needs a page with JavaScript (axe is a script)."""
    found = Axe().run(page, options=AXE)
    lines = [
        f"{violation['id']}: {violation['help']}\n    "
        + "\n    ".join(node["html"][:160] for node in violation["nodes"])
        for violation in found.response["violations"]
    ]
    assert not lines, f"{page.url}\n" + "\n".join(lines)


def assert_fits(page: Page, *widths: int) -> None:
    """Fail where something is wider than the window, at 320 CSS pixels (also 1280 at 400 %) unless told otherwise."""
    before = page.viewport_size
    for width in widths or (320,):
        page.set_viewport_size({"width": width, "height": 700})
        wide = page.evaluate(
            """() => [...document.querySelectorAll('body *')].filter(it => {
                 const box = it.getBoundingClientRect();
                 return box.right > document.documentElement.clientWidth + 1 && !it.closest('.scrolls, .unseen, .skip')
               }).map(it => it.outerHTML.slice(0, 120))"""
        )
        assert not wide, f"{page.url} at {width}: {wide[:5]}"
    if before:
        page.set_viewport_size(before)


def weigh(page: Page, url: str) -> int:
    """Open `url` and return all bytes that came for it: heads, and bodies as compressed as the site sends them.

    Files that a live server of tests sends plain are counted as gzip makes them, which is no less than what is served.
    """
    responses: list[Response] = []

    def came(response: Response) -> None:
        responses.append(response)

    page.on("response", came)
    page.goto(url, wait_until="networkidle")
    page.remove_listener("response", came)
    total = 0
    for response in responses:
        sizes = response.request.sizes()
        body = sizes["responseBodySize"]
        if "content-encoding" not in response.headers and response.ok:
            body = min(body, len(gzip.compress(response.body(), 9)))
        total += body + sizes["responseHeadersSize"]
    return total


def assert_light(page: Page, url: str, *, first: int = 50_000) -> None:
    """Fail where a first visit of `url` weighs more than `first` bytes; the page must come from a new context."""
    weight = weigh(page, url)
    assert weight <= first, f"{url} weighs {weight} bytes"
