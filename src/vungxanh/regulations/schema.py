"""TOML table -> frozen dataclass, checked field by field."""

import dataclasses
import re
import types
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any, get_args, get_origin, get_type_hints

DATA = Path(__file__).parent / "data"

# What the reader of an error may call a type.
NAMES = {
    bool: "true hoặc false",
    int: "số nguyên",
    float: "số",
    str: "chữ trong ngoặc kép",
    date: "ngày dạng 2021-07-30",
}


class FieldError(Exception):
    """A field that does not fit: its name, what is wrong and the remedy."""

    def __init__(self, field: str, problem: str, remedy: str) -> None:
        super().__init__(f"{field}: {problem}. {remedy}")
        self.field, self.problem, self.remedy = field, problem, remedy

    def within(self, section: str) -> "FieldError":
        """The same, with the table the field stands in: "values.hours", "rules[1].days"."""
        return FieldError(f"{section}.{self.field}", self.problem, self.remedy)


class RegulationError(ValueError):
    """A data file that must be corrected; ``line`` is 0 when the whole file is meant."""

    def __init__(self, file: Path, line: int, wrong: FieldError) -> None:
        where = f"{file.parent.name}/{file.name}" + (f", dòng {line}" if line else "")
        super().__init__(f"{where}, trường {wrong.field}: {wrong.problem}. {wrong.remedy}")
        self.file, self.line, self.field, self.remedy = file, line, wrong.field, wrong.remedy


def line_of(text: str, field: str) -> int:
    """The line that sets ``field`` ("values.hours", "rules[1].days"); of its table when missing; 0 without one."""
    section, _, key = field.rpartition(".")
    section = section or field
    name, _, index = section.rstrip("]").partition("[")
    wanted, seen, header = int(index or 0), -1, 0
    for number, line in enumerate(text.splitlines(), start=1):
        if found := re.match(r"\s*\[+([\w.]+)\]+", line):
            seen += found[1] == name
            inside = found[1] == name or found[1].startswith(f"{name}.")
            if found[1] == name and seen == wanted:
                header = number
            continue
        if header and inside and seen == wanted and re.match(rf"\s*{re.escape(key)}\s*=", line):
            return number
    return header


def hints(cls: type[Any]) -> dict[str, Any]:
    """Resolved annotations of a dataclass."""
    return get_type_hints(cls)


def build(cls: type[Any], table: Mapping[str, Any]) -> Any:
    """An instance of ``cls`` from ``table``; raises FieldError for an unknown, missing, mistyped or out-of-range field."""
    fields = {f.name: f for f in dataclasses.fields(cls)}
    for key in table:
        if key not in fields:
            raise FieldError(key, "không có trường này", f"Các trường: {', '.join(fields)}.")
    given: dict[str, Any] = {}
    for name, f in fields.items():
        if name in table:
            given[name] = convert(name, table[name], hints(cls)[name])
            check_range(f, given[name])
        elif f.default is dataclasses.MISSING and f.default_factory is dataclasses.MISSING:
            raise FieldError(name, "thiếu trường này", f"Thêm dòng {name} = … ({f.metadata.get('label', name)}).")
    return cls(**given)


def convert(name: str, value: Any, hint: Any) -> Any:
    """``value`` as the type ``hint`` asks for."""
    if isinstance(hint, types.UnionType):
        hint = next(a for a in get_args(hint) if a is not types.NoneType)
    if get_origin(hint) is tuple:
        return convert_list(name, value, get_args(hint)[0])
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return convert_choice(name, value, hint)
    if hint is float and type(value) is int:
        return float(value)
    if type(value) is not hint:
        raise FieldError(name, f"giá trị {value!r} sai kiểu", f"Cần {NAMES.get(hint, hint.__name__)}.")
    return value


def convert_list(name: str, value: Any, item: Any) -> tuple[Any, ...]:
    """A tuple of ``item``."""
    if not isinstance(value, list | tuple):
        raise FieldError(name, f"giá trị {value!r} sai kiểu", "Cần danh sách trong [ ].")
    if dataclasses.is_dataclass(item) and isinstance(item, type):
        return tuple(v if isinstance(v, item) else build(item, v) for v in value)
    return tuple(convert(name, v, item) for v in value)


def convert_choice(name: str, value: Any, choices: type[StrEnum]) -> StrEnum:
    """A member of ``choices``."""
    try:
        return choices(value)
    except ValueError:
        raise FieldError(name, f"giá trị {value!r} không hợp lệ", f"Một trong: {', '.join(choices)}.") from None


def check_range(f: "dataclasses.Field[Any]", value: Any) -> None:
    """Numbers stay within the bounds of the field."""
    for number in value if isinstance(value, tuple) else (value,):
        if isinstance(number, bool) or not isinstance(number, int | float) or "low" not in f.metadata:
            continue
        low, high = f.metadata["low"], f.metadata["high"]
        if not low <= number <= high:
            raise FieldError(f.name, f"giá trị {number} ngoài khoảng", f"Cần từ {low} đến {high} {f.metadata['unit']}.")
