"""Forms of notices."""

from django import forms
from django.utils.translation import gettext_lazy as _

from tejido.ground.notices.vocabulary import MailKind


class MailForm(forms.Form):
    """What the daily mail says, and when it may come."""

    kind = forms.ChoiceField(label=_("What the mail says"), choices=MailKind.choices, widget=forms.RadioSelect)
    hour = forms.TypedChoiceField(
        label=_("Not before"), coerce=int, choices=[(hour, f"{hour}:00") for hour in range(24)]
    )
