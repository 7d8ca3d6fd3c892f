"""From the form to the receipt, and back with it."""

import pytest

from tejido.ground.vault.models import Thread
from tests.factories import listening

pytestmark = pytest.mark.django_db


def test_report_is_sent_and_opens_again_with_its_receipt(client):
    ours = listening.listening().organisation
    answer = listening.told(client, ours, "Cobran piso en el mercado.", kind="extortion", where="calle Ñandú")
    receipt = listening.receipt_in(answer)
    assert answer.cookies == {}
    assert Thread.objects.get().organisation == ours
    opened = client.post("/n/b/", {"receipt": receipt, "last": receipt[-5:].lower()}, follow=True)
    text = opened.content.decode()
    assert opened.redirect_chain == [("/n/c/", 302)]
    assert "Cobran piso en el mercado." in text
    assert "calle Ñandú" in text
    assert receipt not in text
