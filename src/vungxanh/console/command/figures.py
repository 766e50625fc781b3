"""Which figures stand where on the desk and on the wall."""

from django.utils.translation import gettext as _

from vungxanh.kernel.actor import Actor
from vungxanh.rooms.reports import queries
from vungxanh.rooms.reports.queries import Shown

__all__ = ["PARTS", "Shown", "parts", "stages", "titles"]
PARTS: dict[str, tuple[str, ...]] = {
    "today": (
        "cases_new", "cases_inside", "active", "suspected", "recovered_new", "died_new", "f1_loose", "to_call",
    ),
    "tests": ("samples_new", "results_new", "tubes_returned", "tubes_in_time", "tubes_open", "tubes_late"),
    "beds": ("beds_free", "beds", "iso_beds_free", "iso_beds", "oxygen_days", "sites_now", "home_now"),
    "care": ("in_facility", "at_home", "severe", "critical", "alarms"),
    "levels": ("level_4", "level_3", "level_2", "level_1", "levels_changed"),
    "tasks": ("tasks_late", "tasks_told", "tasks_open", "obstacles"),
    "clock": tuple(
        f"{stage}_{kind}" for stage in ("detect", "report", "trace", "isolate", "treat") for kind in ("open", "late")
    ),
}  # fmt: skip


def titles() -> dict[str, str]:
    """What each part is called."""
    return {
        "scenario": _("Kịch bản ứng phó"), "today": _("Hôm nay"), "tests": _("Xét nghiệm"), "beds": _("Giường, oxy, cách ly"), "care": _("Điều trị"),
        "levels": _("Mức nguy cơ"), "tasks": _("Nhiệm vụ"), "clock": _("Đồng hồ 5S"),
    }  # fmt: skip


def parts(by: Actor, found: queries.Figures) -> dict[str, list[Shown]]:
    """Every part with its figures, each with the list behind it for who may open that."""
    return {name: queries.shown(by=by, found=found, keys=keys) for name, keys in PARTS.items()}


def stages(clock: list[Shown]) -> list[tuple[Shown, Shown]]:
    """(waiting, overdue) of each stage of 5S."""
    return list(zip(clock[::2], clock[1::2], strict=True))
