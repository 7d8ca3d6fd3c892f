"""Initiatives of neighbours without an organisation, and initiatives that change hands."""

import pytest

from tejido.ground.ledger.audit import WITHHELD
from tejido.ground.organisations.profiles import Output
from tejido.ground.organisations.vocabulary import Profile, Role
from tejido.ground.people.actions import erase_account
from tejido.ground.web.acting import NotAllowed
from tejido.stages.initiatives import actions, queries
from tejido.stages.initiatives.models import Coordinator, Handover, Initiative, JoinRequest, Participation
from tejido.stages.initiatives.outline import Outline
from tejido.stages.initiatives.vocabulary import Act, Kind, State
from tests.factories.ground import TODAY, membership, organisation, person, place
from tests.factories.initiatives import group, initiative, partnership
from tests.factories.moments import NOW, later
from tests.factories.record import leaves

pytestmark = pytest.mark.django_db


def outline(title="La esquina con luz"):
    return Outline(title=title, kind=Kind.COMMUNITY, place=place(), causes=["poverty"])


def coordinator(of):
    return membership(person(), of, Role.COORDINATOR).person


def verbs():
    return list(leaves().order_by("index").values_list("verb", "actor"))


def test_group_proposes_asks_and_is_confirmed_by_the_organisation_that_it_asked():
    who, ours = person(), organisation()
    made = actions.propose_initiative(outline(), organisation=None, profile=Profile.OPEN, by=who, now=NOW)
    assert list(queries.coordinators_of(made)) == [who]
    asked = actions.ask_confirmation(made, of=ours, by=who, now=NOW)
    assert (asked.state, leaves().count()) == (State.PROPOSED, 0)
    done = actions.confirm_initiative(asked, by=coordinator(ours), now=later(days=2))
    assert (done.state, done.published_on, done.asked) == (State.ACTIVE, later(days=2).date(), ours)
    group_as_such, witness = made.record_name, ours.record_name
    assert verbs() == [(Act.PUBLISHED, group_as_such), (Act.CONFIRMED, witness)]
    assert leaves().order_by("index")[0].fields["organisation"] is None


def test_leaf_of_a_discreet_group_says_no_more_than_one_of_a_discreet_organisation():
    who = person()
    made = actions.propose_initiative(outline(), organisation=None, by=who, now=NOW)
    actions.confirm_initiative(actions.ask_confirmation(made, of=None, by=who, now=NOW), by=host(), now=NOW)
    published = leaves().order_by("index")[0]
    assert (published.actor, published.fields["organisation"]) == ("site", WITHHELD)


def host():
    return person(is_host=True)


def test_proposal_is_seen_by_its_group_whom_they_asked_and_the_host_alone():
    who, ours = person(), organisation()
    it = group(who, state=State.PROPOSED, asked=ours)
    seeing = {
        "group": who,
        "coordinator": coordinator(ours),
        "host": host(),
        "member": membership(person(), ours).person,
        "other organisation": coordinator(organisation()),
        "resident": person(),
        "visitor": None,
    }
    found = {name for name, by in seeing.items() if it in queries.initiatives_visible_to(by, TODAY)}
    assert found == {"group", "coordinator", "host"}


def test_proposal_sent_back_is_a_draft_with_words_for_the_group():
    who = person()
    it = group(who, state=State.PROPOSED)
    with pytest.raises(actions.SayWhy):
        actions.send_back(it, answer=" ", by=host(), now=NOW)
    back = actions.send_back(it, answer="Falta decir en qué calle.", by=host(), now=NOW)
    assert (back.state, back.answer, leaves().count()) == (State.DRAFT, "Falta decir en qué calle.", 0)


def test_unverified_organisation_cannot_be_asked_nor_confirm():
    who = person()
    with pytest.raises(actions.CannotConfirm):
        actions.ask_confirmation(group(who, state=State.DRAFT), of=organisation(verified_on=None), by=who, now=NOW)
    ours = organisation()
    it = group(who, state=State.PROPOSED, asked=ours)
    by = coordinator(ours)
    type(ours).objects.filter(pk=ours.pk).update(verified_on=None)
    with pytest.raises(NotAllowed):
        actions.confirm_initiative(it, by=by, now=NOW)


