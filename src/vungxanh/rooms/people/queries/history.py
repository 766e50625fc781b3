"""What was done to a person's record, and who read what of it was sealed; in words."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from vungxanh.common.models import AuditEntry
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import NotYours
from vungxanh.kernel.text import gettext_noop
from vungxanh.rooms.people import rules
from vungxanh.rooms.people.models import IdentityOpening, Person
from vungxanh.rooms.people.queries.seeing import get
from vungxanh.rooms.places import queries as places

MOST = 200
ACTS = {
    "people.record": gettext_noop("Ghi người mới"),
    "people.correct": gettext_noop("Sửa thông tin"),
    "people.move": gettext_noop("Chuyển nơi ở"),
    "people.merge": gettext_noop("Gộp với một hồ sơ khác"),
    "people.undo_merge": gettext_noop("Tách lại hồ sơ đã gộp"),
}
FIELDS = {
    "full_name": gettext_noop("Họ và tên"),
    "sex": gettext_noop("Giới tính"),
    "birth_date": gettext_noop("Ngày sinh"),
    "birth_year": gettext_noop("Năm sinh"),
    "area_path": gettext_noop("Xã, phường"),
    "household_id": gettext_noop("Hộ"),
    "hamlet": gettext_noop("Thôn, ấp"),
    "occupation": gettext_noop("Nghề nghiệp"),
    "citizen_id": gettext_noop("Số căn cước"),
    "phone": gettext_noop("Điện thoại"),
    "address": gettext_noop("Địa chỉ"),
}


@dataclass(frozen=True, slots=True)
class Change:
    """One line: when, who, what, and the fields as (name, before, after), or the reason of an opening."""

    at: datetime
    who: str
    title: str
    fields: tuple[tuple[str, str, str], ...] = ()
    reason: str = ""
    opening: bool = False


def may_see_history(by: Actor, area_path: str) -> bool:
    """Those who see the audit trail there, and those who work on the record there."""
    return by.may(Permission.AUDIT_SEE, area_path) or by.may(Permission.PERSON_RECORD, area_path)


def of(by: Actor, person_id: UUID) -> list[Change]:
    """Everything done to a person's record, or to one merged into it, and every opening, the newest first.

    At most the last 200 of each.

    NotYours for those who may see the person but not his history.
    """
    person = get(by, person_id)
    if not may_see_history(by, person.area_path):
        raise NotYours(_("Bạn không có quyền xem lịch sử này."))
    same = {person.pk, *_merged_into(person.pk)}
    entries = AuditEntry.objects.filter(subject_id__in=same, action__in=list(ACTS)).order_by("-id")[:MOST]
    openings = IdentityOpening.objects.filter(person__in=same).order_by("-id")[:MOST]
    lines = [*(_change(by, entry) for entry in entries), *(_opening(one) for one in openings)]
    if not any(entry.action == "people.record" for entry in entries):
        lines.append(Change(person.created_at, "", _("Nhập theo danh sách"), reason=_source(person)))
    return sorted(lines, key=lambda line: line.at, reverse=True)


def _merged_into(person_id: UUID) -> set[UUID]:
    found: set[UUID] = set()
    fresh = {person_id}
    while fresh:
        fresh = set(Person.objects.filter(merged_into__in=fresh).values_list("pk", flat=True)) - found
        found |= fresh
    return found


def _source(person: Person) -> str:
    return _("nguồn %(source)s") % {"source": person.source} if person.source else ""


def _change(by: Actor, entry: AuditEntry) -> Change:
    rows = entry.detail.get("changes", [])
    paths = {row[end] for row in rows if row["field"] == "area_path" for end in ("from", "to") if row[end]}
    areas = places.display_names(by=by, paths=paths) if paths else {}
    return Change(
        at=entry.recorded_at,
        who=entry.actor_name,
        title=_(ACTS[entry.action]),
        fields=tuple(
            (_(FIELDS.get(row["field"], row["field"])), _word(row, "from", areas), _word(row, "to", areas))
            for row in rows
        ),
    )


def _word(row: dict[str, str | None], end: str, areas: dict[str, str]) -> str:
    value = row[end]
    if value in (None, ""):
        return ""
    if row["field"] == "sex":
        return _(rules.SEXES.get(rules.Sex(value), value)) if value in rules.SEXES else str(value)
    if row["field"] == "household_id":
        return _("hộ khác") if end == "from" else _("hộ mới")
    if row["field"] in rules.SEALED:
        return _("(được che)")
    return areas.get(str(value), str(value))


def _opening(one: IdentityOpening) -> Change:
    names = ", ".join(_(FIELDS[name]).lower() for name in one.fields.split(",") if name in FIELDS)
    return Change(
        at=one.opened_at,
        who=one.actor_name,
        title=_("Mở xem: %(what)s") % {"what": names},
        reason=one.reason,
        opening=True,
    )
