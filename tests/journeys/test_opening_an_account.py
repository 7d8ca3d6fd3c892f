"""Somebody opens an account without an e-mail, comes back to it, and finds what waits for them."""

import re
from uuid import uuid4

import pytest

pytestmark = pytest.mark.browser

CODE = r"(?:[0-9A-HJKMNP-TV-Z]{5}-){3}[0-9A-HJKMNP-TV-Z]{5}"
SECRET = "un caballo en la azotea"


def test_sign_up_with_recovery_codes_then_sign_in_then_pending(any_page, world):
    page, name = any_page, f"vecina {uuid4().hex[:8]}"
    page.goto(f"{world.url}/cuenta/registrarse/")
    page.fill("[name=name]", name)
    page.fill("[name=password]", SECRET)
    page.fill("[name=password_again]", SECRET)
    page.click("main form button")
    codes = re.findall(CODE, page.inner_text("main"))
    assert len(set(codes)) == 8
    page.fill("[name=code]", codes[1])
    page.click("main form button")
    page.wait_for_url("**/pendientes/")
    page.click("header form button")
    page.goto(f"{world.url}/cuenta/entrar/")
    page.fill("[name=login]", name)
    page.fill("[name=password]", SECRET)
    page.click("main form button")
    page.wait_for_url("**/pendientes/")
    assert page.locator("main h1").count() == 1
    held = page.context.cookies()
    assert {cookie["sameSite"] for cookie in held} == {"Strict"}
    assert all(cookie["httpOnly"] for cookie in held)


def test_wrong_password_and_unknown_name_are_told_in_the_same_words(any_page, world):
    said = []
    for name in ("residente", "nadie de nadie"):
        any_page.goto(f"{world.url}/cuenta/entrar/")
        any_page.fill("[name=login]", name)
        any_page.fill("[name=password]", "no es esta la contraseña")
        any_page.click("main form button")
        said.append(any_page.locator("main .problems").inner_text())
    assert said[0] == said[1]
