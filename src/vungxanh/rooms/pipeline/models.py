"""The clocks of every case, and the limits a centre sets itself."""

from django.db import models

from vungxanh.common.fields import PathField
from vungxanh.kernel.ids import new_id
from vungxanh.rooms.pipeline import rules

STAGES = [(s.value, s.value) for s in rules.Stage]


class StageClock(models.Model):
    """One stage of one case (``rules.Clock``), kept so that lists and figures come from an index."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="clocks", db_index=False)
    stage = models.CharField(max_length=8, choices=STAGES)
    disease = models.CharField(max_length=20)
    area_path = PathField(help_text="the unit that manages the case")
    team_id = models.UUIDField(null=True, blank=True, help_text="of tracing")
    day = models.DateField(help_text="on which it began, in Vietnam")
    began_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    hours = models.FloatField(null=True, blank=True, help_text="it took")
    late = models.BooleanField(null=True, blank=True, help_text="done after its limit; empty while it runs")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "stage"], name="clock_once_a_stage"),
            models.CheckConstraint(
                condition=models.Q(done_at=None, hours=None, late=None)
                | models.Q(done_at__isnull=False, hours__isnull=False, late__isnull=False),
                name="clock_done_or_running",
            ),
        ]
        # What is counted holds every column that is asked for, those of the condition too: counting reads no row.
        indexes = [
            models.Index(fields=["due_at", "id"], condition=models.Q(done_at=None), name="clock_running"),
            models.Index(
                fields=["area_path", "stage", "due_at", "disease", "team_id", "done_at"],
                condition=models.Q(done_at=None),
                name="clock_counted",
            ),
            models.Index(fields=["stage", "due_at", "id"], condition=models.Q(done_at=None), name="clock_of_stage"),
            models.Index(fields=["began_at", "id"], condition=models.Q(done_at=None), name="clock_begun"),
            models.Index(
                fields=["day", "area_path", "stage", "disease", "hours", "late", "team_id"],
                condition=models.Q(hours__isnull=False),
                name="clock_done",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.case_id} {self.stage}"


class DonePack(models.Model):
    """The times of the clocks of one day and unit that are done, together (``packing``): what is read for figures.

    ``stale``: some of them changed since; until it is packed again the clocks themselves are read.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    day = models.DateField()
    area_path = PathField()
    disease = models.CharField(max_length=20)
    packed = models.BinaryField(default=b"")
    stale = models.BooleanField(default=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["day", "area_path", "disease"], name="pack_once")]
        indexes = [models.Index(fields=["day"], condition=models.Q(stale=True), name="pack_stale")]

    def __str__(self) -> str:
        return f"{self.day} {self.area_path}"


class StageTarget(models.Model):
    """A limit that a centre set itself, from a day on; the one before stays as history."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    area_path = PathField()
    disease = models.CharField(max_length=20)
    stage = models.CharField(max_length=8, choices=STAGES)
    hours = models.FloatField()
    reason = models.CharField(max_length=300)
    set_at = models.DateTimeField()
    set_by = models.CharField(max_length=120)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["area_path", "disease", "stage"],
                condition=models.Q(ended_at=None),
                name="one_target_in_force",
            ),
            models.CheckConstraint(
                condition=models.Q(hours__gte=rules.LEAST, hours__lte=rules.MOST), name="target_hours"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.area_path} {self.stage} {self.hours:g}"
