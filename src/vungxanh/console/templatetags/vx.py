"""``{% load vx %}``: icons, Vietnamese formats and the small page parts. See /console/kit/ for each of them."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django import forms, template
from django.forms import BoundField
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vungxanh.common import centre
from vungxanh.common.web import formats
from vungxanh.common.web.filters import AreaFilter, DateRangeFilter, Filter
from vungxanh.common.web.lanes import Lanes
from vungxanh.common.web.parts import PersonChip, StatusKind, TimelineEntry
from vungxanh.kernel.ids import new_id

register = template.Library()
for _filter in (formats.vn_date, formats.vn_time, formats.vn_datetime, formats.vn_span, formats.vn_number, formats.duration,
                formats.ago, formats.late_in_words):  # fmt: skip
    register.filter(_filter)


@register.filter
def cell(value: Any) -> Any:
    """A value as a list shows it: dates, times, numbers and yes/no in words; anything else as it is."""
    if isinstance(value, bool):
        return _("có") if value else _("không")
    if isinstance(value, datetime):
        return formats.vn_datetime(value)
    if isinstance(value, date):
        return formats.vn_date(value)
    if isinstance(value, int | float | Decimal):
        return formats.vn_number(value)
    return value


LEVELS = {
    "X": gettext_lazy("xanh"),
    "V": gettext_lazy("vàng"),
    "C": gettext_lazy("cam"),
    "D": gettext_lazy("đỏ"),
}


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """One icon of frontend/src/icons.txt; hidden from screen readers unless it has a label."""
    shown = format_html('role="img" aria-label="{}"', label) if label else SafeString('aria-hidden="true"')
    return format_html('<svg class="icon" {}><use href="{}#{}"></use></svg>', shown, static("vungxanh/icons.svg"), name)


@register.inclusion_tag("parts/level.html")
def level(letter: str | None, word: bool = True) -> dict[str, Any]:
    """Risk level X, V, C, D (or Đ) with its letter, pattern and word; None is "not known"."""
    key = (letter or "").upper().replace("Đ", "D")
    known = key in LEVELS
    return {"key": key if known else "none", "mark": key.replace("D", "Đ") if known else "?", "word": word,
            "name": LEVELS[key] if known else _("chưa rõ")}  # fmt: skip


@register.inclusion_tag("parts/f_badge.html")
def f_badge(number: int | str | None, text: str = "") -> dict[str, Any]:
    """F0 solid, F1 ring, F2 dashed, F3 dotted; ``number`` may be 1 or "F1". Nothing for None."""
    digits = str(number).upper().removeprefix("F") if number is not None else ""
    return {"number": digits if digits.isdigit() else "", "style": min(int(digits), 3) if digits.isdigit() else 0,
            "text": text}  # fmt: skip


@register.inclusion_tag("parts/status.html")
def status(label: str, kind: StatusKind = "plain", icon: str = "") -> dict[str, Any]:
    """A state in words: plain, active, alarm, done or off."""
    return {"label": label, "kind": kind, "icon": icon}


@register.inclusion_tag("parts/clock.html")
def clock(deadline: datetime | None, done_at: datetime | None = None, soon_hours: float = 2) -> dict[str, Any]:
    """A deadline said in words and hours: late, soon, later, or met."""
    now = centre.now()
    if done_at is not None:
        state = "done"
    elif deadline is None:
        state = "none"
    elif deadline < now:
        state = "late"
    else:
        state = "soon" if deadline - now <= timedelta(hours=soon_hours) else "later"
    return {"deadline": deadline, "done_at": done_at, "state": state,
            "words": formats.late_in_words(deadline, done_at or now),
            "missed": bool(done_at and deadline and done_at > deadline)}  # fmt: skip


@register.inclusion_tag("parts/person.html")
def person_chip(person: PersonChip, f: int | None = None, target: str = "") -> dict[str, Any]:
    """A person with masked identity and, when he may, the button that opens it with a reason."""
    return {"person": person, "f": f, "target": target}


@register.inclusion_tag("parts/tile.html")
def tile(label: str, value: Any, url: str = "", unit: str = "", note: str = "", alarm: bool = False) -> dict[str, Any]:
    """One number; give it the url of the list behind it."""
    return {"label": label, "value": value, "url": url, "unit": unit, "note": note, "alarm": alarm}


@register.inclusion_tag("parts/timeline.html")
def timeline(entries: Sequence[TimelineEntry]) -> dict[str, Any]:
    """A vertical timeline in the order given."""
    return {"entries": entries}


@register.inclusion_tag("parts/lanes.html")
def lanes(chart: Lanes) -> dict[str, Any]:
    """A horizontal timeline drawn on the server: lanes of bars and points over days."""
    return {"chart": chart}


@register.inclusion_tag("parts/empty.html", name="empty_state")  # where "empty" would belong to a for
@register.inclusion_tag("parts/empty.html")
def empty(title: str, text: str, icon: str = "inbox", action_url: str = "", action_label: str = "") -> dict[str, Any]:
    """What would be here, and how it gets here."""
    return {"title": title, "text": text, "icon": icon, "action_url": action_url, "action_label": action_label}


@register.inclusion_tag("parts/facts.html")
def facts(items: Sequence[tuple[str, object]]) -> dict[str, Any]:
    """A definition list of (term, value); an empty value shows as a dash."""
    return {"items": items}


@register.simple_block_tag
def dialog(content: str, id: str, title: str) -> SafeString:
    """``{% dialog id="x" title="…" %}…{% enddialog %}``; opened by any button with data-dialog-open="x"."""
    return format_html(
        '<dialog class="vx-dialog" id="{0}" aria-labelledby="{0}-title"><div class="dialog-head">'
        '<h2 id="{0}-title">{1}</h2><button type="button" class="vx-icon-btn" data-dialog-close aria-label="{2}">{3}'
        '</button></div><div class="dialog-body">{4}</div></dialog>',
        id, title, _("Đóng"), icon("x"), content,
    )  # fmt: skip


_INPUTS = {forms.Select: "form-select", forms.CheckboxInput: "form-check-input"}


@register.inclusion_tag("parts/field.html")
def field(bound: BoundField) -> dict[str, Any]:
    """A form field with label, help and errors; "(không bắt buộc)" marks the optional ones."""
    widget = bound.field.widget
    many = isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple)
    checkbox = isinstance(widget, forms.CheckboxInput)
    css = "" if many else next((c for kind, c in _INPUTS.items() if isinstance(widget, kind)), "form-control")
    attrs: dict[str, str | bool] = {"class": f"{widget.attrs.get('class', '')} {css}".strip()} if css else {}
    if many:  # set on the widget: Django draws each of its inputs with these
        widget.attrs["class"] = "form-check-input"
    drawn = [w for w in bound] if many else []
    return {"field": bound, "errors": bound.errors, "required": bound.field.required, "group": many,
            "checkbox": checkbox, "choices": drawn, "widget": "" if many else bound.as_widget(attrs=attrs)}  # fmt: skip


@register.inclusion_tag("parts/form_errors.html")
def form_errors(form: forms.BaseForm) -> dict[str, Any]:
    """What must be corrected, on top of the form, with links to the fields."""
    return {"form": form}


@register.inclusion_tag("parts/form.html")
def form_fields(form: forms.BaseForm) -> dict[str, Any]:
    """Summary of errors, hidden fields (the key too) and all visible fields in order."""
    return {"form": form}


@register.simple_tag
def form_key(form: forms.BaseForm) -> SafeString:
    """The hidden fields of a form drawn field by field: the idempotency key is among them."""
    return SafeString("".join(str(hidden) for hidden in form.hidden_fields()))


@register.simple_tag
def new_key() -> str:
    """An idempotency key, for a form without fields that one press sends: the field ``_key``."""
    return str(new_id())


@register.inclusion_tag("parts/submit.html")
def submit(label: str, icon: str = "", style: str = "btn-primary", name: str = "", value: str = "") -> dict[str, Any]:
    """A button that sends the form once and shows that it is being sent."""
    return {"label": label, "icon": icon, "style": style, "name": name, "value": value}


@register.simple_tag
def filter_input(each: Filter, current: Any) -> str:
    """The input of one list filter."""
    text = each.describe(current) if current and isinstance(each, AreaFilter) else ""
    context: dict[str, Any] = {
        "filter": each,
        "current": current,
        "current_text": text,
        "attrs": {"id": f"filter-{each.name}"},
    }
    if isinstance(each, DateRangeFilter):
        first, last = each.typed(current)
        ends = ((_("từ ngày"), "from", first), (_("đến ngày"), "to", last))
        context["ends"] = [
            (label, f"{each.name}_{end}", value, {"id": f"filter-{each.name}-{end}"}) for label, end, value in ends
        ]
    return render_to_string(each.template, context)
