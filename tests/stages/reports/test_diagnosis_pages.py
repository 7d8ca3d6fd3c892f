"""Diagnoses through the browser's door."""

import re
from http import HTTPStatus

import pypdfium2
import pytest
from django.core.cache import caches
from django.core.files.uploadedfile import SimpleUploadedFile

from tejido.ground.ledger.models import Leaf
from tejido.ground.organisations.vocabulary import Profile, Role
from tejido.ground.places.actions.reference import load_reference
from tejido.stages.reports.actions.sentences import agree_to_sentence, take_back_sentence
from tejido.stages.reports.models import Diagnosis, WallPhoto
from tests.engines.cleaning.specimens import encoded, halves
from tests.factories import ground
from tests.factories.diagnoses import count, draft, out, published
from tests.factories.moments import NOW, later

pytestmark = pytest.mark.django_db
LIST = "/diagnosticos/"


def visited(client, path):
    """The page as it is now: nothing kept for visitors (the tests' transactions never end, which would turn it)."""
    caches["pages"].clear()
    return text_of(client.get(path))


def text_of(answer):
    assert answer.status_code == HTTPStatus.OK
    return re.sub(r"\s+", " ", answer.content.decode())


def signed_in(client, of, role=Role.COORDINATOR):
    who = ground.membership(ground.person(), of, role).person
    client.force_login(who)
    return who


def said(**changes):
    values = {
        "title": "Cobran piso en la avenida",
        "place": "Juárez, Chihuahua",
        "quarter": "2026-3",
        "profile": Profile.OPEN,
        "causes": "Nadie contesta\r\nLa calle está oscura\r\n",
        "effects": "Cierran a las cinco",
        "what_0": "Luminarias",
        "who_0": "Obras públicas",
        "what_2": "Una ventanilla",
        "tags": ["weak_policing"],
        "knows": "Lo platicamos.",
    }
    return values | changes


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    ground.place()


def test_workshop_is_typed_in_and_published(client):
    ours = ground.organisation()
    signed_in(client, ours)
    answer = client.post(f"{LIST}escribir/", said(organisation=str(ours.pk)), follow=True)
    made = Diagnosis.objects.get()
    assert "Esto es un borrador" in text_of(answer)
    client.post(f"{made.get_absolute_url()}publicar/")
    client.logout()
    page = visited(client, made.get_absolute_url())
    for words in ("La calle está oscura", "Cierran a las cinco", "Luminarias", "Obras públicas", "Una ventanilla"):
        assert words in page
    assert ours.name in page
    assert made.get_absolute_url() in visited(client, LIST)


def test_draft_is_seen_by_its_organisation_only(client):
    made = draft()
    assert client.get(made.get_absolute_url()).status_code == HTTPStatus.NOT_FOUND
    signed_in(client, made.organisation, Role.MEMBER)
    assert "Esto es un borrador" in visited(client, made.get_absolute_url())


def test_form_keeps_what_was_typed_and_names_what_is_wrong(client):
    ours = ground.organisation()
    signed_in(client, ours)
    assert "Hay que corregir" not in visited(client, f"{LIST}escribir/")
    page = text_of(client.post(f"{LIST}escribir/", said(organisation=str(ours.pk), causes="x" * 300)))
    assert "Hay que corregir una cosa" in page
    assert "12 líneas" in page
    assert "Una ventanilla" in page
    assert Diagnosis.objects.count() == 0


def test_person_without_an_organisation_learns_how_to_begin(client):
    client.force_login(ground.person())
    assert "tres vecinas bastan" in visited(client, f"{LIST}escribir/")


def test_diagnosis_without_what_would_help_is_not_published(client):
    made = draft()
    signed_in(client, made.organisation)
    url = made.get_absolute_url()
    client.post(f"{url}escribir/", said(what_0="", who_0="", what_2="", version=made.version))
    answer = client.post(f"{url}publicar/", follow=True)
    assert "algo que ayudaría" in text_of(answer)
    assert Diagnosis.objects.get().edition == 0


def test_new_version_shows_only_once_published_and_stands_in_the_record(client):
    made = published()
    signed_in(client, made.organisation)
    url = made.get_absolute_url()
    client.post(f"{url}escribir/", said(title="Cobran piso y nadie contesta", version=made.version))
    visitor = type(client)()
    assert "Cobran piso y nadie contesta" not in visited(visitor, url)
    client.post(f"{url}publicar/")
    assert "Cobran piso y nadie contesta" in visited(visitor, url)
    leaves = Leaf.objects.filter(subject=made.record_name).order_by("index")
    assert [leaf.verb for leaf in leaves] == [
        "diagnosis.published",
        "diagnosis.told",
        "diagnosis.renamed",
        "diagnosis.revised",
    ]
    assert leaves[3].fields["edition"] == 2
    assert {leaf.actor for leaf in leaves} == {made.organisation.record_name}


