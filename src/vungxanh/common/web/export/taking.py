"""A list is taken away: who may, which rows, at once or as a job; the same walk for both."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from vungxanh.common import centre, exports, jobs
from vungxanh.common.access import seen
from vungxanh.common.web.export import filed
from vungxanh.common.web.export.sheet import SHAPES, Field, Shape, Sheet
from vungxanh.common.web.export.writers import BATCH, Batch, file_bytes, in_batches, respond
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import NotYours, Refused

if TYPE_CHECKING:
    from vungxanh.common.web.listing import Listing

AT_ONCE = 100_000
"""Rows up to which a file is made while its reader waits; more become a job."""
FORMS = ("xlsx", "csv")


@dataclass(frozen=True, slots=True)
class Asked:
    """What the form said."""

    form: str  # csv or xlsx
    shape: Shape | None
    sealed: tuple[str, ...]
    reason: str


class Keys:
    """Primary keys in order; sixteen bytes each when they are UUIDs."""

    def __init__(self, rows: Any, most: int | None) -> None:
        self._packed, self._others = bytearray(), list[Any]()
        for key in (rows[: most + 1] if most is not None else rows).iterator(chunk_size=5000):
            if isinstance(key, UUID):
                self._packed += key.bytes
            else:
                self._others.append(key)

    def __len__(self) -> int:
        return len(self._others) or len(self._packed) // 16

    def parts(self) -> Iterator[list[Any]]:
        """Portions of them."""
        for start in range(0, len(self), BATCH):
            if self._others:
                yield self._others[start : start + BATCH]
            else:
                end = min(start + BATCH, len(self))
                yield [UUID(bytes=bytes(self._packed[n * 16 : n * 16 + 16])) for n in range(start, end)]


def wanted(listing: "Listing") -> bool:
    """Whether the request asks for the list as a file."""
    return listing.request.method == "POST" and bool(listing.request.POST.get("export"))


def answer(listing: "Listing") -> HttpResponseBase:
    """The file, or the job that makes it; what is wrong with the form is said over the list."""
    try:
        return _answer(listing)
    except NotYours:
        raise
    except Refused as no:
        if hasattr(listing.request, "export_job"):
            raise
        messages.error(listing.request, no.told(_))
        return HttpResponseRedirect(listing.url())


def _answer(listing: "Listing") -> HttpResponseBase:
    by: Actor = listing.request.actor  # type: ignore[attr-defined]
    sheet = listing.sheet()
    if sheet is None:
        raise NotYours("Danh sách này không xuất ra tệp.")
    by.check(sheet.needs)
    asked = read(listing, sheet, by)
    job = getattr(listing.request, "export_job", None)
    rows = _ordered(listing, allowed(listing.queryset(), sheet, by))
    keys = Keys(rows.values_list("pk", flat=True), None if job else AT_ONCE)
    if job is None and len(keys) > AT_ONCE:
        return _begin(listing, sheet, by)
    _write_down(listing, sheet, by, asked, len(keys), job)
    batches = _batches(sheet, by, allowed(listing.base, sheet, by), keys, asked)
    pieces = file_bytes(asked.form, str(sheet.title), batches)
    stem = asked.shape.stem if asked.shape else sheet.stem
    if job is None:
        return respond(asked.form, f"{stem}-{centre.now():%Y%m%d-%H%M}", pieces)
    filed.write(job, pieces, len(keys), asked.form, stem)
    return HttpResponse()


def read(listing: "Listing", sheet: Sheet, by: Actor) -> Asked:
    """The form. Refused for sealed columns without right or reason."""
    data = listing.request.POST
    form, __, shape = data.get("export", "").partition(":")
    found = SHAPES.get(sheet.kind, {}).get(shape)
    if form not in FORMS or (shape and found is None):
        raise Refused(_("Không có dạng tệp này."))
    names = [f.name for f in sheet.sealed]
    sealed = tuple(name for name in data.getlist("sealed") if name in names)
    reason = ""
    if sealed:
        by.check(Permission.IDENTITY_OPEN)
        reason = exports.check_reason(data.get("reason", ""))
    return Asked(form, found, sealed, reason)


def allowed(rows: Any, sheet: Sheet, by: Actor) -> Any:
    """Those rows he may not only see but take away."""
    return rows.filter(seen(by, sheet.needs, sheet.area)) if sheet.area else rows


def _ordered(listing: "Listing", rows: Any) -> Any:
    """In the order of the list when he chose one, else in the order of recording: so that bringing it in repeats it."""
    if listing.sort == listing.default_sort:
        return rows.order_by("pk")
    return rows.order_by(*listing.ordering())


def _write_down(listing: "Listing", sheet: Sheet, by: Actor, asked: Asked, count: int, job: Any) -> None:
    told: dict[str, Any] = {
        "what": str(sheet.stem), "rows": count, "form": asked.shape.key if asked.shape else asked.form, "needs": sheet.needs,
        "sealed": list(asked.sealed), "reason": asked.reason, "narrowed": [f.name for f in listing.filters if f.name in listing.values],
    }  # fmt: skip
    at = job.at if job else centre.now()
    if job:
        exports.take_away.once(job.key("taken"), by=by, at=at, **told)
    else:
        exports.take_away(by=by, at=at, **told)


def _begin(listing: "Listing", sheet: Sheet, by: Actor) -> HttpResponseBase:
    data = listing.request.POST
    areas = by.areas(sheet.needs)
    started = jobs.start.once(
        f"export:{by.id}:{data.get('_key', '')}",
        by=by,
        at=centre.now(),
        kind=filed.JOB,
        title=_("Xuất danh sách %(noun)s") % {"noun": sheet.title},
        arguments={
            "path": listing.request.path,
            "query": listing.request.META.get("QUERY_STRING", ""),
            "form": {"export": [data.get("export", "")], "sealed": data.getlist("sealed"), "reason": [data.get("reason", "")]},
        },
        area=areas[0] if areas else "",
    )  # fmt: skip
    return HttpResponseRedirect(reverse("console:job", args=[started.pk]))


def _batches(sheet: Sheet, by: Actor, base: Any, keys: Keys, asked: Asked) -> Iterator[Batch]:
    fields = [f for f in sheet.fields if not f.sealed or f.name in asked.sealed]
    objects = _objects(sheet, by, base, keys, asked)
    if asked.shape:
        records = ({f.name: _value(f, row, opened) for f in fields} for row, opened in objects)
        return in_batches(asked.shape.rows(records))
    fields = [f for f in fields if not f.inner]
    lines = ([_value(f, row, opened) for f in fields] for row, opened in objects)
    return in_batches(chain([[str(f.head) for f in fields]], lines))


def _value(field: Field, row: Any, opened: Any) -> Any:
    return opened.get(field.name, "") if field.sealed else field.read(row)


def _objects(sheet: Sheet, by: Actor, base: Any, keys: Keys, asked: Asked) -> Iterator[tuple[Any, Any]]:
    rows = sheet.select(base.order_by())
    for part in keys.parts():
        found = rows.in_bulk(part)
        objects: Sequence[Any] = sheet.prepare(by, [found[key] for key in part if key in found])
        opened: Any = {}
        if asked.sealed and sheet.open:
            opened = sheet.open(by, centre.now(), objects, asked.sealed, asked.reason)
        for row in objects:
            yield row, opened.get(row.pk, {})
