"""Voting over HTTP as a phone does it: the code by POST only, mistakes beside what was chosen, no cookie."""

import re
from datetime import timedelta

import pytest
from django.core.cache import caches
from django.test import Client
from django.urls import reverse

from tejido.ground.codes import drawing, spending
from tejido.ground.codes.vocabulary import CodeState
from tejido.ground.people import limits
from tejido.ground.people.models import Tally
from tejido.stages.funding.models import CastBallot, SetAside
from tejido.stages.funding.views import voting as voting_views
from tejido.stages.funding.vocabulary.calls import CallState
from tests.factories import ground
from tests.factories import voting as factory
from tests.factories.moments import NOW

pytestmark = pytest.mark.django_db
ACCOUNTS = "allauth.account.auth_backends.AuthenticationBackend"
WRONG = "Con este código no se puede votar"


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


@pytest.fixture
def call():
    return factory.call(title="Mil parques")


@pytest.fixture
def codes(call):
    return factory.codes(call)


def send(client, code, do="open", **more):
    return client.post(reverse("vote"), {"code": code, "do": do, **more})


def test_phone_votes_in_three_pages_without_a_cookie(client: Client, call, codes):
    start = client.get(reverse("vote"))
    assert reverse("vote") == "/financiar/votar/"
    ballot = send(client, codes[0].lower())
    review = send(client, codes[0], "review", p1="1", p3="1")
    cast = send(client, codes[0], "cast", p1="1", p3="1")
    assert "1. Bancas y luz en el parque 1" in ballot.text
    assert ("parque 1" in review.text, "parque 2" in review.text, "parque 3" in review.text) == (True, False, True)
    assert "Tu voto está en la urna" in cast.text
    for page in (start, ballot, review, cast):
        assert page.headers["Cache-Control"] == "no-store"
        assert (page.cookies, client.cookies) == ({}, {})
    factory.closed(call)
    assert CastBallot.objects.get().choices == [[1, 1], [3, 1]]


def test_page_after_voting_says_nothing_of_what_was_voted(client: Client, codes):
    cast = send(client, codes[0], "cast", p2="1")
    assert "parque" not in cast.text.replace("Mil parques", "")
    assert "No hay comprobante" in cast.text
    assert codes[0] not in cast.text


def test_code_stands_in_no_address(client: Client, codes):
    pages = [send(client, codes[0]), send(client, codes[0], "review", p1="1"), send(client, codes[0], "cast", p1="1")]
    for page in pages:
        assert not any(codes[0] in url for url in re.findall(r'(?:href|action|src)="([^"]*)"', page.text))


def test_code_in_the_address_is_not_read(client: Client, codes):
    answer = client.get(reverse("vote"), {"code": codes[0]})
    assert "Bancas" not in answer.text
    assert codes[0] not in answer.text


def test_used_mistyped_returned_and_unknown_codes_get_the_same_page(client: Client, call, codes):
    send(client, codes[0], "cast", p1="1")
    spending.spend(codes[1], subject=call.record_name, state=CodeState.RETURNED)
    mistyped = codes[2][:-1] + ("A" if codes[2][-1] != "A" else "B")
    tried = [codes[0], codes[1], mistyped, drawing.draw()]
    pages = {send(client, code).text.replace(code, "·") for code in tried}
    assert len(pages) == 1
    assert WRONG in pages.pop()


def test_what_cannot_be_counted_comes_back_with_all_that_was_chosen(client: Client):
    call = factory.call(vote="cumulative")
    code = factory.codes(call)[0]
    answer = send(client, code, "review", p1="8", p2="7")
    assert "Hay 10 puntos para repartir. Diste 15." in answer.text
    assert re.search(r'name="p1"[^>]*value="8"', answer.text)
    assert re.search(r'name="p2"[^>]*value="7"', answer.text)


def test_rank_that_is_given_twice_is_named_at_its_line(client: Client):
    call = factory.call(vote="ordinal")
    code = factory.codes(call)[0]
    answer = send(client, code, "review", p1="1", p3="1")
    assert '<a href="#b3">3. Bancas y luz en el parque 3: Dos tienen el lugar 1' in answer.text
    assert SetAside.objects.count() == 0


def test_number_that_is_none_is_refused_at_its_line(client: Client):
    call = factory.call(vote="scoring")
    answer = send(client, factory.codes(call)[0], "review", p2="mucho")
    assert '<a href="#b2">' in answer.text


def test_change_leads_back_to_the_ballot_as_it_was(client: Client, codes):
    answer = send(client, codes[0], "change", p2="1")
    assert re.search(r'id="b2" checked', answer.text)
    assert not re.search(r'id="b1" checked', answer.text)


