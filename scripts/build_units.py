"""Make the shipped unit tables of room ``places`` out of ``vietnamadminunits`` (MIT).

    uv run --group data python scripts/build_units.py

Writes ``areas.csv.gz`` (path, code, kind, name, point, box, area, aliases), ``succession.csv.gz`` (old path, new
path, how) and ``NOTICE`` into ``src/vungxanh/rooms/places/data``. The output is byte-for-byte reproducible.
"""

import csv
import gzip
import io
import json
import math
import sqlite3
import unicodedata
from collections import Counter, defaultdict
from importlib.metadata import distribution
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from typing import Any

OUT = Path(__file__).parents[1] / "src/vungxanh/rooms/places/data"
AREA_COLUMNS = ("path", "kind", "name", "lat", "lng", "point", "south", "west", "north", "east", "km2", "aliases")
REACH = (3.0, 1.6)  # km, and times the square root of the successor's km²
Row = dict[str, Any]


def source() -> Path:
    spec = find_spec("vietnamadminunits")
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit("vietnamadminunits is missing: run with `uv run --group data`")
    return Path(spec.submodule_search_locations[0]) / "data"


def read(folder: Path, table: str) -> list[Row]:
    db = sqlite3.connect(f"file:{folder / 'dataset.db'}?mode=ro", uri=True)
    db.row_factory = sqlite3.Row
    return [dict(row) for row in db.execute(f"select * from {table}")]


def bare(full: str, kind: str) -> str:
    """``Xã Đak Ơ`` -> ``Đak Ơ``; a number stays with nothing before it (``Phường 1`` -> ``1``)."""
    return full[len(kind) :].strip()


def kind_of(full: str, kinds: tuple[str, ...]) -> str:
    return next(kind for kind in kinds if full.casefold().startswith(kind.casefold() + " "))


PROVINCE_KINDS = ("Thành phố", "Tỉnh")
DISTRICT_KINDS = ("Thành phố", "Thị xã", "Huyện", "Quận")
COMMUNE_KINDS = ("Đặc khu", "Thị trấn", "Phường", "Xã")


def aliases(text: str | None, own: str) -> str:
    """Old names and nicknames, folded and run together as the source has them."""
    return "|".join(sorted({a for a in json.loads(text or "[]") if a and a != own}))


def box(text: str | None) -> list[float | None]:
    if not text:
        return [None] * 4
    low, high = text.split("–")
    return [round(float(part), 4) for part in f"{low},{high}".split(",")]


def area(path: str, full: str, kinds: tuple[str, ...], point: tuple[Any, Any], **more: Any) -> Row:
    full = unicodedata.normalize("NFC", " ".join(full.split()))
    kind = kind_of(full, kinds)
    lat, lng = (None if v is None else round(v, 5) for v in point)
    found: Row = dict.fromkeys(AREA_COLUMNS, "")
    found |= {"path": path, "kind": kind, "name": bare(full, kind), "lat": lat, "lng": lng, "point": "given"}
    return found | more


def old_areas(rows: list[Row]) -> dict[str, Row]:
    """The three-level tree, by path; the five island districts have no communes."""
    found: dict[str, Row] = {}
    for r in rows:
        p, d, w = f"3/{r['provinceCode']}/", f"3/{r['provinceCode']}/{r['districtCode']}/", r["wardCode"]
        if p not in found:
            nick = aliases(r["provinceAlias"], r["provinceShortKey"])
            found[p] = area(p, r["province"], PROVINCE_KINDS, (r["provinceLat"], r["provinceLon"]), aliases=nick)
        if d not in found:
            nick = aliases(r["districtAlias"], r["districtShortKey"])
            found[d] = area(d, r["district"], DISTRICT_KINDS, (r["districtLat"], r["districtLon"]), aliases=nick)
        if w:
            found[f"{d}{w}/"] = area(
                f"{d}{w}/",
                r["ward"],
                COMMUNE_KINDS,
                (r["wardLat"], r["wardLon"]),
                aliases=aliases(r["wardAlias"], r["wardShortKey"]),
                **dict(zip(("south", "west", "north", "east"), box(r["wardBounds"]), strict=True)),
            )
    return found


