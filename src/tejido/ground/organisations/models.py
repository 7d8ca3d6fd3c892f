"""Organisations, the posts of institutions, and memberships."""

import uuid

from django.db import models
from django.db.models import Q
from django.urls import reverse

from tejido.ground.organisations.vocabulary import Kind, Level, Power, Profile, Role
from tejido.ground.people.models import Person
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
