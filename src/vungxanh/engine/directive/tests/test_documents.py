"""Other kinds of documents than the annotated ones, and the same words in other layouts."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from vungxanh.engine.directive import api

from .layouts import LAYOUTS, words

HERE = Path(__file__).parent
EXPECTED: dict[str, Any] = tomllib.loads((HERE / "documents.toml").read_text("utf-8"))


def text_of(name: str) -> str:
    return (HERE / "documents" / f"{name}.txt").read_text("utf-8")


def due(task: api.FoundTask) -> str:
    d = task.due
    value = d.date or d.rule or (d.hours and f"{d.hours:g}") or (d.days and f"{d.days:g}")
    return f"{d.kind} {value}" if value else str(d.kind)


@pytest.mark.parametrize("name", EXPECTED)
def test_header(name: str) -> None:
    want, header = EXPECTED[name], api.parse(text_of(name)).header
    assert {k: getattr(header, k) for k in want["head"]} == want["head"]
    if "cites" in want:
        assert {c.number_symbol: c.date for c in header.cites} == want["cites"]
    assert len(header.recipients) == want["recipients"]
    assert len(header.addressees) == want.get("addressees", 0)


@pytest.mark.parametrize("name", EXPECTED)
def test_tasks(name: str) -> None:
    text = text_of(name)
    tasks = api.parse(text).tasks
    wanted = EXPECTED[name]["tasks"]
    said = [" ".join(text[t.start : t.end].split()) for t in tasks]
    assert [s[:10] for s in said] == [w[0][:10] for w in wanted]
    for task, (begins, ends, leads, when) in zip(tasks, wanted, strict=True):
        passage = " ".join(text[task.start : task.end].split())
        assert passage.startswith(begins)
        assert passage.endswith(ends)
        if leads:
            assert list(task.leads) == leads, begins
        if when:
            assert due(task) == when, begins


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("name", EXPECTED)
def test_other_layouts_give_the_same_tasks(name: str, layout: str) -> None:
    plain = text_of(name)
    other = LAYOUTS[layout](plain)
    one, two = api.parse(plain), api.parse(other)
    assert two.header.number == one.header.number
    assert two.header.date == one.header.date
    assert two.header.signer == one.header.signer
    if layout == "paged":  # a page's number may stand inside a passage
        assert len(two.tasks) == len(one.tasks)
        return
    assert [words(other[t.start : t.end]) for t in two.tasks] == [words(plain[t.start : t.end]) for t in one.tasks]
    assert [t.leads for t in two.tasks] == [t.leads for t in one.tasks]


@pytest.mark.parametrize(
    ("title", "letters", "kind"),
    [("ĐỀ ÁN", "ĐA", "master_scheme"), ("DỰ ÁN", "DA", "project"), ("PHƯƠNG ÁN", "PA", "scheme")],
)
def test_kinds_that_look_alike(title: str, letters: str, kind: str) -> None:
    """Told by the title, else by the letters of the symbol."""
    for named in (f"{title}\nXây dựng trung tâm\n\n", ""):
        head = f"UBND TỈNH AN GIANG\n\nSố: 12/{letters}-UBND\n\nAn Giang, ngày 01 tháng 02 năm 2024\n\n"
        found = api.parse(f"{head}{named}Căn cứ luật.\n\n1. Sở Y tế chủ trì thực hiện.\n").header.kind
        assert found == kind
