"""Organisations, the people who work for them, and where each may do what."""

from collections.abc import Iterator
from typing import ClassVar, Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from vungxanh.common.fields import PathField
from vungxanh.kernel.ids import new_id
from vungxanh.rooms.agencies import rules


class Agency(models.Model):
    """A body (cơ quan, đơn vị) of the documents: command centre, People's Committee, health centre, police…"""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=60, default="", blank=True)
    kind = models.CharField(max_length=20, choices=[(k.value, name) for k, (name, _) in rules.KINDS.items()])
    area_path = PathField(db_index=True)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    decision = models.CharField(max_length=160, default="", blank=True, help_text="by which it was established")
    active = models.BooleanField(default=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["area_path", "name"], name="agency_once_per_area")]

    def __str__(self) -> str:
        return self.name


class User(AbstractBaseUser):
    """Somebody who can log in."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    username = models.CharField(max_length=60, unique=True)
    full_name = models.CharField(max_length=120)
    is_active = models.BooleanField(default=True)
    must_change_password = models.BooleanField(default=False)
    second_step = models.BooleanField(default=False, help_text="a code is asked after the password")
    session_stamp = models.PositiveIntegerField(default=0, help_text="raising it ends all his sessions")
    created_at = models.DateTimeField()
    created_in = PathField(default="", blank=True, help_text="whose administrators may manage him while he has no role")

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects: ClassVar[BaseUserManager[Self]] = BaseUserManager()

    def __str__(self) -> str:
        return self.full_name or self.username

    def get_session_auth_hash(self) -> str:
        """Changes with the password and with ``session_stamp``; a session made under another value ends."""
        return self._stamped(super().get_session_auth_hash())

    def get_session_auth_fallback_hash(self) -> Iterator[str]:
        """The same under older secret keys."""
        for value in super().get_session_auth_fallback_hash():
            yield self._stamped(value)

    def _stamped(self, value: str) -> str:
        return f"{value}.{self.session_stamp}"


class Membership(models.Model):
    """A user works for an agency in a role, within an area, for a time."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=20, choices=[(r.value, r.value) for r in rules.RoleKey])
    area_path = PathField(db_index=True, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "agency", "role", "area_path"], name="membership_once"),
            models.CheckConstraint(
                condition=models.Q(valid_to=None) | models.Q(valid_to__gte=models.F("valid_from")),
                name="membership_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} @ {self.area_path}"
