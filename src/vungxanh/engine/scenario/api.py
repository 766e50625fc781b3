"""The door of the scenario engine: pure, no Django, answers in microseconds.

wants = [Want("beds", Use.EACH, planned=100, there=120), Want("oxygen", Use.GAS, there=600_000)]
gaps(active=340, growth=5.0, mix=Mix(moderate=15, severe=5, critical=1, severe_lpm=10, critical_lpm=60), wants=wants)
to_next(340, (100, 500))      # (3, 161): 161 cases more and the third scenario begins
"""

from vungxanh.engine.scenario.model import HORIZON, Gap, Mix, Use, Want
from vungxanh.engine.scenario.running import active_on, days_to, gaps, needed, runs_out, to_next

__all__ = [
    "HORIZON",
    "Gap",
    "Mix",
    "Use",
    "Want",
    "active_on",
    "days_to",
    "gaps",
    "needed",
    "runs_out",
    "to_next",
]
