"""The files as anybody takes them: what stands in which, under every profile, and what never does."""

import csv
import io
import json
from datetime import timedelta
from decimal import Decimal
from http import HTTPStatus

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate

from tejido.ground.organisations.vocabulary import HIDDEN, Profile
from tejido.ground.web.acting import turn_page
from tejido.stages.funding.disclosure import last_told_day
from tejido.stages.funding.exports.catalogue import EXPORTS
from tejido.stages.funding.models import Grant, GrantReport, Instalment, Reading, Target
from tejido.stages.funding.vocabulary.calls import ApplicationState, CallState
from tejido.stages.funding.vocabulary.grants import GrantState, InstalmentState
from tests.factories import funding, ground
from tests.factories.initiatives import initiative

pytestmark = pytest.mark.django_db
PAGE = "/financiar/datos/"
FILES = [one.file for one in EXPORTS]
OPEN_ONLY = ["360giving.json", "360giving.csv", "iati.xml", "ocds-entregas.json", "ocds-registros.json", "pagos.csv"]
AGREED, PAID, COMING = 6_543_217, 2_345_678, 4_197_539
"""Hundredths; the three amounts that a file could betray."""


def grant(profile=Profile.OPEN, *, paid_days_ago=200, state=GrantState.AGREED, **kwargs):
    """A grant of a city to an initiative: one instalment paid, one to come."""
    today = localdate()
    its = kwargs.pop("initiative", None) or initiative(profile=profile, title="Cancha de la Loma")
    values = {
        "funder": kwargs.pop("funder", None) or ground.institution(rfc="MJU741010AAA"),
        "initiative": its,
        "place": its.place,
        "causes": ["poverty"],
        "title": "Apoyo a la cancha",
        "searchable": "apoyo a la cancha",
        "purpose": "Luz hasta las nueve",
        "amount": AGREED,
        "drafted_on": today - timedelta(days=310),
        "agreed_on": today - timedelta(days=300),
        "begins_on": today - timedelta(days=290),
        "ends_on": today + timedelta(days=75),
        "profile": profile,
        "state": state,
        "state_since": today - timedelta(days=300),
        "foreign_programme": "72052326CA00001",
    }
    made = Grant.objects.create(**(values | kwargs))
    paid_on = today - timedelta(days=paid_days_ago)
    paid = {"amount": PAID, "paid": PAID, "due_on": paid_on, "state": InstalmentState.PAID, "paid_on": paid_on}
    Instalment.objects.create(grant=made, number=1, milestone="Postes puestos", **paid)
    due_on = today + timedelta(days=33)
    Instalment.objects.create(grant=made, number=2, milestone="Luz encendida", amount=COMING, due_on=due_on)
    return made


def taken(client, file):
    answer = client.get(PAGE + file)
    assert answer.status_code == HTTPStatus.OK
    return b"".join(answer.streaming_content).decode()


def everything(client):
    return {file: taken(client, file) for file in FILES}


def rows(client, file):
    return list(csv.DictReader(io.StringIO(taken(client, file))))


def amounts(hundredths):
    """An amount as any of the files may write it."""
    whole, cents = divmod(hundredths, 100)
    return (f"{whole}.{cents:02}", f"{whole}.{cents}", str(hundredths))


