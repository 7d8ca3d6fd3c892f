"""Entering acts in the public record without saying more than a profile allows."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Any

from django.db import transaction

from tejido.ground.ledger.actions import append
from tejido.ground.ledger.models import Leaf
from tejido.ground.ledger.vocabulary import Recorded
from tejido.ground.notices.actions import tell
from tejido.ground.organisations.models import Organisation
from tejido.ground.organisations.profiles import Field, Output, Shown, linked, shown


def enter(
    act: str,
    *,
    subject: Recorded,
    under: str,
    by: Recorded | None,
    day: date,
    text: str = "",
    url: str = "",
    also: Sequence[Recorded] = (),
    **fields: Any,
) -> Leaf | None:
    """Append an act on `subject`, which stands under the profile `under`; write nothing where that is protected.

    What a protected thing does is no public act. Where it comes to be shown later, its action enters it as it then is.
    Whoever follows `subject`, or one of `also`, hears of it where there is an address, `url`, to lead them to.
    The actor is left out (the leaf says "site") where the profiles allow no link between the two.
    """
    if shown(under, Field.EXISTENCE, Output.RECORD) is not Shown.FULL:
        return None
    leaf = append(act, subject=subject, by=_actor(subject, under, by), day=day, text=text, **fields)
    if url:
        transaction.on_commit(partial(tell, act, subject=subject, also=also, day=day, url=url, line=text))
    return leaf


def _actor(subject: Recorded, under: str, by: Recorded | None) -> Recorded | None:
    if not isinstance(by, Organisation) or by.record_name == subject.record_name:
        return by  # posts belong to institutions, which are open; a group acts as its initiative
    return by if linked(under, by.profile, Output.RECORD) else None
