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
from vungxanh.rooms.laboratory.forms.plans import (
    AddForm,
    CampaignForm,
    GatherForm,
    GroupForm,
    HamletForm,
    LabelsForm,
    SessionForm,
)
from vungxanh.rooms.laboratory.forms.samples import CorrectionForm, ResultForm, SampleForm

__all__ = [
    "AddForm", "BackForm", "BatchForm", "CampaignForm", "CorrectionForm", "GatherForm", "GroupForm", "HamletForm", "LabelsForm", "LaboratoryForm", "PlateFileForm",
    "PlateForm", "ReceiveForm", "ResultForm", "SampleForm", "SessionForm", "TimesForm",
]  # fmt: skip
