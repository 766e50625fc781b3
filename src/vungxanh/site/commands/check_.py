"""``vungxanh check``: look for trouble."""

from dataclasses import asdict

import click

from vungxanh.site.commands import json_option, refusals, say, start_django

WORDS = {
    "altered": "đã bị sửa",
    "missing": "đã bị xóa",
    "added": "bị thêm vào",
    "seal": "dấu niêm phong bị sửa",
    "tail": "phần cuối bị cắt",
}


@click.command()
@click.argument("what", type=click.Choice(["all", "audit"]), default="all")
@json_option
@refusals
def command(what: str, as_json: bool) -> None:
    """Everything, or only the audit trail (WHAT = audit). Exit code 1 when somebody must act."""
    start_django()
    from vungxanh.site.checking import everything, run, trail

    answers = list(run(trail)) if what == "audit" else list(everything())
    lines = [f"{'✓' if a.ok else '✗'} {a.name:<12} {a.text}" for a in answers]
    for found in (answers[-1].detail or {}).get("findings", []):
        lines.append(
            f"    {WORDS[found['what']]}: seq {found['seq'] or '—'}, {found['entry_id'] or ''} {found['detail']}"
        )
    data = {"ok": all(a.ok for a in answers), "checks": [asdict(a) for a in answers]}
    say(as_json, data, "\n".join(lines))
    if not data["ok"]:
        raise SystemExit(1)
