"""Where allauth meets our accounts: handles instead of names, secrets sealed, no addresses of machines."""

from typing import Any

import segno
from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from tejido.ground.people import limits, second_factor
from tejido.ground.people.models import Person
from tejido.ground.people.names import seal, unseal

WRONG_CODE = _("That code is not right. Codes change every half minute: type the one shown now.")


class AccountAdapter(DefaultAccountAdapter):
    """Accounts by name and password alone."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": _("That name and that password do not belong together."),
        "incorrect_password": _("That is not your password."),
        "too_many_login_attempts": _("That was tried too often. Wait five minutes, then try again."),
        "rate_limited": _("That was tried too often. Wait five minutes, then try again."),
        "site_is_flooded": _(
            "Somebody is trying many passwords on this site, so sign-ins go slowly. Wait some seconds and try again."
        ),
    }

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Hold back a flood over the whole site, then too many tries at one account."""
        if not limits.may_try(limits.FAILED_SIGN_INS, timezone.now()):
            raise self.validation_error("site_is_flooded")
        super().pre_authenticate(request, **credentials)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Count a failure for the whole site."""
        limits.count(limits.FAILED_SIGN_INS, timezone.now())

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Return the first page after sign-in, in the person's own language."""
        assert isinstance(request.user, Person)
        with override(request.user.language):
            return resolve_url(settings.LOGIN_REDIRECT_URL)

    def post_login(self, request: HttpRequest, user: AbstractBaseUser, **kwargs: Any) -> HttpResponse:
        """Go on after sign-in, and forget when the second factor was used."""
        Authenticator.objects.filter(user=user, last_used_at__isnull=False).update(last_used_at=None)
        return super().post_login(request, user, **kwargs)

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """Return the password only: sensitive changes ask for what is in the person's head."""
        if not user.is_authenticated:
            return []
        url = reverse("account_reauthenticate")
        return [{"id": "reauthenticate", "description": _("Use your password"), "url": url}]

    def get_client_ip(self, request: HttpRequest) -> str:
        """Return nobody's: limits go by account and by the whole site."""
        return "nobody"

    def get_http_user_agent(self, request: HttpRequest) -> str:
        """Return nothing."""
        return ""

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send nothing: accounts need no e-mail."""


class SecondFactorAdapter(DefaultMFAAdapter):
    """Secrets of the second factor, sealed under the instance's key."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": WRONG_CODE,
        "cannot_delete_authenticator": _(
            "What you do here needs a second step at sign-in. Set up another one before you remove this one."
        ),
    }

    def encrypt(self, text: str) -> str:
        """Seal a secret for the database."""
        return seal(text, purpose="second-factor").hex()

    def decrypt(self, encrypted_text: str) -> str:
        """Open a secret from the database."""
        return unseal(bytes.fromhex(encrypted_text), purpose="second-factor")

    def build_totp_svg(self, url: str) -> SafeString:
        """Return the QR code as an element of the page: the content policy lets no `data:` image through."""
        drawn = segno.make(url, error="m").svg_inline(scale=5, dark="#000", light=None)
        return mark_safe(drawn)  # noqa: S308  drawn by segno from squares; nothing of it was typed by anybody

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Say whether the person may do without this factor: those who need one keep at least one."""
        person = authenticator.user
        others = Authenticator.objects.filter(user=person, type__in=second_factor.FACTORS).exclude(pk=authenticator.pk)
        return not second_factor.is_required_of(person) or others.exists()

    def generate_authenticator_name(self, user: AbstractBaseUser, type: Authenticator.Type) -> str:
        """Return a name that says nothing of its owner: it lies in the database in clear."""
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return gettext("Key %(number)s") % {"number": number}

    def _get_site_name(self) -> str:
        return str(settings.SITE_NAME)

    def _get_user_identifier(self, user: AbstractBaseUser) -> str:
        return user.name if isinstance(user, Person) else ""
