"""Forms that call an action: an idempotency key, refusals shown at their field, an autocomplete input."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from vungxanh.common.web.parts import Option
from vungxanh.common.web.typed_dates import DayField, DeadlineField, MomentField
from vungxanh.kernel.ids import new_id
from vungxanh.kernel.refused import NotYours, Refused


class ManyFiles(forms.ClearableFileInput):
    """Several files at once."""

    allow_multiple_selected = True
    template_name = "django/forms/widgets/file.html"


class FilesField(forms.FileField):
    """Its value is a list of files."""

    widget = ManyFiles

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        given = data if isinstance(data, list | tuple) else [data] if data else []
        return [super(FilesField, self).clean(one, initial) for one in given]


class ActionForm(forms.Form):
    """A form for one action. ``key`` goes to the action, so that sending twice writes once."""

    use_required_attribute = False
    _key = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if field.error_messages.get("required") == forms.Field.default_error_messages["required"]:
                chosen = isinstance(field, forms.ChoiceField | forms.ModelChoiceField)
                field.error_messages["required"] = _("Chưa chọn.") if chosen else _("Chưa nhập.")

    @property
    def key(self) -> UUID:
        """The idempotency key that came with the form."""
        found: UUID = self.cleaned_data["_key"]
        return found

    @contextmanager
    def refusals(self) -> Iterator[None]:
        """Run the action in this block: a ``Refused`` becomes an error of its field, or of the form.

        Afterwards ``form.is_valid()`` is False when it was refused. ``NotYours`` is passed on.
        """
        try:
            yield
        except NotYours:
            raise
        except Refused as refusal:
            self.add_error(refusal.field if refusal.field in self.fields else None, refusal.told(gettext))


class Autocomplete(forms.TextInput):
    """Choose by typing. ``url_name`` answers ``q`` with ``options_response``; ``label_of`` names a value already chosen.

    ``sensitive`` (people): the words go by POST, never in a URL.
    """

    def __init__(
        self,
        url_name: str,
        *,
        label_of: Callable[[str], str] | None = None,
        sensitive: bool = True,
        attrs: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(attrs)
        self.url_name, self.label_of, self.sensitive = url_name, label_of, sensitive

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        text = str(value) if value else ""
        context = {
            "name": name,
            "value": text,
            "label": self.label_of(text) if text and self.label_of else "",
            "url": reverse(self.url_name),
            "sensitive": self.sensitive,
            "attrs": self.build_attrs(self.attrs, attrs),
        }
        return mark_safe(render_to_string("parts/combobox.html", context))  # noqa: S308  drawn by a template


def options_response(request: HttpRequest, options: Sequence[Option]) -> HttpResponse:
    """The answer to an autocomplete field."""
    return render(request, "parts/options.html", {"options": options})


__all__ = ["ActionForm", "Autocomplete", "DayField", "DeadlineField", "MomentField", "options_response"]
