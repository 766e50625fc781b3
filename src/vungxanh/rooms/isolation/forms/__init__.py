"""Forms of decisions, deeds, checks."""

from vungxanh.rooms.isolation.forms.deciding import CaseForm, DecisionForm
from vungxanh.rooms.isolation.forms.deeds import BedForm, CheckForm, ReasonForm, ServeForm, UntilForm

__all__ = ["BedForm", "CaseForm", "CheckForm", "DecisionForm", "ReasonForm", "ServeForm", "UntilForm"]
