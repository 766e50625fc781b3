"""Columns of visits, contacts, follow-ups and sites. Pure."""

from vungxanh.adapters.linelist import values
from vungxanh.adapters.linelist.columns import Column, Kind
from vungxanh.adapters.linelist.kinds.people import PERSON, PLACE, YEAR
from vungxanh.kernel.text import gettext_noop as _

# fmt: off
_MINUTES = values.whole(1, 10_000)
_LAT, _LNG = ("lat", "latitude", "vi do", "y"), ("lng", "lon", "long", "longitude", "kinh do", "x")
VISITS = Kind(
    "visits", _("Lượt đến"),
    (
        Column("id", _("Mã lượt"), known_as=("id", "visit id", "ma")),
        Column("person", _("Mã người/mã ca"), known_as=("person", "person id", "ma nguoi", "ma ca", "case id", "patient_id"), required=True, example="P-0001"),
        Column("full_name", _("Họ và tên"), known_as=("ho ten", "name")),
        Column("venue", _("Địa điểm"), known_as=("venue", "place", "noi den", "diem den", "location", "dia diem den", "type", "place type"), required=True, example="Chợ Phú Nghĩa"),
        *PLACE,
        Column("start_at", _("Từ lúc"), values.moment, ("tu", "bat dau", "start", "time in", "gio den", "from", "date", "ngay", "ngay den", "thoi gian"), required=True, example="14/8/2021 07:10"),
        Column("end_at", _("Đến lúc"), values.moment, ("den", "ket thuc", "end", "time out", "gio di", "to"), example="14/8/2021 08:00"),
        Column("minutes", _("Số phút"), _MINUTES, ("phut", "minutes", "duration")),
        Column("lat", _("Vĩ độ"), values.decimal, _LAT),
        Column("lng", _("Kinh độ"), values.decimal, _LNG),
        Column("note", _("Ghi chú"), known_as=("note", "remark")),
    ),
)
CONTACTS = Kind(
    "contacts", _("Tiếp xúc"),
    (
        Column("id", _("Mã lần tiếp xúc"), known_as=("!uuid", "contact id", "ma")),
        Column("person", _("Mã người/ca thứ nhất"), known_as=("person", "source uuid", "source visualid", "case", "case id", "ma ca", "ma ca f0", "from", "f0", "person id", "related case", "tiep xuc voi ca"), example="BN-0152"),
        Column("other", _("Mã người thứ hai"), known_as=("contact", "target uuid", "target visualid", "other", "ma nguoi tiep xuc", "to", "contact person id"), example="P-0007"),
        Column("full_name", _("Họ tên người tiếp xúc"), known_as=("ho ten", "contact name", "name", "ho va ten", "ten nguoi tiep xuc", "ho ten f1", "nguoi tiep xuc"), example="Lê Ví Dụ"),
        *[c for c in PERSON if c.name in ("family_name", "middle_name", "given_name")],
        Column("sex", _("Giới tính"), values.sex, ("gioi", "gender", "phai")),
        *[c for c in PERSON if c.name in ("birth_date", "birth_day", "birth_month")],
        Column("birth_year", _("Năm sinh"), YEAR, ("year of birth", "birthdate yyyy", "nam sinh nguoi tiep xuc")),
        *[c for c in PERSON if c.name in ("age", "age_unit", "age_months")],
        Column("phone", _("Điện thoại"), known_as=("sdt", "so dien thoai", "phone", "telephone", "sdt nguoi tiep xuc", "dien thoai nguoi tiep xuc")),
        *PLACE,
        Column("address", _("Địa chỉ"), known_as=("dia chi chi tiet", "dia chi nguoi tiep xuc", "address", "street")),
        Column("disease", _("Bệnh"), known_as=("disease", "benh")),
        Column("level", _("Mức F"), values.level, ("f", "muc", "f level", "loai f", "contact level", "loai tiep xuc")),
        Column("start_at", _("Từ lúc"), values.moment, ("tu", "bat dau", "start", "ngay tiep xuc", "ngay tiep xuc cuoi", "date of contact", "contact date", "date", "date of last contact", "last contact date", "thoi gian tiep xuc"), example="14/8/2021 18:00"),
        Column("reported_at", _("Ngày báo tiếp xúc"), values.moment, ("report date time", "date of reporting", "date of report", "ngay bao cao")),
        Column("first_at", _("Tiếp xúc lần đầu"), values.day, ("first contact date", "date of first contact", "ngay tiep xuc dau")),
        Column("end_at", _("Đến lúc"), values.moment, ("den", "ket thuc", "end")),
        Column("minutes", _("Số phút"), _MINUTES, ("phut", "minutes", "duration"), example="30"),
        Column("distance_m", _("Khoảng cách (m)"), values.decimal, ("khoang cach", "distance", "distance m")),
        Column("masked", _("Có khẩu trang"), values.yes, ("khau trang", "mask", "masked")),
        Column("household", _("Cùng nhà"), values.yes, ("household", "cung ho")),
        Column("physical", _("Chạm trực tiếp"), values.yes, ("physical", "cham")),
        Column("care", _("Chăm sóc không bảo hộ"), values.yes, ("care", "cham soc")),
        Column("kind", _("Loại phơi nhiễm"), known_as=("exposure type", "contact proximity", "kieu tiep xuc")),
        Column("relation", _("Quan hệ"), known_as=("context of exposure", "relation to case", "relation detail", "moi quan he")),
        Column("venue", _("Địa điểm"), known_as=("venue", "place", "noi tiep xuc", "dia diem tiep xuc")),
        Column("note", _("Ghi chú"), known_as=("note", "remark", "comment", "description")),
    ),
    (("other", "full_name", "given_name", "family_name"), ("start_at", "first_at", "reported_at")),
)
FOLLOWUPS = Kind(
    "followups", _("Theo dõi hằng ngày"),
    (
        Column("id", _("Mã lần theo dõi"), known_as=("!uuid", "id", "follow up id")),
        Column("person", _("Mã người tiếp xúc"), known_as=("contact uuid", "contact id", "person", "person id", "ma nguoi", "ma nguoi tiep xuc", "contact case id"), required=True, example="P-0007"),
        Column("day", _("Ngày"), values.day, ("date of followup", "follow up date", "ngay theo doi", "date", "visit date", "visit date time"), required=True, example="15/8/2021"),
        Column("status", _("Kết quả"), values.seen, ("followup status", "visit status", "tinh trang", "ket qua theo doi", "seen"), example="khỏe"),
        Column("temperature", _("Nhiệt độ"), values.decimal, ("than nhiet", "temperature", "sot"), example="36,8"),
        Column("symptoms", _("Triệu chứng"), known_as=("symptoms", "cac trieu chung"), example="ho, sốt"),
        Column("level", _("Mức F"), values.level, ("f", "muc", "f level")),
        Column("note", _("Ghi chú"), known_as=("note", "remark", "comment", "visit remarks")),
    ),
)
SITES = Kind(
    "sites", _("Địa điểm"),
    (
        Column("name", _("Tên địa điểm"), known_as=("dia diem", "venue", "place", "name", "ten", "site", "facility", "ten co so", "co so"), required=True, example="Chợ Đak Ơ"),
        Column("kind", _("Loại địa điểm"), known_as=("loai", "type", "venue type", "facility type", "loai hinh")),
        *PLACE,
        Column("address", _("Địa chỉ"), known_as=("address", "dia chi chi tiet", "street")),
        Column("lat", _("Vĩ độ"), values.decimal, _LAT),
        Column("lng", _("Kinh độ"), values.decimal, _LNG),
        Column("capacity", _("Sức chứa (người)"), values.whole(1, 1_000_000), ("suc chua", "capacity", "so nguoi", "so lao dong", "so hoc sinh")),
    ),
)
