from datetime import date, timedelta
from decimal import Decimal

import pytest

from tejido.ground.ledger.models import Leaf, LeafText
from tejido.ground.web.acting import NotAllowed
from tejido.stages.roundtables.actions import refusals
from tejido.stages.roundtables.actions.answers import answer_change, confirm_commitment, propose_change
from tejido.stages.roundtables.actions.clock import mark_late, mark_unconfirmed
from tejido.stages.roundtables.actions.commitments import record_commitment
from tejido.stages.roundtables.actions.evidence import BadLink, add_evidence
from tejido.stages.roundtables.actions.steps import StepAfterCommitment, add_step, report_step
from tejido.stages.roundtables.actions.work import (
    call_done,
    carry_over,
    declare_broken,
    move_due_date,
    report_progress,
)
from tejido.stages.roundtables.vocabulary import ChangeAnswer
from tejido.stages.roundtables.vocabulary import CommitmentState as State
from tests.factories.commitments import DUE, HELD, later_meeting, noon, table

pytestmark = pytest.mark.django_db
BEFORE, AFTER = DUE - timedelta(days=20), DUE + timedelta(days=9)


def _entered(verb):
    return [leaf.fields for leaf in Leaf.objects.filter(verb=verb).order_by("index")]


def test_late_is_entered_with_its_day_also_where_the_site_was_down():
    it = table().commitment(State.ACCEPTED)
    assert mark_late(noon(DUE)) == 0
    assert mark_late(noon(AFTER)) == 1
    it.refresh_from_db()
    assert (it.state, it.late_since, it.times_late) == (State.ACCEPTED, DUE + timedelta(days=1), 1)
    assert [fields["late_since"] for fields in _entered("commitment.late")] == ["2026-07-01"]
    leaf = Leaf.objects.get(verb="commitment.late")
    assert (leaf.actor, leaf.day) == ("site", AFTER)


def test_marking_late_twice_changes_nothing():
    table().commitment(State.ACCEPTED)
    mark_late(noon(AFTER))
    assert mark_late(noon(AFTER)) == 0
    assert len(_entered("commitment.late")) == 1


@pytest.mark.parametrize("state", State)
def test_late_is_only_what_runs(state):
    table().commitment(state)
    assert mark_late(noon(AFTER)) == (state in {State.UNCONFIRMED, State.ACCEPTED, State.UNDER_WAY})


def test_done_late_stays_late():
    at = table()
    it = at.commitment(State.UNDER_WAY)
    mark_late(noon(AFTER))
    it = call_done(it, note="Ya encienden", by=at.liaison, now=noon(AFTER + timedelta(days=1)))
    assert (it.state, it.late_since, it.was_done_late) == (State.DONE, DUE + timedelta(days=1), True)


def test_done_late_before_the_clock_came_by_is_entered_as_late():
    at = table()
    it = call_done(at.commitment(State.UNDER_WAY), note="Ya encienden", by=at.liaison, now=noon(AFTER))
    assert (it.late_since, it.times_late) == (DUE + timedelta(days=1), 1)
    assert len(_entered("commitment.late")) == 1


def test_done_in_time_is_not_late():
    at = table()
    it = call_done(at.commitment(State.UNDER_WAY), note="Ya encienden", by=at.liaison, now=noon(DUE))
    assert (it.late_since, it.was_done_late, it.progress) == (None, False, 100)


def test_moved_date_keeps_both_and_counts_and_ends_the_delay():
    at = table()
    it = at.commitment(State.ACCEPTED)
    mark_late(noon(AFTER))
    to = date(2026, 9, 30)
    it = move_due_date(it, to=to, reason="No llegó el recurso", by=at.liaison, now=noon(AFTER))
    assert (it.first_due_on, it.due_on, it.postponed) == (DUE, to, 1)
    assert (it.late_since, it.times_late) == (None, 1)
    assert _entered("commitment.date.moved") == [
        {
            "first_due_on": "2026-06-30",
            "due_on": "2026-09-30",
            "postponed": 1,
            "late_since": None,
            "due_seal": it.due_seal,
        }
    ]
    assert LeafText.objects.get(leaf__verb="commitment.date.moved").text == "No llegó el recurso"
    assert mark_late(noon(to + timedelta(days=1))) == 1
    it.refresh_from_db()
    assert it.times_late == 2


