"""A thief of the database: every table is dumped and searched for what must not be there."""

import json
import re

import pytest
from django.contrib.sessions.models import Session
from django.core import mail
from django.db import connection
from django.db.models import CASCADE, SET_NULL
from django.test import Client
from django_tasks_db.models import DBTaskResult

from tejido.ground.people.actions import erase_account
from tejido.ground.people.mail import deliver
from tejido.ground.people.models import Person
from tejido.ground.people.queries import person_named
from tests.factories.ground import PASSWORD, membership, organisation, person
from tests.ground.people.entering import NAME, sign_in, signed_up
from tests.ground.people.factor import begin, set_up

pytestmark = pytest.mark.django_db

ADDRESS = "bruja.del.71@example.mx"


def dump() -> str:
    """Return all rows of all tables as one text; bytes as text and in hex."""
    parts = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            for row in cursor.fetchall():
                for value in row:
                    if isinstance(value, bytes | memoryview):
                        parts += [bytes(value).decode("latin-1"), bytes(value).hex()]
                    else:
                        parts.append(str(value))
    return "\n".join(parts)


def assert_absent(*secrets: str) -> None:
    """Fail where a secret stands in the database, as it is, in small letters or as JSON writes it."""
    kept = dump()
    for secret in secrets:
        for form in (secret, secret.lower(), secret.encode().hex(), json.dumps(secret).strip('"')):
            assert form not in kept, f"{secret} is in the database"


def test_database_holds_no_name_password_code_secret_or_address(client, settings, django_capture_on_commit_callbacks):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    codes = signed_up(client)
    client.post("/cuenta/codigos/", {"code": codes[0]})
    secret = set_up(client)
    spare = re.findall(r"<code[^>]*>(\d{8})</code>", client.get("/cuenta/paso-dos/codigos/").content.decode())
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/cuenta/correo/", {"email": ADDRESS})
    waiting = DBTaskResult.objects.get()
    assert person_named(NAME).handle in dump()
    assert_absent(NAME, PASSWORD, ADDRESS, secret, *codes, *spare, *[code.replace("-", "") for code in codes])
    deliver.func(*waiting.args_kwargs["args"])
    code = re.findall(r"\d{4} \d{4}", mail.outbox[0].body)[0]
    client.post("/cuenta/correo/codigo/", {"code": code})
    assert person_named(NAME).email == ADDRESS
    assert_absent(NAME, ADDRESS, code, code.replace(" ", ""))


def test_session_of_a_second_factor_being_set_up_does_not_show_its_secret(client):
    person(NAME)
    sign_in(client)
    secret = begin(client)
    assert client.session["mfa.totp.secret"]
    assert_absent(NAME, secret, client.session["mfa.totp.secret"], client.session.session_key)
    assert_absent(str(person_named(NAME).pk) + '"')  # no session says whose it is


def test_stolen_session_table_lets_nobody_in(client):
    person(NAME)
    sign_in(client)
    thief = Client()
    thief.cookies["s"] = Session.objects.get().session_key
    assert thief.get("/cuenta/").status_code == 302


def test_session_under_another_key_is_nobodys(client):
    person(NAME)
    sign_in(client)
    row = Session.objects.get()
    row.session_data = "AAAA"
    row.save()
    assert client.get("/cuenta/").status_code == 302


def test_erased_account_leaves_no_trace_of_its_id(client):
    signed_up(client)
    them = person_named(NAME)
    them.awaits_codes = False
    them.save()
    set_up(client)
    membership(them, organisation())
    sign_in(Client(), password="otra cosa larga")
    identity, handle = them.pk, them.handle
    assert client.post("/cuenta/borrar/", {"current_password": PASSWORD}).status_code == 200
    assert person_named(NAME) is None
    assert_absent(str(identity), identity.hex, handle)
    assert not [name for name, cookie in client.cookies.items() if name == "s" and cookie.value]
    assert client.get("/cuenta/").status_code == 302


def test_other_open_sessions_of_an_erased_account_end(client):
    them = person(NAME)
    sign_in(client)
    erase_account(by=them, now=None)
    assert client.get("/cuenta/").status_code == 302


def test_every_row_that_points_to_a_person_goes_or_lets_go_with_them():
    kept = {
        f"{relation.related_model.__name__}.{relation.field.name}"
        for relation in Person._meta.related_objects
        if relation.on_delete not in (CASCADE, SET_NULL)
    }
    assert kept == set()
