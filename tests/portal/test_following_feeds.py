"""Whoever has no account follows a place, a cause, an organisation or an initiative in a feed reader."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.utils import timezone

from tejido.ground.organisations.vocabulary import Profile, Role
from tejido.ground.places.actions.reference import load_reference
from tejido.stages.initiatives import actions
from tejido.stages.initiatives.models import Initiative
from tejido.stages.initiatives.vocabulary import State
from tests.factories import ground
from tests.factories.initiatives import initiative

pytestmark = pytest.mark.django_db
FEED = re.compile(r'class="follow">\s*<a href="([^"]+formato=atom[^"]*)"')


@pytest.fixture
def begun() -> Initiative:
    """An open initiative that a coordinator published some days ago, so that the record tells of it."""
    load_reference(states={"08"})
    who, of = ground.person(), ground.organisation()
    ground.membership(who, of, Role.COORDINATOR)
    draft = initiative(of, state=State.DRAFT, profile=Profile.OPEN, causes=["corruption"])
    return actions.change_state(draft, to=State.ACTIVE, by=who, now=timezone.now() - timedelta(days=3))


def feed_of(client, address) -> str:
    """Return the feed that a page names beside its button, as a reader gets it."""
    answer = client.get(unescape(FEED.search(client.get(address).content.decode())[1]))
    assert answer.headers["Content-Type"].startswith("application/atom+xml")
    return answer.content.decode()


def test_each_page_names_a_feed_that_tells_of_the_initiative(client, begun):
    pages = [
        begun.get_absolute_url(),
        begun.organisation.get_absolute_url(),
        "/lugares/08037/",
        "/causas/corruption/",
    ]
    assert [f"{begun.published_on}T00:00:00" in feed_of(client, page) for page in pages] == [True] * 4
