"""What the pages of the room say alike."""

from collections.abc import Collection
from uuid import UUID

from django.utils.translation import gettext as _

from vungxanh.common.web.formats import vn_number
from vungxanh.kernel.actor import Actor
from vungxanh.rooms.agencies import queries as agencies
from vungxanh.rooms.pipeline import queries, rules
from vungxanh.rooms.pipeline.models import StageClock
from vungxanh.rooms.pipeline.rules import Stage
from vungxanh.rooms.tracing import queries as tracing

FIELD = {
    Stage.DETECT: "testing",
    Stage.REPORT: "reporting",
    Stage.TRACE: "tracing",
    Stage.ISOLATE: "isolation",
    Stage.TREAT: "treatment",
}
"""The area of work (kernel.work) whose leader answers for a stage."""


def stages() -> list[tuple[str, str]]:
    """To choose from."""
    return [(stage.value, _(rules.STAGE_NAMES[stage])) for stage in Stage]


def doubt(limit: queries.Limit) -> str:
    """What a reader must know before he takes the limit for law."""
    if limit.own:
        return _("mốc của đơn vị")
    if not limit.law:
        return _("mốc tự đặt, cần xác nhận")
    return "" if limit.sure else _("cần xác nhận")


def hours(value: float | None) -> str:
    """``6 giờ``, ``1,5 giờ``, ``–``."""
    if value is None:
        return "–"
    return _("%(n)s giờ") % {"n": vn_number(value, 0 if value >= 10 or value == int(value) else 1)}


def owners(by: Actor, rows: Collection[StageClock]) -> dict[UUID, str]:
    """Who does the next thing: the tracing team, else the leader who answers for the field there. By the clock's id."""
    pairs = {(row.area_path, FIELD[Stage(row.stage)]) for row in rows}
    leaders = agencies.responsible_of(by, pairs)
    teams = dict(tracing.visible_teams(by).filter(pk__in={row.team_id for row in rows}).values_list("pk", "name"))
    found = {}
    for row in rows:
        leader = leaders.get((row.area_path, FIELD[Stage(row.stage)]))
        found[row.pk] = (teams.get(row.team_id, "") if row.team_id else "") or (leader.leader if leader else "")
    return found
