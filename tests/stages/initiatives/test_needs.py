import pytest

from tejido.ground.organisations.profiles import Output
from tejido.ground.organisations.vocabulary import Profile, Role
from tejido.ground.web.acting import NotAllowed
from tejido.stages.initiatives import actions, queries
from tejido.stages.initiatives.models import Need
from tejido.stages.initiatives.vocabulary import Act, State
from tests.factories.ground import TODAY, membership, person
from tests.factories.initiatives import initiative, need
from tests.factories.moments import NOW, later
from tests.factories.record import leaves

pytestmark = pytest.mark.django_db


def coordinator(of):
    return membership(person(), of.organisation, Role.COORDINATOR).person


def verbs():
    return list(leaves().order_by("index").values_list("verb", flat=True))


def shown(on):
    return [need.text for need in queries.needs_shown(Output.PAGE, on.date())]


def test_state_need_of_an_open_initiative_is_heard_of_at_once():
    it = initiative()
    who = coordinator(it)
    made = actions.state_need(it, text=" Dos   porterías ", by=who, now=NOW)
    assert (made.text, shown(NOW)) == ("Dos porterías", ["Dos porterías"])
    leaf = leaves().get()
    assert (leaf.verb, leaf.subject, leaf.actor) == (Act.NEED_STATED, made.record_name, it.organisation.record_name)
    assert leaf.fields == {"initiative": str(it.pk), "kind": "things", "stated_on": TODAY.isoformat()}
    actions.meet_need(made, by=who, now=NOW)
    assert verbs() == [Act.NEED_STATED, Act.NEED_MET]
    assert list(queries.open_needs(Output.PAGE, TODAY)) == []


def test_state_need_of_a_discreet_initiative_is_heard_of_after_72_hours():
    it = initiative(profile=Profile.DISCREET)
    who = coordinator(it)
    made = actions.state_need(it, text="Dos porterías", by=who, now=NOW)
    for days in range(4):
        actions.show_updates(now=later(days=days))
        assert (shown(later(days=days)), verbs()) == ([], [])
    assert actions.show_updates(now=later(days=4)) == 1
    assert actions.show_updates(now=later(days=4)) == 0
    assert (shown(later(days=4)), verbs()) == (["Dos porterías"], [Act.NEED_STATED])
    assert leaves().get().actor == "site"
    actions.meet_need(made, by=who, now=later(days=5))
    assert queries.open_needs(Output.PAGE, later(days=8).date()).count() == 1
    assert actions.show_updates(now=later(days=9)) == 1
    assert (queries.open_needs(Output.PAGE, later(days=9).date()).count(), verbs()[-1]) == (0, Act.NEED_MET)


def test_state_need_that_ended_before_anybody_heard_of_it_never_shows():
    it = initiative(profile=Profile.DISCREET)
    who = coordinator(it)
    actions.withdraw_need(actions.state_need(it, text="Dos porterías", by=who, now=NOW), by=who, now=NOW)
    assert actions.show_updates(now=later(days=30)) == 0
    actions.change_profile(it, to=Profile.OPEN, by=who, now=later(days=30))
    assert (shown(later(days=30)), verbs()) == ([], [Act.PROFILE_CHANGED])


def test_state_need_of_a_protected_initiative_is_never_heard_of_until_it_opens():
    it = initiative(profile=Profile.PROTECTED)
    who = coordinator(it)
    actions.state_need(it, text="Dos porterías", by=who, now=NOW)
    actions.show_updates(now=later(days=30))
    assert (shown(later(days=30)), verbs()) == ([], [])
    actions.change_profile(it, to=Profile.OPEN, by=who, now=later(days=30))
    assert verbs() == [Act.SHOWN, Act.NEED_STATED]


def test_change_profile_to_discreet_hides_needs_of_the_last_days_again():
    it = initiative()
    who = coordinator(it)
    actions.state_need(it, text="Dos porterías", by=who, now=NOW)
    actions.change_profile(it, to=Profile.DISCREET, by=who, now=later(days=1))
    assert shown(later(days=1)) == []
    assert shown(later(days=4)) == ["Dos porterías"]


def test_state_need_of_a_draft_waits_for_its_publication():
    it = initiative(state=State.DRAFT)
    actions.state_need(it, text="Dos porterías", by=membership(person(), it.organisation).person, now=NOW)
    assert (shown(NOW), verbs()) == ([], [])
    actions.change_state(it, to=State.ACTIVE, by=coordinator(it), now=NOW)
    assert (shown(NOW), verbs()) == (["Dos porterías"], [Act.PUBLISHED, Act.NEED_STATED])


@pytest.mark.parametrize("text", ["", "   ", "x" * 281])
def test_state_need_without_a_fitting_text_is_refused(text):
    it = initiative()
    with pytest.raises(actions.BadNeed):
        actions.state_need(it, text=text, by=coordinator(it), now=NOW)


def test_state_need_of_a_finished_initiative_or_beyond_twelve_is_refused():
    finished, full = initiative(state=State.FINISHED), initiative()
    with pytest.raises(actions.NotUnderWay):
        actions.state_need(finished, text="Algo", by=coordinator(finished), now=NOW)
    for _ in range(12):
        need(full)
    with pytest.raises(actions.TooManyNeeds):
        actions.state_need(full, text="Algo", by=coordinator(full), now=NOW)


def test_end_of_a_need_comes_once_and_from_a_coordinator():
    it = need()
    who = coordinator(it.initiative)
    with pytest.raises(NotAllowed):
        actions.meet_need(it, by=membership(person(), it.initiative.organisation).person, now=NOW)
    actions.meet_need(it, by=who, now=NOW)
    with pytest.raises(actions.NeedEnded):
        actions.withdraw_need(it, by=who, now=NOW)
    assert Need.objects.get().withdrawn_on is None
