"""A visitor who posts to any address of the site is sent to sign in or turned away, and nothing is written."""

from collections import Counter

import pytest
from django.apps import apps
from django.test import Client

from tejido.ground.ledger.queries import size_of_log
from tests.factories.ground import person
from tests.factories.initiatives import need
from tests.profiles.crawling import SIGN_IN, addresses_of, pools, routes
from tests.roles.table import World

# Addresses that a visitor may post to, each with the reason; what they write without a valid form is nothing.
OPEN_TO_VISITORS = {
    "account_login": "to sign in",
    "account_signup": "to open an account",
    "account_reset_password": "to come back with a recovery code",
    "account_logout": "signs out; for a visitor there is nothing to end",
    "mfa_authenticate": "the second step of signing in",
    "account_inactive": "only says that an account is closed",
    "initiative-begin": "the answers about risks go by POST and are not kept",
    "initiative-near": "searches near a point go by POST, so that no log holds them",
    "moderation-flag": "anybody may point out a page; an empty form writes nothing",
    "notice-stop": "the key in the address stops that person's mail, without signing in",
    "notice-unfollow-mail": "the key in the address ends one following, without signing in",
    "place-at": "searches near a point go by POST, so that no log holds them",
    "take-part": "what brings somebody here, and where, goes by POST and is not kept",
    "join-ask": "asking to join needs no account",
    "join-ask-hour": "nor does asking for an hour",
    "join-answer": "the code goes by POST",
    "join-erase": "whoever has the code may erase what they asked",
    "report-new": "the safe form; it sends nothing without a token of ours",
    "report-write": "the safe form; it sends nothing without a token of ours",
    "report-receipt": "a thread opens with its receipt alone",
    "report-thread": "a thread opens with its receipt alone; without it this leads to the safe form",
    "report-close": "closes a thread on this device, and leads to the safe form",
    "report-withdraw": "a thread opens with its receipt alone; without it this leads to the safe form",
    "vote": "a ballot asks for the code of a slip and for nothing else; without one nothing is written",
    "record-checking": "a proof is checked here and not kept",
}
TURNED_AWAY = {403, 404, 405}
# Sessions and counts of failed attempts are no one's data: they are written before anybody is known.
NOT_COUNTED = {"sessions.Session", "people.LimitRow", "people.Tally"}


def rows() -> Counter[str]:
    """How many rows every table has."""
    models = [model for model in apps.get_models() if model._meta.managed and model._meta.label not in NOT_COUNTED]
    return Counter({model._meta.label: model._default_manager.count() for model in models})


@pytest.mark.django_db
def test_visitor_who_posts_anywhere_is_turned_away_and_nothing_is_written(client: Client):
    world = World()
    for role in ("coordinator", "liaison", "funder", "facilitator", "host"):
        world.person(role)
    need()
    person()
    before, size, pool = rows(), size_of_log(), pools()
    odd = []
    for route in routes():
        for path in list(addresses_of(route, pool))[:5]:
            answer = client.post(path, {})
            to_sign_in = answer.status_code == 302 and answer.headers["Location"].startswith(SIGN_IN)
            if to_sign_in or answer.status_code in TURNED_AWAY or route.name in OPEN_TO_VISITORS:
                continue
            if answer.status_code != 200 or client.get(path).content != answer.content:  # a page that takes no post
                odd.append((route.name, path, answer.status_code))
    assert odd == []
    assert (rows(), size_of_log()) == (before, size)


def test_addresses_open_to_visitors_exist():
    assert sorted(set(OPEN_TO_VISITORS) - {route.name for route in routes()}) == []
