"""Rows of the safe form, and of what organisations say about listening."""

from datetime import timedelta

from django.db import transaction

from tejido.ground.vault.threads import MemberKeys, by_receipt, for_member
from tejido.stages.reports import form_tokens
from tejido.stages.reports.actions import listening, telling
from tejido.stages.reports.told import Told
from tejido.stages.reports.vocabulary.items import Saying
from tests.factories import ground, keys
from tests.factories import listening as factory
from tests.factories.moments import NOW
from tests.roles.table import row, without_person

SAID = {"use": "Leemos", "retention_days": 180, "answers_within_days": None}
KNOWS_NOBODY = "who tells something is nobody's to know; the receipt is the only right"


def token():
    return form_tokens.read(form_tokens.issue(NOW), NOW)


def send(to):
    return telling.send_report(to=to, told=Told(text="Cobran piso"), files=[], token=token(), now=NOW)


def thread():
    us = factory.listening()
    return us, by_receipt(send(us.organisation).receipt)


def proposal(us, opened):
    with transaction.atomic():
        side = for_member(opened.row, MemberKeys(us.pair, us.coordinator))
        return side.add(Saying.PROPOSAL, {"name": "Fiscalía", "parts": [{"id": "a", "text": "b"}]}, now=NOW).id


@row("reports.describe_listening", may="coordinator")
def _(world, by):
    give_key(world.ours, by)
    return listening.describe_listening(world.ours, **SAID, by=by, now=NOW)


@row("reports.describe_listening of the state", may="liaison")
def _(world, by):
    give_key(world.police, by)
    return listening.describe_listening(world.police, **SAID, by=by, now=NOW)


@row("reports.pause_listening", may="coordinator")
def _(world, by):
    return listening.pause_listening(world.ours, by=by, now=NOW)


@row("reports.stop_all_listening", may="host")
def _(world, by):
    return listening.stop_all_listening(by=by, now=NOW)


@row("reports.resume_listening", may="host")
def _(world, by):
    return listening.resume_listening(by=by, now=NOW)


def give_key(organisation, by):
    """A key of the organisation, whoever asks; what is tried is the profile."""
    of_state = organisation.kind == "institution"
    reader = ground.person()
    role = "liaison" if of_state else "coordinator"
    ground.membership(reader, organisation, role, ground.post(organisation, "Otra") if of_state else None)
    keys.make_first_key(organisation, pair=keys.pair_of(reader), by=reader, now=NOW)


without_person("reports.send_report", why=KNOWS_NOBODY, call=lambda _: send(factory.listening().organisation))


def _add(_world):
    _us, opened = thread()
    telling.add_to_report(thread=opened, text="Más", files=[], answers=None, token=token(), now=NOW + timedelta(1))


def _agree(_world):
    us, opened = thread()
    telling.agree_to_referral(thread=opened, proposal=proposal(us, opened), parts=["a"], now=NOW)


def _refuse(_world):
    us, opened = thread()
    telling.refuse_referral(thread=opened, proposal=proposal(us, opened), text="", now=NOW)


without_person("reports.add_to_report", why=KNOWS_NOBODY, call=_add)
without_person("reports.agree_to_referral", why=KNOWS_NOBODY, call=_agree)
without_person("reports.refuse_referral", why=KNOWS_NOBODY, call=_refuse)
without_person(
    "reports.withdraw_report", why=KNOWS_NOBODY, call=lambda _: telling.withdraw_report(thread=thread()[1], now=NOW)
)
without_person("reports.forget_used_tokens", why="the clock", call=lambda _: telling.forget_used_tokens(now=NOW))
