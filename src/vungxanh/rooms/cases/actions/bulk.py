"""Many cases are changed in one act, and put back in one act."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from vungxanh.common.actions import action
from vungxanh.common.audit import about, note, plain
from vungxanh.common.outbox import tell
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import NotYours, Refused
from vungxanh.rooms.cases import queries, rules
from vungxanh.rooms.cases.events import CaseConfirmed, CaseCorrected, CaseDiscarded
from vungxanh.rooms.cases.models import Case, CaseBatch, CaseBatchRow

_GONE = "Ca này đã bị sửa sau đó: giữ nguyên."


@action(needs=Permission.CASE_SEE)
def edit_many(*, by: Actor, at: datetime, case_ids: Sequence[UUID], change: rules.BulkChange) -> CaseBatch:
    """Make one change to many cases; those it does not fit stay as they are, each with its reason.

    One statement a table, one audit row. Refused as a whole: nothing chosen, too many, or a change that cannot be.
    """
    rules.check_change(change)
    wanted = list(dict.fromkeys(case_ids))
    if not 0 < len(wanted) <= rules.MOST:
        raise Refused(
            "Chọn từ 1 đến %(most)s ca; đang chọn %(wanted)s.", values={"most": rules.MOST, "wanted": len(wanted)}
        )
    _check_targets(by, change)
    cases = _locked(by, wanted)
    if not cases:
        raise NotYours("Không có ca bệnh này, hoặc không thuộc địa bàn của bạn.")
    batch = CaseBatch(at=at, actor_id=by.id, actor_name=by.name[:120], change=_told(change), reason=change.reason[:300])
    disease = queries.cluster_disease(change.cluster_id)
    rows = [_tried(by, at, CaseBatchRow(batch=batch, case=case), change, disease) for case in cases]
    _keep(batch, cases, rows, at)
    about(batch, area="")
    note(cases=[str(row.case_id) for row in rows if not row.refusal], refused=batch.refused, reason=change.reason)
    return batch


@action(needs=Permission.CASE_SEE)
def undo_many(*, by: Actor, at: datetime, batch_id: UUID) -> CaseBatch:
    """Put back what one's own change changed; what was changed again since then stays. Once."""
    batch = queries.batch(by=by, batch_id=batch_id)
    if batch.undo_of_id is not None or batch.undone_by.exists():
        raise Refused("Lần sửa này đã được hoàn tác, hoặc chính nó là một lần hoàn tác.")
    done = {row.case_id: row for row in batch.rows.filter(refusal="")}
    cases = _locked(by, list(done))
    made = CaseBatch(at=at, actor_id=by.id, actor_name=by.name[:120], undo_of=batch, change={}, reason="")
    rows = [_put_back(by, made, case, done[case.pk]) for case in cases]
    _keep(made, cases, rows, at)
    about(made, area="")
    note(cases=[str(row.case_id) for row in rows if not row.refusal], refused=made.refused, undone=str(batch.pk))
    return made


def _locked(by: Actor, ids: Sequence[UUID]) -> list[Case]:
    found = {case.pk: case for case in queries.visible(by).select_for_update(of=("self",)).filter(pk__in=ids)}
    return [found[pk] for pk in ids if pk in found]


def _check_targets(by: Actor, change: rules.BulkChange) -> None:
    if change.cluster_id is not None:
        cluster = queries.get_cluster(by=by, cluster_id=change.cluster_id)
        by.check(Permission.CASE_RECORD, cluster.area_path)
        if cluster.closed_on is not None:
            raise Refused("Ổ dịch này đã kết thúc.", field="cluster_id")
    if change.area_path is not None:
        by.check(Permission.CASE_CORRECT, change.area_path)


def _tried(by: Actor, at: datetime, row: CaseBatchRow, change: rules.BulkChange, disease: str) -> CaseBatchRow:
    case = row.case
    held = {"cluster_id": case.cluster_id, "area_path": case.area_path}
    try:
        wanted = rules.wanted_of(change, rules.Status(case.status), case.facts, held, at)
        for right in wanted.needs:
            by.check(right, case.area_path)
        if "cluster_id" in wanted.values and disease != case.disease:
            raise Refused("Ổ dịch chỉ gồm các ca cùng một bệnh.")
    except Refused as no:
        row.refusal = no.sentence[:300]
        return row
    _set(row, case, dict(wanted.values), at)
    return row


def _set(row: CaseBatchRow, case: Case, values: dict[str, Any], at: datetime) -> None:
    if "status" in values:
        values["confirmed_at"] = at if values["status"] == rules.Status.CONFIRMED else None
    before = {name: getattr(case, name) for name in values}
    for name, value in values.items():
        setattr(case, name, value)
    if {"diagnosed_at", "area_path", "status"} & set(values):
        before["notify_due_at"] = case.notify_due_at
        case.notify_due_at = rules.due_at(case)
        values["notify_due_at"] = case.notify_due_at
    moved = [name for name, value in values.items() if before[name] != value]
    row.before = {name: plain(before[name]) for name in moved}
    row.after = {name: plain(values[name]) for name in moved}


def _put_back(by: Actor, batch: CaseBatch, case: Case, done: CaseBatchRow) -> CaseBatchRow:
    row = CaseBatchRow(batch=batch, case=case)
    now = {name: plain(getattr(case, name)) for name in done.after}
    needs = Permission.CASE_CORRECT if {"status", "area_path"} & set(done.after) else Permission.CASE_RECORD
    try:
        by.check(needs, case.area_path)
        if now != done.after:
            raise Refused(_GONE)
        by.check(needs, str(done.before.get("area_path", case.area_path)))
    except Refused as no:
        row.refusal = no.sentence[:300]
        return row
    for name, value in done.before.items():
        column: Any = Case._meta.get_field(name.removesuffix("_id"))
        setattr(case, name, column.to_python(value) if value is not None else None)
    row.before, row.after = done.after, done.before
    return row


def _keep(batch: CaseBatch, cases: Sequence[Case], rows: Sequence[CaseBatchRow], at: datetime) -> None:
    done = {row.case_id: row for row in rows if not row.refusal}
    batch.done, batch.refused = len(done), len(rows) - len(done)
    batch.save(force_insert=True)
    CaseBatchRow.objects.bulk_create(rows)
    names = sorted({name.removesuffix("_id") for row in done.values() for name in row.after})
    changed = [case for case in cases if case.pk in done]
    if changed and names:
        Case.objects.bulk_update(changed, names, batch_size=250)
    for case in changed:
        _tell(case, done[case.pk].after)


def _tell(case: Case, after: Mapping[str, Any]) -> None:
    status = after.get("status")
    who = (case.pk, case.person_id, case.disease, case.area_path)
    if status == rules.Status.CONFIRMED:
        tell(CaseConfirmed(*who))
    elif status == rules.Status.DISCARDED:
        tell(CaseDiscarded(*who))
    else:
        tell(CaseCorrected(*who, ",".join(_names(after))))


def _names(after: Iterable[str]) -> list[str]:
    return sorted(name.removesuffix("_id") for name in after)


def _told(change: rules.BulkChange) -> dict[str, Any]:
    return {
        name: plain(value) for name, value in asdict(change).items() if value not in (None, "") and name != "reason"
    }
