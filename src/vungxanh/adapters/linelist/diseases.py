"""Which disease a text means: code, Vietnamese or English name, a usual short form. Pure."""

import re
from functools import cache

from vungxanh.adapters.linelist.kinds import key
from vungxanh.regulations.diseases import load_diseases

SHORT = {
    "covid": "covid19", "sarscov2": "covid19", "ncov": "covid19", "corona": "covid19", "sxh": "dengue",
    "sotxuathuyet": "dengue", "sxhd": "dengue", "mers": "mers", "tcm": "hfmd", "ebola": "ebola", "evd": "ebola", "coronavirus": "covid19",
}  # fmt: skip


@cache
def _names() -> dict[str, str]:
    found = dict(SHORT)
    for one in load_diseases():
        for name in (one.code, one.name_vi, one.name_en):
            parts = re.findall(r"\(([^)]+)\)", name)
            for form in (name, re.sub(r"\([^)]*\)", "", name), *parts):
                found.setdefault(key(form), one.code)
    return found


@cache
def disease_code(text: str) -> str | None:
    """``MERS``, ``Covid-19``, ``Sốt xuất huyết`` → the code; None when it is none or not clear which."""
    wanted = key(text)
    if not wanted:
        return None
    names = _names()
    if wanted in names:
        return names[wanted]
    near = {code for name, code in names.items() if len(wanted) > 3 and (name.startswith(wanted) or wanted in name)}
    return near.pop() if len(near) == 1 else None


def offered() -> list[tuple[str, str]]:
    """(code, Vietnamese name) of every disease, as a form offers them."""
    return [(one.code, one.name_vi) for one in load_diseases()]
