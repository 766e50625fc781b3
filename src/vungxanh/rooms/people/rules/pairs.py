"""Two records that may be one person: what can be decided of them, and what a merge may take from the other."""

from enum import StrEnum
from uuid import UUID

from vungxanh.kernel.text import gettext_noop as _


class PairState(StrEnum):
    """``different`` is for ever; ``gone``: one of the two was merged with somebody else."""

    OPEN = "open"
    SAME = "same"
    DIFFERENT = "different"
    GONE = "gone"


PAIR_STATES = {
    PairState.OPEN: _("chưa quyết"),
    PairState.SAME: _("một người"),
    PairState.DIFFERENT: _("hai người khác nhau"),
    PairState.GONE: _("đã gộp với hồ sơ khác"),
}

TAKEN: dict[str, tuple[str, ...]] = {
    "full_name": ("full_name", "name_folded", "name_reversed", "name_ends"),
    "sex": ("sex",),
    "birth": ("birth_date", "birth_year"),
    "home": ("area_path", "household_id", "hamlet"),
    "occupation": ("occupation",),
    "nationality": ("nationality",),
    "citizen_id": ("citizen_id", "citizen_hash", "citizen_digits"),
    "phone": ("phone", "phone_hash"),
    "address": ("address",),
    "vaccine": ("vaccine_doses", "last_dose_date"),
}
"""What the one who merges may choose from either record, and its columns."""

EMPTY = (None, "", 0, "U")


def order(a: UUID, b: UUID) -> bool:
    """Whether ``a`` comes first in a pair."""
    return a < b
