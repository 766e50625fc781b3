"""Diseases as data: names, routes, incubation and serial interval, read from ``data/diseases.toml``."""

import dataclasses
import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from vungxanh.kernel.refused import Refused
from vungxanh.regulations.schema import DATA, FieldError, RegulationError, build, line_of


class Route(StrEnum):
    """The main way a disease spreads."""

    AIR = "person_to_person_air"
    CONTACT = "person_to_person_contact"
    FOOD_WATER = "food_water"
    VECTOR = "vector"
    ANIMAL = "animal"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Disease:
    """One disease. Days are whole or decimal days; ``unverified`` names the fields from memory."""

    code: str
    name_vi: str
    name_en: str
    route: Route
    traced_by_contact: bool
    source: str
    icd10: str = ""
    incubation_min_days: float | None = None
    incubation_max_days: float | None = None
    incubation_mean_days: float | None = None
    serial_mean_days: float | None = None
    unverified: tuple[str, ...] = ()
    note: str = ""

    def verified(self, field: str) -> bool:
        """Whether this field was read in a source."""
        return field not in self.unverified


@cache
def load_diseases(file: Path = DATA / "diseases.toml") -> tuple[Disease, ...]:
    """All diseases in the order of the file; raises RegulationError."""
    text = file.read_text("utf-8")
    found: dict[str, Disease] = {}
    for index, table in enumerate(tomllib.loads(text).get("disease", [])):
        try:
            one: Disease = build(Disease, table)
            check(one, found)
        except FieldError as error:
            wrong = error.within(f"disease[{index}]")
            raise RegulationError(file, line_of(text, wrong.field), wrong) from None
        found[one.code] = one
    return tuple(found.values())


def check(one: Disease, found: dict[str, Disease]) -> None:
    """What must hold between the fields of a disease; raises FieldError."""
    if one.code in found:
        raise FieldError("code", f"mã {one.code} đã dùng", "Đặt mã khác.")
    names = {f.name for f in dataclasses.fields(Disease)}
    for name in one.unverified:
        if name not in names:
            raise FieldError("unverified", f"không có trường {name}", f"Các trường: {', '.join(sorted(names))}.")
    low, high = one.incubation_min_days, one.incubation_max_days
    if low is not None and high is not None and low > high:
        raise FieldError("incubation_max_days", "nhỏ hơn incubation_min_days", "Sửa một trong hai.")


def disease(code: str) -> Disease:
    """The disease with this code; raises Refused for an unknown one."""
    for one in load_diseases():
        if one.code == code:
            return one
    raise Refused("Không có bệnh mang mã %(code)s.", field="disease", values={"code": code})
