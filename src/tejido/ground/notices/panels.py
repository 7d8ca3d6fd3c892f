"""What notices add to pages of other apps."""

from typing import cast

from django.http import HttpRequest

from tejido.ground.notices.queries import reader_of, unread_count
from tejido.ground.people import mail
from tejido.ground.people.models import Person
from tejido.ground.web.panels import Panel


def _account(request: HttpRequest, subject: object) -> dict[str, object]:  # noqa: ARG001  the signature of panels
    person = cast(Person, subject)
    reader = reader_of(person)
    return {"unread": unread_count(person), "mail": reader.get_mail_display(), "sends_mail": mail.is_set_up()}


ACCOUNT_PANEL = Panel(page="account", order=50, template="notices/account_panel.html", context=_account)
