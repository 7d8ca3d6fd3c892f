"""What stands in a line of the mail ends the following that it comes from, and nothing else."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from tejido.ground.notices import actions
from tejido.ground.notices.causes import followed_causes
from tejido.ground.notices.digest import letter_of, token_of_follow
from tejido.ground.notices.models import Follow
from tejido.ground.notices.queries import reader_of, unread_count
from tests.factories.ground import person, place

pytestmark = pytest.mark.django_db

SEVEN = datetime(2026, 11, 2, 13, 0, tzinfo=UTC)
ADDRESS = re.compile(r"https://tejido\.example(/avisos/menos/[0-9a-f]+/)")


@pytest.fixture
def reader(settings):
    settings.SITE_URL = "https://tejido.example"
    place()
    place("08019", "Chihuahua")
    them = person()
    for subject in ("place:08037", "place:08019", "cause:corruption"):
        actions.follow(subject=subject, by=them, now=SEVEN)
    return them


def mail_of(reader, kind):
    actions.change_mail(kind=kind, hour=7, by=reader, now=SEVEN)
    actions.tell("thing.done", subject=place(), day=SEVEN.date(), url="/lugares/08037/")
    return letter_of(reader, reader_of(reader))[0].body


def test_line_of_the_mail_ends_its_own_following_after_a_look_and_a_tap(reader, client):
    path = ADDRESS.search(mail_of(reader, "lines"))[1]
    shown = client.get(path).content.decode()
    assert (Follow.objects.count(), "Juárez" in shown) == (3, False)
    client.post(path)
    assert sorted(Follow.objects.values_list("subject", flat=True)) == ["cause:corruption", "place:08019"]


def test_mail_that_only_counts_names_nothing_that_is_followed(reader):
    assert ADDRESS.search(mail_of(reader, "count")) is None


def test_key_that_was_changed_ends_nothing(reader, client):
    token = token_of_follow(reader, "place:08037")
    for bad in (token[:-2] + ("00" if token[-2:] != "00" else "11"), "00", "no"):
        assert client.post(f"/avisos/menos/{bad}/").status_code == 200
    assert Follow.objects.count() == 3


def test_follower_of_a_cause_hears_of_what_works_on_it(reader):
    actions.tell(
        "thing.done",
        subject=place("08028", "Guadalupe"),
        also=followed_causes(["corruption", "poverty"]),
        day=(SEVEN + timedelta(days=1)).date(),
        url="/lugares/08028/",
    )
    assert unread_count(reader) == 1
