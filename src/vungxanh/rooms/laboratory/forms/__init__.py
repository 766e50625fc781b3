"""Forms of samples, tubes, boxes, plans."""

from vungxanh.rooms.laboratory.forms.chain import (
    BackForm,
    BatchForm,
    LaboratoryForm,
    PlateFileForm,
    PlateForm,
    ReceiveForm,
    TimesForm,
)
from vungxanh.rooms.laboratory.forms.plans import CampaignForm, GroupForm, LabelsForm, SessionForm
from vungxanh.rooms.laboratory.forms.samples import CorrectionForm, ResultForm, SampleForm

__all__ = [
    "BackForm", "BatchForm", "CampaignForm", "CorrectionForm", "GroupForm", "LabelsForm", "LaboratoryForm", "PlateFileForm",
    "PlateForm", "ReceiveForm", "ResultForm", "SampleForm", "SessionForm", "TimesForm",
]  # fmt: skip
