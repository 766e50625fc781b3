"""``vungxanh directive``: ``parse`` says what directives order, as JSON, without a database; ``import`` registers them."""

import json
import time
from pathlib import Path
from typing import Any

import click

from vungxanh.kernel.refused import Refused
from vungxanh.site.commands import json_option, now, refusals, say, start_django


@click.group()
def command() -> None:
    """Read directives, or enter them in the register."""


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
        "unread": [a.words for a in found.anomalies if a.code == "page_unread"],
        "milliseconds": round((time.perf_counter() - began) * 1000),
    }  # fmt: skip


def _told(d: dict[str, Any]) -> str:
    if "error" in d:
        return f"✗ {d['file']}: {d['error']}"
    number = f"{d['number'] or '…'}/{d['symbol']}" if d["symbol"] else "không số"
    return (
        f"✓ {d['file']}: {number}, {d['date'] or 'không ngày'}, {d['tasks']} nhiệm vụ, "
        f"{d['anomalies']} điểm cần xem → {d['written']}" + "".join(f"\n  ! {words}" for words in d["unread"])
    )


@command.command("import")
@click.argument(
    "paths", nargs=-1, required=True, metavar="FILE...", type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@click.option("--area", default="", help="Whose register: an area's path (3/70/691/); this centre's when left out.")
@click.option("--outgoing", is_flag=True, help="Into the book of outgoing documents.")
@click.option("--accept", is_flag=True, help="Give every clear task to its agencies at once, as the page does.")
@click.option("--as", "username", default="", help="Act for this user, within his rights; else for the centre itself.")
@json_option
@refusals
def import_(paths: tuple[Path, ...], area: str, outgoing: bool, accept: bool, username: str, as_json: bool) -> None:
    """Enter FILE... (TXT, DOCX, PDF) in the register and propose their tasks. The same file is entered once.

    Exit code 1 when a file could not be entered or read; the others are there all the same.
    """
    start_django()
    from vungxanh.common import centre

    by, where = _actor(username), area or centre.current().area_path
    done = [_enter(path, by, where, outgoing=outgoing, accept=accept) for path in paths]
    say(as_json, {"ok": all("error" not in d for d in done), "files": done}, "\n".join(map(_entered, done)))
    if any("error" in d for d in done):
        raise SystemExit(1)


def _actor(username: str) -> Any:
    from vungxanh.kernel.actor import system
    from vungxanh.rooms.agencies import queries as agencies

    if not username:
        return system()
    by = agencies.actor_named(username)
    if by.id is None:
        raise Refused("Không có người dùng %(username)s, hoặc tài khoản đã đóng.", values={"username": username})
    return by


def _enter(path: Path, by: Any, area: str, *, outgoing: bool, accept: bool) -> dict[str, Any]:
    from vungxanh.kernel.ids import new_id
    from vungxanh.rooms.directives import actions, queries

    at = now()
    direction = actions.Direction.OUTGOING if outgoing else actions.Direction.INCOMING
    try:
        document = actions.bring_in(
            by=by, at=at, key=f"cli:{new_id()}", area_path=area, data=path.read_bytes(), name=path.name,
            direction=direction, now=True,
        )  # fmt: skip
        if document.reading_note:
            return {"file": path.name, "document": str(document.pk), "error": document.reading_note}
        given = actions.accept(by=by, at=at, document_id=document.pk) if accept else None
    except (Refused, OSError) as no:
        return {"file": path.name, "error": no.sentence if isinstance(no, Refused) else str(no)}
    drafts = queries.drafts(by=by, document_id=document.pk)
    return {
        "file": path.name, "document": str(document.pk), "known": document.created_at != at,
        "register": f"{document.register_no}/{document.register_year}", "number_symbol": document.number_symbol,
        "tasks": len(drafts), "given": given.given if given else 0, "unclear": given.stuck if given else None,
    }  # fmt: skip


def _entered(d: dict[str, Any]) -> str:
    if "error" in d:
        return f"✗ {d['file']}: {d['error']}"
    known = "đã có, " if d["known"] else ""
    told = "" if d["unclear"] is None else f", giao {d['given']}, còn {d['unclear']} phải sửa"
    return (
        f"✓ {d['file']}: {known}số sổ {d['register']}, {d['number_symbol'] or 'không số'}, {d['tasks']} nhiệm vụ{told}"
    )
