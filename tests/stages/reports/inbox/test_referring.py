"""Referral: nothing without the reporter's word, then a thread of its own that leads nowhere."""

import re
from datetime import timedelta

import pytest

from tejido.ground.vault.models import Item, SealedFile, Thread, Wrap
from tejido.ground.vault.threads import NoKeyForIt, by_receipt, for_member
from tejido.stages.reports import referrals
from tejido.stages.reports.actions import handling, referring, telling
from tests.factories import ground, vault
from tests.factories.moments import NOW, later
from tests.stages.reports.inbox.opening import reader

pytestmark = pytest.mark.django_db


@pytest.fixture
def us():
    return vault.listening()


@pytest.fixture
def police():
    return vault.listening(ground.institution(name="Policía de Juárez"))


@pytest.fixture
def opened(us):
    return vault.thread(us, {"text": "Don Beto, del puesto 14, cobra piso los viernes"})


PARTS = ["Hay cobro de piso en el mercado.", "Ocurre los viernes."]


def propose(us, police, opened, parts=PARTS):
    asked = {"institution": police.organisation, "why": "Para que patrullen", "parts": parts}
    return referring.propose_referral(opened.thread.row, **asked, keys=us.keys, by=us.member, now=NOW).id


def pass_on(us, opened, proposal, now=NOW):
    referring.pass_on_referral(opened.thread.row, proposal=proposal, keys=us.keys, by=us.member, now=now)


def agree(opened, proposal, *parts):
    telling.agree_to_referral(thread=by_receipt(opened.receipt), proposal=proposal, parts=parts, now=NOW)


def followed(opened, today=None):
    thread = by_receipt(opened.receipt)
    return referrals.referrals_of(thread.items(), today or NOW.date())


def test_nothing_goes_before_the_reporter_agreed(us, police, opened):
    proposal = propose(us, police, opened)
    with pytest.raises(referring.NoConsent):
        pass_on(us, opened, proposal)
    telling.refuse_referral(thread=by_receipt(opened.receipt), proposal=proposal, text="No", now=NOW)
    with pytest.raises(referring.NoConsent):
        pass_on(us, opened, proposal)
    assert police.organisation.threads.count() == 0


def test_institution_reads_the_parts_that_were_agreed_to_and_nothing_else(us, police, opened):
    proposal = propose(us, police, opened)
    agree(opened, proposal, "1")
    pass_on(us, opened, proposal)
    copy = police.organisation.threads.get()
    [said] = for_member(copy, police.keys).items()
    assert said.payload["text"] == PARTS[0]
    for pair in ((copy, us.keys), (opened.thread.row, police.keys)):
        with pytest.raises(NoKeyForIt):
            for_member(*pair)


def test_agreeing_made_up_by_the_organisation_does_not_count(us, police, opened):
    """A member cannot write in the reporter's name: the side is bound into the seal of each item."""
    proposal = propose(us, police, opened)
    thread = for_member(Thread.objects.get(pk=opened.thread.row.pk), us.keys)
    forged = thread.add("consent", {"proposal": str(proposal), "parts": ["1"]}, now=NOW)
    Item.objects.filter(pk=forged.id).update(side="reporter")
    with pytest.raises(referring.NoConsent):
        pass_on(us, opened, proposal)


def test_what_was_passed_on_is_not_passed_on_again(us, police, opened):
    proposal = propose(us, police, opened)
    agree(opened, proposal, "1", "2")
    pass_on(us, opened, proposal)
    with pytest.raises(referring.PassedOnAlready):
        pass_on(us, opened, proposal)
    assert police.organisation.threads.count() == 1


def test_institution_without_a_key_and_proposal_without_parts_are_refused(us, police, opened):
    for institution, parts, refused in (
        (ground.institution(), PARTS, referring.CannotReceive),
        (us.organisation, PARTS, referring.CannotReceive),
        (police.organisation, [" "], referring.NoParts),
        (police.organisation, ["x"] * 6, referring.NoParts),
    ):
        with pytest.raises(refused):
            referring.propose_referral(
                opened.thread.row,
                institution=institution,
                why="Porque",
                parts=parts,
                keys=us.keys,
                by=us.member,
                now=NOW,
            )


