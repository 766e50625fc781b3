"""Bring other people's real files into a fresh centre, as they are, and write docs/validation/imports.md from what came.

    .venv/bin/python scripts/validate_imports.py [--check]

``--check`` writes nothing and ends with 1 when the page differs.
"""

import argparse
import os
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

REPO = Path(__file__).resolve().parents[1]
SHARED = Path(os.environ.get("VUNGXANH_SHARED", REPO.parent / "shared"))
PAGE = REPO / "docs/validation/imports.md"
AREA = "3/70/691/"
AT = datetime(2026, 6, 1, tzinfo=UTC)
SORMAS = "formats/sormas/examples"
MOST = 6


@dataclass(frozen=True)
class Set:
    """Files that belong together: title, where from, how they are imported (as a user would choose on the page)."""

    title: str
    about: str
    files: tuple[str, ...]
    how: dict[str, Any]
    slow: bool = False


SETS = (
    Set(
        "SORMAS, the nine example files",
        "Test files of hzi-braunschweig/SORMAS-Project. Places are in Nigeria and Germany: with “keep what cannot be read "
        "in the note” each row is filed under the centre's area and its place stays as text.",
        tuple(
            f"{SORMAS}/{name}.csv"
            for name in (
                "TestCase_ImportPrio_template",
                "TestContact_ImportPrio_template",
                "sormas_case_contact_import_test_success",
                "sormas_case_import_test_samples",
                "sormas_cases_sordev_10361",
                "sormas_contact_import_test",
                "sormas_import_test_errors",
                "sormas_import_test_line_listing",
                "sormas_import_test_success",
            )
        ),
        {"disease": "covid19", "lenient": True},
    ),
    Set(
        "Go.Data, a training outbreak",
        "Four tables of an export, from The Epidemiologist R Handbook (simulated). They refer to each other by UUID.",
        tuple(f"data/epirhandbook/godata_{n}_clean.csv" for n in ("cases", "contacts", "relationships", "followups")),
        {"disease": "ebola", "source": "godata", "lenient": True},
    ),
    Set(
        "Korea 2020 (DS4C)",
        "Patients and the points of their routes as the Korean CDC published them (real). Routes have a day, no hour.",
        ("data/korea_ds4c/PatientInfo.csv", "data/korea_ds4c/PatientRoute.csv"),
        {"disease": "covid19", "source": "ds4c", "lenient": True},
        slow=True,
    ),
    Set(
        "Ebola, simulated (outbreaks)",
        "`ebola_sim` of the R package outbreaks.",
        ("data/outbreaks/ebola_sim.linelist.csv", "data/outbreaks/ebola_sim.contacts.csv"),
        {"disease": "ebola", "source": "ebola_sim", "lenient": True},
        slow=True,
    ),
    Set(
        "A dirty line list and its cleaned twin",
        "`linelist_raw.xlsx` and `linelist_cleaned.xlsx` of The Epidemiologist R Handbook (simulated, deliberately dirty).",
        ("data/epirhandbook/linelist_raw.xlsx", "data/epirhandbook/linelist_cleaned.xlsx"),
        {"disease": "ebola", "lenient": True},
        slow=True,
    ),
)


@dataclass
class Outcome:
    """What came of one file; ``again``: (new, updated) when it is sent a second time."""

    name: str
    kind: str
    reading: str
    mapped: int
    unused: list[str]
    result: dict[str, Any]
    errors: Counter[tuple[str, str]] = field(default_factory=Counter)
    warnings: Counter[tuple[str, str]] = field(default_factory=Counter)
    strict: int = 0
    again: tuple[int, int] = (0, 0)


def bring(one: Set, by: Any, folder: Path) -> list[Outcome]:
    """Import the files of a set through the door of the console, twice."""
    from vungxanh.adapters.linelist import running, sending

    found = []
    given = [(Path(name).name, (folder / name).read_bytes()) for name in one.files]
    plans = sending.prepare(given, by=by, area=AREA, **one.how)
    order = [Path(name).name for name in one.files]
    for sent in sorted(plans, key=lambda s: order.index(s.name)) if "source" not in one.how else plans:
        strict = sending.prepare([(sent.name, sent.data)], by=by, area=AREA, **(one.how | {"lenient": False}))[0]
        kept_out = running.dry_run(strict.plan, strict.table, by=by, at=AT).tally.errors
        problems: list[Any] = []
        job = _run(sent, by, problems.append)
        again = _run(sent, by)
        made = Outcome(
            sent.name, sent.plan.of.caption, _reading(sent), _taken(sent.plan), job["unused"], job, strict=kept_out,
            again=(again["new"], again["updated"]),
        )  # fmt: skip
        for problem in problems:
            (made.errors if problem.fatal else made.warnings)[
                problem.column, re.sub(r"\d[\d:/.]*", "…", problem.reason)
            ] += 1
        found.append(made)
    return found


