"""Updates, photos, results, milestones, dates and guides, through their pages."""

import re
from datetime import timedelta
from decimal import Decimal
from http import HTTPStatus
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from icalendar import Calendar
from PIL import Image

from tejido.ground.files.models import File
from tejido.ground.ledger.audit import WITHHELD
from tejido.ground.organisations.vocabulary import Profile, Role
from tejido.stages.initiatives import actions
from tejido.stages.initiatives.models import Gathering, Guide, Milestone, Photo, Result, Uncovered, Update
from tejido.stages.initiatives.vocabulary import Act
from tests.factories.ground import TODAY, membership, person
from tests.factories.initiatives import gathering, guide, initiative, milestone, offer, result, update
from tests.factories.moments import NOW, later
from tests.factories.record import leaves

pytestmark = pytest.mark.django_db


def coordinator(of):
    return membership(person(), of.organisation, Role.COORDINATOR).person


def signed_in(client, it):
    by = coordinator(it)
    client.force_login(by)
    return by


def picture(size=(200, 160)):
    made = Image.effect_noise(size, 90).convert("RGB")
    out = BytesIO()
    made.save(out, format="JPEG")
    return SimpleUploadedFile("IMG_2041.jpg", out.getvalue(), "image/jpeg")


def read(client, address):
    return client.get(address).content.decode()


def test_update_with_a_photo_is_told_in_one_form(client):
    it = initiative()
    signed_in(client, it)
    sent = {"text": "Pintamos.", "photo": picture((2400, 1200)), "alt": "La cancha"}
    client.post(f"{it.get_absolute_url()}novedades/contar/", sent)
    photo = Photo.objects.get()
    assert (photo.alt, photo.covered, max(photo.file.width, photo.file.height)) == ("La cancha", False, 1600)
    client.logout()
    page = read(client, it.get_absolute_url())
    assert photo.file.preview_url in page
    assert client.get(photo.file.preview_url).status_code == HTTPStatus.OK


def test_update_and_photo_of_a_discreet_initiative_are_heard_of_on_the_fourth_day(client):
    it = initiative(profile=Profile.DISCREET)
    signed_in(client, it)
    client.post(f"{it.get_absolute_url()}novedades/contar/", {"text": "Pintamos.", "photo": picture()})
    file = File.objects.get()
    assert client.get(file.preview_url).status_code == HTTPStatus.OK
    client.logout()
    assert "Pintamos." not in read(client, it.get_absolute_url())
    assert client.get(file.preview_url).status_code == HTTPStatus.NOT_FOUND
    Update.objects.update(written_on=Update.objects.get().written_on - timedelta(days=4))
    actions.show_updates(now=later(days=0))
    assert client.get(file.preview_url).status_code == HTTPStatus.OK
    assert "Pintamos." in read(client, it.get_absolute_url() + "?otra=1")  # not the page kept for visitors


def test_faces_are_covered_before_anything_is_kept(client):
    it = initiative()
    signed_in(client, it)
    address = f"{it.get_absolute_url()}novedades/contar/"
    answer = client.post(address, {"text": "Somos <b>doce</b>.", "photo": picture(), "faces": "on"})
    held = Uncovered.objects.get()
    assert (File.objects.count(), Update.objects.count()) == (0, 0)
    assert answer.content.decode().count('name="cells"') == 80
    shown = client.get(f"{it.get_absolute_url()}novedades/tapar/{held.pk}/foto/")
    assert (shown["Content-Type"], "no-store" in shown["Cache-Control"]) == ("image/jpeg", True)
    cover = f"{it.get_absolute_url()}novedades/tapar/{held.pk}/"
    nothing = client.post(cover, {"text": "Somos <b>doce</b>."})
    assert (Update.objects.count(), "Somos &lt;b&gt;doce" in nothing.content.decode()) == (0, True)
    client.post(cover, {"text": "Somos <b>doce</b>.", "cells": ["1", "2", "11"]})
    photo = Photo.objects.get()
    kept = Image.open(BytesIO(photo.file.read())).convert("L")
    inner = kept.crop((3, 3, 17, 17)).getextrema()
    assert (photo.covered, inner[1] - inner[0] <= 8, Uncovered.objects.count()) == (True, True, 0)
    assert kept.crop((60, 60, 190, 150)).getextrema() == (0, 255)


