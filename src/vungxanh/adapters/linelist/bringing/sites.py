"""Sites: markets, schools, workplaces… as venues, found again by their name in their commune."""

from collections.abc import Sequence

from vungxanh.adapters.linelist.bringing import venues
from vungxanh.adapters.linelist.bringing.base import Importer
from vungxanh.adapters.linelist.checking import Row
from vungxanh.kernel.refused import Refused
from vungxanh.kernel.text import fold
from vungxanh.kernel.text import gettext_noop as _
from vungxanh.rooms.venues import actions, queries

_FIELDS = ("address", "lat", "lng", "capacity")


class Sites(Importer):
    """A list of venues."""

    def look(self, rows: Sequence[Row]) -> None:
        self.areas.settle(rows)
        for row in rows:
            row.values["venue"] = row.get("name")
            told = row.values.get("kind", "")
            row.values["venue_kind"] = venues.kind_of(told) if told and venues.kind_of(told) != "other" else ""
            if row.good:
                self._sense(row)
        venues.check(self, rows)
        known = venues.there(self, [(row.area, fold(row.get("venue"))) for row in rows if row.good])
        for row in rows:
            row.values["known_venue"] = known.get((row.area, fold(row.get("venue"))))
            row.known = row.values["known_venue"] is not None
        if self.plan.policy != "keep":
            self._news([row for row in rows if row.good and row.known])

    def _sense(self, row: Row) -> None:
        try:
            venues.described(row, row.area).checked()
        except Refused as no:
            self.wrong(row, no.field or "name", no.sentence, _("Sửa ô này rồi gửi lại."))

    def _news(self, rows: Sequence[Row]) -> None:
        stored = queries.visible(by=self.by).in_bulk([row.values["known_venue"] for row in rows])
        for row in rows:
            old, new = stored[row.values["known_venue"]], venues.described(row, row.area)
            told = {}
            for field in _FIELDS:
                was, now = getattr(old, field), getattr(new, field)
                if now in (None, "") or now == was:
                    continue
                line = (self.plan.of.by_name[field].caption, str(was or ""), str(now))
                if was in (None, "") or self.plan.policy == "overwrite":
                    told[field] = now
                    row.changed.append(line)
                else:
                    row.clashes.append(line)
            row.values["told"] = (old, told)

    def write(self, rows: Sequence[Row]) -> None:
        self.each([row for row in rows if row.good and not row.known], self._write)

    def _write(self, rows: Sequence[Row]) -> None:
        venues.find_or_make(self, rows)

    def update(self, rows: Sequence[Row]) -> None:
        for row in rows:
            old, told = row.values["told"]
            if not told:
                continue
            values = {name: getattr(old, name) for name in ("name", "kind", "area_path", *_FIELDS)} | told
            try:
                actions.correct(by=self.by, at=self.at, venue_id=old.pk, described=actions.Description(**values))
            except Refused as no:
                self.wrong(row, no.field or "", no.sentence, _("Sửa dòng này rồi gửi lại."))
