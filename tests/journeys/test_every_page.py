"""Every page that can be reached by following links answers, is accessible, fits a phone, and tells nobody."""

import re
from urllib.parse import urlsplit

import pytest

from bench.browsing import Answer, references
from bench.browsing import Browser as Fetcher
from tests.journeys.crawling import Answers, crawl, faults, one_of_each_shape, pages, shape

pytestmark = pytest.mark.browser

SEEDS = [  # the front page, and what a form leads to
    "/",
    "/lugares/08037/",
    "/lugares/20/",
    "/lugares/24059/",
    "/lugares/buscar/?q=juarez",
    "/buscar/?q=cancha",
    "/lugares/punto/",
    "/iniciativas/?q=nada+de+eso",
    "/componentes/",
]
SIGNED_IN = ["/pendientes/", "/mesas/", "/compromisos/", "/cuenta/"]
FORMS = re.compile(r'<form\b[^>]*?\baction="([^"]*)"')


@pytest.fixture(scope="session")
def port(world) -> int:
    return urlsplit(world.url).port


@pytest.fixture(scope="session")
def seen_by_visitors(port) -> Answers:
    """Every answer on a visitor's ways, in both languages."""
    return crawl(Fetcher(port), [*SEEDS, *(f"/en{path}" for path in SEEDS)])


def test_ways_lead_to_all_there_is(seen_by_visitors):
    assert {
        *("/lugares/#/", "/lugares/##/", "/lugares/#/tabla/", "/iniciativas/#/", "/mesas/#/", "/compromisos/#/"),
        *("/organizaciones/#/", "/bitacora/#/", "/bitacora/pruebas/inclusion?leaf", "/mesas/sesiones/#/"),
        *("/mesas/minutas/#/", "/mesas/minutas/#/minuta.pdf", "/en/compromisos/#/", "/puertas/", "/acerca/"),
    } <= {shape(path) for path in seen_by_visitors}


def test_every_link_answers(seen_by_visitors):
    wrong = {path: answer.status for path, answer in seen_by_visitors.items() if answer.status not in {200, 302}}
    assert wrong == {}


def test_links_that_lead_elsewhere_ask_to_sign_in(seen_by_visitors):
    led = {path: answer.headers["location"] for path, answer in seen_by_visitors.items() if answer.status == 302}
    assert {path for path, to in led.items() if "/cuenta/entrar/" not in to} == {"/n/x/", "/en/n/x/"}  # the quick exit


def cookie_of(answer: Answer) -> str:
    """Return what the answer says of a cookie, in small letters; taking one away where it says nothing."""
    return answer.headers.get("set-cookie", "max-age=0").lower()


def test_no_page_without_a_form_to_send_sets_a_cookie(seen_by_visitors):
    setting = {path for path, answer in seen_by_visitors.items() if "max-age=0" not in cookie_of(answer)}
    assert {path for path in setting if 'method="post"' not in seen_by_visitors[path].text} == set()


def test_no_page_loads_or_sends_anything_elsewhere(seen_by_visitors):
    loaded = {
        (path, url)
        for path, answer in pages(seen_by_visitors).items()
        for url in (*references(answer.text, path), *FORMS.findall(answer.text))
    }
    assert {(path, url) for path, url in loaded if urlsplit(url).netloc} == set()


@pytest.mark.parametrize("language", ["es", "en"])
def test_every_page_of_a_visitor_is_accessible_and_fits(world, seen_by_visitors, new_context, language):
    paths = [path for path in pages(seen_by_visitors) if path.startswith("/en/") == (language == "en")]
    found = faults(new_context().new_page(), world.url, one_of_each_shape(paths))
    assert not found, "\n".join(found)


@pytest.mark.parametrize("name", ["anfitriona", "facilitadora", "vecina", "enlace"])
def test_every_page_of_somebody_signed_in_answers_is_accessible_and_fits(
    world, port, seen_by_visitors, new_context, name
):
    context = new_context()
    page = world.sign_in(context, name)
    cookie = "; ".join(f"{it['name']}={it['value']}" for it in context.cookies())
    answers = crawl(Fetcher(port, cookie=cookie), SIGNED_IN, each=1, but="/en/")
    assert {path: answer.status for path, answer in answers.items() if answer.status not in {200, 302}} == {}
    known = {shape(path) for path in seen_by_visitors if "/cuenta/" not in path}
    paths = [path for path in pages(answers) if not path.startswith("/en/") and shape(path) not in known]
    found = faults(page, world.url, one_of_each_shape(paths))
    assert not found, "\n".join(found)
