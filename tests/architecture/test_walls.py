"""The house stands: import contracts, doors, writes, README, file sizes."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.architecture import walls

SRC = walls.REPO / "src" / "vungxanh"
pytestmark = pytest.mark.nodb


def lint_imports(repo: Path) -> subprocess.CompletedProcess[str]:
    """import-linter on a tree."""
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"]
    env = {"PYTHONPATH": "src", "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"}
    return subprocess.run(command, cwd=repo, env=env, capture_output=True, text=True)


def test_import_contracts_are_kept() -> None:
    done = lint_imports(walls.REPO)
    assert done.returncode == 0, done.stdout[-3000:]


@pytest.mark.parametrize("check", walls.CHECKS, ids=lambda c: c.__name__)
def test_wall(check: Callable[[Path], Iterator[str]]) -> None:
    assert list(check(SRC)) == []


@pytest.mark.shared
def test_the_acceptance_list_is_the_one_agreed(shared: Path) -> None:
    ours = (walls.REPO / "docs/reference/requirements.csv").read_bytes()
    assert ours == (shared / "reference/requirements.csv").read_bytes()
