"""An address for somebody without an account: a secret nobody guesses, which names nobody and can be taken back.

The secret is made from the row's id and the centre's key, so that a paper can be printed again; the database holds
only its hash. What it opens, and for how long, is said by the room that keeps it.
"""

import hashlib
from datetime import datetime
from typing import Any, TypeVar

from django.db import models
from django.utils.crypto import salted_hmac

from vungxanh.common.audit import amend, current
from vungxanh.kernel.ids import new_id

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
"""Without i, l, o, u: what is read off a paper is not mistaken."""
LENGTH, GROUP = 20, 4  # a hundred bits
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
