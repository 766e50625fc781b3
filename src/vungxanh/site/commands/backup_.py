"""``vungxanh backup FILE``: the whole centre in one file."""

from dataclasses import asdict
from pathlib import Path

import click

from vungxanh.site.commands import json_option, now, refusals, say, start_django


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--with-keys", is_flag=True, help="Put the centre's keys into the same file.")
@json_option
@refusals
def command(file: Path, with_keys: bool, as_json: bool) -> None:
    """Copy database and files of one moment into FILE (.tar.gz) while the centre runs.

    The keys are left out: without keys.json nobody reads the sealed columns. Keep that file somewhere else, and safe.
    """
    start_django()
    from django.conf import settings

    from vungxanh.site.backups.centre import backup

    manifest = backup(file, with_keys=with_keys, now=now())
    if with_keys:
        click.echo(
            "CẢNH BÁO: ai có tệp này đọc được căn cước, điện thoại, địa chỉ. Hãy cất như cất chìa khóa.", err=True
        )
    else:
        click.echo(f"· khóa không nằm trong tệp này; hãy cất riêng {settings.HOME / 'keys.json'}", err=True)
    rows, size = sum(manifest.counts.values()), file.stat().st_size
    text = f"{file}: {rows} dòng trong {len(manifest.counts)} bảng, {size / 1024**2:.1f} MB"
    say(as_json, {"file": str(file), "bytes": size, **asdict(manifest)}, text)
