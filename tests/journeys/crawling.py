"""Following the links of the served example from page to page."""

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from playwright.sync_api import Page

from bench.browsing import Answer, links
from bench.browsing import Browser as Fetcher
from tests.browser import assert_accessible, assert_fits

LIKE = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|(?<=/)\d+(?=[/.])")
MUNICIPALITY = re.compile(r"/lugares/\d{5}/")
EACH = 3  # pages of a shape that are opened: of 2,469 municipalities and 300 acts, three
OF_A_PAGE = "text/html"
Answers = dict[str, Answer]


def shape(path: str) -> str:
    """Return the address with keys and numbers left out, and only the names of its parameters."""
    parts = urlsplit(path)
    names = sorted(name.partition("=")[0] for name in parts.query.split("&") if name)
    return LIKE.sub("#", MUNICIPALITY.sub("/lugares/##/", parts.path)) + ("?" + "&".join(names) if names else "")


def crawl(fetcher: Fetcher, seeds: Iterable[str], *, each: int = EACH, but: str = "") -> Answers:
    """Return what each address answers that can be reached from the seeds, no more than `each` of a shape.

    Addresses that begin with `but` are left out.
    """
    waiting, answers, seen = list(seeds), {}, {}
    for path in waiting:
        answer = answers[path] = fetcher.get(path)
        if answer.status != 200 or not answer.headers.get("content-type", "").startswith(OF_A_PAGE):
            continue
        for link in links(answer.text, path):
            if but and link.startswith(but):
                continue
            if link not in waiting and seen.setdefault(shape(link), 0) < each:
                seen[shape(link)] += 1
                waiting.append(link)
    return answers


def pages(answers: Answers) -> Answers:
    """Return those of the answers that are pages."""
    return {
        path: answer
        for path, answer in answers.items()
        if answer.status == 200 and answer.headers.get("content-type", "").startswith(OF_A_PAGE)
    }


def one_of_each_shape(paths: Iterable[str]) -> list[str]:
    """Return the first of the addresses of each shape; a list that is narrowed or turned over has no other shape."""
    return list({_looks(path): path for path in reversed(list(paths))}.values())


def _looks(path: str) -> str:
    return path if "q=" in path else shape(path).partition("?")[0]


def faults(page: Page, url: str, paths: Iterable[str]) -> list[str]:
    """Open each page on a phone and return what axe and the eye find: faults, and what is wider than the window."""
    found = []
    for path in paths:
        page.goto(url + path)
        for check in (lambda: assert_accessible(page), lambda: assert_fits(page, 360)):
            try:
                check()
            except AssertionError as problem:
                found.append(str(problem))
    return found
