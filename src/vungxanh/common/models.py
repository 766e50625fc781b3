"""Tables of the door: audit trail and its seals, idempotency keys, outbox, jobs."""

from django.db import models

from vungxanh.common.fields import PathField
from vungxanh.kernel.ids import new_id


class AuditEntry(models.Model):
    """One act of one person. Append-only (a trigger refuses changes); sealed later by ``AuditSeal``."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    at = models.DateTimeField(help_text="the moment the act is about, as given to the action")
    recorded_at = models.DateTimeField(help_text="when the row was written")
    actor_id = models.UUIDField(null=True)
    actor_name = models.CharField(max_length=120)
    action = models.CharField(max_length=80)
    area_path = PathField(default="", blank=True)
    subject_id = models.UUIDField(null=True)
    detail = models.JSONField(default=dict)
    mac = models.CharField(max_length=64, default="", help_text="keyed digest of all the rest, made by the writer")

    class Meta:
        indexes = [
            models.Index(fields=["subject_id", "id"]),
            models.Index(fields=["actor_id", "id"]),
            models.Index(fields=["action", "id"]),
            models.Index(fields=["area_path", "id"]),
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.at:%d/%m/%Y %H:%M}"


class AuditSeal(models.Model):
    """The chain: entry number ``seq`` with the digest of the entry and of the seal before it."""

    seq = models.BigIntegerField(primary_key=True)
    entry_id = models.UUIDField(unique=True)
    digest = models.CharField(max_length=64)
    sealed_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.seq)


class ActionKey(models.Model):
    """An idempotency key already used, and what came of it."""

    key = models.CharField(max_length=80, primary_key=True)
    action = models.CharField(max_length=80)
    actor_id = models.UUIDField(null=True)
    result = models.JSONField(null=True)
    at = models.DateTimeField(auto_now_add=True, db_index=True)

    def __str__(self) -> str:
        return self.key


class OutboxMessage(models.Model):
    """A fact to be delivered to one listener, at least once; written in the transaction of the act."""

    class State(models.TextChoices):
        WAITING = "waiting"
        DONE = "done"
        DEAD = "dead"
        DROPPED = "dropped"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    event = models.CharField(max_length=120)
    listener = models.CharField(max_length=160)
    payload = models.JSONField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveIntegerField(default=0)
    due_at = models.DateTimeField()
    leased_until = models.DateTimeField(null=True)
    created_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    error = models.TextField(default="", blank=True)

    class Meta:
        indexes = [models.Index(fields=["state", "due_at", "id"])]

    def __str__(self) -> str:
        return f"{self.event} → {self.listener}"


class Job(models.Model):
    """Long work with progress; can be left, cancelled, and resumed from ``checkpoint`` after a restart."""

    class State(models.TextChoices):
        WAITING = "waiting"
        RUNNING = "running"
        DONE = "done"
        FAILED = "failed"
        CANCELLED = "cancelled"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=80)
    title = models.CharField(max_length=200)
    owner_id = models.UUIDField(null=True, db_index=True)
    owner_name = models.CharField(max_length=120, default="")
    area_path = PathField(default="", blank=True)
    arguments = models.JSONField(default=dict)
    checkpoint = models.JSONField(default=dict)
    result = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    done = models.BigIntegerField(default=0)
    total = models.BigIntegerField(null=True)
    message = models.CharField(max_length=300, default="", blank=True)
    cancel_asked = models.BooleanField(default=False)
    attempts = models.PositiveIntegerField(default=0, help_text="workers that took it up since the last checkpoint")
    worker = models.CharField(max_length=40, default="", help_text="who holds the lease")
    leased_until = models.DateTimeField(null=True)
    created_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["state", "created_at"])]

    def __str__(self) -> str:
        return self.title


class CentreSetting(models.Model):
    """What this centre is: its name, its area, whether it is a simulation (and then how far its clock is set back)."""

    key = models.CharField(max_length=40, primary_key=True)
    value = models.JSONField()

    def __str__(self) -> str:
        return self.key


class SavedView(models.Model):
    """A list as somebody wants to find it again: filters, order and columns, as the address of its page says them."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    list_key = models.CharField(max_length=40)
    name = models.CharField(max_length=60)
    query = models.CharField(max_length=2000, default="", blank=True)
    owner_id = models.UUIDField()
    owner_name = models.CharField(max_length=120)
    agency_id = models.UUIDField(null=True, blank=True, db_index=True, help_text="whose people see it too")
    created_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner_id", "list_key", "name"], name="saved_view_once")]

    def __str__(self) -> str:
        return self.name
