"""Field x profile x output, in full: what each output may show of what, under each profile."""

from datetime import date, timedelta
from itertools import product

import pytest

from tejido.ground.organisations import profiles
from tejido.ground.organisations.models import Organisation
from tejido.ground.organisations.profiles import Field, Output, Shown, shown
from tejido.ground.organisations.vocabulary import Profile
from tests.factories.ground import organisation

FULL, BAND, LATER, AFTER, NO = Shown.FULL, Shown.BAND, Shown.LATER, Shown.AFTERWARDS, Shown.NO

# One row a field, one column an output, in this order.
OUTPUTS = ["page", "list", "feed", "calendar", "export", "map", "record", "search", "api", "bulletin"]
DISCREET = {
    "state_total": [FULL] * 10,
    "municipal_total": [FULL] * 10,
    "existence": [FULL] * 10,
    "text": [FULL] * 10,
    "municipality": [FULL] * 10,
    "point": [NO] * 10,
    "address": [AFTER, AFTER, AFTER, NO, AFTER, NO, AFTER, AFTER, AFTER, AFTER],
    "contact": [NO] * 10,
    "link": [NO] * 10,
    "coming_date": [AFTER, AFTER, AFTER, NO, AFTER, NO, AFTER, AFTER, AFTER, AFTER],
    "update": [LATER] * 10,
    "number": [BAND] * 10,
}
PROTECTED = {field: [FULL if field == "state_total" else NO] * 10 for field in DISCREET}
TABLE = {
    Profile.OPEN: {field: [FULL] * 10 for field in DISCREET},
    Profile.DISCREET: DISCREET,
    Profile.PROTECTED: PROTECTED,
}
TODAY = date(2026, 11, 2)


def test_table_has_every_field_output_and_profile():
    assert [output.value for output in Output] == OUTPUTS
    assert list(DISCREET) == [field.value for field in Field]
    assert list(TABLE) == list(Profile)


@pytest.mark.parametrize(("profile", "field"), list(product(Profile, Field)))
def test_shown_of_each_field_under_each_profile_in_each_output(profile, field):
    assert [shown(profile, field, output) for output in Output] == TABLE[profile][field.value]


@pytest.mark.parametrize("profile", ["", "OPEN", "hidden"])
def test_shown_under_an_unknown_profile_is_nothing(profile):
    assert {shown(profile, field, output) for field, output in product(Field, Output)} == {Shown.NO}


@pytest.mark.parametrize(
    ("profile", "days", "may"),
    [
        (Profile.OPEN, 0, True),
        (Profile.DISCREET, 0, False),
        (Profile.DISCREET, 3, False),
        (Profile.DISCREET, 4, True),
        (Profile.PROTECTED, 400, False),
    ],
)
def test_update_shown_so_many_days_after(profile, days, may):
    day = TODAY - timedelta(days=days)
    assert profiles.update_shown(profile, Output.PAGE, day=day, today=TODAY) is may


@pytest.mark.parametrize(
    ("profile", "days", "output", "may"),
    [
        (Profile.OPEN, 5, Output.CALENDAR, True),
        (Profile.DISCREET, 0, Output.PAGE, False),
        (Profile.DISCREET, -1, Output.PAGE, True),
        (Profile.DISCREET, -1, Output.CALENDAR, False),
        (Profile.PROTECTED, -400, Output.PAGE, False),
    ],
)
def test_date_shown_so_many_days_ahead(profile, days, output, may):
    day = TODAY + timedelta(days=days)
    assert profiles.date_shown(profile, Field.COMING_DATE, output, day=day, today=TODAY) is may


@pytest.mark.parametrize(("one", "other"), list(product(Profile, Profile)))
def test_linked_only_where_both_are_open(one, other):
    assert profiles.linked(one, other, Output.PAGE) is (one == other == Profile.OPEN)


def test_figure_is_exact_a_band_or_nothing():
    assert [profiles.figure(profile, Output.PAGE, 37) for profile in Profile] == [(37, 37), (20, 49), None]


@pytest.mark.parametrize(
    ("number", "band"),
    [(0, (0, 0)), (1, (1, 4)), (5, (5, 9)), (99, (50, 99)), (10000, (10000, None)), (10**9, (10000, None))],
)
def test_band_of_a_number(number, band):
    assert profiles.band(number) == band


def test_tighter_orders_the_profiles():
    inward = [Profile.OPEN, Profile.DISCREET, Profile.PROTECTED]
    found = {(one, than) for one, than in product(inward, inward) if profiles.tighter(one, than)}
    assert found == {(inward[1], inward[0]), (inward[2], inward[0]), (inward[2], inward[1])}


@pytest.mark.django_db
@pytest.mark.parametrize("output", Output)
def test_listed_leaves_out_what_is_protected(output):
    for profile in Profile:
        organisation(profile=profile)
    found = profiles.listed(Organisation.objects.all(), output).values_list("profile", flat=True)
    assert sorted(found) == ["discreet", "open"]
