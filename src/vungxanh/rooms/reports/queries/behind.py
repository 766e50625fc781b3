"""The list behind each figure: the same filters the figure was counted by."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.http import urlencode

from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission as May
from vungxanh.rooms.reports.queries.asked import DISEASE
from vungxanh.rooms.reports.queries.kept import CRITICAL, SEVERE
from vungxanh.rooms.reports.queries.sick import INSIDE, WAITING
from vungxanh.rooms.reports.rules import LEVELS, STAGES, late_key, level_key, open_key
from vungxanh.rooms.sites.queries import ISOLATES

AWAY = ("centralised", "commune", "hotel", "dormitory")
FOLLOWED = (*WAITING, "reached", "followed")


@dataclass(frozen=True, slots=True)
class Behind:
    """The list of a figure: its page, who may open it, the filters; ``of_day``: those that take the day."""

    page: str
    needs: May
    filters: tuple[tuple[str, Any], ...] = ()
    of_day: tuple[str, ...] = ()


def _cases(*filters: tuple[str, Any], of_day: str = "", status: Any = "confirmed") -> Behind:
    return Behind("cases:index", May.CASE_SEE, (("status", status), ("disease", DISEASE), *filters), _ends(of_day))


def _samples(*filters: tuple[str, Any], of_day: str = "") -> Behind:
    return Behind("laboratory:index", May.SAMPLE_SEE, (("disease", DISEASE), *filters), _ends(of_day))


def _tubes(*filters: tuple[str, Any], of_day: str = "") -> Behind:
    return Behind("laboratory:clock", May.SAMPLE_SEE, (("disease", DISEASE), *filters), _ends(of_day))


def _held(*filters: tuple[str, Any], of_day: str = "", kinds: Any = AWAY) -> Behind:
    return Behind(
        "isolation:index", May.ISOLATION_SEE, (("disease", DISEASE), ("kind", kinds), *filters), _ends(of_day)
    )


def _contacts(*filters: tuple[str, Any], state: Any = FOLLOWED) -> Behind:
    return Behind("tracing:contacts", May.TRACE_SEE, (("disease", DISEASE), ("state", state), *filters))


def _care(*filters: tuple[str, Any], of_day: str = "") -> Behind:
    return Behind("treatment:index", May.TREATMENT_SEE, (("disease", DISEASE), *filters), _ends(of_day))


def _stage(stage: str, *filters: tuple[str, Any]) -> Behind:
    return Behind("pipeline:waiting", May.CASE_SEE, (("stage", stage), ("disease", DISEASE), *filters))


def _ends(name: str) -> tuple[str, ...]:
    return (f"{name}_from", f"{name}_to") if name else ()


def _beds() -> Behind:
    return Behind("sites:index", May.SITE_SEE, (("state", "active"), ("kind", tuple(kind.value for kind in ISOLATES))))


_ALL_HELD = ("in_force", "released", "positive")
_NOW = ("state", "running")
LISTS: dict[str, Behind] = {
    "cases_new": _cases(of_day="diagnosed"),
    "cases_inside": _cases(("detection", INSIDE), of_day="diagnosed"),
    "active": _cases(("outcome", ("unknown", "ill"))),
    "suspected": _cases(status=("suspected", "probable")),
    "recovered_new": _cases(("outcome", "recovered"), of_day="ended"),
    "died_new": _cases(("outcome", "died"), of_day="ended"),
    "cases_total": _cases(),
    "recovered_total": _cases(("outcome", "recovered")),
    "died_total": _cases(("outcome", "died")),
    "samples_new": _samples(of_day="collected"),
    "results_new": _samples(of_day="resulted"),
    "samples_total": _samples(),
    "samples_positive": _samples(("result", "positive")),
    "samples_negative": _samples(("result", "negative")),
    "samples_waiting": _samples(("result", "pending")),
    "tubes_returned": _tubes(of_day="returned"),
    "tubes_in_time": _tubes(("late", 0), of_day="returned"),
    "tubes_open": _tubes(),
    "tubes_late": _tubes(("late", 1)),
    "sites_now": _held(("state", "in_force")),
    "sites_new": _held(("state", _ALL_HELD), of_day="since"),
    "sites_ended": _held(("state", "released"), of_day="ended"),
    "sites_total": _held(("state", _ALL_HELD)),
    "sites_ended_total": _held(("state", "released")),
    "home_now": _held(("state", "in_force"), kinds="home"),
    "home_new": _held(("state", _ALL_HELD), of_day="since", kinds="home"),
    "f1": _contacts(("level", 1)),
    "f1_loose": _contacts(("level", 1), ("loose", 1)),
    "f2": _contacts(("level", 2)),
    "to_call": _contacts(state=WAITING),
    "in_facility": _care(_NOW, ("place", "facility")),
    "at_home": _care(_NOW, ("place", "home")),
    "severe": _care(_NOW, ("severity", SEVERE)),
    "critical": _care(_NOW, ("severity", CRITICAL)),
    "alarms": _care(("work", "alarm")),
    "admitted_new": _care(of_day="began"),
    "discharged_new": _care(("state", "ended"), of_day="ended"),
    "beds": Behind("treatment:tower", May.TREATMENT_SEE),
    "beds_free": Behind("treatment:tower", May.TREATMENT_SEE),
    "oxygen_days": Behind("treatment:tower", May.TREATMENT_SEE),
    "iso_beds": _beds(),
    "iso_beds_free": _beds(),
    **{open_key(stage): _stage(stage) for stage in STAGES},
    **{late_key(stage): _stage(stage, ("late", 1)) for stage in STAGES},
    **{
        level_key(n): Behind("zones:index", May.LEVEL_SEE, (("unit", "commune"), ("level", n)))
        for n in LEVELS
    },
    "levels_changed": Behind("zones:index", May.LEVEL_SEE, (("unit", "commune"), ("changed", 1))),
    "tasks_late": Behind("tasks:index", May.TASK_SEE, (("timing", "late"),)),
    "tasks_told": Behind("tasks:index", May.TASK_SEE, (("timing", "escalated"),)),
    "tasks_open": Behind("tasks:index", May.TASK_SEE, (("timing", "open"),)),
    "obstacles": Behind("tasks:obstacles", May.TASK_SEE, (("state", "open"),)),
}  # fmt: skip
WHOLE = ("treatment:tower",)
"""Pages of the reader's whole area, which take no filter."""


def link_of(by: Actor, key: str, area: str, day: date) -> str:
    """The address of the list behind a figure; "" for who may not open it, or only a part of it."""
    behind = LISTS.get(key)
    if behind is None or not by.may(behind.needs, area):
        return ""
    try:
        url = reverse(behind.page)
    except NoReverseMatch:  # a room that this installation does not have
        return ""
    if behind.page in WHOLE:
        return url
    query = [*behind.filters, *((name, day.isoformat()) for name in behind.of_day), ("area", area)]
    return f"{url}?{urlencode(query, doseq=True)}"
