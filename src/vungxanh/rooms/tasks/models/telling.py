"""Scenarios and levels in force; digests; calendar feeds."""

from django.db import models
from django.db.models import Q

from vungxanh.common.fields import PathField, SealedField
from vungxanh.kernel.ids import new_id


def _id() -> "models.UUIDField[object, object]":
    return models.UUIDField(primary_key=True, default=new_id, editable=False)


class ScenarioState(models.Model):
    """From when which scenario of the response plan holds in an area, and who or what said so."""

    id = _id()
    area_path = PathField()
    number = models.PositiveSmallIntegerField()
    since = models.DateTimeField()
    active_cases = models.PositiveIntegerField(null=True, blank=True)
    reason = models.CharField(max_length=1000)
    by_id = models.UUIDField(null=True, help_text="none: computed from the number of cases under treatment")
    by_name = models.CharField(max_length=120, default="")

    class Meta:
        indexes = [models.Index(fields=["area_path", "-id"])]

    def __str__(self) -> str:
        return f"{self.area_path} {self.number}"


class LevelState(models.Model):
    """At which level of risk (1–4) an area was said to be, from when, by which paper. ``ended_at`` None: in force."""

    id = _id()
    area_path = PathField()
    level = models.PositiveSmallIntegerField()
    since = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    decision = models.CharField(max_length=200, help_text="number and symbol of the paper that says so")
    decided_on = models.DateField(null=True, blank=True)
    by_id = models.UUIDField(null=True, help_text="none: computed")
    by_name = models.CharField(max_length=120, default="")

    class Meta:
        indexes = [models.Index(fields=["area_path", "-id"])]
        constraints = [
            models.UniqueConstraint(fields=["area_path"], condition=Q(ended_at=None), name="level_one_in_force"),
            models.CheckConstraint(condition=Q(level__gte=1, level__lte=4), name="level_of_four"),
        ]

    def __str__(self) -> str:
        return f"{self.area_path} {self.level}"


class Digest(models.Model):
    """What one person was told on one day. No names of sick people in it."""

    id = _id()
    user_id = models.UUIDField()
    day = models.DateField()
    made_at = models.DateTimeField()
    body = models.JSONField(help_text="groups of lines: title, and each line's words, deadline and task")
    mail_to = SealedField(default="", blank=True)
    mailed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user_id", "day"], name="digest_once_a_day")]

    def __str__(self) -> str:
        return str(self.day)


class DigestChoice(models.Model):
    """Where somebody wants his daily digest by e-mail; "" is only in the console."""

    user_id = models.UUIDField(primary_key=True)
    address = SealedField(default="", blank=True)

    def __str__(self) -> str:
        return str(self.user_id)


class Feed(models.Model):
    """A secret calendar address of an agency; only its hash is kept."""

    id = _id()
    agency = models.ForeignKey("agencies.Agency", on_delete=models.PROTECT, related_name="task_feeds")
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    created_by = models.UUIDField(null=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return str(self.id)
