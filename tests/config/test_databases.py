"""Which database, and how it is opened."""

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from tejido.config.databases import database

HOME = Path("/srv/tejido")


def test_embedded_database_lies_at_home_and_writes_at_once():
    found = database("", HOME)
    assert (found["ENGINE"], found["NAME"]) == ("django.db.backends.sqlite3", HOME / "tejido.sqlite3")
    assert found["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert found["OPTIONS"]["timeout"] == 20
    assert found["TEST"]["NAME"] == HOME / "test.sqlite3"


def test_address_names_a_postgresql_whose_connections_are_checked():
    found = database("postgresql://ana:secreto@db.example:5433/tejido?sslmode=require", HOME)
    assert found["ENGINE"] == "django.db.backends.postgresql"
    assert (found["NAME"], found["USER"], found["PASSWORD"]) == ("tejido", "ana", "secreto")
    assert (found["HOST"], found["PORT"], found["OPTIONS"]) == ("db.example", 5433, {"sslmode": "require"})
    assert (found["CONN_MAX_AGE"], found["CONN_HEALTH_CHECKS"]) == (60, True)


def test_address_of_an_sqlite_file_is_opened_as_ours_is(tmp_path):
    found = database(f"sqlite:///{tmp_path}/x.sqlite3", HOME)
    assert found["OPTIONS"] == database("", HOME)["OPTIONS"]


@pytest.mark.parametrize("url", ["db.example:secreto", "mongodb://ana:secreto@x/y", "//"])
def test_address_that_names_none_is_refused_without_telling_its_password(url):
    with pytest.raises(ImproperlyConfigured, match=r"^DATABASE_URL must look like postgresql://") as refused:
        database(url, HOME)
    assert "secreto" not in str(refused.value)


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "sqlite", reason="asks SQLite")
@pytest.mark.parametrize(("pragma", "value"), [("journal_mode", "wal"), ("secure_delete", 1), ("synchronous", 1)])
def test_open_database_overwrites_what_is_deleted_and_lets_readers_go_on(pragma, value):
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {pragma}")
        assert cursor.fetchone() == (value,)
