"""Promise 8 attacked: somebody dictates how to fill in a ballot and looks for it in whatever is published.

The attacker knows the dictated pattern, how many voted, and all that visitors can read. A victim obeys or does not; if
the attacker could tell which, the pattern would be a receipt. Where few patterns are possible for many ballots others
cast each of them as well, and the attacker finds the dictated one either way. Where many are, single ballots, votes of
each project, hashes, certificate and explanation must all look the same whether the victim obeyed or not; as long as
the winners do, which no rule of publication can keep from anybody.
"""

import hashlib
import itertools
import json
import re

import pytest
from django.urls import reverse
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from tejido.engines.allocation import pabulib
from tejido.ground.ledger.models import Leaf, LeafText
from tejido.stages.funding.deciding import is_publishable
from tejido.stages.funding.figures import told_votes
from tejido.stages.funding.models import Application, CastBallot
from tests.factories.ballots import cast, counting, decided

ALL_OF_THREE = [one for size in range(4) for one in itertools.combinations((1, 2, 3), size)]
DICTATED = (1, 4, 6)  # three of seven projects: one pattern of 128
OTHERS = [(1,), (2,), (3,), (4, 7), (2, 3), (5,), (2, 5), (6, 7), (7,)]


def published(client, call):
    """All that a visitor can read of a result: pages in both languages, files, the public record."""
    names = ("allocation", "allocation-projects", "allocation-result", "allocation-ballots", "scrutiny")
    with translation.override("es"):
        addresses = [reverse(name, args=[call.pk]) for name in names]
    texts = [client.get(prefix + address).content for address in addresses for prefix in ("", "/en")]
    leaves = Leaf.objects.exclude(verb="record.log.opened").order_by("index").values_list("verb", "fields")
    return texts, list(leaves), list(LeafText.objects.order_by("leaf").values_list("text", flat=True))


def finds(text, pattern):
    """Whether a file of ballots holds the pattern."""
    ballots = pabulib.read(text.decode()).election
    wanted = {str(number) for number in pattern}
    return any({ballots.projects[at].id for at, _points in one} == wanted for one, _times in ballots.cast)


@pytest.mark.django_db
@pytest.mark.parametrize("dictated", ALL_OF_THREE)
def test_pattern_is_found_among_published_ballots_whether_the_victim_obeyed_or_not(client, dictated):
    for victim in (dictated, (1, 2) if dictated != (1, 2) else (3,)):
        call = counting(3)
        cast(call, *ALL_OF_THREE, times=6)
        cast(call, victim)
        assert decided(call).is_published
        text = client.get(reverse("allocation-ballots", args=[call.pk])).content
        assert finds(text, dictated)


@pytest.mark.django_db
def test_rare_pattern_would_be_a_receipt_if_these_ballots_were_published(client):
    """The attack works without the rule: this is what it keeps from the attacker."""
    told = []
    for victim in (DICTATED, (2,)):
        call = counting(7)
        cast(call, *OTHERS, times=10)
        cast(call, victim)
        found = decided(call)
        assert not found.is_published
        assert client.get(reverse("allocation-ballots", args=[call.pk])).status_code == 404
        told.append(finds(found.ballots_file, DICTATED))
    assert told == [True, False]


@pytest.mark.django_db
def test_nothing_that_is_published_tells_whether_the_victim_obeyed(client):
    """Not the pages, not the record; the hashes differ from one time to the next even for the same ballots."""
    seen = []
    for victim in (DICTATED, (2, 3)):
        call = counting(7, total=500_000_00)
        cast(call, *OTHERS, times=10)
        cast(call, victim)
        found = decided(call)
        texts, leaves, words = published(client, call)
        for content in (found.result_file, found.ballots_file):
            assert all(content.strip() not in text for text in texts)
        seen.append((_plain(texts, call, found), [(verb, _same(fields)) for verb, fields in leaves], words))
        Leaf.objects.all().delete()
        LeafText.objects.all().delete()
    assert seen[0][0] == seen[1][0]
    assert seen[0][1] == seen[1][1]


@pytest.mark.django_db
@pytest.mark.parametrize("amount", [40_000_00, 900_000_00])
def test_nobody_learns_whether_one_or_nobody_voted_for_what_lost(amount):
    told = []
    for votes in range(5):
        call = counting(7, total=100_000_00)
        Application.objects.filter(call=call, number=6).update(amount=amount)
        cast(call, (1,), (2,), (3,), (4, 7), (5,), times=10)
        cast(call, (3, 6), times=votes)
        cast(call, (3,), times=4 - votes)
        found = decided(call)
        assert "6" not in found.winners
        told.append((found.figures["votes"]["6"], found.figures["lost"]["6"]))
    assert [one for one in told if one != told[0]] == []


@pytest.mark.django_db
def test_hash_of_unpublished_ballots_is_not_that_of_any_guess():
    call = counting(7)
    cast(call, *OTHERS, times=2)
    cast(call, DICTATED)
    found = decided(call)
    guess = pabulib.read(found.ballots_file.decode()).election
    without = {name: value for name, value in guess.more.items() if name != "nonce"}
    written = pabulib.write(type(guess)(guess.projects, guess.budget, guess.cast, guess.vote, guess.unit, 0, without))
    assert hashlib.sha256(written.encode()).hexdigest() != found.ballots_hash
    assert json.loads(found.result_file)["ballots_sha256"] == found.ballots_hash


class Rule(TestCase):
    """The rule itself, on calls of any size."""

    @given(st.integers(0, 8), st.integers(1, 8) | st.none(), st.integers(0, 3000))
    @settings(max_examples=60)
    def test_single_ballots_are_published_only_where_patterns_are_a_fifth_of_them_at_most(self, projects, most, voters):
        call = counting(0, most_choices=most)
        length = projects if most is None else min(most, projects)
        patterns = sum(1 for size in range(length + 1) for _ in itertools.combinations(range(projects), size))
        assert is_publishable(call, projects, voters) is (voters == 0 or patterns * 5 <= voters)


@given(st.integers(0, 400), st.integers(0, 400))
def test_one_vote_more_or_less_at_either_end_is_never_told(votes, voters):
    votes = min(votes, voters)
    low, high = told_votes(votes, voters, exactly=False)
    assert low <= votes <= high
    for few in range(min(4, voters)):
        assert told_votes(few, voters, exactly=False) == told_votes(0, voters, exactly=False)
        assert told_votes(voters - few, voters, exactly=False) == told_votes(voters, voters, exactly=False)


def _plain(texts, call, found):
    """Pages without what differs by chance from one call to the next: ids and hashes."""
    plain = []
    for text in texts:
        said = text.decode()
        for chance in (str(call.pk), found.result_hash, found.ballots_hash, str(call.funder_id)):
            said = said.replace(chance, "·")
        for one in call.applications.all():
            said = said.replace(str(one.pk), "·")
        plain.append(re.sub(r"/bitacora/\d+/|(Asiento|Entry) \d+", "·", said))  # leaves are numbered on and on
    return plain


def _same(fields):
    return {name: value for name, value in fields.items() if not name.endswith("_hash")}


def test_ballots_of_the_site_have_neither_name_nor_hour():
    assert {field.name for field in CastBallot._meta.get_fields()} == {"id", "call", "choices", "on_paper"}
