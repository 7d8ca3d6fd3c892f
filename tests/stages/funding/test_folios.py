"""Folios of invoices: read as typed, each counted once on the whole site, also in the same instant."""

import threading
from uuid import UUID

import pytest
from django.db import connection, connections
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from tejido.stages.funding.actions import grant_accounts
from tejido.stages.funding.actions import grant_refusals as refusals
from tejido.stages.funding.folios import NotAnInvoice, folio_of, read_invoice
from tejido.stages.funding.models import Invoice
from tests.factories import grants as factory
from tests.factories.ground import TODAY
from tests.factories.moments import NOW


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


FOLIO = factory.FOLIO
SAT = 'xmlns:cfdi="http://www.sat.gob.mx/cfd/4" xmlns:tfd="http://www.sat.gob.mx/TimbreFiscalDigital"'


def invoice(folio=FOLIO, total="1250.505", head="", day="2026-10-02T08:00:00"):
    stamp = f'<cfdi:Complemento><tfd:TimbreFiscalDigital UUID="{folio}"/></cfdi:Complemento>'
    who = '<cfdi:Receptor Rfc="NADJ800101XX1" Nombre="JUANA NADIE"/>'
    body = f'<cfdi:Comprobante {SAT} Total="{total}" Fecha="{day}" Moneda="MXN">{who}{stamp}</cfdi:Comprobante>'
    return f'<?xml version="1.0"?>{head}{body}'.encode()


@given(st.uuids(), st.booleans(), st.sampled_from(["{}", " {} ", "{{{}}}", "UUID: {}", "urn:uuid:{}", "Folio {}"]))
def test_folio_is_read_as_people_type_it(folio, is_upper, pattern):
    if folio.int == 0:
        return
    typed = pattern.format(folio)
    assert folio_of(typed.upper() if is_upper else typed) == folio
    assert folio_of(folio.hex) == folio
    assert folio_of(str(folio).replace("-", " – ")) == folio


@pytest.mark.parametrize("typed", ["", "A-1234", FOLIO[:-1], FOLIO + "0", FOLIO.replace("5", "G"), "0" * 32, "\x00"])
def test_what_is_no_folio_is_none(typed):
    assert folio_of(typed) is None


@given(st.text())
def test_any_text_is_a_folio_or_none(typed):
    assert folio_of(typed) is None or isinstance(folio_of(typed), UUID)


def test_file_gives_folio_total_and_day_and_no_names():
    read = read_invoice(invoice())
    assert (read.folio, read.total, read.issued_on.isoformat()) == (UUID(FOLIO), 1250_50, "2026-10-02")
    assert "NADIE" not in repr(read) and "NADJ" not in repr(read)


BOMB = '<!DOCTYPE a [<!ENTITY b "0123456789"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>'


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"%PDF-1.4",
        b"<a/>",
        b"<a>" * 5000,
        invoice(head=BOMB),
        invoice(head='<!DOCTYPE a SYSTEM "file:///etc/passwd">'),
        invoice(folio="no"),
        invoice(total="NaN"),
        invoice(total="-1"),
        invoice(total="1e30"),
        invoice(day="ayer"),
        invoice() + b" " * 2**21,
        invoice().replace(b"TimbreFiscalDigital", b"Otro"),
        b"\xff\xfe\x00",
    ],
)
def test_what_is_no_invoice_is_refused(data):
    with pytest.raises(NotAnInvoice):
        read_invoice(data)


@given(st.binary(max_size=300))
def test_any_bytes_are_an_invoice_or_refused(data):
    with pytest.raises(NotAnInvoice):
        read_invoice(data)


@pytest.mark.django_db
def test_same_folio_in_the_same_grant_in_one_of_the_same_sides_and_in_another():
    first = factory.agreed()
    first.paid()
    first.invoiced(100)
    again = factory.FOLIO.lower().replace("-", "")
    with pytest.raises(refusals.FolioUsed, match="this grant"):
        first.invoiced(100, again)
    sister = factory.agreed(funder=first.funder, initiative=first.initiative, title="La segunda parte")
    sister.paid()
    with pytest.raises(refusals.FolioUsed, match="Luz y canchas"):
        sister.invoiced(100, again)
    stranger = factory.agreed(named="Otra")
    stranger.paid()
    with pytest.raises(refusals.FolioUsed) as refused:
        stranger.invoiced(100, again)
    assert "Luz" not in str(refused.value.message) and refused.value.field == "folio"
    assert Invoice.objects.count() == 1


@pytest.mark.django_db
def test_funder_is_told_in_which_of_its_grants_an_invoice_was_used_and_others_are_not():
    first = factory.agreed(title="El de Rosales")
    first.paid()
    first.invoiced(100)
    second = factory.agreed(funder=first.funder, named="Otra")
    second.paid()
    said = {"folio": FOLIO, "amount": 100, "what": "Focos", "issued_on": TODAY}
    with pytest.raises(refusals.FolioUsed, match="El de Rosales"):
        grant_accounts.enter_invoice(second.grant, **said, by=second.giver, now=NOW)
    with pytest.raises(refusals.FolioUsed) as refused:
        grant_accounts.enter_invoice(second.grant, **said, by=second.taker, now=NOW)
    assert "Rosales" not in str(refused.value.message)


@pytest.mark.django_db
def test_invoice_that_was_taken_out_can_be_entered_again():
    made = factory.agreed()
    made.paid()
    grant_accounts.remove_invoice(made.invoiced(100), by=made.taker, now=NOW)
    assert made.invoiced(100).amount == 100


def at_once(*calls):
    """Run calls in the same instant, each with a connection of its own; give what each answered."""
    start, answers = threading.Barrier(len(calls)), [None] * len(calls)

    def run(at, call):
        start.wait()
        try:
            answers[at] = call()
        except Exception as problem:
            answers[at] = problem
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


@pytest.mark.django_db(transaction=True)
def test_same_folio_in_two_grants_in_the_same_instant_counts_once():
    if connection.vendor == "sqlite" and connection.is_in_memory_db():
        pytest.skip("one connection cannot be in two places")
    made = [factory.agreed(named=name) for name in ("Una", "Dos")]
    for one in made:
        one.paid()
    answers = at_once(*(lambda it=it: it.invoiced(100) for it in made))
    assert sorted(type(it).__name__ for it in answers) == ["FolioUsed", "Invoice"]


@pytest.mark.django_db(transaction=True)
def test_same_instalment_is_paid_once_and_accounts_do_not_overflow_in_the_same_instant():
    if connection.vendor == "sqlite" and connection.is_in_memory_db():
        pytest.skip("one connection cannot be in two places")
    from tejido.stages.funding.actions.grant_payments import pay_instalment

    made = factory.agreed()
    row = made.checked()
    pay = {"paid_on": TODAY, "by": made.giver, "now": NOW}
    answers = at_once(*(lambda: pay_instalment(row, **pay) for _ in range(2)))
    assert sorted(type(it).__name__ for it in answers) == ["GrantWrongTime", "Instalment"]
    other = "11111111-396d-4725-8521-cdc4bdd20ccf"
    answers = at_once(*(lambda it=it: made.invoiced(40_000_00, it) for it in (FOLIO, other)))
    assert sorted(type(it).__name__ for it in answers) == ["Invoice", "OverPaid"]
