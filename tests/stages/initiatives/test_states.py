from itertools import product
from pathlib import Path

import pytest

from tejido.ground.ledger.audit import WITHHELD
from tejido.ground.organisations.vocabulary import Profile, Role
from tejido.ground.web.acting import NotAllowed
from tejido.stages.initiatives import actions
from tejido.stages.initiatives.models import Initiative
from tejido.stages.initiatives.transitions import TABLE, Who, diagram, next_states
from tejido.stages.initiatives.vocabulary import Act, State
from tests.factories.ground import TODAY, membership, person
from tests.factories.initiatives import initiative
from tests.factories.moments import NOW
from tests.factories.record import leaves

D, W, A, P, F, H = State
OURS = {(D, A), (A, P), (A, F), (P, A), (P, F), (F, A), (H, A), (H, F)}
"""The ways that an organisation's coordinator goes; the others are tested with who goes them."""


def coordinator(of):
    return membership(person(), of.organisation, Role.COORDINATOR).person


@pytest.mark.django_db
@pytest.mark.parametrize(("before", "then"), list(product(State, State)))
def test_change_state_of_an_organisations_initiative_from_each_state_to_each(before, then):
    it = initiative(state=before)
    who = coordinator(it)
    if (before, then) in OURS:
        assert actions.change_state(it, to=then, by=who, now=NOW).state == then
        leaf = leaves().get()
        assert (leaf.verb, leaf.fields["state"]) == (Act.PUBLISHED if before == D else Act.STATE_CHANGED, then)
    else:
        with pytest.raises(actions.WrongTurn):
            actions.change_state(it, to=then, by=who, now=NOW)
        assert (Initiative.objects.get().state, leaves().count()) == (before, 0)
    assert (then in next_states(before, {Who.ORGANISATION})) == ((before, then) in OURS)


def test_every_state_is_reached_and_left():
    assert {then for _before, then in TABLE} | {D} == set(State) == {before for before, _then in TABLE}


@pytest.mark.django_db
def test_change_state_to_no_state_is_refused():
    it = initiative()
    with pytest.raises(actions.WrongTurn):
        actions.change_state(it, to="gone", by=coordinator(it), now=NOW)


@pytest.mark.django_db
def test_publishing_is_a_coordinators_and_enters_the_whole():
    it = initiative(state=D, story="Los sábados jugamos.")
    with pytest.raises(NotAllowed):
        actions.change_state(it, to=A, by=membership(person(), it.organisation).person, now=NOW)
    assert actions.change_state(it, to=A, by=coordinator(it), now=NOW).published_on == TODAY
    published, told = leaves().order_by("index")
    assert (published.verb, told.verb, published.actor) == (Act.PUBLISHED, Act.TOLD, it.organisation.record_name)
    assert published.fields == {
        "kind": "community",
        "place": "08037",
        "causes": ["lack_of_public_space"],
        "state": "active",
        "profile": "open",
        "began_on": None,
        "published_on": TODAY.isoformat(),
        "organisation": str(it.organisation.pk),
        "places": [],
        "ways": [],
        "finished_on": None,
        "confirmed_on": None,
    }


@pytest.mark.django_db
def test_publishing_a_discreet_initiative_does_not_say_whose_it_is():
    it = initiative(state=D, profile=Profile.DISCREET)
    actions.change_state(it, to=A, by=coordinator(it), now=NOW)
    leaf = leaves().get()
    assert leaf.actor == "site"
    assert leaf.fields["organisation"] == WITHHELD


@pytest.mark.django_db
def test_publishing_a_protected_initiative_leaves_nothing_in_the_record():
    it = initiative(state=D, profile=Profile.PROTECTED)
    actions.change_state(it, to=A, by=coordinator(it), now=NOW)
    assert leaves().count() == 0


@pytest.mark.django_db
def test_discard_draft_is_for_drafts_only():
    draft, active = initiative(state=D), initiative()
    actions.discard_draft(draft, by=coordinator(draft), now=NOW)
    with pytest.raises(actions.WrongTurn):
        actions.discard_draft(active, by=coordinator(active), now=NOW)
    assert list(Initiative.objects.all()) == [active]


def test_diagram_of_states_in_the_docs_is_the_tables():
    page = Path(__file__).parents[3] / "docs" / "states" / "initiative.md"
    assert diagram() in page.read_text("utf-8")
