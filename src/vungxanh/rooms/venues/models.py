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
    created_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["area_path", "name_folded", "id"]), models.Index(fields=["name_folded"])]

    def __str__(self) -> str:
        return self.name
