"""Rounds of checks (kernel.rounds), and when the paper must be served."""

from datetime import datetime, timedelta

from vungxanh.kernel.rounds import Round as Round
from vungxanh.kernel.rounds import missed as missed
from vungxanh.kernel.rounds import round_at as round_at
from vungxanh.kernel.rounds import round_of as round_of


def serve_by(decided_at: datetime, hours: int) -> datetime:
    """When the paper must be in his hands."""
    return decided_at + timedelta(hours=hours)
