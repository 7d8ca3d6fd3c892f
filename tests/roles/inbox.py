"""Rows of the inbox. The report was told to the organisation to which "member" and "coordinator" belong.

Whoever tries holds a wrap of the organisation's key, so that nothing but their role keeps them out.
"""

from tejido.ground.vault.threads import MemberKeys
from tejido.stages.reports.actions import counting, digest, handling, referring, telling
from tejido.stages.reports.vocabulary.items import Outcome
from tests.factories import ground, vault
from tests.factories.moments import NOW
from tests.roles.table import row, without_person

READERS = "member coordinator"


class At:
    """A report, and what somebody tries on it with."""

    def __init__(self, world, by) -> None:
        self.us = vault.listening(world.ours)
        self.opened = vault.thread(self.us)
        self.thread = self.opened.thread.row
        self.keys = vault.hold(self.us, by) if by else MemberKeys(self.us.pair, by)
        self.who = {"by": by, "now": NOW}

    @property
    def reading(self):
        """Who acts, and with which keys."""
        return self.who | {"keys": self.keys}


@row("reports.mark_read", may=READERS)
def _(world, by):
    at = At(world, by)
    return handling.mark_read(at.thread, **at.who)


@row("reports.take_along", may=READERS)
def _(world, by):
    at = At(world, by)
    return handling.take_along(world.ours, rows=[at.thread], **at.who)


@row("reports.answer_reporter", may=READERS)
def _(world, by):
    at = At(world, by)
    return handling.answer_reporter(at.thread, text="Gracias", is_question=False, **at.reading)


@row("reports.leave_answer", may=READERS)
def _(world, by):
    at = At(world, by)
    return handling.leave_answer(at.thread, text="Gracias", is_question=False, **at.who)


@row("reports.write_note", may=READERS)
def _(world, by):
    at = At(world, by)
    return handling.write_note(at.thread, text="Llamar", **at.reading)


@row("reports.label_report", may=READERS)
def _(world, by):
    at = At(world, by)
    return handling.label_report(at.thread, labels=["mercado"], **at.reading)


@row("reports.hand_to", may=READERS)
def _(world, by):
    at = At(world, by)
    return handling.hand_to(at.thread, to=at.us.member, **at.who)


@row("reports.close_report", may=READERS)
def _(world, by):
    at = At(world, by)
    return handling.close_report(at.thread, outcome=Outcome.READ, text="", **at.reading)


@row("reports.close_reports", may=READERS)
def _(world, by):
    at = At(world, by)
    return handling.close_reports(world.ours, rows=[at.thread], **at.who)


@row("reports.reopen_report", may=READERS)
def _(world, by):
    at = At(world, by)
    return handling.reopen_report(at.thread, **at.who)


@row("reports.wrap_to_new_key", may=READERS)
def _(world, by):
    at = At(world, by)
    return handling.wrap_to_new_key(world.ours, **at.reading)


@row("reports.accept_report", may=READERS)
def _(world, by):
    at = At(world, by)
    return counting.accept_report(at.thread, place=ground.place(), kind="extortion", causes=[], **at.who)


@row("reports.propose_referral", may=READERS)
def _(world, by):
    return _propose(At(world, by), world)


@row("reports.pass_on_referral", may=READERS)
def _(world, by):
    at = At(world, by)
    member = at.us.member
    proposal = _propose(at, world, by=member, keys=at.us.keys).id
    telling.agree_to_referral(thread=at.opened.thread, proposal=proposal, parts=["1"], now=NOW)
    return referring.pass_on_referral(at.thread, proposal=proposal, **at.reading)


@row("reports.choose_digest", may="member coordinator liaison")
def _(world, by):
    return digest.choose_digest(wanted=True, by=by, now=NOW)


def _propose(at, world, **who):
    police = vault.listening(world.police).organisation
    asked = {"institution": police, "why": "Para que patrullen", "parts": ["Hay cobro de piso"]}
    return referring.propose_referral(at.thread, **asked, **(at.reading | who))


def _add(world):
    at = At(world, None)
    proposal = _propose(at, world, by=at.us.member, keys=at.us.keys).id
    telling.agree_to_referral(thread=at.opened.thread, proposal=proposal, parts=["1"], now=NOW)
    referring.pass_on_referral(at.thread, proposal=proposal, by=at.us.member, keys=at.us.keys, now=NOW)
    referral = next(it for it in at.opened.thread.items() if it.kind == "referred")
    return referring.add_to_referral(thread=at.opened.thread, referral=referral.id, text="Sigue", now=NOW)


without_person("reports.add_to_referral", why="whoever holds the receipt", call=_add)
