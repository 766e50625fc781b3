"""Somebody is judged, admitted, or treated at home; his bed, his drugs, his home."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from vungxanh.common.actions import action
from vungxanh.common.audit import about, amend, note
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.refused import Refused
from vungxanh.rooms.cases import queries as cases
from vungxanh.rooms.sites import queries as sites
from vungxanh.rooms.treatment import queries, rules
from vungxanh.rooms.treatment.actions import parts
from vungxanh.rooms.treatment.actions.parts import DECIDE, ROUND
from vungxanh.rooms.treatment.models import Course, Facility, Pack, Stay, Triage


@action(needs=ROUND)
def triage(
    *, by: Actor, at: datetime, case_id: UUID, facts: rules.TriageFacts, tier: int = 0, reason: str = ""
) -> Triage:
    """Class, colour and tier by the regulations in force; ``tier`` 0 takes the one proposed, another needs a reason."""
    case = cases.get(by=by, case_id=case_id)
    by.check(ROUND, case.area_path)
    day = timezone.localdate(at)
    m = facts.measure
    if m.empty and not (facts.emergency or m.critical):
        raise Refused("Đo SpO2, nhịp thở trước khi phân loại; cấp cứu thì đánh dấu cấp cứu.", field="spo2")
    found = rules.propose(facts, disease=case.disease, on=day, area=case.area_path)
    tower = rules.tiers(case.disease, day, case.area_path).value.tiers
    chosen = tier or found.tier
    rules.check_choice(found.tier, chosen, reason, tower)
    row = Triage(
        case=case, age=facts.age, ill_before=facts.ill_before, pregnant=facts.pregnant, emergency=facts.emergency,
        symptoms=m.symptoms or bool(m.danger), critical=m.critical, spo2=m.spo2, rr=m.rr, severity=found.severity,
        colour=found.colour, proposed=found.tier, tier=chosen, reasons=list(found.reasons), sources=list(found.sources),
        verified=found.verified, reason=reason.strip()[:300], at=at, by_name=by.name,
    )  # fmt: skip
    row.save(force_insert=True)
    course = Course.objects.select_for_update().filter(case=case, state=rules.State.RUNNING).first()
    if course is not None:
        amend(course, colour=found.colour.value, proposed=found.tier)
    about(course or case)
    note(said=f"tầng {chosen}: {'; '.join(found.reasons)}"[:200])
    return row


@action(needs=DECIDE)
def admit(*, by: Actor, at: datetime, case_id: UUID, bed_id: UUID, reason: str = "") -> Course:
    """Into a bed of a facility, after triage. Refused when another one has the bed."""
    parts.check_free(case_id)
    bed = sites.get_bed(by=by, bed_id=bed_id)
    facility = Facility.objects.select_related("site").filter(pk=bed.site_id).first()
    if facility is None:
        raise Refused("Nơi này chưa ghi là cơ sở điều trị.", field="bed")
    by.check(DECIDE, facility.area_path)
    parts.why_other_tier(parts.triaged(by=by, case_id=case_id), facility.tier, reason)
    course = parts.begin(by, at, case_id, facility, bed_id)
    note(place=facility.site.name)
    return course


@action(needs=DECIDE)
def care_at_home(*, by: Actor, at: datetime, case_id: UUID, said: Mapping[int, bool], reason: str = "") -> Course:
    """Treated at home: every condition met, or a reason somebody answers for."""
    parts.check_free(case_id)
    case = cases.get(by=by, case_id=case_id)
    by.check(DECIDE, case.area_path)
    judged = parts.triaged(by=by, case_id=case_id)
    found, source = queries.home_conditions_of(
        disease=case.disease, area=case.area_path, on=timezone.localdate(at), measure=queries.measure_of(judged), said=dict(said)
    )  # fmt: skip
    rules.check_home(found, reason)
    if judged.tier > 1:
        parts.why_other_tier(judged, 1, reason)
    course = parts.begin(
        by, at, case_id, None, None, home_said={str(n): met for n, met in said.items()}, home_why=reason.strip()[:300]
    )
    note(said=reason.strip()[:200], rule=source)
    return course


@action(needs=DECIDE)
def move_bed(*, by: Actor, at: datetime, course_id: UUID, bed_id: UUID, reason: str = "") -> Stay:
    """Another bed of the same facility."""
    course = parts.course_for(by=by, course_id=course_id, needs=DECIDE)
    parts.check_running(course)
    bed = sites.get_bed(by=by, bed_id=bed_id)
    if course.facility_id != bed.site_id:
        raise Refused("Giường này ở nơi khác: hãy xin chuyển.", field="bed")
    old = parts.leave(course, at, reason.strip() or "chuyển giường", continued=True)
    checked = course.checked_round
    new = parts.put(course, course.facility, bed_id, at)
    amend(new, severity_in=old.severity_in, severity_worst=old.severity_worst, arrived_at=old.arrived_at)
    amend(course, checked_round=checked)
    about(course)
    note(said=" · ".join(part for part in (bed.room.label, bed.label, reason.strip()) if part))
    return new


@action(needs=ROUND)
def give_pack(*, by: Actor, at: datetime, course_id: UUID, name: str, note_text: str = "") -> Pack:
    """A drug pack of the regulation in force, given to somebody at home."""
    course = parts.course_for(by=by, course_id=course_id, needs=ROUND)
    parts.check_running(course)
    if course.place != rules.Place.HOME:
        raise Refused("Túi thuốc chỉ phát cho người điều trị tại nhà.")
    known = rules.home_care(course.disease, timezone.localdate(at), course.area_path).value.packs
    if name not in known:
        raise Refused(_("Chỉ có túi %(names)s.") % {"names": ", ".join(known)}, field="name")
    row = Pack.objects.create(course=course, name=name, note=note_text.strip()[:200], at=at, by_name=by.name)
    note(said=f"túi {name}")
    return row


@action(needs=ROUND)
def note_home(*, by: Actor, at: datetime, course_id: UUID, said: Mapping[int, bool]) -> int:
    """What was seen of the conditions at home; how many do not hold."""
    course = parts.course_for(by=by, course_id=course_id, needs=ROUND)
    parts.check_running(course)
    amend(course, home_said=course.home_said | {str(n): met for n, met in said.items()})
    failing = sum(c.met is False for c in queries.home_list(by=by, course=course)[0])
    note(said=f"{failing} điều kiện không đạt" if failing else "đạt")
    return failing
