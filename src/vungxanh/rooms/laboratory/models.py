"""Samples and their tests."""

from django.db import models

from vungxanh.common.fields import PathField
from vungxanh.kernel.ids import new_id
from vungxanh.rooms.laboratory import rules


class Sample(models.Model):
    """One specimen of one person."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.CharField(max_length=40, default="", blank=True, help_text="what is on the tube")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="samples", db_index=False)
    case = models.ForeignKey("cases.Case", null=True, blank=True, on_delete=models.PROTECT, related_name="samples")
    disease = models.CharField(max_length=20)
    area_path = PathField(help_text="of the unit that manages the case, else where the person lives")
    material = models.CharField(max_length=16, choices=[(m.value, m.value) for m in rules.Material])
    collected_at = models.DateTimeField()
    received_at = models.DateTimeField(null=True, blank=True)
    laboratory = models.CharField(max_length=160, default="", blank=True)
    result = models.CharField(
        max_length=14, default="pending", choices=[(r.value, r.value) for r in rules.Result], help_text="rules.standing"
    )
    resulted_at = models.DateTimeField(null=True, blank=True)
    note = models.CharField(max_length=300, default="", blank=True)
    source = models.CharField(max_length=60, default="", blank=True)
    external_id = models.CharField(max_length=80, default="", blank=True)
    created_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["person", "collected_at"]),
            models.Index(fields=["area_path", "result", "collected_at"]),
            models.Index(fields=["collected_at", "id"]),
            models.Index(fields=["code"]),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "external_id"], condition=~models.Q(external_id=""), name="sample_once_per_source"
            ),
        ]

    def __str__(self) -> str:
        return self.code or str(self.id)


class LabTest(models.Model):
    """One method applied to a sample. ``replaces``: the test whose result it corrects."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    sample = models.ForeignKey(Sample, on_delete=models.PROTECT, related_name="tests")
    method = models.CharField(max_length=12, choices=[(m.value, m.value) for m in rules.Method])
    result = models.CharField(max_length=14, choices=[(r.value, r.value) for r in rules.Result])
    resulted_at = models.DateTimeField(null=True, blank=True)
    ct = models.FloatField(null=True, blank=True, help_text="cycles")
    laboratory = models.CharField(max_length=160, default="", blank=True)
    note = models.CharField(max_length=300, default="", blank=True)
    replaces = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaced_by")
    reason = models.CharField(max_length=300, default="", blank=True, help_text="of the correction")
    told_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ct=None) | models.Q(ct__gt=0, ct__lte=rules.MOST_CT), name="lab_test_ct"
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)
