"""``vungxanh directive parse``: one JSON per file, good files written although another cannot be read."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from vungxanh.site.commands.directive_ import command

pytestmark = pytest.mark.nodb

TEXT = """Số: 5/UBND-YT

Tân Biên, ngày 10 tháng 6 năm 2022

Kính gửi: UBND các xã, thị trấn.

UBND huyện đề nghị UBND các xã, thị trấn thực hiện các nội dung sau:

1. Rà soát hộ dân vùng ngập, báo cáo trước ngày 20/6/2022.

2. Chuẩn bị 500 giường.
"""


def run(*arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(command, ["parse", *arguments])
    return done.exit_code, done.output


def test_parse(tmp_path: Path) -> None:
    good, bad = tmp_path / "văn bản.txt", tmp_path / "hỏng.pdf"
    good.write_text(TEXT, "utf-8")
    bad.write_bytes(b"%PDF-1.4 broken")
    out = tmp_path / "ra"
    code, said = run(str(good), str(bad), "--out", str(out), "--json")
    answer = json.loads(said)
    assert code == 1
    assert [f.get("tasks") for f in answer["files"]] == [2, None]
    assert "Không đọc được tệp PDF" in answer["files"][1]["error"]
    found = json.loads((out / "văn bản.json").read_text("utf-8"))
    assert found["header"]["number"] == "5"
    assert found["header"]["date"] == "2022-06-10"
    for task in found["tasks"]:
        assert TEXT[task["start"] : task["end"]].startswith(task["quote_start"])
    assert found["tasks"][0]["due"] == {"kind": "by", "date": "2022-06-20", "raw": "trước ngày 20/6/2022"}
    assert found["tasks"][1]["targets"][0]["value"] == 500


def test_says_what_it_did(tmp_path: Path) -> None:
    good = tmp_path / "a.txt"
    good.write_text(TEXT, "utf-8")
    code, said = run(str(good), "--out", str(tmp_path))
    assert code == 0
    assert "5/UBND-YT" in said
    assert "2 nhiệm vụ" in said
