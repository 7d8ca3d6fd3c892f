import pytest

from tejido.ground.organisations.vocabulary import Profile, Role
from tejido.ground.web.acting import NotAllowed
from tejido.stages.initiatives import actions
from tejido.stages.initiatives.models import Initiative
from tejido.stages.initiatives.outline import Outline
from tejido.stages.initiatives.vocabulary import Act, Kind, State
from tests.factories.ground import institution, membership, organisation, person, place, post
from tests.factories.initiatives import initiative
from tests.factories.moments import NOW, later
from tests.factories.record import leaves

pytestmark = pytest.mark.django_db


def outline(**changes):
    values = {"title": "La cancha", "kind": Kind.COMMUNITY, "place": place(), "causes": ["poverty", "corruption"]}
    return Outline(**(values | changes))


def verbs():
    return list(leaves().order_by("index").values_list("verb", flat=True))


@pytest.mark.parametrize("role", [Role.MEMBER, Role.COORDINATOR])
def test_propose_initiative_makes_a_discreet_draft_of_which_nobody_hears(role):
    ours = organisation()
    made = actions.propose_initiative(outline(), organisation=ours, by=membership(person(), ours, role).person, now=NOW)
    assert (made.state, made.profile, made.published_on) == (State.DRAFT, Profile.DISCREET, None)
    assert made.causes == ["corruption", "poverty"]
    assert leaves().count() == 0


def test_propose_initiative_for_an_institution_or_by_a_stranger_is_not_allowed():
    police = institution()
    at = post(police)
    for whose, who in [(police, membership(person(), police, Role.LIAISON, at).person), (organisation(), person())]:
        with pytest.raises(NotAllowed):
            actions.propose_initiative(outline(), organisation=whose, by=who, now=NOW)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": " "}, "title"),
        ({"title": "x" * 121}, "title"),
        ({"story": "x" * 6001}, "story"),
        ({"kind": "war"}, "kind"),
        ({"causes": []}, "causes"),
        ({"causes": ["guns"]}, "causes"),
        ({"began_on": later(days=1).date()}, "began_on"),
    ],
)
def test_propose_initiative_with_a_wrong_word_names_the_field(changes, field):
    ours = organisation()
    with pytest.raises(actions.BadOutline) as caught:
        actions.propose_initiative(outline(**changes), organisation=ours, by=membership(person(), ours).person, now=NOW)
    assert caught.value.field == field
    assert Initiative.objects.count() == 0


def test_change_initiative_of_a_draft_is_every_members_and_says_nothing():
    it = initiative(state=State.DRAFT)
    who = membership(person(), it.organisation).person
    assert actions.change_initiative(it, outline(), version=1, by=who, now=NOW).title == "La cancha"
    assert leaves().count() == 0


def test_change_initiative_that_is_published_is_a_coordinators_and_enters_what_differs():
    it = initiative()
    member = membership(person(), it.organisation).person
    coordinator = membership(person(), it.organisation, Role.COORDINATOR).person
    with pytest.raises(NotAllowed):
        actions.change_initiative(it, outline(), version=1, by=member, now=NOW)
    given = outline(story="Jugamos.", causes=it.causes, kind=Kind.SERVICE)
    actions.change_initiative(it, given, version=1, by=coordinator, now=NOW)
    assert verbs() == [Act.RENAMED, Act.TOLD, Act.CHANGED]
    assert leaves().order_by("index").last().fields == {"kind": "service"}
    with pytest.raises(actions.ChangedMeanwhile):
        actions.change_initiative(it, outline(), version=1, by=coordinator, now=NOW)


def test_change_profile_of_an_initiative_is_its_coordinators_or_tighter_the_hosts():
    it = initiative(profile=Profile.DISCREET)
    host = person(is_host=True)
    with pytest.raises(actions.OnlyTighter):
        actions.change_profile(it, to=Profile.OPEN, by=host, now=NOW)
    with pytest.raises(NotAllowed):
        actions.change_profile(it, to=Profile.PROTECTED, by=membership(person(), it.organisation).person, now=NOW)
    actions.change_profile(it, to=Profile.PROTECTED, by=host, now=NOW)
    assert verbs() == []
    coordinator = membership(person(), it.organisation, Role.COORDINATOR).person
    actions.change_profile(it, to=Profile.OPEN, by=coordinator, now=NOW)
    assert verbs() == [Act.SHOWN]
    assert leaves().get().fields["organisation"] == str(it.organisation.pk)
