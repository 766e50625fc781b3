"""The engine of scenarios with the resources a response plan counts. Pure."""

from collections.abc import Iterable, Mapping

from vungxanh.engine.scenario.api import HORIZON, Gap, Mix, Use, Want, active_on, days_to, to_next
from vungxanh.engine.scenario.api import gaps as table
from vungxanh.engine.scenario.api import needed as needs
from vungxanh.engine.scenario.api import runs_out as ends
from vungxanh.regulations.risk import Need, Resource

USES = {
    Resource.TREATMENT_BEDS: Use.EACH, Resource.MODERATE_BEDS: Use.SERIOUS, Resource.ISOLATION_BEDS: Use.READY,
    Resource.SAMPLES: Use.READY, Resource.OXYGEN: Use.GAS,
}  # fmt: skip
__all__ = ["HORIZON", "USES", "Gap", "Mix", "active_on", "days_to", "gaps", "needed", "runs_out", "to_next"]


def needed(resource: Resource, active: float, mix: Mix) -> float | None:
    """What so many cases need of a resource; None where only the plan says."""
    return needs(USES[resource], active, mix)


def runs_out(resource: Resource, there: float | None, active: float, growth: float, mix: Mix) -> int | None:
    """The day it is not enough any more."""
    return ends(USES[resource], there, active, growth, mix)


def gaps(
    *, scenario: int, active: float, growth: float, mix: Mix, plan: Iterable[Need], there: Mapping[Resource, float]
) -> list[Gap]:
    """The table: every resource once."""
    wanted = {need.resource: need for need in plan if scenario in need.scenarios}
    wants = [
        Want(
            r, USES[r], float(wanted[r].amount) if r in wanted else None, there.get(r), wanted[r].text if r in wanted else ""
        )
        for r in Resource
    ]  # fmt: skip
    return table(active=active, growth=growth, mix=mix, wants=wants)
