"""Compare the shipped units with independent official lists, and outlines with real ones; write docs/validation/units.md.

python scripts/validate_units.py [--shared ../shared] [--check]
"""

import argparse
import json
import os
import sys
import unicodedata
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import django
import numpy as np
import shapely

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vungxanh.site.settings_test")
django.setup()

from vungxanh.kernel.text import fold
from vungxanh.rooms.places import rules
from vungxanh.rooms.places.actions import shipped
from vungxanh.rooms.places.rules.drawing import draw
from vungxanh.rooms.places.rules.outlines import touching
from vungxanh.rooms.places.rules.spelling import run_together

REPO = Path(__file__).parents[1]
PAGE = REPO / "docs/validation/units.md"
LISTED = 40
Names = dict[str, str]  # path -> full name


@dataclass
class Official:
    """An official list: title, file, edition it is compared with, names by path."""

    title: str
    file: str
    edition: str
    names: Names


def three_levels(data: Any) -> Names:
    found: Names = {}
    for p in data["data"]:
        province = f"3/{p['level1_id']}/"
        found[province] = p["name"]
        for d in p["level2s"]:
            found[f"{province}{d['level2_id']}/"] = d["name"]
            for c in d["level3s"]:
                found[f"{province}{d['level2_id']}/{c['level3_id']}/"] = c["name"]
    return found


def two_levels(data: Any) -> Names:
    found: Names = {}
    for p in data:
        found[f"2/{p['Code']}/"] = p["FullName"]
        found |= {f"2/{p['Code']}/{w['Code']}/": w["FullName"] for w in p["Wards"]}
    return found


def official(shared: Path) -> list[Official]:
    """The three lists."""
    folder = shared / "data/admin_units_vn"
    read = lambda name: json.loads((folder / name).read_text())  # noqa: E731
    return [
        Official(
            "GSO, 1 March 2025 (the last three-level list)", "gso_2025-03-01_dvhcvn.json", "3",
            three_levels(read("gso_2025-03-01_dvhcvn.json")),
        ),
        Official(
            "GSO, 1 November 2021 (the year of the founding documents)", "gso_2021-11-01_dvhcvn.json", "3",
            three_levels(read("gso_2021-11-01_dvhcvn.json")),
        ),
        Official(
            "Two-level list of 2026", "gso_2026_34tinh_thanglequoc_v4.2.0.json", "2",
            two_levels(read("gso_2026_34tinh_thanglequoc_v4.2.0.json")),
        ),
    ]  # fmt: skip


def ours(edition: str) -> Names:
    """Our full names by path, without the country."""
    return {u.path: f"{u.kind} {u.name}" for u in shipped.units() if u.path[0] == edition and u.path.count("/") > 1}


def compare(theirs: Names, mine: Names) -> dict[str, Any]:
    """Counts and differences, matched by code within a level: a commune that moved to another district is "moved"."""
    code = lambda path: (rules.level_of(path).value, rules.code_of(path))  # noqa: E731
    their, my = {code(p): p for p in theirs}, {code(p): p for p in mine}
    both = sorted(their.keys() & my.keys())
    renamed = [(my[c], theirs[their[c]], mine[my[c]]) for c in both if clean(theirs[their[c]]) != clean(mine[my[c]])]
    return {
        "counts": Counter(level for level, _ in their),
        "our_counts": Counter(level for level, _ in my),
        "missing": [(their[c], theirs[their[c]]) for c in sorted(their.keys() - my.keys())],
        "extra": [(my[c], mine[my[c]]) for c in sorted(my.keys() - their.keys())],
        "moved": [(their[c], my[c], mine[my[c]]) for c in both if their[c] != my[c]],
        "renamed": [(path, old, new, reason(old, new)) for path, old, new in renamed],
    }


def clean(name: str) -> str:
    """Without what is only typing: capitals, composition, spaces."""
    return unicodedata.normalize("NFC", " ".join(name.split())).casefold()


def bare(name: str) -> str:
    words = fold(name)
    kind = next((fold(k) for k in rules.Kind if words.startswith(fold(k) + " ")), "")
    return words.removeprefix(kind).strip()


def reason(old: str, new: str) -> str:
    """Why two names of one code differ."""
    if fold(old) == fold(new):
        return "tone mark or accent only"
    if run_together(old) == run_together(new):
        return "spelling of the same name"
    if bare(old) == bare(new):
        return "kind changed (commune became ward, town became city…)"
    return "another name"


def row(cells: list[object]) -> str:
    return "| " + " | ".join(str(c) for c in cells) + " |"


def table(head: list[str], rows: list[list[object]], total: int | None = None) -> list[str]:
    if not rows:
        return ["None.", ""]
    shown = rows[:LISTED]
    lines = [row(list(head)), row(["---"] * len(head)), *(row(r) for r in shown)]
    left = (total or len(rows)) - len(shown)
    return [*lines, *([f"… and {left} more."] if left else []), ""]


