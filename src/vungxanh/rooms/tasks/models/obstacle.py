"""Difficulties and petitions, and their way to whoever can settle them."""

from django.db import models

from vungxanh.common.fields import PathField
from vungxanh.kernel.ids import new_id
from vungxanh.rooms.tasks.models.task import Task


def _id() -> "models.UUIDField[object, object]":
    return models.UUIDField(primary_key=True, default=new_id, editable=False)


class Obstacle(models.Model):
    """A difficulty (khó khăn, vướng mắc) or petition, raised to an agency that can settle it."""

    class Kind(models.TextChoices):
        OBSTACLE = "obstacle"
        PETITION = "petition"

    class State(models.TextChoices):
        OPEN = "open"
        ANSWERED = "answered"
        WITHDRAWN = "withdrawn"

    id = _id()
    kind = models.CharField(max_length=8, choices=Kind.choices, default=Kind.OBSTACLE)
    task = models.ForeignKey(Task, null=True, blank=True, on_delete=models.PROTECT, related_name="obstacles")
    area_path = PathField(help_text="of the agency that raised it")
    raised_by = models.ForeignKey(
        "agencies.Agency", on_delete=models.PROTECT, related_name="obstacles_raised", db_index=False
    )
    on_behalf = models.CharField(max_length=200, default="", blank=True, help_text="a unit without an account here")
    at_agency = models.ForeignKey(
        "agencies.Agency", on_delete=models.PROTECT, related_name="obstacles_here", db_index=False
    )
    at_area = PathField(help_text="of the agency where it lies now")
    text = models.TextField()
    wanted = models.TextField(help_text="what is asked for")
    folded = models.TextField(default="")
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    raised_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True, blank=True, help_text="when an answer should be there")
    answered_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(default="", blank=True)
    forwards = models.PositiveSmallIntegerField(default=0)

    class Meta:
        indexes = [
            models.Index(fields=["at_agency", "state", "due_at"]),
            models.Index(fields=["raised_by", "state", "due_at"]),
            models.Index(fields=["state", "due_at"]),
            models.Index(fields=["area_path", "state"]),
        ]

    def __str__(self) -> str:
        return str(self.id)


class ObstacleStep(models.Model):
    """Raised, forwarded, answered, sent again, withdrawn: by whom, to whom, in which words."""

    id = _id()
    obstacle = models.ForeignKey(Obstacle, on_delete=models.PROTECT, related_name="steps")
    at = models.DateTimeField()
    kind = models.CharField(max_length=10)
    to_agency = models.ForeignKey("agencies.Agency", null=True, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(default="", blank=True)
    by_id = models.UUIDField(null=True)
    by_name = models.CharField(max_length=120, default="")

    def __str__(self) -> str:
        return self.kind
