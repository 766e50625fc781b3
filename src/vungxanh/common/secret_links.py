"""An address for somebody without an account: a secret nobody guesses, which names nobody and can be taken back.

The secret is made from the row's id and the centre's key, so that a paper can be printed again; the database holds
only its hash. What it opens, and for how long, is said by the room that keeps it.
"""

import hashlib
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from django.db import models
from django.utils.crypto import salted_hmac

from vungxanh.common.audit import amend, current
from vungxanh.kernel.ids import new_id
from vungxanh.kernel.refused import NotYours

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
"""Without i, l, o, u: what is read off a paper is not mistaken."""
LENGTH, GROUP = 20, 4  # a hundred bits
OVER = "Liên kết này không còn dùng được."
_MISTAKEN = str.maketrans({"o": "0", "i": "1", "l": "1", "-": "", " ": "", "u": "v"})


class SecretLink(models.Model):
    """One address; rooms add what it opens. ``revoked_at``: it answers no more."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    secret_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=120, default="", blank=True)
    used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(self.id)

    @property
    def secret(self) -> str:
        """The secret in groups of four, as it is printed. After a change of the centre's key another one."""
        digest = salted_hmac("vungxanh.secret-link", str(self.id), algorithm="sha256").digest()
        number, found = int.from_bytes(digest, "big"), []
        for _n in range(LENGTH):
            number, rest = divmod(number, len(ALPHABET))
            found.append(ALPHABET[rest])
        return "-".join("".join(found[n : n + GROUP]) for n in range(0, LENGTH, GROUP))

    @property
    def holds(self) -> bool:
        """Whether it answers and can be printed again."""
        return self.revoked_at is None and hashed(self.secret) == self.secret_hash

    def seal(self) -> None:
        """Keep the hash; before it is stored."""
        self.secret_hash = hashed(self.secret)


def hashed(secret: str) -> str:
    """What is kept of a secret, however it was typed: a hundred random bits need no slow hash."""
    return hashlib.sha256(secret.lower().translate(_MISTAKEN).encode()).hexdigest()


L = TypeVar("L", bound=SecretLink)


def issued(model: type[L], *, at: datetime, **subject: Any) -> L:
    """The address of ``subject`` that holds, else a new one. Only inside an action; RuntimeError otherwise."""
    found = model._default_manager.filter(**subject, revoked_at=None).first()
    if found is not None and not found.holds:  # the centre's key is another one now
        amend(found, revoked_at=at)
        found = None
    if found is None:
        found = model(**subject, made_at=at, made_by=current().by.name[:120])
        found.seal()
        found.save(force_insert=True)
    return found


def behind(model: type[L], secret: str, *, select: str) -> L | None:
    """The link of a secret, not taken back, with what it opens (``select`` as in ``select_related``)."""
    rows = model._default_manager.filter(secret_hash=hashed(secret), revoked_at=None)
    return rows.select_related(select).first()


def printable(model: type[L], **subject: Any) -> L | None:
    """The address of ``subject`` that answers and can be printed again, if there is one."""
    found = model._default_manager.filter(**subject, revoked_at=None).first()
    return found if found is not None and found.holds else None


def held(model: type[L], link_id: UUID) -> L:
    """The link, locked; NotYours when it was taken back. Only inside an action; RuntimeError otherwise."""
    current()
    found = model._default_manager.select_for_update().filter(pk=link_id, revoked_at=None).first()
    if found is None:
        raise NotYours(OVER)
    return found


def used(link: SecretLink, at: datetime) -> None:
    """Something was told by it. Only inside an action."""
    amend(link, used_at=at)


def taken_back(model: type[L], *, at: datetime, **subject: Any) -> int:
    """The addresses of ``subject`` answer no more; how many there were. Only inside an action."""
    current()
    return model._default_manager.filter(**subject, revoked_at=None).update(revoked_at=at)
