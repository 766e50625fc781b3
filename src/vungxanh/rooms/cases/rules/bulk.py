"""One change for many cases: what it makes of each, or why not."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import Refused
from vungxanh.kernel.text import gettext_noop as _
from vungxanh.rooms.cases.rules.dates import CaseFacts, check_dates
from vungxanh.rooms.cases.rules.kinds import Detection, Outcome, Status
from vungxanh.rooms.cases.rules.moves import MOVES, Verb, check_move, needs_correcting

MOST = 1000
"""Cases one change may name: more are a matter for a file or a filter, and for a second look."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BulkChange:
    """What is to be set; None leaves it. ``verb`` moves the status by its rules; ``fill`` writes only where nothing is."""

    verb: Verb | None = None
    outcome: Outcome | None = None
    outcome_date: date | None = None
    diagnosed_at: datetime | None = None
    notified_at: datetime | None = None
    isolated_at: datetime | None = None
    detection: Detection | None = None
    facility: str | None = None
    cluster_id: UUID | None = None
    area_path: str | None = None
    reason: str = ""
    fill: bool = True

    @property
    def empty(self) -> bool:
        """Whether it changes nothing."""
        return all(
            getattr(self, f.name) is None for f in fields(self) if f.name not in ("reason", "fill", "outcome_date")
        )


@dataclass(frozen=True, slots=True)
class Wanted:
    """New values of a case's columns, and the rights they need over its area."""

    values: Mapping[str, Any]
    needs: frozenset[Permission]


_FACTS = ("outcome", "outcome_date", "diagnosed_at", "notified_at", "isolated_at", "detection", "facility")
_NOTHING = (None, "", Outcome.UNKNOWN)
_KEPT = _("Đã có giá trị khác; chọn «Ghi đè» nếu đúng là phải thay.")
_RIGHTS = {
    Verb.CONFIRM: Permission.CASE_CONFIRM, Verb.DISCARD: Permission.CASE_CONFIRM, Verb.REOPEN: Permission.CASE_CORRECT,
}  # fmt: skip


def check_change(change: BulkChange) -> None:
    """Refused when the change itself cannot be."""
    if change.empty:
        raise Refused("Chưa chọn điều gì để sửa.")
    ended = change.outcome in (Outcome.RECOVERED, Outcome.DIED)
    if ended and change.outcome_date is None:
        raise Refused("Hãy ghi ngày khỏi bệnh hoặc tử vong.", field="outcome_date")
    if change.outcome_date is not None and not ended:
        raise Refused("Ngày kết cục chỉ ghi khi khỏi bệnh hoặc tử vong.", field="outcome_date")
    reasoned = change.verb is not None and MOVES[change.verb].reason
    if (not change.fill or change.area_path is not None or reasoned) and not change.reason.strip():
        raise Refused("Hãy ghi lý do: thay đổi này áp dụng cho nhiều ca.", field="reason")


def wanted_of(change: BulkChange, status: Status, facts: CaseFacts, held: Mapping[str, Any], at: datetime) -> Wanted:
    """What the change makes of one case. ``held``: its ``cluster_id``, ``area_path``. Refused: why not this one."""
    values: dict[str, Any] = {}
    needs: set[Permission] = set()
    given = {name: getattr(change, name) for name in _FACTS if getattr(change, name) is not None}
    for name, value in (
        given | {n: v for n in ("cluster_id", "area_path") if (v := getattr(change, n)) is not None}
    ).items():
        before = held[name] if name in held else getattr(facts, name)
        if before == value:
            continue
        overwriting = before not in _NOTHING and name != "area_path"
        if overwriting and change.fill and not (name == "outcome" and before is Outcome.ILL):
            raise Refused(_KEPT, field=name)
        needs.add(Permission.CASE_CORRECT if overwriting or name == "area_path" else Permission.CASE_RECORD)
        values[name] = value
    made = replace(facts, **{name: value for name, value in values.items() if name in _FACTS})
    if "outcome" in values and values["outcome"] not in (Outcome.RECOVERED, Outcome.DIED) and facts.outcome_date:
        values["outcome_date"], made = None, replace(made, outcome_date=None)
    if set(values) & set(_FACTS):
        check_dates(made, at, accept_unusual=True)
    if change.verb is not None:
        values["status"] = check_move(
            change.verb, status, reason=change.reason, diagnosed=made.diagnosed_at is not None
        )
        needs.add(_RIGHTS.get(change.verb, Permission.CASE_RECORD))
        if needs_correcting(change.verb, status):
            needs.add(Permission.CASE_CORRECT)
    if not values:
        raise Refused(_("Đã đúng như vậy từ trước."))
    return Wanted(values, frozenset(needs))
