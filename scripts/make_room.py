"""make room NAME=…: a new room with its furniture, placed on top of the others; move it where it belongs."""

import argparse
import re
import sys
from pathlib import Path

FILES = {
    "__init__.py": '"""Room {name}."""\n',
    "apps.py": "from django.apps import AppConfig\n\n\nclass {Name}Config(AppConfig):\n"
    '    name = "vungxanh.rooms.{name}"\n    label = "{name}"\n',
    "README.md": "# {name}\n**Owns** …\n**Words** … (in GLOSSARY.md)\n**Doors** `actions`, `queries`, `events`.\n"
    "**Does not** …\n\nServes: no requirement yet.\n",
    "rules.py": '"""Decisions: pure functions, enums, frozen dataclasses."""\n',
    "events.py": '"""Facts in the past tense, ids only."""\n',
    "models.py": '"""Tables and their constraints."""\n',
    "queries.py": '"""Reads; each takes `by` and starts from what that person may see."""\n',
    "actions.py": '"""Writes; one verb each."""\n',
    "views.py": '"""One domain call each."""\n',
    "urls.py": '"""Addresses."""\n\nfrom django.urls import URLPattern\n\napp_name = "{name}"\nurlpatterns: list[URLPattern] = []\n',
    "migrations/__init__.py": "",
    "tests/__init__.py": "",
    "tests/test_rules.py": '"""Rules, without a database."""\n',
    "tests/test_actions.py": '"""Actions, with one."""\n',
    "tests/test_pages.py": '"""Pages, through HTTP."""\n',
    "templates/{name}/.gitkeep": "",
}


def make(root: Path, name: str) -> None:
    """Write the files and register the room; ValueError when the name does not fit or is taken."""
    room = root / "src/vungxanh/rooms" / name
    if not re.fullmatch(r"[a-z]+", name):
        raise ValueError(f"a room's name is one lower-case word, not {name!r}")
    if room.exists():
        raise ValueError(f"room {name} is there already")
    for file, text in FILES.items():
        path = room / file.format(name=name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.replace("{name}", name).replace("{Name}", name.capitalize()))
    edit(root / ".importlinter", r"(containers = vungxanh\.rooms\nlayers =\n)", rf"\1    {name}\n")
    edit(root / ".importlinter", r"(containers =\n)(    vungxanh\.rooms\.\w+\n)", rf"\1    vungxanh.rooms.{name}\n\2")
    edit(root / "src/vungxanh/site/settings.py", r"(ROOMS = \[.*?),?\s*\]", rf'\1, "{name}"]')
    edit(root / "src/vungxanh/site/urls.py", r"(_ROOMS = \{\n)", rf'\1    "{name}/": "vungxanh.rooms.{name}.urls",\n')


def edit(path: Path, pattern: str, by: str) -> None:
    """Replace once, or say where it did not fit."""
    text, count = re.subn(pattern, by, path.read_text(), count=1, flags=re.DOTALL)
    if not count:
        raise ValueError(f"{path.name} has no place for a room any more: {pattern}")
    path.write_text(text)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("name")
    parser.add_argument("--root", type=Path, default=Path(__file__).resolve().parent.parent)
    given = parser.parse_args()
    try:
        make(given.root, given.name)
    except ValueError as no:
        sys.exit(f"make room: {no}")
    print(f"rooms/{given.name} stands on top; move it to its floor in .importlinter, then write its README.")
