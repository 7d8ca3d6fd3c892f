"""By which words an initiative is found."""

from django.db import models

from tejido.stages.initiatives.models.initiative import Initiative


class Word(models.Model):
    """A word of a title, folded; searches look for beginnings of it. See tejido.stages.initiatives.queries.finding."""

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="words", db_index=False)
    word = models.CharField(max_length=40)

    class Meta:
        indexes = [models.Index(fields=["initiative"]), models.Index(fields=["word", "initiative"])]

    def __str__(self) -> str:
        return self.word
