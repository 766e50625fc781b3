"""Columns of a list of cases, with their persons and first samples; and of who infected whom. Pure."""

from vungxanh.adapters.linelist import values
from vungxanh.adapters.linelist.columns import Column, Kind
from vungxanh.adapters.linelist.kinds.people import PERSON
from vungxanh.kernel.text import gettext_noop as _

# fmt: off
CASES = Kind(
    "cases", _("Ca bệnh"),
    (
        Column("id", _("Mã ca bệnh"), known_as=("!uuid", "ma ca", "id", "case id", "case_id", "case", "ma bn", "bn", "so bn", "ma benh nhan", "ma so benh nhan", "patient id", "epid number", "case number", "ma"), example="BN-0152"),
        Column("code", _("Số ca để gọi"), known_as=("so ca", "case code", "visual id", "case id", "epid number", "ma bn")),
        Column("person", _("Mã người"), known_as=("person id", "person uuid")),
        *PERSON,
        Column("disease", _("Bệnh"), known_as=("disease", "ten benh", "chan doan benh"), example="COVID-19"),
        Column("status", _("Phân loại"), values.status, ("classification", "case status", "case classification", "phan loai ca", "phan loai ca benh", "chan doan phan loai"), example="xác định"),
        Column("symptomatic", _("Có triệu chứng"), values.symptomatic),
        Column("onset_date", _("Ngày khởi phát"), values.day, ("khoi phat", "ngay phat benh", "ngay khoi benh", "onset", "dt_onset", "date_of_onset", "date onset", "symptom onset", "symptom onset date", "onset date", "ngay xuat hien trieu chung"), example="12/8/2021"),
        Column("exposure_start", _("Phơi nhiễm từ ngày"), values.day, ("dt_start_exp", "exposure start", "date_of_infection", "infection date", "date infection")),
        Column("exposure_end", _("Phơi nhiễm đến ngày"), values.day, ("dt_end_exp", "exposure end")),
        Column("sampled_at", _("Ngày lấy mẫu"), values.moment, ("lay mau", "ngay gio lay mau", "sample date", "date of sample", "dt_sample", "sample date time", "sample taken", "date of sampling")),
        Column("result", _("Kết quả xét nghiệm"), values.result, ("ket qua", "kq xet nghiem", "ket qua xn", "ket qua pcr", "sample result", "test result", "lab result", "result")),
        Column("diagnosed_at", _("Ngày chẩn đoán"), values.moment, ("chan doan", "ngay gio chan doan", "dt_diag", "diagnosis date", "date of diagnosis", "ngay xac dinh", "confirmed date", "date become case", "date of becoming case", "ngay duong tinh", "ngay co ket qua", "ngay cong bo", "classification date"), example="15/8/2021 09:00"),
        Column("notified_at", _("Ngày báo cáo"), values.moment, ("bao cao", "ngay gio bao cao", "dt_report", "report date", "date of report", "reporting date", "date of reporting", "ngay thong bao")),
        Column("isolated_at", _("Ngày cách ly"), values.moment, ("cach ly", "isolation date", "isolation startdate", "quarantine from", "date_of_hospitalisation", "date hospitalisation", "hospitalisation date", "hospitalization startdate", "hosp date", "ngay nhap vien", "ngay vao vien", "admission date")),
        Column("facility", _("Cơ sở điều trị"), known_as=("loc_hosp", "hospital", "benh vien", "facility", "health facility", "noi dieu tri", "isolation centername")),
        Column("infected_where", _("Nơi nhiễm"), known_as=("place_infect", "place of infection", "noi lay nhiem", "noi lay")),
        Column("outcome", _("Kết cục"), values.outcome, ("outcome", "ket qua dieu tri", "tinh trang", "outcome id", "state")),
        Column("outcome_date", _("Ngày kết cục"), values.day, ("date_of_outcome", "outcome date", "date outcome")),
        Column("condition", _("Còn sống hay đã mất"), values.condition, ("present condition", "vital status")),
        Column("death_date", _("Ngày tử vong"), values.day, ("tu vong", "dt_death", "death date", "date of death", "deceased date")),
        Column("recovery_date", _("Ngày khỏi bệnh"), values.day, ("khoi benh", "ngay ra vien", "ngay xuat vien", "recovery date", "released date", "discharge date")),
        Column("detection", _("Phát hiện qua"), values.detection),
        Column("cluster", _("Ổ dịch"), known_as=("chum ca benh", "cluster")),
        Column("managed_by", _("Mã xã quản lý ca"), known_as=("don vi quan ly ca",)),
        Column("source_case", _("Mã ca nguồn"), known_as=("nguon lay", "infector", "source case", "infected by", "f0", "source visualid", "ca nguon", "tiep xuc voi ca")),
        Column("source_setting", _("Hoàn cảnh lây"), known_as=("exposure setting", "hoan canh", "infection case", "infection setting", "source")),
        Column("note", _("Ghi chú"), values.prose, ("note", "remark", "comment", "remarks", "comments", "ghi chu khac", "additional details")),
    ),
    (("id", "full_name", "given_name", "family_name"),),
)
LINKS = Kind(
    "links", _("Liên kết nguồn lây"),
    (
        Column("infector", _("Mã ca nguồn"), known_as=("from", "infector", "source", "nguon", "source case", "source uuid", "source visualid", "infector id"), required=True, example="BN-0150"),
        Column("infectee", _("Mã ca bị lây"), known_as=("to", "infectee", "case_id", "case id", "ca bi lay", "target", "target uuid", "target visualid", "infectee id"), required=True, example="BN-0152"),
        Column("setting", _("Hoàn cảnh"), known_as=("exposure", "setting", "source type", "hoan canh lay", "place", "source", "exposure type")),
    ),
)
