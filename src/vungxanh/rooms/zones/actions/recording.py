"""What people state for an area, aggregate series, a centre's own sets."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from vungxanh.common.actions import action
from vungxanh.common.audit import about, note
from vungxanh.common.bulk import insert
from vungxanh.common.outbox import tell
from vungxanh.kernel.actor import Actor, inside
from vungxanh.kernel.ids import new_id
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import Refused
from vungxanh.kernel.text import squeeze
from vungxanh.regulations.indices import INDICES
from vungxanh.regulations.risk import Measure, Resource
from vungxanh.rooms.places import queries as places
from vungxanh.rooms.zones import queries, rules
from vungxanh.rooms.zones.events import InputsChanged
from vungxanh.rooms.zones.models import AreaInput, OwnSet, Series, SeriesDay, Stock


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesRow:
    """Counts of one area on one day."""

    area_path: str
    day: date
    cases: int
    community: int | None = None
    deaths: int | None = None


@action(needs=Permission.LEVEL_RECORD, area="area_path")
def record_input(
    *,
    by: Actor,
    at: datetime,
    area_path: str,
    measure: str,
    numerator: float,
    day: date,
    source: str,
    denominator: float | None = None,
) -> AreaInput:
    """State a number nobody can count here: vaccination, beds, what an officer judges. Later ones replace it."""
    if queries.cluster_at(area_path) is None:
        places.get(by=by, path=area_path)
    if measure not in set(Measure):
        raise Refused(_("Không có chỉ số này."), field="measure")
    index = INDICES[Measure(measure)]
    if index.scale and not denominator:
        raise Refused("Ghi mẫu số: %(of)s.", field="denominator", values={"of": index.of})
    if numerator < 0 or (denominator is not None and denominator <= 0):
        raise Refused(_("Số không được âm, mẫu số phải dương."), field="numerator")
    if index.scale == 100 and denominator is not None and numerator > denominator:
        raise Refused(_("Tử số lớn hơn mẫu số."), field="numerator")
    if day > timezone.localdate(at):
        raise Refused(_("Ngày của số liệu không thể ở tương lai."), field="day")
    if len(squeeze(source)) < 3:
        raise Refused(_("Ghi rõ nguồn của số liệu."), field="source")
    made = AreaInput.objects.create(
        area_path=area_path, measure=measure, numerator=numerator, denominator=denominator if index.scale else None,
        day=day, source=squeeze(source)[:200], said_at=at, by_id=by.id, by_name=by.name[:120],
    )  # fmt: skip
    about(made)
    tell(InputsChanged(area=area_path))
    return made


@action(needs=Permission.LEVEL_RECORD, area="area_path")
def record_series(
    *,
    by: Actor,
    at: datetime,
    area_path: str,
    key: str,
    title: str,
    unit: str,
    rows: Sequence[SeriesRow],
    first_day: date | None = None,
    last_day: date | None = None,
) -> tuple[int, int]:
    """Bring in rows of a series; of an area and day known before the new counts replace the old. (new, replaced).

    ``first_day``, ``last_day``: the days it speaks of; in between, no row means no case.
    """
    if not rows:
        raise Refused(_("Tệp không có dòng nào dùng được."))
    outside = next((r.area_path for r in rows if not inside(r.area_path, area_path)), None)
    if outside is not None:
        raise Refused("Dòng %(outside)s nằm ngoài địa bàn của chuỗi số liệu.", values={"outside": outside})
    if any(r.cases < 0 or (r.community or 0) > r.cases for r in rows):
        raise Refused(_("Số ca âm, hoặc số ca cộng đồng lớn hơn tổng số ca."))
    made, _new = Series.objects.get_or_create(
        key=key[:60],
        defaults={
            "title": title[:200],
            "area_path": area_path,
            "unit": unit,
            "imported_at": at,
            "by_name": by.name[:120],
        },
    )
    days = [r.day for r in rows]
    first, last = min([first_day or min(days), *days]), max([last_day or max(days), *days])
    made.first_day = min(first, made.first_day) if made.first_day else first
    made.last_day = max(last, made.last_day) if made.last_day else last
    made.imported_at, made.by_name, made.title = at, by.name[:120], title[:200]
    made.save()
    wanted = {(r.area_path, r.day): r for r in rows}
    old = SeriesDay.objects.filter(series=made, day__range=(min(days), max(days)))
    gone = [pk for pk, path, day in old.values_list("pk", "area_path", "day") if (path, day) in wanted]
    for start in range(0, len(gone), 900):
        SeriesDay.objects.filter(pk__in=gone[start : start + 900]).delete()
    fields = ("series_id", "area_path", "day", "cases", "community", "deaths")
    insert(SeriesDay, fields, ((made.pk, r.area_path, r.day, r.cases, r.community, r.deaths) for r in wanted.values()))
    about(made)
    note(rows=len(wanted), replaced=len(gone))
    tell(InputsChanged(area=area_path))
    return len(wanted) - len(gone), len(gone)


@action(needs=Permission.LEVEL_DECIDE, area="area_path")
def save_own_set(
    *,
    by: Actor,
    at: datetime,
    area_path: str,
    base: str,
    name: str,
    number: str,
    changes: Mapping[str, float],
    effective_from: date,
    effective_to: date | None = None,
    own_key: UUID | None = None,
) -> OwnSet:
    """A version of the centre's own criteria: stricter numbers in a published set. With ``own_key`` the next version of it."""
    if base not in {s.id for s in queries.published()}:
        raise Refused(_("Chọn bộ tiêu chí gốc."), field="base")
    found = queries.get_set(by=by, set_id=base)
    if len(squeeze(name)) < 3:
        raise Refused(_("Đặt tên cho bộ tiêu chí."), field="name")
    if len(squeeze(number)) < 2:
        raise Refused(_("Ghi văn bản ban hành bộ tiêu chí này."), field="number")
    if effective_to is not None and effective_to < effective_from:
        raise Refused(_("Ngày hết hiệu lực trước ngày bắt đầu."), field="effective_to")
    checked = rules.checked_changes(found.rules, changes)
    before = OwnSet.objects.filter(key=own_key, latest=True).first() if own_key else None
    if own_key and (before is None or before.area_path != area_path):
        raise Refused(_("Không có bộ tiêu chí này."))
    if before is not None:
        before.latest = False
        before.save(update_fields=["latest"])
    made = OwnSet.objects.create(
        key=own_key or new_id(), version=before.version + 1 if before else 1, base=base, name=squeeze(name)[:160],
        number=squeeze(number)[:60], area_path=area_path, changes=checked, effective_from=effective_from,
        effective_to=effective_to, made_at=at, by_name=by.name[:120],
    )  # fmt: skip
    about(made)
    tell(InputsChanged(area=area_path))
    return made


@action(needs=Permission.LEVEL_RECORD, area="area_path")
def record_stock(
    *, by: Actor, at: datetime, area_path: str, resource: str, amount: float, day: date, source: str
) -> Stock:
    """Say how much of a resource there is; later ones replace it."""
    places.get(by=by, path=area_path)
    if resource not in set(Resource):
        raise Refused(_("Chọn nguồn lực."), field="resource")
    if amount < 0:
        raise Refused(_("Số không được âm."), field="amount")
    if day > timezone.localdate(at):
        raise Refused(_("Ngày của số liệu không thể ở tương lai."), field="day")
    if len(squeeze(source)) < 3:
        raise Refused(_("Ghi rõ nguồn của số liệu."), field="source")
    made = Stock.objects.create(
        area_path=area_path, resource=resource, amount=amount, day=day, source=squeeze(source)[:200], said_at=at,
        by_name=by.name[:120],
    )  # fmt: skip
    about(made)
    return made
