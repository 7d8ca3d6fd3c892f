"""An address for notices, if somebody wants one. It is kept once its owner typed the code that was mailed to it."""

import secrets
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from functools import partial

from django.db import transaction
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from tejido.ground.people import limits, mail
from tejido.ground.people.models import Person
from tejido.ground.people.names import seal
from tejido.ground.people.policies import check_keeps_account
from tejido.ground.web.acting import Refused, action

LASTS = timedelta(minutes=30)
TRIES = 5
DIGITS = 8


class NoMail(Refused):
    """This instance sends no mail."""

    message = _("This site sends no mail, so an address would be of no use.")


class TooManyMails(Refused):
    """The whole site was asked for many confirmations."""

    message = _("Many people are confirming an address just now. Try again in an hour.")


class WrongMailCode(Refused):
    """The code is not the one that was mailed, is too old, or was tried too often."""

    message = _("That is not the code we mailed, or it is older than half an hour. Ask for a new one.")
    field = "code"


@dataclass
class Claim:
    """An address that waits for its code; it lives in the sealed session only. `asked_at` is in seconds."""

    email: str
    code: str
    asked_at: float
    tries: int = 0

    def as_dict(self) -> dict[str, object]:
        """Return the claim as the session holds it."""
        return asdict(self)


@action
def claim_email(*, email: str, by: Person, now: datetime) -> Claim:
    """Mail a code to an address; return what `confirm_email` needs. Raises NoMail, TooManyMails."""
    person = check_keeps_account(by)
    if not mail.is_set_up():
        raise NoMail
    if not limits.may_try(limits.CONFIRMATION_MAILS, now):
        raise TooManyMails
    limits.count(limits.CONFIRMATION_MAILS, now)
    code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
    with override(person.language):
        subject = gettext("Your code")
        body = gettext(
            "The code is %(code)s. It works for half an hour, on the page where you asked for it.\n\n"
            "If you did not ask for it, do nothing: this address is kept nowhere.\n"
        ) % {"code": f"{code[:4]} {code[4:]}"}
    transaction.on_commit(partial(mail.post, email, subject, body))
    return Claim(email, code, now.timestamp())


@action
def confirm_email(*, claim: Claim | None, code: str, by: Person, now: datetime) -> Person:
    """Keep the claimed address, sealed. Counts the try in `claim`. Raises WrongMailCode."""
    person = check_keeps_account(by)
    if claim is None:
        raise WrongMailCode
    claim.tries += 1
    typed = "".join(code.split())
    fresh = now.timestamp() - claim.asked_at <= LASTS.total_seconds() and claim.tries <= TRIES
    if not constant_time_compare(typed, claim.code) or not fresh:
        raise WrongMailCode
    person.email_sealed = seal(claim.email, purpose="email")
    person.save(update_fields=["email_sealed"])
    return person


@action
def remove_email(*, by: Person, now: datetime) -> Person:  # noqa: ARG001  every action knows its moment
    """Forget the address."""
    person = check_keeps_account(by)
    person.email_sealed = None
    person.save(update_fields=["email_sealed"])
    return person
