"""Places, the figures known of them over time, and where these come from."""

from django.db import models
from django.db.models import Q

from tejido.ground.places.vocabulary import Grade, PlaceKind


class Place(models.Model):
    """The country (key 00), a state (2 digits) or a municipality (5 digits), by its INEGI key.

    Counts of people are those of the census of 2020; a municipality created later has none (`has_census` is false).
    `figures` holds what is known for single years: marginalisation (CONAPO), poverty (CONEVAL), turnout (INE).
    """

    key = models.CharField(max_length=5, primary_key=True)
    kind = models.CharField(max_length=12, choices=PlaceKind.choices)
    name = models.CharField(max_length=120)
    common_name = models.CharField(max_length=60, blank=True)
    state_name = models.CharField(max_length=60, blank=True)  # of a municipality, so that lists need no join
    searchable = models.CharField(max_length=200, db_index=True, blank=True)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="children")
    has_census = models.BooleanField(default=False)
    population = models.PositiveIntegerField(null=True)
    women = models.PositiveIntegerField(null=True)
    men = models.PositiveIntegerField(null=True)
    afro = models.PositiveIntegerField(null=True)
    indigenous = models.PositiveIntegerField(null=True)  # people of 3 and over who speak an indigenous language
    metro_area = models.CharField(max_length=60, blank=True)
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    grade = models.PositiveSmallIntegerField(null=True, choices=Grade.choices)
    figures = models.JSONField(default=dict)

    class Meta:
        indexes = [models.Index(fields=["kind", "grade", "population"], name="place_peers")]
        constraints = [
            models.CheckConstraint(
                condition=Q(has_census=False) | Q(population__isnull=False), name="census_counts_people"
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def short_name(self) -> str:
        """What people call it: Veracruz for Veracruz de Ignacio de la Llave."""
        return self.common_name or self.name

    @property
    def full_name(self) -> str:
        """The name that tells homonyms apart: a municipality with its state."""
        return f"{self.name}, {self.state_name}" if self.state_name else self.short_name

    @property
    def record_name(self) -> str:
        """How the public record, and those who follow it, name the place."""
        return f"place:{self.pk}"


class Source(models.Model):
    """Where figures come from, as shown beside them."""

    key = models.CharField(max_length=40, primary_key=True)
    publisher = models.CharField(max_length=120)
    title = models.CharField(max_length=200)
    years = models.CharField(max_length=40)
    vintage = models.CharField(max_length=20)  # last period reported, or the day it was consulted
    treatment = models.TextField(blank=True)
    licence = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return f"{self.publisher}, {self.title} ({self.years})"


class Indicator(models.Model):
    """What a series counts. Offences keep the official Spanish name that came with them."""

    code = models.CharField(max_length=160, unique=True)
    name = models.CharField(max_length=200)

    def __str__(self) -> str:
        return self.name


class Series(models.Model):
    """Figures of one place over time: `values` runs without gaps from `start` (`1990` or `2015-01`).

    None means not reported, which is not zero. `unspecified` is the publisher's key (998, 999) of what is known of the
    place but of none of its municipalities; the place's own series, where it is a sum, includes it.
    """

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="series")
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="series")
    unspecified = models.CharField(max_length=5, blank=True)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="series")
    start = models.CharField(max_length=7)
    values = models.JSONField(default=list)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["place", "indicator", "unspecified"], name="one_series_a_place")]

    def __str__(self) -> str:
        return f"{self.indicator_id} of {self.place_id}{self.unspecified} from {self.start}"


class Load(models.Model):
    """A newer official file that was loaded, and how much of what was known it changed."""

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="loads")
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    vintage = models.CharField(max_length=20)
    rows = models.PositiveIntegerField()
    cells_new = models.PositiveIntegerField()
    cells_revised = models.PositiveIntegerField()
    loaded_at = models.DateTimeField()

    class Meta:
        ordering = ["-loaded_at", "-id"]

    def __str__(self) -> str:
        return f"{self.file_name} ({self.vintage})"
