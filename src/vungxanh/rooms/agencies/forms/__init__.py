"""What people type about accounts, agencies and the directory."""

from vungxanh.rooms.agencies.forms.accounts import (
    AgencyForm,
    CodeForm,
    ConfirmCodeForm,
    LogInForm,
    NameForm,
    NewUserForm,
    OwnPasswordForm,
    PasswordForm,
    ReasonForm,
    RoleForm,
)
from vungxanh.rooms.agencies.forms.directory import (
    AliasForm,
    AreaForm,
    ChargeEditForm,
    ChargeForm,
    EndForm,
    PostForm,
    leader_ids,
)

__all__ = [
    "AgencyForm",
    "AliasForm",
    "AreaForm",
    "ChargeEditForm",
    "ChargeForm",
    "CodeForm",
    "ConfirmCodeForm",
    "EndForm",
    "LogInForm",
    "NameForm",
    "NewUserForm",
    "OwnPasswordForm",
    "PasswordForm",
    "PostForm",
    "ReasonForm",
    "RoleForm",
    "leader_ids",
]
