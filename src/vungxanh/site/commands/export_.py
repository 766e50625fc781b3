"""``vungxanh export``: tracing data as Parquet files, for DuckDB or a Spark cluster."""

from dataclasses import asdict
from pathlib import Path

import click

from vungxanh.site.commands import json_option, now, refusals, say, start_django


@click.command()
@click.option("--out", required=True, type=click.Path(path_type=Path, file_okay=False), help="A new or empty folder.")
@click.option("--disease", default="covid19", show_default=True, help="Whose definition of contact decides.")
@click.option("--area", default="", help="Only what is in this area: a path like 3/70/691/.")
@json_option
@refusals
def command(out: Path, disease: str, area: str, as_json: bool) -> None:
    """Write persons, visits and meetings as Parquet by province and day, without names; for `vungxanh trace --data`.

    Ids are enciphered with the centre's key: only this centre can say who is who. Guard the folder all the same.
    """
    start_django()
    from vungxanh.adapters.lake.leaving import export
    from vungxanh.kernel.actor import system
    from vungxanh.kernel.refused import Refused
    from vungxanh.regulations.api import load_diseases

    if disease not in {one.code for one in load_diseases()}:
        raise Refused("Không có bệnh «%(disease)s» trong quy định.", values={"disease": disease})

    def told(part: str, rows: int) -> None:
        click.echo(f"· {part}: {rows}", err=True)

    made = export(by=system("dòng lệnh"), at=now(), folder=out, disease=disease, area=area, tell=told)
    size = sum(path.stat().st_size for path in out.rglob("*.parquet"))
    rows = ", ".join(f"{part} {count}" for part, count in made.rows.items())
    text = f"{out}: {rows}; {size / 1024**2:.1f} MB. Dữ liệu đi lại của người dân: hãy giữ như giữ cơ sở dữ liệu."
    say(as_json, {"folder": str(out), "bytes": size, **asdict(made)}, text)
