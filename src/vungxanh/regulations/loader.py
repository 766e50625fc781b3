"""TOML files -> RegulationSets. A wrong file is refused with its line, field and remedy."""

import dataclasses
import re
import tomllib
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, get_args, get_origin

from vungxanh.regulations.diseases import load_diseases
from vungxanh.regulations.facts import facts
from vungxanh.regulations.risk import RISK_TYPES, row_title
from vungxanh.regulations.schema import DATA, FieldError, RegulationError, build, hints, line_of
from vungxanh.regulations.sets import Fact, Kind, Level, RegulationSet
from vungxanh.regulations.values import VALUE_TYPES, IsolationRule, IsolationRules, Subject


@dataclasses.dataclass(frozen=True, kw_only=True)
class Header:
    """The [regulation] table of a file."""

    id: str
    kind: Kind
    issuer: str
    level: Level
    title: str
    diseases: tuple[str, ...]
    verified: bool
    source: str
    number: str = ""
    article: str = ""
    area: str = ""
    effective_from: date = date.min
    effective_to: date | None = None
    dates_verified: bool | None = None
    note: str = ""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Marks:
    """What a [values] or [[rules]] table says about itself, apart from the values."""

    verified: bool | None = None
    source: str = ""
    unverified: tuple[str, ...] = ()
    verified_values: tuple[str, ...] = ()
    sources: dict[str, str] = dataclasses.field(default_factory=dict)


MARK_NAMES = frozenset(f.name for f in dataclasses.fields(Marks))


@cache
def load_all(root: Path = DATA) -> tuple[RegulationSet, ...]:
    """Every set under ``root``, by subject, then date. Read once; a file error stops the program at start."""
    sets = [load(file) for file in sorted(root.glob("*/*.toml"))]
    ids: dict[str, RegulationSet] = {}
    for one in sets:
        if one.id in ids:
            file = next(f for f in sorted(root.glob("*/*.toml"), reverse=True) if f'"{one.id}"' in f.read_text("utf-8"))
            raise RegulationError(file, 0, FieldError("id", f"{one.id} đã dùng ở tệp khác", "Đặt mã khác."))
        ids[one.id] = one
    return tuple(sorted(sets, key=lambda s: (s.subject, s.effective_from, s.id)))


def load(file: Path) -> RegulationSet:
    """One file; raises RegulationError."""
    return parse(file, file.read_text("utf-8"))


def parse(file: Path, text: str) -> RegulationSet:
    """The text of a file as a set; ``file`` names the subject (its folder) and what errors speak of."""
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"line (\d+)", str(error))
        wrong = FieldError("TOML", str(error), "Sửa cú pháp TOML ở dòng này.")
        raise RegulationError(file, int(found[1]) if found else 0, wrong) from None
    try:
        return read(file.parent.name, table)
    except FieldError as wrong:
        raise RegulationError(file, line_of(text, wrong.field), wrong) from None


def read(folder: str, table: Mapping[str, Any]) -> RegulationSet:
    """The parsed file as a set; raises FieldError."""
    if folder not in list(Subject):
        raise FieldError("subject", f"thư mục {folder} không phải chủ đề", f"Một trong: {', '.join(Subject)}.")
    subject = Subject(folder)
    lists = row_types(subject)
    for name in table.keys() - {"regulation", "values", "rules"} - lists.keys():
        raise FieldError(name, "không có bảng này", "Chỉ có [regulation], [values] và [[rules]].")
    header = read_header(table.get("regulation", {}))
    if subject is Subject.ISOLATION:
        value, found = read_rules(table, header)
    elif lists or subject in RISK_TYPES:
        value, found = read_rows(subject, table, header, lists)
    else:
        value, found = read_values(subject, table, header)
    given = {f.name: getattr(header, f.name) for f in dataclasses.fields(header)}
    given["dates_verified"] = header.verified if header.dates_verified is None else header.dates_verified
    return RegulationSet(subject=subject, value=value, facts=found, **given)


def read_header(table: Mapping[str, Any]) -> Header:
    """[regulation], checked; raises FieldError."""
    try:
        header: Header = build(Header, table)
        check_header(header)
    except FieldError as wrong:
        raise wrong.within("regulation") from None
    return header


def check_header(h: Header) -> None:
    """What must hold between the fields of a header."""
    rules: Iterable[tuple[bool, str, str, str]] = (
        (bool(h.source.strip()), "source", "trống", "Ghi nguồn của các giá trị."),
        (bool(h.diseases), "diseases", "trống", 'Ghi mã bệnh, hoặc ["*"] cho mọi bệnh.'),
        (h.area == "" or h.area.endswith("/"), "area", "phải kết thúc bằng /", 'Ví dụ "3/12/111/"; cả nước là "".'),
        (
            h.kind is not Kind.REGULATION or bool(h.number),
            "number",
            "thiếu số văn bản",
            'Ví dụ number = "3638/QĐ-BYT".',
        ),
        (
            h.kind is not Kind.REGULATION or h.effective_from > date.min,
            "effective_from",
            "thiếu ngày hiệu lực",
            "Ghi effective_from = năm-tháng-ngày.",
        ),
        (
            h.kind is Kind.REGULATION or not h.verified,
            "verified",
            "thực hành chung và thiết lập không phải là luật",
            "Ghi verified = false.",
        ),
        (
            h.effective_to is None or h.effective_to >= h.effective_from,
            "effective_to",
            "trước ngày hiệu lực",
            "Sửa một trong hai ngày.",
        ),
        ((h.level is Level.NATIONAL or h.level is Level.CENTRE) or h.area != "", "area", "thiếu địa bàn", "Ghi area."),
    )
    for holds, field, problem, remedy in rules:
        if not holds:
            raise FieldError(field, problem, remedy)
    codes = {d.code for d in load_diseases()} | {"*"}
    for code in h.diseases:
        if code not in codes:
            raise FieldError("diseases", f"không có bệnh mang mã {code}", "Thêm bệnh vào diseases.toml hoặc sửa mã.")


