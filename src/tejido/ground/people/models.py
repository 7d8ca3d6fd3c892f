"""A person who signs in: a random id, a handle, and nothing in clear that says who it is."""

import secrets
import uuid
from collections.abc import Iterator
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.crypto import salted_hmac

from tejido.engines.sealing import fingerprint
from tejido.ground.people.names import unseal


def fresh_mark() -> str:
    """Return a random mark that sessions are bound to; a new one ends them all."""
    return secrets.token_hex(16)


class PersonManager(BaseUserManager["Person"]):
    """Finds people; they are made by actions."""

    def get_by_natural_key(self, username: str | None) -> "Person":
        """Return the person with this handle."""
        return self.get(handle=username)


class Person(AbstractBaseUser):
    """An account. What it may do comes from memberships, never from the account alone.

    `handle` is the keyed hash of the name, `name_sealed` the name itself, sealed; see tejido.ground.people.names.
    `email_sealed` is an address that its owner confirmed. `awaits_codes` says that recovery codes were shown and none
    has been typed again yet.
    """

    last_login = None  # when somebody was here is nobody's business

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    handle = models.CharField(max_length=64, unique=True)
    name_sealed = models.BinaryField()
    email_sealed = models.BinaryField(null=True)
    language = models.CharField(max_length=2, default="es")
    is_active = models.BooleanField(default=True)
    is_host = models.BooleanField(default=False)
    joined_on = models.DateField()
    session_mark = models.CharField(max_length=32, default=fresh_mark)
    awaits_codes = models.BooleanField(default=False)

    objects: ClassVar[PersonManager] = PersonManager()

    USERNAME_FIELD = "handle"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name_plural = "people"

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def name(self) -> str:
        """The name under which the person signs in; often a pseudonym."""
        return unseal(bytes(self.name_sealed), purpose="name")

    @property
    def email(self) -> str:
        """The e-mail address, or nothing: it is optional and sealed."""
        return unseal(bytes(self.email_sealed), purpose="email") if self.email_sealed else ""

    def get_session_auth_hash(self) -> str:
        """Return what a session is bound to: it ends with a new password and with a new mark."""
        bound = f"{self.password}|{self.session_mark}"
        return salted_hmac("tejido.people.session", bound, algorithm="sha256").hexdigest()

    def get_session_auth_fallback_hash(self) -> Iterator[str]:
        """Return none: the instance's secret does not rotate."""
        return iter(())


class RecoveryCode(models.Model):
    """The keyed digest of a code that lets its owner choose a new password, once."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="recovery_codes")
    digest = models.CharField(max_length=64, unique=True)

    def __str__(self) -> str:
        return f"recovery code of {self.person_id}"


class PersonKey(models.Model):
    """The pair of keys by which a person reads what is sealed; its private half is locked with their password.

    `public` are its 32 bytes. `locked` is the private half under Argon2id of the password, inside a seal of the
    instance, so that whoever steals the database alone cannot even try passwords. A reset erases the row, and with it
    every key that was wrapped for it, and makes another.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="key")
    public = models.BinaryField()
    locked = models.BinaryField()
    made_on = models.DateField()

    def __str__(self) -> str:
        return f"key of {self.person_id}"

    @property
    def fingerprint(self) -> str:
        """The public half as eight groups of digits, to be read aloud and compared."""
        return fingerprint(bytes(self.public))


class Tally(models.Model):
    """How often something happened on the whole site within one span of time; it says nothing about whom."""

    what = models.CharField(max_length=20)
    span = models.PositiveBigIntegerField()
    number = models.PositiveIntegerField(default=0)
    eased_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "tallies"
        constraints = [models.UniqueConstraint(fields=["what", "span"], name="one_tally_a_span")]

    def __str__(self) -> str:
        return f"{self.what}: {self.number}"


class LimitRow(models.Model):
    """The table of Django's database cache, in which allauth counts failed sign-ins of each account.

    Declared here, exactly as `createcachetable` would make it, so that it exists wherever migrations ran. Its keys are
    digests (see tejido.ground.people.limits), so that nothing in it names an account.
    """

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "web_limits"

    def __str__(self) -> str:
        return self.cache_key
