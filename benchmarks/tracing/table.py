"""Write the tables of results/*.json into ../README.md, between the marks."""

import json
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
README = HERE.parent / "README.md"
BEGIN, END = "<!-- tracing: made by tracing/table.py -->", "<!-- end of what tracing/table.py makes -->"
HEAD = (
    "| | build | F1, median / p95 | F1-F3, median / p95 | 1,000 F0s at once | peak memory |\n|---|---|---|---|---|---|"
)


def figures(row: dict[str, Any]) -> list[float]:
    """Build s, F1 ms, F1-F3 ms, batch s, peak MB."""
    build = row.get("build", row)  # a database builds in a process of its own
    return [
        build["build_s"], row["F1_to_F1"]["median"], row["F1_to_F3"]["median"], row.get("batch", {}).get("best_s", 0),
        row["peak_after_interactive_mb"],
    ]  # fmt: skip


def line(row: dict[str, Any]) -> str:
    """One contestant."""
    build, _, _, batch, peak = figures(row)
    spans = [f"{row[k]['median']:,.3g} / {row[k]['p95']:,.3g} ms" for k in ("F1_to_F1", "F1_to_F3")]
    return (
        f"| {row['contestant']} | {build:.1f} s | {spans[0]} | {spans[1]} | {f'{batch:.2f} s' if batch else '-'} "
        f"| {peak:,.0f} MB (with the batch {row['peak_mb']:,.0f}) |"
    )


def session(told: dict[str, Any]) -> str:
    """The contestants of one session, the ratios to ours, and the limit of the memory."""
    rows = [r for r in told["rows"] if "F1_to_F3" in r]
    ours = next(r for r in rows if r["contestant"] == "ours")
    n = ours["n"]
    at, loads = rows[0]["at"], [round(r["load1"], 1) for r in rows]
    text = [
        f"{n:,} persons, {5 * n:,} contacts, {20 * n:,} visits; {at}, {told['machine']}; load {min(loads)} to {max(loads)}.",
        "", HEAD, *map(line, rows),
    ]  # fmt: skip
    mine = figures(ours)
    for row in rows:
        if not row["contestant"].startswith("ours"):
            ratios = [f"{b / a:,.1f} x" if a and b else "-" for a, b in zip(mine, figures(row), strict=True)]
            text.append(f"| {row['contestant']} / ours | " + " | ".join(ratios) + " |")
    for key, name in (("F1_to_F1", "F1"), ("F1_to_F3", "F1-F3")):
        sums = {r[key]["check5"] for r in rows if r[key]["n_checked"] == 5}
        text += ["", f"{name}: checksums {'equal' if len(sums) == 1 else 'DIFFER'} ({', '.join(sorted(sums))})."]
    sums = {r["batch"]["check"] for r in rows if "batch" in r}
    text += ["", f"Batch: checksums {'equal' if len(sums) == 1 else 'DIFFER'} ({', '.join(sorted(sums))})."]
    text += ["", limit(told, ours)]
    return "\n".join(text)


def limit(told: dict[str, Any], ours: dict[str, Any]) -> str:
    """The batch reads every stay and contact (16 bytes each) in two of its three rounds, at least."""
    n, reads = ours["n"], told["bandwidth"]["read_gb_s"]
    size = 2 * 16 * (20 * n + 10 * n)
    least, took = size / reads / 1e9, ours["batch"]["best_s"]
    return (
        f"Physical limit: two of the three rounds of the batch reach nearly everybody and read every stay and every "
        f"contact, {size / 1e9:.2f} GB, in {least:.2f} s at the {reads} GB/s one core reads here (measured in the "
        f"same session); ours takes {took / least:.0f} times that, most of it for the two random looks per stay at "
        f"the person's state (8 bytes, {8 * n / 1e6:.0f} MB in all, more than the inner cache holds)."
    )


def tables() -> str:
    """Everything between the marks."""
    parts = [session(json.loads(p.read_text())) for p in sorted((HERE / "results").glob("session-*.json"))]
    ten = HERE / "results" / "ten_million.json"
    if ten.exists():
        t = json.loads(ten.read_text())
        parts.append(
            f"{t['persons']:,} persons, {t['visits']:,} visits from disk (`ten_million.py`, {t['at']}): laid out in "
            f"{t['build_s']} s ({t['build_cpu_s']} of processor, peak {t['build_peak_mb']:,} MB); {t['f0s']:,} F0s at once "
            f"{t['batch_one_core_s']} s on one core ({t['batch_one_core_cpu_s']} of processor), {t['batch_two_cores_s']} s "
            f"on two; peak {t['peak_mb']:,} MB, of which {t['own_mb']:,} MB are its own and the rest pages of the file "
            f"that the system may take back; F1-F3 of one F0 {t['f1_f3_median_ms']} ms median, {t['f1_f3_max_ms']} slowest."
        )
    base = HERE / "results" / "from_database.json"
    if base.exists():
        t = json.loads(base.read_text())
        parts.append(
            f"From SQLite with {t['visits']:,} visits and {t['contacts']:,} meetings (`from_database.py`, {t['at']}, load "
            f"{t['load']:.1f}): read and laid out in {t['build_s']} s by the clock, {t['build_cpu_s']} of processor on two "
            f"threads, peak {t['build_peak_mb']:,} MB; opened from disk by the next process in {t['open_s']} s."
        )
    return "\n\n".join(parts)


if __name__ == "__main__":
    text = README.read_text()
    before, rest = text.split(BEGIN)
    after = rest.split(END)[1]
    README.write_text(f"{before}{BEGIN}\n{tables()}\n{END}{after}")
