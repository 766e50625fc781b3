"""Why a contact stands where he stands: call order, follow-up, history."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from vungxanh.common import trail
from vungxanh.common.access import seen
from vungxanh.common.models import AuditEntry
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.regulations.api import Immunity, Subject, as_of
from vungxanh.rooms.tracing import rules
from vungxanh.rooms.tracing.models import Contact, Team
from vungxanh.rooms.tracing.rules.sentences import VIETNAM

ACTS = {
    "log_call": "Gọi điện", "open_phone": "Mở số điện thoại", "isolate_contact": "Ghi cách ly", "follow_up": "Hỏi sức khỏe",
    "override": "Sửa mức tiếp xúc", "clear_override": "Bỏ sửa mức", "turned_positive": "Thành ca bệnh", "take_next": "Nhận để gọi",
}  # fmt: skip
TEAM_ACTS = {
    "form_team": "Lập tổ", "rename_team": "Sửa tổ", "close_team": "Giải thể tổ", "put_member": "Thêm người vào tổ",
    "take_member": "Rút người khỏi tổ", "assign": "Giao người cần gọi",
}  # fmt: skip
TEAM_FIELDS = {"name": "Tên tổ", "decision": "Quyết định thành lập"}


@dataclass(frozen=True, slots=True)
class Line:
    """One act on a contact: when, who, what, why."""

    at: datetime
    who: str
    title: str
    reason: str


def facts_of(c: Contact, at: datetime) -> rules.CallFacts:
    """What the call order looks at."""
    today = at.astimezone(VIETNAM).date()
    born = c.person.birth_year
    return rules.CallFacts(
        level=c.level, days_since_exposure=(today - c.last_exposed_at.astimezone(VIETNAM).date()).days,
        household=c.household, symptoms=c.symptomatic_since is not None, age=today.year - born if born else None,
        exposures=c.exposure_count,
    )  # fmt: skip


def order_of(*, by: Actor, contact: Contact, at: datetime) -> tuple[str, ...]:
    """Why he is where he is in the call order; nothing once the work on him is over."""
    if contact.state not in rules.OPEN or not contact.level:
        return ()
    today = at.astimezone(VIETNAM).date()
    weights = as_of(Subject.CALL_PRIORITY, contact.disease, today, contact.area_path).value
    return rules.priority(facts_of(contact, at), weights)[1]


def follow_of(*, by: Actor, contact: Contact, at: datetime) -> rules.FollowPlan | None:
    """How he is isolated and followed, by the rule of the day of his last exposure; None when he is no contact."""
    if not contact.level:
        return None
    last = contact.last_exposed_at.astimezone(VIETNAM).date()
    immunity = Immunity(doses=contact.person.vaccine_doses, last_dose=contact.person.last_dose_date)
    return rules.follow_plan(
        disease=contact.disease,
        level=contact.level,
        last_exposure=last,
        on=last,
        area=contact.area_path,
        immunity=immunity,
    )


def untidy(*, by: Actor, at: datetime) -> bool:
    """Whether somebody's follow-up has ended, or the order was not counted today (one look at the newest act)."""
    today = at.astimezone(VIETNAM).date()
    rows = Contact.objects.filter(seen(by, Permission.TRACE_SEE), state__in=rules.OPEN)
    if rows.filter(followed_until__lt=today).exists():
        return True
    last = AuditEntry.objects.filter(action="tracing.tidy").order_by("-pk").values_list("at", flat=True).first()
    return (last is None or last.astimezone(VIETNAM).date() != today) and rows.exists()


def reachable_mate(*, by: Actor, contact: Contact) -> UUID | None:
    """The eldest of his household who has a telephone; for who may call him."""
    home = contact.person.household
    if home is None:
        return None
    mates = home.members.exclude(phone_hash="").order_by("birth_year", "pk")
    return mates.values_list("pk", flat=True).first()


def history_of(*, by: Actor, contact: Contact) -> list[Line]:
    """Who did what to this contact, the latest first."""
    rows = AuditEntry.objects.filter(subject_id=contact.pk).order_by("-pk")[:60]
    return [Line(r.at, r.actor_name, ACTS.get(r.action.split(".")[-1], r.action), _reason(r.detail)) for r in rows]


def history_of_team(*, by: Actor, team: Team) -> list[trail.Line]:
    """What was done to a team that ``by`` may see, the latest first; a corrected decision with what stood before."""
    return trail.told(team.pk, TEAM_ACTS, TEAM_FIELDS)


def _reason(detail: dict[str, object]) -> str:
    args = detail.get("args")
    found = detail.get("reason") or (args.get("reason") if isinstance(args, dict) else "")
    return str(found or "")
