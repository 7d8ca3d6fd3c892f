"""A second factor without a page: for the accounts of a demo and of tests."""

from datetime import datetime

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

from tejido.ground.people.models import Person
from tejido.ground.people.policies import check_keeps_account
from tejido.ground.web.acting import action


@action
def set_up_app(*, by: Person, now: datetime) -> str:  # noqa: ARG001  every action knows its moment
    """Set up the app with codes for the person, in place of an earlier one; return the secret that the app would read.

    On the page this is allauth's work; here nobody scans anything.
    """
    person = check_keeps_account(by)
    Authenticator.objects.filter(user=person, type=Authenticator.Type.TOTP).delete()
    secret: str = generate_totp_secret()
    TOTP.activate(person, secret)
    RecoveryCodes.activate(person)
    return secret
