"""How the folder is laid out: ``visits/province=70/day=2021-08-17/part-00001.parquet`` and so on.

A row is in the folder of every day it touches, whole: a day's folder answers for that day without its neighbours.
Days are those of Vietnam, where a day begins at 17:00 UTC; times are epoch seconds.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from pathlib import Path

from vungxanh.kernel.refused import Refused

DAY, SLOT = 86_400, 3_600
HERE = 7 * 3600  # Vietnam has had UTC+7 without summer time since 1975
NEVER = 2**40  # an instant after all others
FORMAT = 1
PARTS = ("persons", "meetings", "visits", "isolations")
_EPOCH = date(1970, 1, 1)


@dataclass(frozen=True)
class Manifest:
    """What is in a folder. rows: part -> rows as recorded; stored: as laid out (a long stay is in several days)."""

    disease: str
    as_of: str
    rows: dict[str, int]
    stored: dict[str, int]
    format: int = FORMAT

    def save(self, folder: Path) -> None:
        """Written last: a folder without it is not whole."""
        (folder / "lake.json").write_text(json.dumps(asdict(self), indent=1))


def manifest_of(folder: Path) -> Manifest:
    """Of a whole folder. Refused when it is none."""
    try:
        told = json.loads((Path(folder) / "lake.json").read_text())
        found = Manifest(**told)
    except (OSError, ValueError, TypeError):
        raise Refused(
            "%(folder)s không phải là thư mục do «vungxanh export» ghi xong.", values={"folder": folder}
        ) from None
    if found.format != FORMAT:
        raise Refused("%(folder)s do phiên bản khác ghi. Hãy xuất lại.", values={"folder": folder})
    return found


def day_number(instant: int) -> int:
    """Days since 1970 in Vietnam."""
    return (instant + HERE) // DAY


def day_name(number: int) -> str:
    """2021-08-17."""
    return (_EPOCH + timedelta(days=int(number))).isoformat()