def test_held_photo_opens_in_no_other_session_and_not_from_the_database(client):
    it = initiative()
    by = signed_in(client, it)
    address = f"{it.get_absolute_url()}novedades/contar/"
    client.post(address, {"text": "Somos doce.", "photo": picture(), "faces": "on"})
    held = Uncovered.objects.get()
    assert not bytes(held.sealed).startswith((b"\xff\xd8", b"\x89PNG"))
    client.logout()
    client.force_login(by)
    assert client.get(f"{it.get_absolute_url()}novedades/tapar/{held.pk}/foto/").status_code == HTTPStatus.NOT_FOUND
    assert actions.clear_held(now=later(days=60)) == 1


@pytest.mark.parametrize("faces", [{}, {"faces": "on"}])
def test_photo_that_is_no_photo_is_refused_and_the_text_is_kept(client, faces):
    it = initiative()
    signed_in(client, it)
    bomb = SimpleUploadedFile("foto.jpg", b"\xff\xd8\xff" + b"0" * 400, "image/jpeg")
    page = client.post(f"{it.get_absolute_url()}novedades/contar/", {"text": "Pintamos.", "photo": bomb} | faces)
    assert (Update.objects.count(), Uncovered.objects.count()) == (0, 0)
    assert "Pintamos." in page.content.decode()


def test_update_taken_back_goes_with_its_photos(client):
    it = initiative()
    signed_in(client, it)
    client.post(f"{it.get_absolute_url()}novedades/contar/", {"text": "Pintamos.", "photo": picture()})
    one = Update.objects.get()
    client.post(f"{it.get_absolute_url()}novedades/{one.pk}/retirar/")
    assert (Update.objects.count(), Photo.objects.count(), File.objects.count()) == (0, 0, 0)


def test_update_of_a_day_to_come_or_too_long_is_refused():
    it = initiative()
    by = coordinator(it)
    for said in ({"text": "x" * 1501}, {"text": "Mañana", "happened_on": TODAY + timedelta(days=1)}, {"text": " "}):
        with pytest.raises(actions.BadUpdate):
            actions.write_update(it, **said, by=by, now=NOW)


def test_result_of_an_open_initiative_stands_in_the_record_exactly(client):
    it = initiative()
    signed_in(client, it)
    sent = {"what": "jóvenes que entrenan", "figure": "63.5", "unit": "jóvenes", "source": "lista"}
    client.post(f"{it.get_absolute_url()}resultados/", sent | {"measured_on": TODAY.isoformat()})
    leaf, one = leaves().get(), Result.objects.get()
    assert (leaf.verb, leaf.subject, leaf.actor) == (
        Act.RESULT_STATED,
        one.record_name,
        it.organisation.record_name,
    )
    assert (leaf.fields["figure"], leaf.fields["unit"]) == ("63.50", "jóvenes")
    client.post(f"{it.get_absolute_url()}resultados/{one.pk}/retirar/")
    assert [leaf.verb for leaf in leaves().order_by("index")] == [Act.RESULT_STATED, Act.RESULT_WITHDRAWN]


def test_result_of_a_discreet_initiative_is_a_band_everywhere(client):
    it = initiative(profile=Profile.DISCREET)
    by = coordinator(it)
    said = {"what": "jóvenes que entrenan", "unit": "jóvenes", "source": "lista", "measured_on": TODAY}
    actions.state_result(it, figure=Decimal(63), **said, by=by, now=NOW)
    assert leaves().count() == 0
    assert actions.show_updates(now=later(days=4)) == 1
    assert leaves().get().fields["figure"] == WITHHELD
    page = read(client, it.get_absolute_url())
    assert ("50 a 99" in page, re.search(r"\b63\b", page)) == (True, None)


@pytest.mark.parametrize(
    "wrong",
    [
        {"figure": Decimal("NaN")},
        {"figure": Decimal(-1)},
        {"figure": Decimal(10) ** 13},
        {"measured_on": TODAY + timedelta(days=1)},
        {"unit": ""},
        {"source": "x" * 301},
    ],
)
def test_result_that_cannot_be_is_refused(wrong):
    it = initiative()
    said = {"what": "lámparas", "figure": Decimal(4), "unit": "lámparas", "source": "conteo", "measured_on": TODAY}
    with pytest.raises(actions.BadResult):
        actions.state_result(it, **(said | wrong), by=coordinator(it), now=NOW)


def test_milestones_are_ticked_and_unticked(client):
    it = initiative()
    signed_in(client, it)
    client.post(f"{it.get_absolute_url()}metas/", {"text": "Luz hasta las nueve", "planned_for": "2027-03-01"})
    one = Milestone.objects.get()
    for reached in (True, False):
        client.post(f"{it.get_absolute_url()}metas/{one.pk}/marcar/")
        one.refresh_from_db()
        assert (one.reached_on is not None) == reached
    assert "2027" in read(client, it.get_absolute_url())


