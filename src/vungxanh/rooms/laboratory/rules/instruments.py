"""Result files of real-time PCR instruments: from their export to one result a well. Pure.

Two layouts, by their own first lines and column names. Sources of the layouts: the text exports of QuantStudio 5/6/7 in the
test data of the open parser allotropy (Benchling, ``tests/parsers/appbio_quantstudio``), and the default header of CFX
Manager 3's CSV, as the R packages cfx (koncina) and assayr2 (hemoshear) read it; only the layout is taken over.
Applied Biosystems QuantStudio Design & Analysis (lines ``* Name = value``, then ``[Results]``, then columns ``Well``,
``Well Position``, ``Sample Name``, ``Target Name``, ``Task``, ``CT``; "Undetermined" without a curve; comma or tab), and
Bio-Rad CFX Maestro "Quantification Cq Results" (``Well`` as A01, ``Fluor``, ``Target``, ``Content``, ``Sample``, ``Cq``).
"""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from vungxanh.kernel.refused import Refused
from vungxanh.kernel.text import fold
from vungxanh.kernel.text import gettext_noop as _
from vungxanh.rooms.laboratory.rules.kinds import MOST_CT, Result
from vungxanh.rooms.laboratory.rules.plates import well

LARGEST = 4_000_000
_POSITION, _SAMPLE = ("wellposition", "well"), ("samplename", "sample")
_TARGET, _CT = ("targetname", "target", "detector"), ("ct", "cq", "cт")
_TASK, _OMIT = ("task", "content"), ("omit",)
_RUN = 8  # wells of which it means something that all rise
_NO_CONTROLS = ("unknown", "unkn", "")
_NEGATIVE, _POSITIVE = ("ntc", "negctrl", "nrt"), ("posctrl", "positivecontrol", "pc")


@dataclass(frozen=True, slots=True)
class Reading:
    """One target in one well. ``ct`` None: no curve. ``control``: not a sample of anybody; ``task``: what it is then."""

    well: str
    sample: str
    target: str
    ct: float | None
    control: bool
    task: str = ""


@dataclass(frozen=True, slots=True)
class Call:
    """What the wells of one sample say together. ``ct``: the lowest of its viral targets."""

    well: str
    sample: str
    result: Result
    ct: float | None


def readings(text: str) -> tuple[str, list[Reading]]:
    """(instrument, readings) of an export. Refused when no table of wells is found, with what to export instead."""
    lines = [line for line in text.lstrip("\ufeff").splitlines() if line.strip()]
    for delimiter in "\t;,":
        rows = list(csv.reader(lines, delimiter=delimiter))
        at = next((n for n, row in enumerate(rows) if _columns(row) is not None), None)
        if at is not None:
            break
    else:
        raise Refused(
            _("Không thấy bảng kết quả trong tệp: xuất mục Results (QuantStudio) hoặc Quantification Cq Results (CFX).")
        )
    columns = _columns(rows[at]) or {}
    kind = "Applied Biosystems QuantStudio" if "wellposition" in map(_key, rows[at]) else "Bio-Rad CFX"
    return kind, [found for row in rows[at + 1 :] if (found := _reading(row, columns)) is not None]


def _key(cell: str) -> str:
    return "".join(c for c in fold(cell) if c.isalnum())


def _columns(row: Sequence[str]) -> dict[str, int] | None:
    keys = [_key(cell) for cell in row]
    found = {
        name: next((keys.index(word) for word in words if word in keys), -1)
        for name, words in (
            ("well", _POSITION),
            ("sample", _SAMPLE),
            ("target", _TARGET),
            ("ct", _CT),
            ("task", _TASK),
            ("omit", _OMIT),
        )
    }
    return found if min(found[name] for name in ("well", "sample", "ct")) >= 0 else None


def _reading(row: Sequence[str], columns: dict[str, int]) -> Reading | None:
    def cell(name: str) -> str:
        at = columns[name]
        return row[at].strip() if 0 <= at < len(row) else ""

    place = well(cell("well"))
    if not place or _key(cell("omit")) in ("true", "yes", "1"):
        return None
    task = _key(cell("task")).rstrip("0123456789")
    return Reading(place, cell("sample"), cell("target"), _ct(cell("ct")), control=task not in _NO_CONTROLS, task=task)


