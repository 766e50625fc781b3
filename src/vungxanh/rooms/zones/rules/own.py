"""A centre's own set: the numbers of a published one, made stricter; never weaker."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from vungxanh.kernel.refused import Refused
from vungxanh.regulations.risk import Hold, LevelRules, MatrixRow, Raise, Response, Scale, Trigger, row_title
from vungxanh.regulations.schema import FieldError
from vungxanh.rooms.zones.rules.deciding import RULE

LISTS = ("triggers", "scales", "responses", "matrix", "raises", "holds")
STRICTER_LOWER = {(Trigger, "at_least"), (Trigger, "over"), (Scale, "band2"), (Scale, "band3"), (Scale, "band4")}
STRICTER_HIGHER = {
    (Trigger, "level"), (Trigger, "days"), (Response, "high"), (Response, "low"), (MatrixRow, "high"),
    (MatrixRow, "medium"), (MatrixRow, "low"), (Raise, "below"), (Raise, "by"), (Hold, "at_least"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Number:
    """A number of a set that may be changed. ``lower``: a smaller one is stricter."""

    path: str
    row: str
    label: str
    unit: str
    value: float
    lower: bool
    whole: bool
    low: float
    high: float


def numbers(found: LevelRules) -> Iterator[Number]:
    """Every number a centre may tighten, in the order of the document."""
    for name in LISTS:
        for i, row in enumerate(getattr(found, name)):
            for f in fields(row):
                value = getattr(row, f.name)
                lower = (type(row), f.name) in STRICTER_LOWER
                if value is None or not (lower or (type(row), f.name) in STRICTER_HIGHER):
                    continue
                yield Number(
                    f"{name}[{i}].{f.name}", row_title(row), f.metadata["label"], f.metadata["unit"], value, lower,
                    isinstance(value, int), f.metadata["low"], f.metadata["high"],
                )  # fmt: skip


def with_changes(base: LevelRules, changes: Mapping[str, float]) -> LevelRules:
    """The set with other numbers; FieldError when they do not fit together."""
    made: dict[str, Any] = {name: list(getattr(base, name)) for name in LISTS}
    for path, value in changes.items():
        where, _dot, name = path.partition(".")
        kind, _bracket, index = where.rstrip("]").partition("[")
        row = made[kind][int(index)]
        made[kind][int(index)] = replace(row, **{name: type(getattr(row, name))(value)})
    rows: dict[str, Any] = {name: tuple(found) for name, found in made.items()}
    return replace(base, **rows)


def checked_changes(base: LevelRules, wanted: Mapping[str, float]) -> dict[str, float]:
    """Only what differs, each stricter than the document and within its bounds; Refused with the reason at its field."""
    known = {n.path: n for n in numbers(base)}
    found: dict[str, float] = {}
    for path, value in wanted.items():
        number = known.get(path)
        if number is None:
            raise Refused("Bộ tiêu chí gốc không có giá trị %(path)s.", field=path, values={"path": path})
        if value == number.value:
            continue
        if not number.low <= value <= number.high:
            raise Refused(
                "%(row)s: cần từ %(low)s đến %(high)s.", field=path,
                values={"row": number.row, "low": f"{number.low:g}", "high": f"{number.high:g} {number.unit}".strip()},
            )  # fmt: skip
        if (value > number.value) if number.lower else (value < number.value):
            way = "nhỏ hơn" if number.lower else "lớn hơn"
            raise Refused(
                "%(row)s, %(lower)s: văn bản ghi %(value)s; %(value2)s. Chỉ được đặt %(way)s.",
                field=path,
                values={
                    "row": number.row,
                    "lower": number.label.lower(),
                    "value": f"{number.value:g}",
                    "value2": RULE,
                    "way": way,
                },
            )
        found[path] = value
    if not found:
        raise Refused("Chưa thay đổi giá trị nào so với văn bản.")
    try:
        with_changes(base, found)
    except FieldError as wrong:
        raise Refused(
            "%(problem)s. %(remedy)s", field=wrong.field, values={"problem": wrong.problem, "remedy": wrong.remedy}
        ) from None
    return found
