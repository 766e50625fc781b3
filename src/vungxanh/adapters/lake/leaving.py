"""Out of the centre into a folder, portion by portion."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from itertools import islice
from pathlib import Path
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings

from vungxanh.adapters.lake.actions import take_lake
from vungxanh.common.access import within
from vungxanh.common.fields import derive
from vungxanh.engine.lake.api import Manifest, Pseudonyms, Writer
from vungxanh.kernel.actor import Actor
from vungxanh.rooms.people import queries as people
from vungxanh.rooms.tracing import queries as tracing

PORTION = 50_000
VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


def pseudonyms() -> Pseudonyms:
    """By the centre's first key, which a rotation leaves in place: folders of last month can still be read back."""
    return Pseudonyms(derive(settings.SEALING_KEYS[-1], b"lake"))


def export(
    *,
    by: Actor,
    at: datetime,
    folder: Path,
    disease: str,
    area: str = "",
    tell: Callable[[str, int], None] | None = None,
) -> Manifest:
    """Write the folder: whole, or not at all. Refused when it is not empty; NotYours without the rights.

    Rows written while this runs may or may not be in it; ``at`` is what they are at least as fresh as.
    """
    hidden = pseudonyms()
    take_lake(by=by, at=at, area_path=area, disease=disease)
    out = Writer(folder)
    try:
        _persons(out, by, area, hidden, tell)
        for rows in tracing.visits_leaving(by=by, area=area):
            person, place, arrived, left, where = zip(*rows, strict=True)
            out.visits(_ids(hidden, person), _ids(hidden, place), _epochs(arrived), _epochs(left), _provinces(where))
            _told(tell, "visits", out)
        for rows in tracing.meetings_leaving(by=by, area=area, disease=disease):
            a, b, start, end, where, close = zip(*rows, strict=True)
            out.meetings(_ids(hidden, a), _ids(hidden, b), _epochs(start), _epochs(end), close, _provinces(where))
            _told(tell, "meetings", out)
        for isolated in tracing.isolations_leaving(by=by, disease=disease):
            who, since, last, as_case = zip(*isolated, strict=True)
            out.isolations(_ids(hidden, who), _epochs(since), [_over(day) for day in last], as_case)
        return out.close(disease=disease, as_of=at.isoformat(timespec="seconds"))
    except BaseException:
        out.abandon()
        raise


def _persons(out: Writer, by: Actor, area: str, hidden: Pseudonyms, tell: Callable[[str, int], None] | None) -> None:
    found = people.visible(by).filter(within(area)).order_by("area_path", "pk").values_list("pk", "area_path")
    rows = found.iterator(chunk_size=5_000)
    while portion := list(islice(rows, PORTION)):
        who, where = zip(*portion, strict=True)
        out.persons(_ids(hidden, who), [_part(path, 2) for path in where], _provinces(where))
        _told(tell, "persons", out)


def _told(tell: Callable[[str, int], None] | None, part: str, out: Writer) -> None:
    if tell is not None:
        tell(part, out.rows[part])


def _ids(hidden: Pseudonyms, ids: Sequence[UUID]) -> list[bytes]:
    return hidden.hide_uuids(ids)


def _epochs(moments: Sequence[datetime]) -> list[int]:
    return [int(moment.timestamp()) for moment in moments]


def _over(day: date | None) -> int | None:
    """The first instant after the last day of follow-up."""
    return None if day is None else int(datetime.combine(day + timedelta(days=1), time(), VIETNAM).timestamp())


def _provinces(paths: Sequence[str]) -> list[str]:
    return [_part(path, 1) for path in paths]


def _part(path: str, place: int) -> str:
    """The code in an area path (3/70/691/25222/: 1 province, 2 district); 00 for what lies above."""
    parts = path.split("/")
    return parts[place] if len(parts) > place and parts[place] else "00"
