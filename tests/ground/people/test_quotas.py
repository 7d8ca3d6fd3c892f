"""So many a day for each account; what is refused does not count."""

import pytest
from django.db import transaction

from tejido.ground.people.models import LimitRow
from tejido.ground.people.quotas import Enough, Quota, spend
from tests.factories.ground import person
from tests.factories.moments import NOW, later

pytestmark = pytest.mark.django_db
TWO = Quota("test", 2)


def test_quota_ends_for_the_day_and_for_this_account_only():
    who, other = person(), person()
    for _ in range(2):
        spend(TWO, who, NOW)
    with pytest.raises(Enough):
        spend(TWO, who, NOW)
    spend(TWO, other, NOW)
    spend(TWO, who, later(days=1))


def test_what_is_undone_does_not_count():
    who = person()
    with pytest.raises(RuntimeError), transaction.atomic():
        spend(TWO, who, NOW)
        raise RuntimeError
    spend(TWO, who, NOW)
    spend(TWO, who, NOW)


def test_hosts_are_not_counted():
    who = person(is_host=True)
    for _ in range(3):
        spend(TWO, who, NOW)


def test_table_of_counts_names_no_account():
    who = person()
    spend(TWO, who, NOW)
    assert str(who.pk) not in "".join(LimitRow.objects.values_list("cache_key", flat=True))