def row_types(subject: Subject) -> dict[str, type[Any]]:
    """The lists of rows a subject has beside its values: field name -> row type."""
    if subject not in RISK_TYPES:
        return {}
    fields = hints(RISK_TYPES[subject]).items()
    items = {name: get_args(hint)[0] for name, hint in fields if get_origin(hint) is tuple}
    return {name: item for name, item in items.items() if dataclasses.is_dataclass(item) and isinstance(item, type)}


def read_rows(
    subject: Subject, table: Mapping[str, Any], header: Header, lists: Mapping[str, type[Any]]
) -> tuple[Any, tuple[Fact, ...]]:
    """[values] and the lists of rows as the subject's dataclass, every row with its own marks."""
    found: list[Fact] = []
    rows: dict[str, tuple[Any, ...]] = {}
    for name, item in lists.items():
        read_all = [read_table(item, t, header, f"{name}[{i}]") for i, t in enumerate(table.get(name, ()))]
        rows[name] = tuple(row for row, _ in read_all)
        found += [fact for _, facts_ in read_all for fact in facts_]
    cls, values = RISK_TYPES[subject], table.get("values", {})
    try:
        marks = read_marks({k: v for k, v in values.items() if k in MARK_NAMES})
        plain = build(cls, {k: v for k, v in values.items() if k not in MARK_NAMES} | rows)
    except FieldError as wrong:
        raise wrong if "." in wrong.field else wrong.within("values") from None
    names = [f.name for f in dataclasses.fields(cls) if f.name not in lists]
    checked, sources = weigh(marks, header, names)
    of_values = facts(plain, section="values", only=names, checked=checked, sources=sources)
    return plain, (*of_values, *found)


def read_values(subject: Subject, table: Mapping[str, Any], header: Header) -> tuple[Any, tuple[Fact, ...]]:
    """[values] as the subject's dataclass, with its facts."""
    if "values" not in table:
        raise FieldError("values", "thiếu bảng [values]", "Thêm bảng [values].")
    return read_table(VALUE_TYPES[subject], table["values"], header, "values")


def read_rules(table: Mapping[str, Any], header: Header) -> tuple[IsolationRules, tuple[Fact, ...]]:
    """[[rules]] as IsolationRules, with the facts of each."""
    if not table.get("rules"):
        raise FieldError("rules", "thiếu bảng [[rules]]", "Thêm ít nhất một [[rules]].")
    read_all = [read_table(IsolationRule, t, header, f"rules[{i}]") for i, t in enumerate(table["rules"])]
    return IsolationRules(rules=tuple(r for r, _ in read_all)), tuple(f for _, found in read_all for f in found)


def read_table(cls: type[Any], table: Mapping[str, Any], header: Header, section: str) -> tuple[Any, tuple[Fact, ...]]:
    """One value table: the instance and its facts, each verified or not and with its own source."""
    try:
        marks = read_marks({k: v for k, v in table.items() if k in MARK_NAMES})
        instance = build(cls, {k: v for k, v in table.items() if k not in MARK_NAMES})
        checked, sources = weigh(marks, header, [f.name for f in dataclasses.fields(cls)])
    except FieldError as wrong:
        raise wrong.within(section) from None
    title = rule_title(instance) if isinstance(instance, IsolationRule) else row_title(instance)
    return instance, facts(instance, section=section, title=title, checked=checked, sources=sources)


def weigh(marks: Marks, header: Header, names: list[str]) -> tuple[dict[str, bool], dict[str, str]]:
    """Of every value: whether it is verified, and its source."""
    for mark in ("unverified", "verified_values", "sources"):
        for name in getattr(marks, mark):
            if name not in names:
                raise FieldError(mark, f"không có giá trị {name}", f"Các giá trị: {', '.join(names)}.")
    default = header.verified if marks.verified is None else marks.verified
    checked = {n: (default and n not in marks.unverified) or n in marks.verified_values for n in names}
    if header.kind is not Kind.REGULATION and any(checked.values()):
        raise FieldError("verified", "thực hành chung và thiết lập không phải là luật", "Bỏ dấu verified.")
    return checked, {n: marks.sources.get(n, marks.source or header.source) for n in names}


def read_marks(table: Mapping[str, Any]) -> Marks:
    """The marks of a value table; sources are a table of their own, checked here."""
    sources = table.get("sources", {})
    if not isinstance(sources, dict) or not all(isinstance(v, str) and v for v in sources.values()):
        raise FieldError("sources", "phải là bảng tên = nguồn", 'Ví dụ sources = { days = "…" }.')
    plain: Marks = build(Marks, {k: v for k, v in table.items() if k != "sources"})
    return dataclasses.replace(plain, sources=sources)


def rule_title(rule: IsolationRule) -> str:
    """Whom a rule is for, short: "F1 đã tiêm đủ hoặc đã khỏi"."""
    return f"{rule.group} đã tiêm đủ hoặc đã khỏi" if rule.conditional else rule.group
