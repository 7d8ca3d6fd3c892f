from datetime import date
from http import HTTPStatus

import pytest
from django.urls import reverse
from django.utils import translation

from tejido.stages.roundtables.models import Handover
from tejido.stages.roundtables.pdf.typesetting import pages_of
from tejido.stages.roundtables.vocabulary import CommitmentState as State
from tejido.stages.roundtables.vocabulary import HandoverAnswer
from tests.factories.commitments import table

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _spanish(monkeypatch):
    monkeypatch.setattr("tejido.ground.people.second_factor.is_required_of", lambda _person: False)
    with translation.override("es"):
        yield


@pytest.fixture
def at():
    return table()


@pytest.fixture
def handover(client, at):
    at.commitment(State.ACCEPTED)
    client.force_login(at.facilitator)
    today = date.today().isoformat()
    answer = client.post(reverse("handover-begin", args=[at.chief.pk]), {"on": today})
    assert answer.status_code == HTTPStatus.FOUND
    client.logout()
    return Handover.objects.get()


def test_dossier_is_public_and_names_the_post(client, handover):
    answer = client.get(handover.get_absolute_url())
    text = answer.content.decode()
    assert "Dirección de Prevención, Policía Municipal (ejemplo)" in text
    assert "Encender las luminarias del parque" in text
    assert "csrfmiddlewaretoken" not in text
    assert not answer.cookies


def test_dossier_on_paper_is_a_pdf(client, handover):
    answer = client.get(reverse("handover-paper", args=[handover.pk]))
    assert answer.headers["Content-Type"] == "application/pdf"
    assert pages_of(answer.content) == 1


def test_dossier_of_a_protected_roundtable_shows_nothing_to_outsiders(client, at, handover):
    at.roundtable.profile = "protected"
    at.roundtable.save()
    assert "luminarias" not in client.get(handover.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("slug", "said", "expected"),
    [
        ("reconocer", {}, HandoverAnswer.ACKNOWLEDGED),
        (
            "renegociar",
            {"text": "Encender la mitad", "due_on": "2027-09-01", "reason": "Acabo de llegar"},
            HandoverAnswer.RENEGOTIATED,
        ),
        ("rechazar", {"reason": "No hay con qué"}, HandoverAnswer.REFUSED),
    ],
)
def test_liaison_answers_through_the_page(client, at, handover, slug, said, expected):
    item = handover.items.get()
    address = reverse("handover-answer", args=[item.pk, slug])
    client.force_login(at.liaison)
    assert client.get(address).status_code == HTTPStatus.OK
    assert client.post(address, said | {"sent": "1"}).status_code == HTTPStatus.FOUND
    item.refresh_from_db()
    assert item.answer == expected


def test_others_do_not_answer(client, at, handover):
    address = reverse("handover-answer", args=[handover.items.get().pk, "reconocer"])
    client.force_login(at.facilitator)
    assert client.post(address, {"sent": "1"}).status_code == HTTPStatus.FORBIDDEN
    assert client.get(reverse("handover-answer", args=[handover.items.get().pk, "otra"])).status_code in {
        HTTPStatus.FORBIDDEN,
        HTTPStatus.NOT_FOUND,
    }
    client.force_login(at.stranger)
    assert client.get(reverse("handover-begin", args=[at.chief.pk])).status_code == HTTPStatus.FORBIDDEN


def test_dossier_costs_the_same_for_one_and_for_many(client, at, handover, django_assert_max_num_queries):
    with django_assert_max_num_queries(6):
        client.get(handover.get_absolute_url(), headers={"Cookie": "x=1"})
