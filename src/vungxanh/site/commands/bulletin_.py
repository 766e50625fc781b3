"""``vungxanh bulletin``: make the bulletin of a day and write it as a paper."""

from datetime import date
from pathlib import Path

import click

from vungxanh.site.commands import json_option, refusals, say, start_django


@click.command()
@click.option("--date", "day", default="", metavar="YYYY-MM-DD", help="Of this day (default: today).")
@click.option("--area", default="", help="Area path (default: the centre's).")
@click.option("--out", type=click.Path(path_type=Path), default=None, help="Write it to this .docx or .pdf file.")
@json_option
@refusals
def command(day: str, area: str, out: Path | None, as_json: bool) -> None:
    """Make the bulletin of a day, or take the one there is; print its figures, or write it to a file."""
    start_django()
    from django.utils import timezone

    from vungxanh.common import centre, papers
    from vungxanh.kernel.actor import system
    from vungxanh.kernel.refused import Refused
    from vungxanh.rooms.reports import actions, queries

    by, at = system("dòng lệnh"), centre.now()
    where, on = area or centre.current().area_path, _day(day) if day else timezone.localdate(at)
    if not where:
        raise click.ClickException("Trung tâm chưa có địa bàn; ghi --area, thí dụ 3/70/691/.")
    if out is not None and out.suffix.lower() not in (".docx", ".pdf"):
        raise click.BadParameter("the file must end in .docx or .pdf", param_hint="--out")
    found = actions.make(by=by, at=at, area_path=where, day=on)
    if out is not None:
        paper = queries.paper_of(by=by, found=found)
        try:
            out.write_bytes(papers.pdf(paper) if out.suffix.lower() == ".pdf" else papers.docx(paper))
        except OSError as wrong:
            raise Refused(
                "Không ghi được tệp %(out)s: %(strerror)s.", values={"out": out, "strerror": wrong.strerror}
            ) from wrong
    told = queries.told(by=by, found=found)
    data = {
        "id": str(found.pk), "date": on, "area": where, "number": found.number, "version": found.version,
        "state": found.state, "cut_off": found.cut_off, "file": str(out) if out else None, "figures": found.values,
    }  # fmt: skip
    say(as_json, data, "\n".join(told + ([f"→ {out}"] if out else [])))


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise click.BadParameter("write it like 2021-08-17", param_hint="--date") from None
