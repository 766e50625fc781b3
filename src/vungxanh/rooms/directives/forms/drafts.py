"""A draft task on a form: bodies in numbered lines, deadline, targets, condition."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from vungxanh.common.web.forms import ActionForm, DayField
from vungxanh.kernel.text import squeeze
from vungxanh.rooms.directives import rules
from vungxanh.rooms.directives.actions import Body, Content
from vungxanh.rooms.directives.forms import choices
from vungxanh.rooms.directives.models import DraftTask

_TARGET = re.compile(r"(>=|<=|>|<|=|≥|≤)?\s*(\d+(?:[.,]\d+)*)\s*(.*)")
_SIGNS = (
    ("không quá ", "<="), ("tối đa ", "<="), ("từ ", ">="), ("ít nhất ", ">="), ("tối thiểu ", ">="), ("trên ", ">"), ("dưới ", "<"),
)  # fmt: skip
_HOUR = re.compile(r"([01]?\d|2[0-3])[:h]([0-5]\d)?")


class DraftForm(ActionForm):
    """Everything of a draft but its bodies, which ``bodies_from`` reads."""

    text = forms.CharField(
        label=_("Việc phải làm"), max_length=4000, widget=forms.Textarea(attrs={"rows": 4, "autofocus": True})
    )
    due_kind = forms.ChoiceField(label=_("Thời hạn"))
    due_start = DayField(label=_("Từ ngày"), required=False)
    due_date = DayField(label=_("Đến ngày"), required=False)
    due_time = forms.CharField(label=_("Giờ"), max_length=5, required=False, help_text=_("Như 10:00"))
    due_hours = forms.FloatField(label=_("Số giờ kể từ khi có việc"), required=False, min_value=0)
    due_days = forms.FloatField(label=_("Số ngày kể từ khi có việc"), required=False, min_value=0)
    due_rule = forms.CharField(
        label=_("Nhịp định kỳ"), max_length=60, required=False,
        help_text=_("Như: hằng ngày; thứ Hai hằng tuần; ngày 15 và 30 hằng tháng; 3 ngày một lần"),
    )  # fmt: skip
    targets = forms.CharField(
        label=_("Chỉ tiêu bằng số"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Mỗi dòng một chỉ tiêu, như: từ 95 % trở lên; không quá 50 hộ; >= 95 %"),
    )  # fmt: skip
    scenario = forms.TypedChoiceField(label=_("Kịch bản"), required=False, coerce=int, empty_value=None)
    when = forms.CharField(
        label=_("Điều kiện"), max_length=400, required=False, help_text=_("Như: nếu có ca trong cộng đồng")
    )
    area_of_work = forms.ChoiceField(label=_("Lĩnh vực"))

    def __init__(self, data: QueryDict | None = None, *, draft: DraftTask) -> None:
        super().__init__(data, initial=_initial(draft))
        self.draft = draft
        self.fields["due_kind"].choices = choices.of(rules.DUE_NAMES)  # type: ignore[attr-defined]
        self.fields["area_of_work"].choices = choices.of(rules.AREAS_OF_WORK)  # type: ignore[attr-defined]
        numbers = [(n, _now("Kịch bản %(n)d") % {"n": n}) for n in (1, 2, 3)]
        self.fields["scenario"].choices = [("", _now("Mọi lúc")), *numbers]  # type: ignore[attr-defined]

    def clean_due_time(self) -> str:
        """ "10:00" of 10h, 10:00, 10h00."""
        typed = self.cleaned_data["due_time"].strip()
        if not typed:
            return ""
        found = _HOUR.fullmatch(typed)
        if found is None:
            raise forms.ValidationError(_("Giờ viết như 10:00."))
        return f"{int(found[1]):02d}:{found[2] or '00'}"

    def clean_due_rule(self) -> str:
        """A rhythm the tasks' calendar understands."""
        found = rules.rule_of(squeeze(self.cleaned_data["due_rule"]))
        if found is None:
            raise forms.ValidationError(_("Viết như: hằng ngày; thứ Hai hằng tuần; ngày 15 và 30 hằng tháng."))
        return found

    def clean_targets(self) -> list[dict[str, Any]]:
        """Lines as targets; those that did not change keep what was read of them."""
        before = {target_line(target): target for target in self.draft.targets}
        made = []
        for line in self.cleaned_data["targets"].splitlines():
            if not squeeze(line):
                continue
            made.append(before.get(squeeze(line)) or _target(squeeze(line)))
        return made

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        kind = data["due_kind"] = _meant(data)
        needed = {
            "by": ("due_date",),
            "during": ("due_date", "due_start"),
            "within": ("due_hours", "due_days"),
            "recurring": ("due_rule",),
        }
        fields = needed.get(str(kind), ())
        if fields and not any(data.get(name) or name in self.errors for name in fields):
            self.add_error(fields[0], _("Ghi thời hạn, hoặc chọn “Không nêu thời hạn”."))
        if data.get("due_start") and data.get("due_date") and data["due_start"] > data["due_date"]:
            self.add_error("due_date", _("Ngày cuối đứng trước ngày đầu."))
        return data

    def content(self, bodies: dict[str, tuple[Body, ...]]) -> Content:
        """As the action takes it."""
        data = self.cleaned_data
        condition = {
            "scenario": data["scenario"],
            "when": squeeze(data["when"]),
            "also": self.draft.condition.get("also", ""),
        }
        return Content(
            text=data["text"].strip(), lead=bodies["lead"], with_=bodies["with"], report_to=bodies["report_to"],
            due=self._due(), targets=tuple(data["targets"]), area_of_work=data["area_of_work"],
            condition=condition if condition["scenario"] or condition["when"] else {},
        )  # fmt: skip

    def _due(self) -> dict[str, Any]:
        data = self.cleaned_data
        kind = data["due_kind"]
        kept = {
            "by": ("date", "time"),
            "during": ("start", "date", "time"),
            "within": ("hours", "days"),
            "recurring": ("rule",),
        }
        made: dict[str, Any] = {"kind": kind}
        for name in kept.get(kind, ()):
            value = data[f"due_{name}"]
            if value not in (None, ""):
                made[name] = value.isoformat() if name in ("start", "date") else value
        raw = self.draft.due.get("raw")
        return made | ({"raw": raw} if raw else {})


