"""This centre: its name and area; the clock everybody reads, set back in a simulation."""

import time
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError
from django.utils import timezone

from vungxanh.common.actions import action
from vungxanh.common.models import CentreSetting
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission

_FRESH_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Centre:
    """Name, area path, and for a simulation how much its clock differs from the wall's."""

    name: str = ""
    area_path: str = ""
    simulated: bool = False
    clock_offset: timedelta = timedelta(0)


_held: tuple[float, Centre] | None = None


def current() -> Centre:
    """This centre, read from the database at most every few seconds."""
    global _held
    if _held is None or time.monotonic() - _held[0] > _FRESH_SECONDS:
        try:
            found = dict(CentreSetting.objects.values_list("key", "value"))
        except (DatabaseError, ImproperlyConfigured):
            return Centre()
        _held = (
            time.monotonic(),
            Centre(
                name=found.get("name", ""),
                area_path=found.get("area_path", ""),
                simulated=found.get("simulated", False),
                clock_offset=timedelta(seconds=found.get("clock_offset_s", 0)),
            ),
        )
    return _held[1]


def forget() -> None:
    """Read again at the next question (after a change, and between tests)."""
    global _held
    _held = None


def now() -> datetime:
    """The centre's time: views, commands and jobs take ``at`` from here, nothing below them reads a clock."""
    return timezone.now() + current().clock_offset


def seen_at(clock: datetime) -> datetime:
    """A moment of the wall's clock (when something was computed) as the centre's time, for people to read."""
    return clock + current().clock_offset


@action(needs=Permission.SYSTEM)
def set_up(
    *,
    by: Actor,
    at: datetime,
    name: str,
    area_path: str,
    simulated: bool = False,
    clock_offset: timedelta = timedelta(0),
) -> None:
    """Say what this centre is."""
    values = {
        "name": name, "area_path": area_path, "simulated": simulated, "clock_offset_s": clock_offset.total_seconds(),
    }  # fmt: skip
    for key, value in values.items():
        CentreSetting.objects.update_or_create(key=key, defaults={"value": value})
    forget()