def _run(sent: Any, by: Any, tell: Callable[[Any], object] | None = None) -> dict[str, Any]:
    from vungxanh.adapters.linelist import actions, running
    from vungxanh.common import jobs
    from vungxanh.common import running as worker

    upload = actions.send(by=by, at=AT, data=sent.data, name=sent.name)
    job = actions.begin(
        by=by, at=AT, upload_id=upload.id, plan=sent.plan, key=f"validate:{UUID(int=id(upload))}:{upload.id}"
    )
    count, second = running.count, running.second_step

    def spy(importer: Any, part: list[Any], twice: Any) -> None:
        count(importer, part, twice)
        for problem in (p for row in part for p in row.problems) if tell else ():
            tell(problem)

    def spy_second(importer: Any, part: list[Any], *, write: bool) -> None:
        second(importer, part, write=write)
        for problem in (p for row in part for p in row.problems) if tell else ():
            tell(problem)

    running.count, running.second_step = spy, spy_second  # type: ignore[assignment]
    try:
        worker.run_next(only=job.pk)
    finally:
        running.count, running.second_step = count, second
    job.refresh_from_db()
    if job.state != jobs.State.DONE:
        raise SystemExit(f"{sent.name}: {job.state} {job.message}")
    return dict(job.result)


def _taken(plan: Any) -> int:
    """How many columns of the file something is taken from, for the rows or what they carry beside."""
    return len({*plan.mapping.values(), *(name for _kind, mapping in plan.also for name in mapping.values())})


def _reading(sent: Any) -> str:
    sign = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}[sent.table.delimiter]
    first = "workbook" if sent.table.by_record else f"{sent.table.encoding_name}, {sign}"
    entities = ", entity row" if sent.table.units else ""
    return f"{first}{entities}, {'month' if sent.plan.month_first else 'day'} first"


def compare(by: Any, folder: Path) -> list[tuple[str, int, int, int, list[str]]]:
    """Field by field, the dirty list as imported against its cleaned twin: (field, rows, same, other, examples)."""
    import polars as pl

    from vungxanh.rooms.cases import queries

    clean = pl.read_csv(_sheet(folder / "data/epirhandbook/linelist_cleaned.xlsx"), infer_schema_length=None)
    rows = {row["case_id"]: row for row in clean.iter_rows(named=True)}
    ids = queries.ids_by_external(by=by, source="linelist_raw", external_ids=list(rows))
    stored = queries.get_many(by=by, case_ids=list(ids.values()))
    fields: dict[str, tuple[Callable[[Any], Any], Callable[[dict[str, Any]], Any]]] = {
        "date_infection": (lambda c: c.exposure_start, lambda r: _day(r["date_infection"])),
        "date_onset": (lambda c: c.onset_date, lambda r: _day(r["date_onset"])),
        "date_hospitalisation": (lambda c: _local(c.isolated_at), lambda r: _day(r["date_hospitalisation"])),
        "outcome": (
            lambda c: str(c.outcome),
            lambda r: {"Death": "died", "Recover": "recovered"}.get(r["outcome"], "unknown"),
        ),
        "gender": (lambda c: c.person.sex, lambda r: {"m": "M", "f": "F"}.get(r["gender"], "U")),
        "hospital": (lambda c: c.facility, lambda r: "" if r["hospital"] == "Missing" else r["hospital"]),
        "infector": (lambda c: _code_of(c.source_case), lambda r: r["infector"] if r["infector"] in ids else ""),
        "source": (
            lambda c: c.source_setting if c.source_case_id else "",
            lambda r: (r["source"] or "") if r["infector"] in ids else "",
        ),
    }
    found = [("case_id", len(rows), len(ids), len(rows) - len(ids), sorted(set(rows) - set(ids))[:3])]
    for name, (ours, theirs) in fields.items():
        other = [
            f"{ours(stored[pk])} / {theirs(rows[key])}"
            for key, pk in ids.items()
            if ours(stored[pk]) != (theirs(rows[key]) or ours_empty(ours(stored[pk])))
        ]
        examples = [text for text, _n in Counter(other).most_common(3)]
        found.append((name, len(ids), len(ids) - len(other), len(other), examples))
    return found


def ours_empty(value: Any) -> Any:
    """Nothing, as our field says it."""
    return "" if isinstance(value, str) else None


def _sheet(path: Path) -> bytes:
    from vungxanh.adapters.linelist import reading

    table = reading.read(path.read_bytes())
    import csv
    import io

    out = io.StringIO()
    csv.writer(out).writerows(
        [table.header, *(cells + [""] * (len(table.header) - len(cells)) for _l, cells in table.rows())]
    )
    return out.getvalue().encode()


def _day(text: str | None) -> date | None:
    return date.fromisoformat(str(text)[:10]) if text and text != "NA" else None


def _local(moment: datetime | None) -> date | None:
    from vungxanh.adapters.linelist.values import VIETNAM

    return moment.astimezone(VIETNAM).date() if moment else None


def _code_of(case: Any) -> str:
    return case.external_id if case else ""


