"""Tests of the tests: each wall is broken once on purpose, in a copy, and must say so."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture import walls
from tests.architecture.test_walls import lint_imports

pytestmark = pytest.mark.nodb

PLANTED_IMPORTS = {
    "a rule reads Django's clock": ("rooms/cases/rules.py", "from django.utils import timezone", "Purity"),
    "models import actions": ("rooms/cases/models.py", "from vungxanh.rooms.cases import actions", "Inside a room"),
    "a lower room asks an upper one": (
        "rooms/people/queries.py",
        "from vungxanh.rooms.cases import queries",
        "Order of rooms",
    ),
    "the engine imports a room": ("engine/tracing/api.py", "from vungxanh.rooms.cases import rules", "Floors"),
    "the kernel imports common": ("kernel/text.py", "from vungxanh.common import access", "Floors"),
    "regulations reach Django": ("regulations/api.py", "import django.conf", "Purity"),
    "the console is imported by a room": ("rooms/cases/views.py", "from vungxanh.console import urls", "Floors"),
    "two siblings in a circle": ("kernel/ids.py", "import vungxanh.site.settings", "No circles"),
}
PLANTED_LINES = {
    "another room's tables": (
        "rooms/tracing/queries",
        "from vungxanh.rooms.cases.models import Case",
        walls.entered_by_its_doors,
    ),
    "another room's tables by star": (
        "rooms/tracing/queries",
        "from vungxanh.rooms.cases.models import *",
        walls.entered_by_its_doors,
    ),
    "a view that saves": ("rooms/cases/views", "def f(x):\n    x.save()", walls.only_actions_write),
    "a query that updates": (
        "rooms/cases/queries",
        "def f(M):\n    M.objects.filter(a=1).update(a=2)",
        walls.only_actions_write,
    ),
    "a file that grew": ("rooms/cases/rules", "\n" * 400, walls.short_files),
}


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the tree to break."""
    ignore = shutil.ignore_patterns("__pycache__", "static", "data", "templates", "*.mo", "node_modules")
    shutil.copytree(walls.REPO / "src", tmp_path / "src", ignore=ignore)
    for name in (".importlinter", "pyproject.toml"):
        shutil.copy(walls.REPO / name, tmp_path / name)
    shutil.copytree(walls.REPO / "scripts", tmp_path / "scripts")
    return tmp_path


def plant(root: Path, where: str, line: str) -> None:
    """Append to a module, or to the first file of the package it has become."""
    path = root / "src/vungxanh" / where
    if path.suffix != ".py":
        path = path.with_suffix(".py") if path.with_suffix(".py").exists() else path / "__init__.py"
    elif not path.exists():
        path = path.with_suffix("") / "__init__.py"
    path.write_text(path.read_text() + f"\n{line}\n")


@pytest.mark.parametrize("case", PLANTED_IMPORTS)
def test_a_planted_import_is_caught(copy: Path, case: str) -> None:
    where, line, contract = PLANTED_IMPORTS[case]
    plant(copy, where, line)
    done = lint_imports(copy)
    assert done.returncode != 0
    assert contract in done.stdout.split("Broken contracts")[-1]


def test_a_room_without_a_place_is_caught(copy: Path) -> None:
    room = copy / "src/vungxanh/rooms/astrology"
    room.mkdir()
    (room / "__init__.py").write_text("")
    assert lint_imports(copy).returncode != 0
    assert any("astrology" in found for found in walls.read_me(copy / "src/vungxanh"))
    assert any("astrology" in found for found in walls.placed(copy / "src/vungxanh"))


@pytest.mark.parametrize("case", PLANTED_LINES)
def test_a_planted_line_is_caught(copy: Path, case: str) -> None:
    where, line, check = PLANTED_LINES[case]
    plant(copy, where, line)
    assert list(check(copy / "src/vungxanh"))


def test_a_portal_that_looks_at_cases_is_caught(copy: Path) -> None:
    portal = copy / "src/vungxanh/portal"
    (portal / "peeking.py").write_text("from vungxanh.rooms.cases import queries\n")
    assert list(walls.portal_sees_released_numbers_only(copy / "src/vungxanh"))


def test_a_requirement_nobody_wrote_is_caught(copy: Path) -> None:
    page = copy / "src/vungxanh/rooms/cases/README.md"
    page.write_text(page.read_text() + "\nServes XYZ-99.\n")
    assert any("XYZ-99" in found for found in walls.read_me(copy / "src/vungxanh"))


def test_make_room_makes_a_room_that_passes(copy: Path) -> None:
    done = subprocess.run(
        [sys.executable, "scripts/make_room.py", "hotline", "--root", str(copy)],
        cwd=copy,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    kept = lint_imports(copy)
    assert kept.returncode == 0, kept.stdout[-2000:]
    assert [found for check in walls.CHECKS for found in check(copy / "src/vungxanh")] == []
