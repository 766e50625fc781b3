"""What samples and results are called on the screen."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vungxanh.common.web.parts import StatusKind
from vungxanh.rooms.laboratory import rules

Choice = tuple[str, str | Promise]
KINDS: dict[str, StatusKind] = {
    "pending": "plain", "negative": "done", "positive": "alarm", "indeterminate": "active", "invalid": "plain",
}  # fmt: skip


def choices(names: Mapping[Any, str], without: str = "") -> list[Choice]:
    """The labels of an enum as choices."""
    return [(str(key), gettext_lazy(label)) for key, label in names.items() if key != without]


def result_of(result: str) -> tuple[str, StatusKind]:
    """A result in words, and how it is drawn."""
    return _(rules.RESULT_NAMES[rules.Result(result)]), KINDS[result]


def stage_of(stage: str) -> tuple[str, StatusKind]:
    """A stage in words, and how it is drawn."""
    kind: StatusKind = {"lost": "off", "returned": "done", "result": "active", "running": "active"}.get(stage, "plain")  # type: ignore[assignment]
    return _(rules.STAGE_NAMES[rules.Stage(stage)]), kind


def batch_of(state: str) -> tuple[str, StatusKind]:
    """A box in words, and how it is drawn."""
    return {
        "open": (_("chưa giao"), "plain"), "sent": (_("đang chuyển"), "active"), "differs": (_("lệch số"), "alarm"),
        "closed": (_("hai bên khớp"), "done"),
    }[state]  # type: ignore[return-value]  # fmt: skip


def wanted_of(state: str) -> tuple[str, StatusKind]:
    """What became of somebody who is to be sampled, and how it is drawn."""
    kind: StatusKind = {"sampled": "done", "absent": "alarm", "refused": "active", "dropped": "off"}.get(state, "plain")  # type: ignore[assignment]
    return _(rules.WANTED_NAMES[rules.WantedState(state)]), kind


def sampler_of(standing: str) -> tuple[str, StatusKind]:
    """Whether somebody may sample, and how it is drawn."""
    kind: StatusKind = {"ready": "done", "soon": "active", "treatment": "plain", "stopped": "off"}.get(
        standing, "alarm"
    )  # type: ignore[assignment]
    return _(rules.STANDING_NAMES[rules.Standing(standing)]), kind
