"""Visits and meetings laid out in memory, so that a trace answers while the caller is on the phone. Never writes."""

from vungxanh.rooms.tracing.snapshot.holding import current, forget, warm_up
from vungxanh.rooms.tracing.snapshot.tracing import trace

__all__ = ["current", "forget", "trace", "warm_up"]
