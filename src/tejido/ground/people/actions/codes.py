"""Recovery codes: handing them out, having one typed again, using one."""

from datetime import datetime

from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_variables

from tejido.ground.people.actions.keys import replace_key
from tejido.ground.people.codes import SET, digest_of_code, draw_code
from tejido.ground.people.models import Person, RecoveryCode, fresh_mark
from tejido.ground.people.names import handle_of
from tejido.ground.people.policies import check_keeps_account
from tejido.ground.web.acting import Refused, action


class WrongCode(Refused):
    """The code is not one of the person's; or there is no such person, which is not told apart."""

    message = _("That name and that code do not belong together. Check each letter; a code works only once.")


class CodeNotTyped(Refused):
    """What was typed is none of the codes just shown."""

    message = _("That is none of your codes. Check each letter against the ones you wrote down.")
    field = "code"


def hand_out(person: Person, *, typed_again: bool) -> list[str]:
    """Replace the person's recovery codes and return the new ones. Part of an action, inside its transaction."""
    codes = [draw_code() for _number in range(SET)]
    person.recovery_codes.all().delete()
    RecoveryCode.objects.bulk_create([RecoveryCode(person=person, digest=digest_of_code(code)) for code in codes])
    person.awaits_codes = typed_again
    person.save(update_fields=["awaits_codes"])
    return codes


@action
def renew_codes(*, by: Person, now: datetime) -> list[str]:  # noqa: ARG001  every action knows its moment
    """Give the person a new set of recovery codes, which ends the old one; one of them must be typed again."""
    return hand_out(check_keeps_account(by), typed_again=True)


@action
def keep_codes(*, code: str, by: Person, now: datetime) -> None:  # noqa: ARG001
    """Note that the person has their codes: they typed one of them. Raises CodeNotTyped."""
    person = check_keeps_account(by)
    if not person.recovery_codes.filter(digest=digest_of_code(code)).exists():
        raise CodeNotTyped
    person.awaits_codes = False
    person.save(update_fields=["awaits_codes"])


@action
@sensitive_variables()
def recover_account(*, name: str, code: str, password: str, now: datetime) -> Person:
    """Set a new password with a recovery code, which is used up; every session of the account ends.

    The person's key cannot be opened without the lost password: another takes its place, which reads nothing until a
    colleague compares its fingerprint and lets it in.

    Raises WrongCode, after the same work whether the account exists or not.
    """
    found = RecoveryCode.objects.select_related("person").select_for_update(of=("self",))
    row = found.filter(digest=digest_of_code(code), person__handle=handle_of(name), person__is_active=True).first()
    if row is None:
        raise WrongCode
    person = row.person
    row.delete()
    person.set_password(password)
    person.session_mark = fresh_mark()
    person.awaits_codes = False
    person.save(update_fields=["password", "session_mark", "awaits_codes"])
    replace_key(person, password, localdate(now))
    return person
