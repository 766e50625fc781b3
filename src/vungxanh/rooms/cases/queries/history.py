"""What happened to a case: who, when, what changed, in words; from the audit trail."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _

from vungxanh.common.models import AuditEntry
from vungxanh.common.web.formats import vn_date, vn_datetime
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.text import gettext_noop
from vungxanh.rooms.cases.models import Case, CaseBatchRow, Cluster
from vungxanh.rooms.cases.queries.batches import batches_of_case
from vungxanh.rooms.cases.queries.one import get
from vungxanh.rooms.cases.rules import DETECTION_NAMES, OUTCOME_NAMES, STATUS_NAMES

ACTS = {
    "cases.record": gettext_noop("Báo ca bệnh"),
    "cases.record_with_person": gettext_noop("Ghi người mới cùng ca bệnh"),
    "cases.confirm": gettext_noop("Xác định ca bệnh"),
    "cases.assess_probable": gettext_noop("Xếp là ca có thể"),
    "cases.suspect": gettext_noop("Đưa về nghi ngờ"),
    "cases.discard": gettext_noop("Loại trừ"),
    "cases.reopen": gettext_noop("Mở lại"),
    "cases.correct": gettext_noop("Ghi thêm, sửa thông tin"),
    "cases.notify": gettext_noop("Ghi đã báo cáo"),
    "cases.isolate": gettext_noop("Ghi đã cách ly"),
    "cases.set_outcome": gettext_noop("Ghi kết cục"),
    "cases.hand_over": gettext_noop("Chuyển đơn vị quản lý"),
    "cases.name_source": gettext_noop("Ghi nguồn lây"),
    "cases.unname_source": gettext_noop("Bỏ nguồn lây"),
    "cases.edit_many": gettext_noop("Sửa hàng loạt"),
    "cases.undo_many": gettext_noop("Hoàn tác sửa hàng loạt"),
    "cases.take_out": gettext_noop("Đưa ra khỏi ổ dịch"),
}
FIELDS = {
    "status": gettext_noop("Phân loại"),
    "symptomatic": gettext_noop("Có triệu chứng"),
    "onset_date": gettext_noop("Ngày khởi phát"),
    "exposure_start": gettext_noop("Phơi nhiễm từ"),
    "exposure_end": gettext_noop("Phơi nhiễm đến"),
    "sampled_at": gettext_noop("Lấy mẫu"),
    "diagnosed_at": gettext_noop("Chẩn đoán"),
    "notified_at": gettext_noop("Báo cáo"),
    "isolated_at": gettext_noop("Cách ly"),
    "detection": gettext_noop("Phát hiện qua"),
    "facility": gettext_noop("Nơi điều trị"),
    "infected_where": gettext_noop("Nơi nhiễm"),
    "outcome": gettext_noop("Kết cục"),
    "outcome_date": gettext_noop("Ngày kết cục"),
    "source_case": gettext_noop("Nguồn lây"),
    "cluster": gettext_noop("Ổ dịch"),
    "area_path": gettext_noop("Địa bàn"),
    "note": gettext_noop("Ghi chú"),
}
_NAMES: dict[str, Mapping[Any, str]] = {"status": STATUS_NAMES, "outcome": OUTCOME_NAMES, "detection": DETECTION_NAMES}


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One act: when it was recorded, who did it, what changed as (field, before, after), and why."""

    at: datetime
    who: str
    title: str
    changes: tuple[tuple[str, str, str], ...]
    reason: str


def history(*, by: Actor, case_id: UUID) -> list[HistoryLine]:
    """Everything done to a case, the newest first."""
    case = get(by=by, case_id=case_id)
    entries = list(AuditEntry.objects.filter(subject_id=case.pk, action__startswith="cases.").order_by("-id"))
    entries = sorted([*entries, *_in_batches(case_id)], key=lambda e: e.recorded_at, reverse=True)
    names = _names(entries)
    lines = [_line(entry, names) for entry in entries]
    if case.source and not any(entry.action == "cases.record" for entry in entries):
        title = _("Nhập từ tệp, nguồn %(source)s") % {"source": case.source}
        lines.append(HistoryLine(case.created_at, "", title, (), ""))
    return lines


def told_changes(rows: Sequence[CaseBatchRow]) -> list[tuple[tuple[str, str, str], ...]]:
    """Per row of a batch what it changed, in words."""
    entries = [AuditEntry(detail={"changes": _of_row(row)}) for row in rows]
    names = _names(entries)
    return [tuple(_changes(entry.detail["changes"], names)) for entry in entries]


def _of_row(row: CaseBatchRow) -> list[dict[str, Any]]:
    return [
        {"field": name.removesuffix("_id"), "from": row.before.get(name), "to": value}
        for name, value in row.after.items()
    ]


def _in_batches(case_id: UUID) -> Iterator[AuditEntry]:
    """What was done to it together with others, as if it had a row of its own in the trail."""
    for row in batches_of_case(case_id=case_id):
        changes = _of_row(row)
        name = "cases.undo_many" if row.batch.undo_of_id else "cases.edit_many"
        detail = {"changes": changes, "reason": row.batch.reason}
        yield AuditEntry(recorded_at=row.batch.at, actor_name=row.batch.actor_name, action=name, detail=detail)


def _line(entry: AuditEntry, names: dict[str, str]) -> HistoryLine:
    title = _(ACTS[entry.action]) if entry.action in ACTS else entry.action
    changes = tuple(_changes(entry.detail.get("changes", []), names))
    return HistoryLine(entry.recorded_at, entry.actor_name, title, changes, str(entry.detail.get("reason", "")))


def _changes(changes: list[dict[str, Any]], names: dict[str, str]) -> Iterator[tuple[str, str, str]]:
    for change in changes:
        field = change["field"]
        if field in FIELDS:
            yield _(FIELDS[field]), _word(field, change["from"], names), _word(field, change["to"], names)


def _names(entries: list[AuditEntry]) -> dict[str, str]:
    """Names of the cases and clusters that changes mention, two queries at most."""
    wanted: dict[str, set[str]] = {"source_case": set(), "cluster": set()}
    for entry in entries:
        for change in entry.detail.get("changes", []):
            if change["field"] in wanted:
                wanted[change["field"]] |= {one for one in (change["from"], change["to"]) if one}
    found: dict[str, str] = {}
    if wanted["source_case"]:
        found |= {
            str(pk): code for pk, code in Case.objects.filter(pk__in=wanted["source_case"]).values_list("id", "code")
        }
    if wanted["cluster"]:
        found |= {
            str(pk): name for pk, name in Cluster.objects.filter(pk__in=wanted["cluster"]).values_list("id", "name")
        }
    return found


def _word(field: str, value: Any, names: dict[str, str]) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return _("có") if value else _("không")
    if field in _NAMES:
        labels = {str(key): label for key, label in _NAMES[field].items()}
        return _(labels.get(str(value), str(value)))
    return names.get(str(value)) or _time_word(str(value))


def _time_word(text: str) -> str:
    moment: datetime | date | None = None
    try:
        moment = parse_datetime(text) if "T" in text else parse_date(text)
    except ValueError:
        return text
    if isinstance(moment, datetime):
        return vn_datetime(moment)
    return vn_date(moment) if moment else text
