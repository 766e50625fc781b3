"""``vungxanh levels``: judge every place by a set of criteria as of a day; bring in aggregate series."""

from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import click

from vungxanh.site.commands import json_option, refusals, say, start_django

LETTERS = {1: "X", 2: "V", 3: "C", 4: "Đ"}


@click.group()
def command() -> None:
    """Risk levels of places, and the series they may be computed from."""


@command.command()
@click.option("--date", "day", required=True, metavar="YYYY-MM-DD", help="As of the end of this day.")
@click.option("--set", "set_id", default="", help="Number or id of the criteria: 2686, 4800, 218 (default: in force).")
@click.option("--area", default="", help="Area path (default: the centre's, else the whole country).")
@click.option(
    "--unit", type=click.Choice(["commune", "cluster", "district", "province"]), default=None, help="Only this size."
)
@json_option
@refusals
def evaluate(day: str, set_id: str, area: str, unit: str | None, as_json: bool) -> None:
    """The level of every place with its criteria, what is missing and what would change it. Writes nothing."""
    start_django()
    from vungxanh.common import centre
    from vungxanh.kernel.actor import system
    from vungxanh.rooms.zones import queries

    by, on = system("dòng lệnh"), _day(day)
    where = area or centre.current().area_path or "3/"
    chosen = queries.get_set(by=by, set_id=set_id) if set_id else queries.set_in_force(by=by, area=where, on=on)
    found = queries.evaluated(by=by, area=where, day=on, level_set=chosen)
    lines = [line for line in found if unit is None or line.unit == unit]
    if not lines:
        raise click.ClickException("Không có địa bàn nào ở đây. Nạp đơn vị hành chính trước (vungxanh up).")
    data = {
        "date": on, "set": chosen.id, "document": chosen.citation, "area": where,
        "counts": {u: _counts(lines, u) for u in ("commune", "cluster", "district", "province") if _counts(lines, u)},
        "places": [queries.as_plain(line) for line in lines] if as_json else [],
    }  # fmt: skip
    say(as_json, data, "\n".join([_head(data), *(_line(line) for line in lines if line.judged.at_most > 1)]))


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise click.BadParameter("write it like 2021-07-13", param_hint="--date") from None


def _counts(lines: list[Any], unit: str) -> dict[str, int]:
    found = Counter(0 if line.judged.unread else line.judged.level for line in lines if line.unit == unit)
    return {LETTERS.get(level, "?"): n for level, n in sorted(found.items())}


def _head(data: dict[str, Any]) -> str:
    said = [f"{unit}: " + ", ".join(f"{k} {n}" for k, n in c.items()) for unit, c in data["counts"].items()]
    return f"{data['date']} · {data['document']}\n" + "\n".join(said)


def _line(line: Any) -> str:
    from vungxanh.rooms.zones import queries

    judged = line.judged
    may = f" (có thể {LETTERS[judged.at_most]})" if judged.at_most > judged.level else ""
    return f"{'?' if judged.unread else LETTERS[judged.level]}{may:<12}  {line.name:<28.28}  {queries.why(line)}"


@command.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--key", required=True, help="Name of the source; the same key replaces what it said before.")
@click.option("--title", default="", help="What the source is, for people.")
@click.option("--area", default="3/", help="Area path the series covers (default: the whole country of 2021).")
@json_option
@refusals
def bring(file: Path, key: str, title: str, area: str, as_json: bool) -> None:
    """Bring in FILE (CSV): daily counts by commune, district or province. Rows left out are told; exit code 1 if any."""
    start_django()
    from vungxanh.adapters.series.bringing import bring_in
    from vungxanh.common import centre
    from vungxanh.kernel.actor import system

    by = system("dòng lệnh")
    found = bring_in(by=by, at=centre.now(), text=file.read_text("utf-8-sig"), key=key, title=title or key, area=area)
    bad = [{"line": b.line, "column": b.column, "value": b.value, "why": b.why} for b in found.bad]
    data = {
        "rows": found.rows, "cases": found.cases, "new": found.new, "replaced": found.replaced, "areas": found.areas,
        "first_day": found.first_day, "last_day": found.last_day, "bad": bad,
    }  # fmt: skip
    told = [f"dòng {b['line']}, cột {b['column']}: {b['value']!r}: {b['why']}" for b in bad]
    say(as_json, data, "\n".join([f"{found.rows} dòng, {found.cases} ca, {found.areas} địa bàn; bỏ {len(bad)}", *told]))
    if bad:
        raise SystemExit(1)
