"""The shell: every icon exists, every screen is shown to those who may open it."""

import re
from pathlib import Path

import pytest
from django.test import RequestFactory
from django.urls import reverse

import vungxanh
from vungxanh import testing
from vungxanh.console import nav
from vungxanh.console.templatetags import vx
from vungxanh.kernel.actor import NOBODY
from vungxanh.kernel.permission import Permission

PACKAGE = Path(vungxanh.__file__).parent
ICONS = PACKAGE.parents[1] / "frontend/src/icons.txt"


def test_every_icon_named_is_built() -> None:
    if not ICONS.exists():
        pytest.skip("installed without the front end's sources")
    built = {name for line in ICONS.read_text().splitlines() if not line.startswith("#") for name in line.split()}
    named = {item.icon for item in nav.ITEMS}
    for path in PACKAGE.rglob("*.html"):
        named |= set(re.findall(r'{% icon "([\w-]+)"', path.read_text()))
        named |= set(re.findall(r'icon="([\w-]+)"', path.read_text()))
    for path in PACKAGE.rglob("*.py"):
        named |= set(re.findall(r'\bicon="([\w-]+)"', path.read_text()))
    assert sorted(named - built) == []


def test_templates_keep_the_rules_of_the_look() -> None:
    forbidden = {
        "an inline handler": r"\shx-on[:=]|\son(click|load|change|submit)=",
        "an inline script": r"<script(?![^>]*\bsrc=)(?![^>]*application/json)",
        "a colour of the risk levels": r"\b(?:text|bg|border|alert|badge)-(?:red|green|yellow|orange|lime)\b",
        "an address outside": r'(?:src|href)="https?://',
    }
    found = [
        f"{path.relative_to(PACKAGE)}: {what}"
        for path in PACKAGE.rglob("*.html")
        for what, pattern in forbidden.items()
        if re.search(pattern, path.read_text())
    ]
    assert found == []


def test_screens_are_shown_to_those_who_may_open_them() -> None:
    request = RequestFactory().get(reverse("cases:index"))
    shown = nav.links(request, testing.actor(Permission.CASE_SEE))
    assert [link.item.url_name for link in shown if link.item.needs] == [
        "pipeline:board", "cases:index", "console:linelist", "cases:chain", "cases:clusters",
    ]  # fmt: skip
    assert [link.current for link in shown if link.item.url_name == "cases:index"] == [True]
    assert nav.links(request, NOBODY) == []


def test_keys_of_screens_differ() -> None:
    keys = [item.key for item in nav.ITEMS]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize(
    ("letter", "mark", "word"),
    [("X", "X", "xanh"), ("v", "V", "vàng"), ("Đ", "Đ", "đỏ"), ("D", "Đ", "đỏ"), (None, "?", "chưa rõ")],
)
def test_a_level_always_has_its_letter(letter: str | None, mark: str, word: str) -> None:
    drawn = vx.level(letter)
    assert (drawn["mark"], str(drawn["name"])) == (mark, word)


@pytest.mark.parametrize(("given", "number"), [(0, "0"), ("F1", "1"), ("f3", "3"), (None, ""), ("x", ""), (7, "7")])
def test_f_badges(given: object, number: str) -> None:
    assert vx.f_badge(given)["number"] == number  # type: ignore[arg-type]
