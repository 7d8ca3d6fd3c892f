"""Promise 1: 200 markers planted through the form are in nothing on the disk: database, its log, a dump, sealed files.

tests/attacks/test_markers.py searches tables; this one searches what lies on the disk, before and after withdrawal.
"""

import pytest

from tejido.ground.vault.models import Item, Thread, Wrap
from tests.attacks import stolen
from tests.attacks.planting import plant
from tests.factories import listening

pytestmark = pytest.mark.django_db(transaction=True)


def test_thief_of_the_disk_finds_no_marker_and_after_withdrawal_nothing_that_was_sealed(client):
    us = listening.listening()
    planted = plant(client, us.organisation)
    taken = stolen.everything()
    assert {name: found for name, data in taken.items() if (found := planted.found_in(data))} == {}
    wraps = [bytes(blob) for blob in Wrap.objects.values_list("blob", flat=True)]
    texts = [bytes(sealed)[:64] for sealed in Item.objects.values_list("sealed", flat=True)]
    assert [bool(stolen.holding(one, taken)) for one in wraps] == [True] * len(wraps)

    for receipt in planted.receipts:
        listening.come_back(client, receipt)
        client.post("/n/c/w/")
    assert Thread.objects.count() == 0
    left = stolen.everything()
    assert [one for one in [*wraps, *texts] if stolen.holding(one, left)] == []
