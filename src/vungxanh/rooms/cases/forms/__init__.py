"""Forms of the room."""

from vungxanh.rooms.cases.forms.bulk import BulkForm
from vungxanh.rooms.cases.forms.facts import CorrectForm, FactsForm
from vungxanh.rooms.cases.forms.moves import (
    CloseForm,
    ConfirmForm,
    IsolateForm,
    JoinForm,
    NotifyForm,
    OutcomeForm,
    PlainForm,
    ReasonForm,
)
from vungxanh.rooms.cases.forms.new import ChainForm, ClusterForm, NewCaseForm, SourceForm

__all__ = [
    "BulkForm", "ChainForm", "CloseForm", "ClusterForm", "ConfirmForm", "CorrectForm", "FactsForm", "IsolateForm", "JoinForm", "NewCaseForm",
    "NotifyForm", "OutcomeForm", "PlainForm", "ReasonForm", "SourceForm",
]  # fmt: skip
