"""Old private halves: kept while something is sealed to them, destroyed afterwards."""

import pytest

from tejido.engines.sealing import draw_pair
from tejido.ground.organisations import actions, retention
from tests.factories.keys import listening
from tests.factories.moments import NOW, later

pytestmark = pytest.mark.django_db


@pytest.fixture
def needed(monkeypatch):
    """The ids of the keys that something is sealed to."""
    ids = set()
    monkeypatch.setattr(retention, "_needed", [lambda ended: ids & set(ended)])
    return ids


def test_old_private_half_is_destroyed_once_nothing_is_sealed_to_it(needed):
    at = listening(recovery_public=draw_pair().public)
    old = at.key
    needed.add(old.pk)
    actions.rotate_key(at.organisation, pair=at.pair, by=at.coordinator, now=later(days=30))
    assert actions.destroy_old_keys(now=later(days=40)) == 0
    needed.clear()
    assert actions.destroy_old_keys(now=later(days=41)) == 1
    old.refresh_from_db()
    assert (old.destroyed_on, old.wraps.count(), bytes(old.recovery_wrapped)) == (later(days=41).date(), 0, b"")
    assert actions.destroy_old_keys(now=later(days=41)) == 0
    assert at.key.wraps.count() == 1


def test_present_key_and_one_that_ended_today_are_never_destroyed(needed):
    at = listening()
    actions.rotate_key(at.organisation, pair=at.pair, by=at.coordinator, now=NOW)
    assert actions.destroy_old_keys(now=NOW) == 0
    assert at.key.wraps.count() == 1
