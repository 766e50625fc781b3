"""One index per disease and process, kept fresh: rows changed since it was built are laid over it."""

from __future__ import annotations

import hashlib
import json
import logging
import threading
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import connection, connections, transaction
from django.utils import timezone

from vungxanh.engine.tracing import api as engine
from vungxanh.rooms.tracing.snapshot import columns, filling

log = logging.getLogger("vungxanh.tracing")

# An act stamps its rows a moment before it commits: look back so far. Longer acts write in batches shorter than this.
MARGIN = timedelta(seconds=90)
KEEP_FROM = 50_000  # rows; smaller indexes are built in a moment and not kept on disk
SHARE = 0.02  # of the rows may be edits before the index is laid out anew


@dataclass(frozen=True)
class Held:
    """An index and how fresh it is. ``known``: what within the margin is in it already."""

    index: engine.KeyedIndex
    mark: datetime
    known: columns.Stamps = field(default_factory=dict)

    @property
    def rows(self) -> int:
        """Rows in all."""
        return self.index.index.contact_count + self.index.index.visit_count

    @property
    def worn(self) -> bool:
        """Whether it should be laid out anew."""
        return self.index.index.edit_count > self.limit

    @property
    def limit(self) -> float:
        """How many edits it may carry."""
        return max(KEEP_FROM / 5, SHARE * self.rows)


_held: dict[tuple[str, str], Held] = {}
_lock = threading.Lock()
_building: set[tuple[str, str]] = set()


def _key(disease: str) -> tuple[str, str]:
    return str(connection.settings_dict["NAME"]), disease


def forget() -> None:
    """Drop every index of this process (tests, restore)."""
    with _lock:
        _held.clear()


def warm_up(disease: str) -> None:
    """Compile and lay out, so that nobody waits for it; for a thread at start."""
    engine.warm_up()
    current(disease)


def current(disease: str) -> engine.KeyedIndex:
    """The index with everything this connection sees, its own uncommitted rows too.

    Inside a transaction the shared index is left alone (the act may yet be undone) and brought up to date when it
    commits; a large one is an exception at first, because building it takes seconds.
    """
    key = _key(disease)
    held = _held.get(key) or _open(key)
    inside = connection.in_atomic_block
    if held is None:
        held = _build(disease)
        if not inside or held.rows >= KEEP_FROM:
            _share(key, held)
    fresh = _refreshed(held, disease)
    if not inside:
        _share(key, fresh)
    elif fresh is not held:
        transaction.on_commit(lambda: _catch_up(disease), robust=True)
    return fresh.index


def _refreshed(held: Held, disease: str) -> Held:
    now = timezone.now()
    stamps = columns.stamps(held.mark - MARGIN)
    fresh = {key: n for key, n in stamps.items() if n > held.known.get(key, 0)}
    if not fresh:
        return held
    if sum(fresh.values()) > held.limit:
        return _build(disease)
    found = columns.changes(disease, fresh)
    index = held.index.with_changes(
        contacts=found.contacts, visits=found.visits,
        removed_contacts=found.removed_contacts, removed_visits=found.removed_visits,
    )  # fmt: skip
    return Held(index, max(now, held.mark), stamps)


def _catch_up(disease: str) -> None:
    held = _held.get(_key(disease))
    if held is not None and not connection.in_atomic_block:
        _share(_key(disease), _refreshed(held, disease))


def _share(key: tuple[str, str], held: Held) -> None:
    with _lock:
        before = _held.get(key)
        if before is None or before.mark <= held.mark:
            _held[key] = held
    if held.worn and key not in _building:
        _building.add(key)
        threading.Thread(target=_rebuild, args=(key,), name="tracing-index", daemon=True).start()


def _rebuild(key: tuple[str, str]) -> None:
    try:
        held = _build(key[1])
        with _lock:
            _held[key] = held
    finally:
        _building.discard(key)
        connections.close_all()


def _build(disease: str) -> Held:
    mark = timezone.now()
    known = columns.stamps(mark - MARGIN)  # before the rows: what comes in between is read twice, never missed
    held = Held(filling.whole(disease, _scratch()), mark, known)
    if held.rows >= KEEP_FROM and _keep(_key(disease), held):
        # From now on its pages are those of the file, which every process shares and the system may take back.
        return Held(engine.KeyedIndex.load(_folder(_key(disease))), mark, known)
    return held


def _scratch() -> Path | None:
    """Where files may lie while an index is built; None: nowhere."""
    folder = Path(settings.HOME) / "tracing-index"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return None
    return folder


def _folder(key: tuple[str, str]) -> Path:
    name = hashlib.sha256(key[0].encode()).hexdigest()[:12]
    return Path(settings.HOME) / "tracing-index" / f"{name}-{key[1]}"


def _keep(key: tuple[str, str], held: Held) -> bool:
    """Write it to disk; whether that went well."""
    folder = _folder(key)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        held.index.save(folder)
        known = [[*key, count] for key, count in held.known.items()]
        told = {"mark": held.mark.isoformat(), "latest": columns.latest(), "known": known}
        (folder / "mark.json").write_text(json.dumps(told))
    except OSError as error:
        log.warning("tracing index not kept on disk: %s", error.strerror)
        return False
    return True


def _open(key: tuple[str, str]) -> Held | None:
    """The index kept on disk, unless there is none, it is another database's, or another version's."""
    folder = _folder(key)
    try:
        told = json.loads((folder / "mark.json").read_text())
        if not columns.there(told["latest"]):
            return None
        known = {(table, stamp): count for table, stamp, count in told["known"]}
        held = Held(engine.KeyedIndex.load(folder), datetime.fromisoformat(told["mark"]), known)
    except (OSError, ValueError, KeyError):
        return None
    with _lock:
        return _held.setdefault(key, held)
