"""Canonical JSON against the examples of RFC 8785 and its author's test data."""

import math

import pytest

from tejido.engines.record import CanonicalError, canonical_json


def test_canonical_json_of_the_rfc_example():
    value = {
        "numbers": [333333333.33333329, 1e30, 4.50, 2e-3, 0.000000000000000000000000001],
        "string": '\u20ac$\u000f\nA\'B"\\\\"/',
        "literals": [None, True, False],
    }
    assert canonical_json(value) == (
        b'{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],'
        b'"string":"\xe2\x82\xac$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}'
    )


def test_canonical_json_sorts_keys_by_utf16_units():
    value = {
        "\u20ac": "Euro Sign",
        "\r": "Carriage Return",
        "\ufb33": "Hebrew Letter Dalet With Dagesh",
        "1": "One",
        "\U0001f600": "Emoji: Grinning Face",
        "\u0080": "Control",
        "\u00f6": "Latin Small Letter O With Diaeresis",
    }
    order = ["\\r", "1", "\u0080", "\u00f6", "\u20ac", "\U0001f600", "\ufb33"]  # RFC 8785, 3.2.3
    written = canonical_json(value).decode()
    assert sorted(order, key=lambda key: written.index(f'"{key}":')) == order


def test_canonical_json_does_not_sort_as_a_language_does():
    value = {"peach": 1, "péché": 2, "pêche": 3, "sin": 4}
    assert canonical_json(value).decode() == '{"peach":1,"péché":2,"pêche":3,"sin":4}'


@pytest.mark.parametrize(
    "value",
    [
        2**53,
        -(2**53),
        math.nan,
        math.inf,
        pytest.param(object(), id="object"),
        {1: "one"},
        "\ud800",
        {"\ud800": 1},
        b"bytes",
        {"a": {1}},
    ],
    ids=repr,
)
def test_canonical_json_refuses_what_has_no_canonical_form(value):
    with pytest.raises(CanonicalError):
        canonical_json(value)


def test_canonical_json_refuses_endless_nesting():
    value: list[object] = []
    value.append(value)
    with pytest.raises(CanonicalError):
        canonical_json(value)
