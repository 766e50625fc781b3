"""Series, inputs, proposals, decisions and their measures, announcements from above, a centre's own sets."""

from django.db import models

from vungxanh.common.fields import PathField
from vungxanh.kernel.ids import new_id
from vungxanh.rooms.zones import rules
from vungxanh.rooms.zones.models.goals import LevelGoal as LevelGoal

LEVEL = [(n, str(n)) for n in rules.LEVELS]


class Series(models.Model):
    """Daily counts by area from one source, without persons. ``whole``: a day without a row means no case in ``area_path``."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    key = models.CharField(max_length=60, unique=True)
    title = models.CharField(max_length=200)
    area_path = PathField(help_text="the area it covers")
    unit = models.CharField(max_length=10)
    whole = models.BooleanField(default=True)
    first_day = models.DateField(null=True)
    last_day = models.DateField(null=True)
    imported_at = models.DateTimeField()
    by_name = models.CharField(max_length=120)

    def __str__(self) -> str:
        return self.key


class SeriesDay(models.Model):
    """Counts of one area on one day. ``community``: of these in the community; null: the source does not say."""

    series = models.ForeignKey(Series, on_delete=models.PROTECT, related_name="days")
    area_path = PathField()
    day = models.DateField()
    cases = models.PositiveIntegerField()
    community = models.PositiveIntegerField(null=True)
    deaths = models.PositiveIntegerField(null=True)

    class Meta:
        indexes = [models.Index(fields=["day", "area_path"])]
        constraints = [models.UniqueConstraint(fields=["series", "area_path", "day"], name="zones_series_day_once")]

    def __str__(self) -> str:
        return f"{self.area_path} {self.day}"


class AreaInput(models.Model):
    """A number somebody states for an area as of a day; the latest day counts, and of one day what was said last."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    area_path = PathField()
    measure = models.CharField(max_length=24)
    numerator = models.FloatField()
    denominator = models.FloatField(null=True, blank=True)
    day = models.DateField()
    source = models.CharField(max_length=200)
    said_at = models.DateTimeField()
    by_id = models.UUIDField(null=True)
    by_name = models.CharField(max_length=120)

    class Meta:
        indexes = [models.Index(fields=["area_path", "measure", "day"])]

    def __str__(self) -> str:
        return f"{self.area_path} {self.measure}"


class OwnSet(models.Model):
    """One version of a centre's own criteria: a published set with other numbers. ``changes``: path -> number."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    key = models.UUIDField(db_index=True, help_text="the same for all versions")
    version = models.PositiveSmallIntegerField()
    base = models.CharField(max_length=60)
    name = models.CharField(max_length=160)
    number = models.CharField(max_length=60)
    area_path = PathField()
    changes = models.JSONField(default=dict)
    effective_from = models.DateField()
    effective_to = models.DateField(null=True, blank=True)
    latest = models.BooleanField(default=True)
    made_at = models.DateTimeField()
    by_name = models.CharField(max_length=120)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key", "version"], name="zones_own_version_once"),
            models.UniqueConstraint(fields=["key"], condition=models.Q(latest=True), name="zones_own_one_latest"),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.version})"

    @property
    def reference(self) -> str:
        """Its name among all sets."""
        return f"own-{self.pk}"


class Announcement(models.Model):
    """The level that the authority above announced for an area."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    area_path = PathField(db_index=True)
    level = models.PositiveSmallIntegerField(choices=LEVEL)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    number = models.CharField(max_length=80)
    issuer = models.CharField(max_length=160)
    said_at = models.DateTimeField()
    by_name = models.CharField(max_length=120)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.number


