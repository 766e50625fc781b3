"""What can be brought in: kinds of files, their columns, and the names by which columns are known. Pure."""

from vungxanh.adapters.linelist import values
from vungxanh.adapters.linelist.columns import Column, Kind, key
from vungxanh.kernel.text import gettext_noop as _

__all__ = ["CASES", "CONTACTS", "KINDS", "LINKS", "PERSONS", "VISITS", "Column", "Kind", "key"]

# fmt: off
_YEAR = values.whole(1900, 2100)
PERSON = (
    Column(
        "full_name",
        "Họ và tên",
        known_as=("ho ten", "name", "full name", "patient name", "ten benh nhan"),
        example="Trần Thị Thử",
    ),
    Column(
        "family_name", "Họ và đệm", known_as=("ho dem", "ho va ten dem", "=họ", "last name", "family name", "surname")
    ),
    Column("given_name", _("Tên"), known_as=("first name", "given name")),
    Column("sex", _("Giới tính"), values.sex, ("gioi", "gender"), example="nữ"),
    Column("birth_date", _("Ngày sinh"), values.day, ("date of birth", "dob", "birthday"), example="5/2/1987"),
    Column("birth_year", _("Năm sinh"), _YEAR, ("year of birth", "namsinh"), example="1987"),
    Column("age", _("Tuổi"), values.age, ("age", "age years"), example="34"),
    Column(
        "commune",
        "Xã/phường",
        known_as=("xa", "phuong", "dia ban", "ma xa", "xa phuong thi tran", "commune", "ward", "area"),
        example="25222",
    ),
    Column("district", _("Quận/huyện"), known_as=("huyen", "quan", "district"), example="Bù Gia Mập"),
    Column(
        "province", "Tỉnh/thành phố", known_as=("tinh", "thanh pho", "tinh thanh", "province"), example="Bình Phước"
    ),
    Column("hamlet", _("Thôn/ấp/tổ"), known_as=("thon", "ap", "to dan pho", "hamlet", "village"), example="Thôn 3"),
    Column("address", _("Địa chỉ"), known_as=("dia chi chi tiet", "address", "street")),
    Column(
        "phone",
        "Điện thoại",
        known_as=("sdt", "so dien thoai", "phone", "telephone", "mobile", "dienthoai"),
        example="0951234567",
    ),
    Column(
        "citizen_id",
        "Số CCCD/CMND",
        known_as=("cccd", "cmnd", "so cccd", "citizen id", "national id", "passport"),
        example="070187000123",
    ),
    Column("occupation", _("Nghề nghiệp"), known_as=("nghe", "occupation", "job"), example="Công nhân"),
    Column("household", _("Mã hộ"), known_as=("=hộ", "household", "household id", "so ho"), example="H-0012"),
)

