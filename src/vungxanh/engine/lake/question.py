"""F1..Fn as Ibis expressions: one definition for every engine, the same people and instants as `engine.tracing`.

A stay of m seconds together counts. So somebody infectious at a place from s to e can expose people who are there at
an *instant of entry* in [s, e - m], and somebody there from a to b can be exposed in [a, b - m]: two stays count when
these intervals meet, and the exposure begins at the first common instant. Therefore infectious intervals of all
people at a place may be melted into one set of intervals before anybody's visits are looked at: pairs of people are
never enumerated, and a market costs as many rows as it has visits. (One's own stays are in the set too; they expose
him no earlier than he was exposed, which changes nothing.) Place and hour together are the key, so that a crowded
place is many small keys.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from .answer import Answer
from .engines import Lake
from .layout import DAY, NEVER, SLOT, day_name, day_number

FEW = 200_000  # intervals; above it, leaving out the places without one costs more than it spares


@dataclass(frozen=True)
class F0:
    """A case: pseudonym, infectious from start to end (epoch seconds, end exclusive; None: still)."""

    person: bytes
    start: int
    end: int | None


def trace(lake: Lake, f0: Sequence[F0], *, levels: int, min_seconds: int) -> Answer:
    """Who is reached from the F0s, by the isolations in the folder. Raises ValueError for an F0 named twice.

    An isolation is asked for that is not over at the earliest start of all F0s; of an F0, only his isolation as a case.
    """
    if len({case.person for case in f0}) < len(f0):
        raise ValueError("an F0 is named twice")
    if not f0:
        return Answer([], [], [], [])
    m, since = max(1, min_seconds), min(case.start for case in f0)
    cases = lake.table(_arrow(f0))
    isolated = lake.isolations.filter(lake.isolations.over.isnull() | (lake.isolations.over > since))
    front = _until(cases, isolated.filter(isolated.as_case)).cache()
    isolated = isolated.cache()
    known: Any = None
    rounds: list[dict[str, Any]] = []
    for level in range(1, levels + 1):
        window = (
            front.agg(first=front.since.min(), last=front.until.max(), people=front.count()).to_pyarrow().to_pylist()
        )
        told: dict[str, Any] = {"level": level, "from_people": window[0]["people"]}
        if not told["from_people"]:
            break
        exposed = _exposed(lake, front, window[0], m, told).anti_join(cases, "person")
        state = _state(exposed, known, level).cache()
        known = state.drop("changed")
        front = _until(state.filter(state.changed).select("person", since="earliest", end=NEVER), isolated).cache()
        rounds.append(told)
    rows = known.order_by("level", "earliest", "person").to_pyarrow().to_pydict()
    return Answer(rows["person"], rows["level"], rows["exposed_from"], rows["earliest"], rounds)


def _arrow(f0: Sequence[F0]) -> Any:
    import pyarrow as pa

    ends = [NEVER if case.end is None else case.end for case in f0]
    columns = {"person": [c.person for c in f0], "since": [c.start for c in f0], "end": ends}
    kinds = [("person", pa.binary()), ("since", pa.int64()), ("end", pa.int64())]
    return pa.table(columns, schema=pa.schema(kinds))


def _until(people: Any, isolated: Any) -> Any:
    """person, since, until: those who can pass it on, and when."""
    import ibis

    isolated = isolated.group_by("person").agg(isolated_at=isolated.isolated_at.min())
    both = people.left_join(isolated, "person").drop("person_right")
    return both.select("person", "since", until=ibis.least(both.end, both.isolated_at.fill_null(NEVER)))


def _exposed(lake: Lake, front: Any, window: dict[str, int], m: int, told: dict[str, Any]) -> Any:
    """person, x: each person's first exposure through those in front."""
    first, last = day_number(window["first"]), day_number(window["last"]) if window["last"] < NEVER else None
    told |= {"days": [day_name(first), None if last is None else day_name(last)]}
    present = _present(_days(lake.visits, first, last), front, m).cache()
    where = present.group_by("province", "day").agg(n=present.count()).to_pyarrow().to_pydict()
    told |= {"partitions": len(where["day"]), "intervals": sum(where["n"])}
    visits = lake.visits.filter(
        lake.visits.day.isin(sorted(set(where["day"]))) & lake.visits.province.isin(sorted(set(where["province"])))
    )
    met = _met(_days(lake.meetings, first, last), front)
    both = met.union(_visiting(visits, present, m, told)) if where["day"] else met
    return both.group_by("person").agg(x=both.x.min())


