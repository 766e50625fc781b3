"""He was seen or asked in the round that is open: measured, judged; an alarm shows at once."""

from datetime import datetime
from uuid import UUID

from django.utils import timezone

from vungxanh.common.actions import action
from vungxanh.common.audit import about, amend, note
from vungxanh.common.outbox import tell
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.refused import Refused
from vungxanh.rooms.treatment import queries, rules
from vungxanh.rooms.treatment.actions.parts import ROUND, check_running, course_for
from vungxanh.rooms.treatment.events import AlarmRaised
from vungxanh.rooms.treatment.models import Course, Round


@action(needs=ROUND)
def examine(
    *,
    by: Actor,
    at: datetime,
    course_id: UUID,
    measure: rules.Measure,
    severity: rules.Severity | None = None,
    note_text: str = "",
    unreached: bool = False,
) -> Round:
    """One round; written again in the same round it replaces the first, the old values stay in the trail.

    ``severity``: a doctor's own class, which needs a note. ``unreached``: nobody answered, nothing was measured.
    """
    course = course_for(by=by, course_id=course_id, needs=ROUND)
    if queries.watched(course, at):
        return watch(by, at, course, measure, note_text, unreached)
    check_running(course)
    return record(by, at, course, measure, severity, note_text, unreached)


def record(
    by: Actor, at: datetime, course: Course, measure: rules.Measure, severity: rules.Severity | None, note_text: str, unreached: bool
) -> Round:  # fmt: skip
    """Write the round that is open, with all that follows. Inside an action."""
    check_told(measure, unreached or severity is not None)
    now = queries.now_round(at, course.place, course.area_path)
    judged = rules.severity(measure, disease=course.disease, on=now.day, area=course.area_path)
    level = _level(course, judged, severity, note_text, unreached)
    care = rules.care(course.disease, now.day, course.area_path).value
    before = _before(course, now.number)
    told = () if unreached else rules.alarms(measure, care, tier=course.tier, before=before, level=level)
    why = "; ".join(told)[:300]
    row, _made = Round.objects.get_or_create(
        course=course, place=course.place, round=now.number,
        defaults={"day": now.day, "nth": now.nth, "at": at, "severity": level},
    )  # fmt: skip
    _fill(row, by, at, measure, level, severity is not None, why, unreached, note_text)
    _remember(by, course, row, at)
    about(course)
    note(said=_said(row))
    if why:
        tell(AlarmRaised(course.pk, course.case_id, course.area_path))
    return row


def check_told(measure: rules.Measure, enough: bool) -> None:
    """Refused for impossible numbers, and when nothing was told."""
    rules.check(measure)
    if not enough and measure.empty and not measure.symptoms and not measure.danger:
        raise Refused("Ghi SpO2, nhịp thở hoặc thân nhiệt; không gặp được thì bấm “Không liên lạc được”.", field="spo2")


def watch(by: Actor, at: datetime, course: Course, measure: rules.Measure, note_text: str, unreached: bool) -> Round:
    """Asked at home after the end, once a day: the class of the illness stays, an alarm is one. Inside an action."""
    check_told(measure, unreached)
    day = timezone.localdate(at)
    judged = rules.severity(measure, disease=course.disease, on=day, area=course.area_path)
    care = rules.care(course.disease, day, course.area_path).value
    why = "" if unreached else "; ".join(rules.alarms(measure, care, tier=1, before=0, level=judged.severity))[:300]
    row, _made = Round.objects.get_or_create(
        course=course, place=rules.AFTER, round=day.toordinal(),
        defaults={"day": day, "nth": 1, "at": at, "severity": judged.severity},
    )  # fmt: skip
    _fill(row, by, at, measure, judged.severity, False, why, unreached, note_text)
    values: dict[str, object] = {"watched_on": day}
    if not unreached:
        values |= {"alarm_since": (course.alarm_since or at) if why else None, "alarm": why}
    amend(course, **values)
    about(course)
    note(said=f"sau ra viện: {_said(row)}"[:200])
    if why:
        tell(AlarmRaised(course.pk, course.case_id, course.area_path))
    return row


def _fill(
    row: Round, by: Actor, at: datetime, measure: rules.Measure, level: int, by_hand: bool, why: str, unreached: bool, words: str
) -> None:  # fmt: skip
    amend(
        row, spo2=measure.spo2, rr=measure.rr, temperature=measure.temperature, symptoms=measure.symptoms or bool(measure.danger),
        danger=list(measure.danger), severity=int(level), by_hand=by_hand, alarm=why, unreached=unreached,
        note=words.strip()[:300], at=at, by_name=by.name,
    )  # fmt: skip


def _level(
    course: Course, judged: rules.Judged, own: rules.Severity | None, words: str, unreached: bool
) -> rules.Severity:
    if unreached:
        return rules.Severity(course.severity)
    if own is None:
        return judged.severity
    if own != judged.severity and not words.strip():
        raise Refused("Chọn mức bệnh khác cách tính thì ghi lý do ở ô ghi chú.", field="note")
    return own


def _before(course: Course, number: int) -> int:
    """The class before this round: of the last one here, else of his arrival."""
    earlier = course.rounds.filter(
        place=course.place, round__lt=number, unreached=False, at__gte=course.stays.get(to_at=None).arrived_at
    )
    last = earlier.order_by("-round").values_list("severity", flat=True).first()
    return last if last is not None else course.stays.get(to_at=None).severity_in


def _remember(by: Actor, course: Course, row: Round, at: datetime) -> None:
    """Beside the course, for lists and figures: all from its rounds, so that a corrected one leaves nothing behind."""
    course.checked_round, course.checked_at = max(course.checked_round, row.round), at
    if not row.unreached:
        course.spo2, course.rr = row.spo2, row.rr
        course.alarm_since, course.alarm = ((course.alarm_since or at) if row.alarm else None), row.alarm
    seen = [
        rules.Seen(r.at, r.day, r.severity, r.symptoms)
        for r in course.rounds.filter(unreached=False).order_by("at", "pk")
    ]
    first = course.stays.order_by("from_at", "pk")[0]
    start = rules.Seen(course.began_at, timezone.localdate(course.began_at), first.severity_in, not course.quiet_in)
    so_far = rules.course_of(start, seen)
    course.severity, course.worse_at, course.better_since = so_far.severity, so_far.worse_at, so_far.better_since
    course.symptomatic, course.free_since = so_far.symptomatic, so_far.free_since
    tower = rules.tiers(course.disease, row.day, course.area_path).value.tiers
    course.proposed = rules.tier_of(rules.Severity(course.severity), tower)
    told = queries.leaving_of(by=by, course=course, at=at)
    course.leave_on = told.earliest if told else None
    course.save()
    stay = course.stays.get(to_at=None)
    here = [s.severity for s in seen if s.at >= stay.arrived_at]
    amend(stay, severity_worst=max([stay.severity_in, *here]))


def _said(row: Round) -> str:
    if row.unreached:
        return "không liên lạc được"
    told = [f"SpO2 {row.spo2} %" if row.spo2 is not None else "", f"nhịp thở {row.rr}" if row.rr is not None else ""]
    told.append(f"báo động: {row.alarm}" if row.alarm else "")
    return ", ".join(part for part in told if part)[:200]