def test_coming_days_of_a_discreet_initiative_are_shown_to_those_who_run_it_alone(client):
    it = initiative(profile=Profile.DISCREET)
    milestone(it, planned_for=TODAY + timedelta(days=120), stated_on=TODAY - timedelta(days=9))
    day = gathering(it, title="Faena secreta", where="Esquina secreta")
    Gathering.objects.filter(pk=day.pk).update(
        starts_at=later(days=3000), ends_at=later(days=3000) + timedelta(hours=1)
    )
    calendar = f"{it.get_absolute_url()}fechas/calendario.ics"
    page = read(client, it.get_absolute_url())
    assert [word in page for word in ("Faena secreta", "Esquina secreta", "2027")] == [False] * 3
    assert client.get(calendar).status_code == HTTPStatus.NOT_FOUND
    signed_in(client, it)
    assert "Faena secreta" in read(client, it.get_absolute_url())
    text = read(client, calendar)
    assert ("Faena" in text, "Esquina" in text, it.title in text) == (False, False, False)


def test_calendar_of_an_open_initiative_is_for_everybody_and_says_what_is_cancelled(client):
    it = initiative()
    signed_in(client, it)
    sent = {"title": "Faena", "day": "2027-05-04", "hour": "09:00", "minutes": "90", "where": "La cancha"}
    client.post(f"{it.get_absolute_url()}fechas/", sent)
    one = Gathering.objects.get()
    client.logout()
    address = f"{it.get_absolute_url()}fechas/calendario.ics"
    [event] = Calendar.from_ical(client.get(address).content).walk("VEVENT")
    assert (event["summary"], event["location"], event["dtstart"].dt.hour) == ("Faena", "La cancha", 9)
    actions.cancel_gathering(one, by=coordinator(it), now=NOW)
    [event] = Calendar.from_ical(client.get(address).content).walk("VEVENT")
    assert (event["status"], event["sequence"]) == ("CANCELLED", 1)


def test_guide_is_read_by_others_once_it_is_published(client):
    it = initiative()
    signed_in(client, it)
    sent = {"title": "Cómo", "steps": "Juntarse\n\nBarrer", "cost": "1250.50", "risks": "<script>alert(1)</script>"}
    client.post(f"{it.get_absolute_url()}guia/escribir/", sent | {"version": "0"})
    one = Guide.objects.get()
    assert (one.steps, one.cost, one.published_on) == (["Juntarse", "Barrer"], 125050, None)
    client.post(f"{it.get_absolute_url()}guia/publicar/")
    assert leaves().get().verb == Act.GUIDE_PUBLISHED
    client.logout()
    page = read(client, one.get_absolute_url())
    assert ("Barrer" in page, "<script>alert" in page) == (True, False)
    assert one.title in read(client, "/iniciativas/guias/")


def test_guide_changed_by_two_at_once_keeps_what_the_second_typed(client):
    it = initiative()
    signed_in(client, it)
    guide(it, version=3)
    sent = {"title": "Otra", "steps": "Mi paso", "version": "2"}
    page = client.post(f"{it.get_absolute_url()}guia/escribir/", sent).content.decode()
    assert ("Mi paso" in page, 'value="3"' in page, Guide.objects.get().title) == (
        True,
        True,
        "Cómo recuperamos la cancha",
    )


def test_offer_of_a_discreet_initiative_is_shown_to_nobody_else(client):
    shown, hidden = offer(about="El permiso"), offer(initiative(profile=Profile.DISCREET), about="Lo callado")
    page = read(client, "/iniciativas/guias/")
    assert (shown.about in page, hidden.about in page) == (True, False)
    assert hidden.about not in read(client, hidden.initiative.get_absolute_url())


def test_story_of_50000_characters_is_refused_and_kept_in_the_form(client):
    it = initiative()
    signed_in(client, it)
    sent = {"title": "T", "kind": "community", "place": "08037", "causes": ["poverty"], "version": "1"}
    page = client.post(f"{it.get_absolute_url()}editar/", sent | {"story": "a" * 50_000})
    assert (page.status_code, "a" * 50_000 in page.content.decode()) == (HTTPStatus.OK, True)
    it.refresh_from_db()
    assert it.story == ""


def test_page_costs_the_same_for_one_and_for_many(client, django_assert_max_num_queries):
    it = initiative()
    for _ in range(2):
        update(it), result(it), milestone(it), gathering(it)
    with django_assert_max_num_queries(40) as first:
        client.get(it.get_absolute_url())
    for _ in range(4):
        update(it), result(it), milestone(it), gathering(it)
    client.cookies["seen"] = "1"
    with django_assert_max_num_queries(len(first)):
        client.get(it.get_absolute_url() + "?otra=1")
