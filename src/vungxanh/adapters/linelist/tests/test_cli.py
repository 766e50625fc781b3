"""``vungxanh import``."""

import json
from importlib import import_module
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from vungxanh.rooms.cases.models import Case, TransmissionLink
from vungxanh.testing import DISTRICT

# An adapter does not know `site`; its test asks for the command by name, as the shell does.
command = import_module("vungxanh.site.commands.import_").command
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("areas")]
CASES = "Mã ca,Họ tên,Khởi phát\nBN-1001,Lê Ví Dụ,1/8/2021\nBN-1002,Lê Thử,99/8/2021\n"


def run(folder: Path, *args: str, **files: str) -> Result:
    paths = []
    for name, text in files.items():
        path = folder / f"{name.replace('__', '.')}.csv"
        path.write_text(text)
        paths.append(str(path))
    return CliRunner().invoke(command, [*paths, "--area", DISTRICT, "--disease", "COVID-19", *args])


def test_several_files_in_one_call_whatever_their_order(tmp_path: Path) -> None:
    done = run(
        tmp_path,
        "--json",
        so__links="infector,infectee\nBN-1001,BN-1003\n",
        so__cases=CASES + "BN-1003,Lê Giả,2/8/2021\n",
    )
    assert done.exit_code == 0, done.output
    documents = json.loads(done.stdout)
    assert [(d["kind"], d["new"], d["errors"]) for d in documents] == [("cases", 2, 1), ("links", 1, 0)]
    assert TransmissionLink.objects.get().case.code == "BN-1003"


def test_a_dry_run_knows_what_the_other_file_brings(tmp_path: Path) -> None:
    done = run(
        tmp_path, "--json", "--dry-run", so__links="infector,infectee\nBN-1001,BN-1002\nX,BN-1001\n", so__cases=CASES
    )
    cases, links = json.loads(done.stdout)
    assert cases["errors"] == [
        {"line": 3, "column": "Khởi phát", "value": "99/8/2021", "reason": "Ngày này không có trong lịch.",
         "remedy": "Viết ngày trước, tháng sau: 17/8/2021."}
    ]  # fmt: skip
    assert [e["value"] for e in links["errors"]] == ["X"]
    assert not Case.objects.exists()
    text = run(tmp_path, "--dry-run", so=CASES)
    assert "dòng 3, lỗi, Khởi phát: “99/8/2021”" in text.output


def test_bad_rows_go_to_a_file_and_the_exit_code_says_whether_anything_went_in(tmp_path: Path) -> None:
    errors = tmp_path / "bad.csv"
    assert run(tmp_path, "--errors", str(errors), so=CASES).exit_code == 0
    assert "BN-1002,Lê Thử,99/8/2021,3" in errors.read_text("utf-8-sig")
    assert errors.stat().st_mode & 0o777 == 0o600
    assert run(tmp_path, other="Mã ca,Họ tên,Khởi phát\nBN-5,Lê Thử,99/8/2021\n").exit_code == 1
    assert run(tmp_path, so=CASES).exit_code == 0, "all known is not nothing"


def test_a_mapping_by_hand_and_what_cannot_be(tmp_path: Path) -> None:
    done = run(tmp_path, "--map", "A=id", "--map", "B=full_name", "--kind", "cases", so="A,B\nBN-1001,Lê Ví Dụ\n")
    assert done.exit_code == 0, done.output
    for args, sentence in (
        (("--map", "Z=id"), "Không tệp nào có cột"),
        (("--kind", "dogs"), "Không có loại tệp"),
        (("--as", "nobody"), "Không có người dùng"),
        (("--disease", "nonsense"), "là bệnh nào"),
        (("--area", "Xứ Không Có"), "Không tìm thấy địa bàn"),
    ):
        failed = run(tmp_path, *args, so=CASES)
        assert failed.exit_code == 1
        assert sentence in failed.output


def test_a_workbook_a_second_file_that_knows_more_and_lenient(tmp_path: Path) -> None:
    from vungxanh.adapters.linelist.tests.books import book, rows

    path = tmp_path / "so.xlsx"
    path.write_bytes(
        book(("Bìa", rows(("a",), ("b",))), ("Ca", rows(("Mã ca", "Họ tên", "Tuổi"), ("BN-1001", "Lê Ví Dụ", "tám"))))
    )
    more = ["--area", DISTRICT, "--disease", "COVID-19", "--json"]
    done = CliRunner().invoke(command, [str(path), *more, "--sheet", "2", "--lenient", "--kind", "cases"])
    assert done.exit_code == 0, done.output
    assert "Tuổi: tám" in Case.objects.get().note
    again = run(tmp_path, "--json", "--policy", "overwrite", so="Mã ca,Họ tên,Khởi phát\nBN-1001,Lê Thị Dụ,3/8/2021\n")
    assert json.loads(again.stdout)[0]["updated"] == 1
    assert Case.objects.select_related("person").get().person.full_name == "Lê Thị Dụ"
    assert run(tmp_path, "--policy", "nonsense", so=CASES).exit_code == 1