def test_group_cannot_publish_by_itself_and_takes_its_proposal_back():
    who = person()
    with pytest.raises(actions.WrongTurn):
        actions.change_state(group(who, state=State.DRAFT), to=State.ACTIVE, by=who, now=NOW)
    it = group(who, state=State.PROPOSED)
    with pytest.raises((actions.WrongTurn, NotAllowed)):
        actions.change_state(it, to=State.ACTIVE, by=who, now=NOW)
    assert actions.change_state(it, to=State.DRAFT, by=who, now=NOW).state == State.DRAFT


def test_fourth_proposal_without_an_organisation_has_to_wait():
    who = person()
    for number in range(3):
        actions.propose_initiative(outline(f"Idea {number}"), organisation=None, by=who, now=NOW)
    with pytest.raises(actions.TooManyWaiting):
        actions.propose_initiative(outline(), organisation=None, by=who, now=NOW)


def test_handover_changes_who_runs_it_once_the_other_side_accepts():
    who, taker = person(), organisation()
    it = group(who)
    offered = actions.offer_handover(it, to=taker, by=who, now=NOW)
    it.refresh_from_db()
    assert (it.organisation, leaves().count()) == (None, 0)
    by = coordinator(taker)
    [waiting] = queries.pending_of(by, TODAY)
    assert waiting.since == TODAY
    taken = actions.answer_handover(offered, accepted=True, by=by, now=NOW)
    assert (taken.organisation, taken.state, Coordinator.objects.count()) == (taker, State.HANDED_ON, 0)
    leaf = leaves().get()
    assert (leaf.verb, leaf.actor) == (Act.HANDED_ON, taker.record_name)
    assert leaf.fields == {"state": "handed_on", "organisation": str(taker.pk)}
    with pytest.raises(NotAllowed):
        actions.change_state(taken, to=State.ACTIVE, by=who, now=NOW)
    assert actions.change_state(taken, to=State.ACTIVE, by=by, now=NOW).state == State.ACTIVE


def test_handover_hands_on_no_list_of_who_takes_part():
    who, taker, member = person(), organisation(), person()
    it = group(who)
    Participation.objects.create(initiative=it, person=member, began_on=TODAY)
    JoinRequest.objects.create(initiative=it, person=member, asked_on=TODAY, erase_on=TODAY)
    offered = actions.offer_handover(it, to=taker, by=who, now=NOW)
    assert Participation.objects.count() == 1
    actions.answer_handover(offered, accepted=True, by=coordinator(taker), now=NOW)
    assert (Participation.objects.count(), JoinRequest.objects.count()) == (0, 0)


def test_handover_refused_or_too_late_changes_nothing():
    it, taker = initiative(), organisation()
    by, ours = coordinator(taker), coordinator(it.organisation)
    actions.answer_handover(actions.offer_handover(it, to=taker, by=ours, now=NOW), accepted=False, by=by, now=NOW)
    late = actions.offer_handover(it, to=taker, by=ours, now=NOW)
    actions.answer_handover(late, accepted=True, by=by, now=later(days=31))
    it.refresh_from_db()
    assert (it.organisation != taker, it.state, Handover.objects.count()) == (True, State.ACTIVE, 0)


def test_handover_of_what_is_finished_or_to_its_own_organisation_is_refused():
    it = initiative()
    by = coordinator(it.organisation)
    with pytest.raises(actions.CannotTakeOver):
        actions.offer_handover(it, to=it.organisation, by=by, now=NOW)
    finished = initiative(it.organisation, state=State.FINISHED)
    with pytest.raises(actions.NotNow):
        actions.offer_handover(finished, to=organisation(), by=by, now=NOW)


