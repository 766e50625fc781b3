"""The doors: what is in force for a disease, on a day, in an area, and why."""

from datetime import date
from functools import lru_cache
from typing import Any, Literal, overload

from vungxanh.regulations.choose import Considered, Explanation, NoRegulation, Ruling, choose, rank
from vungxanh.regulations.contacts import Circumstances, ContactJudgement, is_close_contact
from vungxanh.regulations.diseases import Disease, Route, disease, load_diseases
from vungxanh.regulations.isolation import Immunity, IsolationPlan, follow_up_until, isolation_for
from vungxanh.regulations.loader import BadRegulation, load_all
from vungxanh.regulations.sets import Fact, Kind, Level, RegulationSet
from vungxanh.regulations.values import (
    SUBJECT_NAMES,
    CaseDefinition,
    Classification,
    ContactDefinition,
    CountedFrom,
    EndsOn,
    EpidemicEnd,
    FollowUpRule,
    Group,
    InfectiousWindow,
    IsolationRule,
    IsolationRules,
    NotificationRule,
    Place,
    PriorityWeights,
    ResultTarget,
    Subject,
    TraceTarget,
)
from vungxanh.regulations.windows import InfectiousPeriod, infectious_period

__all__ = ["SUBJECT_NAMES", "BadRegulation", "CaseDefinition", "Circumstances", "Classification"]  # rewritten below
