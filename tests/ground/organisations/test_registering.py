import pytest

from tejido.ground.ledger.models import LeafText
from tejido.ground.organisations import actions
from tejido.ground.organisations.models import Membership, Organisation
from tejido.ground.organisations.particulars import Particulars
from tejido.ground.organisations.vocabulary import Act, Kind, Level, Power, Profile, Role
from tejido.ground.web.acting import NotAllowed
from tests.factories.ground import TODAY, organisation, person, place
from tests.factories.moments import NOW
from tests.factories.record import leaves

pytestmark = pytest.mark.django_db


def particulars(**changes):
    values = {
        "name": "Vecinas de la cancha",
        "places": [place()],
        "causes": ["poverty"],
        "about": "Cuidamos la cancha.",
    }
    return Particulars(**(values | changes))


def test_register_organisation_makes_a_resident_its_unverified_coordinator():
    who = person()
    made = actions.register_organisation(particulars(), by=who, now=NOW)
    assert (made.kind, made.profile, made.verified_on, made.registered_on) == ("civil_society", "discreet", None, TODAY)
    assert list(Membership.objects.values_list("person", "organisation", "role")) == [
        (who.pk, made.pk, Role.COORDINATOR)
    ]
    entered = list(leaves())
    assert [leaf.verb for leaf in entered] == [Act.REGISTERED, Act.DESCRIBED]
    assert {leaf.actor for leaf in entered} == {made.record_name}
    assert entered[0].fields == {
        "kind": "civil_society",
        "level": "",
        "power": "",
        "places": ["08037"],
        "causes": ["poverty"],
        "profile": "discreet",
        "verified_on": None,
        "closed_on": None,
    }
    assert list(LeafText.objects.values_list("text", flat=True)) == ["Vecinas de la cancha", "Cuidamos la cancha."]


def test_register_organisation_protected_leaves_nothing_in_the_record():
    actions.register_organisation(particulars(), profile=Profile.PROTECTED, by=person(), now=NOW)
    assert leaves().count() == 0


@pytest.mark.parametrize("kind", [Kind.INSTITUTION, Kind.FUNDER])
def test_register_organisation_of_the_state_or_a_funder_is_the_hosts(kind):
    with pytest.raises(NotAllowed):
        actions.register_organisation(particulars(), kind=kind, by=person(), now=NOW)
    assert Organisation.objects.count() == 0


def test_register_organisation_institution_is_open_verified_and_without_members():
    given = particulars(name="Policía", level=Level.MUNICIPAL, power=Power.POLICE)
    made = actions.register_organisation(
        given, kind=Kind.INSTITUTION, profile=Profile.PROTECTED, by=person(is_host=True), now=NOW
    )
    assert (made.profile, made.verified_on, made.memberships.count()) == (Profile.OPEN, TODAY, 0)
    assert leaves().values_list("actor", flat=True).distinct().get() == "site"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": "  "}, "name"),
        ({"name": "x" * 161}, "name"),
        ({"about": "x" * 4001}, "about"),
        ({"places": []}, "places"),
        ({"causes": ["guns"]}, "causes"),
        ({"cluni": "123"}, "cluni"),
        ({"rfc": "SAT970701NN4"}, "rfc"),
        ({"website": "javascript:alert(1)"}, "website"),
        ({"website": "no hay"}, "website"),
    ],
)
def test_register_organisation_with_a_wrong_particular_names_the_field_and_writes_nothing(changes, field):
    with pytest.raises(actions.BadParticulars) as caught:
        actions.register_organisation(particulars(**changes), by=person(), now=NOW)
    assert caught.value.field == field
    assert str(caught.value.message)
    assert (Organisation.objects.count(), leaves().count()) == (0, 0)


def test_register_organisation_stops_at_three_that_wait():
    who = person()
    for number in range(3):
        actions.register_organisation(particulars(name=f"Colectivo {number}"), by=who, now=NOW)
    with pytest.raises(actions.TooManyWaiting):
        actions.register_organisation(particulars(), by=who, now=NOW)
    actions.verify_organisation(Organisation.objects.first(), by=person(is_host=True), now=NOW)
    actions.register_organisation(particulars(), by=who, now=NOW)


def test_register_organisation_does_not_tell_that_a_cluni_is_known():
    """Else somebody could ask for a protected organisation by its CLUNI."""
    organisation(cluni="ABC9912310901X", profile=Profile.PROTECTED)
    made = actions.register_organisation(particulars(cluni="ABC9912310901X"), by=person(), now=NOW)
    with pytest.raises(actions.CluniTaken):
        actions.verify_organisation(made, by=person(is_host=True), now=NOW)


def test_verify_organisation_is_the_hosts_and_stands_in_the_record():
    made = organisation(verified_on=None)
    with pytest.raises(NotAllowed):
        actions.verify_organisation(made, by=person(), now=NOW)
    host = person(is_host=True)
    assert actions.verify_organisation(made, by=host, now=NOW).verified_on == TODAY
    actions.verify_organisation(made, by=host, now=NOW)
    assert list(leaves().values_list("verb", "fields")) == [(Act.VERIFIED, {"verified_on": TODAY.isoformat()})]
    assert actions.withdraw_verification(made, by=host, now=NOW).verified_on is None
    assert leaves().order_by("index").last().fields == {"verified_on": None}