def test_choose_one_is_a_choice(client: Client):
    call = factory.call(vote="choose-1")
    code = factory.codes(call)[0]
    assert send(client, code).text.count('type="radio"') == 3
    send(client, code, "cast", choice="2")
    factory.closed(call)
    assert CastBallot.objects.get().choices == [[2, 1]]


@pytest.mark.parametrize("state", [CallState.REVIEW, CallState.CANCELLED])
def test_code_waits_where_nobody_votes(client: Client, call, codes, state):
    type(call).objects.update(state=state)
    answer = send(client, codes[0], "cast", p1="1")
    assert "Tu código no se usó" in answer.text
    assert SetAside.objects.count() == 0


def test_account_of_the_funder_and_the_host_give_no_vote(client: Client, call, codes):
    who = factory.runner(call)
    for person in (who, ground.person(is_host=True)):
        client.force_login(person, ACCOUNTS)
        for answer in (client.get(reverse("vote")), send(client, ""), send(client, "", "cast", p1="1")):
            assert "Bancas" not in answer.text
    assert SetAside.objects.count() == 0


def test_whoever_is_signed_in_votes_on_the_very_same_pages(client: Client, codes):
    plain = send(client, codes[0]).text
    client.force_login(ground.person(), ACCOUNTS)
    assert send(client, codes[0]).text == plain


def test_form_that_another_site_sends_does_not_vote(client: Client, codes):
    answer = client.post(
        reverse("vote"), {"code": codes[0], "do": "cast", "p1": "1"}, headers={"Sec-Fetch-Site": "cross-site"}
    )
    assert "Otro sitio" in answer.text
    assert SetAside.objects.count() == 0


def test_flood_of_wrong_codes_locks_nobody_out(client: Client, codes, monkeypatch):
    monkeypatch.setattr(voting_views, "WRONG_CODES", limits.SiteLimit("ballot-code", 3, timedelta(minutes=5)))
    for _ in range(6):
        assert WRONG in send(client, drawing.draw()).text
    assert Tally.objects.get(what="ballot-code").number == 3
    assert "Bancas" in send(client, codes[0]).text


def test_public_page_tells_used_codes_only_once_it_is_closed(client: Client, call, django_capture_on_commit_callbacks):
    ours, _who = factory.holder()
    held = factory.holding(call, to=ours)
    codes = factory.codes(call, held=held)
    send(client, codes[0], "cast", p1="1")
    before = client.get(reverse("voting", args=[call.pk])).text
    assert (ours.name in before, "Usados" in before) == (True, False)
    factory.closed(call)
    caches["pages"].clear()  # as the action has it done once its transaction holds
    after = client.get(reverse("voting", args=[call.pk])).text
    assert "Usados" in after
    assert "Se usó o regresó 1 código que nadie anotó como repartido." in after


def test_discreet_holder_is_not_named_to_the_public(client: Client, call):
    ours = ground.organisation(profile="discreet", name="Parroquia callada")
    factory.holding(call, to=ours)
    text = client.get(reverse("voting", args=[call.pk])).text
    assert "Parroquia callada" not in text
    assert "Una organización que no se nombra (1)" in text


def test_coordinator_prints_slips_once(client: Client, call):
    ours, who = factory.holder()
    held = factory.holding(call, to=ours)
    client.force_login(who, ACCOUNTS)
    page = reverse("voting-codes", args=[held.pk])
    slips = client.post(page, {"print": "1", "number": "20"})
    assert (slips.headers["Content-Type"], slips.headers["Cache-Control"]) == ("application/pdf", "no-store")
    assert slips.content.startswith(b"%PDF")
    again = client.post(page, {"print": "1", "number": "20"})
    assert "Son más de los que te tocan" in again.text
    few = client.post(page, {"print": "1", "number": "3"})
    assert few.status_code == 200
    assert re.search(r'name="number"[^>]*value="3"', few.text)


def test_other_organisations_see_no_codes_of_others(client: Client, call):
    held = factory.holding(call)
    _ours, other = factory.holder()
    for person in (other, factory.runner(call), ground.person(is_host=True)):
        client.force_login(person, ACCOUNTS)
        assert client.get(reverse("voting-codes", args=[held.pk])).status_code in {302, 403}


def test_ballot_on_paper_bears_no_code(client: Client, call):
    sheet = client.get(reverse("voting-sheet", args=[call.pk]))
    assert sheet.content.startswith(b"%PDF")
