"""Documents annotated before they were first parsed (``blind``, in the scorer's schema; docs/validation/directives.md)."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from vungxanh.engine.directive import api
from vungxanh.engine.directive.tasks.fold import key

FOLDER = Path(__file__).parent / "blind"
LEVELS = re.compile(r"\b(?:huyện|thị xã|thành phố|tỉnh|các|và)\b")
OPEN = {
    ("hospital_scheme", "III.1.c", "targets"): "whether 'SpO2 dưới 94%' defines who is covered",
    ("lockdown_decision", "Đ2.1.b", "due"): "a rhythm behind 'người dân' is taken for that of citizens",
    ("lockdown_decision", "Đ1", "task"): "whether what a decision itself does is a task",
    ("party_welfare_letter", "p4", "condition"): "'Trường hợp …' is no 'nếu …' (7)",
    ("school_letter", "II.1.a", "due"): "a rhythm behind 'học sinh' is taken for that of citizens",
    ("province_decision", "Đ2.4", "span"): "a paragraph behind the last item of a list is read as its second one",
    ("province_decision", "Đ3.6.c", "lead"): "whether 'đề nghị Đội hỗ trợ' is what the districts do or an order",
    ("urgent_telegram", "3.a", "lead"): "small letters behind 'và' end a name",
    ("urgent_telegram", "3.b", "lead"): "the same heading",
    ("urgent_telegram", "4.p", "lead"): "small letters behind a comma end a name",
    ("vaccination_plan", "III.3.-2", "due"): "whether '2 lần/ngày' is a rhythm beside a number to reach",
    ("vaccination_plan", "III.4.p1", "due"): "the same",
    ("vaccination_plan", "V.3", "targets"): "185 million or 185 'triệu đồng'",
}
"""What the reader does otherwise; nothing else may differ."""


def deadline(due: dict[str, Any]) -> tuple[str, str]:
    value = due.get("date") or due.get("rule") or due.get("hours") or due.get("days") or ""
    return (due["kind"], "" if due["kind"] in ("none", "ongoing") else str(value))


def named(name: str) -> str:
    """Levels, case and joining words make no difference (rules, 3.4)."""
    return " ".join(re.findall(r"[^\W_]+", LEVELS.sub(" ", key(name))))


def seen(task: dict[str, Any]) -> dict[str, Any]:
    return {
        "lead": sorted(map(named, task["lead"])),
        "with": sorted(map(named, task["with"])),
        "due": deadline(task["due"]),
        "targets": {(t["op"], float(t["value"])) for t in task["targets"]},
        "condition": bool(task["condition"]),
    }


@pytest.mark.parametrize("name", sorted(p.stem for p in FOLDER.glob("*.json")))
def test_blind(name: str) -> None:
    gold = json.loads((FOLDER / f"{name}.json").read_text("utf-8"))
    found = api.document(api.parse((FOLDER / f"{name}.txt").read_text("utf-8")), name)
    for part in ("kind", "number", "symbol", "date", "signer"):
        assert found["header"][part] == gold["header"][part]
    assert gold["header"]["issuer"].startswith(found["header"]["issuer"])  # a place is added by who annotates
    cited = {(c["number_symbol"], c["date"]) for c in found["header"]["cites"]}
    assert cited == {(c["number_symbol"], c["date"]) for c in gold["header"]["cites"]}
    tasks = {t["start"]: t for t in found["tasks"]}
    differ = set()
    for want in gold["tasks"]:
        got = tasks.pop(want["start"])
        if got["end"] != want["end"]:
            differ.add((name, want["ref"], "span"))
        expected, read = seen(want), seen(got)
        differ |= {(name, want["ref"], k) for k in expected if expected[k] != read[k]}
    assert differ <= OPEN.keys(), {key: tasks for key in differ - OPEN.keys()}
    assert len(tasks) <= sum(key[0] == name and key[2] in ("span", "task") for key in OPEN), "tasks nobody annotated"