def new_areas(rows: list[Row]) -> dict[str, Row]:
    """The two-level tree, by path."""
    found: dict[str, Row] = {}
    for r in rows:
        p = f"2/{r['provinceCode']}/"
        if p not in found:
            nick = aliases(r["provinceAlias"], r["provinceShortKey"])
            found[p] = area(p, r["province"], PROVINCE_KINDS, (r["provinceLat"], r["provinceLon"]), aliases=nick)
        nick = aliases(r["wardAlias"], r["wardShortKey"])
        point = (r["wardLat"], r["wardLon"])
        path = f"{p}{r['wardCode']}/"
        found[path] = area(path, r["ward"], COMMUNE_KINDS, point, km2=r["wardAreaKm2"] or "", aliases=nick)
    return found


def succession(folder: Path, old: list[Row], new: list[Row]) -> list[tuple[str, str, str]]:
    """(old path, new path, how): ``whole`` = all of it went there; ``most``/``part`` = it was divided."""
    data = json.loads((folder / "converter_2025.json").read_text())
    old_paths: dict[str, str] = {}
    for r in old:
        path = f"3/{r['provinceCode']}/{r['districtCode']}/" + (f"{r['wardCode']}/" if r["wardCode"] else "")
        old_paths[f"{r['provinceKey']}_{r['districtKey']}_{r['wardKey'] or ''}"] = path
    new_paths = {(r["provinceKey"], r["wardKey"]): f"2/{r['provinceCode']}/{r['wardCode']}/" for r in new}
    provinces = {r["provinceKey"]: f"2/{r['provinceCode']}/" for r in new}
    old_provinces = {r["provinceKey"]: f"3/{r['provinceCode']}/" for r in old}

    links: set[tuple[str, str, str]] = set()
    for new_key, old_keys in data["DICT_PROVINCE"].items():
        links |= {(old_provinces[key], provinces[new_key], "whole") for key in old_keys}
    for province, wards in data["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        for ward, keys in wards.items():
            links |= {(old_paths[key], new_paths[province, ward], "whole") for key in keys}
    for province, divided in data["DICT_PROVINCE_WARD_DIVIDED"].items():
        for key, parts in divided.items():
            for part in parts:
                how = "most" if part["isDefaultNewWard"] else "part"
                links.add((old_paths[key], new_paths[province, part["newWardKey"]], how))
    return sorted(links)


def km(a: Row, b: Row) -> float:
    return math.hypot((a["lat"] - b["lat"]) * 110.6, (a["lng"] - b["lng"]) * 111.3 * math.cos(math.radians(a["lat"])))


def shared_points(old: dict[str, Row]) -> set[tuple[float, float]]:
    """Points that say nothing: those of a district or province, or of several communes at once."""
    seen = Counter((r["lat"], r["lng"]) for r in old.values())
    return {point for point, times in seen.items() if times > 1}


def mend_new_points(old: dict[str, Row], new: dict[str, Row], links: list[tuple[str, str, str]]) -> list[str]:
    """Move new communes whose point lies far from every one of the old communes they were made of (swapped rows)."""
    useless = shared_points(old)
    made_of: dict[str, list[Row]] = defaultdict(list)
    for o, n, how in links:
        if how in ("whole", "most") and len(o.split("/")) == 5 and (old[o]["lat"], old[o]["lng"]) not in useless:
            made_of[n].append(old[o])
    moved = []
    for path, parts in made_of.items():
        row = new[path]
        reach = 8 + 2.2 * math.sqrt(float(row["km2"] or 30))
        # One old point against one new one: only a swap, tens of kilometres away, is beyond doubt.
        if min(km(row, part) for part in parts) > (reach if len(parts) > 1 else 60):
            row |= {"lat": round(median(p["lat"] for p in parts), 5), "lng": round(median(p["lng"] for p in parts), 5)}
            row["point"] = "mended"
            moved.append(f"{row['kind']} {row['name']} {path}")
    return moved


def mend_old_points(old: dict[str, Row], new: dict[str, Row], links: list[tuple[str, str, str]]) -> Counter[str]:
    """Replace points that cannot be right: geocoded into another district, or shared by several communes.

    The newer list comes from the state's map of the reform and is trusted; a commune further from its successor than
    a commune of that size allows takes a place beside the successor's point and is marked ``mended``.
    """
    home = {o: n for o, n, how in links if how in ("whole", "most") and len(o.split("/")) >= 4}
    useless = shared_points(old)
    done: Counter[str] = Counter()
    turn: dict[str, int] = defaultdict(int)
    for path, successor in home.items():
        row, nearest = old[path], new[successor]
        reach = REACH[0] + REACH[1] * math.sqrt(float(nearest["km2"] or 30))
        why = "far" if km(row, nearest) > reach else "shared" if (row["lat"], row["lng"]) in useless else ""
        if why:
            # Golden angle: the places found this way never coincide.
            angle, step = 2.39996 * turn[successor], 0.004 * (1 + turn[successor] ** 0.5)
            turn[successor] += 1
            row["lat"] = round(nearest["lat"] + step * math.sin(angle), 5)
            row["lng"] = round(nearest["lng"] + step * math.cos(angle), 5)
            row |= {"point": "mended", "south": None, "west": None, "north": None, "east": None}
            done[why] += 1
    return done


def mend_districts(old: dict[str, Row]) -> list[str]:
    """A district's point outside the box of its communes' points becomes their middle."""
    inside: dict[str, list[Row]] = defaultdict(list)
    for path, row in old.items():
        if len(path.split("/")) == 5:
            inside[path.rsplit("/", 2)[0] + "/"].append(row)
    moved = []
    for path, rows in inside.items():
        row = old[path]
        lats, lngs = [r["lat"] for r in rows], [r["lng"] for r in rows]
        if not (
            min(lats) - 0.03 <= row["lat"] <= max(lats) + 0.03 and min(lngs) - 0.03 <= row["lng"] <= max(lngs) + 0.03
        ):
            row |= {"lat": round(median(lats), 5), "lng": round(median(lngs), 5), "point": "mended"}
            moved.append(path)
    return moved


def write(name: str, header: tuple[str, ...], rows: list[tuple[Any, ...]]) -> int:
    text = io.StringIO()
    out = csv.writer(text, lineterminator="\n")
    out.writerow(header)
    out.writerows(rows)
    (OUT / name).write_bytes(gzip.compress(text.getvalue().encode(), 9, mtime=0))
    return (OUT / name).stat().st_size


def notice() -> None:
    dist = distribution("vietnamadminunits")
    licence = next(f for f in dist.files or [] if f.name == "LICENSE").read_text()
    head = (
        f"areas.csv.gz and succession.csv.gz are made by scripts/build_units.py from vietnamadminunits {dist.version}\n"
        "(https://github.com/tranngocminhhieu/vietnamadminunits), the three-level tree as it stood in the first half of\n"
        "2025 and the two-level tree in force since 1 July 2025. Points and boxes of the old communes were geocoded by\n"
        "that project; those marked `mended` were moved by our script. Licence of the source:\n\n"
    )
    (OUT / "NOTICE").write_text(head + licence)


def main() -> None:
    folder = source()
    old_rows, new_rows = read(folder, "admin_units_legacy"), read(folder, "admin_units")
    old, new = old_areas(old_rows), new_areas(new_rows)
    links = succession(folder, old_rows, new_rows)
    moved = mend_new_points(old, new, links)
    mended = mend_old_points(old, new, links)
    districts = mend_districts(old)
    roots = [area(f"{edition}/", "Nước Việt Nam", ("Nước",), (16.0, 106.5)) for edition in "32"]
    rows = sorted([*roots, *old.values(), *new.values()], key=lambda r: r["path"])
    sizes = [write("areas.csv.gz", AREA_COLUMNS, [tuple(r[c] for c in AREA_COLUMNS) for r in rows])]
    sizes.append(write("succession.csv.gz", ("old_path", "new_path", "how"), list(links)))
    notice()
    without = sorted(set(p for p in old if len(p.split("/")) == 5) - {o for o, _, _ in links})
    orphans = sorted(set(p for p in new if len(p.split("/")) == 4) - {n for _, n, _ in links})
    print(f"{len(rows)} areas, {len(links)} links, {dict(mended)} points mended, {sizes} bytes")
    print(f"new communes moved: {moved}; districts moved: {len(districts)}")
    print(f"old communes without a successor: {without}; new ones without a predecessor: {orphans}")


if __name__ == "__main__":
    main()
