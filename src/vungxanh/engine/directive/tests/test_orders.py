"""Who must do what by when, in documents of other provinces and other dangers (``orders.toml``)."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from vungxanh.engine.directive import api
from vungxanh.engine.directive.model import Due, FoundTask

FOLDER = Path(__file__).parent
EXPECTED: dict[str, dict[str, Any]] = tomllib.loads((FOLDER / "orders.toml").read_text("utf-8"))


def deadline(due: Due) -> str:
    value = {"within": due.hours or due.days, "recurring": due.rule}.get(due.kind, due.date)
    return "" if due.kind == "none" else f"{due.kind} {value or ''}".strip()


def plain(task: FoundTask) -> dict[str, Any]:
    found = {
        "lead": list(task.leads), "with": list(task.with_), "due": deadline(task.due),
        "targets": [f"{t.op} {t.value:.0f}" for t in task.targets], "if": task.condition.when if task.condition else "",
    }  # fmt: skip
    return {k: v for k, v in found.items() if v or k == "lead"}


@pytest.mark.parametrize("name", EXPECTED)
def test_orders(name: str) -> None:
    text = (FOLDER / "orders" / f"{name}.txt").read_text("utf-8")
    found = api.parse(text)
    assert {t.ref: plain(t) for t in found.tasks} == EXPECTED[name]
    for task in found.tasks:
        near = [text[a:b] for a, b in ((task.start, task.end), *task.evidence)]
        assert task.due.raw is None or any(task.due.raw in words for words in near)
        assert all(t.raw in text[task.start : task.end] for t in task.targets)
        assert task.text[:1].isupper()
        assert len(task.text) <= 260
