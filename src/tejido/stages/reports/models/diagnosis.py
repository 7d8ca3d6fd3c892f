"""Diagnoses: what a place knows about its insecurity and what would help."""

import uuid

from django.db import models
from django.db.models import Q
from django.urls import reverse

from tejido.ground.files.models import File
from tejido.ground.organisations.models import Organisation
from tejido.ground.organisations.vocabulary import Profile
from tejido.ground.places.models import Place
from tejido.stages.reports.vocabulary.diagnoses import DiagnosisState, PartKind


class Diagnosis(models.Model):
    """What neighbours and an organisation know about a problem of their place in a quarter, and what would help.

    `title` and `text` are what anybody reads; `text` holds the problem tree and the written part, see `trees`.
    `draft_title`, `draft` and `draft_causes` are what the organisation works on while `has_draft`, and empty otherwise:
    a text that is withdrawn stands nowhere else. `edition` counts what was published.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="diagnoses")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="diagnoses")
    quarter = models.CharField(max_length=6)
    title = models.CharField(max_length=160, blank=True)
    searchable = models.CharField(max_length=200, db_index=True, blank=True)
    text = models.TextField(blank=True)
    causes = models.JSONField(default=list)
    has_draft = models.BooleanField(default=True)
    draft_title = models.CharField(max_length=160, blank=True)
    draft = models.TextField(blank=True)
    draft_causes = models.JSONField(default=list)
    state = models.CharField(max_length=12, choices=DiagnosisState.choices, default=DiagnosisState.DRAFT)
    profile = models.CharField(max_length=12, choices=Profile.choices, default=Profile.DISCREET)
    drafted_on = models.DateField()
    published_on = models.DateField(null=True)
    edition = models.PositiveIntegerField(default=0)
    edited_on = models.DateField(null=True)
    is_example = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)  # counts edits, so that two at once do not overwrite each other

    class Meta:
        ordering = ["-published_on", "id"]
        verbose_name_plural = "diagnoses"
        indexes = [models.Index(fields=["place", "state"]), models.Index(fields=["state", "-published_on"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=DiagnosisState.DRAFT, published_on=None, edition=0)
                | (Q(state=DiagnosisState.PUBLISHED, edition__gt=0) & ~Q(published_on=None)),
                name="diagnosis_published_has_an_edition",
            )
        ]

    def __str__(self) -> str:
        return self.title or self.draft_title

    def get_absolute_url(self) -> str:
        """Its public page."""
        return reverse("diagnosis", args=[self.pk])

    @property
    def record_name(self) -> str:
        """How the public record names the diagnosis."""
        return f"diagnosis:{self.pk}"

    @property
    def written(self) -> tuple[str, str, list[str]]:
        """Title, text and causes as its organisation works on them."""
        if self.has_draft:
            return self.draft_title, self.draft, self.draft_causes
        return self.title, self.text, self.causes


class DiagnosisPart(models.Model):
    """A part of a published diagnosis that later stages can answer. Its words stand in the diagnosis alone.

    `digest` is that of kind and words: a part keeps its id through editions as long as its words are the same.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    diagnosis = models.ForeignKey(Diagnosis, on_delete=models.CASCADE, related_name="parts")
    kind = models.CharField(max_length=8, choices=PartKind.choices)
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["diagnosis", "digest"], name="one_part_a_wording")]

    def __str__(self) -> str:
        return f"{self.kind} of {self.diagnosis_id}"


class WallPhoto(models.Model):
    """A photo of the wall of a workshop, to be transcribed. Only members of the organisation see it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    diagnosis = models.ForeignKey(Diagnosis, on_delete=models.CASCADE, related_name="photos")
    file = models.OneToOneField(File, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"photo of {self.diagnosis_id}"