def test_date_moved_before_the_clock_came_by_does_not_hide_the_delay():
    at = table()
    it = move_due_date(
        at.commitment(State.ACCEPTED), to=date(2026, 9, 30), reason="No llegó", by=at.liaison, now=noon(AFTER)
    )
    assert (it.late_since, it.times_late) == (None, 1)
    assert [leaf.verb for leaf in Leaf.objects.order_by("index")][-2:] == ["commitment.late", "commitment.date.moved"]


def test_earlier_date_does_not_count_as_postponed():
    at = table()
    it = move_due_date(at.commitment(State.ACCEPTED), to=BEFORE, reason="Llegó antes", by=at.liaison, now=noon(BEFORE))
    assert (it.due_on, it.postponed) == (BEFORE, 0)


@pytest.mark.parametrize(
    ("to", "problem"),
    [
        (DUE, refusals.SameDate),
        (BEFORE - timedelta(days=1), refusals.DateInPast),
        (HELD - timedelta(days=1), refusals.DateBeforeMeeting),
        (date(2099, 1, 1), refusals.DateTooFar),
    ],
)
def test_date_that_cannot_be_is_refused(to, problem):
    at = table()
    it = at.commitment(State.ACCEPTED)
    with pytest.raises(problem) as refused:
        move_due_date(it, to=to, reason="Porque sí", by=at.liaison, now=noon(BEFORE))
    assert refused.value.field == "to"
    it.refresh_from_db()
    assert it.due_on == DUE


def test_silence_reads_unconfirmed_and_never_accepted():
    at = table()
    it = record_commitment(at.roundtable, at.promise(), source="Minuta 1", by=at.secretary, now=noon(HELD))
    assert mark_unconfirmed(noon(it.answer_by)) == 0
    assert mark_unconfirmed(noon(it.answer_by + timedelta(days=3))) == 1
    assert mark_unconfirmed(noon(it.answer_by + timedelta(days=4))) == 0
    term = it.answer_by
    it.refresh_from_db()
    assert (it.state, it.unconfirmed_since, it.answer_by) == (State.UNCONFIRMED, term + timedelta(days=1), None)


def test_what_was_unconfirmed_can_still_be_confirmed():
    at = table()
    it = record_commitment(at.roundtable, at.promise(), source="Minuta 1", by=at.secretary, now=noon(HELD))
    mark_unconfirmed(noon(BEFORE))
    it = confirm_commitment(it, by=at.liaison, now=noon(BEFORE))
    assert (it.state, it.unconfirmed_since, it.recorded_on) == (State.ACCEPTED, None, None)
    assert Leaf.objects.get(verb="commitment.confirmed").actor == at.chief.record_name


def test_work_recorded_for_an_owner_that_stays_silent_remains_unconfirmed():
    at = table()
    it = at.commitment(State.ACCEPTED)
    it = report_progress(it, progress=30, note="Compraron focos", source="Oficio 8", by=at.secretary, now=noon(BEFORE))
    assert (it.state, it.progress, it.recorded_source) == (State.UNDER_WAY, 30, "Oficio 8")
    assert mark_unconfirmed(noon(BEFORE + timedelta(days=40))) == 1
    it.refresh_from_db()
    assert it.state == State.UNDER_WAY
    assert it.unconfirmed_since is not None
    it = report_progress(it, progress=60, note="Faltan diez", by=at.liaison, now=noon(AFTER))
    assert (it.unconfirmed_since, it.recorded_on, it.recorded_source) == (None, None, "")


def test_nothing_to_confirm_is_refused():
    at = table()
    with pytest.raises(refusals.NothingToConfirm):
        confirm_commitment(at.commitment(State.UNDER_WAY), by=at.liaison, now=noon(BEFORE))


def test_staff_that_reports_without_a_source_is_refused():
    at = table()
    it = at.commitment(State.ACCEPTED)
    for act in (
        lambda: report_progress(it, progress=3, by=at.facilitator, now=noon(BEFORE)),
        lambda: call_done(it, note="Listo", by=at.secretary, now=noon(BEFORE)),
    ):
        with pytest.raises(refusals.SourceMissing):
            act()


