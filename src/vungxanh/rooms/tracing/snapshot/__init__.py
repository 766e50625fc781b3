"""Visits and meetings laid out in memory, so that a trace answers while the caller is on the phone. Never writes.

Loaded at its first use: a start that traces nothing should not wait for the arrays behind it.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from vungxanh.rooms.tracing.snapshot.holding import current, forget, warm_up
    from vungxanh.rooms.tracing.snapshot.tracing import trace

_WHERE = {"current": "holding", "forget": "holding", "warm_up": "holding", "trace": "tracing"}

__all__ = ["current", "forget", "trace", "warm_up"]


def __getattr__(name: str) -> Any:
    if name not in _WHERE:
        raise AttributeError(name)
    return getattr(import_module(f"{__name__}.{_WHERE[name]}"), name)
