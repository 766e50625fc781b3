"""What level a place is to be at, by when, who answers for it."""

from django.db import models

from vungxanh.common.fields import PathField
from vungxanh.kernel.ids import new_id
from vungxanh.rooms.zones import rules

LEVEL = [(n, str(n)) for n in rules.LEVELS]


class LevelGoal(models.Model):
    """A commune is to be at ``level`` on ``due``, or stay there; ``set_from``: the level that held when it was set."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    area_path = PathField()
    name = models.CharField(max_length=160)
    level = models.PositiveSmallIntegerField(choices=LEVEL)
    set_from = models.PositiveSmallIntegerField(choices=LEVEL)
    due = models.DateField()
    number = models.CharField(max_length=80, help_text="of the plan")
    note = models.CharField(max_length=400, default="", blank=True)
    lead_id = models.UUIDField(null=True, help_text="the agency that answers for it")
    lead_name = models.CharField(max_length=160, default="", blank=True)
    task_id = models.UUIDField(null=True)
    set_at = models.DateTimeField()
    by_name = models.CharField(max_length=120)
    ended_at = models.DateTimeField(null=True)
    ended_why = models.CharField(max_length=400, default="", blank=True)

    class Meta:
        indexes = [models.Index(fields=["area_path", "ended_at"], name="zones_goal_area")]
        constraints = [
            models.UniqueConstraint(fields=["area_path"], condition=models.Q(ended_at=None), name="zones_one_goal")
        ]

    def __str__(self) -> str:
        return f"{self.area_path}: {self.level}"

    @property
    def keeps(self) -> bool:
        """Whether it is to stay where it was."""
        return self.set_from <= self.level
