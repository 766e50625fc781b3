"""Several files sent together: planned in the order in which they must go in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any

from vungxanh.adapters.linelist import areas, dates, mapping, plan, reading, running, values
from vungxanh.adapters.linelist.beside import carried
from vungxanh.adapters.linelist.checking import Problem, different, samples
from vungxanh.adapters.linelist.diseases import disease_code
from vungxanh.adapters.linelist.kinds import KINDS, Kind
from vungxanh.common import centre
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.refused import Refused


@dataclass(frozen=True, slots=True)
class Sent:
    """One file with its plan. ``options``: how it is read, for ``actions.send``."""

    name: str
    data: bytes
    table: reading.Table
    plan: plan.Plan
    options: Mapping[str, str] = field(default_factory=dict)


def disease_of(text: str) -> str:
    """The code of a disease named by a user; "" for nothing said. Refused for one nobody knows."""
    code = disease_code(text) if text else ""
    if code is None:
        raise Refused(
            "Không rõ “%(text)s” là bệnh nào. Viết tên bệnh như COVID-19, MERS, sởi.",
            field="disease",
            values={"text": text[:60]},
        )
    return code


def prepare(
    files: Sequence[tuple[str, bytes]],
    *,
    by: Actor,
    kind: str = "",
    area: str = "",
    disease: str = "",
    source: str = "",
    by_header: Mapping[str, str] | None = None,
    choice: reading.Choice | None = None,
    **how: Any,
) -> list[Sent]:
    """Read and plan files, those others refer to first. Refused, naming the file, when one cannot be.

    ``how``: the switches of a plan (policy, case, month_first, lenient, extra); what is not said is guessed.
    """
    where = areas.default_area(by=by, text=area, fallback=centre.current().area_path)
    code = disease_of(disease)
    sent = []
    for name, data in files:
        try:
            table = reading.read(data, choice)
            own = {h: ours for h, ours in (by_header or {}).items() if h in table.header}
            made = proposed(table, source=source or name, kind=kind, by_header=own, area=where, disease=code, **how)
        except Refused as no:
            raise Refused(
                "%(name)s: %(sentence)s", field=no.field, values={"name": name, "sentence": no.sentence}
            ) from None
        sent.append(Sent(name, data, table, made, choice.options() if choice else {}))
    _all_used(by_header or {}, sent)
    return sorted(sent, key=lambda one: plan.ORDER.index(one.plan.kind))


def proposed(table: reading.Table, *, kind: str = "", **given: Any) -> plan.Plan:
    """The plan the file's header and first rows suggest; ``given`` as ``plan.make`` takes it."""
    if kind and kind not in KINDS:
        return plan.make(table.header, kind=kind, **given)  # refuses it in words
    of = KINDS[kind] if kind else mapping.guess_kind(table.header, table.units)
    look = samples(table, count=30)
    found = given.pop("mapping", None) or mapping.refine(mapping.guess(of, table.header), partial(different, table))
    if given.get("month_first") is None:
        given["month_first"] = writes_month_first(of, found, look)
    made = plan.make(table.header, kind=of.key, mapping=found, **given)
    return carried(made, table.header)


def writes_month_first(of: Kind, used: Mapping[str, str], look: Mapping[str, Sequence[str]]) -> bool:
    """Whether the file's dates are 8/17/2021 rather than 17/8/2021."""
    days = [theirs for ours, theirs in used.items() if of.column(ours).read in values.MONTH_FIRST]
    return dates.month_first(cell for header in days for cell in look.get(header, ()))


def _all_used(by_header: Mapping[str, str], sent: Sequence[Sent]) -> None:
    headers = {header for one in sent for header in one.table.header}
    for header in by_header:
        if header not in headers:
            raise Refused("Không tệp nào có cột “%(header)s”.", values={"header": header})


def dry_runs(sent: Sequence[Sent], *, by: Actor, at: datetime) -> list[running.Findings]:
    """What would happen to each; a file counts on the ids that those before it bring."""
    found = []
    coming: frozenset[str] = frozenset()
    for one in sent:
        found.append(running.dry_run(plan.promise(one.plan, coming), one.table, by=by, at=at))
        coming |= running.ids_of(running.importer_of(one.plan, one.table, by=by, at=at).reader)
    return found


def as_json(one: Sent, found: running.Findings) -> dict[str, Any]:
    """A dry run as a document."""
    return {
        "file": one.name,
        "kind": one.plan.kind,
        "source": one.plan.source,
        "mapping": dict(one.plan.mapping),
        "unmapped": [h for h in one.table.header if h not in one.plan.mapping.values()],
        "also": {kind: dict(used) for kind, used in one.plan.also},
        "encoding": one.table.encoding_name,
        "month_first": one.plan.month_first,
        "counts": found.tally.plain(),
        "errors": [problem_json(p) for p in found.errors],
        "warnings": [problem_json(w.first) | {"rows": w.rows} for w in found.warnings.values()],
    }


def problem_json(problem: Problem) -> dict[str, Any]:
    """A problem as a document."""
    return {
        "line": problem.line,
        "column": problem.column,
        "value": problem.value,
        "reason": problem.reason,
        "remedy": problem.remedy,
    }
