"""Places where people meet."""

from django.db import models

from vungxanh.common.fields import PathField
from vungxanh.kernel.ids import new_id
from vungxanh.rooms.venues import rules


class Venue(models.Model):
    """A market, school, workplace, dormitory… (địa điểm)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=160)
    name_folded = models.CharField(max_length=160)
    kind = models.CharField(max_length=12, choices=[(k.value, k.value) for k in rules.VenueKind])
    area_path = PathField()
    address = models.CharField(max_length=200, default="", blank=True)
    lat = models.FloatField(null=True, blank=True)
    lng = models.FloatField(null=True, blank=True)
    capacity = models.PositiveIntegerField(null=True, blank=True, help_text="persons at one time")
    created_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["area_path", "name_folded", "id"]), models.Index(fields=["name_folded"])]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(lat__isnull=True, lng__isnull=True)
                | models.Q(lat__isnull=False, lng__isnull=False, lat__gte=5, lat__lte=24, lng__gte=101, lng__lte=119),
                name="venues_point_whole_and_in_vietnam",
            )
        ]

    def __str__(self) -> str:
        return self.name
