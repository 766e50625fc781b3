"""Forms of decisions, deeds, checks."""

from vungxanh.rooms.isolation.forms.deciding import CaseForm, DecisionForm
from vungxanh.rooms.isolation.forms.deeds import BedForm, CheckForm, ReasonForm, ServeForm, UntilForm
from vungxanh.rooms.isolation.forms.self_report import SelfReportForm, WhyForm

__all__ = [
    "BedForm", "CaseForm", "CheckForm", "DecisionForm", "ReasonForm", "SelfReportForm", "ServeForm", "UntilForm", "WhyForm",
]  # fmt: skip