def page(outcomes: Sequence[tuple[Set, list[Outcome]]], twin: Sequence[Any], traced: tuple[int, int, int]) -> str:
    """The page."""
    text = [_HEAD]
    for one, found in outcomes:
        text.append(f"## {one.title}\n\n{one.about}\n")
        text.append(
            "| file | kind | read as | columns taken | rows | new | known | out | out if strict | warned | sent again: new, changed |"
        )
        text.append("|---|---|---|---|---|---|---|---|---|---|---|")
        text += [_line(o) for o in found]
        text.append("")
        text += [line for o in found for line in _reasons(o)]
        if "Korea" in one.title:
            text.append(
                f"\nTracing over it: {traced[0]} visits of {traced[1]} persons; recomputing the patient with most route points "
                f"finds {traced[2]} contacts of the first level by the shared places and days.\n"
            )
    text.append("## The dirty list against its cleaned twin, field by field\n")
    text.append("`linelist_raw.xlsx` as imported above, row by row of `linelist_cleaned.xlsx` (ours / the twin's).\n")
    text.append("| field | rows | same | other | most frequent differences |\n|---|---|---|---|---|")
    text += [
        f"| {name} | {rows} | {same} | {other} | {'; '.join(f'`{e}`' for e in examples)} |"
        for name, rows, same, other, examples in twin
    ]
    return "\n".join(text) + "\n" + _TAIL


def _line(o: Outcome) -> str:
    r = o.result
    made = f"{o.mapped} of {o.mapped + len(o.unused)}"
    return (
        f"| {o.name} | {o.kind} | {o.reading} | {made} | {r['rows']} | {r['new']} | {r['known']} | {r['errors']} | {o.strict} "
        f"| {r['warnings']} | {o.again[0]}, {o.again[1]} |"
    )


def _reasons(o: Outcome) -> list[str]:
    lines = (
        [f"- {o.name}: also made {', '.join(f'{n} {what}' for what, n in sorted(o.result['made'].items()))}."]
        if o.result["made"]
        else []
    )
    for label, counted in (("out", o.errors), ("warned", o.warnings)):
        for (column, reason), times in sorted(counted.items(), key=lambda c: (-c[1], c[0]))[:MOST]:
            lines.append(f"- {o.name}, {label} {times}: {column or 'row'}: {reason}")
    if o.unused:
        shown = ", ".join(o.unused[:14]) + (f" and {len(o.unused) - 14} more" if len(o.unused) > 14 else "")
        lines.append(f"- {o.name}, columns not taken (told on the page, kept in the note when asked): {shown}.")
    return lines


_HEAD = """# Imports: real files, as they are

Made by `scripts/validate_imports.py`; not edited by hand. Every file goes in unedited, through the same door as the page,
with the kind, columns, code, delimiter and order of dates the program proposes by itself. Rows are filed under Bù Gia Mập,
since none of these places is in Vietnam; what a row says of its place stays as text.

*New*: rows written. *Known*: there already (the same row twice). *Out*: rows given back with their reasons; *out if
strict*: how many would be when a cell that cannot be read keeps its row out instead of going into the note. *Warned*: rows
written with a remark. The last column is the whole file sent a second time: nothing is new, nothing changes.
"""
_TAIL = """
What the differences are: the twin corrects values that its authors looked up elsewhere; spellings of hospitals are kept by
us as they are written; a date the raw file gives in a form that is no date stays empty and its text is in the note.
"""


def trace(by: Any) -> tuple[int, int, int]:
    """Visits, persons with visits, and the contacts found for the patient with most of them."""
    from django.db.models import Count

    from vungxanh.rooms.tracing import actions, queries

    visits = queries.visible_visits(by).filter(source="ds4c")
    persons = visits.values("person_id", "case_id").annotate(n=Count("pk")).order_by("-n", "case_id")
    busiest = next((row["case_id"] for row in persons if row["case_id"]), None)
    f1 = actions.recompute(by=by, at=AT, case_id=busiest).f1 if busiest else 0
    return visits.count(), len({row["person_id"] for row in persons}), f1


def fresh_centre() -> Any:
    """An empty centre in a temporary home: the system as actor."""
    os.environ["VUNGXANH_HOME"] = tempfile.mkdtemp(prefix="vungxanh-imports-")
    os.environ.pop("VUNGXANH_DATABASE", None)
    os.environ["DJANGO_SETTINGS_MODULE"] = "vungxanh.site.settings"
    import django

    django.setup()
    from django.core.management import call_command

    from vungxanh.kernel.actor import system
    from vungxanh.rooms.places import actions as places

    call_command("migrate", verbosity=0)
    places.load_official_units(by=system(), at=AT, only=("3/70/",))
    return system()


def main() -> int:
    """Write or check the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    check = parser.parse_args().check
    by = fresh_centre()
    outcomes = [(one, bring(one, by, SHARED)) for one in SETS]
    text = page(outcomes, compare(by, SHARED), trace(by))
    if check:
        same = PAGE.exists() and PAGE.read_text() == text
        print("same" if same else f"{PAGE} differs; run scripts/validate_imports.py")
        return 0 if same else 1
    PAGE.write_text(text)
    print(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
