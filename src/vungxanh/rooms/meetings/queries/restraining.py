"""Which directive on distancing holds in an area on a day, and by which paper."""

from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from vungxanh.common.access import seen
from vungxanh.common.web.formats import vn_date
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import NotYours
from vungxanh.regulations.api import RegulationSet, Subject, all_sets
from vungxanh.rooms.meetings.models import Distancing
from vungxanh.rooms.meetings.rules import Restraint
from vungxanh.rooms.zones import queries as zones


def directives_known() -> list[RegulationSet]:
    """Directives on distancing whose limits are known, those of the country first."""
    found = [one for one in all_sets() if one.subject is Subject.MEETING_LIMIT]
    return sorted(found, key=lambda one: (one.area, one.number))


def restraint(*, by: Actor, area: str, on: date) -> Restraint | None:
    """What holds there that day: a paper of the nearest place, else a directive of the place, else the decided level."""
    return _ordered(area, on) or _of_the_place(area, on) or _of_the_level(by, area, on)


def _line(area: str) -> list[str]:
    return [area[: n + 1] for n, letter in enumerate(area) if letter == "/"]


def _ordered(area: str, on: date) -> Restraint | None:
    rows = Distancing.objects.filter(Q(until=None) | Q(until__gte=on), area_path__in=_line(area), start__lte=on)
    known = {one.id: one for one in directives_known()}
    found = [row for row in rows.filter(withdrawn_at=None) if row.set_id in known]
    if not found:
        return None
    row = max(found, key=lambda one: (len(one.area_path), one.start, one.said_at))
    return _made(known[row.set_id], row.number)


def _of_the_place(area: str, on: date) -> Restraint | None:
    found = [one for one in directives_known() if one.area and area.startswith(one.area) and one.in_force(on)]
    return _made(max(found, key=lambda one: len(one.area)), "") if found else None


def _of_the_level(by: Actor, area: str, on: date) -> Restraint | None:
    for path in reversed(_line(area)):
        decided = zones.decision_in_force(by=by, area=path, on=on)
        if decided is not None:
            sets = [one for one in directives_known() if one.value.level == decided.level]
            said = _("mức %(level)s theo %(number)s") % {"level": decided.level, "number": decided.number}
            return _made(sets[0], said, also="level") if sets else None
    return None


def _made(found: RegulationSet, paper: str, also: str = "") -> Restraint:
    value = found.value
    doubtful = {one.path.rpartition(".")[2] for one in found.facts if not one.verified}
    if also != "level":
        doubtful.discard("level")
    until = _("đến hết %(day)s") % {"day": vn_date(found.effective_to)} if found.area and found.effective_to else ""
    return Restraint(
        name=value.name, paper=paper or until, citation=found.citation, in_room=value.in_room, outside=value.outside,
        rule=value.rule, doubtful=frozenset(doubtful),
    )  # fmt: skip


def orders(by: Actor) -> QuerySet[Distancing]:
    """Papers that apply a directive in one's areas and those above them, the newest first."""
    above = [path for area in by.areas(Permission.MEETING_SEE) for path in _line(area)]
    rows = Distancing.objects.filter(seen(by, Permission.MEETING_SEE) | Q(area_path__in=above))
    return rows.order_by("-start", "-said_at")


def distancing(*, by: Actor, distancing_id: UUID) -> Distancing:
    """One in one's areas; NotYours otherwise."""
    found = Distancing.objects.filter(seen(by, Permission.MEETING_SEE), pk=distancing_id).first()
    if found is None:
        raise NotYours(_("Không tìm thấy văn bản giãn cách này, hoặc nó ngoài địa bàn của bạn."))
    return found
