"""What a list of results would do, before anything is written."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from django.db.models import Min

from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.rooms.laboratory import rules
from vungxanh.rooms.laboratory.models import Sample
from vungxanh.rooms.laboratory.queries.samples import visible
from vungxanh.rooms.laboratory.queries.tubes import visible_tubes


def foretold(
    *, by: Actor, at: datetime, rows: Sequence[rules.ResultRow], earlier: Mapping[str, rules.Result]
) -> list[rules.Sorted]:
    """What becomes of each row, in their order. ``earlier``: results by code that rows before these would write; a tube
    named twice takes what is said of it first."""
    known = _known(by, {row.code for row in rows} - {""})
    for code in known.keys() & earlier.keys():
        known[code] = replace(known[code], result=earlier[code])
    found = []
    for row in rows:
        one = rules.sort_row(row, known.get(row.code), at)
        if one.fate is rules.Fate.WRITTEN:
            known[row.code] = replace(known[row.code], result=row.test.result)
        found.append(one)
    return found


def _known(by: Actor, codes: set[str]) -> dict[str, rules.Known]:
    """By code: tubes, else single samples that a file brought without one."""
    columns = ("code", "pk", "stage", "result", "area_path")
    tubes = list(visible_tubes(by).filter(code__among=codes).values_list(*columns))
    inside = Sample.objects.filter(tube__pk__among={pk for _code, pk, *_more in tubes}).order_by()
    taken = dict(inside.values_list("tube_id").annotate(first=Min("collected_at")))
    found = {}
    for code, pk, stage, result, area in tubes:
        why = rules.why_not(people=pk in taken, stage=stage, may=by.may(Permission.SAMPLE_RECORD, area))
        found[code] = rules.Known(taken.get(pk), rules.Result(result), why)
    alone = visible(by).filter(code__among=codes - found.keys(), tube=None)
    several = set()
    for code, collected, result, area in alone.values_list("code", "collected_at", "result", "area_path"):
        several |= {code} & found.keys()
        why = rules.why_not(people=True, may=by.may(Permission.SAMPLE_RECORD, area))
        found[code] = rules.Known(collected, rules.Result(result), why)
    return {code: known for code, known in found.items() if code not in several}
