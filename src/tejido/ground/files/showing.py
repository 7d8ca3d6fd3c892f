"""Who sees a file: the apps that keep it say so, and a file that nobody answers for is shown to nobody.

An app registers its rule when it starts (`AppConfig.ready`); the rule asks that app's own `visible_to`.
"""

from collections.abc import Callable
from uuid import UUID

from tejido.ground.people.models import Person

Rule = Callable[[UUID, Person | None], bool]

_rules: dict[str, Rule] = {}


def register(name: str, rule: Rule) -> None:
    """Add the rule of the app `name`: whether it shows the file with this id to the person (None: a visitor)."""
    _rules[name] = rule


def is_shown(pk: UUID, person: Person | None) -> bool:
    """Say whether any app shows the file to the person."""
    return any(rule(pk, person) for rule in _rules.values())
