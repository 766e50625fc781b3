"""What an audit row says, in one byte form on every database, and its keyed digest."""

import hashlib
import hmac
import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from django.conf import settings

from vungxanh.common.fields import derive
from vungxanh.common.models import AuditEntry

_EXACT = 2**53


def canonical(entry: AuditEntry) -> bytes:
    """All columns but ``mac``: sorted keys, UTC microseconds, numbers as any JSON store would give them back."""
    said = {
        "id": str(entry.pk),
        "at": _moment(entry.at),
        "recorded_at": _moment(entry.recorded_at),
        "actor_id": str(entry.actor_id) if entry.actor_id else None,
        "actor_name": entry.actor_name,
        "action": entry.action,
        "area_path": entry.area_path,
        "subject_id": str(entry.subject_id) if entry.subject_id else None,
        "detail": _settled(entry.detail),
    }
    return json.dumps(said, sort_keys=True, ensure_ascii=True, separators=(",", ":")).encode()


def _moment(value: datetime) -> str:
    return value.astimezone(UTC).isoformat(timespec="microseconds")


def _settled(value: Any) -> Any:
    # jsonb keeps 1e16 as an integer and 1.0 as 1.0; SQLite keeps the text. Both must weigh the same.
    if isinstance(value, bool) or value is None or isinstance(value, str):
        return value
    if isinstance(value, int | float):
        return int(value) if abs(value) <= _EXACT and value == int(value) else repr(float(value))
    if isinstance(value, dict):
        return {str(k): _settled(v) for k, v in value.items()}
    return [_settled(v) for v in value]


def keys() -> list[bytes]:
    """Keys under which audit rows may have been written, newest first (``SEALING_KEYS`` after a rotation)."""
    return [derive(secret, b"audit") for secret in settings.SEALING_KEYS]


def mac(entry: AuditEntry, key: bytes | None = None) -> str:
    """Keyed digest of an entry; nobody without the key can write, change or move one unnoticed."""
    return hmac.new(key or keys()[0], canonical(entry), hashlib.sha256).hexdigest()


def genuine(entry: AuditEntry, known: Sequence[bytes]) -> bool:
    """Whether the stored ``mac`` is the entry's own under one of the ``known`` keys."""
    return any(hmac.compare_digest(mac(entry, key), entry.mac) for key in known)


def link(previous: str, seq: int, entry_id: Any, entry_mac: str, key: bytes) -> str:
    """The digest of seal ``seq``: over the seal before it and the entry it seals."""
    said = f"{previous}|{seq}|{entry_id}|{entry_mac}".encode()
    return hmac.new(key, said, hashlib.sha256).hexdigest()