def check_controls(rows: Iterable[Reading], cutoff: "Cutoff") -> None:
    """Refused when the run cannot be used: a negative control that rises in time, or a positive one that does not.

    Controls are known by the instrument's own mark (NTC, Neg Ctrl, Pos Ctrl); a file without such marks passes.
    """
    internal = cutoff.names
    rose: dict[tuple[str, bool], bool] = {}
    for row in rows:
        negative, positive = row.task in _NEGATIVE, row.task in _POSITIVE
        if (negative or positive) and _key(row.target) not in internal:
            up = row.ct is not None and row.ct <= cutoff.ct
            rose[row.well, positive] = rose.get((row.well, positive), False) or up
    wrong = sorted(place for (place, positive), up in rose.items() if up != positive)
    if wrong:
        raise Refused(
            _(
                "Lượt chạy không dùng được: chứng ở giếng %(wells)s sai (chứng âm lên, hoặc chứng dương không lên). Chạy lại đĩa."
            ),
            field="file",
            values={"wells": ", ".join(wrong)},
        )


def _ct(text: str) -> float | None:
    try:
        value = float(text.replace(",", "."))
    except ValueError:
        return None
    return value if 0 < value <= MOST_CT else None


@dataclass(frozen=True, slots=True)
class Cutoff:
    """When a curve counts. ``ct``: up to this cycle; ``internal``: names of the internal control."""

    ct: float
    internal: tuple[str, ...]

    @property
    def names(self) -> set[str]:
        """Keys of the internal controls: "RNase P" is "RNaseP"."""
        return {_key(name) for name in self.internal}


def check_internal(rows: Iterable[Reading], cutoff: Cutoff) -> None:
    """Refused when a target nobody named as internal control behaves like one: it rises in every well of a run of some
    size while another target rises in few, and the file has no internal control by name. Else a whole plate would be positive.
    """
    wells: dict[str, set[str]] = {}
    targets: dict[str, str] = {}
    for row in rows:
        if row.sample and not row.control:
            rose = wells.setdefault(row.well, set())
            targets[_key(row.target)] = row.target
            if row.ct is not None and row.ct <= cutoff.ct:
                rose.add(_key(row.target))
    if len(wells) < _RUN or cutoff.names & set(targets):
        return
    counts = {key: sum(key in rose for rose in wells.values()) for key in targets}
    every = [targets[key] for key, n in counts.items() if n == len(wells)]
    if every and min(counts.values()) * 2 < len(wells):
        raise Refused(
            _(
                "%(target)s lên ở mọi giếng: có phải chứng nội không? Nếu phải, thêm tên này vào quy định lấy mẫu (tên chứng nội) rồi nạp lại; chưa ghi kết quả nào."
            ),
            field="file",
            values={"target": ", ".join(every)},
        )


def calls(rows: Iterable[Reading], cutoff: Cutoff) -> list[Call]:
    """One result a well of somebody's sample: positive when any viral target rises in time; negative when none does and
    the internal control rises; invalid when nothing rises at all although the run has an internal control."""
    internal = cutoff.names
    wells: dict[tuple[str, str], list[Reading]] = {}
    for row in rows:
        if row.sample and not row.control:
            wells.setdefault((row.well, row.sample), []).append(row)
    return [_call(place, sample, found, internal, cutoff.ct) for (place, sample), found in wells.items()]


def _call(place: str, sample: str, found: Sequence[Reading], internal: set[str], most: float) -> Call:
    viral = [row.ct for row in found if _key(row.target) not in internal and row.ct is not None and row.ct <= most]
    if viral:
        return Call(place, sample, Result.POSITIVE, min(viral))
    own = [row for row in found if _key(row.target) in internal]
    rose = not own or any(row.ct is not None for row in own)
    return Call(place, sample, Result.NEGATIVE if rose else Result.INVALID, None)
