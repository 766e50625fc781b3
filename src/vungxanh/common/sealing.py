"""Sealing the audit trail in batches: a chain of keyed digests, its head also in a file beside the database.

Writers never wait for it. Every entry carries its own keyed digest from birth (``evidence.mac``); the chain makes a
removed entry visible, and the head file a removed tail.
"""

import json
import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from vungxanh.common import limits
from vungxanh.common.evidence import genuine, keys, link
from vungxanh.common.models import AuditEntry, AuditSeal
from vungxanh.kernel.ids import made_at_ms


@dataclass(frozen=True)
class Head:
    """The newest seal: its number and digest; number 0 is the empty chain."""

    seq: int = 0
    digest: str = ""


class ChainBroken(Exception):
    """The chain in the database does not hold the head this machine remembers; nothing more is sealed."""


def head_file() -> Path:
    """Where the head is remembered outside the database: ``audit.head``, ``audit-NAME.head`` for PostgreSQL's NAME."""
    name = Path(str(connection.settings_dict["NAME"])).stem
    return Path(settings.HOME) / ("audit.head" if connection.vendor == "sqlite" else f"audit-{name}.head")


def remembered() -> Head | None:
    """The head in the file, None before the first."""
    try:
        found = json.loads(head_file().read_text())
        return Head(int(found["seq"]), str(found["digest"]))
    except FileNotFoundError:
        return None


def remember(head: Head) -> None:
    """Write the head file; whole or not at all."""
    part = head_file().with_suffix(f".{os.getpid()}")
    with part.open("w") as file:
        json.dump({"seq": head.seq, "digest": head.digest}, file)
        file.flush()
        os.fsync(file.fileno())
    part.chmod(0o600)
    part.replace(head_file())


def newest(using: str = "default") -> Head:
    """The head in the database."""
    seal = AuditSeal.objects.using(using).order_by("-seq").first()
    return Head(seal.seq, seal.digest) if seal else Head()


def unsealed(using: str = "default") -> QuerySet[AuditEntry]:
    """Entries without a seal, oldest first."""
    seals = AuditSeal.objects.using(using).filter(entry_id=OuterRef("pk"))
    return AuditEntry.objects.using(using).filter(~Exists(seals)).order_by("pk")


def seal_due(*, wide: bool = False, now: datetime | None = None) -> int:
    """Seal what is old enough; how many. ``wide`` looks back without limit for entries that were committed late.

    Raises ChainBroken when the database no longer holds the remembered head.
    """
    now = now or timezone.now()
    check_head()
    total = 0
    last = None if wide else AuditSeal.objects.order_by("-seq").values_list("entry_id", flat=True).first()
    floor = _uuid_at(made_at_ms(last) - _ms(limits.SEAL_LOOK_BACK)) if last else UUID(int=0)
    while batch := list(unsealed().filter(pk__gt=floor, recorded_at__lte=now - limits.SEAL_GRACE)[: limits.SEAL_BATCH]):
        floor = batch[-1].pk
        total += _seal(batch, now)
    return total


def _seal(batch: list[AuditEntry], now: datetime) -> int:
    known = keys()
    good = [entry for entry in batch if genuine(entry, known)]  # a forged one stays unsealed, and is found
    try:
        with transaction.atomic():
            head = newest()
            seals = []
            for entry in good:
                head = Head(head.seq + 1, link(head.digest, head.seq + 1, entry.pk, entry.mac, known[0]))
                seals.append(AuditSeal(seq=head.seq, entry_id=entry.pk, digest=head.digest, sealed_at=now))
            AuditSeal.objects.bulk_create(seals)
    except IntegrityError:  # another worker sealed at the same moment
        return 0
    if seals:
        remember(head)
    return len(seals)


def check_head() -> None:
    """Raise ChainBroken unless the remembered head is in the chain."""
    head = remembered()
    if head is None or head.seq == 0:
        return
    kept = AuditSeal.objects.filter(seq=head.seq).values_list("digest", flat=True).first()
    if kept != head.digest:
        raise ChainBroken(f"seal {head.seq} is gone or changed; run: vungxanh check audit")


def _ms(length: object) -> int:
    return int(length.total_seconds() * 1000)  # type: ignore[attr-defined]


def _uuid_at(ms: int) -> UUID:
    return UUID(int=max(ms, 0) << 80)
