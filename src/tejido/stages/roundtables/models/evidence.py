"""What was brought to show that a commitment was kept, or not."""

import uuid

from django.db import models

from tejido.ground.files.models import File
from tejido.ground.organisations.models import Organisation, Post
from tejido.stages.roundtables.models.commitment import Commitment
from tejido.stages.roundtables.vocabulary import EvidenceKind


class Evidence(models.Model):
    """A text, a link or a file, given by an organisation (an institution gives it through a post)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="evidence")
    kind = models.CharField(max_length=8, choices=EvidenceKind.choices)
    text = models.TextField()
    link = models.URLField(max_length=400, blank=True)
    file = models.OneToOneField(File, on_delete=models.PROTECT, null=True, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+")
    added_on = models.DateField()

    class Meta:
        ordering = ["added_on", "id"]
        verbose_name_plural = "evidence"

    def __str__(self) -> str:
        return self.text[:80]
