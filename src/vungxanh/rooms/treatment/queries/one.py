"""One course, or all of them, as far as ``by`` may see: where the case is managed, where he lies, where he is sent."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import reduce
from operator import or_
from typing import Any
from uuid import UUID

from django.db.models import Exists, Min, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from vungxanh.common.access import seen
from vungxanh.common.models import AuditEntry
from vungxanh.kernel.actor import Actor, system
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import NotYours
from vungxanh.kernel.text import gettext_noop
from vungxanh.regulations.api import NoRegulation
from vungxanh.rooms.cases import queries as cases
from vungxanh.rooms.laboratory import queries as laboratory
from vungxanh.rooms.people import queries as people
from vungxanh.rooms.treatment import rules
from vungxanh.rooms.treatment.models import Course, Transfer, Triage

SEE = Permission.TREATMENT_SEE
ACTS = {
    "treatment.triage": gettext_noop("Phân loại"), "treatment.admit": gettext_noop("Nhận vào cơ sở"),
    "treatment.care_at_home": gettext_noop("Bắt đầu điều trị tại nhà"), "treatment.move_bed": gettext_noop("Chuyển giường"),
    "treatment.examine": gettext_noop("Ghi lượt khám"), "treatment.ask_transfer": gettext_noop("Xin chuyển"),
    "treatment.accept_transfer": gettext_noop("Nơi nhận đồng ý"), "treatment.refuse_transfer": gettext_noop("Nơi nhận từ chối"),
    "treatment.depart": gettext_noop("Lên đường"), "treatment.arrive": gettext_noop("Đến nơi nhận"),
    "treatment.cancel_transfer": gettext_noop("Thôi chuyển"), "treatment.end": gettext_noop("Kết thúc điều trị"),
    "treatment.reopen": gettext_noop("Mở lại đợt điều trị"), "treatment.give_pack": gettext_noop("Phát túi thuốc"),
    "treatment.report_self": gettext_noop("Tự khai báo"), "treatment.open_self_links": gettext_noop("Cấp liên kết tự khai báo"),
    "treatment.revoke_self_link": gettext_noop("Thu hồi liên kết tự khai báo"), "treatment.open_for_paper": gettext_noop("In giấy tờ"),
    "treatment.note_home": gettext_noop("Xem điều kiện tại nhà"),
}  # fmt: skip


def visible(by: Actor) -> QuerySet[Course]:
    """Courses ``by`` may see, in no order."""
    return Course.objects.filter(seen(by, SEE) | seen(by, SEE, "site_area_path") | seen(by, SEE, "to_area_path"))


def transfers(by: Actor) -> QuerySet[Transfer]:
    """Transfers of the courses he may see, in no order. Said of the joined row, so that no list of all courses is made."""
    places = (seen(by, SEE, f"course__{name}") for name in ("area_path", "site_area_path", "to_area_path"))
    return Transfer.objects.filter(reduce(or_, places))


def get(*, by: Actor, course_id: UUID) -> Course:
    """One course with its case and facility; NotYours when there is none he may see."""
    found = visible(by).select_related("case", "facility__site").filter(pk=course_id).first()
    if found is None:
        raise NotYours("Không có đợt điều trị này, hoặc không thuộc địa bàn của bạn.")
    return found


def get_transfer(*, by: Actor, transfer_id: UUID) -> Transfer:
    """One transfer of a course he may see."""
    found = transfers(by).select_related("course__case", "to_facility__site", "from_facility__site")
    one = found.filter(pk=transfer_id).first()
    if one is None:
        raise NotYours("Không có yêu cầu chuyển này, hoặc không thuộc địa bàn của bạn.")
    return one


def running_of(*, by: Actor, case_id: UUID) -> Course | None:
    """The course a case is in now."""
    rows = visible(by).filter(case=case_id, state=rules.State.RUNNING).select_related("case", "facility__site")
    return rows.first()


def of_case(*, by: Actor, case_id: UUID) -> list[Course]:
    """All courses of a case, the newest first."""
    rows = visible(by).filter(case=case_id).select_related("case", "facility__site")
    return list(rows.order_by("-began_at", "-id"))


def last_triage(*, by: Actor, case_id: UUID) -> Triage | None:
    """How a case was judged last; its case must be seen."""
    case = cases.get(by=by, case_id=case_id)
    return Triage.objects.filter(case=case).order_by("-at", "-id").first()


def first_care(*, by: Actor, case_ids: Iterable[UUID]) -> dict[UUID, datetime]:
    """When each case first came into care (facility or home); cases not in care are left out. One query."""
    rows = (
        visible(by).filter(case__among=set(case_ids)).order_by().values_list("case_id").annotate(first=Min("began_at"))
    )
    return dict(rows)


def with_words(rows: QuerySet[Course], text: str) -> QuerySet[Course]:
    """Of courses he may see, by the code of the case or by words of a name."""
    wanted = text.strip()
    ill = people.visible(system()).filter(Exists(Course.objects.filter(case__person=OuterRef("pk"))))
    found = people.like(ill, wanted).values_list("pk", flat=True)
    return rows.filter(Q(case__person__in=list(found)) | Q(case__code__icontains=wanted))


def measure_of(row: Any) -> rules.Measure:
    """What a triage, a round or a course says was measured."""
    return rules.Measure(
        spo2=row.spo2, rr=row.rr, temperature=getattr(row, "temperature", None), critical=row.severity == rules.Severity.CRITICAL,
        symptoms=getattr(row, "symptoms", False),
    )  # fmt: skip


def leaving_of(*, by: Actor, course: Course, at: datetime) -> rules.Leaving | None:
    """What must hold before he goes home; None where no regulation says."""
    try:
        return rules.leaving(
            disease=course.disease, area=course.area_path, began=timezone.localdate(course.began_at), now=at,
            symptomatic=course.symptomatic, free_since=course.free_since, tests=_tests(course), today=timezone.localdate(at),
        )  # fmt: skip
    except NoRegulation:
        return None


def _tests(course: Course) -> list[rules.Specimen]:
    samples = laboratory.of_case(
        by=system(), case_id=course.case_id, person_id=course.case.person_id, disease=course.disease
    )
    tests = laboratory.tests_of(by=system(), sample_ids=[s.pk for s in samples])
    found = []
    for sample in samples:
        for test in tests.get(sample.pk, ()):
            if hasattr(test, "replaced_by") or test.result not in ("negative", "positive"):
                continue
            pcr = test.method != "antigen"
            found.append(rules.Specimen(sample.collected_at, test.result == "negative", pcr, test.ct))
    return found


def home_list(*, by: Actor, course: Course) -> tuple[list[rules.HomeCondition], str]:
    """The conditions of being treated at home as they stand, and where they are written."""
    return home_conditions_of(
        disease=course.disease, area=course.area_path, on=timezone.localdate(course.began_at), measure=measure_of(course),
        said={int(n): bool(met) for n, met in course.home_said.items()},
    )  # fmt: skip


def home_conditions_of(
    *, disease: str, area: str, on: date, measure: rules.Measure, said: dict[int, bool]
) -> tuple[list[rules.HomeCondition], str]:
    """The conditions in force on a day, and the name of the regulation."""
    ruling = rules.home_care(disease, on, area)
    return rules.home_conditions(ruling.value, measure, said), ruling.explanation.chosen.name


@dataclass(frozen=True, slots=True)
class Line:
    """One act on a course: when, who, what, why."""

    at: datetime
    who: str
    title: str
    reason: str = ""
    changes: tuple[tuple[str, str, str], ...] = ()


def history_of(*, by: Actor, course: Course) -> list[Line]:
    """Everything done about it, the newest first; old values of what was corrected."""
    rows = AuditEntry.objects.filter(subject_id=course.pk, action__in=list(ACTS)).order_by("-id")[:200]
    found = []
    for e in rows:
        said = str(e.detail.get("said") or "")
        title = _(ACTS[e.action])
        found.append(Line(e.at, e.actor_name, f"{title}: {said}" if said else title))
    return found
