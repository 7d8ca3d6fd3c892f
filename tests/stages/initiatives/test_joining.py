"""Asking to join: sealed to who coordinates, answered by a code or in the account, erased in time."""

from datetime import timedelta
from uuid import uuid4

import pytest

from tejido.engines.sealing import CannotOpen
from tejido.ground.organisations.vocabulary import Profile, Role
from tejido.ground.people.actions import erase_account
from tejido.ground.vault.envelopes import NobodyCanRead
from tejido.ground.vault.models import Envelope, NoteWrap
from tejido.ground.web.acting import NotAllowed
from tejido.stages.initiatives import actions, answering
from tejido.stages.initiatives.actions import joining
from tejido.stages.initiatives.models import JoinRequest, Offer, Participation
from tejido.stages.initiatives.queries.joining import pending_of, read_with
from tejido.stages.initiatives.vocabulary import Answer, Asked, State
from tests.factories import ground, initiatives, vault
from tests.factories.ground import TODAY
from tests.factories.joining import ask, run
from tests.factories.moments import NOW, later

pytestmark = pytest.mark.django_db


def test_request_opens_for_a_coordinator_with_a_key_and_for_nobody_else():
    of = run()
    late = ground.person()
    ground.membership(late, of.initiative.organisation, Role.COORDINATOR)
    sent = ask(of, contact="55 1234")
    late_pair = vault.key_of(late)  # made after the request was sealed
    read = read_with([sent.request], of.coordinator, of.pair)[0]
    assert (read.motive, read.contact) == ("Sé de contabilidad", "55 1234")
    other = read_with([sent.request], late, late_pair)[0]
    assert (other.motive, other.contact, other.is_sealed_to_others) == ("", "", True)


def test_request_is_erased_after_30_days_with_what_was_sealed():
    sent = ask(run())
    assert actions.forget_requests(now=later(days=29)) == 0
    assert actions.forget_requests(now=later(days=30)) == 1
    assert (JoinRequest.objects.count(), Envelope.objects.count(), NoteWrap.objects.count()) == (0, 0, 0)
    with pytest.raises(joining.NoSuchRequest):
        joining.request_by(sent.code)


def test_answer_opens_with_the_code_and_not_without():
    of = run()
    sent, other = ask(of), ask(of)
    actions.answer_request(sent.request, accept=True, words="El sábado en la cancha", by=of.coordinator, now=NOW)
    found = joining.request_by(sent.code.lower().replace("-", " "))
    assert (found.answer, answering.words_for(found, sent.code)) == (Answer.ACCEPTED, "El sábado en la cancha")
    with pytest.raises(CannotOpen):
        answering.words_for(found, other.code)
    with pytest.raises(joining.NoSuchRequest):
        joining.request_by("0000-0000-0000-0000-00000")


def test_person_with_an_account_takes_part_once_accepted_and_not_before():
    of, who = run(), ground.person()
    sent = ask(of, by=who)
    assert (sent.code, Participation.objects.count()) == ("", 0)
    actions.answer_request(sent.request, accept=True, words="Bienvenida", by=of.coordinator, now=NOW)
    assert Participation.objects.get().person == who
    assert answering.words_for(JoinRequest.objects.get()) == "Bienvenida"


def test_accepted_code_is_taken_up_with_an_account_once():
    of, who = run(), ground.person()
    sent = ask(of)
    with pytest.raises(joining.NoSuchRequest):
        actions.take_up_answer(code=sent.code, by=who, now=NOW)
    actions.answer_request(sent.request, accept=True, words="Ven", by=of.coordinator, now=NOW)
    assert actions.take_up_answer(code=sent.code, by=who, now=NOW).person == who
    assert answering.words_for(JoinRequest.objects.get()) == "Ven"
    with pytest.raises(joining.NoSuchRequest):
        actions.take_up_answer(code=sent.code, by=ground.person(), now=NOW)


def test_declined_request_loses_contact_and_motive_at_once():
    of = run()
    sent = ask(of)
    actions.answer_request(sent.request, accept=False, by=of.coordinator, now=NOW)
    assert (Envelope.objects.count(), JoinRequest.objects.get().answer) == (0, Answer.DECLINED)


def test_late_answer_can_still_be_read_for_two_weeks_while_contact_goes_on_its_day():
    of = run()
    sent = ask(of)
    answered = actions.answer_request(sent.request, accept=True, words="Ven", by=of.coordinator, now=later(days=29))
    assert answered.erase_on == TODAY + timedelta(days=43)
    assert Envelope.objects.get().erase_on == TODAY + timedelta(days=30)


def test_request_is_answered_once():
    of = run()
    sent = ask(of)
    actions.answer_request(sent.request, accept=False, by=of.coordinator, now=NOW)
    with pytest.raises(joining.Answered):
        actions.answer_request(sent.request, accept=True, words="Ven", by=of.coordinator, now=NOW)


def test_accepting_somebody_without_an_account_says_where_to_go():
    of = run()
    sent = ask(of)
    with pytest.raises(joining.SayHow):
        actions.answer_request(sent.request, accept=True, by=of.coordinator, now=NOW)


