"""Promise 5 and the trap list: what every answer of the safe form carries, and what its pages never hold."""

import re

import pytest

from tejido.stages.reports.telling_urls import urlpatterns
from tests.factories import listening
from tests.factories.listening import come_back, receipt_in, told

pytestmark = pytest.mark.django_db

POLICY = {
    "default-src 'none'",
    *(f"{what} 'self'" for what in ("script-src", "style-src", "img-src", "font-src", "connect-src", "form-action")),
    "base-uri 'none'",
    "frame-ancestors 'none'",
}
FORBIDDEN = re.compile(r"<(script|svg|math|iframe|object|embed|audio|video)\b|\bon\w+=|\bstyle=|javascript:|https?://")


@pytest.fixture
def answers(client):
    """Every page of the safe form, in both languages, by what it is."""
    ours = listening.listening().organisation
    found = {}
    for language in ("", "/en"):
        receipt = receipt_in(told(client, ours))
        form = client.post(f"{language}/n/a/", {"place": "08037"})
        picture = form.content.decode().split('type="image" name="map" src="')[1].split('"')[0]
        found |= {
            f"start{language}": client.get(f"{language}/n/"),
            f"form{language}": form,
            f"errors{language}": client.post(f"{language}/n/a/", {"token": "x", "text": "Cobran"}),
            f"receipt{language}": client.post(f"{language}/n/b/", {"receipt": receipt, "last": "x"}),
            f"wrong{language}": client.post(f"{language}/n/b/", {"receipt": "x"}),
            f"style{language}": client.get(f"{language}/n/e.css"),
            f"map{language}": client.get(picture),
            f"nothing{language}": client.get(f"{language}/n/what-is-this/"),
            f"no map{language}": client.get(f"{language}/n/m/x.png"),
            f"too much{language}": client.post(
                f"{language}/n/a/", b"--x--", content_type="multipart/form-data; boundary=x", CONTENT_LENGTH=str(2**30)
            ),
            f"closed{language}": client.get(f"{language}/n/c/"),
        }
        come_back(client, receipt)
        found |= {
            f"thread{language}": client.get(f"{language}/n/c/"),
            f"erase{language}": client.get(f"{language}/n/c/w/"),
        }
        found[f"exit{language}"] = client.get(f"{language}/n/x/")
        client.cookies.clear()
    return found


def test_every_answer_carries_the_strict_headers_and_is_kept_nowhere(answers):
    for name, answer in answers.items():
        held = answer.headers
        assert held["Cache-Control"] == "no-store", name
        assert set(held["Content-Security-Policy"].split("; ")) == POLICY, name
        assert held["X-Content-Type-Options"] == "nosniff", name
        assert held["X-Frame-Options"] == "DENY", name
        assert held["Cross-Origin-Opener-Policy"] == "same-origin", name
        assert held["Cross-Origin-Resource-Policy"] == "same-origin", name
        assert held["Referrer-Policy"] in {"same-origin", "no-referrer"}, name
        assert "ETag" not in held, name
        assert "Last-Modified" not in held, name


def test_answers_that_refuse_are_pages_of_the_same_kind(answers):
    statuses = {name: answers[name].status_code for name in ("nothing", "no map", "too much", "errors")}
    assert statuses == {"nothing": 404, "no map": 404, "too much": 413, "errors": 200}


def test_no_page_names_the_site_or_what_it_is_for_where_a_history_would_show_it(answers, settings):
    for name, answer in answers.items():
        if answer.headers["Content-Type"].startswith("text/html") and answer.content:
            page = answer.content.decode()
            assert re.findall(r"<title>(.*?)</title>", page) == ["Message" if "/en" in name else "Mensaje"], name
            assert settings.SITE_NAME not in page, name
            assert 'class="exit" href="' in page, name


def test_no_page_holds_anything_that_the_safest_level_of_tor_browser_leaves_out(answers):
    for name, answer in answers.items():
        if answer.headers["Content-Type"].startswith("text/html"):
            assert FORBIDDEN.findall(answer.content.decode()) == [], name


def test_addresses_are_letters_that_say_nothing(client, answers):
    words = [
        word for route in urlpatterns for word in re.findall(r"[a-z]{2,}", re.sub("<.*?>", "", str(route.pattern)))
    ]
    assert sorted(set(words)) == ["css", "png"]


def test_only_the_thread_sets_a_cookie_and_that_is_strict(answers):
    setting = {name.removesuffix("/en"): list(answer.cookies) for name, answer in answers.items() if answer.cookies}
    assert setting == {"thread": ["n"], "erase": ["n"], "exit": ["n", "s", "f"], "closed": ["n"]}
    for answer in answers.values():
        assert {cookie["samesite"] for cookie in answer.cookies.values()} <= {"Strict"}
