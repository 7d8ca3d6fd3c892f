"""Forms of the public record."""

from django import forms
from django.utils.translation import gettext_lazy as _

from tejido.ground.ledger.vocabulary import Reason


class WithdrawalForm(forms.Form):
    """Why a text is to be withdrawn."""

    reason = forms.ChoiceField(
        label=_("Why"),
        choices=Reason.choices,
        widget=forms.RadioSelect,
        help_text=_("The public entry of the withdrawal says this much and no more."),
        error_messages={"required": _("Choose a reason.")},
    )
