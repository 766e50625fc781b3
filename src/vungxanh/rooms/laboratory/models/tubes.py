"""Tubes on their way, and where they go."""

from django.db import models

from vungxanh.common.fields import PathField
from vungxanh.kernel.ids import new_id
from vungxanh.rooms.laboratory import rules

_WAY = models.Q(stage__in=[stage.value for stage in rules.OPEN])


class Laboratory(models.Model):
    """A laboratory and what it can do in a day (phòng xét nghiệm, xe xét nghiệm lưu động)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=160)
    area_path = PathField(help_text="whose it is; units inside it send their tubes there")
    mobile = models.BooleanField(default=False, help_text="a laboratory vehicle")
    capacity = models.PositiveIntegerField(null=True, blank=True, help_text="tubes a day")
    contact = models.CharField(max_length=160, default="", blank=True, help_text="the office's telephone")
    note = models.CharField(max_length=300, default="", blank=True)
    active = models.BooleanField(default=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["name", "area_path"], name="laboratory_once")]

    def __str__(self) -> str:
        return self.name


class Batch(models.Model):
    """Tubes handed over together. Both sides confirm: one sends so many, the other counts what came."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    area_path = PathField(help_text="of the unit that sends")
    laboratory = models.ForeignKey(Laboratory, on_delete=models.PROTECT, related_name="batches")
    number = models.CharField(max_length=40, help_text="what is written on the box")
    carrier = models.CharField(max_length=120, default="", blank=True)
    state = models.CharField(
        max_length=8, default="open", choices=[(s, s) for s in ("open", "sent", "differs", "closed")]
    )
    sent_count = models.PositiveIntegerField(default=0)
    sent_at = models.DateTimeField(null=True, blank=True)
    sent_by = models.CharField(max_length=120, default="", blank=True)
    received_count = models.PositiveIntegerField(null=True, blank=True)
    received_at = models.DateTimeField(null=True, blank=True)
    received_by = models.CharField(max_length=120, default="", blank=True)
    agreed_at = models.DateTimeField(null=True, blank=True, help_text="the sender has seen the difference")
    agreed_by = models.CharField(max_length=120, default="", blank=True)
    note = models.CharField(max_length=300, default="", blank=True)
    created_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["area_path", "state", "-created_at"]),
            models.Index(fields=["created_at", "id"]),
        ]
        constraints = [models.UniqueConstraint(fields=["area_path", "number"], name="batch_number_once")]

    def __str__(self) -> str:
        return self.number


class BatchSurplus(models.Model):
    """A code that came in a box and was not on its list."""

    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="surplus")
    code = models.CharField(max_length=40)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["batch", "code"], name="batch_surplus_once")]

    def __str__(self) -> str:
        return self.code


class Tube(models.Model):
    """One tube of one or several persons, on its way from the plan to the result in the right hands."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.CharField(max_length=40, default="", blank=True)
    kind = models.CharField(max_length=6, default="single", choices=[(k.value, k.value) for k in rules.TubeKind])
    size = models.PositiveSmallIntegerField(default=1, help_text="persons in it")
    disease = models.CharField(max_length=20)
    area_path = PathField(help_text="where it was taken")
    material = models.CharField(max_length=16, choices=[(m.value, m.value) for m in rules.Material])
    session = models.ForeignKey(
        "laboratory.SamplingSession", null=True, blank=True, on_delete=models.PROTECT, related_name="tubes"
    )
    batch = models.ForeignKey(Batch, null=True, blank=True, on_delete=models.PROTECT, related_name="tubes")
    laboratory = models.ForeignKey(
        Laboratory, null=True, blank=True, on_delete=models.PROTECT, related_name="tubes", db_index=False
    )
    stage = models.CharField(max_length=10, choices=[(s.value, s.value) for s in rules.Stage])
    planned_at = models.DateTimeField(null=True, blank=True)
    collected_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    received_at = models.DateTimeField(null=True, blank=True)
    running_at = models.DateTimeField(null=True, blank=True)
    resulted_at = models.DateTimeField(null=True, blank=True)
    returned_at = models.DateTimeField(null=True, blank=True)
    due_at = models.DateTimeField(
        help_text="by the regulation of the day it was taken; while planned, of the day it was opened"
    )
    result = models.CharField(max_length=14, default="pending", choices=[(r.value, r.value) for r in rules.Result])
    # What figures are counted from; filled when the result is returned.
    returned_on = models.DateField(null=True, blank=True)
    minutes = models.PositiveIntegerField(null=True, blank=True, help_text="from collection to return")
    late = models.BooleanField(null=True, blank=True)
    lost_reason = models.CharField(max_length=300, default="", blank=True)
    created_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["due_at", "id", "area_path"], condition=_WAY, name="tube_by_clock"),
            models.Index(fields=["laboratory", "stage", "area_path", "due_at"], condition=_WAY, name="tube_on_the_way"),
            models.Index(
                fields=["returned_on", "area_path", "laboratory", "minutes", "late", "result", "size"], name="tube_returned",
                condition=models.Q(returned_on__isnull=False),
            ),
            models.Index(
                fields=["returned_on", "area_path", "id"], name="tube_positive",
                condition=models.Q(result="positive", returned_on__isnull=False),
            ),
            models.Index(fields=["collected_at", "area_path", "laboratory"], name="tube_collected"),
            models.Index(fields=["-collected_at", "-id"], name="tube_newest"),
            models.Index(fields=["received_at", "laboratory"], name="tube_received", condition=models.Q(received_at__isnull=False)),
        ]  # fmt: skip
        constraints = [
            models.UniqueConstraint(fields=["code"], condition=~models.Q(code=""), name="tube_code_once"),
            models.CheckConstraint(condition=models.Q(size__gte=1), name="tube_holds_somebody"),
        ]

    def __str__(self) -> str:
        return self.code or str(self.id)


class ReturnedPack(models.Model):
    """The tubes of one area whose results were returned on one day, together (``rules.packed``): what is read for figures.

    ``stale``: some of them changed since; until it is packed again the tubes themselves are read.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    day = models.DateField()
    area_path = PathField()
    laboratories = models.JSONField(default=list)
    packed = models.BinaryField(default=b"")
    stale = models.BooleanField(default=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["day", "area_path"], name="returned_pack_once")]
        indexes = [models.Index(fields=["day"], condition=models.Q(stale=True), name="returned_pack_stale")]

    def __str__(self) -> str:
        return f"{self.day} {self.area_path}"


class Plate(models.Model):
    """A plate of 96 wells, run together."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=80)
    laboratory = models.ForeignKey(Laboratory, on_delete=models.PROTECT, related_name="plates")
    area_path = PathField(help_text="whose laboratory it is")
    started_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["area_path", "-created_at"])]

    def __str__(self) -> str:
        return self.name


class PlateWell(models.Model):
    """What is in one well."""

    plate = models.ForeignKey(Plate, on_delete=models.CASCADE, related_name="wells")
    well = models.CharField(max_length=3)
    use = models.CharField(max_length=4, default="tube", choices=[(u.value, u.value) for u in rules.WellUse])
    tube = models.ForeignKey(Tube, null=True, blank=True, on_delete=models.PROTECT, related_name="wells")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plate", "well"], name="plate_well_once"),
            models.UniqueConstraint(fields=["plate", "tube"], name="plate_tube_once"),
        ]

    def __str__(self) -> str:
        return self.well
