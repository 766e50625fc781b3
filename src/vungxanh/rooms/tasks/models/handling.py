"""Records of handling (xử lý trách nhiệm) and what happened to each."""

from django.db import models

from vungxanh.common.fields import PathField, SealedField
from vungxanh.kernel.ids import new_id
from vungxanh.rooms.tasks.models.task import Task
from vungxanh.rooms.tasks.rules import handling as rules


def _id() -> "models.UUIDField[object, object]":
    return models.UUIDField(primary_key=True, default=new_id, editable=False)


class Handling(models.Model):
    """A record against an agency, its head, or somebody else. ``agency``: the body; ``handler``: whose record it is.

    ``name`` is sealed, and of a private person taken away when the record is closed or withdrawn: the decision has it.
    """

    id = _id()
    area_path = PathField(help_text="of the agency whose record it is")
    handler = models.ForeignKey("agencies.Agency", on_delete=models.PROTECT, related_name="handlings_kept")
    subject = models.CharField(max_length=12, choices=[(s.value, s.value) for s in rules.Subject])
    agency = models.ForeignKey(
        "agencies.Agency",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="handlings_against",
        db_index=False,
    )
    name = SealedField(default="", blank=True)
    finding = models.TextField()
    folded = models.TextField(default="")
    basis = models.CharField(max_length=10, choices=[(s.value, s.value) for s in rules.Basis])
    basis_ref = models.CharField(max_length=200, default="", blank=True)
    task = models.ForeignKey(Task, null=True, blank=True, on_delete=models.PROTECT, related_name="handlings")
    document_id = models.UUIDField(null=True, blank=True)
    spread = models.BooleanField(default=False, help_text="the disease spread because of it")
    measure = models.CharField(max_length=9, choices=[(s.value, s.value) for s in rules.Measure])
    state = models.CharField(max_length=9, default=rules.Step.OPENED, choices=[(s.value, s.value) for s in rules.Step])
    opened_at = models.DateTimeField()
    explain_by = models.DateTimeField(null=True, blank=True)
    explanation = models.TextField(default="", blank=True)
    explained_at = models.DateTimeField(null=True, blank=True)
    decider = models.CharField(max_length=200, default="", blank=True)
    number = models.CharField(max_length=80, default="", blank=True)
    decided_on = models.DateField(null=True, blank=True)
    outcome = models.TextField(default="", blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["area_path", "state"], name="tasks_handling_area"),
            models.Index(fields=["agency", "state"], name="tasks_handling_agency"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["task", "agency", "subject"], name="tasks_handling_once_a_task",
                condition=models.Q(task__isnull=False) & ~models.Q(state__in=["closed", "withdrawn"]),
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return str(self.id)


class HandlingStep(models.Model):
    """Opened, asked, explained, decided, closed, withdrawn: by whom, in which words."""

    id = _id()
    handling = models.ForeignKey(Handling, on_delete=models.PROTECT, related_name="steps")
    at = models.DateTimeField()
    kind = models.CharField(max_length=10)
    text = models.TextField(default="", blank=True)
    by_id = models.UUIDField(null=True)
    by_name = models.CharField(max_length=120, default="")

    def __str__(self) -> str:
        return self.kind