def _days(table: Any, first: int, last: int | None) -> Any:
    """Only the folders of these days are read."""
    table = table.filter(table.day >= day_name(first))
    return table if last is None else table.filter(table.day <= day_name(last))


def _slots(rows: Any) -> Any:
    """A row for each hour that [low, high] touches, cut to it."""
    import ibis

    every = rows.mutate(slot=ibis.range(rows.low // SLOT, rows.high // SLOT + 1).unnest())
    return every.mutate(
        low=ibis.greatest(every.low, every.slot * SLOT), high=ibis.least(every.high, every.slot * SLOT + SLOT - 1)
    )


def _present(visits: Any, front: Any, m: int) -> Any:
    """province, day, place, slot, low, high: instants of entry at which somebody can be exposed there; none overlap."""
    import ibis

    v = visits.join(front, "person")
    v = v.mutate(
        low=ibis.greatest(v.start, v.since, v.midnight),
        high=ibis.least(v.end - m, v.until - m, v.midnight + (DAY - 1)),
    )
    v = v.filter(v.low <= v.high).select("province", "day", "place", "low", "high")
    rows = _slots(v)
    how: dict[str, Any] = {"group_by": ["place", "slot"], "order_by": ["low", "high"]}
    rows = rows.mutate(reach=rows.high.cummax(**how))
    rows = rows.mutate(reach=rows.reach.lag().over(ibis.window(**how)))
    rows = rows.mutate(fresh=(rows.reach.isnull() | (rows.low > rows.reach + 1)).cast("int64"))
    rows = rows.mutate(island=rows.fresh.cumsum(**how))
    return (
        rows.group_by("province", "day", "place", "slot", "island")
        .agg(low=rows.low.min(), high=rows.high.max())
        .drop("island")
    )


def _visiting(visits: Any, present: Any, m: int, told: dict[str, Any]) -> Any:
    """person, x: everybody who was there in time."""
    import ibis

    there = present.select("place", "slot", since="low", until="high")
    if told["intervals"] <= FEW:
        visits = visits.semi_join(there.select("place").distinct(), "place")
    v = visits.mutate(
        low=ibis.greatest(visits.start, visits.midnight),
        high=ibis.least(visits.end - m, visits.midnight + (DAY - 1)),
    )
    v = _slots(v.filter(v.low <= v.high).select("person", "place", "low", "high"))
    both = v.join(there, ["place", "slot"])
    both = both.filter((both.since <= both.high) & (both.until >= both.low))
    both = both.select("person", x=ibis.greatest(both.low, both.since))
    return both.group_by("person").agg(x=both.x.min())


def _met(meetings: Any, front: Any) -> Any:
    """person, x: everybody met directly. A meeting without length is a moment."""
    import ibis

    met = meetings.filter(meetings.close)
    ways = met.select("start", "end", me="a", other="b").union(met.select("start", "end", me="b", other="a"))
    ways = ways.join(front, ways.me == front.person)
    ways = ways.mutate(x=ibis.greatest(ways.start, ways.since), y=ibis.greatest(ways.end, ways.start + 1))
    ways = ways.filter(ibis.least(ways.y, ways.until) > ways.x)
    return ways.select(person="other", x="x")


def _state(exposed: Any, known: Any | None, level: int) -> Any:
    """person, level, exposed_from, earliest, changed, after a round."""
    import ibis

    new = exposed.select("person", level=ibis.literal(level, "int32"), exposed_from="x", earliest="x")
    if known is None:
        return new.mutate(changed=True)
    rows = new.mutate(old=False).union(known.mutate(old=True))
    rows = rows.group_by("person").agg(
        exposed_from=rows.exposed_from.argmin(rows.level),
        before=rows.earliest.min(where=rows.old),
        level=rows.level.min(),
        earliest=rows.earliest.min(),
    )
    changed = rows.before.isnull() | (rows.earliest < rows.before)
    return rows.select("person", "level", "exposed_from", "earliest", changed=changed)
