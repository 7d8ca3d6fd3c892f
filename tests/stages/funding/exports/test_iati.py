"""Grants of foreign programmes in IATI's words: valid, with codes that exist, percentages that add up."""

import re
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tejido.ground.places.vocabulary import Cause
from tejido.stages.funding.exports import iati
from tejido.stages.funding.grant_transitions import PUBLIC
from tests.stages.funding.exports.telling import DISCREET, FOREIGN, GRANT, GRANTS, PUBLISHER, TODAY, schemas

etree = pytest.importorskip("lxml.etree")
LISTS = {
    "Sector": ["sector/@code"],
    "OrganisationType": ["participating-org/@type", "reporting-org/@type"],
    "FlowType": ["default-flow-type/@code"],
    "FinanceType": ["default-finance-type/@code"],
    "AidType": ["default-aid-type/@code"],
    "Country": ["recipient-country/@code"],
}


def written(grants=GRANTS):
    return etree.fromstring("".join(iati.activities(grants, PUBLISHER, TODAY)).encode())


def codes(name):
    """The codes of a list that are not withdrawn."""
    items = etree.parse(str(schemas() / f"iati_codelists/{name}.xml")).iter("codelist-item")
    return {item.findtext("code") for item in items if item.get("status", "active") == "active"}


@pytest.mark.shared_data
def test_file_is_valid():
    check = etree.XMLSchema(etree.parse(str(schemas() / "iati/iati-activities-schema.xsd")))
    causes = tuple(Cause.values)
    several = [replace(FOREIGN, key=f"k{state}", state=state, causes=causes) for state in iati.STATUSES]
    assert check.validate(written([*GRANTS, *several])), check.error_log
    assert check.validate(written([])) is False  # the standard knows no file without an activity


@pytest.mark.shared_data
@pytest.mark.parametrize("name", LISTS)
def test_codes_stand_in_the_lists_of_the_standard(name):
    every = replace(FOREIGN, causes=tuple(Cause.values))
    used = {code for path in LISTS[name] for code in written([FOREIGN, every]).xpath(f"//iati-activity/{path}")}
    assert used
    assert used <= codes(name)


def test_only_open_grants_of_foreign_programmes_stand_in_it():
    found = written().findall("iati-activity")
    assert [one.findtext("iati-identifier") for one in found] == [f"MX-RFC-TEJ010101AAA-{FOREIGN.key}"]
    text = etree.tostring(written(), encoding="unicode")
    assert GRANT.key not in text
    assert DISCREET.title not in text
    assert "planned-disbursement" not in text


def test_money_is_what_was_agreed_and_what_was_paid():
    found = written().findall(".//transaction")
    told = [
        (
            one.find("transaction-type").get("code"),
            one.find("transaction-date").get("iso-date"),
            one.findtext("value"),
        )
        for one in found
    ]
    assert told == [("2", "2026-06-30", "60000.50"), ("3", "2026-07-10", "20000.50")]


@given(st.lists(st.sampled_from(Cause.values), max_size=9))
def test_percentages_add_up_to_a_hundred(causes):
    found = iati.shares(tuple(causes))
    assert sum(Decimal(part) for part in found.values()) == 100
    assert all(re.fullmatch(r"\d{5}", code) for code in found)


def test_every_cause_and_every_state_of_a_published_grant_has_a_code():
    assert set(iati.SECTORS) == set(Cause.values)
    assert set(iati.STATUSES) == set(PUBLIC)
