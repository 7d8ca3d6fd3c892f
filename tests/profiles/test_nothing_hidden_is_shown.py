"""The attack on promise 11: whoever walks the whole site, with an account or without, finds nothing that is hidden."""

import re
from urllib.parse import quote

import pytest

from tejido.ground.places.actions import load_reference
from tests.factories.ground import person
from tests.profiles.attacked import COMMON, PLACE, world
from tests.profiles.crawling import crawl, routes

pytestmark = pytest.mark.django_db

UNITS = re.compile(r"<entry>.*?</entry>|BEGIN:VEVENT.*?END:VEVENT|[^\n]+", re.DOTALL)


@pytest.fixture
def hidden():
    load_reference(states={"08"})
    return world()


@pytest.fixture(params=["visitor", "resident"])
def visits(request, client, hidden):
    """Everything that somebody without rights can reach, lists also searched, filtered, and as files."""
    if request.param == "resident":
        client.force_login(person())
    lists = [route.path for route in routes() if "<" not in route.path]
    search = f"?q={quote(COMMON)}"
    asked = [search, f"{search}&formato=csv", f"?lugar={PLACE[0]}", "?formato=csv", "?formato=atom"]
    searches = [path + query for path in lists for query in asked]
    return list(crawl(client, searches, ids=hidden.ids if request.param == "resident" else None))


def test_walk_of_the_whole_site_shows_what_is_shown_and_nothing_hidden(visits, hidden):
    answered = [visit for visit in visits if visit.status == 200]
    assert len(answered) > 50
    for word in hidden.shown:
        assert any(word in visit.text for visit in answered), word
    found = {(what, visit.path) for visit in visits for what, word in hidden.forbidden.items() if word in visit.text}
    assert sorted(found) == []
    assert [visit.path for visit in visits if visit.status >= 500] == []
    together = _together(answered, hidden)
    assert together == [], together


def _together(visits, hidden):
    """Where two things stand together that may not: on the page of one of them, in a line, in an entry."""
    found = []
    for one, other in hidden.apart:
        for visit in visits:
            if re.search(r"json|csv|atom|text/plain|calendar", visit.kind):
                units = UNITS.findall(visit.text)
            elif any(word in visit.path or word in _heading(visit) for word in (one, other)):
                units = [visit.text]
            else:
                units = []
            found += [(visit.path, one, other) for unit in units if one in unit and other in unit]
    return found


def _heading(visit):
    title = re.search(r"<h1[^>]*>(.*?)</h1>", visit.text, re.DOTALL)
    return title[1] if title else ""
