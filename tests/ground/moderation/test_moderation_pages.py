"""Moderation through the browser's door."""

import re
from http import HTTPStatus

import pytest
from django.utils.timezone import localdate

from tejido.ground.moderation.models import Flag, Moderator, Review
from tejido.ground.moderation.queries import pending_of
from tejido.ground.moderation.vocabulary import Outcome
from tejido.ground.organisations.vocabulary import Profile, Role
from tejido.ground.people.actions import set_up_app
from tests.factories.ground import membership, person
from tests.factories.initiatives import initiative
from tests.factories.moderating import decided, flagged, hidden, moderator, proposed
from tests.factories.moments import NOW

pytestmark = pytest.mark.django_db


def words_of(answer):
    return answer.content.decode()


def flag_address(it):
    return f"/moderacion/senalar/initiative/{it.pk}/"


def token_in(answer):
    return re.search(r'name="once" value="([^"]+)"', words_of(answer))[1]


def entered(client, who):
    set_up_app(by=who, now=NOW)
    client.force_login(who)
    return who


def test_visitor_points_out_a_page_once_with_one_form(client):
    it = initiative()
    said = {"reason": "danger", "words": "Dice dónde vive.", "once": token_in(client.get(flag_address(it)))}
    assert client.post(flag_address(it), said).headers["Location"] == "/moderacion/gracias/"
    again = client.post(flag_address(it), said)
    assert "Este formulario ya se envió" in words_of(again)
    assert "Dice dónde vive." in words_of(again)
    assert Review.objects.get().flags_counted == 1
    said["once"] = token_in(again)
    assert client.post(flag_address(it), said).status_code == HTTPStatus.FOUND


def test_form_that_a_machine_filled_in_writes_nothing(client):
    it = initiative()
    said = {"reason": "spam", "once": token_in(client.get(flag_address(it))), "subject_line": "https://compra.example"}
    assert client.post(flag_address(it), said).status_code == HTTPStatus.OK
    assert Flag.objects.count() == 0


@pytest.mark.parametrize("changes", [{"profile": Profile.PROTECTED}, {"state": "draft"}])
def test_page_that_one_cannot_see_has_no_form(client, changes):
    assert client.get(flag_address(initiative(**changes))).status_code == HTTPStatus.NOT_FOUND


def test_hidden_page_is_gone_for_visitors_and_says_why_to_its_owners(client):
    it = initiative()
    hiding = hidden(it.record_name)
    assert client.get(it.get_absolute_url()).status_code == HTTPStatus.NOT_FOUND
    assert it.title not in words_of(client.get("/iniciativas/"))
    who = membership(person(), it.organisation, Role.COORDINATOR).person
    client.force_login(who)
    page = words_of(client.get(it.get_absolute_url()))
    assert "Es publicidad." in page
    assert hiding.review.get_absolute_url() in page
    assert "Quién lo vio" not in page
    decision = words_of(client.get(hiding.review.get_absolute_url()))
    assert "impugnar/" in decision
    assert "corregida/" in decision
    assert [row.url for row in pending_of(who, localdate())] == [hiding.review.get_absolute_url()]


def test_decision_is_public_without_the_title_of_what_is_hidden(client):
    it = initiative(title="Título que hace daño")
    hiding = hidden(it.record_name)
    for path in (
        "/moderacion/",
        hiding.review.get_absolute_url(),
        "/moderacion/?formato=csv",
        "/moderacion/?formato=atom",
    ):
        answer = client.get(path)
        page = answer.getvalue().decode()
        assert "Es publicidad." in page
        assert "Título que hace daño" not in page


def test_question_that_waits_is_seen_by_those_who_decide_only(client):
    review = flagged(words="Vende cosas")
    assert client.get(review.get_absolute_url()).status_code == HTTPStatus.NOT_FOUND
    client.force_login(person())
    assert client.get(review.get_absolute_url()).status_code == HTTPStatus.NOT_FOUND


def test_two_who_decide_go_through_the_queue(client):
    review = flagged()
    first = moderator()
    assert [row.url for row in pending_of(first, localdate())] == [review.get_absolute_url()]
    proposed(review, Outcome.LEAVE, by=first)
    assert pending_of(first, localdate()) == []
    second = person(is_host=True)
    entered(client, second)
    page = words_of(client.get(review.get_absolute_url()))
    assert "Vende cosas" in page
    assert 'name="version" value="1"' in page
    client.post(f"{review.get_absolute_url()}acuerdo/", {"version": "1"})
    review.refresh_from_db()
    assert review.outcome == Outcome.LEAVE
    assert review.decided_on is not None


def test_list_of_decisions_costs_as_many_queries_for_one_as_for_many(client, django_assert_max_num_queries):
    for _ in range(5):
        decided(flagged(), Outcome.LEAVE)
    with django_assert_max_num_queries(8):
        client.get("/moderacion/")


def test_host_names_who_decides(client):
    entered(client, person(is_host=True))
    person("Vecina de confianza")
    client.post("/moderacion/quienes/", {"name": "vecina de  Confianza"})
    assert Moderator.objects.get().person.name == "Vecina de confianza"
