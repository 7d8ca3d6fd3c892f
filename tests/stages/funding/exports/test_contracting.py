"""Public money in OCDS words: valid against the schema, and the Open Contracting Partnership's checks find nothing."""

import json
import zipfile
from dataclasses import replace
from datetime import date

import pytest
from jsonschema import Draft4Validator, FormatChecker
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT4

from tejido.stages.funding.exports import contracting
from tejido.stages.funding.grant_transitions import PUBLIC
from tejido.stages.funding.vocabulary.calls import CallState, Decision
from tests.stages.funding.exports.telling import (
    CALL,
    CITY,
    DISCREET,
    FOREIGN,
    FOUNDATION,
    GRANT,
    GRANTS,
    PUBLISHER,
    TODAY,
    schema,
    schemas,
)

ADDRESS, RECORDS = "https://tejido.example/datos/ocds.json", "https://tejido.example/datos/ocds-registros.json"
ALONE = replace(GRANT, key="a10ea10e-0000-4000-8000-00000000000d", call=None, payments=(), finished_on=date(2026, 9, 1))
CALLS = [
    CALL,
    replace(CALL, key="private", funder=FOUNDATION),
    *(replace(CALL, key=f"call-{state}", state=state) for state in contracting.TENDERS),
    *(replace(CALL, key=f"call-{how}", decision=how) for how in Decision.values),
]


def found(grants=(*GRANTS, ALONE)):
    return list(contracting.processes(CALLS, grants))


def releases():
    return json.loads("".join(contracting.release_package(found(), PUBLISHER, ADDRESS, TODAY)))


def records():
    return json.loads("".join(contracting.record_package(found(), PUBLISHER, RECORDS, ADDRESS, TODAY)))


def refused(package, name):
    whole, one = schema(f"ocds/{name}-package-schema.json"), schema("ocds/release-schema.json")
    one = strict(one)
    known = Resource.from_contents(one, default_specification=DRAFT4)
    registry = Registry().with_resource(
        "https://standard.open-contracting.org/schema/1__1__5/release-schema.json", known
    )
    checker = Draft4Validator(strict(whole), registry=registry, format_checker=FormatChecker())
    return [f"{list(error.absolute_path)}: {error.message[:200]}" for error in checker.iter_errors(package)]


def strict(part):
    """The same schema, refusing fields that it does not name."""
    if isinstance(part, list):
        return [strict(one) for one in part]
    if not isinstance(part, dict):
        return part
    made = {key: strict(value) for key, value in part.items()}
    if isinstance(part.get("properties"), dict) and "patternProperties" not in part:
        made["additionalProperties"] = False
    return made


@pytest.mark.shared_data
def test_releases_and_records_are_valid_and_have_no_unknown_field():
    assert refused(releases(), "release") == []
    assert refused(records(), "record") == []


@pytest.fixture
def archive(monkeypatch):
    """The standard's own archive, which also answers for what the checker would fetch."""
    where = schemas() / "ocds/standard-1__1__5.zip"

    def answer(url, *_more, **_named):
        with zipfile.ZipFile(where) as held:
            (name,) = [one for one in held.namelist() if one.endswith("/schema/" + url.rsplit("/", 1)[-1])]
            found = requests.Response()
            found.status_code, found._content = 200, held.read(name)
        return found

    requests = pytest.importorskip("requests")
    monkeypatch.setattr(requests, "get", answer)
    return where


def checked(package, archive):
    """What the Open Contracting Partnership's own checks find."""
    api, config = pytest.importorskip("libcoveocds.api"), pytest.importorskip("libcoveocds.config")
    own = config.LibCoveOCDSConfig({"standard_zip": archive.as_uri(), "context": "api"})
    said = api.ocds_json_output(json_data=package, lib_cove_ocds_config=own)
    names = ("validation_errors", "additional_fields", "additional_checks")
    lists = ("additional_closed_codelist_values", "additional_open_codelist_values")
    return {name: said[name] for name in names if said[name]} | {name: said[name] for name in lists if said.get(name)}


@pytest.mark.shared_data
@pytest.mark.parametrize("package", [releases, records])
def test_official_checks_find_nothing(package, archive):
    assert checked(package(), archive) == {}


@pytest.mark.shared_data
@pytest.mark.parametrize(
    ("wrong", "found"),
    [
        ({"tag": ["gift"]}, {"additional_closed_codelist_values"}),
        ({"rfc": "x"}, {"additional_fields"}),
        ({"planning": {"rationale": ""}}, {"additional_checks"}),
        ({"date": "23/11/2026"}, {"validation_errors"}),
    ],
)
def test_official_checks_find_what_is_wrong(wrong, found, archive):
    package = releases()
    package["releases"] = [package["releases"][0] | wrong]
    assert found <= set(checked(package, archive))


def test_processes_are_those_of_institutions():
    keys = [one["ocid"].removeprefix("ocds-000000-") for one in releases()["releases"]]
    assert keys == [*(call.key for call in CALLS if call.funder == CITY), ALONE.key]
    text = json.dumps(releases(), ensure_ascii=False)
    for hidden in (DISCREET.title, DISCREET.key, FOREIGN.key, FOUNDATION.name):
        assert hidden not in text


def test_process_tells_from_the_call_to_what_was_paid():
    one = releases()["releases"][0]
    assert one["tag"] == ["planning", "tender", "award", "contract", "implementation"]
    assert one["tender"]["numberOfTenderers"] == 3
    assert one["awards"][0]["value"] == {"amount": 60000.5, "currency": "MXN"}
    (paid,) = one["contracts"][0]["implementation"]["transactions"]
    assert (paid["value"]["amount"], paid["date"]) == (20000.5, "2026-07-10T00:00:00Z")
    roles = {party["name"]: party["roles"] for party in one["parties"]}
    assert roles == {
        CITY.name: ["buyer", "procuringEntity", "funder", "payer"],
        GRANT.recipient.name: ["supplier", "payee"],
    }


def test_record_links_its_release_and_tells_the_same():
    first = records()["records"][0]
    now = releases()["releases"][0]
    assert first["compiledRelease"] == now | {"tag": ["compiled"]}
    assert first["releases"] == [{"url": f"{ADDRESS}#{now['id']}", "date": now["date"], "tag": now["tag"]}]


def test_every_state_has_a_word():
    assert set(contracting.TENDERS) == set(CallState.values) - {CallState.DRAFT}
    assert set(contracting.CONTRACTS) == set(PUBLIC)
    assert set(contracting.CRITERIA) == set(Decision.values)
