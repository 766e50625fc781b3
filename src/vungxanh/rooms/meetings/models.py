"""Meetings asked for, what happened to each, the tasks given at them; which areas are distancing, by which paper."""

from django.db import models

from vungxanh.common.fields import PathField
from vungxanh.kernel.ids import new_id
from vungxanh.rooms.meetings import rules


def _id() -> "models.UUIDField[object, object]":
    return models.UUIDField(primary_key=True, default=new_id, editable=False)


class Distancing(models.Model):
    """A directive applied in an area by a paper of that place, from a day on. ``set_id``: of regulations."""

    id = _id()
    area_path = PathField(db_index=True)
    set_id = models.CharField(max_length=60)
    number = models.CharField(max_length=120, help_text="the paper that applies it here")
    start = models.DateField()
    until = models.DateField(null=True, blank=True)
    said_at = models.DateTimeField()
    by_name = models.CharField(max_length=120)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_why = models.CharField(max_length=1000, default="", blank=True)

    def __str__(self) -> str:
        return self.number


class Meeting(models.Model):
    """A meeting an agency asks leave for. ``decider``: the competent level. ``restraint``: what held when it was decided."""

    id = _id()
    area_path = PathField(help_text="of the agency that asks")
    agency = models.ForeignKey(
        "agencies.Agency", on_delete=models.PROTECT, related_name="meetings_asked", db_index=False
    )
    decider = models.ForeignKey(
        "agencies.Agency", on_delete=models.PROTECT, related_name="meetings_to_decide", db_index=False
    )
    title = models.CharField(max_length=200)
    folded = models.TextField(default="")
    purpose = models.TextField()
    epidemic = models.BooleanField(default=True)
    why_now = models.TextField(default="", blank=True)
    form = models.CharField(max_length=10, choices=[(one.value, one.value) for one in rules.Form])
    why_in_person = models.TextField(default="", blank=True)
    place = models.CharField(max_length=300)
    outside_office = models.BooleanField(default=False)
    persons = models.PositiveIntegerField()
    chair = models.CharField(max_length=120)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField(
        max_length=10, default=rules.State.ASKED, choices=[(one.value, one.value) for one in rules.State]
    )
    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=120)
    number = models.CharField(max_length=80, default="", blank=True)
    conditions = models.TextField(default="", blank=True)
    reason = models.TextField(default="", blank=True, help_text="why it was refused, or permitted so")
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.CharField(max_length=120, default="", blank=True)
    restraint = models.CharField(max_length=300, default="", blank=True)
    held_at = models.DateTimeField(null=True, blank=True)
    present = models.PositiveIntegerField(null=True, blank=True)
    attended = models.TextField(default="", blank=True)
    concluded = models.TextField(default="", blank=True)
    document_id = models.UUIDField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["decider", "state", "starts_at"]),
            models.Index(fields=["agency", "state", "starts_at"]),
            models.Index(fields=["area_path", "starts_at"]),
            models.Index(fields=["starts_at"]),
        ]

    def __str__(self) -> str:
        return self.title


class MeetingStep(models.Model):
    """Asked, changed, permitted, refused, withdrawn, held: by whom, in which words."""

    id = _id()
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="steps")
    at = models.DateTimeField()
    kind = models.CharField(max_length=10)
    text = models.TextField(default="", blank=True)
    by_id = models.UUIDField(null=True)
    by_name = models.CharField(max_length=120, default="")

    def __str__(self) -> str:
        return self.kind


class MeetingTask(models.Model):
    """A task that came out of a meeting."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="tasks")
    task_id = models.UUIDField(unique=True)

    def __str__(self) -> str:
        return str(self.task_id)