def test_page_names_every_file_and_how_to_cite(client):
    page = client.get(PAGE).content.decode()
    for one in EXPORTS:
        assert f'href="{PAGE}{one.file}"' in page
    assert "creativecommons.org/licenses/by/4.0" in page
    assert f"<code>Tejido, dinero para lo que la ciudadanía ya empezó, {localdate()}, http" in page


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize("export", EXPORTS, ids=lambda one: one.name)
def test_file_is_sent_as_what_it_is_and_not_twice(client, export, prefix):
    grant()
    first = client.get(prefix + PAGE + export.file)
    assert first.headers["Content-Type"] == export.media_type
    assert first.headers["Content-Disposition"] == f'attachment; filename="{export.file}"'
    assert first.streaming
    assert not first.cookies
    body = b"".join(first.streaming_content)
    assert body == taken(client, export.file).encode()  # whatever language the address is in
    assert not client.head(PAGE + export.file).content
    again = client.get(PAGE + export.file, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (HTTPStatus.NOT_MODIFIED, b"")
    turn_page()  # a write that nobody may know of, so that the tag must not tell of it
    again = client.get(PAGE + export.file, headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == HTTPStatus.NOT_MODIFIED


def test_tag_changes_with_what_stands_in_the_file(client):
    made = grant()
    first = client.get(PAGE + "apoyos.csv")
    Grant.objects.filter(pk=made.pk).update(title="Otra luz")
    assert client.get(PAGE + "apoyos.csv", headers={"If-None-Match": first.headers["ETag"]}).status_code == 200


def test_open_grant_stands_exactly_in_every_file_of_grants(client):
    made = grant()
    files = everything(client)
    for file in [*OPEN_ONLY, "apoyos.csv"]:
        assert str(made.pk) in files[file], file
    assert (
        json.loads(files["360giving.json"], parse_float=Decimal)["grants"][0]["amountAwarded"] == Decimal(AGREED) / 100
    )
    (row,) = rows(client, "apoyos.csv")
    assert (row["amount_from"], row["amount_to"]) == ("65432.17", "65432.17")
    assert (row["paid_from"], row["recipient"]) == ("23456.78", made.initiative.organisation.name)
    assert [one["amount"] for one in rows(client, "pagos.csv")] == ["23456.78"]


def test_coming_instalment_stands_nowhere(client):
    made = grant()
    coming = made.instalments.get(number=2)
    forbidden = [str(coming.pk), coming.milestone, coming.due_on.isoformat(), *amounts(COMING)]
    found = [(file, word) for file, text in everything(client).items() for word in forbidden if word in text]
    assert found == []


@pytest.mark.parametrize("state", [GrantState.DRAFT])
def test_draft_stands_nowhere(client, state):
    made = grant(state=state)
    assert [file for file, text in everything(client).items() if str(made.pk) in text or made.title in text] == []


def test_discreet_grant_is_a_band_in_one_table_and_nowhere_else(client):
    made = grant(Profile.DISCREET)
    paid = made.instalments.get(number=1)
    files = everything(client)
    assert [file for file, text in files.items() if made.title in text] == ["apoyos.csv"]
    (row,) = rows(client, "apoyos.csv")
    assert (row["paid_from"], row["paid_to"]) == ("20000.00", "50000.00")
    told = {name for name, value in row.items() if value}
    assert told == {
        "id", "title", "initiative", "place_key", "place", "causes", "currency",
        "paid_from", "paid_to", "url",
    }  # fmt: skip
    forbidden = [
        made.initiative.organisation.name,
        made.funder.name,
        paid.paid_on.isoformat(),
        made.agreed_on.isoformat(),
    ]
    forbidden += [*amounts(AGREED), *amounts(PAID), made.foreign_programme, str(made.initiative.organisation_id)]
    assert [(file, word) for file, text in files.items() for word in forbidden if word in text] == []


def test_discreet_grant_appears_with_its_quarter_and_not_with_its_day(client):
    last = last_told_day(localdate())
    made = grant(Profile.DISCREET, paid_days_ago=(localdate() - last).days - 1)
    assert rows(client, "apoyos.csv") == []
    made.instalments.filter(number=1).update(paid_on=last)
    assert [row["id"] for row in rows(client, "apoyos.csv")] == [str(made.pk)]


@pytest.mark.parametrize("profile", [Profile.DISCREET, Profile.PROTECTED, HIDDEN])
def test_funder_that_is_not_open_is_named_nowhere(client, profile):
    made = grant(funder=funding.funder(profile=profile, name="Fundación callada"))
    words = ["Fundación callada", str(made.funder_id), made.foreign_programme]
    found = [(file, word) for file, text in everything(client).items() for word in words if word in text]
    assert found == []


@pytest.mark.parametrize("what", ["grant", "initiative"])
@pytest.mark.parametrize("profile", [Profile.PROTECTED, HIDDEN])
def test_what_is_protected_or_hidden_stands_nowhere(client, what, profile):
    its = initiative(profile=profile if what == "initiative" else Profile.OPEN, title="Cancha oculta")
    made = grant(profile if what == "grant" else Profile.OPEN, initiative=its)
    words = [str(made.pk), made.title, str(its.pk), its.title]
    found = [(file, word) for file, text in everything(client).items() for word in words if word in text]
    assert found == []


@pytest.mark.parametrize("to", [Profile.DISCREET, Profile.PROTECTED])
@pytest.mark.parametrize("what", ["grant", "initiative"])
def test_tightened_profile_is_gone_from_the_next_file_at_once(client, what, to):
    made = grant(paid_days_ago=5)
    assert made.title in taken(client, "360giving.json")
    thing = made if what == "grant" else made.initiative
    thing.profile = to
    thing.save(update_fields=["profile"])
    turn_page()
    assert [file for file, text in everything(client).items() if made.title in text or str(made.pk) in text] == []


def test_organisation_that_is_not_open_is_not_named_as_who_receives(client):
    made = grant()
    organisation = made.initiative.organisation
    organisation.profile = Profile.DISCREET
    organisation.save(update_fields=["profile"])
    assert [file for file, text in everything(client).items() if organisation.name in text] == []
    (row,) = rows(client, "apoyos.csv")
    assert (row["recipient"], row["recipient_id"]) == ("", "")


def test_tax_key_of_civil_society_stands_nowhere(client):
    made = grant()
    type(made.initiative.organisation).objects.filter(pk=made.initiative.organisation_id).update(rfc="SAT970701NN3")
    files = everything(client)
    assert [file for file, text in files.items() if "SAT970701NN3" in text] == []
    assert "MX-RFC-MJU741010AAA" in files["360giving.json"]


def test_calls_and_what_came_of_applications(client):
    call = funding.call(CallState.DECIDED, of=ground.institution())
    chosen, quiet = funding.admitted(call, 1), funding.admitted(call, 2)
    for one, state in ((chosen, ApplicationState.CHOSEN), (quiet, ApplicationState.NOT_CHOSEN)):
        type(one).objects.filter(pk=one.pk).update(state=state)
    hidden = funding.admitted(call, 3, of=funding.old_initiative(profile=Profile.PROTECTED, title="Oculta"))
    draft = funding.application(call, state=ApplicationState.DRAFT)
    secret = funding.call(CallState.DRAFT, title="En borrador")
    outcomes = {row["id"]: row["outcome"] for row in rows(client, "solicitudes.csv")}
    assert outcomes == {str(chosen.pk): "chosen", str(quiet.pk): "not_chosen"}
    assert [row["id"] for row in rows(client, "convocatorias.csv")] == [str(call.pk)]
    assert str(call.pk) in taken(client, "ocds-entregas.json")
    words = [str(one.pk) for one in (hidden, draft, secret)]
    assert [word for word in words for text in everything(client).values() if word in text] == []


def test_results_are_those_of_the_last_report(client):
    made, today = grant(), localdate()
    target = Target.objects.create(grant=made, number=1, what="Jóvenes", figure=80, unit="jóvenes")
    Target.objects.create(grant=made, number=2, what="Sin leer", figure=5, unit="talleres")
    for number, figure in ((1, 11), (2, 22)):
        sent_on = today - timedelta(days=30 - number)
        report = GrantReport.objects.create(grant=made, number=number, due_on=today, text="Va", sent_on=sent_on)
        Reading.objects.create(report=report, target=target, figure=figure, source="lista")
    (row,) = rows(client, "resultados.csv")
    assert (row["expected"], row["figure"]) == ("80.00", "22.00")
    assert row["reported_on"] == (today - timedelta(days=28)).isoformat()
    assert 'target value="80.00"' in taken(client, "iati.xml")


@pytest.mark.parametrize("file", FILES)
def test_number_of_queries_does_not_grow(client, file):
    def cost():
        with CaptureQueriesContext(connection) as seen:
            taken(client, file)
        return len(seen)

    grant()
    funding.admitted(funding.call(CallState.DECIDED), 1)
    taken(client, file)
    few = cost()
    for number in range(4):
        grant(initiative=initiative(title=f"Otra {number}"))
        grant(Profile.DISCREET)
        funding.admitted(funding.call(CallState.DECIDED), 1)
    assert cost() == few <= 14


def test_text_that_xml_cannot_hold_is_taken_out(client):
    grant(title="Luz\x0b y <b>porterías</b> & más", purpose="=1+1")
    assert "Luz y &lt;b&gt;porterías&lt;/b&gt; &amp; más" in taken(client, "iati.xml")
    assert [row["Description"] for row in csv.DictReader(io.StringIO(taken(client, "360giving.csv")))] == ["'=1+1"]
