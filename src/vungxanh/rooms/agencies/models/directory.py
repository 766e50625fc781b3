"""The directory: other names of bodies, who heads them, and which leader answers for which area and field."""

from django.db import models

from vungxanh.common.fields import PathField, SealedField
from vungxanh.kernel.ids import new_id
from vungxanh.rooms.agencies import rules
from vungxanh.rooms.agencies.models.accounts import Agency, User

_ENDS_AFTER_START = models.Q(valid_to=None) | models.Q(valid_to__gte=models.F("valid_from"))


class AgencyAlias(models.Model):
    """Another name or abbreviation of an agency; taken away, it keeps its row."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="aliases")
    name = models.CharField(max_length=200)
    folded = models.CharField(max_length=200, help_text="lower case, no diacritics")
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency", "folded"], name="agency_alias_once")]

    def __str__(self) -> str:
        return self.name


class Post(models.Model):
    """A named post held by a person for a time: "Chủ tịch UBND xã Đak Ơ". ``is_head``: answers for the whole body."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="posts")
    title = models.CharField(max_length=120)
    holder = models.CharField(max_length=120)
    user = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="posts")
    is_head = models.BooleanField(default=False)
    phone = SealedField(default="", blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    withdrawn = models.CharField(max_length=300, default="", blank=True, help_text="why it was recorded by mistake")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=_ENDS_AFTER_START, name="agency_post_ends_after_start"),
            models.UniqueConstraint(
                fields=["agency"],
                condition=models.Q(is_head=True, valid_to=None, withdrawn=""),
                name="agency_one_head_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.holder}, {self.title}"


class Charge(models.Model):
    """Phân công phụ trách: a leader answers for an area, a field of work in it, or all of it, for a time."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    post = models.ForeignKey(Post, null=True, blank=True, on_delete=models.PROTECT, related_name="charges")
    user = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="charges")
    area_path = PathField(db_index=True)
    field = models.CharField(max_length=20, default="", blank=True, choices=list(rules.AREAS_OF_WORK.items()))
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    decision = models.CharField(max_length=200, default="", blank=True, help_text="number and date of the document")
    note = models.CharField(max_length=300, default="", blank=True)
    withdrawn = models.CharField(max_length=300, default="", blank=True, help_text="why it was recorded by mistake")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=_ENDS_AFTER_START, name="agency_charge_ends_after_start"),
            models.CheckConstraint(
                condition=models.Q(post=None, user__isnull=False) | models.Q(post__isnull=False, user=None),
                name="agency_charge_of_one_leader",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.area_path} {self.field}"
