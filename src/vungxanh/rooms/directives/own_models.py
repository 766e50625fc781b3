"""Own documents while they are written, and every version of them."""

from typing import ClassVar

from django.db import models

from vungxanh.common.fields import PathField
from vungxanh.kernel.ids import new_id
from vungxanh.rooms.directives import rules
from vungxanh.rooms.directives.rules import own


class OwnDocument(models.Model):
    """A document being written here. Issued, it stands in the register as ``document`` and changes no more."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    area_path = PathField(db_index=True, help_text="of the body that issues it")
    issuer = models.ForeignKey("agencies.Agency", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=[(kind, kind) for kind in own.OWN_KINDS])
    subject = models.TextField(default="", blank=True)
    head = models.JSONField(default=dict)
    parts = models.JSONField(default=list, blank=True)
    send_to = models.JSONField(default=list, blank=True, help_text="agencies that get it and confirm reading")
    implements = models.ForeignKey(
        "directives.Document", null=True, blank=True, on_delete=models.PROTECT, related_name="own_plans"
    )
    state = models.CharField(
        max_length=10, default=own.OwnState.WRITING.value, choices=[(s.value, s.value) for s in own.OwnState]
    )
    dropped_for = models.CharField(max_length=300, default="", blank=True)
    version = models.PositiveIntegerField(default=1)
    document = models.OneToOneField(
        "directives.Document", null=True, blank=True, on_delete=models.PROTECT, related_name="own"
    )
    created_at = models.DateTimeField()
    created_by = models.UUIDField(null=True, blank=True)
    changed_at = models.DateTimeField()
    changed_by = models.UUIDField(null=True, blank=True)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["state", "area_path"], name="directives_own_state")
        ]

    def __str__(self) -> str:
        return self.subject or rules.KINDS[self.kind].name

    @property
    def facts(self) -> own.Head:
        """Everything around the body."""
        return own.head_of(self.head)

    @property
    def body(self) -> list[own.Part]:
        """Its parts."""
        return [own.part_of(plain) for plain in self.parts]


class OwnVersion(models.Model):
    """How it was after one change; the newest is what it is now."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    own = models.ForeignKey(OwnDocument, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    at = models.DateTimeField()
    by_id = models.UUIDField(null=True, blank=True)
    by_name = models.CharField(max_length=120, default="", blank=True)
    what = models.CharField(max_length=200)
    head = models.JSONField(default=dict)
    parts = models.JSONField(default=list, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["own", "number"], name="directives_own_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.what}"
