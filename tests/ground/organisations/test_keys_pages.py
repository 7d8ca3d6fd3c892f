"""The page of an organisation's keys, for the public and for those who read; and the ways from it."""

from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tejido.engines.sealing import draw_pair, draw_signing, printed, sign
from tejido.ground.ledger.models import Leaf
from tejido.ground.organisations import actions, chain, keyring
from tejido.ground.organisations.chain import Hold
from tejido.ground.organisations.key_tasks import pending_of
from tejido.ground.organisations.models import OrganisationKey
from tejido.ground.organisations.vocabulary import Kind, Profile, Role
from tejido.ground.people.actions import set_up_app
from tests.factories.ground import PASSWORD, membership, organisation, person
from tests.factories.keys import Listening, key_of, listening, pair_of
from tests.factories.moments import NOW, TODAY, later

pytestmark = pytest.mark.django_db


def entered(who, *, opens: bool = True) -> Client:
    """A browser in which somebody is signed in, with the second step behind them and, by default, an open key."""
    set_up_app(by=who, now=NOW)
    client = Client()
    client.force_login(who)
    if opens:
        key_of(who)
        assert client.post("/cuenta/llave/abrir/", {"current_password": PASSWORD}).status_code == 302
    return client


def address(at: Listening, rest: str = "") -> str:
    return f"/organizaciones/{at.organisation.pk}/llaves/{rest}"


def text(answer) -> str:
    return answer.content.decode()


def test_public_page_shows_fingerprint_since_when_and_how_many_and_no_name(client):
    at = listening()
    at.member()
    answer = client.get(address(at))
    page = text(answer)
    assert at.key.fingerprint in page
    assert answer.context["page"].listens.readers == (2, 2)
    assert at.coordinator.name not in page
    assert at.key.fingerprint in text(client.get(at.organisation.get_absolute_url()))


def test_discreet_organisation_tells_roughly_how_many_read(client):
    at = listening(profile=Profile.DISCREET)
    assert client.get(address(at)).context["page"].listens.readers == (1, 4)


def test_protected_organisation_has_no_page_for_others(client):
    at = listening(profile=Profile.PROTECTED)
    assert client.get(address(at)).status_code == 404
    assert not Leaf.objects.filter(verb__startswith="organisation.key").exists()


def test_organisation_without_a_key_says_so(client):
    page = client.get(f"/organizaciones/{organisation().pk}/llaves/")
    assert page.context["page"].listens is None
    assert "no recibe nada sellado" in text(page)


def test_names_are_for_those_who_read_and_those_who_coordinate(client):
    at = listening()
    reader, other = at.member(), at.member(reads=False)
    sees = {
        who: reader.name in text(entered(whom, opens=False).get(address(at)))
        for who, whom in (("reader", at.coordinator), ("member", other), ("stranger", person()))
    }
    assert sees == {"reader": True, "member": False, "stranger": False}


def test_first_key_is_made_on_its_page_with_the_recovery_key():
    ours, who, paper = organisation(), person(), draw_pair()
    membership(who, ours, Role.COORDINATOR)
    client = entered(who)
    url = f"/organizaciones/{ours.pk}/llaves/primera/"
    for given in ({}, {"recovery": "nada de esto"}):
        assert client.post(url, {"where": "here", **given}).context["form"].errors.keys() == {"recovery"}
    said = {"where": "here", "recovery": printed.write_public(paper.public)}
    assert client.post(url, said)["Location"] == f"/organizaciones/{ours.pk}/llaves/"
    key = OrganisationKey.objects.get()
    assert bytes(key.recovery_public) == paper.public
    assert keyring.open_private(key, pair_of(who), who).public == bytes(key.public)


def test_page_of_the_first_key_is_for_who_may_make_it():
    funder, ours, who = organisation(kind=Kind.FUNDER), organisation(), person()
    membership(who, funder, Role.COORDINATOR)
    client = entered(who)
    for one in (funder, ours):
        assert client.get(f"/organizaciones/{one.pk}/llaves/primera/").status_code == 403
        assert client.post(f"/organizaciones/{one.pk}/llaves/primera/", {"where": "here"}).status_code == 403


