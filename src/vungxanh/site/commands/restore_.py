"""``vungxanh restore FILE``: put a backup back."""

from pathlib import Path

import click

from vungxanh.kernel.refused import Refused
from vungxanh.site.commands import json_option, now, refusals, say, start_django


@click.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--yes", is_flag=True, help="Replace a centre that already holds something.")
@json_option
@refusals
def command(file: Path, yes: bool, as_json: bool) -> None:
    """Verify FILE and put it in the place of this centre, which must not be running.

    The former database is kept beside the new one under another name, which is printed.
    """
    start_django()
    from vungxanh.site.backups.centre import holds_anything, restore
    from vungxanh.site.locks import alone

    with alone():
        if not yes and holds_anything():
            raise Refused("Trung tâm này đã có dữ liệu. Thêm --yes để thay nó bằng bản sao lưu.")
        manifest, kept = restore(file, say=lambda step: click.echo(f"· {step}", err=True), now=now())
    rows = sum(manifest.counts.values())
    text = f"Đã khôi phục {rows} dòng, sao lưu lúc {manifest.made_at}."
    if kept:
        text += f"\nCơ sở dữ liệu trước đó: {kept}"
    say(as_json, {"rows": rows, "made_at": manifest.made_at, "audit": manifest.audit, "former": kept}, text)