def test_change_adopted_holds_and_the_first_date_stays():
    at = table()
    change = propose_change(
        at.commitment(State.PROPOSED),
        text="Encender treinta luminarias",
        due_on=date(2026, 8, 1),
        reason="Solo hay para treinta",
        by=at.liaison,
        now=noon(BEFORE),
    )
    with pytest.raises(refusals.AlreadyWaiting):
        propose_change(change.commitment, reason="Otra vez", by=at.liaison, now=noon(BEFORE))
    it = answer_change(change, adopt=True, by=at.facilitator, now=noon(BEFORE)).commitment
    assert (it.state, it.text) == (State.ACCEPTED, "Encender treinta luminarias")
    assert (it.first_due_on, it.due_on, it.postponed) == (DUE, date(2026, 8, 1), 1)
    with pytest.raises(refusals.AlreadyAnswered):
        answer_change(change, adopt=False, reason="Pensándolo bien", by=at.facilitator, now=noon(BEFORE))
    assert LeafText.objects.get(leaf__verb="commitment.change.adopted").text == "Encender treinta luminarias"


def test_change_declined_leaves_everything_as_it_was():
    at = table()
    it = at.commitment(State.ACCEPTED)
    change = propose_change(it, text="Pensarlo", reason="Es mucho", by=at.liaison, now=noon(BEFORE))
    change = answer_change(change, adopt=False, reason="Se acordó así", by=at.facilitator, now=noon(BEFORE))
    it.refresh_from_db()
    assert (it.text, it.due_on, change.answer) == ("Encender las luminarias del parque", DUE, ChangeAnswer.DECLINED)


def test_change_to_before_the_meeting_is_refused():
    at = table()
    with pytest.raises(refusals.DateBeforeMeeting):
        propose_change(
            at.commitment(), due_on=HELD - timedelta(days=1), reason="Antes", by=at.liaison, now=noon(BEFORE)
        )


def test_broken_before_its_date_only_by_its_owner():
    at = table()
    it = at.commitment(State.ACCEPTED)
    with pytest.raises(refusals.TooEarly):
        declare_broken(it, reason="No se ve nada", by=at.facilitator, now=noon(DUE))
    with pytest.raises(NotAllowed):
        declare_broken(it, reason="No se ve nada", by=at.secretary, now=noon(AFTER))
    it = declare_broken(it, reason="No habrá dinero", by=at.liaison, now=noon(BEFORE))
    assert (it.state, it.broken_on, it.closed_on, it.late_since) == (State.BROKEN, BEFORE, BEFORE, None)


def test_broken_by_the_facilitator_enters_the_delay_too():
    at = table()
    it = declare_broken(at.commitment(State.ACCEPTED), reason="No se hizo", by=at.facilitator, now=noon(AFTER))
    assert (it.state, it.late_since) == (State.BROKEN, DUE + timedelta(days=1))


def test_done_after_being_broken_stays_marked():
    at = table()
    it = declare_broken(at.commitment(State.ACCEPTED), reason="No se hizo", by=at.facilitator, now=noon(AFTER))
    it = call_done(it, note="Ya encienden", by=at.liaison, now=noon(AFTER + timedelta(days=30)))
    assert (it.state, it.broken_on, it.closed_on, it.times_late) == (State.DONE, AFTER, None, 1)


def test_carried_over_is_counted_and_goes_only_forward():
    at = table()
    it = at.commitment(State.ACCEPTED)
    second, third = later_meeting(at, BEFORE), later_meeting(at, AFTER, 3)
    it = carry_over(it, to=third, by=at.secretary, now=noon(BEFORE))
    with pytest.raises(refusals.NotLater):
        carry_over(it, to=second, by=at.secretary, now=noon(BEFORE))
    with pytest.raises(refusals.OtherMeeting):
        carry_over(it, to=table().meeting, by=at.secretary, now=noon(BEFORE))
    assert (it.carried_over, it.carried_to, it.due_on) == (1, third, DUE)


