"""What a page or a paper says of a bulletin besides its figures."""

from dataclasses import dataclass
from datetime import timedelta

from vungxanh.kernel.actor import Actor
from vungxanh.rooms.reports import rules
from vungxanh.rooms.reports.models import Bulletin
from vungxanh.rooms.reports.queries.bulletins import of_day


def added_after(*, by: Actor, found: Bulletin) -> int:
    """Cases of the day before that its own bulletin did not know yet; 0 when it knew all, or there was none."""
    previous = of_day(by=by, area=found.area_path, day=found.day - timedelta(days=1))
    now = rules.from_json(found.values).get("cases_new", rules.Value(None)).before
    told = rules.from_json(previous.values).get("cases_new", rules.Value(None)).n if previous else None
    return int(now - told) if now is not None and told is not None and now > told else 0


@dataclass(frozen=True, slots=True)
class Difference:
    """One figure that is not what the version before said."""

    key: str
    before: rules.Value
    now: rules.Value


def differences(old: Bulletin, new: Bulletin) -> list[Difference]:
    """What a version changed."""
    was, now = rules.from_json(old.values), rules.from_json(new.values)
    unknown = rules.Value(None)
    return [
        Difference(key, was.get(key, unknown), now.get(key, unknown))
        for key in rules.FIGURES
        if was.get(key, unknown).n != now.get(key, unknown).n
    ]
