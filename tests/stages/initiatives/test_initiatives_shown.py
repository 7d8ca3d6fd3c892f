import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tejido.ground.organisations.profiles import Output
from tejido.ground.organisations.vocabulary import Profile, Role
from tejido.ground.places.models import Place
from tejido.stages.initiatives import queries
from tejido.stages.initiatives.vocabulary import State
from tests.factories.ground import TODAY, membership, organisation, person, place
from tests.factories.initiatives import initiative, need

pytestmark = pytest.mark.django_db


def titles(found):
    return sorted(it.title for it in found)


@pytest.fixture
def some():
    ours = organisation()
    for profile in Profile:
        initiative(ours, title=profile, profile=profile)
    initiative(ours, title="draft", state=State.DRAFT)
    return ours


def test_initiatives_visible_to_each():
    ours = organisation()
    for profile in Profile:
        initiative(ours, title=profile, profile=profile)
    initiative(ours, title="draft", state=State.DRAFT)
    everything = ["discreet", "draft", "open", "protected"]
    seen = {
        "visitor": titles(queries.initiatives_visible_to(None, TODAY)),
        "resident": titles(queries.initiatives_visible_to(person(), TODAY)),
        "member": titles(queries.initiatives_visible_to(membership(person(), ours).person, TODAY)),
        "host": titles(queries.initiatives_visible_to(person(is_host=True), TODAY)),
    }
    assert seen == {
        "visitor": ["discreet", "open"],
        "resident": ["discreet", "open"],
        "member": everything,
        "host": ["discreet", "open", "protected"],
    }


def test_totals_count_protected_initiatives_from_the_state_upward(some):
    juarez = place()
    wide = (Place.objects.get(pk="08"), Place.objects.get(pk="00"))
    assert queries.totals(juarez).total == 2
    assert [queries.totals(one).total for one in wide] == [3, 3]
    assert queries.totals(juarez).by_kind == {"community": 2, "security": 0, "service": 0, "accountability": 0}
    assert queries.totals(juarez).by_state == {"active": 2, "paused": 0, "finished": 0, "handed_on": 0}


def test_initiatives_of_a_place_are_those_below_it_and_no_others():
    initiative(title="here")
    initiative(title="there", place=place("08019", "Chihuahua"))
    initiative(title="hidden", profile=Profile.PROTECTED)
    asked = {key: Place.objects.get(pk=key) for key in ("08037", "08019", "08", "00")}
    found = {key: titles(queries.of_place(one, Output.PAGE, TODAY)) for key, one in asked.items()}
    assert found == {"08037": ["here"], "08019": ["there"], "08": ["here", "there"], "00": ["here", "there"]}


def test_initiatives_of_an_organisation_show_only_where_both_are_open(some):
    discreet = organisation(profile=Profile.DISCREET)
    initiative(discreet, title="other")
    assert titles(queries.of_organisation(some, Output.PAGE, TODAY)) == ["open"]
    assert titles(queries.of_organisation(discreet, Output.PAGE, TODAY)) == []


def test_initiatives_having_open_needs():
    need(initiative(title="waits"))
    need(initiative(title="met"), met_on=TODAY, end_shown_on=TODAY)
    need(initiative(title="discreet", profile=Profile.DISCREET))
    initiative(title="none")
    shown = queries.initiatives_shown(Output.LIST, TODAY)
    assert titles(queries.having_open_needs(shown, Output.LIST, TODAY)) == ["waits"]


@pytest.mark.parametrize("number", [1, 30])
def test_initiatives_shown_cost_two_queries(number):
    for _ in range(number):
        need(initiative())
    with CaptureQueriesContext(
        connection,
    ) as asked:
        for it in queries.initiatives_shown(Output.LIST, TODAY):
            assert it.place.name
            assert it.organisation.name
            assert len(it.open_needs) == 1
    assert len(asked) == 2


def test_drafts_are_their_organisations_own():
    draft = initiative(state=State.DRAFT)
    assert list(queries.drafts_of(membership(person(), draft.organisation, Role.MEMBER).person)) == [draft]
    assert list(queries.drafts_of(person())) == []
