"""Figures of the 5S clock, of levels, of tasks."""

from django.db.models import Count, F
from django.utils.translation import gettext as _

from vungxanh.rooms.pipeline import queries as pipeline
from vungxanh.rooms.reports.queries.asked import DISEASE, Ask, missing, plain
from vungxanh.rooms.reports.queries.sick import keys_of
from vungxanh.rooms.reports.rules import LEVELS, STAGES, Section, Value, late_key, level_key, open_key
from vungxanh.rooms.tasks import queries as tasks
from vungxanh.rooms.zones import queries as zones


def of_clock(ask: Ask) -> dict[str, Value]:
    """What runs and what is overdue, by stage."""
    if not pipeline.visible(ask.by).exists():
        return missing(keys_of(Section.CLOCK), _("Chưa có ca bệnh nào được tính giờ 5S."))
    found = dict.fromkeys(STAGES, (0, 0))
    runs = pipeline.running(by=ask.by, at=ask.at, area=ask.area, disease=DISEASE)
    for (_path, stage), (n, over) in runs.items():
        if stage in found:
            found[stage] = (found[stage][0] + n, found[stage][1] + over)
    return {
        key: plain(n)
        for stage, (total, late) in found.items()
        for key, n in ((open_key(stage), total), (late_key(stage), late))
    }


def of_levels(ask: Ask) -> dict[str, Value]:
    """Communes of each level as the criteria say, and how many are at another one than yesterday."""
    rows = zones.standing(ask.by).filter(ask.here, unit="commune").order_by()
    counted = dict(rows.filter(unread=False).values_list("level").annotate(n=Count("*")))
    unread = rows.filter(unread=True).count()
    if not counted and not unread:
        return missing(keys_of(Section.LEVELS), _("Chưa đánh giá mức nguy cơ của xã nào."))
    found = {level_key(level): plain(counted.get(level, 0)) for level in LEVELS}
    changed = rows.filter(since=F("day"), before__isnull=False).count()
    behind = rows.filter(day__lt=ask.day).count()
    parts = [_("%(n)d xã chưa đánh giá hôm nay.") % {"n": behind}] if behind else []
    if unread:
        parts.append(_("%(n)d xã chưa đủ số liệu để nói mức.") % {"n": unread})
    part = " ".join(parts)
    return {**found, "levels_changed": Value(float(changed), part=part)}


def of_tasks(ask: Ask) -> dict[str, Value]:
    """Tasks somebody does, and what was raised and not answered."""
    every = tasks.visible(ask.by)
    found: dict[str, Value] = {}
    if every.exists():
        n = tasks.counts(every.filter(ask.here), ask.at)
        found |= {"tasks_late": plain(n.late), "tasks_told": plain(n.escalated), "tasks_open": plain(n.open)}
    else:
        found |= missing(("tasks_late", "tasks_told", "tasks_open"), _("Chưa giao nhiệm vụ nào trong hệ thống."))
    open_ = tasks.obstacles(ask.by).filter(ask.here, state="open").order_by().count()
    return found | {"obstacles": plain(open_)}
