"""``vungxanh trace CASE``: whom to trace around a case, computed now from what is recorded."""

import time
from datetime import datetime
from typing import Any

import click

from vungxanh.site.commands import json_option, refusals, say, start_django


@click.command()
@click.argument("case")
@click.option(
    "--levels", type=click.IntRange(1, 9), default=None, help="F1 to F… (default: those the regulation manages)."
)
@click.option(
    "--at", "at", default="", metavar="ISO", help="As of this moment, e.g. 2021-08-17T07:30+07:00 (default: now)."
)
@click.option("--names", is_flag=True, help="Print full names; without it they are masked.")
@json_option
@refusals
def command(case: str, levels: int | None, at: str, names: bool, as_json: bool) -> None:
    """Whom to trace around CASE (a code or an id): level, through whom, where, when, by which rule."""
    start_django()
    from vungxanh.common import centre
    from vungxanh.kernel.actor import system
    from vungxanh.rooms.tracing import queries

    moment = _moment(at) or centre.now()
    by = system("dòng lệnh")
    began = time.perf_counter()
    found_case, finding = queries.live_trace(by=by, case=case.strip(), at=moment, levels=levels)
    if finding.plan is None:
        raise click.ClickException(finding.refusal)
    spent = time.perf_counter() - began
    label = _labels(by, found_case, finding, names)
    data = {
        "case": found_case.code, "id": str(found_case.pk), "disease": found_case.disease,
        "infectious_from": finding.plan.start, "infectious_until": finding.plan.end, "rule": finding.plan.rule,
        "levels": finding.plan.levels, "managed_levels": finding.plan.managed,
        "counts": {f"F{n}": finding.count(n) for n in range(1, finding.plan.levels + 1)},
        "contacts": [_line(f, label, finding, found_case) for f in finding.found],
    }  # fmt: skip
    say(as_json, data, _text(data))
    click.echo(f"{len(finding.found)} người, {spent * 1000:.0f} ms", err=True)


def _moment(text: str) -> datetime | None:
    if not text:
        return None
    from django.utils import timezone

    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise click.BadParameter("write it like 2021-08-17T07:30+07:00", param_hint="--at") from None
    return found if timezone.is_aware(found) else timezone.make_aware(found)


def _labels(by: Any, case: Any, finding: Any, names: bool) -> dict[Any, str]:
    from vungxanh.kernel.text import mask_name
    from vungxanh.rooms.people import queries as people

    persons = {f.person_id for f in finding.found} | {case.person_id}
    return {k: c.name if names else mask_name(c.name) for k, c in people.cards(by, persons).items()}


def _line(f: Any, label: dict[Any, str], finding: Any, case: Any) -> dict[str, Any]:
    links = finding.trace.path(f.person_id)
    return {
        "level": f"F{f.level}", "person": str(f.person_id), "name": label.get(f.person_id, ""),
        "through": str(f.through_id), "through_name": label.get(f.through_id, ""), "where": f.venue,
        "venue": str(f.venue_id) if f.venue_id else None, "from": f.first, "last_exposure": f.last,
        "minutes": f.minutes, "rule": f.rule, "managed": f.managed, "reason": f.reason,
        "path": [str(case.person_id), *(str(link.target) for link in links)],
    }  # fmt: skip


def _text(data: dict[str, Any]) -> str:
    from django.utils.timezone import localtime

    def when(moment: datetime | None) -> str:
        return f"{localtime(moment):%H:%M %d/%m/%Y}" if moment else "chưa kết thúc"

    head = [
        f"{data['case']}: có thể lây từ {when(data['infectious_from'])} đến {when(data['infectious_until'])}",
        f"Theo {data['rule']}. " + ", ".join(f"{level}: {n}" for level, n in data["counts"].items()),
    ]
    lines = [
        f"{c['level']}  {c['name']:<24.24}  {when(c['from'])}  {c['minutes']:>5} phút  {c['where'] or 'gặp trực tiếp':<28.28}"
        f"  qua {c['through_name'] or 'F0'}{'' if c['managed'] else '  (không quản lý)'}"
        for c in data["contacts"]
    ]
    return "\n".join([*head, "", *lines]) if lines else "\n".join([*head, "", "Chưa tìm thấy người tiếp xúc nào."])