def test_key_read_apart_is_given_and_renewed_by_its_signature():
    ours, who = organisation(), person()
    membership(who, ours, Role.COORDINATOR)
    client = entered(who)
    url = f"/organizaciones/{ours.pk}/llaves/"
    first, second = [(draw_pair(), draw_signing()) for _ in range(2)]
    assert client.post(url + "primera/", {"where": "apart"}).context["form"].errors.keys() == {"public", "signing"}
    said = {"public": printed.write_public(first[0].public), "signing": printed.write_public(first[1].public)}
    assert client.post(url + "primera/", {"where": "apart", **said}).status_code == 302
    draft = OrganisationKey(organisation=ours, version=2, public=second[0].public, recovery_public=b"")
    draft.signing_public = second[1].public
    said = {"public": second[0].public.hex(), "signing": second[1].public.hex()}
    page = client.get(url + "nueva/")
    assert f"--organisation {ours.pk} --version 2" in text(page)
    wrong = sign(keyring.statement_of(draft), second[1]).hex()
    assert client.post(url + "nueva/", {**said, "signature": wrong}).context["form"].errors.keys() == {"signature"}
    right = sign(keyring.statement_of(draft), first[1]).hex()
    assert client.post(url + "nueva/", {**said, "signature": right}).status_code == 302
    assert ours.keys.get(ended_on=None).version == 2


def test_closed_key_leads_to_where_it_is_opened_and_back():
    at = listening()
    client = entered(at.coordinator, opens=False)
    answer = client.get(address(at, "nueva/"))
    assert answer["Location"] == "/cuenta/llave/abrir/?" + urlencode({"next": address(at, "nueva/")})
    answer = client.post(answer["Location"], {"current_password": PASSWORD, "next": address(at, "nueva/")})
    assert answer["Location"] == address(at, "nueva/")
    assert client.get(address(at, "nueva/")).status_code == 200


def test_who_has_no_key_is_led_to_make_one():
    at = listening()
    other = at.member(reads=False, role=Role.COORDINATOR)
    answer = entered(other, opens=False).get(address(at, "nueva/"))
    assert answer["Location"].startswith("/cuenta/llave/?next=")


def test_form_that_was_being_written_when_the_key_closed_is_not_lost():
    at = listening()
    who = at.member(reads=False)
    url, typed = address(at, f"dar/{key_of(who).pk}/"), key_of(who).fingerprint[-5:]
    client = entered(at.coordinator, opens=False)
    asked = client.post(url, {"fingerprint": typed})
    assert f'<input type="hidden" name="fingerprint" value="{typed}">' in text(asked)
    assert asked["Cache-Control"] == "no-store"
    wrong = client.post(url, {"fingerprint": typed, "unlock-current_password": "no es esta"})
    assert f'<input type="hidden" name="fingerprint" value="{typed}">' in text(wrong)
    assert at.key.wraps.count() == 1
    answer = client.post(url, {"fingerprint": typed, "unlock-current_password": PASSWORD})
    assert answer["Location"] == address(at)
    assert at.key.wraps.count() == 2


def test_colleague_is_let_in_after_comparing_and_the_last_group_is_not_shown():
    at = listening()
    who = at.member(reads=False)
    client = entered(at.coordinator)
    url = address(at, f"dar/{key_of(who).pk}/")
    page, whole = text(client.get(url)), key_of(who).fingerprint
    assert (whole[:-5].strip() in page, whole in page) == (True, False)
    assert client.post(url, {"fingerprint": "00000"}).context["form"].errors.keys() == {"fingerprint"}
    assert client.post(url, {"fingerprint": whole[-5:]}).status_code == 302
    assert at.key.wraps.count() == 2


def test_key_of_a_stranger_cannot_be_let_in():
    at = listening()
    assert entered(at.coordinator).get(address(at, f"dar/{key_of(person()).pk}/")).status_code == 404


def test_new_key_is_made_after_asking():
    at = listening()
    client = entered(at.coordinator)
    assert client.get(address(at, "nueva/")).status_code == 200
    assert at.key.version == 1
    assert client.post(address(at, "nueva/"))["Location"] == address(at)
    assert at.key.version == 2


def test_older_keys_are_proposed_by_one_and_agreed_to_by_another():
    at = listening()
    second, new = at.member(), at.member(now=later(days=3))
    one, other = entered(at.coordinator), entered(second)
    one.post(address(at, f"anteriores/{key_of(new).pk}/"))
    proposal = at.organisation.older_keys_proposals.get()
    one.post(address(at, f"anteriores/{proposal.pk}/aceptar/"))
    assert at.organisation.older_keys_proposals.exists()
    other.post(address(at, f"anteriores/{proposal.pk}/aceptar/"))
    assert not at.organisation.older_keys_proposals.exists()
    assert new.key.organisation_wraps.count() == 2


def test_who_reads_must_have_a_second_step():
    at = listening()
    client = Client()
    client.force_login(at.coordinator)
    assert client.get(address(at))["Location"] == "/cuenta/paso-dos/"


