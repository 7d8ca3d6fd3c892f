"""What every write has in common: one transaction, a name in the register, pages made anew afterwards."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.utils.functional import Promise

from tejido.ground.web.models import Edition

P = ParamSpec("P")
R = TypeVar("R")

ACTIONS: dict[str, Callable[..., object]] = {}
"""Every action by its name, `app.verb_noun`. The role walk in tests/roles fails where one is missing from its table."""


class Refused(Exception):  # noqa: N818  it is an answer to a person, not a defect
    """An expected failure of an action: what happened and what to do, in words for the person who asked.

    `field` names the form field it belongs to, where there is one. Subclasses stand beside the action that raises them.
    """

    message: str | Promise = ""
    field: str | None = None

    def __init__(self, message: str | Promise | None = None, *, field: str | None = None) -> None:
        if message is not None:
            self.message = message
        if field is not None:
            self.field = field
        super().__init__(str(self.message))


class NotAllowed(Refused, PermissionDenied):
    """The person may not do this; nothing was changed. A view that lets it pass answers 403."""


def action(function: Callable[P, R]) -> Callable[P, R]:
    """Mark `function` as an action: it runs in one transaction and is known to the role walk.

    Nothing is written where it raises. Pages kept for visitors are made anew once the transaction holds.
    """
    return _known(function, turn_page)


def sealed_action(function: Callable[P, R]) -> Callable[P, R]:
    """As `action`, for writes that show on no page for visitors: what is sealed changes no public page.

    So a flood of them empties no cache, they do not all meet in one row, and nobody outside can count them by it.
    """
    return _known(function, None)


def _known(function: Callable[P, R], afterwards: Callable[[], None] | None) -> Callable[P, R]:
    @wraps(function)
    def acted(*args: P.args, **kwargs: P.kwargs) -> R:
        with transaction.atomic():
            result = function(*args, **kwargs)
            if afterwards is not None:
                transaction.on_commit(afterwards)
        return result

    app = function.__module__.split(".actions")[0].rsplit(".", 1)[-1]
    ACTIONS[f"{app}.{function.__name__}"] = acted
    return acted


def turn_page() -> None:
    """Make every page kept for visitors outdated."""
    _Here.turns += 1
    editions = Edition.objects.filter(pk=1)
    if not editions.update(number=F("number") + 1):
        _edition, is_first = Edition.objects.get_or_create(pk=1, defaults={"number": 1})
        if not is_first:
            editions.update(number=F("number") + 1)


class _Here:
    turns = 0


def turns() -> int:
    """Return how often this very process turned the page, so that it need not ask the database whether it did."""
    return _Here.turns


def edition() -> int:
    """Return the number of the present edition."""
    return Edition.objects.filter(pk=1).values_list("number", flat=True).first() or 0