@pytest.mark.parametrize(
    ("said", "problem"),
    [
        ({"motive": "  "}, joining.NothingSaid),
        ({"motive": "x" * 1001}, joining.TooLong),
        ({"contact": "x" * 1001}, joining.TooLong),
    ],
)
def test_empty_and_endless_requests_are_refused(said, problem):
    with pytest.raises(problem):
        ask(run(), **said)
    assert JoinRequest.objects.count() == 0


def test_form_sent_twice_asks_once():
    of, token = run(), uuid4()
    ask(of, token=token)
    with pytest.raises(joining.SentAlready):
        ask(of, token=token)


def test_person_whose_request_waits_does_not_ask_again_and_may_after_the_answer():
    of, who = run(), ground.person()
    sent = ask(of, by=who)
    with pytest.raises(joining.SentAlready):
        ask(of, by=who)
    actions.answer_request(sent.request, accept=False, by=of.coordinator, now=NOW)
    assert ask(of, by=who).request.answer == Answer.WAITING


def test_person_who_takes_part_has_nothing_to_ask():
    of, who = run(), ground.person()
    actions.answer_request(ask(of, by=who).request, accept=True, by=of.coordinator, now=NOW)
    with pytest.raises(joining.TakesPart):
        ask(of, by=who)


def test_token_of_a_form_does_not_choose_the_id_that_what_is_sealed_goes_by():
    of = run()
    first = ask(of)
    again = ask(of, token=first.request.pk)  # the id of another request, which its erasing would take along
    actions.withdraw_by_code(code=again.code, now=NOW)
    assert read_with([first.request], of.coordinator, of.pair)[0].motive == "Sé de contabilidad"


@pytest.mark.parametrize("state", [State.PAUSED, State.FINISHED])
def test_initiative_that_does_not_go_on_takes_no_requests(state):
    with pytest.raises(joining.NotAsking):
        ask(run(state=state))


def test_protected_initiative_is_not_there_to_be_asked():
    with pytest.raises(NotAllowed):
        ask(run(profile=Profile.PROTECTED))


def test_nothing_is_kept_where_no_coordinator_could_read_it():
    of = initiatives.initiative()
    with pytest.raises(NobodyCanRead):
        actions.ask_to_join(of, motive="Hola", token=uuid4(), by=None, now=NOW)
    assert JoinRequest.objects.count() == 0


def test_flood_of_requests_stops_before_nobody_would_read_them(monkeypatch):
    of = run()
    monkeypatch.setattr(joining, "MOST_WAITING", 2)
    ask(of), ask(of)
    with pytest.raises(joining.TooManyRequests):
        ask(of)


def test_hour_is_asked_of_whoever_offers_it_in_public_and_makes_no_participant():
    of, who = run(), ground.person()
    with pytest.raises(joining.NotAsking):
        ask(of, by=who, about=Asked.HOUR)
    Offer.objects.create(initiative=of.initiative, about="Cómo pedimos el permiso", offered_on=TODAY)
    sent = ask(of, by=who, about=Asked.HOUR)
    actions.answer_request(sent.request, accept=True, words="El lunes", by=of.coordinator, now=NOW)
    assert Participation.objects.count() == 0


def test_withdrawn_request_is_gone_with_all_that_was_sealed():
    of, who = run(), ground.person()
    with_account, with_code = ask(of, by=who), ask(of)
    actions.withdraw_request(with_account.request, by=who, now=NOW)
    actions.withdraw_by_code(code=with_code.code, now=NOW)
    assert (JoinRequest.objects.count(), Envelope.objects.count()) == (0, 0)


def test_request_of_somebody_else_is_not_withdrawn():
    sent = ask(run(), by=ground.person())
    with pytest.raises(NotAllowed):
        actions.withdraw_request(sent.request, by=ground.person(), now=NOW)


def test_erased_account_leaves_neither_requests_nor_participation():
    of, who = run(), ground.person()
    sent = ask(of, by=who)
    actions.answer_request(sent.request, accept=True, by=of.coordinator, now=NOW)
    erase_account(by=who, now=NOW)
    left = (JoinRequest.objects.count(), Envelope.objects.count(), Participation.objects.count())
    assert left == (0, 0, 0)


def test_coordinator_finds_requests_and_a_missing_key_among_their_tasks():
    of = run()
    ask(of), ask(of, now=later(days=2))
    row = pending_of(of.coordinator, TODAY)[0]
    assert row.title == "Responde a quien pide unirse a «La cancha de todas» (2)"
    assert (row.since, row.due) == (TODAY, TODAY + timedelta(days=30))
    keyless = ground.person()
    ground.membership(keyless, initiatives.initiative().organisation, Role.COORDINATOR)
    assert [row.url for row in pending_of(keyless, TODAY)] == ["/cuenta/llave/"]


def test_answer_comes_to_the_tasks_of_whoever_asked():
    of, who = run(), ground.person()
    sent = ask(of, by=who)
    assert pending_of(who, TODAY) == []
    actions.answer_request(sent.request, accept=False, by=of.coordinator, now=NOW)
    assert [row.url for row in pending_of(who, TODAY)] == ["/iniciativas/mias/"]
