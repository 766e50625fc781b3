"""Samples come in: as a list of their own, in the headers of SORMAS and Go.Data, and beside the cases of one file."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from vungxanh.common.models import Job
from vungxanh.rooms.laboratory.models import LabTest, Sample

pytestmark = pytest.mark.django_db
Bring = Callable[..., Job]
CASES = "Mã ca,Họ tên,Xã\nBN-1,Trần Thị Thử,Đak Ơ\nBN-2,Lê Văn Mẫu,Đak Ơ\n"
SAMPLES = """Mã mẫu,Mã ca,Loại mẫu,Ngày lấy mẫu,Nơi xét nghiệm,Phương pháp,Kết quả,Ngày có kết quả,Giá trị Ct
T-1,BN-1,dịch tỵ hầu,15/8/2021 06:30,CDC,PCR,,,
T-2,BN-2,hỗn dịch lạ,15/8/2021 07:00,CDC,Test nhanh,âm tính,15/8/2021 07:30,
T-3,BN-9,máu,15/8/2021,CDC,PCR,dương tính,16/8/2021,20
T-4,BN-1,máu,16/8/2021 08:00,CDC,PCR,dương tính,15/8/2021 08:00,20
"""
EXAMPLE = "formats/sormas/examples/sormas_case_import_test_samples.csv"


def told() -> list[tuple[str, str, str, str]]:
    rows = Sample.objects.order_by("collected_at", "code").select_related("case")
    return [(s.code, s.case.external_id if s.case else "", s.material, s.result) for s in rows]


def test_a_list_of_samples_and_the_results_that_come_later(bring: Bring) -> None:
    bring(CASES)
    job = bring(SAMPLES, name="so_ca.mau.csv")
    assert job.arguments["kind"] == "samples"
    assert {k: job.result[k] for k in ("new", "errors", "warnings")} == {"new": 2, "errors": 2, "warnings": 1}
    assert told() == [("T-1", "BN-1", "nasopharyngeal", "pending"), ("T-2", "BN-2", "other", "negative")]
    assert Sample.objects.get(code="T-2").note == "Loại mẫu: hỗn dịch lạ", "what is not understood is kept"
    again = bring(SAMPLES, name="so_ca.mau.csv")
    assert (again.result["new"], again.result["known"], again.result["updated"]) == (0, 2, 0)
    later = SAMPLES.replace("PCR,,,\n", 'PCR,dương tính,15/8/2021 17:00,"18,4"\n').replace("âm tính", "dương tính")
    job = bring(later, name="so_ca.mau.csv")
    assert (job.result["updated"], job.result["clashes"]) == (1, 1), "a result told before is not overwritten by a file"
    one = LabTest.objects.get(sample__code="T-1")
    assert (one.result, one.ct, one.method) == ("positive", 18.4, "pcr")
    assert Sample.objects.get(code="T-1").resulted_at == datetime(2021, 8, 15, 10, 0, tzinfo=UTC)
    assert bring(later, name="so_ca.mau.csv").result["updated"] == 0


def test_a_case_list_brings_its_samples(bring: Bring) -> None:
    text = (
        "Mã ca,Họ tên,Xã,Ngày lấy mẫu,Kết quả xét nghiệm,Mã mẫu,Phương pháp xét nghiệm,Tên người tiếp xúc,Ngày tiếp xúc\n"
        "BN-1,Trần Thị Thử,Đak Ơ,15/8/2021 06:30,dương tính,T-1,PCR,Phạm Thị Giả,14/8/2021\n"
        "BN-2,Lê Văn Mẫu,Đak Ơ,,,,,,\n"
    )
    job = bring(text)
    assert job.arguments["kind"] == "cases"
    assert {k: job.result["made"].get(k) for k in ("persons", "samples", "contacts")} == {
        "persons": 2, "samples": 1, "contacts": 1,
    }  # fmt: skip
    assert told() == [("T-1", "BN-1", "nasopharyngeal", "positive")]
    assert bring(text).result["made"].get("samples") is None, "sent twice, there once"


@pytest.mark.shared
def test_sormas_repeats_the_columns_of_samples(bring: Bring, shared: Path) -> None:
    text = (shared / EXAMPLE).read_text("utf-8-sig")
    job = bring(text, name="sormas.csv", lenient=True)
    assert job.result["made"]["samples"] == 3, "none, one and two"
    assert [(case, material) for _code, case, material, _result in told()] == [
        ("case3", "blood"), ("case2", "blood"), ("case3", "stool"),
    ]  # fmt: skip
    assert {s.laboratory for s in Sample.objects.all()} == {"Lab"}
    assert bring(text, name="sormas.csv", lenient=True).result["made"].get("samples") is None


@pytest.mark.shared
def test_godata_s_results(bring: Bring, shared: Path) -> None:
    bring(CASES)
    header = (
        (shared / "formats/godata/derived_headers/export_header_lab_result_en.csv").read_text("utf-8").split("\n")[0]
    )
    given = {
        "ID": "7f3c", "Person ID": "BN-2", "Sample taken": "2021-08-15T06:30:00.000Z", "Lab name": "CDC",
        "Date of the result": "2021-08-16", "Sample lab ID": "L-7", "Sample type": "Nasopharyngeal swab",
        "Test type": "RT-PCR", "Tested for": "SARS-CoV-2", "Result": "Positive", "Quantitative result": "21.5",
    }  # fmt: skip
    row = ",".join(given.get(name, "") for name in header.split(","))
    job = bring(f"{header}\n{row}\n", name="so_ca.lab.csv")
    assert (job.arguments["kind"], job.result["new"]) == ("samples", 1)
    assert told() == [("L-7", "BN-2", "nasopharyngeal", "positive")]
    assert LabTest.objects.get().ct == 21.5
