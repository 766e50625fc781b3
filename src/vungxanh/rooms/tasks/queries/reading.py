"""One task in full: its life, files, targets, extensions, what lies below; and the assignment table."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import F, Prefetch, QuerySet
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from vungxanh.common.models import AuditEntry
from vungxanh.common.web.formats import vn_datetime
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.refused import NotYours
from vungxanh.kernel.text import BOUNDS, bound, gettext_noop
from vungxanh.rooms.tasks import rules
from vungxanh.rooms.tasks.models import Evidence, Extension, Note, Party, Reading, TargetNumber, Task
from vungxanh.rooms.tasks.queries.figures import FIGURES, read_figures
from vungxanh.rooms.tasks.queries.lines import dress, of_agency, with_parties
from vungxanh.rooms.tasks.queries.seeing import get, visible

NOTE_NAMES = {
    rules.NoteKind.GIVEN: gettext_noop("Giao việc"),
    rules.NoteKind.ACCEPTED: gettext_noop("Nhận việc"),
    rules.NoteKind.PROGRESS: gettext_noop("Tiến độ"),
    rules.NoteKind.REPORTED: gettext_noop("Báo hoàn thành"),
    rules.NoteKind.WITHDRAWN: gettext_noop("Rút báo cáo hoàn thành"),
    rules.NoteKind.CLOSED: gettext_noop("Duyệt hoàn thành"),
    rules.NoteKind.SENT_BACK: gettext_noop("Trả lại"),
    rules.NoteKind.REOPENED: gettext_noop("Mở lại"),
    rules.NoteKind.CANCELLED: gettext_noop("Thôi giao"),
    rules.NoteKind.WOKEN: gettext_noop("Kích hoạt"),
    rules.NoteKind.SLEPT: gettext_noop("Đưa về chờ kích hoạt"),
    rules.NoteKind.STARTED: gettext_noop("Bắt đầu tính hạn"),
    rules.NoteKind.ASKED: gettext_noop("Xin gia hạn"),
    rules.NoteKind.GRANTED: gettext_noop("Đồng ý gia hạn"),
    rules.NoteKind.DENIED: gettext_noop("Không đồng ý gia hạn"),
    rules.NoteKind.CHANGED: gettext_noop("Sửa nội dung giao việc"),
    rules.NoteKind.ESCALATED: gettext_noop("Trễ hạn: đã báo nơi giao việc"),
    rules.NoteKind.URGED: gettext_noop("Đôn đốc"),
}
FIELDS = {
    "title": gettext_noop("Tên việc"),
    "text": gettext_noop("Nội dung"),
    "due_at": gettext_noop("Hạn"),
    "area_of_work": gettext_noop("Lĩnh vực"),
    "head_name": gettext_noop("Người phụ trách"),
}


@dataclass(frozen=True, slots=True)
class Change:
    """What an order said before and after, when, by whom."""

    at: datetime
    who: str
    fields: tuple[tuple[str, str, str], ...]


def life(task: Task) -> list[Note]:
    """Every line of a task one may see, the newest first."""
    lines = list(task.notes.order_by("-id")[:300])
    for line in lines:
        line.title = _(NOTE_NAMES[rules.NoteKind(line.kind)])  # type: ignore[attr-defined]
    return lines


def changes(task: Task) -> list[Change]:
    """What was corrected in the order, the newest first; from the audit trail."""
    named = ("tasks.change", "tasks.hand_over", "tasks.name_head", "tasks.correct_note")
    entries = AuditEntry.objects.filter(subject_id=task.pk, action__in=named).order_by("-id")[:100]
    found = []
    for entry in entries:
        fields = tuple(_field(change) for change in entry.detail.get("changes", ()) if change["field"] in FIELDS)
        if fields:
            found.append(Change(entry.at, entry.actor_name, fields))
    return found


def _field(change: Mapping[str, Any]) -> tuple[str, str, str]:
    words = [_value(change["field"], change[end]) for end in ("from", "to")]
    return _(FIELDS[change["field"]]), words[0], words[1]


def _value(name: str, value: Any) -> str:
    if name == "due_at":
        return vn_datetime(parse_datetime(value)) if value else ""
    if name == "area_of_work":
        return _(rules.AREAS_OF_WORK.get(value, ""))
    return str(value or "")


def files_of(task: Task) -> list[Evidence]:
    """Its evidence, the newest first; what was taken off comes last and cannot be opened."""
    return sorted(task.files.all(), key=lambda f: (f.removed_at is not None, -f.at.timestamp()))


def file(*, by: Actor, task_id: UUID, file_id: UUID) -> Evidence:
    """A file of a task one may see; NotYours when there is none or it was taken off."""
    task = get(by=by, task_id=task_id)
    found = task.files.filter(pk=file_id, removed_at=None).first()
    if found is None:
        raise NotYours(_("Không có tệp này, hoặc tệp đã được gỡ."))
    return found


@dataclass(frozen=True, slots=True)
class Measured:
    """A target and what it stands at. ``live``: the name of the figure it is bound to; ``met`` None when not known."""

    target: TargetNumber
    words: str
    now: float | None
    met: bool | None
    percent: int
    live: str
    readings: tuple[Reading, ...]


def measured(*, by: Actor, task: Task, at: datetime) -> list[Measured]:
    """The targets of a task, live figures read for its area as ``by`` may see them."""
    newest = Prefetch("readings", Reading.objects.order_by("-id"))
    targets = list(task.targets.prefetch_related(newest).order_by("position", "id"))
    live = read_figures(by=by, at=at, area=task.area_path, targets=targets)
    found = []
    for target in targets:
        now = live.get(target.pk, target.now)
        found.append(
            Measured(
                target, bound(target.op, target.value, target.unit, _(BOUNDS.get(target.op, "%s"))), now,
                rules.met(target.op, target.value, now),
                rules.reached_percent(target.op, target.value, now),
                _(FIGURES[target.figure].name) if target.figure in FIGURES else "", tuple(target.readings.all()[:20]),
            )
        )  # fmt: skip
    return found


def extensions_of(task: Task) -> list[Extension]:
    """Every request for more time, the newest first."""
    return list(task.extensions.order_by("-id"))


def extension(extension_id: UUID) -> Extension | None:
    """One, for a page that then asks for its task."""
    return Extension.objects.filter(pk=extension_id).first()


def target(target_id: UUID) -> TargetNumber | None:
    """One, for a page that then asks for its task."""
    return TargetNumber.objects.filter(pk=target_id).first()


def note_of(note_id: UUID) -> Note | None:
    """One line, for a page that then asks for its task."""
    return Note.objects.filter(pk=note_id).first()


def below(*, by: Actor, task: Task, at: datetime, limit: int = 200) -> list[Any]:
    """The tasks right below one may see, the worst first: by state, then by deadline; turns newest first."""
    rows = with_parties(visible(by).filter(parent=task))
    order = ("-occurs_on", "id") if task.kind == rules.Kind.SERIES else ("due_at", "id")
    found = list(dress(list(rows.order_by(*order)[:limit]), at))
    rank = {state: i for i, state in enumerate(("open", "doing", "reported", "asleep", "done", "cancelled"))}
    return found if task.kind == rules.Kind.SERIES else sorted(found, key=lambda t: rank[t.state])


def assignment_table(
    *, by: Actor, at: datetime, document_id: UUID | None = None, agency_id: UUID | None = None, limit: int = 1000
) -> list[Any]:
    """Rows of the printed assignment table, dressed (``who``, ``with_``, ``reports``, ``timing``): of a document its
    uppermost tasks in the order of its text; of an agency what it leads and has not finished, by deadline."""
    rows: QuerySet[Task] = visible(by).exclude(state=rules.State.CANCELLED)
    if document_id is not None:
        rows = rows.filter(source_document=document_id, occurs_on=None)
        shown = rows.filter(parent=None) | rows.exclude(parent__in=rows.values("pk")).filter(parent__kind="group")
        rows = shown.order_by("source_start", "id")
    elif agency_id is not None:
        rows = of_agency(rows.exclude(state=rules.State.DONE), [agency_id], (Party.Role.LEAD,)).exclude(kind="series")
        rows = rows.order_by(F("due_at").asc(nulls_last=True), "id")
    else:
        return []
    return list(dress(list(with_parties(rows)[:limit]), at))


def documents(*, by: Actor, text: str = "", limit: int = 12) -> list[tuple[UUID, str]]:
    """Documents that gave tasks he sees and whose number has ``text``; the newest first."""
    rows = visible(by).filter(source_document__isnull=False, parent=None, source_label__icontains=text.strip())
    found: dict[UUID, str] = {}
    for pk, label in rows.order_by("-id").values_list("source_document", "source_label")[: limit * 100]:
        if pk is not None:
            found.setdefault(pk, label or _("văn bản chưa có số"))
    return list(found.items())[:limit]


def document_label(document_id: UUID) -> str | None:
    """The number of a document that gave tasks; None when it gave none."""
    return Task.objects.filter(source_document=document_id).values_list("source_label", flat=True).first()
