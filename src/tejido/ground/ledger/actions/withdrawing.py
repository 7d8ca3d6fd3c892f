"""Withdrawing a text for somebody's safety: one asks, another confirms. The leaf and every proof stay."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from tejido.ground.ledger import policies, withdrawal
from tejido.ground.ledger.actions.appending import append
from tejido.ground.ledger.audit import AUDITED
from tejido.ground.ledger.models import KEPT, Leaf, LeafText, Withdrawal
from tejido.ground.ledger.vocabulary import Act, Name, Reason
from tejido.ground.ledger.wiping import wipe_soon
from tejido.ground.ledger.withdrawal import Asker
from tejido.ground.web.acting import Refused, action
from tejido.ground.web.searching import folded


class NoText(Refused):
    """There is nothing to withdraw."""

    message = _("This entry has no text, or it was withdrawn already.")


class AlreadyAsked(Refused):
    """Somebody asked before."""

    message = _("Somebody asked for this already. Another person has to confirm it.")


class NothingAsked(Refused):
    """Nobody asked, or it was decided meanwhile."""

    message = _("Nobody asks for this any more. It was decided, or it waited for too long.")


class SamePerson(Refused):
    """One person cannot do it alone."""

    message = _("You asked for this yourself. Another person has to confirm it.")


class NoReason(Refused):
    """The reason is none of the list."""

    message = _("Choose a reason.")
    field = "reason"


@action
def ask_withdrawal(leaf: Leaf, *, reason: str, by: Asker | None, now: datetime) -> Withdrawal:
    """Ask for the text of a leaf to be withdrawn; nothing is withdrawn until another person confirms it.

    Raises NotAllowed, NoReason, NoText, AlreadyAsked.
    """
    asker = policies.check_may_withdraw(by, leaf)
    if reason not in Reason.values:
        raise NoReason
    _shown_text(leaf)
    values = {"asked_by": asker.pk, "reason": reason, "asked_on": localdate(now)}
    asked, is_new = Withdrawal.objects.get_or_create(leaf=leaf, defaults=values)
    if not is_new:
        raise AlreadyAsked
    return asked


@action
def confirm_withdrawal(leaf: Leaf, *, by: Asker | None, now: datetime) -> Leaf:
    """Withdraw a text that somebody else asked to withdraw; return the leaf of the act that says so.

    Text and salt are deleted, from the column of the subject that repeats the text as well, and from the database's
    files once the transaction holds. The act is the site's, so that nobody can tell who asked. Raises NotAllowed,
    NothingAsked, SamePerson, NoText.
    """
    asker = policies.check_may_withdraw(by, leaf)
    asked = Withdrawal.objects.select_for_update().filter(leaf=leaf).first()
    if asked is None:
        raise NothingAsked
    if asked.asked_by == asker.pk:
        raise SamePerson
    beside = _shown_text(leaf)
    text = beside.text
    beside.text, beside.salt, beside.withdrawn_on = "", None, localdate(now)
    beside.save()
    reason = asked.reason
    asked.delete()
    _empty_column(leaf, text)
    withdrawal.forget_copies(leaf, text)
    transaction.on_commit(wipe_soon)
    subject, day = Name(leaf.subject), localdate(now)
    return append(Act.TEXT_WITHDRAWN, subject=subject, by=None, day=day, leaf=leaf.index, reason=reason)


@action
def drop_withdrawal(leaf: Leaf, *, by: Asker | None, now: datetime) -> None:  # noqa: ARG001  every action has `now`
    """Take back or decline what was asked for; the text stays. Raises NotAllowed, NothingAsked."""
    policies.check_may_withdraw(by, leaf)
    dropped, _rows = Withdrawal.objects.filter(leaf=leaf).delete()
    if not dropped:
        raise NothingAsked


@action
def forget_withdrawals(*, now: datetime) -> int:
    """Drop requests that nobody confirmed within thirty days; return how many."""
    return Withdrawal.objects.filter(asked_on__lt=localdate(now) - KEPT).delete()[0]


def _shown_text(leaf: Leaf) -> LeafText:
    beside = LeafText.objects.select_for_update().filter(leaf=leaf, withdrawn_on=None).first()
    if beside is None:
        raise NoText
    return beside


def _empty_column(leaf: Leaf, text: str) -> None:
    """Empty the column that repeats this text, and what makes it findable, unless a later act gave it another text."""
    kind, _colon, own = leaf.subject.partition(":")
    audited = AUDITED.get(kind)
    for column, verbs in (audited.texts if audited else {}).items():
        later = Leaf.objects.filter(subject=leaf.subject, verb__in=verbs, index__gt=leaf.index)
        if audited is None or leaf.verb not in verbs or later.exists():
            continue
        rows = audited.model._default_manager.filter(pk=own)
        rows.update(**{column: ""})
        if any(field.name == "searchable" for field in audited.model._meta.fields):
            words = folded(text)
            for kept in rows.values_list("searchable", flat=True):  # it may hold the beginning only, or more
                if kept and (kept in words or words in kept):
                    rows.update(searchable="")
