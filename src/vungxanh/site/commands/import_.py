"""``vungxanh import FILE…``: line lists from workbooks and CSV files."""

import sys
import time
from pathlib import Path
from typing import Any

import click

from vungxanh.site.commands import json_option, now, refusals, say, start_django


@click.command()
@click.argument(
    "paths", nargs=-1, required=True, metavar="FILE...", type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@click.option(
    "--kind",
    default="",
    help="persons, households, cases, visits, contacts, followups, samples, results, sites or links; guessed from the header.",
)
@click.option("--disease", default="", help="Disease of rows that name none: COVID-19, MERS…")
@click.option("--area", default="", help="Area of rows that name no commune: a path (3/70/691/) or a name.")
@click.option("--source", default="", help="Name under which the rows are known; the file's name when left out.")
@click.option(
    "--map",
    "maps",
    multiple=True,
    metavar="HEADER=OURS",
    help="Take a column for one of ours; nothing after = leaves it out.",
)
@click.option(
    "--policy", default="fill", help="For rows known already that say otherwise: fill, overwrite, ask or keep."
)
@click.option(
    "--lenient", is_flag=True, help="Keep a cell that cannot be read in the note instead of keeping its row out."
)
@click.option("--extra", is_flag=True, help="Keep columns that are not used in the note.")
@click.option("--case", default="", help="The case of contacts that name none.")
@click.option("--encoding", default="", help="utf-8, utf-16, cp1258, tcvn3, vni or cp1252; guessed when left out.")
@click.option(
    "--sheet", type=int, default=0, help="Number of the workbook's sheet, from 1; the first with rows when left out."
)
@click.option("--dry-run", is_flag=True, help="Say what would happen; write nothing.")
@click.option(
    "--errors",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the rows that did not go in to this CSV file.",
)
@click.option("--as", "username", default="", help="Act for this user, within his rights; else for the centre itself.")
@json_option
@refusals
def command(
    paths: tuple[Path, ...],
    dry_run: bool,
    as_json: bool,
    errors: Path | None,
    username: str,
    maps: tuple[str, ...],
    encoding: str,
    sheet: int,
    **given: Any,
) -> None:
    """Bring in persons, cases, contacts, visits… from workbooks or CSV files. Good rows go in, bad rows come back."""
    start_django()
    from vungxanh.adapters.linelist import sending
    from vungxanh.adapters.linelist.reading import Choice

    by = _actor(username)
    files = [(path.name, path.read_bytes()) for path in paths]
    choice = Choice.of({"encoding": encoding, "sheet": str(sheet - 1) if sheet else ""})
    sent = sending.prepare(files, by=by, by_header=_maps(maps), choice=choice, **given)
    if dry_run:
        found = sending.dry_runs(sent, by=by, at=now())
        documents = [sending.as_json(one, its) for one, its in zip(sent, found, strict=True)]
        say(as_json, documents, "\n\n".join(_told(d) for d in documents))
        ok = any(d["counts"]["new"] or d["counts"]["known"] for d in documents)
    else:
        documents = [_bring(one, by, quiet=as_json) for one in sent]
        _save_errors(errors, documents)
        shown = [{k: v for k, v in d.items() if k != "bad"} for d in documents]
        say(as_json, shown, "\n".join(_result(d) for d in shown))
        ok = any(d["new"] or d["known"] for d in documents)
    if not ok:
        raise SystemExit(1)


def _actor(username: str) -> Any:
    from vungxanh.kernel.actor import system
    from vungxanh.kernel.refused import Refused
    from vungxanh.rooms.agencies import queries as agencies

    if not username:
        return system()
    by = agencies.actor_named(username)
    if by.id is None:
        raise Refused("Không có người dùng %(username)s, hoặc tài khoản đã đóng.", values={"username": username})
    return by


def _maps(maps: tuple[str, ...]) -> dict[str, str]:
    for one in maps:
        if "=" not in one:
            raise click.BadParameter(f"{one}: HEADER=OURS", param_hint="--map")
    pairs = (one.rpartition("=") for one in maps)
    return {header.strip(): ours.strip() for header, _sign, ours in pairs}


def _bring(one: Any, by: Any, *, quiet: bool) -> dict[str, Any]:
    """Run the import of a file here, or watch another worker run it."""
    from vungxanh.adapters.linelist import actions, files
    from vungxanh.adapters.linelist.jobs import watching
    from vungxanh.common import jobs, running

    at = now()
    upload = actions.send(by=by, at=at, data=one.data, name=one.name, options=dict(one.options))
    job = actions.begin(by=by, at=at, upload_id=upload.id, plan=one.plan)
    hidden = quiet or not sys.stderr.isatty()
    shown: Any = click.progressbar(length=one.table.count, label=one.name, file=sys.stderr, hidden=hidden)
    with shown as bar:
        moved = 0

        def show(done: int, total: int) -> None:
            nonlocal moved
            bar.length = total
            bar.update(done - moved)
            moved = done

        token = watching.set(show)
        try:
            while job.state not in jobs.ENDED:
                if not running.run_next(only=job.pk):
                    time.sleep(0.3)
                job.refresh_from_db()
                show(job.done, job.total or 1)
        finally:
            watching.reset(token)
    if job.state != jobs.State.DONE:
        raise click.ClickException(f"{one.name}: {job.message or 'đã dừng'} (việc {job.pk})")
    bad = files.get(by, upload.id).errors.read_bytes() if job.result["errors"] else b""
    return {"file": one.name, "job": str(job.pk), **job.result, "bad": bad}


def _save_errors(path: Path | None, documents: list[dict[str, Any]]) -> None:
    if path is None:
        return
    bad = [(d["file"], d["bad"]) for d in documents if d["bad"]]
    for number, (_name, data) in enumerate(bad):
        to = path if number == 0 else path.with_stem(f"{path.stem}-{number + 1}")
        to.touch(mode=0o600)
        to.write_bytes(data)


def _result(d: dict[str, Any]) -> str:
    made = "".join(f", {count} {_MADE.get(what, what)}" for what, count in d["made"].items())
    also = "".join(
        f", {d[name]} {words}" for name, words in (("updated", "cập nhật"), ("clashes", "ghi khác")) if d.get(name)
    )
    text = f"{d['file']} ({d['kind']}): {d['rows']} dòng, {d['new']} mới, {d['known']} đã có{also}, {d['errors']} lỗi, {d['warnings']} cảnh báo{made}"
    return text + ("\n  Dòng lỗi: dùng --errors TỆP.csv để lấy lại." if d["errors"] else "")


_MADE = {
    "persons": "người",
    "venues": "địa điểm",
    "links": "liên kết",
    "contacts": "người tiếp xúc",
    "clusters": "ổ dịch",
}


def _told(d: dict[str, Any]) -> str:
    counts = d["counts"]
    lines = [
        f"{d['file']}: {d['kind']}, nguồn {d['source']}",
        f"  {counts['rows']} dòng: {counts['new']} mới, {counts['known']} đã có, {counts['errors']} lỗi, {counts['warnings']} cảnh báo",
        "  Ghép cột: " + ", ".join(f"{theirs} → {ours}" for ours, theirs in d["mapping"].items()),
    ]
    lines += ["  Không dùng: " + ", ".join(d["unmapped"])] if d["unmapped"] else []
    lines += [
        f"  dòng {p['line']}, lỗi, {p['column']}: “{p['value']}” {p['reason']} {p['remedy']}" for p in d["errors"]
    ]
    lines += [
        f"  {p['rows']} dòng, cảnh báo, {p['column']}: {p['reason']} (dòng {p['line']}: “{p['value']}”)"
        for p in d["warnings"]
    ]
    return "\n".join(lines)
