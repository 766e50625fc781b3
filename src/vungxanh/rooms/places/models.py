"""Areas, what became of them in 2025, who borders whom, and outlines."""

from django.db import models

from vungxanh.common.fields import PathField
from vungxanh.rooms.places import rules


class Area(models.Model):
    """An administrative unit of one edition of the tree; its key is its path (``3/70/691/25222/``)."""

    path = PathField(primary_key=True)
    parent_path = PathField(db_index=True, blank=True, default="")
    edition = models.CharField(max_length=1)
    level = models.CharField(max_length=8, choices=[(v.value, v.value) for v in rules.Level])
    code = models.CharField(max_length=5, db_index=True, blank=True, help_text="GSO code, leading zeros kept")
    kind = models.CharField(max_length=12, choices=[(v.value, v.value) for v in rules.Kind])
    name = models.CharField(max_length=80, help_text="without its kind")
    full_name = models.CharField(max_length=100)
    name_folded = models.CharField(max_length=80, db_index=True)
    aliases = models.TextField(default="", blank=True, help_text="old names, folded and run together, by |")
    valid_from = models.DateField(null=True, help_text="null: not known")
    valid_to = models.DateField(null=True, help_text="last day; null: still valid")
    lat = models.FloatField(null=True)
    lng = models.FloatField(null=True)
    point_mended = models.BooleanField(default=False, help_text="the source's point could not be right")
    km2 = models.FloatField(null=True)
    population = models.PositiveIntegerField(null=True)
    population_date = models.DateField(null=True)
    population_source = models.CharField(max_length=160, default="", blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(population__isnull=True)
                | (models.Q(population_date__isnull=False) & ~models.Q(population_source="")),
                name="places_population_says_when_and_whence",
            )
        ]

    def __str__(self) -> str:
        return self.full_name


class AreaSuccession(models.Model):
    """Land of an old area went to a new one on 1 July 2025."""

    old_path = PathField()
    new_path = PathField(db_index=True)
    fate = models.CharField(max_length=5, choices=[(v.value, v.value) for v in rules.Fate])

    class Meta:
        constraints = [models.UniqueConstraint(fields=["old_path", "new_path"], name="places_succession_once")]

    def __str__(self) -> str:
        return f"{self.old_path} → {self.new_path}"


class Neighbour(models.Model):
    """Two areas of one edition and level that touch; kept in both directions."""

    path = PathField()
    neighbour_path = PathField()
    approximate = models.BooleanField(help_text="derived from approximate outlines")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["path", "neighbour_path"], name="places_neighbour_once")]

    def __str__(self) -> str:
        return f"{self.path} | {self.neighbour_path}"


class Boundary(models.Model):
    """The outline of an area: a GeoJSON geometry, degrees WGS84."""

    path = PathField(primary_key=True)
    geojson = models.TextField()
    approximate = models.BooleanField()
    source = models.CharField(max_length=160)

    def __str__(self) -> str:
        return str(self.path)


class UnitRelease(models.Model):
    """What was loaded last; the in-memory index is rebuilt when this changes."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    stamp = models.CharField(max_length=64, help_text="digest of the shipped tables and of the scope loaded")
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.stamp
