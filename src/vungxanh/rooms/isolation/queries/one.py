"""One decision, or all of them, as far as ``by`` may see."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from vungxanh.common.access import seen
from vungxanh.common.models import AuditEntry
from vungxanh.kernel.actor import Actor, system
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import NotYours
from vungxanh.kernel.text import gettext_noop
from vungxanh.rooms.isolation import rules
from vungxanh.rooms.isolation.models import Decision, Paper
from vungxanh.rooms.people import queries as people

SEE = Permission.ISOLATION_SEE
SHOWN = 100
ACTS = {
    "isolation.decide": gettext_noop("Ra quyết định cách ly"),
    "isolation.decide_for_case": gettext_noop("Ra quyết định cách ly theo danh sách"),
    "isolation.change_until": gettext_noop("Đổi ngày hết cách ly"),
    "isolation.serve": gettext_noop("Giao quyết định"),
    "isolation.check": gettext_noop("Điểm danh"),
    "isolation.report_self": gettext_noop("Tự khai báo"),
    "isolation.handle_illness": gettext_noop("Xử trí triệu chứng"),
    "isolation.keep_on": gettext_noop("Giữ cách ly dù ca bệnh đã loại trừ"),
    "isolation.open_self_links": gettext_noop("Cấp liên kết tự khai báo"),
    "isolation.revoke_self_link": gettext_noop("Thu hồi liên kết tự khai báo"),
    "isolation.note_home": gettext_noop("Xem điều kiện cách ly tại nhà"),
    "isolation.open_for_paper": gettext_noop("In giấy tờ"),
    "isolation.new_clock": gettext_noop("Tính lại ngày vì tiếp xúc mới"),
}
"""What the audit trail tells of one decision; beds and the end stand in the tables, whoever did them for how many."""
ENDS = {
    "released": gettext_noop("Cho hết cách ly"), "revoked": gettext_noop("Thu hồi quyết định"),
    "positive": gettext_noop("Dương tính, thành ca bệnh"),
}  # fmt: skip


def visible(by: Actor) -> QuerySet[Decision]:
    """Decisions about those who live in, or are isolated at a site in, the areas of ``by``; in no order."""
    return Decision.objects.filter(seen(by, SEE) | seen(by, SEE, "site_area_path"))


def get(*, by: Actor, isolation_id: UUID) -> Decision:
    """One decision with its paper and site; NotYours when there is none he may see."""
    found = visible(by).select_related("paper__issuer", "site", "case").filter(pk=isolation_id).first()
    if found is None:
        raise NotYours("Không có quyết định cách ly này, hoặc không thuộc địa bàn của bạn.")
    return found


def get_paper(*, by: Actor, paper_id: UUID) -> Paper:
    """One paper with a decision on it that he may see."""
    mine = visible(by).filter(paper=OuterRef("pk"))
    found = Paper.objects.select_related("issuer").filter(Exists(mine), pk=paper_id).first()
    if found is None:
        raise NotYours("Không có quyết định này, hoặc không thuộc địa bàn của bạn.")
    return found


def in_force(*, by: Actor, person_id: UUID, disease: str) -> Decision | None:
    """The decision that keeps him isolated now, if he may see it."""
    rows = visible(by).filter(person=person_id, disease=disease, state=rules.State.IN_FORCE)
    return rows.select_related("paper").first()


def of_person(*, by: Actor, person_id: UUID) -> list[Decision]:
    """All of one person, the newest first."""
    return list(visible(by).filter(person=person_id).select_related("paper", "site").order_by("-created_at", "-id"))


def of_case(*, by: Actor, case_id: UUID, person_id: UUID) -> list[Decision]:
    """Decisions about people who met a case, and about the person of the case; the newest first."""
    rows = visible(by).filter(Q(case=case_id) | Q(person=person_id)).select_related("paper", "site")
    return list(rows.order_by("state", "until_on", "-id")[:SHOWN])


def with_words(rows: QuerySet[Decision], text: str) -> QuerySet[Decision]:
    """Of decisions he may see, by the number of the paper, or by words of a name."""
    wanted = text.strip()
    isolated = people.visible(system()).filter(Exists(Decision.objects.filter(person=OuterRef("pk"))))
    found = Q(person__in=list(people.like(isolated, wanted).values_list("pk", flat=True)))
    number = wanted.partition("/")[0]
    return rows.filter(found | Q(paper__number=int(number)) if number.isdigit() and len(number) < 6 else found)


def conditions_of(*, by: Actor, decision: Decision, today: date) -> list[rules.Condition]:
    """What must hold before he goes home, and what does."""
    tests = [rules.Tested(t.due_on, t.taken_on, t.result) for t in decision.tests.all()]
    return rules.conditions(
        today=today, until=decision.until_on, tests=tests, absent=decision.absent_since is not None
    )  # fmt: skip


def home_list(*, by: Actor, decision: Decision) -> list[tuple[int, str, bool | None]]:
    """(position, condition, holds) of his home by the regulation of the day it was decided; None: not looked at."""
    ruling = rules.home_conditions(decision.disease, decision.from_on, decision.area_path)
    rule = ruling.explanation.chosen.id
    said = {c.position: c.met for c in decision.home_conditions.filter(rule=rule)}
    return [(n, text, said.get(n)) for n, text in enumerate(ruling.value.conditions, start=1)]


@dataclass(frozen=True, slots=True)
class Line:
    """One act on a decision: when, who, what, why."""

    at: datetime
    who: str
    title: str
    text: str


def history_of(*, by: Actor, decision: Decision) -> list[Line]:
    """Everything done about it, the newest first."""
    told: list[Line] = []
    if decision.ended_at is not None:
        told.append(Line(decision.ended_at, decision.ended_by, _(ENDS[decision.state]), decision.ended_why))
    for stay in decision.stays.select_related("room", "bed", "site"):
        where = " · ".join(
            part for part in (stay.site.name, stay.room.building, stay.room.label, stay.bed.label) if part
        )
        if stay.to_at is not None:
            told.append(Line(stay.to_at, "", _("Rời giường"), stay.why_left))
        told.append(
            Line(stay.from_at, stay.by_name, _("Xếp giường"), " · ".join(part for part in (where, stay.why) if part))
        )
    subjects = (decision.pk, decision.paper_id)
    rows = AuditEntry.objects.filter(subject_id__in=subjects, action__in=list(ACTS)).order_by("-id")[:200]
    for e in rows:
        said = str(e.detail.get("said") or e.detail.get("reason") or "")
        told.append(Line(e.at, e.actor_name, _(ACTS[e.action]), said))
    return sorted(told, key=lambda line: line.at, reverse=True)
