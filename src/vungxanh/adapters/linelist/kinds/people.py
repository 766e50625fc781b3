"""Columns of persons, and lists of persons and of households. Pure."""

from vungxanh.adapters.linelist import values
from vungxanh.adapters.linelist.columns import Column, Kind
from vungxanh.kernel.text import gettext_noop as _

# fmt: off
YEAR = values.whole(1900, 2100)
PLACE = (
    Column("commune", _("Xã/phường"), known_as=("xa", "phuong", "dia ban", "ma xa", "xa phuong thi tran", "phuong xa", "xa phuong noi o", "commune", "ward", "community", "area", "noi o"), example="25222"),
    Column("district", _("Quận/huyện"), known_as=("huyen", "quan", "quan huyen", "huyen thi", "district", "huyen thi xa"), example="Bù Gia Mập"),
    Column("province", _("Tỉnh/thành phố"), known_as=("tinh", "thanh pho", "tinh thanh", "tinh tp", "province", "region", "state", "city", "adm1 name"), example="Bình Phước"),
)
PERSON = (
    Column("full_name", _("Họ và tên"), known_as=("ho ten", "name", "full name", "patient name", "ten benh nhan", "ho ten benh nhan", "ho va ten benh nhan", "ten day du", "ho ten nguoi benh"), example="Trần Thị Thử"),
    Column("family_name", _("Họ và đệm"), known_as=("ho dem", "ho va ten dem", "ho lot", "=họ", "last name", "family name", "surname")),
    Column("middle_name", _("Tên đệm"), known_as=("dem", "chu dem", "middle name")),
    Column("given_name", _("Tên"), known_as=("first name", "given name")),
    Column("sex", _("Giới tính"), values.sex, ("gioi", "gender", "phai", "sex"), example="nữ"),
    Column("birth_date", _("Ngày sinh"), values.birth, ("date of birth", "dob", "birthday", "ngay thang nam sinh", "sinh ngay"), example="5/2/1987"),
    Column("birth_day", _("Ngày trong tháng sinh"), values.whole(1, 31), ("birthdate dd",)),
    Column("birth_month", _("Tháng sinh"), values.whole(1, 12), ("birthdate mm",)),
    Column("birth_year", _("Năm sinh"), YEAR, ("year of birth", "namsinh", "birth year", "birthdate yyyy", "nam sinh am lich"), example="1987"),
    Column("age", _("Tuổi"), values.age, ("age", "age years", "so tuoi", "tuoi nam"), example="34"),
    Column("age_unit", _("Đơn vị tuổi"), values.age_unit, ("age unit", "don vi tuoi", "age type")),
    Column("age_months", _("Số tháng tuổi"), values.whole(0, 1440), ("age months", "thang tuoi")),
    *PLACE,
    Column("hamlet", _("Thôn/ấp/tổ"), known_as=("thon", "ap", "to dan pho", "khu pho", "ban", "xom", "hamlet", "village"), example="Thôn 3"),
    Column("address", _("Địa chỉ"), known_as=("dia chi chi tiet", "so nha", "dia chi noi o", "address", "street", "address line 1", "residence")),
    Column("phone", _("Điện thoại"), known_as=("sdt", "so dien thoai", "dt", "phone", "phone number", "telephone", "mobile", "dienthoai", "so dt", "dien thoai lien he"), example="0951234567"),
    Column("citizen_id", _("Số CCCD/CMND"), known_as=("cccd", "cmnd", "so cccd", "so cmnd", "cmnd cccd", "cccd cmnd", "can cuoc", "so can cuoc", "can cuoc cong dan", "dinh danh", "citizen id", "national id", "passport"), example="070187000123"),
    Column("occupation", _("Nghề nghiệp"), known_as=("nghe", "occupation", "job", "profession"), example="Công nhân"),
    Column("household", _("Mã hộ"), known_as=("=hộ", "household", "household id", "so ho", "ma ho gia dinh"), example="H-0012"),
)
PERSONS = Kind(
    "persons", _("Người"),
    (
        Column("id", _("Mã người"), known_as=("!uuid", "ma nguoi", "ma", "id", "person id", "contact uuid", "contact id", "stt", "so thu tu"), example="P-0001"),
        *PERSON,
        Column("nationality", "Quốc tịch", values.country, ("nationality",)),
        Column("doses", "Số mũi vắc xin", values.whole(0, 10), ("so mui", "vaccine doses", "number of doses")),
        Column("last_dose", "Ngày tiêm mũi cuối", values.day, ("ngay tiem", "last vaccination date")),
    ),
    (("full_name", "given_name", "family_name"),),
)
HOUSEHOLDS = Kind(
    "households", _("Hộ gia đình"),
    (
        Column("code", _("Mã hộ"), known_as=("ma ho", "so ho", "household", "household id", "household code", "id", "stt ho"), required=True, example="H-0012"),
        *PLACE,
        Column("hamlet", _("Thôn/ấp/tổ"), known_as=("thon", "ap", "to dan pho", "hamlet", "village"), example="Thôn 3"),
        Column("address", _("Địa chỉ"), known_as=("dia chi chi tiet", "so nha", "address", "street")),
    ),
)
