"""Who must have a second factor. Apps above say so for their own roles; hosts always must."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from allauth.mfa import app_settings
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

from tejido.ground.people.models import Person

Rule = Callable[[Person], bool]
FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)

_rules: list[Rule] = []


def require(rule: Rule) -> None:
    """Require a second factor of everybody whom `rule` answers True for; called once, from `AppConfig.ready`.

    The rule is asked on every request of somebody who has not shown a second factor: keep it to one query.
    """
    if rule not in _rules:
        _rules.append(rule)


def is_required_of(person: Person) -> bool:
    """Say whether the person must have a second factor."""
    return person.is_host or any(rule(person) for rule in _rules)


def has_one(person: Person) -> bool:
    """Say whether the person has set up a second factor."""
    return Authenticator.objects.filter(user=person, type__in=FACTORS).exists()


@dataclass(frozen=True)
class Factors:
    """What a person has set up: the app, so many keys, so many spare codes that were not used."""

    app: bool = False
    keys: int = 0
    spare_codes: int = 0


def factors_of(person: Person) -> Factors:
    """Return what the person has set up."""
    rows = list(Authenticator.objects.filter(user=person))
    kinds = [row.type for row in rows]
    spare = [row.wrap() for row in rows if row.type == Authenticator.Type.RECOVERY_CODES]
    return Factors(
        app=Authenticator.Type.TOTP in kinds,
        keys=kinds.count(Authenticator.Type.WEBAUTHN),
        spare_codes=len(spare[0].get_unused_codes()) if spare else 0,
    )


def current_code(person: Person) -> str:
    """Return the code that the person's app shows now; nothing where they have none. For demos: it opens the secret."""
    row = Authenticator.objects.filter(user=person, type=Authenticator.Type.TOTP).first()
    if row is None:
        return ""
    step = int(time.time()) // app_settings.TOTP_PERIOD
    return str(format_hotp_value(hotp_value(get_adapter().decrypt(row.data["secret"]), step)))
