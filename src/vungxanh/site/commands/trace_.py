"""``vungxanh trace CASE``: whom to trace around a case, computed now from what is recorded."""

import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from vungxanh.site.commands import json_option, refusals, say, start_django


@click.command()
@click.argument("cases", nargs=-1, required=True, metavar="CASE...")
@click.option(
    "--levels", type=click.IntRange(1, 9), default=None, help="F1 to F… (default: those the regulation manages)."
)
@click.option(
    "--at", "at", default="", metavar="ISO", help="As of this moment, e.g. 2021-08-17T07:30+07:00 (default: now)."
)
@click.option("--names", is_flag=True, help="Print full names; without it they are masked.")
@click.option("--engine", default="", help="duckdb, or a Spark cluster: spark://HOST:PORT. Needs --data.")
@click.option(
    "--data",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="A folder written by `vungxanh export`; trace what is in it instead of the database.",
)
@click.option("--set", "options", multiple=True, metavar="NAME=VALUE", help="A setting of the engine.")
@json_option
@refusals
def command(
    cases: tuple[str, ...], levels: int | None, at: str, names: bool, as_json: bool, engine: str,
    data: Path | None, options: tuple[str, ...],
) -> None:  # fmt: skip
    """Whom to trace around CASE (a code or an id): level, through whom, where, when, by which rule.

    With --engine and --data another engine answers, for many cases at once: person, level, earliest exposure.
    """
    if bool(engine) != (data is not None):
        raise click.UsageError("--engine and --data belong together.")
    start_django()
    if data is not None:
        return _elsewhere(cases, levels, at, names, as_json, engine, data, options)
    if len(cases) > 1:
        raise click.UsageError("Several cases at once need --engine and --data.")
    return _here(cases[0], levels, at, names, as_json)


def _here(case: str, levels: int | None, at: str, names: bool, as_json: bool) -> None:
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
        "case": found_case.code, "as_of": moment, "id": str(found_case.pk), "disease": found_case.disease,
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
    return _cards(by, {f.person_id for f in finding.found} | {case.person_id}, names)


def _cards(by: Any, persons: set[Any], names: bool) -> dict[Any, str]:
    from vungxanh.kernel.text import mask_name
    from vungxanh.rooms.people import queries as people

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
        f"Tính lúc {when(data['as_of'])}, gồm mọi điều đã ghi đến lúc đó. Theo {data['rule']}. "
        + ", ".join(f"{level}: {n}" for level, n in data["counts"].items()),
    ]
    lines = [
        f"{c['level']}  {c['name']:<24.24}  {when(c['from'])}  {c['minutes']:>5} phút  {c['where'] or 'gặp trực tiếp':<28.28}"
        f"  qua {c['through_name'] or 'F0'}{'' if c['managed'] else '  (không quản lý)'}"
        for c in data["contacts"]
    ]
    return "\n".join([*head, "", *lines]) if lines else "\n".join([*head, "", "Chưa tìm thấy người tiếp xúc nào."])


def _elsewhere(
    cases: tuple[str, ...], levels: int | None, at: str, names: bool, as_json: bool, engine: str, folder: Path,
    options: tuple[str, ...],
) -> None:  # fmt: skip
    from vungxanh.adapters.lake.asking import ask
    from vungxanh.common import centre
    from vungxanh.kernel.actor import system

    if any("=" not in option for option in options):
        raise click.BadParameter("write it like spark.executor.memory=4g", param_hint="--set")
    by, began = system("dòng lệnh"), time.perf_counter()
    settings = dict(option.split("=", 1) for option in options)
    wanted = [case.strip() for case in cases]
    found = ask(
        by=by,
        at=_moment(at) or centre.now(),
        cases=wanted,
        engine=engine,
        folder=folder,
        levels=levels,
        options=settings,
    )
    shown = _cards(by, {one.person_id for one in found.people}, names)
    lines = [
        {
            "level": f"F{one.level}", "person": str(one.person_id), "name": shown.get(one.person_id, ""),
            "from": datetime.fromtimestamp(one.exposed_from, UTC), "earliest": datetime.fromtimestamp(one.earliest, UTC),
        }
        for one in found.people
    ]  # fmt: skip
    data = {
        "cases": found.cases, "engine": engine, "as_of": found.as_of, "infectious_from": found.start, "rule": found.rule,
        "counts": found.counts(), "contacts": lines, "rounds": found.rounds,
    }  # fmt: skip
    say(as_json, data, _told(data))
    click.echo(f"{len(found.people)} người, {time.perf_counter() - began:.1f} giây", err=True)


def _told(data: dict[str, Any]) -> str:
    from django.utils.timezone import localtime

    head = f"{', '.join(data['cases'])}: theo dữ liệu xuất lúc {localtime(datetime.fromisoformat(data['as_of'])):%H:%M %d/%m/%Y}"
    counts = ", ".join(f"{level}: {n}" for level, n in data["counts"].items()) or "chưa tìm thấy người tiếp xúc nào"
    lines = [
        f"{c['level']}  {c['name'] or c['person']:<36.36}  {localtime(c['earliest']):%H:%M %d/%m/%Y}"
        for c in data["contacts"]
    ]
    return "\n".join([head, f"Theo {data['rule']}. {counts}", "", *lines])
