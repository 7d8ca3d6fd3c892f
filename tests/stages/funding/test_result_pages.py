"""The page of a result and its files, as people get them."""

import hashlib
import json

import pytest
from click.testing import CliRunner
from django.urls import reverse

from tejido.cli.allocation import allocation as command
from tejido.ground.organisations.vocabulary import Profile
from tejido.stages.funding.actions import allocation_scrutiny as scrutiny
from tejido.stages.funding.models import Application
from tejido.stages.funding.vocabulary.calls import CallState
from tests.factories.ballots import cast, counting, decided, few, house, many
from tests.factories.funding import admitted, being_voted, call, coordinator
from tests.factories.moments import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_second_factor(monkeypatch):
    """Coordinators of funders need a second step to sign in; that is tested where it lives."""
    monkeypatch.setattr("tejido.ground.people.second_factor.is_required_of", lambda _person: False)


def page(client, name, *args, **kwargs):
    return client.get(reverse(name, args=args), **kwargs)


def downloaded(client, it, folder):
    """Both files, as a browser saves them."""
    paths = []
    for name, file in (("allocation-result", "resultado.json"), ("allocation-ballots", "boletas.pb")):
        answer = page(client, name, it.pk)
        assert answer.headers["Content-Disposition"] == f'attachment; filename="{file}"'
        (folder / file).write_bytes(answer.content)
        paths.append(folder / file)
    return paths


def verified(*paths):
    done = CliRunner().invoke(command, ["verify", *map(str, paths), "--json"])
    return json.loads(done.stdout)["ok"]


def test_downloaded_files_verify_and_changed_ones_do_not(client, tmp_path):
    it = decided(many())
    result, ballots = downloaded(client, it, tmp_path)
    assert verified(result, ballots)
    assert hashlib.sha256(ballots.read_bytes()).hexdigest() == it.ballots_hash
    text = page(client, "allocation", it.pk).content.decode()
    assert it.ballots_hash in text
    assert it.result_hash in text
    said = json.loads(result.read_text())
    for changed in (
        said | {"winners": said["winners"][1:]},
        said | {"certificate": said["certificate"] | {"endowment": "1"}},
        said | {"budget": 1},
    ):
        result.write_text(json.dumps(changed))
        assert not verified(result, ballots)
    result.write_text(json.dumps(said))
    lines = ballots.read_text().splitlines()
    ballots.write_text("\n".join([*lines, "61;3", "62;3"]))
    assert not verified(result, ballots)


@pytest.mark.parametrize("decision", ["panel", "lot"])
def test_files_of_a_panel_and_of_a_lot_verify_too(client, tmp_path, decision):
    it = call(CallState.COUNTING, decision=decision)
    for number in (1, 2, 3):
        admitted(it, number, amount=number * 70_000_00)
    paths = downloaded(client, decided(it), tmp_path)
    assert verified(*paths)
    said = json.loads(paths[0].read_text())
    paths[0].write_text(json.dumps(said | {"winners": said["winners"][::-1][:1]}))
    assert not verified(*paths)


def test_file_of_ballots_names_nobody_and_no_project(client):
    it = decided(many())
    text = page(client, "allocation-ballots", it.pk).content.decode()
    assert "Proyecto" not in text
    assert "Iniciativa" not in text
    rows = text.split("VOTES\n")[1].splitlines()[1:]
    assert [row.split(";")[0] for row in rows] == [str(number) for number in range(1, 61)]
    assert [row.split(";")[1] for row in rows] == sorted(row.split(";")[1] for row in rows)


def test_unpublished_files_do_not_exist_for_anybody_but_the_page_says_why(client):
    it = decided(few())
    for name in ("allocation-result", "allocation-ballots"):
        assert page(client, name, it.pk).status_code == 404
        client.force_login(coordinator(it.call.funder))
        assert page(client, name, it.pk).status_code == 404
        client.logout()
    answer = page(client, "allocation", it.pk)
    assert reverse("scrutiny", args=[it.pk]) in answer.content.decode()


def test_winners_and_others_stand_on_the_page_with_their_votes(client):
    it = many()
    Application.objects.filter(call=it, number=3).update(amount=290_000_00)
    text = page(client, "allocation", decided(it).pk).content.decode()
    for title in ("Proyecto 1", "Proyecto 2", "Proyecto 3"):
        assert title in text
    assert text.index("Proyecto 1") < text.index("Proyecto 3")


def test_what_became_protected_since_is_named_nowhere(client):
    it = decided(many())
    Application.objects.filter(call=it.call, number=1).update(profile=Profile.PROTECTED)
    for name in ("allocation", "allocation-projects", "allocation-result", "allocation-ballots"):
        assert "Proyecto 1" not in page(client, name, it.pk).content.decode()


