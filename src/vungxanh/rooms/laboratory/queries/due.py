"""Who must be sampled: by what this room knows, and by what other rooms offer."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Protocol
from uuid import UUID

from django.utils import timezone

from vungxanh.common.access import within
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.text import fold
from vungxanh.kernel.text import gettext_noop as _
from vungxanh.rooms.laboratory import rules
from vungxanh.rooms.laboratory.models import GroupMember, RiskGroup, Sample, Wanted
from vungxanh.rooms.laboratory.queries.tubes import sampling_rules
from vungxanh.rooms.people import queries as people

MOST = 50_000
WHY_NOBODY = {
    rules.Reason.TEST_DAY: _("Không ai trong địa bàn đến ngày xét nghiệm."),
    rules.Reason.RISK_GROUP: _(
        "Không tìm thấy ai thuộc nhóm này đến hạn lấy mẫu lại: xem từ ngữ nghề nghiệp của nhóm."
    ),
    rules.Reason.AREA: _("Địa bàn này chưa có người nào trong danh sách dân cư."),
    rules.Reason.SWEEP: _("Địa bàn này chưa có hộ nào trong danh sách dân cư."),
    rules.Reason.SYMPTOMS: _("Không ai trong địa bàn đang có triệu chứng mà chưa được lấy mẫu."),
}


class Source(Protocol):
    """What another room knows of people to be sampled."""

    def __call__(self, *, by: Actor, day: date, area: str, disease: str) -> Iterable[rules.Candidate]: ...


SOURCES: dict[rules.Reason | rules.GroupKind, list[Source]] = {}


def offer(reason: rules.Reason | rules.GroupKind, source: Source) -> None:
    """A room above says whom it wants sampled for ``reason``, or who is in groups of a kind; called in ``site/wiring.py``."""
    known = SOURCES.setdefault(reason, [])
    if source not in known:
        known.append(source)


def candidates(
    *,
    by: Actor,
    at: datetime,
    reason: rules.Reason,
    area: str,
    disease: str,
    day: date,
    group: RiskGroup | None = None,
    representatives: bool = False,
    hamlet: str = "",
) -> list[rules.Candidate]:
    """Everybody in ``area`` to be sampled for ``reason`` by ``day``; nobody who was sampled today already."""
    if reason in (rules.Reason.TEST_DAY, rules.Reason.SYMPTOMS):
        found = _offered(reason, by, area, disease, day)
    elif reason is rules.Reason.RISK_GROUP and group is not None:
        found = _of_group(by, area, disease, day, group)
    elif reason in (rules.Reason.AREA, rules.Reason.SWEEP):
        found = _living(by, area, disease, day, representatives, hamlet)
    else:
        return []
    start = timezone.localtime(at).replace(hour=0, minute=0, second=0, microsecond=0)
    done = _sampled_since(disease, start, [one.person_id for one in found])
    return [one for one in found if one.person_id not in done][:MOST]


def _sampled_since(disease: str, since: datetime, persons: Sequence[UUID]) -> set[UUID]:
    rows = Sample.objects.filter(person__pk__among=set(persons), disease=disease, collected_at__gte=since)
    return set(rows.values_list("person_id", flat=True))


def _offered(
    what: rules.Reason | rules.GroupKind, by: Actor, area: str, disease: str, day: date
) -> list[rules.Candidate]:
    return [one for s in SOURCES.get(what, ()) for one in s(by=by, day=day, area=area, disease=disease)]


def _of_group(by: Actor, area: str, disease: str, day: date, group: RiskGroup) -> list[rules.Candidate]:
    """Its people by its kind and those put in by hand, whose last sample is older than its cadence."""
    kind = rules.GroupKind(group.people)
    words = rules.words_of(group.occupations)
    living = people.visible(by).filter(within(area))
    rows: list[tuple[UUID, str]] = []
    if kind is rules.GroupKind.OCCUPATION and words:
        said = [one for one in _occupations(by, area) if rules.belongs(one, words)]
        rows = list(living.filter(occupation__in=said).order_by().values_list("pk", "area_path")[:MOST])
    elif kind is not rules.GroupKind.LISTED:
        rows = [(one.person_id, one.area_path) for one in _offered(kind, by, area, disease, day)][:MOST]
        if words and rows:
            said = [one for one in _occupations(by, area) if rules.belongs(one, words)]
            working = living.filter(occupation__in=said, pk__among={pk for pk, _path in rows})
            rows = list(working.order_by().values_list("pk", "area_path"))
    by_hand = GroupMember.objects.filter(within(area), group=group)
    every = dict([*rows, *by_hand.values_list("person_id", "area_path")])
    recent = timezone.make_aware(datetime.combine(day - timedelta(days=group.cadence_days - 1), datetime.min.time()))
    sampled = _sampled_since(disease, recent, list(every))
    return [rules.Candidate(pk, path, day, group.name[:100]) for pk, path in every.items() if pk not in sampled]


def _occupations(by: Actor, area: str) -> list[str]:
    rows = people.visible(by).filter(within(area)).exclude(occupation="").order_by()
    return list(rows.values_list("occupation", flat=True).distinct())


def _living(by: Actor, area: str, disease: str, day: date, representatives: bool, hamlet: str) -> list[rules.Candidate]:
    rows = people.visible(by).filter(within(area))
    rows = (rows.filter(hamlet=hamlet) if hamlet else rows).order_by("household_id", "birth_year", "pk")
    every = list(rows.values_list("pk", "area_path", "household_id")[:MOST])
    if not representatives:
        return [rules.Candidate(pk, path, day) for pk, path, _home in every]
    rule = sampling_rules(disease, day, area)
    homes: dict[UUID, list[rules.Candidate]] = {}
    for pk, path, home in every:
        homes.setdefault(home or pk, []).append(rules.Candidate(pk, path, day))
    few, many = rule.household_few, rule.household_many
    chosen = [rules.representatives(_outgoing(some), rule.household_small, few, many) for some in homes.values()]
    return [one for some in chosen for one in some]


def _outgoing(members: list[rules.Candidate]) -> list[rules.Candidate]:
    """Those of middle age first: they go out most. ``members`` come the eldest first."""
    middle = len(members) // 2
    return [one for _away, one in sorted(enumerate(members), key=lambda pair: (abs(pair[0] - middle), pair[0]))]


def to_gather(
    *,
    by: Actor,
    at: datetime,
    area: str,
    disease: str,
    day: date,
    reason: rules.Reason,
    groups: Sequence[RiskGroup] = (),
) -> list[rules.Candidate]:
    """Whom the day's list takes in for ``reason``: test days, symptoms, locked areas whose round is due, ``groups``."""
    if reason is rules.Reason.AREA:
        found = _offered(reason, by, area, disease, day)
    elif reason is rules.Reason.RISK_GROUP:
        found = [one for group in groups for one in _of_group(by, area, disease, day, group)]
    else:
        return candidates(by=by, at=at, reason=reason, area=area, disease=disease, day=day)
    start = timezone.localtime(at).replace(hour=0, minute=0, second=0, microsecond=0)
    done = _sampled_since(disease, start, [one.person_id for one in found])
    return [one for one in found if one.person_id not in done][:MOST]


