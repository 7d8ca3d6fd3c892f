"""Grants in 360Giving's words: valid, no unknown field, nothing of what is not open."""

import csv
import io
import json
from copy import deepcopy
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from tejido.stages.funding.exports import giving
from tejido.stages.funding.exports.identifiers import units
from tests.stages.funding.exports.telling import DISCREET, FOREIGN, GRANT, GRANTS, PUBLISHER, TODAY, schema

ADDRESS = "https://tejido.example/financiar/datos/360giving.json"


def packed(grants=GRANTS):
    return json.loads("".join(giving.package(grants, PUBLISHER, ADDRESS, TODAY)), parse_float=Decimal)


def refused(package):
    """What the published schema has against a package, fields that it does not know included."""
    one, whole = deepcopy(schema("360/360-giving-schema.json")), deepcopy(schema("360/360-giving-package-schema.json"))
    for part in [one, whole, *one["$defs"].values()]:
        if "properties" in part:
            part["additionalProperties"] = False
    known = Resource.from_contents(one, default_specification=DRAFT202012)
    names = [one["$id"], whole["properties"]["grants"]["items"]["$ref"]]
    registry = Registry().with_resources((name, known) for name in names)
    checker = Draft202012Validator(whole, registry=registry, format_checker=FormatChecker())
    return [f"{list(error.absolute_path)}: {error.message[:200]}" for error in checker.iter_errors(package)]


def plain(package):
    return json.loads(json.dumps(package, default=float))


@pytest.mark.shared_data
def test_package_is_valid_and_has_no_unknown_field():
    assert refused(plain(packed())) == []


@pytest.mark.shared_data
def test_check_finds_an_unknown_field_and_a_wrong_day():
    wrong = plain(packed())
    wrong["grants"][0]["amountApplied"] = 1
    wrong["grants"][1]["recipientOrganization"][0]["rfc"] = "x"
    wrong["grants"][1]["awardDate"] = "15/10/2026"
    assert len(refused(wrong)) >= 2


def test_only_open_grants_stand_in_it_and_their_amounts_are_exact():
    grants = packed()["grants"]
    assert [one["id"] for one in grants] == [f"360G-tejido-{one.key}" for one in (GRANT, FOREIGN)]
    first = grants[0]
    assert (first["amountAwarded"], first["amountDisbursed"]) == (Decimal("60000.5"), Decimal("20000.5"))
    assert first["amountAppliedFor"] == Decimal("60000.5")
    assert first["disbursementTransaction"][0]["transactionDate"] == "2026-07-10"
    assert first["plannedDates"] == [{"startDate": "2026-07-01", "endDate": "2027-06-30", "duration": 12}]
    assert (first["fromOpenCall"], grants[1]["fromOpenCall"]) == ("Yes", "No")


def test_tax_keys_are_those_of_funders_alone():
    first = packed()["grants"][0]
    assert first["fundingOrganization"][0]["id"] == "MX-RFC-MJU741010AAA"
    assert first["recipientOrganization"][0]["id"] == f"tejido-tejido-example-{GRANT.recipient.key}"


def test_package_without_a_grant_is_still_a_package():
    assert packed([DISCREET])["grants"] == []


def test_grant_that_is_not_open_is_never_written():
    with pytest.raises(ValueError, match="band"):
        giving.grant(replace(DISCREET, funder=GRANT.funder, recipient=GRANT.recipient), PUBLISHER, ADDRESS)


def test_table_holds_what_the_package_holds_and_no_formula():
    text = "".join(giving.table([replace(GRANT, purpose="=SUMA(A1)"), DISCREET], PUBLISHER, ADDRESS))
    (row,) = list(csv.DictReader(io.StringIO(text)))
    assert row["Identifier"] == f"360G-tejido-{GRANT.key}"
    assert row["Amount Awarded"] == "60000.5"
    assert row["Planned Dates:Duration (months)"] == "12"
    assert row["Recipient Org:Name"] == GRANT.recipient.name
    assert row["Description"] == "'=SUMA(A1)"


@pytest.mark.shared_data
def test_titles_of_the_table_are_those_of_the_standard():
    one = schema("360/360-giving-schema.json")
    for title, where in giving.COLUMNS.items():
        names = [step for step in where if isinstance(step, str)]
        found, titles = one["properties"], []
        for name in names:
            titles.append(found[name].get("title") or one["$defs"][name].get("title") or name.title())
            reference = found[name].get("items", {}).get("$ref")
            found = one["$defs"][reference.rsplit("/", 1)[-1]]["properties"] if reference else {}
        assert ":".join(titles) == title


@given(st.integers(min_value=0, max_value=10**13))
def test_amounts_are_exact_to_the_hundredth(amount):
    assert json.loads(json.dumps(units(amount)), parse_float=Decimal) == Decimal(amount) / 100


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)), st.integers(0, 2000))
def test_months_cover_the_days(first, days):
    from datetime import timedelta

    from tejido.stages.funding.exports.identifiers import months

    assert days / 31 <= months(first, first + timedelta(days)) <= days / 28 + 1
