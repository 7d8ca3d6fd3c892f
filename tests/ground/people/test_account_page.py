import re
from http import HTTPStatus

import pytest
from django.core import mail
from django.test import Client
from django_tasks_db.models import DBTaskResult

from tejido.ground.people.actions import email as email_actions
from tejido.ground.people.mail import deliver
from tejido.ground.people.queries import person_named
from tests.factories.ground import PASSWORD, person
from tests.ground.people.entering import NAME, person_of, sign_in

pytestmark = pytest.mark.django_db

ADDRESS = "bruja@example.mx"
NEW = "otra contraseña larga"


@pytest.fixture
def signed_in(client):
    person(NAME)
    sign_in(client)
    return client


@pytest.fixture
def mailing(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


def work_off_tasks() -> None:
    """Do the mails that wait, as the worker does."""
    for waiting in DBTaskResult.objects.filter(finished_at=None):
        deliver.func(*waiting.args_kwargs["args"])
        waiting.delete()


@pytest.mark.parametrize("language", ["", "/en"])
def test_account_page_shows_the_name_and_each_way_to_change_it(signed_in, language):
    page = signed_in.get(f"{language}/cuenta/")
    assert page.status_code == HTTPStatus.OK
    assert NAME in page.content.decode()
    linked = set(re.findall(rf'href="{language}(/cuenta/[^"]+)"', page.content.decode()))
    assert linked >= {
        f"/cuenta/{path}/" for path in ("nombre", "contrasena", "codigos", "paso-dos", "sesiones", "borrar")
    }
    for path in linked:
        assert signed_in.get(f"{language}{path}").status_code in {HTTPStatus.OK, HTTPStatus.FOUND}


def test_name_is_changed_after_the_password(signed_in):
    refused = signed_in.post("/cuenta/nombre/", {"name": "Otra", "current_password": "otra cosa larga"})
    assert refused.context["form"].errors["current_password"]
    signed_in.post("/cuenta/nombre/", {"name": "Otra", "current_password": PASSWORD})
    assert person_named(NAME) is None
    assert person_named("otra").name == "Otra"
    assert signed_in.get("/cuenta/").status_code == HTTPStatus.OK


def test_name_of_somebody_else_is_refused_and_ones_own_in_capitals_is_not(signed_in):
    person("Otra")
    refused = signed_in.post("/cuenta/nombre/", {"name": "otra", "current_password": PASSWORD})
    assert refused.context["form"].errors["name"]
    signed_in.post("/cuenta/nombre/", {"name": NAME.upper(), "current_password": PASSWORD})
    assert person_named(NAME).name == NAME.upper()


def test_language_is_kept_and_gone_on_in(signed_in):
    assert signed_in.post("/cuenta/idioma/", {"language": "en"})["Location"] == "/en/cuenta/"
    assert person_named(NAME).language == "en"
    signed_in.post("/cuenta/idioma/", {"language": "xx"})
    assert person_named(NAME).language == "en"


def test_password_change_ends_other_sessions_and_not_this_one(signed_in):
    elsewhere = Client()
    sign_in(elsewhere)
    answer = signed_in.post(
        "/cuenta/contrasena/", {"current_password": PASSWORD, "password": NEW, "password_again": NEW}
    )
    assert answer["Location"] == "/cuenta/"
    assert signed_in.get("/cuenta/").status_code == HTTPStatus.OK
    assert elsewhere.get("/cuenta/").status_code == HTTPStatus.FOUND
    again = Client()
    sign_in(again, password=NEW)
    assert person_of(again)


def test_sign_out_everywhere_ends_every_session(signed_in):
    elsewhere = Client()
    sign_in(elsewhere)
    signed_in.post("/cuenta/sesiones/")
    assert elsewhere.get("/cuenta/").status_code == HTTPStatus.FOUND
    assert signed_in.get("/cuenta/").status_code == HTTPStatus.FOUND


def test_guessing_the_password_in_a_session_is_limited_like_sign_in(signed_in):
    for _number in range(6):
        signed_in.post("/cuenta/borrar/", {"current_password": "otra cosa larga"})
    answer = signed_in.post("/cuenta/borrar/", {"current_password": PASSWORD})
    assert answer.context["form"].errors["current_password"]
    assert person_named(NAME)


def test_address_is_kept_only_after_its_code(signed_in, mailing, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        assert signed_in.post("/cuenta/correo/", {"email": ADDRESS})["Location"] == "/cuenta/correo/codigo/"
    work_off_tasks()
    (letter,) = mail.outbox
    assert letter.to == [ADDRESS]
    code = re.findall(r"\d{4} \d{4}", letter.body)[0]
    assert not person_named(NAME).email
    assert signed_in.post("/cuenta/correo/codigo/", {"code": "00000000"}).context["form"].errors["code"]
    assert not person_named(NAME).email
    assert signed_in.post("/cuenta/correo/codigo/", {"code": code})["Location"] == "/cuenta/"
    assert person_named(NAME).email == ADDRESS
    signed_in.post("/cuenta/correo/quitar/")
    assert not person_named(NAME).email


def test_code_of_the_mail_is_void_after_five_tries(signed_in, mailing, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        signed_in.post("/cuenta/correo/", {"email": ADDRESS})
    work_off_tasks()
    code = re.findall(r"\d{4} \d{4}", mail.outbox[0].body)[0]
    for _number in range(email_actions.TRIES):
        signed_in.post("/cuenta/correo/codigo/", {"code": "00000000"})
    assert signed_in.post("/cuenta/correo/codigo/", {"code": code}).context["form"].errors["code"]


def test_address_is_of_no_use_where_no_mail_is_sent(signed_in, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    answer = signed_in.post("/cuenta/correo/", {"email": ADDRESS})
    assert answer.context["form"].non_field_errors()
    assert not DBTaskResult.objects.exists()


def test_training_delivers_nothing(signed_in, mailing, settings):
    settings.TRAINING = True
    assert signed_in.post("/cuenta/correo/", {"email": ADDRESS}).context["form"].non_field_errors()
    assert mail.outbox == []