PERSONS = Kind(
    "persons",
    _("Người"),
    (
        Column(
            "id", "Mã người", known_as=("ma", "id", "person id", "stt", "person_id", "contact id"), example="P-0001"
        ),
        *PERSON,
    ),
    (("full_name", "given_name"),),
)
CASES = Kind(
    "cases",
    _("Ca bệnh"),
    (
        Column(
            "id",
            "Mã ca bệnh",
            known_as=("ma ca", "ma", "id", "case id", "case_id", "case", "ma bn", "bn", "patient id"),
            example="BN-0152",
        ),
        Column("person", _("Mã người"), known_as=("person id",)),
        *PERSON,
        Column("disease", _("Bệnh"), known_as=("disease", "ten benh"), example="COVID-19"),
        Column(
            "status",
            "Phân loại",
            values.status,
            ("classification", "case status", "case classification"),
            example="xác định",
        ),
        Column(
            "onset_date",
            "Ngày khởi phát",
            values.day,
            (
                "khoi phat",
                "onset",
                "dt_onset",
                "date_of_onset",
                "date onset",
                "symptom onset",
                "symptom onset date",
                "onset date",
            ),
            example="12/8/2021",
        ),
        Column(
            "exposure_start", "Phơi nhiễm từ ngày", values.day, ("dt_start_exp", "exposure start", "date_of_infection")
        ),
        Column("exposure_end", _("Phơi nhiễm đến ngày"), values.day, ("dt_end_exp", "exposure end")),
        Column("sampled_at", _("Ngày lấy mẫu"), values.moment, ("lay mau", "sample date", "date of sample", "dt_sample")),
        Column(
            "diagnosed_at",
            "Ngày chẩn đoán",
            values.moment,
            (
                "chan doan",
                "dt_diag",
                "diagnosis date",
                "date of diagnosis",
                "ngay xac dinh",
                "confirmed date",
                "date become case",
                "ngay duong tinh",
            ),
            example="15/8/2021 09:00",
        ),
        Column(
            "notified_at",
            "Ngày báo cáo",
            values.moment,
            ("bao cao", "dt_report", "report date", "date of report", "reporting date", "date of reporting"),
        ),
        Column(
            "isolated_at",
            "Ngày cách ly",
            values.moment,
            (
                "cach ly",
                "isolation date",
                "isolation startdate",
                "date_of_hospitalisation",
                "hospitalisation date",
                "ngay nhap vien",
            ),
        ),
        Column("facility", _("Cơ sở điều trị"), known_as=("loc_hosp", "hospital", "benh vien", "facility")),
        Column("infected_where", _("Nơi nhiễm"), known_as=("place_infect", "place of infection", "noi lay nhiem")),
        Column(
            "outcome", "Kết cục", values.outcome, ("outcome", "ket qua dieu tri", "tinh trang", "outcome id", "state")
        ),
        Column("outcome_date", _("Ngày kết cục"), values.day, ("date_of_outcome", "outcome date")),
        Column(
            "death_date",
            "Ngày tử vong",
            values.day,
            ("tu vong", "dt_death", "death date", "date of death", "deceased date"),
        ),
        Column(
            "recovery_date",
            "Ngày khỏi bệnh",
            values.day,
            ("khoi benh", "ngay ra vien", "recovery date", "released date", "discharge date"),
        ),
        Column("source_case", _("Mã ca nguồn"), known_as=("nguon lay", "infector", "source case", "infected by", "f0")),
        Column("source_setting", _("Hoàn cảnh lây"), known_as=("exposure setting", "hoan canh", "infection case")),
        Column("note", _("Ghi chú"), known_as=("note", "remark", "comment")),
    ),
    (("id", "full_name", "given_name"),),
)
VISITS = Kind(
    "visits", _("Lượt đến"),
    (
        Column("id", _("Mã lượt"), known_as=("id", "visit id", "ma")),
        Column("person", _("Mã người/mã ca"), known_as=("person", "person id", "ma nguoi", "ma ca", "case id", "patient_id"), required=True, example="P-0001"),
        Column("full_name", _("Họ và tên"), known_as=("ho ten", "name")),
        Column("venue", _("Địa điểm"), known_as=("venue", "place", "noi den", "diem den", "location"), required=True, example="Chợ Phú Nghĩa"),
        Column("commune", _("Xã/phường"), known_as=("xa", "phuong", "dia ban", "commune", "ward")),
        Column("start_at", _("Từ lúc"), values.exact, ("tu", "bat dau", "start", "time in", "gio den", "from"), required=True, example="14/8/2021 07:10"),
        Column("end_at", _("Đến lúc"), values.exact, ("den", "ket thuc", "end", "time out", "gio di", "to"), example="14/8/2021 08:00"),
        Column("minutes", _("Số phút"), values.whole(1, 10_000), ("phut", "minutes", "duration")),
        Column("note", _("Ghi chú"), known_as=("note", "remark")),
    ),
    (("end_at", "minutes"),),
)
CONTACTS = Kind(
    "contacts",
    _("Tiếp xúc"),
    (
        Column("id", _("Mã lần tiếp xúc"), known_as=("contact id", "ma")),
        Column(
            "person",
            "Mã người/ca thứ nhất",
            known_as=("person", "case", "case id", "ma ca", "from", "f0", "person id"),
            required=True,
            example="BN-0152",
        ),
        Column(
            "other",
            "Mã người thứ hai",
            known_as=("contact", "other", "ma nguoi tiep xuc", "to", "contact person id"),
            example="P-0007",
        ),
        Column("full_name", _("Họ tên người tiếp xúc"), known_as=("ho ten", "contact name", "name", "ten")),
        Column("sex", _("Giới tính"), values.sex, ("gioi", "gender")),
        Column("birth_year", _("Năm sinh"), _YEAR, ("year of birth",)),
        Column("phone", _("Điện thoại"), known_as=("sdt", "so dien thoai", "phone")),
        Column("commune", _("Xã/phường"), known_as=("xa", "phuong", "dia ban", "commune", "ward")),
        Column(
            "start_at",
            "Từ lúc",
            values.moment,
            (
                "tu",
                "bat dau",
                "start",
                "ngay tiep xuc",
                "date of contact",
                "contact date",
                "date",
                "date of last contact",
            ),
            required=True,
            example="14/8/2021 18:00",
        ),
        Column("end_at", _("Đến lúc"), values.moment, ("den", "ket thuc", "end")),
        Column("minutes", _("Số phút"), values.whole(1, 10_000), ("phut", "minutes", "duration"), example="30"),
        Column("distance_m", _("Khoảng cách (m)"), values.decimal, ("khoang cach", "distance", "distance m")),
        Column("masked", _("Có khẩu trang"), values.yes, ("khau trang", "mask", "masked")),
        Column("household", _("Cùng nhà"), values.yes, ("household", "cung ho")),
        Column("physical", _("Chạm trực tiếp"), values.yes, ("physical", "cham")),
        Column("care", _("Chăm sóc không bảo hộ"), values.yes, ("care", "cham soc")),
        Column("venue", _("Địa điểm"), known_as=("venue", "place", "noi tiep xuc")),
        Column("note", _("Ghi chú"), known_as=("note", "remark")),
    ),
    (("other", "full_name"),),
)
LINKS = Kind(
    "links",
    _("Liên kết nguồn lây"),
    (
        Column(
            "infector",
            "Mã ca nguồn",
            known_as=("from", "infector", "source", "nguon", "source case", "source visualid", "infector id"),
            required=True,
            example="BN-0150",
        ),
        Column(
            "infectee",
            "Mã ca bị lây",
            known_as=("to", "infectee", "case_id", "case id", "ca bi lay", "target", "target visualid", "infectee id"),
            required=True,
            example="BN-0152",
        ),
        Column(
            "setting",
            "Hoàn cảnh",
            known_as=("exposure", "setting", "source type", "hoan canh lay", "place", "source", "exposure type"),
        ),
    ),
)

KINDS = {kind.key: kind for kind in (PERSONS, CASES, VISITS, CONTACTS, LINKS)}
