"""Initiatives and commitments that answer a part of a diagnosis."""

import re
from http import HTTPStatus

import pytest
from django.core.cache import caches

from tejido.ground.organisations.vocabulary import Profile, Role
from tejido.stages.initiatives.models import DiagnosisAnswer
from tejido.stages.reports.actions.diagnoses import publish_diagnosis, write_diagnosis
from tejido.stages.reports.vocabulary.diagnoses import PartKind
from tejido.stages.roundtables.models import DiagnosisPromise
from tests.factories import ground
from tests.factories.commitments import table
from tests.factories.diagnoses import published, writing
from tests.factories.initiatives import initiative
from tests.factories.moments import NOW

pytestmark = pytest.mark.django_db
HELP = "Luminarias que enciendan"


def visited(client, path):
    """The page as it is now: nothing kept for visitors (the tests' transactions never end, which would turn it)."""
    caches["pages"].clear()
    return text_of(client.get(path))


def text_of(answer):
    assert answer.status_code == HTTPStatus.OK
    return re.sub(r"\s+", " ", answer.content.decode())


def part_of(diagnosis):
    """The part that says which lamps would help."""
    from tejido.stages.reports.trees import digest

    return diagnosis.parts.get(digest=digest(PartKind.HELP, HELP))


def answered(client, profile=Profile.OPEN):
    made, ours = published(), initiative(profile=profile)
    who = ground.membership(ground.person(), ours.organisation, Role.COORDINATOR).person
    client.force_login(who)
    url = f"/iniciativas/diagnosticos/{made.pk}/"
    assert HELP in text_of(client.get(url))
    client.post(url, {"initiative": str(ours.pk), "part": str(part_of(made).pk)})
    client.logout()
    return made, ours, who


def test_initiative_and_diagnosis_lead_to_each_other(client):
    made, ours, _who = answered(client)
    page = visited(client, made.get_absolute_url())
    assert ours.get_absolute_url() in page
    assert f"responde a: {HELP}" in page
    assert made.get_absolute_url() in visited(client, ours.get_absolute_url())


def test_answer_is_taken_back(client):
    made, ours, who = answered(client)
    client.force_login(who)
    answer = DiagnosisAnswer.objects.get()
    client.post(f"/iniciativas/respuestas/{answer.pk}/quitar/")
    assert made.get_absolute_url() not in visited(client, ours.get_absolute_url())


def test_discreet_initiative_is_not_linked_in_public(client):
    made, ours, _who = answered(client, Profile.DISCREET)
    assert ours.get_absolute_url() not in visited(client, made.get_absolute_url())
    assert made.get_absolute_url() not in visited(client, ours.get_absolute_url())


def test_link_survives_a_new_version_that_keeps_the_words_and_goes_with_them(client):
    made, ours, _who = answered(client)
    by = ground.membership(ground.person(), made.organisation, Role.COORDINATOR).person

    def publish(**changes):
        made.refresh_from_db()
        write_diagnosis(made, writing(**changes), version=made.version, by=by, now=NOW)
        publish_diagnosis(made, by=by, now=NOW)

    publish(title="Otro")
    assert ours.get_absolute_url() in visited(client, made.get_absolute_url())
    from tejido.stages.reports.trees import Help, Tree

    publish(tree=Tree(["Nadie contesta"], [], [Help("Otra cosa")]))
    assert ours.get_absolute_url() not in visited(client, made.get_absolute_url())


def test_commitment_and_diagnosis_lead_to_each_other(client):
    made, at = published(), table()
    promised = at.commitment()
    client.force_login(at.facilitator)
    url = f"/compromisos/diagnosticos/{made.pk}/"
    client.post(url, {"commitment": str(promised.pk), "part": str(part_of(made).pk)})
    client.logout()
    assert promised.get_absolute_url() in visited(client, made.get_absolute_url())
    assert made.get_absolute_url() in visited(client, promised.get_absolute_url())
    client.force_login(at.facilitator)
    client.post(f"/compromisos/respuestas/{DiagnosisPromise.objects.get().pk}/quitar/")
    assert promised.get_absolute_url() not in visited(client, made.get_absolute_url())


def test_who_has_no_initiative_learns_how_to_begin(client):
    made = published()
    client.force_login(ground.person())
    assert "Todavía no coordinas" in text_of(client.get(f"/iniciativas/diagnosticos/{made.pk}/"))
