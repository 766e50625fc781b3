"""Visits, meetings and days of follow-up that are known already, told once more: compared, shown, corrected by the policy."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from vungxanh.adapters.linelist.bringing import venues
from vungxanh.adapters.linelist.bringing.updating import Saying, sort
from vungxanh.adapters.linelist.checking import NAMELESS, Row
from vungxanh.adapters.linelist.values import VIETNAM
from vungxanh.kernel.refused import Refused
from vungxanh.kernel.text import fold
from vungxanh.kernel.text import gettext_noop as _
from vungxanh.rooms.tracing import actions, queries
from vungxanh.rooms.tracing.actions.importing import FollowUpRow, record_follow_ups_many

if TYPE_CHECKING:
    from vungxanh.adapters.linelist.bringing.base import Importer

DAY_ALONE = "chỉ biết ngày, không rõ giờ"
"""In the note of a visit of which only the day is known."""
_NOTE = 300
_SURE = ("household", "physical", "care")
"""Of these, "no" is what is kept as long as nobody says anything."""
_MEETING = tuple(field.name for field in fields(actions.Meeting) if field.name != "closed_space")
_SPANS = (timedelta(days=1), timedelta(minutes=1))
"""How long a meeting is kept for of which only the day, or only the hour it began, is known."""


def visits(importer: "Importer", rows: Sequence[Row]) -> None:
    """Mark known visits, and compare."""
    stored = queries.visible_visits(importer.by).select_related("venue")
    for row, old in _met(importer, rows, stored):
        sort(importer, row, _of_visit(row, old), "news", days=False)
        _of_another(importer, row, {old.person_id})


def meetings(importer: "Importer", rows: Sequence[Row]) -> None:
    """The same for meetings."""
    for row, old in _met(importer, rows, queries.visible_meetings(importer.by), _without_number):
        if row.values.get("start_at") is not None:
            sort(importer, row, _of_meeting(row, old), "news", days=False)
            _of_another(importer, row, {old.person_id, old.other_id})


Found = dict[str, Any]


def _without_number(importer: "Importer", rows: Sequence[Row], stored: Any, found: Found) -> Found:
    """Meetings kept that rows without a number mean, though they say something else: the same two, the same day.

    Only what was brought without a number and not by this file; of two that it may be, none. Two hours of one day are
    two meetings.
    """
    asking: dict[Any, list[Row]] = {}
    for row in rows:
        start = row.values.get("start_at")
        if start is not None and row.key.startswith(NAMELESS) and row.key not in found and (pair := _pair(row)):
            asking.setdefault((pair, start.astimezone(VIETNAM).date()), []).append(row)
    everybody = {person for pair, _day in asking for person in pair}
    if not everybody:
        return {}
    kept: dict[Any, list[Any]] = {}
    taken = {old.pk for old in found.values()}
    for old in stored.filter(person_id__among=everybody, other_id__among=everybody, external_id__startswith=NAMELESS):
        if old.pk not in taken and old.external_id not in importer.said:
            when = old.start_at.astimezone(VIETNAM).date()
            kept.setdefault((frozenset((old.person_id, old.other_id)), when), []).append(old)
    alone = ((asking[it][0], olds[0]) for it, olds in kept.items() if len(olds) == 1 and len(asking.get(it, ())) == 1)
    return {row.key: old for row, old in alone if _may_be(row, old)}


def _pair(row: Row) -> frozenset[Any] | None:
    one, other = row.values.get("ref:person"), row.values.get("ref:other")
    ends = (one and one.person, other.person if other else row.values.get("known_person"))
    return frozenset(ends) if all(ends) else None


def _may_be(row: Row, old: Any) -> bool:
    start, end = row.values["start_at"], row.values["end_at"]
    return start == old.start_at or _spans((start, end)) or _spans((old.start_at, old.end_at))


def _met(
    importer: "Importer", rows: Sequence[Row], stored: Any, also: Callable[..., Found] = lambda *_: {}
) -> Iterator[tuple[Row, Any]]:
    """Rows known by their key (or, for ``also``, otherwise), each with what is kept; none to compare when nothing may change."""
    mine = stored.filter(source=importer.plan.source, external_id__among={row.key for row in rows})
    found = {old.external_id: old for old in mine}
    found |= also(importer, rows, stored, found)
    for row in rows:
        old = found.get(row.key)
        row.known = old is not None
        row.values["old"] = old
        if row.known and row.good and importer.plan.policy != "keep":
            yield row, old


def _of_visit(row: Row, old: Any) -> Iterator[Saying]:
    said = row.values
    yield from _times(said, old, vague=DAY_ALONE in said.get("note", ""), was_vague=DAY_ALONE in old.note)
    if fold(said.get("venue", "")) != fold(old.venue.name):
        yield "venue", old.venue.name, said.get("venue")
    yield from _note("; ".join(filter(None, (said.get("note"), *row.rest))), old.note)


def _of_meeting(row: Row, old: Any) -> Iterator[Saying]:
    said = row.values
    vague, was_vague = (_spans(one) for one in ((said["start_at"], said["end_at"]), (old.start_at, old.end_at)))
    yield from _times(said, old, vague=vague, was_vague=was_vague)
    for name in _MEETING:
        was, now = getattr(old, name), said.get(name)
        if name in _SURE:
            was = was or None
            now = now or (False if was and now is False else None)
        yield name, was, now
    yield from _note(said.get("note", ""), old.note)


def _spans(one: tuple[datetime, datetime]) -> bool:
    return one[1] - one[0] in _SPANS


def _times(said: Mapping[str, Any], old: Any, *, vague: bool, was_vague: bool) -> Iterator[Saying]:
    """A day alone says nothing against hours of that day; hours say more than the day alone."""
    start, end = said["start_at"], said["end_at"]
    same_day = start.astimezone(VIETNAM).date() == old.start_at.astimezone(VIETNAM).date()
    if vague and same_day:
        return
    unknown = was_vague and same_day
    if start != old.start_at:
        yield "start_at", None if unknown else old.start_at, start
    if end != old.end_at:
        yield "end_at", None if unknown else old.end_at, end


def _note(new: str, old: str) -> Iterator[Saying]:
    new, old = (_without(text)[:_NOTE] for text in (new, old))
    if new and new not in old:
        yield "note", old, new


def _without(note: str) -> str:
    return "; ".join(part for part in note.split("; ") if part != DAY_ALONE)


def _of_another(importer: "Importer", row: Row, kept: set[Any]) -> None:
    """A number that now means somebody else is shown, and changes nothing under any policy."""
    ref = row.values.get("ref:person")
    if ref is not None and ref.person not in kept:
        row.clashes.append((importer.plan.of.by_name["person"].caption, _("người khác"), str(row.get("person"))))


def write_visits(importer: "Importer", rows: Sequence[Row]) -> None:
    """Correct the visits of rows that tell something new."""
    for row in rows:
        if told := row.values.get("news"):
            venue = (
                venues.find_or_make(importer, [row]).get((row.area, fold(row.get("venue"))))
                if "venue" in told
                else None
            )
            correct(
                importer, row, actions.correct_visit, visit_id=row.values["old"].pk, venue_id=venue, **_said(row, told)
            )


def write_meetings(importer: "Importer", rows: Sequence[Row]) -> None:
    """Correct the meetings of rows that tell something new."""
    for row in rows:
        if told := row.values.get("news"):
            old, of_it = row.values["old"], {name: told[name] for name in _MEETING if name in told}
            kept = actions.Meeting(**{field.name: getattr(old, field.name) for field in fields(actions.Meeting)})
            meeting = replace(kept, **of_it) if of_it else None
            correct(importer, row, actions.correct_contact, meeting_id=old.pk, meeting=meeting, **_said(row, told))


def _said(row: Row, told: Mapping[str, Any]) -> dict[str, Any]:
    """Times and note; who knows the hours now does not say any more that they are unknown."""
    old = row.values["old"].note
    note = told.get("note") or (_without(old) if "start_at" in told or "end_at" in told else old)
    given = {"start_at": told.get("start_at"), "end_at": told.get("end_at")}
    return given | ({"note_text": note} if note != old else {})


def correct(importer: "Importer", row: Row, act: Any, **given: Any) -> None:
    """One correction; a refusal is the row's problem."""
    try:
        act(by=importer.by, at=importer.at, **given)
    except Refused as no:
        importer.wrong(row, no.field or "", no.sentence, _("Sửa dòng này rồi gửi lại."))


