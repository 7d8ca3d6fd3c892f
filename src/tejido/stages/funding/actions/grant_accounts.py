"""Accounting for what was paid: invoices, each folio once over all grants, and money that is given back."""

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tejido.ground.people.models import Person
from tejido.ground.web.acting import action
from tejido.stages.funding.actions.grant_refusals import BadFolio, DayImpossible, FolioUsed, OverPaid, TooMany
from tejido.stages.funding.actions.grant_rows import happened, locked_grant, said, saved_grant, turn_grant
from tejido.stages.funding.folios import folio_of
from tejido.stages.funding.grant_transitions import Move
from tejido.stages.funding.models import Grant, Instalment, Invoice, Returned
from tejido.stages.funding.policies.grants import check_may, is_inside
from tejido.stages.funding.queries.balances import balance_of
from tejido.stages.funding.vocabulary.grants import GrantAct, InstalmentState, Side

MOST_INVOICES = 1000


@action
def enter_invoice(
    grant: Grant,
    *,
    folio: str,
    amount: int,
    what: str,
    issued_on: date,
    instalment: Instalment | None = None,
    by: Person,
    now: datetime,
) -> Invoice:
    """Account for money with the folio of a CFDI; `amount` is the part of it that this grant paid, in hundredths.

    A folio counts once on this whole site. Where it was used is said as far as both grants are the same funder's.
    Raises NotAllowed, GrantWrongTime, BadFolio, FolioUsed, OverPaid, DayImpossible, GrantTextMissing, TooMany.
    """
    today = localdate(now)
    found = locked_grant(grant, today)
    check_may(by, found, Move.ACCOUNT)
    turn_grant(found, Move.ACCOUNT)
    read = folio_of(folio)
    if read is None:
        raise BadFolio
    _check_unused(
        by,
        found,
        Invoice.objects.select_related("grant__funder", "grant__initiative__organisation").filter(folio=read).first(),
    )
    if issued_on > today:
        raise DayImpossible(field="issued_on")
    if not 0 < amount <= balance_of(found).unaccounted:
        raise OverPaid
    if found.invoices.count() >= MOST_INVOICES:
        raise TooMany
    if instalment is not None and (instalment.grant_id != found.pk or instalment.state != InstalmentState.PAID):
        instalment = None
    made = Invoice(
        grant=found,
        instalment=instalment,
        folio=read,
        amount=amount,
        what=said(what, "what", longest=160),
        issued_on=issued_on,
        entered_on=today,
    )
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError:  # the same folio in the same instant, in another grant
        raise FolioUsed from None
    saved_grant(found, today)
    return made


@action
def remove_invoice(invoice: Invoice, *, by: Person, now: datetime) -> None:
    """Take back an invoice that was entered wrongly; its folio can be used again. Raises NotAllowed, GrantWrongTime."""
    today = localdate(now)
    grant = locked_grant(invoice.grant, today)
    check_may(by, grant, Move.ACCOUNT)
    turn_grant(grant, Move.ACCOUNT)
    Invoice.objects.filter(pk=invoice.pk, grant=grant).delete()
    saved_grant(grant, today)


@action
def enter_return(grant: Grant, *, amount: int, returned_on: date, reason: str, by: Person, now: datetime) -> Returned:
    """Say for the funder that the initiative gave money back; it is in the public record as far as the profile allows.

    Raises NotAllowed, GrantWrongTime, OverPaid, DayImpossible, GrantTextMissing.
    """
    today = localdate(now)
    found = locked_grant(grant, today)
    check_may(by, found, Move.GIVE_BACK)
    turn_grant(found, Move.GIVE_BACK)
    reason = said(reason, "reason")
    if found.agreed_on is None or not found.agreed_on <= returned_on <= today:
        raise DayImpossible(field="returned_on")
    if not 0 < amount <= balance_of(found).unaccounted:
        raise OverPaid(_("That is more than what was paid and is not accounted for."))
    made = Returned.objects.create(grant=found, amount=amount, returned_on=returned_on, reason=reason)
    saved_grant(found, today)
    number = found.returned.count()
    fields = {f"returned_{number}": amount, f"returned_{number}_on": returned_on}
    happened(GrantAct.RETURNED, found, day=returned_on, today=today, side=Side.FUNDER, text=reason, fields=fields)
    return made


def _check_unused(person: Person, grant: Grant, used: Invoice | None) -> None:
    """Raise FolioUsed where the folio is entered, naming the grant only to whoever belongs to one of its sides."""
    if used is None:
        return
    if used.grant_id == grant.pk:
        raise FolioUsed(_("This invoice is entered in this grant already."))
    if is_inside(person, used.grant):
        words = gettext("This invoice is entered in the grant “%(grant)s” already. Each invoice counts once.")
        raise FolioUsed(words % {"grant": used.grant})
    raise FolioUsed
