"""Words of an intake."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class State(TextChoices):
    """Where an intake is on its way."""

    STAGED = "staged", _("uploaded")
    CHECKED = "checked", _("checked")
    APPLIED = "applied", _("imported")


NEXT: dict[State, frozenset[State]] = {
    State.STAGED: frozenset({State.CHECKED}),
    State.CHECKED: frozenset({State.CHECKED, State.APPLIED}),
    State.APPLIED: frozenset(),
}
"""The one table of which state may follow which."""


class Verdict(TextChoices):
    """What will become of a row."""

    NEW = "new", _("will be new")
    CHANGED = "changed", _("will change")
    SAME = "same", _("stays as it is")
    REFUSED = "refused", _("to be corrected")
