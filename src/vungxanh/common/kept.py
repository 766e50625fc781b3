"""Values as JSON and back with their types: results of actions kept under their key, events in the outbox."""

import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any, Union, get_args, get_origin, get_type_hints
from uuid import UUID

from django.apps import apps
from django.db import models
from django.utils.module_loading import import_string


def address(thing: Any) -> str:
    """Where a class or function is found again."""
    return f"{thing.__module__}.{thing.__qualname__}"


def keep(value: Any) -> Any:
    """JSON from which ``give_back`` makes an equal value: model rows by key, ids, dates, dataclasses, containers.

    What JSON has no form for (a file, a function) becomes its text.
    """
    if type(value) is UUID:
        return {"$uuid": str(value)}
    if isinstance(value, Enum):
        return keep(value.value)
    if value is None or isinstance(value, bool | int | float | str):
        return value
    for kind, form in _FORMS:
        if isinstance(value, kind):
            return form(value)
    if is_dataclass(value) and not isinstance(value, type):
        return {"$of": address(type(value)), "values": {f.name: keep(getattr(value, f.name)) for f in fields(value)}}
    return str(value)


_FORMS: list[tuple[Any, Any]] = [
    (models.Model, lambda v: {"$row": v._meta.label_lower, "pk": str(v.pk)}),
    (UUID, lambda v: {"$uuid": str(v)}),
    (datetime, lambda v: {"$datetime": v.isoformat()}),
    (date, lambda v: {"$date": v.isoformat()}),
    (Mapping, lambda v: {str(k): keep(item) for k, item in v.items()}),
    (tuple, lambda v: {"$tuple": [keep(item) for item in v]}),
    (list | set | frozenset, lambda v: [keep(item) for item in v]),
]


def give_back(kept: Any) -> Any:
    """The value ``keep`` was given; model rows are read again."""
    if isinstance(kept, list):
        return [give_back(item) for item in kept]
    if not isinstance(kept, dict):
        return kept
    if "$row" in kept:
        return apps.get_model(kept["$row"])._default_manager.get(pk=kept["pk"])
    if "$tuple" in kept:
        return tuple(give_back(item) for item in kept["$tuple"])
    if "$of" in kept:
        return make(import_string(kept["$of"]), {k: give_back(v) for k, v in kept["values"].items()})
    for mark, kind in (("$uuid", UUID), ("$datetime", datetime.fromisoformat), ("$date", date.fromisoformat)):
        if mark in kept:
            return kind(kept[mark])
    return {k: give_back(v) for k, v in kept.items()}


def make(kind: type, values: Mapping[str, Any]) -> Any:
    """A dataclass from plain or typed values; unknown ones are left out, missing ones take their default."""
    hints = get_type_hints(kind)
    return kind(**{f.name: typed(hints[f.name], values[f.name]) for f in fields(kind) if f.name in values})


def typed(hint: Any, value: Any) -> Any:
    """``value`` (as JSON has it) as ``hint`` asks: ids, dates, enums, tuples, lists, optional ones of them."""
    origin, args = get_origin(hint), get_args(hint)
    if value is None:
        return None
    if origin in (Union, types.UnionType):
        inner = [arg for arg in args if arg is not type(None)]
        return typed(inner[0], value) if len(inner) == 1 else value
    if origin in (tuple, list, set, frozenset) and isinstance(value, list | tuple):
        return origin(typed(args[0], item) for item in value)
    if not isinstance(hint, type) or isinstance(value, hint):
        return value
    if issubclass(hint, datetime | date):
        return hint.fromisoformat(value)
    return hint(value) if issubclass(hint, UUID | Enum) else value