def test_form_that_somebody_else_overtook_overwrites_nothing(client):
    made = draft()
    signed_in(client, made.organisation)
    url = f"{made.get_absolute_url()}escribir/"
    client.post(url, said(title="Primero", version=made.version))
    answer = client.post(url, said(title="Segundo", version=made.version))
    assert answer.status_code == HTTPStatus.OK
    assert Diagnosis.objects.get().draft_title == "Primero"


def test_protected_diagnosis_is_nowhere(client):
    made = published(profile=Profile.PROTECTED)
    assert client.get(made.get_absolute_url()).status_code == HTTPStatus.NOT_FOUND
    assert client.get(f"{made.get_absolute_url()}diagnostico.pdf").status_code == HTTPStatus.NOT_FOUND
    load_reference(states={"08"})
    for path in (LIST, f"{LIST}?formato=csv", f"{LIST}?formato=atom", "/lugares/08037/", "/buscar/?q=cobran"):
        answer = client.get(path)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        assert b"Cobran piso" not in body
    assert not Leaf.objects.filter(subject=made.record_name).exists()


def test_discreet_diagnosis_does_not_say_whose_it_is(client):
    made = published(profile=Profile.DISCREET)
    page = visited(client, made.get_absolute_url())
    assert made.organisation.name not in page
    assert "Cobran piso" in page


def test_diagnosis_is_found_by_search(client):
    made = published()
    assert made.get_absolute_url() in visited(client, "/buscar/?q=cobran")


def test_page_shows_the_figures_of_its_quarter_as_they_were_published(client):
    made = published()
    assert "todavía no salen" in visited(client, made.get_absolute_url())
    count(12, of=made.organisation, causes=["corruption"])
    count(4, kind="threats")
    out()
    page = visited(client, made.get_absolute_url())
    assert "Extorsión" in page
    assert "Amenazas" not in page


def test_sentence_is_shown_from_the_next_quarter_on_and_can_be_taken_back(client):
    made = published()
    about = {"organisation": made.organisation, "place": made.place, "sentence": "Ya no abrimos de noche."}
    early = agree_to_sentence(**about, now=later(days=-200))
    agree_to_sentence(**(about | {"sentence": "Esto es de hoy."}), now=NOW.replace(year=2099))
    page = visited(client, made.get_absolute_url())
    assert "Ya no abrimos de noche." in page
    assert "Esto es de hoy." not in page
    assert str(early) not in page
    assert take_back_sentence(early, now=NOW)
    assert "Ya no abrimos de noche." not in visited(client, made.get_absolute_url())


def test_paper_holds_what_the_page_says(client):
    made = published()
    answer = client.get(f"{made.get_absolute_url()}diagnostico.pdf")
    assert answer["Content-Type"] == "application/pdf"
    paper = pypdfium2.PdfDocument(answer.content)
    words = " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in paper)
    for said_there in ("Cobran piso en la avenida", "Luminarias que enciendan", "Obras públicas", "Lo platicamos"):
        assert said_there in words


@pytest.fixture
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.mark.usefixtures("_media")
def test_photo_of_the_wall_is_seen_by_members_only(client):
    made = draft()
    signed_in(client, made.organisation, Role.MEMBER)
    url = f"{made.get_absolute_url()}pared/"
    photo = SimpleUploadedFile("pared.png", encoded(halves(), "PNG"), content_type="image/png")
    client.post(url, {"photo": photo})
    kept = WallPhoto.objects.get()
    assert kept.file.preview_url in visited(client, f"{made.get_absolute_url()}escribir/")
    assert client.get(kept.file.get_absolute_url()).status_code == HTTPStatus.OK
    assert type(client)().get(kept.file.get_absolute_url()).status_code == HTTPStatus.NOT_FOUND
    client.post(f"{url}{kept.pk}/borrar/")
    assert WallPhoto.objects.count() == 0


def test_draft_is_discarded_after_asking(client):
    made = draft()
    signed_in(client, made.organisation)
    url = f"{made.get_absolute_url()}descartar/"
    assert "para siempre" in visited(client, url)
    client.post(url)
    assert Diagnosis.objects.count() == 0


def test_profile_is_tightened_at_once(client):
    made = published()
    signed_in(client, made.organisation)
    client.post(f"{made.get_absolute_url()}perfil/", {"profile": Profile.PROTECTED})
    assert type(client)().get(made.get_absolute_url()).status_code == HTTPStatus.NOT_FOUND


def test_list_costs_as_many_queries_for_many_as_for_one(client, django_assert_max_num_queries):
    published()
    client.get("/")
    with django_assert_max_num_queries(6) as one:
        client.get(f"{LIST}?causa=weak_policing")
    for _ in range(3):
        published()
    with django_assert_max_num_queries(6) as four:
        client.get(f"{LIST}?causa=weak_policing&orden=nombre")
    assert len(one) == len(four)
