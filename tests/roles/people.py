"""Rows of accounts: everybody keeps their own, and there is no way to name another's."""

from tejido.ground.people import actions
from tests.factories.ground import PASSWORD, TODAY
from tests.factories.moments import NOW
from tests.roles.table import EVERYBODY_WITH_AN_ACCOUNT, row, without_person


@row("people.change_name", may=EVERYBODY_WITH_AN_ACCOUNT)
def _(_world, by):
    return actions.change_name(name="otro nombre", by=by, now=NOW)


@row("people.change_language", may=EVERYBODY_WITH_AN_ACCOUNT)
def _(_world, by):
    return actions.change_language(language="en", by=by, now=NOW)


@row("people.change_password", may=EVERYBODY_WITH_AN_ACCOUNT)
def _(_world, by):
    return actions.change_password(password="otra contraseña", current=PASSWORD, by=by, now=NOW)


@row("people.make_key", may=EVERYBODY_WITH_AN_ACCOUNT)
def _(_world, by):
    return actions.make_key(password=PASSWORD, by=by, now=NOW)


@row("people.end_sessions", may=EVERYBODY_WITH_AN_ACCOUNT)
def _(_world, by):
    return actions.end_sessions(by=by, now=NOW)


@row("people.erase_account", may=EVERYBODY_WITH_AN_ACCOUNT)
def _(_world, by):
    return actions.erase_account(by=by, now=NOW)


@row("people.claim_email", may=EVERYBODY_WITH_AN_ACCOUNT)
def _(_world, by):
    return actions.claim_email(email="a@example.org", by=by, now=NOW)


@row("people.confirm_email", may=EVERYBODY_WITH_AN_ACCOUNT)
def _(_world, by):
    claim = actions.Claim(email="a@example.org", code="12345678", asked_at=NOW.timestamp())
    return actions.confirm_email(claim=claim, code="12345678", by=by, now=NOW)


@row("people.remove_email", may=EVERYBODY_WITH_AN_ACCOUNT)
def _(_world, by):
    return actions.remove_email(by=by, now=NOW)


@row("people.renew_codes", may=EVERYBODY_WITH_AN_ACCOUNT)
def _(_world, by):
    return actions.renew_codes(by=by, now=NOW)


@row("people.keep_codes", may=EVERYBODY_WITH_AN_ACCOUNT)
def _(_world, by):
    code = actions.renew_codes(by=by, now=NOW)[0] if by else "7Q2XM-0F9KD-W3HTA-5RZ8C"
    return actions.keep_codes(code=code, by=by, now=NOW)


@row("people.set_up_app", may=EVERYBODY_WITH_AN_ACCOUNT)
def _(_world, by):
    return actions.set_up_app(by=by, now=NOW)


def _recover(_world):
    who, codes = actions.sign_up(name="Azucena", password=PASSWORD, language="es", now=NOW)
    assert actions.recover_account(name="Azucena", code=codes[0], password=PASSWORD, now=NOW) == who


without_person(
    "people.open_account",
    why="the command line, the demo",
    call=lambda _: actions.open_account(name="Azucena", password=PASSWORD, today=TODAY),
)
without_person(
    "people.sign_up",
    why="whoever comes may",
    call=lambda _: actions.sign_up(name="Azucena", password=PASSWORD, language="es", now=NOW),
)
without_person("people.recover_account", why="whoever has the name and a code of it", call=_recover)
without_person("people.forget_the_past", why="the clock", call=lambda _: actions.forget_the_past(now=NOW))
