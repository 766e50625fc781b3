"""Figures of an area by day, the bulletins made of them, and when they are made by themselves."""

from django.db import models

from vungxanh.common.fields import PathField
from vungxanh.kernel.ids import new_id
from vungxanh.rooms.reports import rules


class DayFigures(models.Model):
    """The figures of an area: of today as last counted, of a day gone by as they stood last. ``values``: rules.to_json."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    area_path = PathField()
    day = models.DateField()
    at = models.DateTimeField(help_text="as of")
    values = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["area_path", "day"], name="reports_figures_once")]

    def __str__(self) -> str:
        return f"{self.area_path} {self.day}"


class Bulletin(models.Model):
    """One version of the bulletin of an area and day; later versions correct it, none is changed once signed.

    ``number``: of the area and year, the same for all versions of a day. ``patients``: lines of F1 and F2 by case code.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    area_path = PathField()
    day = models.DateField()
    version = models.PositiveSmallIntegerField(default=1)
    number = models.PositiveIntegerField()
    latest = models.BooleanField(default=True)
    state = models.CharField(max_length=8, default=rules.State.DRAFT, choices=[(s.value, s.value) for s in rules.State])
    cut_off = models.DateTimeField()
    values = models.JSONField(default=dict)
    patients = models.JSONField(default=list)
    remarks = models.TextField(default="", blank=True)
    reason = models.CharField(max_length=400, default="", blank=True, help_text="why this version was made")
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=120)
    signed_at = models.DateTimeField(null=True, blank=True)
    signed_by = models.CharField(max_length=120, default="", blank=True)
    signer_title = models.CharField(max_length=120, default="", blank=True)

    class Meta:
        indexes = [models.Index(fields=["-day", "-version", "-id"], name="reports_newest")]
        constraints = [
            models.UniqueConstraint(fields=["area_path", "day", "version"], name="reports_version_once"),
            models.UniqueConstraint(
                fields=["area_path", "day"], condition=models.Q(latest=True), name="reports_one_latest"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.day} ({self.version})"


class BulletinTimer(models.Model):
    """From which hour the bulletin of an area is made by itself; no row: the centre's setting; ``hour`` None: by hand."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    area_path = PathField(unique=True)
    hour = models.PositiveSmallIntegerField(null=True)
    said_at = models.DateTimeField()
    by_name = models.CharField(max_length=120)

    def __str__(self) -> str:
        return f"{self.area_path} {self.hour}"
