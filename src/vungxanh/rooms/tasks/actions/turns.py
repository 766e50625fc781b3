"""The turns of a series: opened some days ahead, once for each day the rhythm names."""

from datetime import date, datetime, time, timedelta

from django.db.models import Max
from django.utils import timezone

from vungxanh.rooms.tasks import rules
from vungxanh.rooms.tasks.actions.parts import roll
from vungxanh.rooms.tasks.models import Note, Party, TargetNumber, Task

_MOST = 60  # turns made at once after a long stop


def open_turns(series: Task, *, first: date, today: date, at: datetime) -> int:
    """Open what is due up to today and the days ahead; how many were new."""
    rhythm = rules.parse_rhythm(series.due_rule)
    if rhythm is None:
        return 0
    last = Task.objects.filter(parent=series).aggregate(last=Max("occurs_on"))["last"]
    begin = max(first, last + timedelta(days=1)) if last else first
    days = list(rules.occurrences(rhythm, begin, today + rules.ahead(rhythm)))[-_MOST:]
    if not days:
        return 0
    turns = [_turn(series, rhythm, day, at) for day in days]
    Task.objects.bulk_create(turns)
    parties = list(series.parties.all())
    Party.objects.bulk_create(Party(task=t, agency_id=p.agency_id, role=p.role) for t in turns for p in parties)
    Note.objects.bulk_create(Note(task=t, at=at, kind=rules.NoteKind.GIVEN, by_name="") for t in turns)
    targets = list(series.targets.all())
    TargetNumber.objects.bulk_create(
        TargetNumber(
            task=t, position=n.position, op=n.op, value=n.value, unit=n.unit, measure=n.measure, raw=n.raw,
            figure=n.figure,
        )
        for t in turns
        for n in targets
    )  # fmt: skip
    roll([series.pk])
    return len(turns)


def _turn(series: Task, rhythm: rules.Rhythm, day: date, at: datetime) -> Task:
    due = timezone.make_aware(datetime.combine(day, rhythm.at or time(23, 59)))
    turn = Task(
        key=f"{series.pk}@{day.isoformat()}", parent=series, rolled_up=True, occurs_on=day, due_kind=rules.DueKind.BY, due_at=due,
        first_due_at=due, created_at=at, told_at=at,
    )  # fmt: skip
    for name in (
        "title", "text", "folded", "area_path", "order_area", "ordered_by_id", "lead_id", "lead_words", "head_id",
        "head_name", "area_of_work", "due_raw", "source_document", "source_label", "source_ref", "source_start",
        "source_end", "created_by",
    ):  # fmt: skip
        setattr(turn, name, getattr(series, name))
    return turn
