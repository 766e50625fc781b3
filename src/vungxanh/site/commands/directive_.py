"""``vungxanh directive parse FILE… --out DIR``: what directives say, as JSON. Needs no database and no network."""

import json
import time
from pathlib import Path
from typing import Any

import click

from vungxanh.kernel.refused import Refused
from vungxanh.site.commands import json_option, say


@click.group()
def command() -> None:
    """Read directives: structure, tasks, anomalies."""


@command.command()
@click.argument(
    "paths", nargs=-1, required=True, metavar="FILE...", type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@click.option(
    "--out", required=True, type=click.Path(file_okay=False, path_type=Path), help="Folder for one JSON per file."
)
@json_option
def parse(paths: tuple[Path, ...], out: Path, as_json: bool) -> None:
    """Read FILE... (TXT, DOCX, PDF) and write one JSON file each, of the same stem, into DIR.

    Offsets count characters of the file's text; for DOCX and PDF that text is written beside the JSON (.txt).
    Exit code 1 when a file could not be read; the others are written all the same.
    """
    out.mkdir(parents=True, exist_ok=True)
    done = [_one(path, out) for path in paths]
    say(as_json, {"ok": all("error" not in d for d in done), "files": done}, "\n".join(map(_told, done)))
    if any("error" in d for d in done):
        raise SystemExit(1)


def _one(path: Path, out: Path) -> dict[str, Any]:
    from vungxanh.engine.directive import api

    began = time.perf_counter()
    try:
        read = api.text_of(path.read_bytes(), path.name)
    except (Refused, OSError) as no:
        return {"file": path.name, "error": no.sentence if isinstance(no, Refused) else str(no)}
    found = api.parse(read.text)
    target = out / f"{path.stem}.json"
    target.write_text(json.dumps(api.document(found, path.name), ensure_ascii=False, indent=1) + "\n", "utf-8")
    if read.kind != "txt":
        (out / f"{path.stem}.txt").write_text(read.text, "utf-8", newline="")
    head = found.header
    return {
        "file": path.name, "written": str(target), "kind": head.kind, "number": head.number, "symbol": head.symbol,
        "date": head.date, "issuer": head.issuer, "tasks": len(found.tasks), "anomalies": len(found.anomalies),
        "milliseconds": round((time.perf_counter() - began) * 1000),
    }  # fmt: skip


def _told(d: dict[str, Any]) -> str:
    if "error" in d:
        return f"✗ {d['file']}: {d['error']}"
    number = f"{d['number'] or '…'}/{d['symbol']}" if d["symbol"] else "không số"
    return (
        f"✓ {d['file']}: {number}, {d['date'] or 'không ngày'}, {d['tasks']} nhiệm vụ, "
        f"{d['anomalies']} điểm cần xem → {d['written']}"
    )
