"""Forms that make something: a task, smaller ones, an obstacle, a scenario in force."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from vungxanh.common.web.forms import ActionForm, DayField, DeadlineField
from vungxanh.kernel.text import squeeze
from vungxanh.rooms.tasks import queries, rules
from vungxanh.rooms.tasks.forms.acting import agency_field

RHYTHMS = [
    ("", _("không lặp lại")),
    ("daily", _("hằng ngày")),
    *((f"weekly {day}", name) for day, name in zip(
        ("mon", "tue", "wed", "thu", "fri", "sat", "sun"),
        (_("thứ hai hằng tuần"), _("thứ ba hằng tuần"), _("thứ tư hằng tuần"), _("thứ năm hằng tuần"),
         _("thứ sáu hằng tuần"), _("thứ bảy hằng tuần"), _("chủ nhật hằng tuần")), strict=True)),
    ("monthly day 15,30", _("ngày 15 và 30 hằng tháng")),
    ("monthly day 15", _("ngày 15 hằng tháng")),
    ("monthly day last", _("ngày cuối tháng")),
]  # fmt: skip


def _choices(field: forms.Field, choices: Iterable[tuple[Any, Any]]) -> None:
    assert isinstance(field, forms.ChoiceField)
    field.choices = list(choices)


class TaskForm(ActionForm):
    """A task given by hand. ``area``: where one may give tasks; ``group``: all agencies of a kind below it."""

    area = forms.ChoiceField(label=_("Nơi giao việc"))
    text = forms.CharField(
        label=_("Nhiệm vụ"), max_length=20_000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Rõ việc, không ghi tên người bệnh."),
    )  # fmt: skip
    lead = agency_field(_("Cơ quan chủ trì"), required=False)
    group = forms.ChoiceField(label=_("Hoặc giao cho nhiều nơi, mỗi nơi một việc"), required=False)
    with_1 = agency_field(_("Phối hợp"), required=False)
    with_2 = agency_field(_("Phối hợp thêm"), required=False)
    report_1 = agency_field(_("Báo cáo về"), required=False)
    area_of_work = forms.ChoiceField(label=_("Lĩnh vực"))
    due_at = DeadlineField(label=_("Hạn"), required=False)
    rhythm = forms.ChoiceField(label=_("Lặp lại"), required=False, choices=RHYTHMS)
    hours = forms.IntegerField(
        label=_("Hoặc trong bao nhiêu giờ kể từ một sự kiện"), required=False, min_value=1, max_value=8760,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )  # fmt: skip
    scenario = forms.ChoiceField(
        label=_("Chỉ khi kịch bản"), required=False,
        choices=[("", _("luôn luôn")), *((str(n), f"{n}") for n in (1, 2, 3))],
    )  # fmt: skip
    level = forms.ChoiceField(
        label=_("Chỉ khi cấp độ dịch"), required=False,
        choices=[
            ("", _("luôn luôn")), *((f"cấp độ {n}", f"{n}") for n in (1, 2, 3, 4)),
            ("cấp độ 2 trở lên", _("2 trở lên")), ("cấp độ 3 trở lên", _("3 trở lên")),
        ],
    )  # fmt: skip
    target_value = forms.FloatField(
        label=_("Chỉ tiêu"), required=False, localize=True, widget=forms.TextInput(attrs={"inputmode": "decimal"})
    )
    target_op = forms.ChoiceField(
        label=_("So với chỉ tiêu"), required=False,
        choices=[(">=", _("ít nhất")), ("=", _("đúng bằng")), ("<=", _("nhiều nhất"))],
    )  # fmt: skip
    target_unit = forms.CharField(label=_("Đơn vị tính"), required=False, max_length=60)

    def __init__(
        self,
        *args: Any,
        areas: Iterable[tuple[str, str]] = (),
        groups: dict[str, tuple[str, list[UUID]]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.groups = groups
        _choices(self.fields["area"], areas)
        _choices(
            self.fields["group"],
            [("", _("không")), *((key, f"{name} ({len(ids)})") for key, (name, ids) in groups.items())],
        )
        _choices(self.fields["area_of_work"], [(key, _now(name)) for key, name in rules.AREAS_OF_WORK.items()])

    def clean(self) -> dict[str, Any]:
        """Somebody must do it; one sort of deadline."""
        found = super().clean() or {}
        if not found.get("lead") and not found.get("group"):
            self.add_error("lead", _("Chọn cơ quan chủ trì: mỗi nhiệm vụ phải có nơi chịu trách nhiệm."))
        if found.get("scenario") and found.get("level"):
            self.add_error("level", _("Chọn một trong hai: theo kịch bản, hoặc theo cấp độ dịch."))
        if sum(bool(found.get(name)) for name in ("due_at", "rhythm", "hours")) > 1:
            self.add_error("due_at", _("Chọn một trong ba: hạn, lặp lại, hoặc số giờ kể từ một sự kiện."))
        return found

    def given(self) -> rules.NewTask:
        """The task as it was filled in."""
        data = self.cleaned_data
        leads: list[UUID] = [data["lead"]] if data["lead"] else []
        words = ""
        if data["group"]:
            words, members = self.groups[data["group"]]
            leads += [pk for pk in members if pk not in leads]
        targets: tuple[rules.Target, ...] = ()
        if data["target_value"] is not None:
            raw = squeeze(f"{data['target_op']} {data['target_value']:g} {data['target_unit']}")
            targets = (rules.Target(data["target_op"], data["target_value"], squeeze(data["target_unit"]), raw),)
        return rules.NewTask(
            key=f"hand:{self.key}", text=data["text"], area_path=data["area"], leads=tuple(leads),
            with_=tuple(dict.fromkeys(data[n] for n in ("with_1", "with_2") if data[n] and data[n] not in leads)),
            report_to=(data["report_1"],) if data["report_1"] else (), due=self._due(), targets=targets,
            condition=self._condition(),
            area_of_work=data["area_of_work"], each=bool(data["group"]), lead_words=words,
        )  # fmt: skip

    def _condition(self) -> rules.Condition | None:
        data = self.cleaned_data
        if data["scenario"]:
            return rules.Condition(scenario=int(data["scenario"]))
        return rules.Condition(when=data["level"]) if data["level"] else None

    def _due(self) -> rules.Due:
        data = self.cleaned_data
        if data["due_at"]:
            moment = timezone.localtime(data["due_at"])
            return rules.Due(rules.DueKind.BY, date=moment.date().isoformat(), time=f"{moment:%H:%M}")
        if data["rhythm"]:
            return rules.Due(rules.DueKind.RECURRING, rule=data["rhythm"])
        if data["hours"]:
            return rules.Due(rules.DueKind.WITHIN, hours=float(data["hours"]))
        return rules.Due()


class SplitForm(ActionForm):
    """One smaller task of a task one works on."""

    text = forms.CharField(label=_("Việc nhỏ"), max_length=20_000, widget=forms.Textarea(attrs={"rows": 3}))
    lead = forms.ChoiceField(label=_("Cơ quan làm"))
    head_name = forms.CharField(label=_("Người phụ trách"), required=False, max_length=120)
    due_at = DeadlineField(label=_("Hạn"), required=False)

    def __init__(self, *args: Any, by: Any = None, row: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.row = row
        _choices(self.fields["lead"], queries.may_split_to(by=by, task=row))

    def given(self) -> rules.NewTask:
        """The smaller task."""
        data, due = self.cleaned_data, rules.Due()
        if data["due_at"]:
            moment = timezone.localtime(data["due_at"])
            due = rules.Due(rules.DueKind.BY, date=moment.date().isoformat(), time=f"{moment:%H:%M}")
        return rules.NewTask(
            key=f"split:{self.key}", text=data["text"], area_path=self.row.area_path, leads=(UUID(data["lead"]),),
            due=due, head_name=data["head_name"],
        )  # fmt: skip


class ObstacleForm(ActionForm):
    """A difficulty or petition."""

    agency = forms.ChoiceField(label=_("Cơ quan nêu"))
    petition = forms.ChoiceField(
        label=_("Loại"), choices=[("", _("khó khăn, vướng mắc")), ("1", _("đề xuất, kiến nghị"))], required=False
    )
    on_behalf = forms.CharField(
        label=_("Thay cho đơn vị"), required=False, max_length=200,
        help_text=_("Đơn vị tăng cường không có tài khoản, thí dụ đội xe xét nghiệm lưu động."),
    )  # fmt: skip
    text = forms.CharField(
        label=_("Khó khăn gì"), max_length=4000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Không ghi tên người bệnh."),
    )  # fmt: skip
    wanted = forms.CharField(label=_("Đề nghị gì"), max_length=4000, widget=forms.Textarea(attrs={"rows": 3}))
    to_agency = agency_field(_("Gửi đến"), known=True)

    def __init__(self, *args: Any, agencies: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choices(self.fields["agency"], agencies)


class ScenarioForm(ActionForm):
    """A scenario in force."""

    area = forms.ChoiceField(label=_("Địa bàn"))
    number = forms.ChoiceField(label=_("Kịch bản"), choices=[(str(n), f"{n}") for n in (1, 2, 3)])
    reason = forms.CharField(label=_("Căn cứ"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, areas: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choices(self.fields["area"], areas)


class LevelForm(ActionForm):
    """The level of several areas, by one paper."""

    areas = forms.MultipleChoiceField(
        label=_("Địa bàn"), error_messages={"required": _("Đánh dấu ít nhất một địa bàn.")}
    )
    level = forms.TypedChoiceField(label=_("Cấp độ dịch"), coerce=int)
    decision = forms.CharField(
        label=_("Theo văn bản"),
        max_length=200,
        help_text=_("Số, ký hiệu, cơ quan công bố. Thí dụ: 246/TB-SYT của Sở Y tế."),
    )
    decided_on = DayField(label=_("Ngày văn bản"), required=False)

    def __init__(self, *args: Any, areas: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choices(self.fields["areas"], areas)
        levels = [(str(n), _now(name)) for n, name in rules.LEVEL_NAMES.items()]
        _choices(self.fields["level"], [("", _now("Chọn cấp độ")), *levels])


class RestForm(ActionForm):
    """Tasks that wait again."""

    tasks = forms.MultipleChoiceField(label=_("Việc"), error_messages={"required": _("Đánh dấu ít nhất một việc.")})
    reason = forms.CharField(label=_("Lý do"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, tasks: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choices(self.fields["tasks"], tasks)


class MailForm(ActionForm):
    """Where one's digest goes."""

    address = forms.CharField(
        label=_("Thư điện tử nhận bản tin"), required=False, max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}), help_text=_("Để trống: chỉ xem ở đây."),
    )  # fmt: skip
