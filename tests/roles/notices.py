"""Rows of notices: everybody follows and reads for themselves."""

from tejido.ground.notices import actions
from tests.factories.ground import TODAY, place
from tests.factories.moments import NOW
from tests.roles.table import EVERYBODY_WITH_AN_ACCOUNT, row, without_person


@row("notices.follow", may=EVERYBODY_WITH_AN_ACCOUNT)
def _(_world, by):
    return actions.follow(subject=place().record_name, by=by, now=NOW)


@row("notices.unfollow", may=EVERYBODY_WITH_AN_ACCOUNT)
def _(_world, by):
    return actions.unfollow(subject=place().record_name, by=by, now=NOW)


@row("notices.mark_read", may=EVERYBODY_WITH_AN_ACCOUNT)
def _(_world, by):
    return actions.mark_read(by=by, now=NOW)


@row("notices.change_mail", may=EVERYBODY_WITH_AN_ACCOUNT)
def _(_world, by):
    return actions.change_mail(kind="none", hour=7, by=by, now=NOW)


def _tell(_world):
    return actions.tell("thing.done", subject=place(), day=TODAY, url="/")


without_person("notices.tell", why="other apps' actions call it, which checked who acts", call=_tell)
without_person(
    "notices.stop_mail", why="whoever has the key of the mail", call=lambda _: actions.stop_mail(token="0", now=NOW)
)
without_person("notices.forget_old", why="the clock", call=lambda _: actions.forget_old(now=NOW))
without_person(
    "notices.unfollow_by_mail",
    why="whoever has the key of the mail",
    call=lambda _: actions.unfollow_by_mail(token="0", now=NOW),
)
