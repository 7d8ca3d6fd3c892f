"""Forms about the keys of an organisation."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tejido.engines.sealing import printed
from tejido.ground.organisations.actions import ApartKeys

HERE, APART = "here", "apart"
PLAIN = {"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}


class PrintedField(forms.CharField):
    """A public key, or a signature, as `tejido sealing` prints it; gives bytes, none where it was left empty."""

    def __init__(self, *, size: int = 32, **kwargs: Any) -> None:
        super().__init__(max_length=200, widget=forms.TextInput(attrs=PLAIN), **kwargs)
        self.size = size

    def clean(self, value: Any) -> Any:
        """Return the bytes."""
        typed = super().clean(value)
        if not typed:
            return b""
        try:
            return printed.read_public(typed.rpartition(":")[2], self.size)
        except printed.Misread:
            raise forms.ValidationError(
                _("This was not copied right: something is missing, too much or mistyped. Copy the whole line again.")
            ) from None


class FirstKeyForm(forms.Form):
    """Where the first key lies, and what opens it when all else is lost."""

    where = forms.ChoiceField(
        label=_("Where do you read?"),
        choices=[
            (HERE, _("On this site, each with their own key and password")),
            (APART, _("Apart: on a computer of yours that never gives the key to this site")),
        ],
        initial=HERE,
        widget=forms.RadioSelect,
    )
    recovery = PrintedField(
        label=_("Public recovery key"),
        required=False,
        help_text=_("The line “public” of the recovery key that you made and printed."),
    )
    without = forms.BooleanField(
        label=_("We have no recovery key: if nobody who reads remembers their password, all is lost for good"),
        required=False,
    )
    public = PrintedField(label=_("Only if apart: the line “public”"), required=False)
    signing = PrintedField(label=_("Only if apart: the line “signing”"), required=False)

    def clean(self) -> dict[str, Any]:
        """Ask for what the answers need."""
        data = super().clean() or {}
        if data.get("where") == APART:
            for name in ("public", "signing"):
                if name not in self.errors and not data.get(name):
                    self.add_error(name, _("Who reads apart gives both lines of the key."))
        elif "recovery" not in self.errors and not data.get("recovery") and not data.get("without"):
            self.add_error("recovery", _("Give the recovery key, or say below that you have none."))
        return data

    def given(self) -> dict[str, Any]:
        """Return what `make_first_key` takes."""
        data = self.cleaned_data
        if data["where"] == APART:
            return {"apart": ApartKeys(data["public"], data["signing"])}
        return {"recovery_public": data["recovery"]}


class NextApartForm(forms.Form):
    """The next version of a key that is read apart, signed on that computer."""

    public = PrintedField(label=_("The line “public” of the new key"))
    signing = PrintedField(label=_("The line “signing” of the new key"))
    signature = PrintedField(size=64, label=_("The signature"), help_text=_("What “tejido sealing sign” printed."))

    def given(self) -> ApartKeys:
        """Return what `rotate_key` takes."""
        data = self.cleaned_data
        return ApartKeys(data["public"], data["signing"], data["signature"])


class FingerprintForm(forms.Form):
    """The end of a colleague's fingerprint, as they read it aloud."""

    fingerprint = forms.CharField(
        label=_("The last five digits that they read to you"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric", "size": 8}),
    )
