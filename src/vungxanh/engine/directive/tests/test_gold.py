"""The annotated documents: the bar of issue 4, scored as the acceptance does, and in other layouts."""

import importlib.util
import json
from pathlib import Path
from typing import Any

import pytest

from vungxanh.engine.directive import api

from .layouts import LAYOUTS, noisy, words

pytestmark = pytest.mark.shared


def scored(shared: Path, folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Any:
    spec = importlib.util.spec_from_file_location("score_directives", shared / "bench" / "score_directives.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr("sys.argv", ["score", "--gold", str(shared / "gold"), "--pred", str(folder), "--json"])
    module.main()
    return json.loads(capsys.readouterr().out)


@pytest.mark.parametrize(("share", "bar"), [(0.0, 0.95), (0.02, 0.9)])
def test_bar(
    shared: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    share: float,
    bar: float,
) -> None:
    """As given, and with two in a hundred accented letters recognised without their marks."""
    for gold in sorted((shared / "gold").glob("*.json")):
        text = (shared / "seeds" / f"{gold.stem}.txt").read_text("utf-8")
        text = noisy(text, share, 7)
        (tmp_path / gold.name).write_text(json.dumps(api.document(api.parse(text), gold.name)), "utf-8")
    found = scored(shared, tmp_path, capsys, monkeypatch)
    assert "missing" not in found
    assert found["overall"] >= bar, found
    assert min(found[k]["f1"] for k in ("task", "header")) >= 0.95, found


@pytest.mark.parametrize("layout", LAYOUTS)
def test_layouts(shared: Path, layout: str) -> None:
    """Hard-wrapped, paged, decomposed: the same tasks but for a few at page ends."""
    for gold in sorted((shared / "gold").glob("*.json")):
        text = (shared / "seeds" / f"{gold.stem}.txt").read_text("utf-8")
        other = LAYOUTS[layout](text)
        tasks = json.loads(gold.read_text("utf-8"))["tasks"]
        want = {words(text[t["start"] : t["end"]]) for t in tasks}
        got = {words(other[t.start : t.end]) for t in api.parse(other).tasks}
        assert len(want & got) >= len(want) * (0.8 if layout == "paged" else 0.97), (gold.stem, want - got)


def test_all_five_are_read(shared: Path) -> None:
    for seed in sorted((shared / "seeds").glob("*.txt")):
        found = api.parse(seed.read_text("utf-8"))
        assert found.header.kind, seed.name
        assert found.header.signer, seed.name
        assert len(found.tasks) >= 9, seed.name