def test_page_costs_the_same_for_many():
    at = listening()
    at.member()
    client = entered(at.coordinator)
    url = address(at)

    def count() -> int:
        with CaptureQueriesContext(connection) as caught:
            client.get(url)
        return len(caught)

    few = count()
    for month in (1, 2, 3):
        at.member()
        actions.rotate_key(at.organisation, pair=at.pair, by=at.coordinator, now=later(days=30 * month))
    assert count() == few


def test_pending_asks_for_what_is_due():
    at = listening()
    new = at.member(reads=False)
    assert [row.title for row in pending_of(new, TODAY)] == [pending_of(new, TODAY)[0].title]
    assert pending_of(new, TODAY)[0].url == "/cuenta/llave/"
    key_of(new)
    new.refresh_from_db()
    assert pending_of(new, TODAY) == []
    [waits] = pending_of(at.coordinator, TODAY)
    assert (new.name in waits.title, waits.url) == (True, address(at))
    at.organisation.memberships.filter(person=new).delete()
    assert pending_of(at.coordinator, later(days=29).date()) == []
    [month] = pending_of(at.coordinator, later(days=30).date())
    assert (month.url, month.since) == (address(at, "nueva/"), later(days=30).date())


def test_pending_asks_for_a_new_key_when_somebody_left_and_for_a_second_word():
    at = listening()
    second, new = at.member(), at.member(now=later(days=3))
    actions.propose_older_keys(at.organisation, to=key_of(new), by=at.coordinator, now=later(days=3))
    assert len(pending_of(second, later(days=3).date())) == 1
    actions.end_membership(second.memberships.get(), by=at.coordinator, now=later(days=4))
    [row] = pending_of(at.coordinator, later(days=4).date())
    assert row.url == address(at, "nueva/")
    actions.rotate_key(at.organisation, pair=at.pair, by=at.coordinator, now=later(days=4))
    assert pending_of(at.coordinator, later(days=4).date()) == []


def versions_in_the_record() -> list[chain.Version]:
    """What anybody reads in the public record."""
    made = Leaf.objects.filter(verb="organisation.key.made").order_by("index")
    return [chain.version_in(fields) for fields in made.values_list("fields", flat=True)]


def test_record_alone_proves_that_each_key_is_signed_by_the_one_before():
    at = listening(recovery_public=draw_pair().public)
    for month in (1, 2):
        actions.rotate_key(at.organisation, pair=at.pair, by=at.coordinator, now=later(days=30 * month))
    versions = versions_in_the_record()
    assert [hold for _version, hold in chain.holds(versions)] == [Hold.FIRST, Hold.SIGNED, Hold.SIGNED]
    assert [version.fingerprint for version in versions] == [key.fingerprint for key in at.organisation.keys.reverse()]


@pytest.mark.parametrize("column", ["public", "signing_public", "recovery_public"])
def test_key_that_was_slipped_in_breaks_the_chain(client, column):
    at = listening(recovery_public=draw_pair().public)
    actions.rotate_key(at.organisation, pair=at.pair, by=at.coordinator, now=later(days=30))
    OrganisationKey.objects.filter(version=2).update(**{column: draw_pair().public})
    page = client.get(address(at))
    assert page.context["page"].is_broken
    assert "Las firmas no cuadran" in text(page)


def test_version_left_out_breaks_the_chain():
    at = listening()
    for month in (1, 2):
        actions.rotate_key(at.organisation, pair=at.pair, by=at.coordinator, now=later(days=30 * month))
    first, _second, third = versions_in_the_record()
    assert [hold for _version, hold in chain.holds([first, third])] == [Hold.FIRST, Hold.BROKEN]
    assert [hold for _version, hold in chain.holds([third])] == [Hold.BROKEN]


def test_record_says_the_same_as_each_act_and_no_person():
    at = listening()
    at.member(now=later(days=3))
    acts = list(Leaf.objects.filter(subject__startswith="organisation_key").order_by("index"))
    assert [act.verb for act in acts] == ["organisation.key.made", "organisation.key.ended", "organisation.key.made"]
    assert {act.actor for act in acts} == {at.organisation.record_name}
    first = at.organisation.keys.get(version=1)
    assert acts[0].fields == {
        "organisation": str(at.organisation.pk),
        "version": 1,
        "public": bytes(first.public).hex(),
        "signing_public": bytes(first.signing_public).hex(),
        "recovery_public": "",
        "signature": "",
        "reads_apart": False,
        "ended_on": None,
        "destroyed_on": None,
        "fingerprint": first.fingerprint,
    }


def test_organisation_that_stops_being_protected_shows_its_keys_in_the_record():
    at = listening(profile=Profile.PROTECTED)
    actions.change_profile(at.organisation, to=Profile.OPEN, by=at.coordinator, now=NOW)
    assert Leaf.objects.get(verb="organisation.key.shown").fields["fingerprint"] == at.key.fingerprint
