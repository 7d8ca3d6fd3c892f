"""Organisations, the posts of institutions, and memberships."""

import uuid

from django.db import models
from django.db.models import Q
from django.urls import reverse

from tejido.engines.sealing import fingerprint
from tejido.ground.organisations.vocabulary import Kind, Level, Power, Profile, Role
from tejido.ground.people.models import Person, PersonKey
from tejido.ground.places.models import Place


class Organisation(models.Model):
    """A civil society organisation, a public institution, or a funder."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    name = models.CharField(max_length=160)
    searchable = models.CharField(max_length=200, db_index=True)
    about = models.TextField(blank=True)
    level = models.CharField(max_length=20, choices=Level.choices, blank=True)
    power = models.CharField(max_length=20, choices=Power.choices, blank=True)
    profile = models.CharField(max_length=12, choices=Profile.choices, default=Profile.DISCREET)
    places = models.ManyToManyField(Place, related_name="organisations")
    causes = models.JSONField(default=list)
    cluni = models.CharField(max_length=14, blank=True)
    rfc = models.CharField(max_length=13, blank=True)
    website = models.URLField(blank=True)
    registered_on = models.DateField()
    verified_on = models.DateField(null=True)
    closed_on = models.DateField(null=True)
    is_example = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)  # counts edits, so that two at once do not overwrite each other

    class Meta:
        ordering = ["name", "id"]
        indexes = [models.Index(fields=["kind", "verified_on"])]
        constraints = [
            models.UniqueConstraint(
                # Not among all: who registers must not learn of a protected organisation, nor block a real one's key.
                fields=["cluni"],
                condition=~Q(cluni="") & Q(verified_on__isnull=False),
                name="one_verified_organisation_a_cluni",
            ),
            models.CheckConstraint(
                condition=~Q(kind=Kind.INSTITUTION) | (Q(profile=Profile.OPEN) & ~Q(level="") & ~Q(power="")),
                name="institution_is_open_and_placed_in_the_state",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Its public page."""
        return reverse("organisation", args=[self.pk])

    @property
    def record_name(self) -> str:
        """How the public record names the organisation."""
        return f"organisation:{self.pk}"


class Post(models.Model):
    """A post in an institution. Commitments belong to posts, so that they outlive those who hold them."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="posts")
    title = models.CharField(max_length=160)
    ended_on = models.DateField(null=True)

    class Meta:
        ordering = ["title", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "title"], condition=Q(ended_on=None), name="one_post_a_title"
            )
        ]

    def __str__(self) -> str:
        return f"{self.title}, {self.organisation}"

    @property
    def record_name(self) -> str:
        """How the public record names the post."""
        return f"post:{self.pk}"


class Membership(models.Model):
    """A person's right in an organisation; private. A liaison's ends with the post."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=12, choices=Role.choices)
    post = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="memberships")
    began_on = models.DateField()
    ended_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "organisation"],
                condition=Q(ended_on=None),
                name="one_membership_an_organisation",
            ),
            models.CheckConstraint(
                condition=Q(role=Role.LIAISON, post__isnull=False) | (~Q(role=Role.LIAISON) & Q(post=None)),
                name="liaison_speaks_for_a_post",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} of {self.organisation_id}"


class Invitation(models.Model):
    """A code that lets whoever enters it join, once. The code itself is not kept; the row goes when it is used.

    `digest` is the keyed hash of the code, see tejido.ground.organisations.invitations.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="invitations")
    role = models.CharField(max_length=12, choices=Role.choices)
    post = models.ForeignKey(Post, on_delete=models.CASCADE, null=True, related_name="invitations")
    digest = models.CharField(max_length=64, unique=True)
    made_on = models.DateField()
    expires_on = models.DateField()

    class Meta:
        ordering = ["expires_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(role=Role.LIAISON, post__isnull=False) | (~Q(role=Role.LIAISON) & Q(post=None)),
                name="invitation_of_a_liaison_names_the_post",
            ),
        ]

    def __str__(self) -> str:
        return f"invitation to {self.organisation_id}"


class OrganisationKey(models.Model):
    """One version of the keys of an organisation that listens: what is told to it is sealed to `public` (X25519).

    The private halves lie in the wraps of those who may read, and in `recovery_wrapped` for the recovery key that the
    organisation keeps on paper; where it `reads_apart` they never reach this server. `signing_public` (Ed25519) signs
    the next version, `signature` is that of the version before and empty where the organisation began anew.
    `somebody_left_on` asks for another version. `of_kind` repeats the kind of the organisation for the constraint.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="keys")
    of_kind = models.CharField(max_length=20, choices=Kind.choices)
    version = models.PositiveIntegerField()
    public = models.BinaryField()
    signing_public = models.BinaryField()
    recovery_public = models.BinaryField(default=bytes, blank=True)
    recovery_wrapped = models.BinaryField(default=bytes, blank=True)
    signature = models.BinaryField(default=bytes, blank=True)
    reads_apart = models.BooleanField(default=False)
    made_on = models.DateField()
    somebody_left_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    destroyed_on = models.DateField(null=True)

    class Meta:
        ordering = ["organisation", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "version"], name="one_key_a_version"),
            models.UniqueConstraint(fields=["organisation"], condition=Q(ended_on=None), name="one_key_at_a_time"),
            models.CheckConstraint(condition=~Q(of_kind=Kind.FUNDER), name="funder_never_has_sealing_keys"),
            models.CheckConstraint(
                condition=Q(destroyed_on=None) | Q(ended_on__isnull=False), name="key_ends_before_it_is_destroyed"
            ),
        ]

    def __str__(self) -> str:
        return f"key {self.version} of {self.organisation_id}"

    @property
    def record_name(self) -> str:
        """How the public record names the key."""
        return f"organisation_key:{self.pk}"

    @property
    def fingerprint(self) -> str:
        """The public halves as eight groups of digits, to be read aloud and compared."""
        return fingerprint(bytes(self.public), bytes(self.signing_public))


class KeyWrap(models.Model):
    """The private halves of an organisation's key, wrapped for the key of one person who may read.

    `attested` is the signature, by that key of the organisation, that it is this person's key which may read: a wrap
    that somebody else put into the table is not carried on to the next version. It goes with the person's key.
    """

    key = models.ForeignKey(OrganisationKey, on_delete=models.CASCADE, related_name="wraps")
    holder = models.ForeignKey(PersonKey, on_delete=models.CASCADE, related_name="organisation_wraps")
    wrapped = models.BinaryField()
    attested = models.BinaryField()
    since = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "holder"], name="one_wrap_a_holder")]

    def __str__(self) -> str:
        return f"wrap of {self.key_id} for {self.holder_id}"


class OlderKeysProposal(models.Model):
    """Somebody who reads proposes that `holder` may read what came before them; another who reads has to agree."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="older_keys_proposals")
    holder = models.ForeignKey(PersonKey, on_delete=models.CASCADE, related_name="proposed_for")
    proposed_by = models.ForeignKey(PersonKey, on_delete=models.CASCADE, related_name="proposed")
    proposed_on = models.DateField()

    class Meta:
        ordering = ["proposed_on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "holder"], name="one_proposal_of_older_keys_a_holder"),
            models.CheckConstraint(condition=~Q(holder=models.F("proposed_by")), name="nobody_proposes_themselves"),
        ]

    def __str__(self) -> str:
        return f"older keys of {self.organisation_id} for {self.holder_id}"