def chapter(each: Official) -> list[str]:
    """One list against ours."""
    found = compare(each.names, ours(each.edition))
    lines = [f"## {each.title}", "", f"File `{each.file}` against edition `{each.edition}`.", ""]
    levels = [lv.value for lv in rules.Level if found["counts"][lv.value]]
    lines += table(
        ["level", "official", "ours", "missing here", "extra here"],
        [
            [
                lv,
                found["counts"][lv],
                found["our_counts"][lv],
                in_level(found["missing"], lv),
                in_level(found["extra"], lv),
            ]
            for lv in levels
        ],
    )
    lines += [
        "### In the official list, not in ours",
        "",
        *table(["path", "name"], [list(r) for r in found["missing"]]),
    ]
    lines += ["### In ours, not in the official list", "", *table(["path", "name"], [list(r) for r in found["extra"]])]
    lines += ["### Under another parent", ""]
    lines += table(["official path", "our path", "our name"], [list(r) for r in found["moved"]])
    why = Counter(r[3] for r in found["renamed"])
    lines += [f"### Names that differ: {len(found['renamed'])}", ""]
    lines += table(["reason", "count"], [[k, n] for k, n in why.most_common()])
    lines += table(
        ["our path", "official", "ours", "reason"], [list(r) for r in sorted(found["renamed"], key=lambda r: r[3])]
    )
    return lines


def in_level(rows: list[tuple[str, str]], level: str) -> int:
    return sum(rules.level_of(path) == level for path, _ in rows)


def outlines(shared: Path) -> dict[str, float]:
    """Our approximate outlines and neighbours of the new communes against the real ones of 2026."""
    drawing = draw(shipped.units(), shipped.links())
    features = json.loads((shared / "data/boundaries_vn/wards_2026_simplified.geojson").read_text())["features"]
    by_code = {rules.code_of(p): p for p in drawing.shapes if p[0] == "2" and p.count("/") == 3}
    real: dict[str, Any] = {}
    for f in features:
        path = by_code.get(f["properties"]["ma_xa"])
        if path:
            real[path] = shapely.make_valid(shapely.from_geojson(json.dumps(f["geometry"])))
    paths = sorted(real)
    a = np.array([drawing.shapes[p] for p in paths], dtype=object)
    b = np.array([real[p] for p in paths], dtype=object)
    iou = shapely.area(shapely.intersection(a, b)) / shapely.area(shapely.union(a, b))
    true = {(paths[i], paths[j]) for i, j in touching(b)}
    guessed = {pair for pair in drawing.pairs if pair[0] in real and pair[1] in real}
    return {
        "compared": len(paths),
        "median_iou": float(np.median(iou)),
        "iou_over_half": float((iou > 0.5).mean()),
        "true_pairs": len(true),
        "found_share": len(true & guessed) / len(true),
        "right_share": len(true & guessed) / len(guessed),
    }


def page(shared: Path) -> str:
    """The whole page."""
    lines = [
        "# Official units: ours against independent lists", "",
        "Made by `scripts/validate_units.py`; a test recomputes the counts. The shipped tables come from",
        "`vietnamadminunits` 1.0.4 (MIT), built by `scripts/build_units.py`. They hold the three-level tree as it stood",
        "last, so communes abolished between 2021 and March 2025 are known only as old names (aliases) of what they went into,",
        "and their codes find nothing. Why twelve communes of the list of March 2025 are absent was not found out;",
        "the succession table, too, knows nothing of them. Points of the source that could not be right (swapped rows,",
        "several communes at one point) were moved by the build script and are marked `mended`.",
        f"Codes are compared within a level; names without regard to capitals. Lists are cut after {LISTED} lines.",
        "",
    ]  # fmt: skip
    for each in official(shared):
        lines += chapter(each)
    got = outlines(shared)
    lines += [
        "## Approximate outlines and neighbours", "",
        "New communes drawn from points and the succession table, against the real outlines of 2026",
        "(`wards_2026_simplified.geojson`).", "",
        *table(["measure", "value"], [
            ["communes compared", int(got["compared"])],
            ["median overlap (intersection over union)", f"{got['median_iou']:.2f}"],
            ["communes with an overlap above one half", f"{got['iou_over_half']:.0%}"],
            ["real pairs of neighbours", int(got["true_pairs"])],
            ["of these found from approximate outlines", f"{got['found_share']:.1%}"],
            ["of our approximate pairs, real ones", f"{got['right_share']:.1%}"],
        ]),
        "So: good enough to see where one is and who is probably adjacent; not for deciding which commune borders which",
        "where it matters. Import the real outlines for that (`/places/boundaries`).", "",
    ]  # fmt: skip
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=REPO.parent / "shared")
    parser.add_argument("--check", action="store_true", help="fail when the page would change")
    asked = parser.parse_args()
    text = page(asked.shared)
    if asked.check:
        sys.exit(0 if PAGE.read_text() == text else f"{PAGE} is stale: run scripts/validate_units.py")
    PAGE.parent.mkdir(parents=True, exist_ok=True)
    PAGE.write_text(text)
    print(PAGE)


if __name__ == "__main__":
    main()
