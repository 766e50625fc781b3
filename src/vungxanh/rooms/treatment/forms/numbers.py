"""Fields for numbers typed on a phone."""

from typing import Any

from django import forms

DIGITS = {"inputmode": "numeric", "autocomplete": "off"}


def number(label: Any, low: int, high: int, *, required: bool = False, **more: Any) -> forms.IntegerField:
    """A whole number typed on a phone."""
    widget = forms.TextInput(attrs=DIGITS)
    return forms.IntegerField(label=label, min_value=low, max_value=high, required=required, widget=widget, **more)
