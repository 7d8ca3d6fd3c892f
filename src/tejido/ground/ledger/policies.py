"""Who may have a text withdrawn."""

from tejido.ground.ledger.models import Leaf
from tejido.ground.ledger.withdrawal import Asker, may_withdraw
from tejido.ground.web.acting import NotAllowed


def check_may_withdraw(asker: Asker | None, leaf: Leaf) -> Asker:
    """Return who asks. Raises NotAllowed."""
    if asker is None or not may_withdraw(asker, leaf):
        raise NotAllowed
    return asker
