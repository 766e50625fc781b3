"""The diseases of the regulations, as pages name them."""

from django.utils.translation import get_language

from vungxanh.regulations.api import load_diseases


def disease_name(code: str) -> str:
    """The name of a disease; its code when it is not in the data any more."""
    return dict(diseases()).get(code, code)


def diseases() -> list[tuple[str, str]]:
    """Every disease as choices, in the order of the file."""
    english = (get_language() or "vi").startswith("en")
    return [(one.code, one.name_en if english else one.name_vi) for one in load_diseases()]