class AreaCluster(models.Model):
    """A cluster of communes (cụm xã) the centre named; judged like a district. ``path``: its own, inside ``area_path``."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=120)
    area_path = PathField(help_text="the area all its communes lie in, whose officers keep it")
    path = PathField(unique=True)
    members = models.JSONField(default=list, help_text="paths of its communes")
    note = models.CharField(max_length=300, default="", blank=True)
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    by_name = models.CharField(max_length=120)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["area_path", "ended_at"], name="zones_cluster_area")]

    def __str__(self) -> str:
        return self.name


class DueArea(models.Model):
    """An area whose inputs changed and that waits to be judged again."""

    area_path = PathField(primary_key=True)
    first_at = models.DateTimeField()
    last_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return str(self.area_path)


class LevelProposal(models.Model):
    """What the criteria say of an area from ``since`` to ``day``; a new row when that changes. One is ``current``.

    ``basis``: the readings, from which the level is computed again; ``before``: the level proposed until then.
    ``unread``: nothing that makes a level could be read; ``level`` is 1 then and is not shown as green.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    area_path = PathField(db_index=True)
    name = models.CharField(max_length=160)
    folded = models.CharField(max_length=160)
    unit = models.CharField(max_length=10)
    cluster = models.ForeignKey(AreaCluster, null=True, on_delete=models.PROTECT, related_name="proposals")
    set_id = models.CharField(max_length=60)
    level = models.PositiveSmallIntegerField(choices=LEVEL)
    at_most = models.PositiveSmallIntegerField(choices=LEVEL)
    unread = models.BooleanField(default=False)
    before = models.PositiveSmallIntegerField(null=True)
    why = models.CharField(max_length=400)
    lacking = models.PositiveSmallIntegerField(default=0)
    basis = models.JSONField()
    since = models.DateField()
    day = models.DateField()
    cut_off = models.DateTimeField()
    current = models.BooleanField(default=True)
    state = models.CharField(
        max_length=10, default=rules.State.PROPOSED, choices=[(s.value, s.value) for s in rules.State]
    )
    decided = models.PositiveSmallIntegerField(null=True, help_text="the level in force on ``day``, for the list")
    reviewed_at = models.DateTimeField(null=True)
    reviewed_by = models.CharField(max_length=120, default="", blank=True)
    review_note = models.CharField(max_length=400, default="", blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["current", "unit", "level", "area_path"], name="zones_by_level"),
            models.Index(fields=["current", "area_path"], name="zones_by_area"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["area_path"], condition=models.Q(current=True), name="zones_one_current_proposal"
            )
        ]

    def __str__(self) -> str:
        return f"{self.area_path}: {self.level}"

    @property
    def told(self) -> int | None:
        """The level as it may be shown; None where nothing could be read."""
        return None if self.unread else self.level


class LevelDecision(models.Model):
    """A level put in force by somebody, by a document, from a day on."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    area_path = PathField()
    proposal = models.ForeignKey(LevelProposal, on_delete=models.PROTECT, related_name="decisions")
    level = models.PositiveSmallIntegerField(choices=LEVEL)
    proposed = models.PositiveSmallIntegerField()
    set_id = models.CharField(max_length=60, default="", help_text="the criteria as they were")
    data_day = models.DateField(null=True, help_text="the day the readings are of")
    cut_off = models.DateTimeField(null=True, help_text="when they were counted")
    before = models.PositiveSmallIntegerField(null=True, help_text="the level in force until then")
    basis = models.JSONField(default=dict, help_text="the readings it rested on")
    number = models.CharField(max_length=80)
    start = models.DateField()
    until = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=1000, default="", blank=True)
    decided_at = models.DateTimeField()
    decided_by_id = models.UUIDField(null=True)
    decided_by = models.CharField(max_length=120)
    published_at = models.DateTimeField(null=True)
    published_by = models.CharField(max_length=120, default="", blank=True)
    landed_at = models.DateTimeField(null=True, help_text="when its measures began")
    ended_at = models.DateTimeField(null=True, help_text="when its measures were lifted")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_why = models.CharField(max_length=400, default="", blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["area_path", "start"]),
            models.Index(fields=["published_at"], name="zones_decision_published"),
            models.Index(fields=["withdrawn_at"], name="zones_decision_withdrawn"),
        ]

    def __str__(self) -> str:
        return self.number


class DecisionMeasure(models.Model):
    """One measure in force by a decision; ``task_id`` where somebody was told to do it, else a line to tick off."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    decision = models.ForeignKey(LevelDecision, on_delete=models.PROTECT, related_name="measures")
    position = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=400)
    field = models.CharField(max_length=20)
    source = models.CharField(max_length=80, default="", blank=True)
    verified = models.BooleanField(default=True)
    extra = models.BooleanField(default=False, help_text="stronger than the level asks for")
    kept = models.BooleanField(default=False, help_text="was in force before")
    task_id = models.UUIDField(null=True)
    done_at = models.DateTimeField(null=True)
    done_by = models.CharField(max_length=120, default="", blank=True)
    lifted_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.text


class Stock(models.Model):
    """How much of a resource there is in an area, as somebody says; what was said last counts."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    area_path = PathField()
    resource = models.CharField(max_length=20)
    amount = models.FloatField()
    day = models.DateField()
    source = models.CharField(max_length=200)
    said_at = models.DateTimeField()
    by_name = models.CharField(max_length=120)

    class Meta:
        indexes = [models.Index(fields=["area_path", "resource", "day"])]

    def __str__(self) -> str:
        return f"{self.area_path} {self.resource}"
