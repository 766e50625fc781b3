"""Tasks, who is in them, their targets, life lines, files, extensions."""

from django.db import models
from django.db.models import Q

from vungxanh.common.fields import PathField
from vungxanh.kernel.ids import new_id
from vungxanh.kernel.text import bound
from vungxanh.rooms.tasks import rules


def _id() -> "models.UUIDField[object, object]":
    return models.UUIDField(primary_key=True, default=new_id, editable=False)


class Task(models.Model):
    """Something somebody must do. A *group* or *series* stands for the tasks whose ``parent`` it is."""

    id = _id()
    key = models.CharField(max_length=200, unique=True, help_text="given twice, made once")
    kind = models.CharField(max_length=8, choices=[(k.value, k.value) for k in rules.Kind], default=rules.Kind.TASK)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    rolled_up = models.BooleanField(default=False, help_text="shown by the group or series above it")
    title = models.CharField(max_length=200)
    text = models.TextField()
    folded = models.TextField(default="", help_text="what is searched: text, document, reference; no diacritics")
    area_path = PathField(help_text="of who does it, when inside the area of who orders it; else that one")
    order_area = PathField(help_text="of who orders it: there it is assigned, extended, closed")
    ordered_by = models.ForeignKey(
        "agencies.Agency", null=True, blank=True, on_delete=models.PROTECT, related_name="tasks_ordered"
    )
    lead = models.ForeignKey(
        "agencies.Agency", null=True, blank=True, on_delete=models.PROTECT, related_name="tasks_led", db_index=False,
        help_text="the agency that owns it; none on a group",
    )  # fmt: skip
    lead_words = models.CharField(max_length=300, default="", blank=True, help_text="as the document says it")
    head_id = models.UUIDField(null=True, blank=True, db_index=True, help_text="the user who answers for it")
    head_name = models.CharField(max_length=120, default="", blank=True)
    state = models.CharField(max_length=10, choices=[(s.value, s.value) for s in rules.State], default=rules.State.OPEN)
    percent = models.PositiveSmallIntegerField(default=0)
    area_of_work = models.CharField(max_length=20, default="command")
    due_kind = models.CharField(max_length=10, default="none")
    due_at = models.DateTimeField(
        null=True, blank=True, help_text="the last moment in time; of a group the earliest open"
    )
    first_due_at = models.DateTimeField(null=True, blank=True, help_text="before any extension")
    due_raw = models.CharField(max_length=300, default="", blank=True)
    due_rule = models.CharField(max_length=80, default="", blank=True)
    span_minutes = models.PositiveIntegerField(null=True, blank=True, help_text="from an event, once it has happened")
    occurs_on = models.DateField(null=True, blank=True, help_text="the turn of a series")
    scenario = models.PositiveSmallIntegerField(null=True, blank=True)
    condition = models.CharField(max_length=400, default="", blank=True)
    levels = models.CharField(max_length=4, default="", blank=True, help_text='it waits for these levels: "34"')
    woken_by = models.ForeignKey(
        "tasks.LevelState", null=True, blank=True, on_delete=models.PROTECT, related_name="woke", db_index=False,
        help_text="the level that began it",
    )  # fmt: skip
    source_document = models.UUIDField(null=True, blank=True)
    source_label = models.CharField(max_length=120, default="", blank=True)
    source_ref = models.CharField(max_length=80, default="", blank=True)
    source_start = models.PositiveIntegerField(null=True, blank=True)
    source_end = models.PositiveIntegerField(null=True, blank=True)
    below = models.PositiveIntegerField(default=0, help_text="tasks right below that were not cancelled")
    below_done = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField()
    created_by = models.UUIDField(null=True, blank=True)
    told_at = models.DateTimeField(help_text="last word from who does it; at first when it was given")
    reported_at = models.DateTimeField(null=True, blank=True)
    reported_by = models.UUIDField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    escalated_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["area_path", "state", "due_at"]),
            models.Index(fields=["state", "due_at", "id"]),
            models.Index(fields=["lead", "state", "due_at"]),
            models.Index(fields=["due_at", "id"]),
            models.Index(fields=["state", "closed_at"]),
            models.Index(fields=["state", "kind", "lead", "area_path"]),
            models.Index(fields=["source_document", "source_start"]),
            models.Index(
                fields=[
                    "area_path",
                    "area_of_work",
                    "lead",
                    "kind",
                    "state",
                    "due_at",
                    "reported_at",
                    "escalated_at",
                    "told_at",
                ],
                name="task_counted",
            ),
            models.Index(fields=["scenario"], condition=Q(state="asleep"), name="task_asleep"),
            models.Index(
                fields=["area_path"], condition=Q(state="asleep") & ~Q(levels=""), name="task_waits_for_level"
            ),
            models.Index(fields=["woken_by"], condition=Q(woken_by__isnull=False), name="task_begun_by_level"),
            models.Index(fields=["kind"], condition=Q(kind="series"), name="task_series"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["parent", "occurs_on"], condition=Q(occurs_on__isnull=False), name="task_turn_once"
            ),
            models.CheckConstraint(condition=Q(percent__lte=100), name="task_percent"),
        ]

    def __str__(self) -> str:
        return self.title


