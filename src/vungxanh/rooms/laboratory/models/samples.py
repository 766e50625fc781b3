"""Samples and their tests, whom results were told, and results that fit no sample yet."""

from django.db import models

from vungxanh.common.fields import PathField, SealedField
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
    tube = models.ForeignKey(
        "laboratory.Tube", null=True, blank=True, on_delete=models.PROTECT, related_name="samples",
        help_text="none: from a file that told its result",
    )  # fmt: skip
    material = models.CharField(max_length=16, choices=[(m.value, m.value) for m in rules.Material])
    collected_at = models.DateTimeField()
    received_at = models.DateTimeField(null=True, blank=True)
    laboratory = models.CharField(max_length=160, default="", blank=True)
    result = models.CharField(
        max_length=14, default="pending", choices=[(r.value, r.value) for r in rules.Result], help_text="rules.standing"
    )
    resulted_at = models.DateTimeField(null=True, blank=True)
    held = models.BooleanField(default=False, help_text="suspected: his pool was positive, he is tested alone next")
    retest = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="instead_of",
        help_text="taken of him alone, after his pool",
    )  # fmt: skip
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
            models.Index(fields=["person"], condition=models.Q(held=True), name="sample_held"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "external_id"], condition=~models.Q(external_id=""), name="sample_once_per_source"
            ),
        ]

    def __str__(self) -> str:
        return self.code or str(self.id)


class LabTest(models.Model):
    """One method applied to a sample, or to a tube of several. ``replaces``: the test whose result it corrects."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    sample = models.ForeignKey(Sample, null=True, blank=True, on_delete=models.PROTECT, related_name="tests")
    tube = models.ForeignKey(
        "laboratory.Tube", null=True, blank=True, on_delete=models.PROTECT, related_name="tests", help_text="of a pool"
    )
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
            models.CheckConstraint(
                condition=models.Q(sample=None, tube__isnull=False) | models.Q(sample__isnull=False, tube=None),
                name="lab_test_of_one",
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)


class Told(models.Model):
    """Somebody was told a result; when it turns out wrong, he is told again."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    test = models.ForeignKey(LabTest, on_delete=models.PROTECT, related_name="told")
    area_path = PathField()
    to = models.CharField(max_length=160, help_text="an office, or the person himself; no names")
    channel = models.CharField(max_length=10, choices=[(c, c) for c in ("paper", "phone", "message", "list")])
    at = models.DateTimeField()
    by_name = models.CharField(max_length=120, default="", blank=True)
    again_at = models.DateTimeField(null=True, blank=True, help_text="told of the correction")
    again_by = models.CharField(max_length=120, default="", blank=True)

    class Meta:
        indexes = [models.Index(fields=["area_path", "again_at", "at"])]

    def __str__(self) -> str:
        return str(self.id)


class UnmatchedResult(models.Model):
    """A row of a laboratory's list that fits no tube we know; it waits for somebody to match or drop it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    area_path = PathField(help_text="of whoever sent the list")
    source = models.CharField(max_length=60, default="", blank=True)
    row = models.PositiveIntegerField(default=0)
    code = models.CharField(max_length=40, default="", blank=True)
    who = SealedField(default="", blank=True, help_text="what the row said of the person")
    method = models.CharField(max_length=12, choices=[(m.value, m.value) for m in rules.Method])
    result = models.CharField(max_length=14, choices=[(r.value, r.value) for r in rules.Result])
    ct = models.FloatField(null=True, blank=True)
    resulted_at = models.DateTimeField(null=True, blank=True)
    laboratory = models.CharField(max_length=160, default="", blank=True)
    why = models.CharField(max_length=200, default="", blank=True)
    state = models.CharField(
        max_length=8, default="waiting", choices=[(s, s) for s in ("waiting", "matched", "dropped")]
    )
    test = models.ForeignKey(LabTest, null=True, blank=True, on_delete=models.PROTECT, related_name="from_rows")
    reason = models.CharField(max_length=300, default="", blank=True, help_text="why it was dropped")
    created_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["area_path", "state", "id"])]
        constraints = [models.UniqueConstraint(fields=["source", "row", "code"], name="unmatched_once")]

    def __str__(self) -> str:
        return str(self.id)
