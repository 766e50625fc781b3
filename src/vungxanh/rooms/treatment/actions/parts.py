"""What the writes of this room share."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from vungxanh.common.audit import about, note
from vungxanh.common.outbox import tell
from vungxanh.kernel.actor import Actor, system
from vungxanh.kernel.ids import new_id
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import Refused
from vungxanh.rooms.cases import actions as case_writes
from vungxanh.rooms.cases import queries as cases
from vungxanh.rooms.sites import actions as site_writes
from vungxanh.rooms.treatment import queries, rules
from vungxanh.rooms.treatment.events import CareBegan
from vungxanh.rooms.treatment.models import Course, Facility, Stay, Transfer, Triage

DECIDE, ROUND = Permission.TREATMENT_DECIDE, Permission.TREATMENT_ROUND
HELD_AS = "treatment"


def lent(by: Actor) -> Actor:
    """The centre itself acting for ``by``: for what follows in other rooms from an act he had the right to."""
    return Actor(id=by.id, name=by.name, scopes=system().scopes)


def course_for(*, by: Actor, course_id: UUID, needs: Permission) -> Course:
    """The course, locked; ``needs`` held where the case is managed or where he lies."""
    found = queries.get(by=by, course_id=course_id)
    if not (found.site_area_path and by.may(needs, found.site_area_path)):
        by.check(needs, found.area_path)
    about(found)
    rows = Course.objects.select_for_update(of=("self",)).select_related("case", "facility__site")
    return rows.get(pk=found.pk)


def transfer_for(*, by: Actor, transfer_id: UUID, receiving: bool) -> Transfer:
    """The transfer, locked: for the receiving side, or for the side that sends."""
    found = queries.get_transfer(by=by, transfer_id=transfer_id)
    if receiving:
        by.check(DECIDE, found.to_area_path)
        Course.objects.select_for_update().get(pk=found.course_id)
    else:
        course_for(by=by, course_id=found.course_id, needs=DECIDE)
    about(found.course)
    rows = Transfer.objects.select_for_update(of=("self",)).select_related("course__case", "to_facility__site")
    return rows.get(pk=found.pk)


def check_running(course: Course) -> None:
    """Refused when it is over."""
    if course.state != rules.State.RUNNING:
        raise Refused("Đợt điều trị này đã kết thúc.")


def check_free(case_id: UUID) -> None:
    """Refused when the case is in care already."""
    if Course.objects.select_for_update().filter(case=case_id, state=rules.State.RUNNING).exists():
        raise Refused("Ca này đang được điều trị. Muốn đổi nơi, hãy xin chuyển.")


def triaged(*, by: Actor, case_id: UUID) -> Triage:
    """The last triage; Refused without one."""
    found = queries.last_triage(by=by, case_id=case_id)
    if found is None:
        raise Refused("Phân loại người bệnh (SpO2, nhịp thở, bệnh nền) trước khi nhận điều trị.")
    return found


def take(bed_id: UUID, holder: UUID, at: datetime) -> None:
    """A bed of a facility for a stay or a transfer; Refused when another one has it."""
    site_writes.take_bed(bed_id, holder, HELD_AS, at)


def put(course: Course, facility: Facility | None, bed_id: UUID | None, at: datetime) -> Stay:
    """He is there from now on: the course says so too."""
    stay_id = new_id()
    if bed_id is not None:
        take(bed_id, stay_id, at)
    course.place = rules.Place.FACILITY if facility else rules.Place.HOME
    course.facility = facility
    course.site_area_path = facility.area_path if facility else ""
    course.tier = facility.tier if facility else 1
    course.checked_round = queries.now_round(at, course.place, course.area_path).number - 1
    course.save()
    stay = Stay(
        id=stay_id, course=course, facility=facility, bed_id=bed_id, area_path=course.site_area_path or course.area_path,
        tier=course.tier, severity_in=course.severity, severity_worst=course.severity, arrived_at=at, from_at=at,
    )  # fmt: skip
    stay.save(force_insert=True)
    return stay


def leave(course: Course, at: datetime, why: str, *, continued: bool = False) -> Stay:
    """He leaves where he is; the bed is free again."""
    stay = Stay.objects.select_for_update().get(course=course, to_at=None)
    stay.to_at, stay.why_left, stay.continued = max(at, stay.from_at), why[:200], continued
    stay.save(update_fields=["to_at", "why_left", "continued"])
    if stay.bed_id is not None:
        site_writes.free_bed(stay.bed_id, stay.pk)
    return stay


def begin(
    by: Actor, at: datetime, case_id: UUID, facility: Facility | None, bed_id: UUID | None, **more: object
) -> Course:
    """A course begins where he is put; the case is apart from others from now on."""
    case = cases.get(by=by, case_id=case_id)
    judged = triaged(by=by, case_id=case_id)
    course = Course(
        case=case, disease=case.disease, area_path=case.area_path, tier=judged.tier, severity=judged.severity,
        proposed=judged.proposed, colour=judged.colour, quiet_in=not judged.symptoms, symptomatic=judged.symptoms,
        spo2=judged.spo2, rr=judged.rr, checked_round=0, began_at=at, created_at=at, **more,
    )  # fmt: skip
    told = queries.leaving_of(by=by, course=course, at=at)
    course.leave_on = told.earliest if told else None
    put(course, facility, bed_id, at)
    if case.isolated_at is None and case.status in ("probable", "confirmed"):
        case_writes.isolate.function(by=lent(by), at=at, case_id=case.pk, isolated_at=max(at, case.diagnosed_at or at))
    about(course)
    tell(CareBegan(course.pk, case.pk, course.area_path))
    return course


def why_other_tier(judged: Triage, tier: int, reason: str) -> None:
    """Another tier than triage chose needs a reason."""
    if judged.tier != tier and len(reason.strip()) < 5:
        raise Refused(
            _("Phân loại chọn tầng %(judged)s, nơi này là tầng %(tier)s. Ghi lý do nếu vẫn đưa vào đây.")
            % {"judged": judged.tier, "tier": tier},
            field="reason",
        )
    if reason.strip():
        note(said=reason.strip()[:200])
