"""Reading the whole chain again: what was altered, what is missing, what was added. In constant memory."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from vungxanh.common import limits
from vungxanh.common.evidence import genuine, keys, link
from vungxanh.common.models import AuditEntry, AuditSeal
from vungxanh.common.sealing import Head, remembered, unsealed


@dataclass(frozen=True)
class Finding:
    """One thing wrong. ``what``: altered, missing, added, seal (a seal itself), tail (the end is cut off)."""

    what: str
    seq: int | None = None
    entry_id: str | None = None
    detail: str = ""


@dataclass
class Verdict:
    """``sealed`` and ``waiting``: good entries in the chain, and young ones not yet in it."""

    findings: list[Finding]
    sealed: int = 0
    waiting: int = 0
    head: Head = field(default_factory=Head)

    @property
    def ok(self) -> bool:
        """Nothing was found."""
        return not self.findings


def verify(
    using: str = "default",
    *,
    known: Sequence[bytes] | None = None,
    head: Head | None = None,
    step: Callable[[int], None] | None = None,
    most: int = 1000,
) -> Verdict:
    """Check every seal and every entry; stops collecting after ``most`` findings.

    ``known``: audit keys (this centre's by default). ``head``: what the end must contain (the head file's by
    default). ``step``: called with the count after each batch.
    """
    known = known or keys()
    verdict = Verdict([])
    for found in _all(verdict, using, known, head or remembered(), step or (lambda _: None)):
        verdict.findings.append(found)
        if len(verdict.findings) >= most:
            break
    return verdict


def _all(
    verdict: Verdict, using: str, known: Sequence[bytes], head: Head | None, step: Callable[[int], None]
) -> Iterator[Finding]:
    yield from _chain(verdict, using, known, head, step)
    if head and verdict.head.seq < head.seq:
        yield Finding("tail", head.seq, detail=f"the chain ends at {verdict.head.seq}, it had reached {head.seq}")
    yield from _outside(verdict, using, known)


def _chain(
    verdict: Verdict, using: str, known: Sequence[bytes], head: Head | None, step: Callable[[int], None]
) -> Iterator[Finding]:
    while seals := list(
        AuditSeal.objects.using(using).filter(seq__gt=verdict.head.seq).order_by("seq")[: limits.SEAL_BATCH]
    ):
        entries = AuditEntry.objects.using(using).in_bulk([seal.entry_id for seal in seals])
        for seal in seals:
            yield from _one(verdict, seal, entries.get(seal.entry_id), known)
            if head and seal.seq == head.seq and seal.digest != head.digest:
                yield Finding("seal", seal.seq, str(seal.entry_id), "not the digest remembered outside the database")
        step(verdict.sealed)


def _one(verdict: Verdict, seal: AuditSeal, entry: AuditEntry | None, known: Sequence[bytes]) -> Iterator[Finding]:
    before = verdict.head
    verdict.head = Head(seal.seq, seal.digest)  # go on from what is written, so that one break is one finding
    gap = seal.seq != before.seq + 1
    if gap:
        yield Finding("missing", before.seq + 1, detail=f"seals {before.seq + 1} to {seal.seq - 1} are gone")
    if entry is None:
        yield Finding("missing", seal.seq, str(seal.entry_id), "the entry is gone")
    elif not genuine(entry, known):
        yield Finding("altered", seal.seq, str(entry.pk), entry.action)
    elif not gap and not any(link(before.digest, seal.seq, entry.pk, entry.mac, key) == seal.digest for key in known):
        yield Finding("seal", seal.seq, str(entry.pk), "the seal does not follow from the one before it")
    else:
        verdict.sealed += 1


def _outside(verdict: Verdict, using: str, known: Sequence[bytes]) -> Iterator[Finding]:
    after = UUID(int=0)
    while batch := list(unsealed(using).filter(pk__gt=after)[: limits.SEAL_BATCH]):
        after = batch[-1].pk
        for entry in batch:
            if genuine(entry, known):
                verdict.waiting += 1
            else:
                yield Finding("added", None, str(entry.pk), entry.action)
