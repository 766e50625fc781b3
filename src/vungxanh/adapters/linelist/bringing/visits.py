"""Visits: somebody known was at a venue from–to, or some time that day."""

from collections.abc import Sequence
from datetime import date, time, timedelta

from vungxanh.adapters.linelist.bringing import retold, venues
from vungxanh.adapters.linelist.bringing.base import Importer, Ref
from vungxanh.adapters.linelist.bringing.links import FIRST
from vungxanh.adapters.linelist.checking import Row
from vungxanh.adapters.linelist.dates import has_clock
from vungxanh.adapters.linelist.values import VIETNAM
from vungxanh.kernel.ids import new_id
from vungxanh.kernel.text import fold
from vungxanh.kernel.text import gettext_noop as _
from vungxanh.rooms.tracing import actions


class Visits(Importer):
    """A list of visits. A person known by a case number gets milestones of that case."""

    def look(self, rows: Sequence[Row]) -> None:
        for row in rows:
            start = row.values.get("start_at")
            row.values["on"] = start.astimezone(VIETNAM).date() if start else date.today()  # noqa: DTZ011
            venues.place(row)
        self.areas.settle(rows)
        venues.check(self, rows)
        found, why = self.refs(row.get("person") for row in rows)
        for row in rows:
            party(self, row, "person", found, why)
            self._until(row)
            if row.good:
                self._sense(row)
        retold.visits(self, rows)

    def _until(self, row: Row) -> None:
        """A day alone is the whole day, as long as nobody knows better; an hour needs an end."""
        said = row.values
        start, end, minutes = said.get("start_at"), said.get("end_at"), said.get("minutes")
        if start is None or "end_at!" in said:
            return
        if not has_clock(self._cell(row, "start_at")):
            if end is not None and has_clock(self._cell(row, "end_at")):
                self.wrong(row, "start_at", _("Thiếu giờ."), _("Viết cả ngày và giờ: 14/8/2021 07:10."))
                return
            here = start.astimezone(VIETNAM)
            until = (end.astimezone(VIETNAM) if end else here) + timedelta(days=1)
            said["start_at"], said["end_at"] = (day.replace(hour=0, minute=0) for day in (here, until))
            said["end_at"] = min(said["end_at"], max(self.at, said["start_at"] + timedelta(hours=1)))
            said["note"] = "; ".join(filter(None, (said.get("note"), retold.DAY_ALONE)))
            words = _("Chỉ biết ngày, không rõ giờ: coi như cả ngày.")
            self.wrong(row, "start_at", words, _("Dòng vẫn được nhập; ghi thêm giờ nếu biết."), fatal=False)
        elif end is None and minutes:
            said["end_at"] = start + timedelta(minutes=minutes)
        elif end is None:
            self.wrong(row, "end_at", _("Thiếu giờ kết thúc."), _("Ghi đến lúc nào, hoặc số phút."))
        elif end.astimezone(VIETNAM).time() == time(12) and not has_clock(self._cell(row, "end_at")):
            self.wrong(row, "end_at", _("Thiếu giờ."), _("Viết cả ngày và giờ: 14/8/2021 07:10."))

    def _cell(self, row: Row, name: str) -> str:
        header = self.header(name)
        at = self.reader.table.header.index(header) if header else -1
        return row.cells[at] if 0 <= at < len(row.cells) else ""

    def _sense(self, row: Row) -> None:
        for problem in actions.problems_of(0, self._row(row, None), self.at):
            self.wrong(row, problem.field, problem.sentence, _("Kiểm tra lại giờ đến, giờ đi."))

    def _row(self, row: Row, venue: object) -> actions.VisitRow:
        ref: Ref | None = row.get("ref:person", None)
        return actions.VisitRow(
            person_id=ref.person if ref else new_id(),
            venue_id=venue or new_id(),  # type: ignore[arg-type]  # nobody, nowhere: only its times are judged
            area_path=row.area,
            start_at=row.values["start_at"],
            end_at=row.values["end_at"],
            external_id=row.key,
            case_id=ref.case if ref else None,
            note="; ".join(filter(None, (row.get("note"), *row.rest))),
        )

    def write(self, rows: Sequence[Row]) -> None:
        self.each([row for row in rows if row.good and not row.known], self._write)

    def update(self, rows: Sequence[Row]) -> None:
        retold.write_visits(self, rows)

    def _write(self, rows: Sequence[Row]) -> None:
        spots = venues.find_or_make(self, rows)
        given = [self._row(row, spots[row.area, fold(row.get("venue"))]) for row in rows]
        result = self.once(actions.record_visits_many, rows, rows=given, source=self.plan.source)
        for problem in result.problems:
            self.wrong(rows[problem.index], problem.field, problem.sentence, _("Kiểm tra lại dòng này."))


def party(importer: Importer, row: Row, name: str, found: dict[str, Ref], why: dict[str, str]) -> None:
    """Who a reference of the row means; ``ref:<name>`` of its values, or a problem."""
    text = row.get(name)
    row.values[f"ref:{name}"] = found.get(text)
    if not text or text in found or text in importer.plan.promised:
        return
    if text in why:
        importer.wrong(row, name, why[text], _("Đặt tên nguồn trùng với tệp người hoặc tệp ca bệnh."))
    else:
        importer.wrong(row, name, _("Không có người hay ca bệnh mang mã này."), FIRST)