def test_discreet_initiative_is_shown_by_title_and_municipality_only(client):
    it = many()
    one = Application.objects.get(call=it, number=1)
    type(one.initiative).objects.filter(pk=one.initiative_id).update(profile=Profile.DISCREET)
    Application.objects.filter(pk=one.pk).update(profile=Profile.DISCREET)
    text = page(client, "allocation", decided(it).pk).content.decode()
    assert "Proyecto 1" in text
    assert one.place.full_name in text
    assert one.initiative.title not in text
    assert one.initiative.organisation.name not in text


@pytest.mark.parametrize("state", [CallState.OPEN, CallState.VOTING, CallState.COUNTING])
def test_before_there_is_a_result_the_page_says_when_there_will_be(client, state):
    it = call(state)
    answer = page(client, "allocation", it.pk)
    assert answer.status_code == 200
    assert page(client, "allocation-result", it.pk).status_code == 404
    assert page(client, "allocation-projects", it.pk).status_code == 404


def test_who_runs_the_call_computes_the_result_and_others_cannot(client):
    it = many()
    address = reverse("allocation-decide", args=[it.pk])
    assert client.get(address).status_code == 302
    client.force_login(coordinator(house()))
    assert client.get(address).status_code == 403
    client.force_login(coordinator(it.funder))
    assert client.get(address).status_code == 200
    assert client.post(address).headers["Location"] == reverse("allocation", args=[it.pk])
    again = client.post(address)
    assert again.status_code == 200  # said in the form: there is a result already
    assert 'class="problems"' in again.content.decode() or "error" in again.content.decode()


def test_without_ballots_the_form_asks_whether_nobody_voted(client):
    it = counting()
    client.force_login(coordinator(it.funder))
    address = reverse("allocation-decide", args=[it.pk])
    assert client.post(address).status_code == 200
    assert client.post(address, {"nobody_voted": "on"}).status_code == 302
    assert page(client, "allocation", it.pk).status_code == 200


@pytest.mark.parametrize("name", ["allocation", "allocation-projects"])
@pytest.mark.parametrize("projects", [2, 12])
def test_page_costs_the_same_for_few_and_for_many_projects(client, django_assert_max_num_queries, name, projects):
    it = decided(many(projects, total=10**12))
    page(client, name, it.pk)
    with django_assert_max_num_queries(24):
        page(client, name, it.pk, headers={"Cookie": "x=1"})


def test_scrutineer_takes_the_files_and_signs_through_the_site(client, tmp_path):
    it = decided(few())
    of = house()
    who = coordinator(of)
    client.force_login(who)
    client.post(reverse("scrutiny", args=[it.pk]), {"organisation": str(of.pk)})
    one = it.call.scrutineers.get()
    assert page(client, "scrutiny-fetch", one.pk).status_code == 405
    ballots, result = tmp_path / "boletas.pb", tmp_path / "resultado.json"
    ballots.write_bytes(client.post(reverse("scrutiny-fetch", args=[one.pk])).content)
    result.write_bytes(page(client, "scrutiny-result", one.pk).content)
    assert verified(result, ballots)
    assert hashlib.sha256(result.read_bytes()).hexdigest() == it.result_hash
    again = client.post(reverse("scrutiny-fetch", args=[one.pk]))
    assert again.status_code == 302  # once
    client.post(reverse("scrutiny-sign", args=[one.pk]), {"holds": "yes"})
    it.refresh_from_db()
    assert it.confirmed == 1
    client.logout()
    text = page(client, "scrutiny", it.pk).content.decode()
    assert of.name in text
    assert who.name not in text


def test_nobody_else_finds_the_place_of_a_scrutineer(client):
    it = decided(few())
    of = house()
    one = scrutiny.put_forward(it.call, organisation=of, by=coordinator(of), now=NOW)
    for who in (coordinator(it.call.funder), coordinator(of)):
        client.force_login(who)
        assert client.post(reverse("scrutiny-fetch", args=[one.pk])).status_code == 404
        assert page(client, "scrutiny-result", one.pk).status_code == 404
        assert page(client, "scrutiny-sign", one.pk).status_code == 404


def test_call_that_nobody_sees_has_no_result(client):
    it = being_voted()
    cast(it, (1,))
    type(it.funder).objects.filter(pk=it.funder_id).update(profile=Profile.PROTECTED)
    assert page(client, "allocation", it.pk).status_code == 404
    assert page(client, "scrutiny", it.pk).status_code == 404


def test_page_of_the_call_leads_to_its_result(client):
    it = many()
    address = reverse("allocation", args=[it.pk])
    assert address in page(client, "call", it.pk).content.decode()
    decided(it)
    assert address in page(client, "call", it.pk).content.decode()
    assert (
        reverse("allocation", args=[(early := call(CallState.OPEN)).pk])
        not in page(client, "call", early.pk).content.decode()
    )