class Party(models.Model):
    """An agency in a task: lead, with (coordinates), report (receives what comes of it)."""

    class Role(models.TextChoices):
        LEAD = "lead"
        WITH = "with"
        REPORT = "report"

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="parties", db_index=False)
    agency = models.ForeignKey("agencies.Agency", on_delete=models.PROTECT, related_name="task_parts", db_index=False)
    role = models.CharField(max_length=6, choices=Role.choices)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["task", "role", "agency"], name="task_party_once")]
        indexes = [models.Index(fields=["agency", "role", "task"])]

    def __str__(self) -> str:
        return self.role


class TargetNumber(models.Model):
    """A number to reach. ``figure``: the live number of this centre it is bound to; else ``now`` is typed in."""

    id = _id()
    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="targets")
    position = models.PositiveSmallIntegerField(default=0)
    op = models.CharField(max_length=2)
    value = models.FloatField()
    unit = models.CharField(max_length=60, default="", blank=True)
    measure = models.CharField(max_length=80, default="", blank=True)
    raw = models.CharField(max_length=300, default="", blank=True)
    figure = models.CharField(max_length=40, default="", blank=True)
    now = models.FloatField(null=True, blank=True)
    now_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return bound(self.op, self.value, self.unit)


class Reading(models.Model):
    """What a target stood at, at a moment, as somebody typed it."""

    id = _id()
    target = models.ForeignKey(TargetNumber, on_delete=models.PROTECT, related_name="readings")
    at = models.DateTimeField()
    value = models.FloatField()
    note = models.CharField(max_length=300, default="", blank=True)
    by_id = models.UUIDField(null=True)
    by_name = models.CharField(max_length=120, default="")

    def __str__(self) -> str:
        return f"{self.value:g}"


class Note(models.Model):
    """One line of a task's life: who did or said what."""

    id = _id()
    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="notes", db_index=False)
    at = models.DateTimeField()
    kind = models.CharField(max_length=10, choices=[(k.value, k.value) for k in rules.NoteKind])
    text = models.TextField(default="", blank=True)
    percent = models.PositiveSmallIntegerField(null=True, blank=True)
    by_id = models.UUIDField(null=True)
    by_name = models.CharField(max_length=120, default="")
    corrected_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["task", "id"])]

    def __str__(self) -> str:
        return self.kind


class Evidence(models.Model):
    """A file that shows what was done; its bytes are outside the database, under its id."""

    id = _id()
    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="files")
    name = models.CharField(max_length=160)
    kind = models.CharField(max_length=8, help_text="the sort found in its bytes: pdf, png, …")
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    at = models.DateTimeField()
    by_id = models.UUIDField(null=True)
    by_name = models.CharField(max_length=120, default="")
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_why = models.CharField(max_length=1000, default="", blank=True)

    def __str__(self) -> str:
        return str(self.id)


class Extension(models.Model):
    """More time asked for; the deadline it had stays written."""

    class State(models.TextChoices):
        ASKED = "asked"
        GRANTED = "granted"
        DENIED = "denied"

    id = _id()
    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="extensions")
    until = models.DateTimeField()
    reason = models.TextField()
    due_before = models.DateTimeField(null=True, blank=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.ASKED)
    asked_at = models.DateTimeField()
    asked_by = models.UUIDField(null=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.UUIDField(null=True, blank=True)
    answer = models.TextField(default="", blank=True)

    class Meta:
        indexes = [models.Index(fields=["state", "asked_at"])]
        constraints = [
            models.UniqueConstraint(fields=["task"], condition=Q(state="asked"), name="extension_asked_once")
        ]

    def __str__(self) -> str:
        return self.state
