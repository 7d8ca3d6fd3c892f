"""Forms of accounts."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import LoginForm, ReauthenticateForm
from allauth.mfa.adapter import get_adapter as get_mfa_adapter
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.cache import cache
from django.core.validators import ProhibitNullCharactersValidator, RegexValidator
from django.utils.translation import gettext_lazy as _

from tejido.ground.people.models import Person
from tejido.ground.people.names import handle_of

LONGEST_PASSWORD = 500  # letters; more would only keep the server busy
CODES_REMEMBERED = 120  # seconds; longer than a code is accepted with one step of tolerance
NAME_HELP = _("Any name you like; it need not be yours. Better no e-mail address and no telephone number.")
PASSWORD_HELP = _("At least 10 letters or digits, and none of the common ones. Three or four words are good.")


def name_field(**more: Any) -> forms.CharField:
    """Return the field for the name of an account."""
    return forms.CharField(
        label=_("Name"),
        min_length=2,
        max_length=60,
        validators=[
            ProhibitNullCharactersValidator(),
            RegexValidator(r"[\x00-\x1f\x7f]", _("Write the name in one line."), inverse_match=True),
        ],
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
        **more,
    )


def password_field(label: Any, kind: str = "current-password", **more: Any) -> forms.CharField:
    """Return a field for a password; `kind` is what the browser is told about it."""
    return forms.CharField(
        label=label,
        strip=False,
        max_length=LONGEST_PASSWORD,
        widget=forms.PasswordInput(attrs={"autocomplete": kind}),
        **more,
    )


def code_field(label: Any, **more: Any) -> forms.CharField:
    """Return a field for a code that is typed by hand."""
    attributes = {"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
    return forms.CharField(label=label, max_length=80, widget=forms.TextInput(attrs=attributes), **more)


class SignInForm(LoginForm):
    """Name and password; the name becomes a handle before anything else sees it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"] = name_field()
        self.fields["password"] = password_field(_("Password"))
        self.order_fields(["login", "password"])

    def clean_login(self) -> str:
        """Return the handle of the name."""
        return handle_of(self.cleaned_data["login"])


class PasswordAgainForm(ReauthenticateForm):
    """The password once more, before something that matters."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"] = password_field(_("Password"))


class SecondStepForm(AuthenticateForm):
    """The code of the second factor, or one of its spare codes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"] = _one_time_code()

    def clean_code(self) -> str:
        """Return the code; refuse one that was used while clocks may still differ (RFC 6238, 5.2)."""
        code: str = super().clean_code()
        if not cache.add(f"second-step:{self.user.pk}:{code}", True, CODES_REMEMBERED):
            raise get_mfa_adapter().validation_error("incorrect_code")
        return code


class SetUpSecondStepForm(ActivateTOTPForm):
    """The first code that the app shows."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"] = _one_time_code()


class AddKeyForm(AddWebAuthnForm):
    """A security key. It gets a number instead of a name: names would lie in the database in clear."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["name"]

    def clean(self) -> dict[str, Any]:
        """Return what the key answered, with its number."""
        self.cleaned_data["name"] = ""
        self.cleaned_data["name"] = self.clean_name()
        return dict(super().clean())


class NewPassword(forms.Form):
    """A new password, twice: nobody can reset it by mail."""

    password = password_field(_("New password"), "new-password", help_text=PASSWORD_HELP)
    password_again = password_field(_("New password, once more"), "new-password")

    def clean_password(self) -> str:
        """Return the password; refuse a common or a short one."""
        password: str = self.cleaned_data["password"]
        validate_password(password)
        return password

    def clean(self) -> dict[str, Any]:
        """Compare the two, and the password with the name."""
        data = super().clean() or {}
        password = data.get("password")
        if password and "password_again" in data and password != data["password_again"]:
            self.add_error("password_again", _("The two passwords are not the same."))
        if password and "name" in data and handle_of(password) == handle_of(data["name"]):
            self.add_error("password", _("The password must not be the name."))
        return data


class SignUpForm(NewPassword):
    """A name of one's choice and a password."""

    name = name_field(help_text=NAME_HELP)
    field_order = ("name", "password", "password_again")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].label = _("Password")
        self.fields["password_again"].label = _("Password, once more")


class RecoverForm(NewPassword):
    """A name, one of its recovery codes, and the new password."""

    name = name_field()
    code = code_field(_("Recovery code"), help_text=_("One of the eight that you wrote down. It works only once."))
    field_order = ("name", "code", "password", "password_again")


class KeepCodesForm(forms.Form):
    """One of the codes that were just shown."""

    code = code_field(_("One of the codes you wrote down"))


class WithPassword(forms.Form):
    """A form that asks for the present password, with the same limits as sign-in."""

    current_password = password_field(_("Your password"))

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person

    def clean_current_password(self) -> str:
        """Return the password where it is the person's."""
        password: str = self.cleaned_data["current_password"]
        adapter = get_adapter()
        if not adapter.reauthenticate(self.person, password):
            raise adapter.validation_error("incorrect_password")
        return password


class RenameForm(WithPassword):
    """Another name."""

    name = name_field(help_text=NAME_HELP)
    field_order = ("name", "current_password")


class ChangePasswordForm(WithPassword, NewPassword):
    """The present password and the new one."""

    field_order = ("current_password", "password", "password_again")


class LanguageForm(forms.Form):
    """The language of the first page after sign-in, and of mail."""

    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)


class EmailForm(forms.Form):
    """An address for notices."""

    email = forms.EmailField(label=_("E-mail address"), max_length=254)


class MailCodeForm(forms.Form):
    """The code that was mailed."""

    code = code_field(_("Code from the mail"))


def _one_time_code() -> forms.CharField:
    attributes = {"autocomplete": "one-time-code", "inputmode": "numeric"}
    return forms.CharField(label=_("Code"), max_length=20, widget=forms.TextInput(attrs=attributes))
