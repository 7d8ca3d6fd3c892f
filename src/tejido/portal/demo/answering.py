"""What becomes of a report of the example: a question, its answer, a note, a referral, the institution's answer."""

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from tejido.ground.vault.models import Thread
from tejido.ground.vault.threads import MemberKeys, by_receipt
from tejido.ground.vault.vocabulary import Purpose
from tejido.portal.demo.listening import pair_of
from tejido.stages.reports import form_tokens
from tejido.stages.reports.actions import handling, referring, telling
from tejido.stages.reports.referrals import proposals_in

if TYPE_CHECKING:
    from tejido.portal.demo.seed import Happening, World

ABOUT = -20  # the day on which the report came
PARTS = (
    "Una bajada cerca de una secundaria lleva meses sin alumbrado. (ejemplo)",
    "Ahí mismo hay venta de droga a menores por las tardes. (ejemplo)",
)


def answering_events(world: "World") -> "Iterator[Happening]":
    """Let organisation and reporter speak with each other, and an institution answer what was referred to it."""
    yield -18, partial(_ask, world, -18)
    yield -16, partial(_reply, world, -16)
    yield -13, partial(_propose, world, -13)
    yield -11, partial(_agree, world, -11)
    yield -10, partial(_renew, world, -10)
    yield -9, partial(_pass_on, world, -9)
    yield -4, partial(_institution_answers, world, -4)


def _keys(world: "World", name: str) -> MemberKeys:
    return MemberKeys(pair_of(world, name), world.people[name])


def _thread(world: "World") -> Thread:
    return Thread.objects.get(pk=world.told[ABOUT].thread.row.pk)


def _ask(world: "World", day: int) -> None:
    thread, keys, by, now = _thread(world), _keys(world, "lectora"), world.people["lectora"], world.on(day)
    text = "Gracias por contarlo. ¿Pasa también en la mañana, cuando entran a clases? (ejemplo)"
    handling.answer_reporter(thread, text=text, is_question=True, keys=keys, by=by, now=now)
    note = "Coincide con lo que dijo la parroquia. (ejemplo)"
    handling.write_note(thread, text=note, keys=keys, by=by, now=now)
    handling.label_report(thread, labels=["secundaria", "alumbrado"], keys=keys, by=by, now=now)
    handling.hand_to(thread, to=by, by=by, now=now)


def _reply(world: "World", day: int) -> None:
    now, thread = world.on(day), by_receipt(world.told[ABOUT].receipt)
    token = form_tokens.read(form_tokens.issue(now), now)
    asked = next(it.id for it in thread.items() if it.kind == "question")
    text = "En la mañana no, solo después de las dos. (ejemplo)"
    telling.add_to_report(thread=thread, text=text, files=[], answers=asked, token=token, now=now)


def _propose(world: "World", day: int) -> None:
    referring.propose_referral(
        _thread(world),
        institution=world.bodies["prevencion"],
        why="Pueden poner luz sin preguntar quién lo contó. (ejemplo)",
        parts=PARTS,
        keys=_keys(world, "vecina"),
        by=world.people["vecina"],
        now=world.on(day),
    )


def _agree(world: "World", day: int) -> None:
    thread = by_receipt(world.told[ABOUT].receipt)
    [proposal] = proposals_in(thread.items())
    telling.agree_to_referral(thread=thread, proposal=proposal.id, parts=["1"], now=world.on(day))


def _renew(world: "World", day: int) -> None:
    ours, by = world.bodies["vecinas"], world.people["vecina"]
    handling.wrap_to_new_key(ours, keys=_keys(world, "vecina"), by=by, now=world.on(day))


def _pass_on(world: "World", day: int) -> None:
    thread = by_receipt(world.told[ABOUT].receipt)
    [proposal] = proposals_in(thread.items())
    keys, by = _keys(world, "vecina"), world.people["vecina"]
    referring.pass_on_referral(_thread(world), proposal=proposal.id, keys=keys, by=by, now=world.on(day))


def _institution_answers(world: "World", day: int) -> None:
    referred = Thread.objects.get(organisation=world.bodies["prevencion"], purpose=Purpose.REFERRAL)
    handling.answer_reporter(
        referred,
        text="Pusimos la bajada en la lista de luminarias de este mes. (ejemplo)",
        is_question=False,
        keys=_keys(world, "enlace prevencion"),
        by=world.people["enlace prevencion"],
        now=world.on(day),
    )
