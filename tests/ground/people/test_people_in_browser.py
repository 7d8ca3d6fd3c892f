"""The pages of accounts and notices as people see them, in Chromium."""

import os
import re
from pathlib import Path

import pytest

from tejido.ground.notices.actions import follow, tell
from tejido.ground.people.actions import open_account, set_up_app
from tejido.ground.people.second_factor import current_code
from tests.browser import assert_accessible, assert_fits, assert_light
from tests.factories.ground import PASSWORD, TODAY, place
from tests.factories.moments import NOW
from tests.ground.people.entering import NAME

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
CODE = r"(?:[0-9A-HJKMNP-TV-Z]{5}-){3}[0-9A-HJKMNP-TV-Z]{5}"
SHOTS = os.environ.get("TEJIDO_SHOTS")  # a folder for screenshots, where somebody wants to look


def look(page, name: str) -> None:
    """Hold the page to what every page is held to."""
    if SHOTS:
        for width in (360, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            page.screenshot(path=Path(SHOTS) / f"{name}-{width}.png", full_page=True)
        page.set_viewport_size({"width": 360, "height": 740})
    assert_accessible(page)
    assert_fits(page)


def sign_in(page, url: str, name: str = NAME) -> None:
    page.goto(f"{url}/cuenta/entrar/")
    page.fill("[name=login]", name)
    page.fill("[name=password]", PASSWORD)
    page.click("main form button")


def sign_up(page, url: str) -> list[str]:
    page.goto(f"{url}/cuenta/registrarse/")
    page.fill("[name=name]", NAME)
    page.fill("[name=password]", PASSWORD)
    page.fill("[name=password_again]", PASSWORD)
    page.click("main form button")
    return re.findall(CODE, page.inner_text("main"))


def test_account_is_opened_with_and_without_scripts(any_page, live_server):
    codes = sign_up(any_page, live_server.url)
    assert len(codes) == 8
    any_page.fill("[name=code]", codes[2].lower())
    any_page.click("main form button")
    any_page.wait_for_url("**/pendientes/")


@pytest.mark.parametrize(("language", "scheme"), [("", "light"), ("/en", "dark")])
def test_pages_before_sign_in_are_accessible(page, live_server, language, scheme):
    page.emulate_media(color_scheme=scheme)
    for name in ("entrar", "registrarse", "recuperar"):
        page.goto(f"{live_server.url}{language}/cuenta/{name}/")
        look(page, f"{name}{language.strip('/')}-{scheme}")
        page.click("main form button")  # refused by the browser: nothing is filled in
    page.evaluate("document.querySelector('main form').noValidate = true")
    page.click("main form button")
    look(page, f"recuperar-refused{language.strip('/')}-{scheme}")


def test_sign_in_page_is_light(page, live_server):
    assert_light(page, f"{live_server.url}/cuenta/entrar/")


@pytest.mark.parametrize(("language", "scheme"), [("", "light"), ("/en", "dark")])
def test_pages_of_the_account_are_accessible(page, live_server, language, scheme):
    page.emulate_media(color_scheme=scheme)
    mark = f"{language.strip('/')}-{scheme}"
    codes = sign_up(page, live_server.url + language)
    look(page, f"codes-shown{mark}")
    page.fill("[name=code]", codes[0])
    page.click("main form button")
    for path in (
        "", "nombre/", "contrasena/", "codigos/", "codigos/nuevos/", "sesiones/", "borrar/", "correo/", "paso-dos/",
        "paso-dos/llaves/", "salir/",
    ):  # fmt: skip
        page.goto(f"{live_server.url}{language}/cuenta/{path}")
        look(page, f"account-{path.replace('/', '-')}{mark}")
    page.goto(f"{live_server.url}{language}/cuenta/paso-dos/aplicacion/")
    look(page, f"password-again{mark}")
    page.fill("[name=password]", PASSWORD)
    page.click("main form button")
    look(page, f"set-up{mark}")


def test_second_step_is_set_up_and_asked_for_with_and_without_scripts(any_page, live_server, new_context):
    them = open_account(name=NAME, password=PASSWORD, today=TODAY)
    set_up_app(by=them, now=NOW)
    sign_in(any_page, live_server.url)
    any_page.wait_for_url("**/entrar/paso-dos/")
    any_page.fill("[name=code]", current_code(them))
    any_page.click("main form button")
    any_page.wait_for_url("**/pendientes/")


def test_second_step_pages_are_accessible(page, live_server):
    them = open_account(name=NAME, password=PASSWORD, today=TODAY)
    set_up_app(by=them, now=NOW)
    sign_in(page, live_server.url)
    look(page, "second-step")
    page.fill("[name=code]", current_code(them))
    page.click("main form button")
    for path in ("paso-dos/", "paso-dos/codigos/"):
        page.goto(f"{live_server.url}/cuenta/{path}")
        if page.locator("[name=password]").count():
            page.fill("[name=password]", PASSWORD)
            page.click("main form button")
        look(page, f"with-factor-{path.replace('/', '-')}")


@pytest.mark.parametrize("language", ["", "/en"])
def test_pages_of_notices_are_accessible(page, live_server, language):
    them = open_account(name=NAME, password=PASSWORD, today=TODAY)
    follow(subject=place().record_name, by=them, now=NOW)
    for number in range(3):
        tell("record.text.withdrawn", subject=place(), day=TODAY, url="/", line=f"renglón {number}")
    sign_in(page, live_server.url)
    for path in ("", "siguiendo/", "correo/", "baja/abcd/"):
        page.goto(f"{live_server.url}{language}/avisos/{path}")
        look(page, f"notices-{path.replace('/', '-')}{language.strip('/')}")


def test_key_is_added_and_used_as_the_second_step(page, live_server):
    """Chromium's own virtual authenticator stands for the key; allauth's script runs under our content policy."""
    chromium = page.context.new_cdp_session(page)
    chromium.send("WebAuthn.enable")
    chromium.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
                "isUserVerified": True, "automaticPresenceSimulation": True,
            }
        },
    )  # fmt: skip
    url = live_server.url.replace("127.0.0.1", "localhost")
    open_account(name=NAME, password=PASSWORD, today=TODAY)
    sign_in(page, url)
    page.wait_for_url("**/pendientes/")
    page.goto(f"{url}/cuenta/paso-dos/llaves/nueva/")
    page.fill("[name=password]", PASSWORD)
    page.click("main form button")
    look(page, "add-key")
    page.click("#add_key")
    page.wait_for_url("**/paso-dos/codigos/")
    page.context.clear_cookies()
    sign_in(page, url)
    look(page, "use-key")
    page.click("#use_key")
    page.wait_for_url("**/pendientes/")
    page.goto(f"{url}/cuenta/paso-dos/llaves/")
    look(page, "keys")