def days(importer: "Importer", pairs: Iterable[tuple[Row, Any, FollowUpRow]]) -> None:
    """Compare known days of follow-up (row, what is kept, what the row says)."""
    for row, old, new in pairs:
        if importer.plan.policy != "keep":
            row.values["old"], row.values["day_said"] = old, new
            sort(importer, row, _of_day(row, old, new), "news")


def _of_day(row: Row, old: Any, new: FollowUpRow) -> Iterator[Saying]:
    if "status" in row.values:
        yield "status", _SEEN[old.seen], _SEEN[new.seen]
    yield "temperature", old.temperature, new.temperature
    yield "symptoms", ", ".join(sorted(old.symptoms)), ", ".join(sorted(new.symptoms))
    yield from _note(new.note, old.note)


_SEEN = {True: _("đã gặp"), False: _("không gặp được")}


def write_days(importer: "Importer", rows: Sequence[Row]) -> None:
    """Write the days of rows that tell something new over those kept."""
    for row in rows:
        if told := row.values.get("news"):
            old, new = row.values["old"], row.values["day_said"]
            merged = FollowUpRow(
                person_id=new.person_id, day=new.day, seen=new.seen if "status" in told else old.seen,
                temperature=told.get("temperature", old.temperature),
                symptoms=new.symptoms if "symptoms" in told else tuple(old.symptoms), note=told.get("note", old.note),
            )  # fmt: skip
            given = {"disease": importer.plan.disease, "source": importer.plan.source, "update": True}
            correct(importer, row, record_follow_ups_many, rows=[merged], **given)
