"""Each public column of each kind is changed behind the site's back, and the audit finds it."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import BinaryField, BooleanField, DateField, DateTimeField, DecimalField, IntegerField, JSONField

from tejido.ground.ledger.audit import AUDITED
from tejido.ground.ledger.auditing import audit_site
from tejido.ground.ledger.models import Leaf
from tests.factories.moments import TODAY
from tests.ground.ledger.makers import MAKERS, spare

KINDS = sorted(AUDITED.keys() & MAKERS.keys())
COLUMNS = [(kind, column) for kind in KINDS for column in (*AUDITED[kind].columns, *AUDITED[kind].texts)]

HIDING = {("group", "is_public")}
"""Whoever changes these hides the row, as its profile may; the audit counts it, since nobody can tell which it was."""

pytestmark = pytest.mark.django_db


def problems(of: str) -> list[str]:
    """What the audit says of one subject, or of all of a kind; tests make much of the rest without any act."""
    found = audit_site(TODAY).problems
    return [str(one) for one in found if str(one.values.get("subject", of)).startswith(of)]


def test_every_audited_kind_has_a_maker():
    assert sorted(AUDITED.keys() - MAKERS.keys()) == []


@pytest.mark.parametrize("kind", KINDS)
def test_site_whose_tables_follow_from_the_record_holds(kind):
    thing = MAKERS[kind]()
    assert thing.record_name.startswith(f"{kind}:")
    assert problems(f"{kind}:") == []


@pytest.mark.parametrize(("kind", "column"), COLUMNS)
def test_column_that_was_changed_is_found(kind, column):
    thing = MAKERS[kind]()
    MAKERS[kind]()
    spare()
    change(thing, column)
    if (kind, column) in HIDING:
        assert audit_site(TODAY).left_out == 1
        return
    [problem] = problems(thing.record_name)
    assert problem.startswith(f"{thing.record_name}: {column} is ")


@pytest.mark.parametrize("kind", KINDS)
def test_row_that_no_act_made_is_found(kind):
    thing = MAKERS[kind]()
    Leaf.objects.filter(subject=thing.record_name).update(subject=f"other:{UUID(int=1)}")
    assert f"{thing.record_name} is in the tables and not in the record" in problems(thing.record_name)


@pytest.mark.parametrize("kind", KINDS)
def test_row_that_is_gone_is_found(kind):
    thing = MAKERS[kind]()
    gone = f"{kind}:{UUID(int=1)}"
    Leaf.objects.filter(subject=thing.record_name).update(subject=gone)
    assert f"{gone} is in the record and not in the tables" in problems(gone)


def change(thing, column: str) -> None:
    """Give a column another value by SQL, as somebody would who has the database and not the site."""
    field = thing._meta.get_field(column)
    with connection.cursor() as cursor:
        if field.many_to_many:
            own = field.m2m_column_name()
            cursor.execute(f"DELETE FROM {field.m2m_db_table()} WHERE {own} = %s", [prepared(thing._meta.pk, thing.pk)])
            assert cursor.rowcount
            return
        own = prepared(thing._meta.pk, thing.pk)
        for value in values(thing, field):
            try:
                with transaction.atomic():
                    cursor.execute(
                        f"UPDATE {thing._meta.db_table} SET {field.column} = %s WHERE {thing._meta.pk.column} = %s",
                        [prepared(field, value), own],
                    )
            except IntegrityError:
                continue
            return
    raise AssertionError(f"no other value fits {column}")


def values(thing, field):
    """Give values that a column does not hold now; constraints may refuse some."""
    now = getattr(thing, field.attname)
    if field.is_relation:
        strangers = field.related_model.objects.exclude(pk=now).order_by("pk")
        return [*strangers.values_list("pk", flat=True)[:5], None]
    if isinstance(field, JSONField):
        return [["changed"]]
    if isinstance(field, BinaryField):
        return [bytes(now) + b"x"]
    if isinstance(field, BooleanField):
        return [not now]
    if isinstance(field, IntegerField | DecimalField):
        return [(now or 0) + 1, (now or 0) + 100]
    if isinstance(field, DateTimeField):
        return [now + timedelta(days=1)]
    if isinstance(field, DateField):
        return [(now or TODAY) + timedelta(days=1), None]
    return [value for value, _words in field.flatchoices if value != now] or ["otro"[: field.max_length]]


def prepared(field, value):
    return field.get_db_prep_save(value, connection)
