"""Forms of the room."""

from vungxanh.rooms.directives.forms.drafts import DraftForm
from vungxanh.rooms.directives.forms.facts import FactsForm
from vungxanh.rooms.directives.forms.small import AttachForm, LinkForm, ReasonForm, SendForm, SupersedeForm
from vungxanh.rooms.directives.forms.upload import UploadForm

__all__ = [
    "AttachForm",
    "DraftForm",
    "FactsForm",
    "LinkForm",
    "ReasonForm",
    "SendForm",
    "SupersedeForm",
    "UploadForm",
]
