"""GeoJSON of what the reader sees: outlines and figures of one day, never a person, written as it is read."""

import json
from collections.abc import Iterator
from typing import Any

from vungxanh.console.map.figures import Figures
from vungxanh.console.map.on_day import Line, lines
from vungxanh.regulations.indices import LETTERS

AT_ONCE = 100


def geojson(found: Figures) -> Iterator[bytes]:
    """A FeatureCollection in pieces; levels by letter, what is not known is null."""
    head = {
        "type": "FeatureCollection", "name": f"ban-do-{found.day.isoformat()}", "day": found.day.isoformat(),
        "sources": list(found.sheet.sources), "approximate": found.sheet.rough, "simplified": found.sheet.coarse,
    }  # fmt: skip
    yield json.dumps(head, ensure_ascii=False)[:-1].encode() + b', "features": ['
    held: list[str] = []
    for n, line in enumerate(lines(found)):
        held.append(("," if n else "") + "\n" + _feature(line, found.sheet.geometry[line.number]))
        if len(held) == AT_ONCE:
            yield "".join(held).encode()
            held = []
    yield ("".join(held) + "\n]}\n").encode()


def _feature(line: Line, geometry: str) -> str:
    about: dict[str, Any] = {
        "code": line.code, "path": line.path, "name": line.label, "level_proposed": LETTERS.get(line.proposed or 0),
        "level_possible": LETTERS.get(line.most or 0), "level_decided": LETTERS.get(line.decided or 0),
        "cases_7_days": line.cases, "population": line.population, "cases_per_100000_7_days": line.rate,
    }  # fmt: skip
    said = json.dumps(about, ensure_ascii=False)
    return f'{{"type": "Feature", "id": {json.dumps(line.path)}, "properties": {said}, "geometry": {geometry}}}'
