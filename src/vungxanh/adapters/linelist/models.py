"""How a source's files are read, remembered for the next time. Headers only: no cell of a file is here."""

from django.db import models

from vungxanh.kernel.ids import new_id


class SavedMapping(models.Model):
    """The mapping and the switches with which somebody last imported a kind of file from a source."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    owner = models.CharField(max_length=36, default="", blank=True, help_text="id of the user; none: the centre itself")
    source = models.CharField(max_length=60)
    kind = models.CharField(max_length=20)
    shape = models.CharField(max_length=24, help_text="hash of the header names: files that look alike")
    mapping = models.JSONField(default=dict)
    switches = models.JSONField(default=dict)
    used_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["owner", "shape", "used_at"], name="mapping_by_shape")]
        constraints = [models.UniqueConstraint(fields=["owner", "source", "kind"], name="mapping_once_per_source")]

    def __str__(self) -> str:
        return f"{self.source}: {self.kind}"