def test_indicator_reading_and_note_are_kept():
    at = table()
    it = at.commitment(State.ACCEPTED)
    it = report_progress(it, progress=50, current=Decimal("20"), note="Veinte", by=at.liaison, now=noon(BEFORE))
    update = it.updates.get()
    assert (it.current, update.text, update.progress, update.said_on) == (Decimal("20.00"), "Veinte", 50, BEFORE)
    assert _entered("commitment.progress")[0]["current"] == "20.00"


@pytest.mark.parametrize("progress", [-1, 101])
def test_progress_out_of_range_is_refused(progress):
    at = table()
    with pytest.raises(refusals.NumberOutOfRange):
        report_progress(at.commitment(State.ACCEPTED), progress=progress, by=at.liaison, now=noon(BEFORE))


def test_steps_make_the_progress_of_the_whole():
    at = table()
    it = at.commitment(State.ACCEPTED)
    small = add_step(it, text="Comprar focos", due_on=BEFORE, weight=1, by=at.liaison, now=noon(HELD))
    large = add_step(it, text="Instalar postes", due_on=DUE, weight=3, by=at.liaison, now=noon(HELD))
    done = report_step(small, progress=100, note="Comprados", by=at.liaison, now=noon(BEFORE))
    assert (done.commitment.state, done.commitment.progress, done.done_on) == (State.UNDER_WAY, 25, BEFORE)
    it = report_progress(done.commitment, progress=90, note="Casi", by=at.liaison, now=noon(BEFORE))
    assert it.progress == 25  # the steps say how far it is
    it = report_step(large, progress=50, by=at.liaison, now=noon(BEFORE)).commitment
    assert it.progress == 62


def test_work_on_a_proposal_needs_a_source_where_the_staff_tells_of_it():
    at = table()
    step = add_step(at.commitment(), text="Comprar focos", due_on=DUE, by=at.facilitator, now=noon(HELD))
    with pytest.raises(refusals.SourceMissing):
        report_step(step, progress=10, by=at.facilitator, now=noon(BEFORE))
    it = report_step(step, progress=10, source="Oficio 9", by=at.facilitator, now=noon(BEFORE)).commitment
    assert (it.state, it.recorded_source) == (State.UNDER_WAY, "Oficio 9")
    assert it.answer_by > BEFORE


def test_step_outside_its_commitment_is_refused():
    at = table()
    it = at.commitment(State.ACCEPTED)
    with pytest.raises(StepAfterCommitment):
        add_step(it, text="Comprar", due_on=DUE + timedelta(days=1), by=at.liaison, now=noon(HELD))
    with pytest.raises(refusals.DateBeforeMeeting):
        add_step(it, text="Comprar", due_on=HELD - timedelta(days=1), by=at.liaison, now=noon(HELD))
    for weight in (0, 101):
        with pytest.raises(refusals.NumberOutOfRange):
            add_step(it, text="Comprar", due_on=DUE, weight=weight, by=at.liaison, now=noon(HELD))


def test_evidence_is_of_an_organisation_or_post_and_of_no_person():
    at = table()
    it = at.commitment(State.ACCEPTED)
    ours = add_evidence(it, text="Foto del parque", link="https://ejemplo.mx/foto", by=at.neighbour, now=noon(BEFORE))
    theirs = add_evidence(it, text="Factura", by=at.liaison, now=noon(BEFORE))
    assert (ours.organisation, ours.post, ours.kind) == (at.neighbours, None, "link")
    assert (theirs.organisation, theirs.post, theirs.kind) == (at.police, at.chief, "text")
    assert [leaf.actor for leaf in Leaf.objects.filter(verb="commitment.evidence").order_by("index")] == [
        at.neighbours.record_name,
        at.chief.record_name,
    ]


@pytest.mark.parametrize("link", ["javascript:alert(1)", "ftp://x", "https://" + "a" * 400, "https://a b"])
def test_evidence_with_a_bad_link_is_refused(link):
    at = table()
    with pytest.raises(BadLink):
        add_evidence(at.commitment(), text="Una foto", link=link, by=at.liaison, now=noon(BEFORE))
