import pytest

from tejido.ground.organisations import actions
from tejido.ground.organisations.models import Organisation
from tejido.ground.organisations.particulars import Particulars
from tejido.ground.organisations.policies import standing
from tejido.ground.organisations.vocabulary import Act, Profile, Role
from tejido.ground.web.acting import NotAllowed
from tests.factories.ground import TODAY, institution, membership, organisation, person, place, post
from tests.factories.moments import NOW
from tests.factories.record import leaves

pytestmark = pytest.mark.django_db


def coordinator(of):
    who = person()
    membership(who, of, Role.COORDINATOR)
    return who


def said(of, **changes):
    values = {"name": of.name, "places": list(of.places.all()), "causes": of.causes, "about": of.about}
    return Particulars(**(values | changes))


def verbs():
    return list(leaves().order_by("index").values_list("verb", flat=True))


def test_change_organisation_enters_only_what_is_public_and_differs():
    ours = organisation()
    who = coordinator(ours)
    other = place("08019", "Chihuahua")
    changed = actions.change_organisation(
        ours,
        said(ours, places=[other, place()], causes=["weapons", "corruption"], website="example.org"),
        version=1,
        by=who,
        now=NOW,
    )
    assert (changed.website, changed.version) == ("https://example.org", 2)
    leaf = leaves().get()
    assert (leaf.verb, leaf.actor) == (Act.CHANGED, ours.record_name)
    assert leaf.fields == {"places": ["08019", "08037"], "causes": ["corruption", "weapons"]}
    actions.change_organisation(changed, said(changed, website=""), version=2, by=who, now=NOW)
    assert leaves().count() == 1


def test_change_organisation_with_another_name_ends_its_verification():
    ours = organisation()
    changed = actions.change_organisation(ours, said(ours, name="Otra"), version=1, by=coordinator(ours), now=NOW)
    assert (changed.name, changed.searchable, changed.verified_on) == ("Otra", "otra", None)
    assert verbs() == [Act.RENAMED, Act.VERIFICATION_WITHDRAWN]


def test_change_organisation_by_the_host_keeps_its_verification():
    ours = organisation()
    host = person(is_host=True)
    assert actions.change_organisation(ours, said(ours, name="Otra"), version=1, by=host, now=NOW).verified_on == TODAY


def test_change_organisation_that_somebody_else_changed_overwrites_nothing():
    ours = organisation()
    first, second = coordinator(ours), coordinator(ours)
    actions.change_organisation(ours, said(ours, about="De la primera"), version=1, by=first, now=NOW)
    with pytest.raises(actions.ChangedMeanwhile):
        actions.change_organisation(ours, said(ours, about="De la segunda"), version=1, by=second, now=NOW)
    assert Organisation.objects.get().about == "De la primera"


def test_change_organisation_by_a_liaison_speaks_as_the_post():
    police = institution()
    at, who = post(police), person()
    membership(who, police, Role.LIAISON, at)
    given = said(police, about="Atendemos.", level=police.level, power=police.power)
    actions.change_organisation(police, given, version=1, by=who, now=NOW)
    assert leaves().get().actor == at.record_name


def test_change_profile_to_protected_says_nothing_in_the_record():
    ours = organisation()
    who = coordinator(ours)
    assert actions.change_profile(ours, to=Profile.DISCREET, by=who, now=NOW).profile == Profile.DISCREET
    assert actions.change_profile(ours, to=Profile.PROTECTED, by=who, now=NOW).profile == Profile.PROTECTED
    assert verbs() == [Act.PROFILE_CHANGED]


def test_change_profile_from_protected_enters_the_whole():
    ours = organisation(profile=Profile.PROTECTED, about="Acompañamos.")
    actions.change_profile(ours, to=Profile.DISCREET, by=coordinator(ours), now=NOW)
    assert verbs() == [Act.SHOWN, Act.DESCRIBED]
    assert leaves().first().fields["verified_on"] == TODAY.isoformat()


def test_change_profile_by_the_host_is_only_tighter():
    ours, host = organisation(profile=Profile.DISCREET), person(is_host=True)
    with pytest.raises(actions.OnlyTighter):
        actions.change_profile(ours, to=Profile.OPEN, by=host, now=NOW)
    assert actions.change_profile(ours, to=Profile.PROTECTED, by=host, now=NOW).profile == Profile.PROTECTED


def test_change_profile_of_an_institution_is_refused():
    with pytest.raises(actions.InstitutionsAreOpen):
        actions.change_profile(institution(), to=Profile.DISCREET, by=person(is_host=True), now=NOW)


def test_close_organisation_ends_the_access_of_its_members():
    ours = organisation()
    who = coordinator(ours)
    code = actions.invite_member(ours, role=Role.MEMBER, by=who, now=NOW)
    assert actions.close_organisation(ours, by=who, now=NOW).closed_on == TODAY
    assert not standing(who, ours).belongs
    with pytest.raises(actions.CodeUnknown):
        actions.accept_invitation(code, by=person(), now=NOW)
    with pytest.raises(NotAllowed):
        actions.close_organisation(ours, by=who, now=NOW)
    assert verbs() == [Act.CLOSED]