@pytest.mark.parametrize(("leaves_", "left"), [(False, 2), (True, 1)])
def test_code_lets_somebody_coordinate_a_group_once(leaves_, left):
    who, other = person(), person()
    it = group(who)
    code = actions.draw_code(it, leaves=leaves_, by=who, now=NOW)
    actions.take_up_code(code.lower(), by=other, now=NOW)
    assert Coordinator.objects.filter(initiative=it).count() == left
    assert other in queries.coordinators_of(it)
    with pytest.raises(actions.CodeUnknown):
        actions.take_up_code(code, by=person(), now=NOW)


def test_code_of_an_organisations_initiative_is_not_drawn():
    it = initiative()
    with pytest.raises(actions.OnlyGroups):
        actions.draw_code(it, leaves=False, by=coordinator(it.organisation), now=NOW)


def test_last_coordinator_of_a_group_does_not_leave_it_alone():
    who = person()
    with pytest.raises(actions.LastCoordinator):
        actions.leave_group(group(who), by=who, now=NOW)


def test_partners_are_shown_only_where_both_said_so_long_ago_and_many_work_there():
    it, other = initiative(), organisation()
    both = partnership(it, other)
    assert queries.partners_of(it, Output.PAGE, TODAY) == []  # two organisations in the place
    for _ in range(8):
        organisation()
    assert queries.partners_of(it, Output.PAGE, TODAY) == [other]
    both.by_organisation_on = TODAY
    both.save()
    assert queries.partners_of(it, Output.PAGE, TODAY) == []
    both.by_organisation_on = None
    both.save()
    assert queries.partners_of(it, Output.PAGE, TODAY) == []


def test_partners_of_a_discreet_initiative_or_in_an_export_are_not_shown():
    discreet, open_one = initiative(profile=Profile.DISCREET), initiative()
    for _ in range(10):
        other = organisation()
    partnership(discreet, other)
    partnership(open_one, other)
    assert queries.partners_of(discreet, Output.PAGE, TODAY) == []
    assert [queries.partners_of(open_one, output, TODAY) for output in Output if output is not Output.PAGE] == [[]] * 9
    assert queries.partners_of(open_one, Output.PAGE, TODAY) == [other]


def test_organisation_says_on_the_page_that_it_works_with_an_initiative(client):
    it, other = initiative(), organisation()
    client.force_login(coordinator(other))
    page = client.get(it.get_absolute_url()).content.decode()
    assert f'value="{other.pk}"' in page
    client.post(f"{it.get_absolute_url()}alianzas/nuestra/", {"organisation": str(other.pk)})
    said = it.partnerships.get()
    assert (said.organisation, said.by_initiative_on, said.by_organisation_on is None) == (other, None, False)
    client.post(f"{it.get_absolute_url()}alianzas/{said.pk}/terminar/")
    assert it.partnerships.count() == 0


def test_point_is_kept_of_open_initiatives_and_goes_for_good_when_one_is_shown_less_of():
    it = initiative(latitude=31.7, longitude=-106.4)
    by = coordinator(it.organisation)
    actions.change_profile(it, to=Profile.DISCREET, by=by, now=NOW)
    actions.change_profile(it, to=Profile.OPEN, by=by, now=NOW)
    assert Initiative.objects.get().latitude is None
    with pytest.raises(actions.BadOutline):
        actions.propose_initiative(
            Outline(**vars(outline()) | {"point": (31.7, -106.4)}), organisation=it.organisation, by=by, now=NOW
        )


def test_account_of_the_last_coordinator_erased_pauses_what_goes_on_and_drops_drafts():
    who, other = person(), person()
    going, draft, shared = group(who), group(who, state=State.DRAFT), group(who, other)
    erase_account(by=who, now=NOW)
    states = dict(Initiative.objects.values_list("pk", "state"))
    assert states == {going.pk: State.PAUSED, shared.pk: State.ACTIVE}
    assert draft.pk not in states
    code = actions.draw_code(going, leaves=False, by=host(), now=NOW)
    actions.take_up_code(code, by=other, now=NOW)
    with pytest.raises(NotAllowed):
        actions.draw_code(going, leaves=False, by=host(), now=NOW)