def group_due(*, by: Actor, at: datetime, group: RiskGroup, disease: str = "covid19") -> int:
    """How many of a group are due today, as far as ``by`` may see."""
    return len(_of_group(by, group.area_path, disease, timezone.localdate(at), group))


def household_members(*, by: Actor, household_id: UUID) -> list[UUID]:
    """Who lives in a household."""
    return [one.pk for one in people.members(by, household_id)]


def anybody_new(*, by: Actor, at: datetime, area: str, disease: str, day: date) -> bool:
    """Whether the day's list misses somebody."""
    found = {
        one.person_id
        for reason in rules.GATHERED
        for one in to_gather(by=by, at=at, area=area, disease=disease, day=day, reason=reason)
    }
    there = Wanted.objects.filter(person__pk__among=found, disease=disease, state=rules.WantedState.WAITING)
    return bool(found) and there.count() < len(found)


MOST_TYPED = 500
"""Lines of a pasted list read at once."""


def find_typed(
    *, by: Actor, lines: Sequence[rules.TypedLine], area: str = ""
) -> tuple[list[UUID], list[tuple[rules.TypedLine, str]]]:
    """Persons of a pasted list, and the lines that fit nobody or several, each with why. A name must fit whole."""
    found: list[UUID] = []
    left: list[tuple[rules.TypedLine, str]] = []
    for line in lines[:MOST_TYPED]:
        hits = [one for one in people.search(by, line.text, limit=30) if one.area_path.startswith(area)]
        if not line.text.replace(" ", "").isdigit():
            hits = [one for one in hits if fold(one.full_name) == fold(line.text)]
        if line.year is not None:
            hits = [one for one in hits if one.birth_year == line.year]
        if len(hits) == 1:
            found.append(hits[0].pk)
        else:
            left.append(
                (
                    line,
                    _("nhiều người trùng tên: ghi thêm năm sinh hoặc số giấy tờ") if hits else _("không tìm thấy ai"),
                )
            )
    left += [(line, _("quá 500 dòng: dán phần còn lại lần sau")) for line in lines[MOST_TYPED:]]
    return list(dict.fromkeys(found)), left