def test_answer_and_clock_are_seen_by_the_reporter_and_by_the_organisation(us, police, opened):
    proposal = propose(us, police, opened)
    agree(opened, proposal, "1")
    pass_on(us, opened, proposal)
    week = NOW + timedelta(days=7)
    [referral] = followed(opened, week.date())
    assert (referral.name, referral.days, referral.business_days, referral.is_answered) == (
        "Policía de Juárez",
        7,
        5,
        False,
    )
    copy = police.organisation.threads.get()
    handling.answer_reporter(
        copy, text="Ya patrullamos", is_question=False, keys=police.keys, by=police.member, now=later(days=3)
    )
    for thread in (by_receipt(opened.receipt), for_member(Thread.objects.get(pk=opened.thread.row.pk), us.keys)):
        [referral] = referrals.referrals_of(thread.items(), week.date())
        assert ([it.payload["text"] for it in referral.answers], referral.days) == (["Ya patrullamos"], 3)


def test_reporter_writes_to_the_institution_through_the_first_receipt(us, police, opened):
    proposal = propose(us, police, opened)
    agree(opened, proposal, "1")
    pass_on(us, opened, proposal)
    [referral] = followed(opened)
    referring.add_to_referral(thread=by_receipt(opened.receipt), referral=referral.id, text="Sigue igual", now=NOW)
    said = for_member(police.organisation.threads.get(), police.keys).items()
    assert [it.payload["text"] for it in said] == [PARTS[0], "Sigue igual"]


def test_referral_that_the_institution_erased_is_said_to_be_gone(us, police, opened):
    proposal = propose(us, police, opened)
    agree(opened, proposal, "1")
    pass_on(us, opened, proposal)
    police.organisation.threads.get().delete()
    [referral] = followed(opened)
    assert (referral.is_gone, referral.answers) == (True, [])
    with pytest.raises(referring.NoSuchReferral):
        referring.add_to_referral(thread=by_receipt(opened.receipt), referral=referral.id, text="¿?", now=NOW)


def test_nothing_in_the_database_leads_from_one_thread_to_the_other(us, police, opened):
    """But for the organisations and the day, no value of eight bytes or more stands in rows of both."""
    proposal = propose(us, police, opened)
    agree(opened, proposal, "1")
    pass_on(us, opened, proposal)
    first, second = opened.thread.row.pk, police.organisation.threads.get().pk
    assert values_of(first) & values_of(second) == set()


def values_of(thread):
    found = set()
    for model, field in ((Thread, "pk"), (Item, "thread"), (Wrap, "thread"), (SealedFile, "thread")):
        for row in model.objects.filter(**{field: thread}).values():
            for value in row.values():
                raw = value if isinstance(value, bytes) else str(value).encode()
                raw = value.hex.encode() if hasattr(value, "hex") and not isinstance(value, (bytes, float)) else raw
                known = (str(NOW.date()), "organisation", "reporter")
                if len(raw) >= 8 and raw.decode("latin1") not in known:
                    found |= {raw[at : at + 8] for at in range(len(raw) - 7)}
    return found


def test_from_the_page_to_the_institutions_inbox(us, police, opened):
    client, url = reader(us.member), f"/buzon/t/{opened.thread.row.pk}/"
    form = {"institution": str(police.organisation.pk), "why": "Para que patrullen", "part_1": PARTS[0]}
    assert client.post(f"{url}remitir/", form | {"part_2": PARTS[1]}).status_code == 302
    [item] = [it for it in by_receipt(opened.receipt).items() if it.kind == "proposal"]
    assert "Espera la palabra" in client.get(url).content.decode()
    agree(opened, item.id, "2")
    html = client.get(url).content.decode()
    assert re.search(r"Pasar lo que aceptó", html)
    page = client.post(f"{url}propuestas/{item.id}/").content.decode()
    assert (PARTS[1] in page, PARTS[0] in page, "artículo 222" in page) == (True, False, True)
    client.post(f"{url}propuestas/{item.id}/", {"sure": "yes"})
    assert "Sin respuesta desde hace" in client.get(url).content.decode()
    copy = police.organisation.threads.get()
    answer = reader(police.member).get(f"/buzon/t/{copy.pk}/").content.decode()
    assert (PARTS[1] in answer, "Don Beto" in answer, us.organisation.name in answer) == (True, False, False)
    assert "contar/" not in answer
