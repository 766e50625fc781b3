"""Values as lines a person can read, each with its unit, source and whether it is verified."""

import dataclasses
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any

from vungxanh.regulations.indices import INDICES, RESOURCES, UNIT_NAMES
from vungxanh.regulations.sets import Fact

WORDS: dict[str, str] = {
    "centralised": "tập trung",
    "home": "tại nhà",
    "none": "không cách ly",
    "last_exposure": "lần tiếp xúc cuối",
    "isolation_start": "ngày bắt đầu cách ly",
    "positive_sample": "ngày lấy mẫu dương tính",
    "isolation": "được cách ly",
    "negative": "xét nghiệm âm tính",
    **{unit.value: name for unit, name in UNIT_NAMES.items()},
    **{measure.value: index.name for measure, index in INDICES.items()},
    **{resource.value: name for resource, (name, _unit) in RESOURCES.items()},
}


def shown(value: Any) -> str:
    """A value in Vietnamese: "có", "1, 7, 14", "2", "tại nhà"."""
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, tuple):
        return ", ".join(shown(v) for v in value) or "không"
    if isinstance(value, StrEnum):
        return WORDS.get(value, str(value))
    if isinstance(value, float):
        return f"{value:g}".replace(".", ",")
    return str(value)


def facts(
    instance: Any,
    *,
    section: str,
    title: str = "",
    only: Sequence[str] | None = None,
    checked: Mapping[str, bool],
    sources: Mapping[str, str],
) -> tuple[Fact, ...]:
    """One Fact for every value the document states (or of ``only``); ``checked`` and ``sources`` are by field name."""
    found = []
    for f in dataclasses.fields(instance):
        value = getattr(instance, f.name)
        empty = value is None or value == "" or (value == () and f.default == ())
        if empty or (only is not None and f.name not in only):
            continue
        label = f.metadata["label"]
        found.append(
            Fact(
                path=f"{section}.{f.name}",
                label=f"{title} · {label}" if title else label,
                value=shown(value),
                unit=f.metadata["unit"],
                verified=checked[f.name],
                source=sources[f.name],
            )
        )
    return tuple(found)