def _meant(data: dict[str, Any]) -> str:
    """The kind of deadline chosen; with none chosen what the filled fields say: nothing typed is lost."""
    chosen = str(data.get("due_kind") or "none")
    if chosen != "none":
        return chosen
    for kind, fields in (
        ("during", ("due_start",)),
        ("by", ("due_date",)),
        ("recurring", ("due_rule",)),
        ("within", ("due_hours", "due_days")),
    ):
        if any(data.get(name) for name in fields):
            return kind
    return "none"


def bodies_from(data: QueryDict) -> dict[str, tuple[Body, ...]]:
    """The bodies of every role: lines ``lead-0-name``, ``-ids`` (as it was), ``-pick`` (chosen now), ``-off``."""
    found: dict[str, tuple[Body, ...]] = {}
    for role in rules.ROLES:
        made = []
        for n in range(60):
            name = squeeze(data.get(f"{role}-{n}-name", ""))[:300]
            pick, before = ids_of(data.get(f"{role}-{n}-pick", "")), ids_of(data.get(f"{role}-{n}-ids", ""))
            if data.get(f"{role}-{n}-off") or not (name or pick):
                continue
            made.append(Body(name, pick or before, () if pick or before else ids_of(data.get(f"{role}-{n}-guess", ""))))
        found[role] = tuple(made)
    return found


def target_line(target: dict[str, Any]) -> str:
    """One target as it is typed: ``>= 95 %``."""
    return squeeze(f"{target.get('op', '=')} {target.get('value', 0):g} {target.get('unit', '')}")


def _signed(line: str) -> str:
    """ "không quá 50 hộ" and "từ 95 % trở lên" with a sign."""
    for words, sign in _SIGNS:
        if line.casefold().startswith(words):
            return f"{sign} {line[len(words) :].removesuffix('trở lên').strip()}"
    return f">= {line.removesuffix('trở lên').strip()}" if line.endswith("trở lên") else line


def _target(line: str) -> dict[str, Any]:
    found = _TARGET.fullmatch(_signed(line))
    if found is None:
        raise forms.ValidationError(_("“%(line)s”: viết như: từ 95 %% trở lên; không quá 50 hộ.") % {"line": line[:60]})
    sign = {"≥": ">=", "≤": "<=", None: "="}.get(found[1], found[1])
    number = found[2]
    if re.fullmatch(r"\d{1,3}(\.\d{3})+", number):
        number = number.replace(".", "")
    try:
        value = float(number.replace(",", "."))
    except ValueError:
        raise forms.ValidationError(_("“%(line)s”: không đọc được số.") % {"line": line[:60]}) from None
    return {"op": sign, "value": value, "unit": found[3][:60], "raw": line[:300], "measure": ""}


def ids_of(text: str) -> tuple[str, ...]:
    """Agencies as the autocomplete field sends them: one id, or those of a group with commas between."""
    found = []
    for one in text.split(","):
        try:
            found.append(str(UUID(one.strip())))
        except ValueError:
            continue
    return tuple(dict.fromkeys(found))


def _date(text: str | None) -> date | str | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return text


def _initial(draft: DraftTask) -> dict[str, Any]:
    due = draft.due
    day: Sequence[str] = ("start", "date")
    return {
        "text": draft.text,
        "due_kind": due.get("kind", "none"),
        **{f"due_{name}": _date(due.get(name)) for name in day},
        **{f"due_{name}": due.get(name) for name in ("time", "hours", "days")},
        "due_rule": rules.rhythm(due["rule"]) if due.get("rule") else "",
        "targets": "\n".join(target_line(target) for target in draft.targets),
        "scenario": draft.condition.get("scenario") or "",
        "when": draft.condition.get("when", ""),
        "area_of_work": draft.area_of_work,
    }
