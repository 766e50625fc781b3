"""Making, remarking, correcting and signing bulletins."""

from dataclasses import asdict
from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from vungxanh.common.actions import action
from vungxanh.common.audit import about, note
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import Refused
from vungxanh.rooms.places import queries as places
from vungxanh.rooms.reports import queries, rules
from vungxanh.rooms.reports.actions.figures import COUNTER
from vungxanh.rooms.reports.models import Bulletin, BulletinTimer
from vungxanh.rooms.reports.queries.standing import with_before

WRITE, SIGN = Permission.BULLETIN_WRITE, Permission.BULLETIN_SIGN


@action(needs=WRITE, area="area_path")
def make(*, by: Actor, at: datetime, area_path: str, day: date) -> Bulletin:
    """The bulletin of an area and day, with the figures of now; the one there is when it was made before."""
    known = queries.of_day(by=COUNTER, area=area_path, day=day)
    if known is not None:
        return known
    today = timezone.localdate(at)
    if day > today:
        raise Refused(_("Chưa tới ngày này."), field="day")
    if places.display_name(by=by, path=area_path) == area_path:
        raise Refused(_("Không có địa bàn này."), field="area")
    made = Bulletin.objects.create(
        area_path=area_path, day=day, number=queries.first_number(area_path, day), cut_off=_cut_off(day, at),
        values=rules.to_json(_values(area_path, day, at)), patients=_patients(area_path, day, at), made_at=at,
        made_by=by.name,
    )  # fmt: skip
    about(made)
    return made


def _cut_off(day: date, at: datetime) -> datetime:
    over = timezone.make_aware(datetime.combine(day + timedelta(days=1), datetime.min.time()))
    return min(at, over)


def _values(area: str, day: date, at: datetime) -> dict[str, rules.Value]:
    """Today's are counted; of a day gone by what was counted last on it stands, and its flows are counted anew."""
    fresh = queries.count(by=COUNTER, at=at, area=area, day=day)
    before = queries.as_of_day(by=COUNTER, area=area, day=day - timedelta(days=1))
    if day < timezone.localdate(at):
        then = queries.as_of_day(by=COUNTER, area=area, day=day)
        known = then.values if then else {}
        lost = rules.Value(None, why=_("Ngày này không được chốt số liệu, không đếm lại được."))
        fresh = {key: value if rules.FIGURES[key].countable else known.get(key, lost) for key, value in fresh.items()}
    return with_before(fresh, before.values if before else {})


def _patients(area: str, day: date, at: datetime) -> list[dict[str, object]]:
    days = queries.setting(area, day).value.patient_days
    return [asdict(line) for line in queries.lines(by=COUNTER, at=_cut_off(day, at), area=area, day=day, days=days)]


@action(needs=WRITE)
def remark(*, by: Actor, at: datetime, bulletin_id: UUID, text: str) -> Bulletin:
    """What is said besides the figures."""
    found = _mine(by, bulletin_id)
    rules.check_writable(found.state, found.latest)
    found.remarks = rules.check_remarks(text)
    found.save(update_fields=["remarks"])
    return found


@action(needs=WRITE)
def restate(*, by: Actor, at: datetime, bulletin_id: UUID, reason: str) -> Bulletin:
    """A new version with what is known now; of a day gone by only what can still be counted. The old one stays."""
    found = _mine(by, bulletin_id)
    values = _values(found.area_path, found.day, at)
    same_day = found.day == timezone.localdate(at)
    fresh = rules.of_version(values, rules.from_json(found.values), same_day=same_day)
    return _next(by, at, found, fresh, rules.check_restating(reason), counted_now=same_day)


@action(needs=WRITE)
def correct(*, by: Actor, at: datetime, bulletin_id: UUID, figure: str, number: float, reason: str) -> Bulletin:
    """A new version in which one number is as somebody says it, with the reason."""
    found = _mine(by, bulletin_id)
    said = rules.check_restating(reason)
    fresh = rules.corrected(rules.from_json(found.values), {figure: number}, said)
    return _next(by, at, found, fresh, said, counted_now=False)


def _next(by: Actor, at: datetime, old: Bulletin, values: rules.Values, reason: str, *, counted_now: bool) -> Bulletin:
    if not old.latest:
        raise Refused(_("Bản này đã có bản đính chính thay thế; hãy mở bản mới nhất."))
    Bulletin.objects.filter(pk=old.pk).update(latest=False)
    made = Bulletin.objects.create(
        area_path=old.area_path, day=old.day, version=old.version + 1, number=old.number,
        cut_off=at if counted_now else old.cut_off, values=rules.to_json(values),
        patients=_patients(old.area_path, old.day, at) if counted_now else old.patients, remarks=old.remarks,
        reason=reason[:400], made_at=at, made_by=by.name,
    )  # fmt: skip
    about(made)
    note(version=made.version, instead_of=str(old.pk))
    return made


@action(needs=SIGN)
def sign(*, by: Actor, at: datetime, bulletin_id: UUID, title: str = "") -> Bulletin:
    """Stand for it: from now on it stays as it is."""
    found = queries.bulletin(by=by, bulletin_id=bulletin_id)
    by.check(SIGN, found.area_path)
    rules.check_writable(found.state, found.latest)
    found.state, found.signed_at, found.signed_by = rules.State.SIGNED, at, by.name
    found.signer_title = title.strip()[:120]
    found.save(update_fields=["state", "signed_at", "signed_by", "signer_title"])
    return found


@action(needs=SIGN, area="area_path")
def set_timer(*, by: Actor, at: datetime, area_path: str, hour: int | None) -> BulletinTimer:
    """From which hour on the bulletin of an area is made by itself; None: only by hand."""
    if hour is not None and not 0 <= hour <= 23:
        raise Refused(_("Giờ từ 0 đến 23."), field="hour")
    made, _new = BulletinTimer.objects.update_or_create(
        area_path=area_path, defaults={"hour": hour, "said_at": at, "by_name": by.name}
    )
    about(made)
    return made


def _mine(by: Actor, bulletin_id: UUID) -> Bulletin:
    found = queries.bulletin(by=by, bulletin_id=bulletin_id)
    by.check(WRITE, found.area_path)
    return found
