"""Who takes samples, and what they were taught."""

from django.db import models

from vungxanh.common.fields import PathField
from vungxanh.kernel.ids import new_id
from vungxanh.rooms.laboratory import rules


class Sampler(models.Model):
    """Somebody of the forces who samples (người lấy mẫu). ``trained_on``, ``tested_on``: the last trainings."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    area_path = PathField(help_text="where he works")
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=12, choices=[(k.value, k.value) for k in rules.SamplerKind])
    body = models.CharField(max_length=160, default="", blank=True)
    contact = models.CharField(max_length=60, default="", blank=True)
    duty = models.CharField(max_length=10, default="sampling", choices=[(d.value, d.value) for d in rules.Duty])
    trained_on = models.DateField(null=True, blank=True)
    tested_on = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["area_path", "duty", "trained_on"], name="sampler_area"),
            models.Index(fields=["trained_on", "id"], name="sampler_due"),
        ]

    def __str__(self) -> str:
        return str(self.id)


class Training(models.Model):
    """One training (lớp tập huấn)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    area_path = PathField()
    day = models.DateField()
    topic = models.CharField(max_length=10, choices=[(t.value, t.value) for t in rules.Topic])
    place = models.CharField(max_length=160, default="", blank=True)
    teacher = models.CharField(max_length=160, default="", blank=True)
    note = models.CharField(max_length=300, default="", blank=True)
    by_name = models.CharField(max_length=120, default="", blank=True)
    created_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["area_path", "-day"], name="training_area")]

    def __str__(self) -> str:
        return str(self.id)


class Trained(models.Model):
    """One person was at one training. ``dropped_why``: he was not, after all."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    training = models.ForeignKey(Training, on_delete=models.PROTECT, related_name="trained")
    sampler = models.ForeignKey(Sampler, on_delete=models.PROTECT, related_name="trainings", db_index=False)
    dropped_why = models.CharField(max_length=200, default="", blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sampler", "training"], name="trained_once")]

    def __str__(self) -> str:
        return str(self.id)
