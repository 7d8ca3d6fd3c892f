"""Forms that somebody without an account may send: each one once, and not by a machine that fills in every field.

No limit goes by the address of a machine. A form carries a sealed token that is good for one sending within four hours,
and a field that people do not see. What is kept is a digest of the token, until it would have expired.
"""

import secrets
from typing import Any

from django import forms
from django.core import signing
from django.core.cache import cache
from django.utils.translation import gettext_lazy as _

GOOD_FOR = 4 * 60 * 60  # seconds, as long as a session
SALT = "tejido.once"


def fresh_token() -> str:
    """Return a token for one form."""
    return signing.dumps(secrets.token_urlsafe(12), salt=SALT)


def spend(token: str) -> bool:
    """Say whether the token is ours, in time and not used before; it is used from now on."""
    try:
        own = signing.loads(token, salt=SALT, max_age=GOOD_FOR)
    except signing.BadSignature:
        return False
    return bool(cache.add(f"once:{own}", True, GOOD_FOR))


class OnceForm(forms.Form):
    """A form that is sent once. `subject_line` is the field that only machines fill in.

    Where the token was used or is too old, the form comes back as it was typed, with a fresh one. Call `spend` last,
    right before the action, so that a mistake in another field does not use the token up.
    """

    template_name = "web/components/once_form.html"

    once = forms.CharField(widget=forms.HiddenInput, required=False, max_length=200)
    subject_line = forms.CharField(
        label=_("Leave this empty"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["once"].initial = fresh_token

    def clean_subject_line(self) -> str:
        """Refuse what a machine filled in, in words for the person whose browser did it for them."""
        if self.cleaned_data["subject_line"]:
            raise forms.ValidationError(_("Leave this field empty and send it again."))
        return ""

    def spend(self) -> bool:
        """Use the token up. Where it cannot be, put the words and a fresh token into the form and return False."""
        if spend(self.cleaned_data["once"]):
            return True
        self.data = self.data.copy()  # type: ignore[attr-defined]  # a QueryDict: forms of requests hold one
        self.data[self.add_prefix("once")] = fresh_token()  # type: ignore[index]
        self.add_error(None, _("This form was sent already, or had been open for hours. If it is new, send it again."))
        return False
