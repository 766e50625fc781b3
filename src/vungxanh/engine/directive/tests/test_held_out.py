"""A document whose own agencies and words are in no list is still read (docs/validation/directives.md)."""

import importlib.util
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[5] / "scripts" / "validate_directives.py"


@pytest.mark.shared
def test_held_out(shared: Path) -> None:
    spec = importlib.util.spec_from_file_location("validate_directives", SCRIPT)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    stems = sorted(p.stem for p in (shared / "gold").glob("*.json"))
    found, removed = module.held_out(shared, stems)
    assert min(removed.values()) > 20
    assert all(row["overall"] >= 0.92 and row["task"]["f1"] >= 0.95 for row in found.values()), found
    assert module.scored(shared, stems)["overall"] >= 0.95, "the word lists are back"
