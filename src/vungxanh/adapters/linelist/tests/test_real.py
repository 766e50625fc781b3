"""Other people's real files through the product; and the page that tells what came of them."""

import importlib.util
import os
import sys
from pathlib import Path
from types import ModuleType

import pytest

from vungxanh.adapters.linelist import areas
from vungxanh.kernel.actor import system
from vungxanh.rooms.tracing.models import Contact, FollowUp

pytestmark = [pytest.mark.shared, pytest.mark.django_db, pytest.mark.usefixtures("areas")]
REPO = Path(__file__).resolve().parents[5]


@pytest.fixture
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("validate_imports", REPO / "scripts/validate_imports.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["validate_imports"] = module
    spec.loader.exec_module(module)
    return module


def test_sormas_and_godata_come_in_as_the_page_says(script: ModuleType, shared: Path) -> None:
    page = (REPO / "docs/validation/imports.md").read_text()
    for one in script.SETS[:2]:
        for made in script.bring(one, system(), shared):
            assert script._line(made) in page
            assert made.again == (0, 0), "sent again it changes nothing"
    assert FollowUp.objects.count() == 437
    assert Contact.objects.filter(disease="ebola", level__gte=1).exists()
    assert areas.REFORM.year == 2025


@pytest.mark.slow
@pytest.mark.skipif("VX_LARGE" not in os.environ, reason="three minutes; VX_LARGE=1 brings the large files in")
def test_the_large_ones_come_in_as_the_page_says(script: ModuleType, shared: Path) -> None:
    page = (REPO / "docs/validation/imports.md").read_text()
    for one in script.SETS[2:]:
        for made in script.bring(one, system(), shared):
            assert script._line(made) in page
            assert made.again == (0, 0)
    for name, rows, same, other, _examples in script.compare(system(), shared):
        assert f"| {name} | {rows} | {same} | {other} |" in page
