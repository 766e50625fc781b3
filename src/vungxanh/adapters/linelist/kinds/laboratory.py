"""Columns of samples and their results. Pure."""

from vungxanh.adapters.linelist import values
from vungxanh.adapters.linelist.columns import Column, Kind
from vungxanh.kernel.text import gettext_noop as _

# fmt: off
material = values.choice(
    nasopharyngeal="dịch tỵ hầu|dich ty hau|ty hau|np swab|np aspirate|nasopharyngeal swab|nasopharyngeal|nasopharyngeal lavage|nasopharynx swab|mui hong",
    nasal="dịch mũi|nasal swab|nasal|anterior nares swab|nasal aspirate",
    throat="dịch họng|hong|throat swab|throat|throat aspirate|oropharyngeal swab|oropharyngeal|op aspirate|phet hong|ngoay hong",
    saliva="nước bọt|saliva|oral swab|oral", sputum="đờm|dom|sputum|endotracheal aspirate|bronchoalveolar lavage|bal|dich phe quan",
    blood="máu|blood|whole blood|dry blood|edta whole blood|mau toan phan", serum="huyết thanh|serum|sera|plasma|huyet tuong",
    stool="phân|stool|faeces|feces|rectal swab|phet truc trang", urine="nước tiểu|urine|urine pm",
    csf="dịch não tủy|cerebrospinal fluid|csf", tissue="mô|tissue|biopsy|brain tissue|nuchal skin biopsy|crust|vay|sinh thiet",
    other="mẫu khác|other|khac|clinical sample|synovial fluid|peritoneal fluid|pleural fluid|amniotic fluid|intestinal fluid|duodenum fluid|cornea pm|unknown",
)
method = values.choice(
    pcr="PCR|rt-pcr|rt pcr|pcr rt pcr|realtime pcr|real-time pcr|real time pcr|rt-qpcr|naat|lamp|tma|cq value detection|dna microarray",
    antigen="test nhanh kháng nguyên|test nhanh|nhanh|rapid test|rapid antigen detection|antigen detection|antigen|antigen test|ag rdt|rat|khang nguyen|rapid antigen|rdt",
    antibody="kháng thể|antibody|antibody detection|igm|igg|igm serum antibody|igg serum antibody|iga serum antibody|elisa|enzyme linked immunosorbent assay|neutralizing antibodies|igm test|igg test|latex agglutination|slide agglutination|indirect fluorescent antibody|direct fluorescent antibody",
    culture="nuôi cấy, phân lập|nuoi cay|phan lap|culture|isolation|viral culture|antibiotic susceptibility",
    microscopy="soi|microscopy|gram stain|histopathology|kinh hien vi",
    sequencing="giải trình tự|sequencing|whole genome sequencing|genotyping|multilocus sequence typing|giai trinh tu gen",
    other="phương pháp khác|other|khac|unknown|igra|tst|incubation time|spoligotyping|miru pattern code|beijinggenotyping|serogrouping",
)
result = values.choice(
    positive="dương tính|duong|positive|pos|+|detected|phat hien|reactive|yes|present",
    negative="âm tính|am|negative|neg|-|not detected|khong phat hien|non reactive|absent",
    pending="chưa có kết quả|cho ket qua|pending|in progress|chua co|dang cho",
    indeterminate="không xác định|indeterminate|inconclusive|equivocal|borderline|nghi ngo",
    invalid="không hợp lệ|invalid|not done|hong mau|inadequate specimen|not applicable|not adequate",
)
RESULTS = Kind(
    "results", _("Kết quả xét nghiệm theo mã ống"),
    (
        Column("code", _("Mã ống"), known_as=("ma mau", "ma mau xet nghiem", "ma ong", "sample code", "sample lab id", "sample id", "sample name", "barcode", "so hieu mau", "lab id", "srf id", "specimen id"), required=True, example="25222-210815-01-0007-K"),
        Column("result", _("Kết quả"), result, ("ket qua xet nghiem", "kq", "kq xet nghiem", "result", "test result", "lab result", "sample result"), required=True, example="âm tính"),
        Column("method", _("Phương pháp"), values.loose(method, _("Không hiểu phương pháp: ghi là phương pháp khác.")), ("phuong phap xet nghiem", "ky thuat", "test type", "method", "test method", "loai xet nghiem"), example="PCR"),
        Column("ct", _("Ct"), values.loose(values.decimal, _("Không phải giá trị Ct: bỏ qua.")), ("gia tri ct", "ct value", "cq value", "cycle threshold")),
        Column("resulted_at", _("Có kết quả lúc"), values.moment, ("ngay co ket qua", "gio co ket qua", "ngay tra ket qua", "date of the result", "result date", "date of result", "date tested"), example="15/8/2021 17:00"),
        Column("laboratory", _("Nơi xét nghiệm"), known_as=("phong xet nghiem", "don vi xet nghiem", "lab name", "laboratory", "lab"), example="CDC Bình Phước"),
        Column("full_name", _("Họ và tên"), known_as=("ho ten", "name", "full name", "patient name")),
        Column("birth_year", _("Năm sinh"), known_as=("nam sinh", "age", "tuoi", "year of birth")),
        Column("phone", _("Điện thoại"), known_as=("dien thoai", "so dien thoai", "mobile number", "phone", "mobile")),
        Column("note", _("Ghi chú"), known_as=("note", "notes", "comment", "remark")),
    ),
)
OWN = ("code", "material", "collected_at", "received_at", "laboratory", "method", "result", "resulted_at", "ct")
"""Columns that speak of a sample wherever they stand."""
SAMPLES = Kind(
    "samples", _("Mẫu xét nghiệm"),
    (
        Column("id", _("Mã lượt mẫu"), known_as=("!uuid", "sample uuid", "id", "lab result id")),
        Column("code", _("Mã mẫu"), known_as=("ma mau xet nghiem", "ma ong", "sample code", "sample lab id", "sample id", "barcode", "so hieu mau", "lab id"), example="25222-210815-01-0007"),
        Column("person", _("Mã người/mã ca"), known_as=("ma nguoi", "ma ca", "ma ca benh", "ma bn", "person id", "person", "case id", "case", "patient id"), required=True, example="BN-0152"),
        Column("disease", _("Bệnh"), known_as=("disease", "tested for", "tested disease", "xet nghiem benh", "tac nhan"), example="COVID-19"),
        Column("material", _("Loại mẫu"), values.loose(material, _("Không hiểu loại mẫu: nguyên văn vào ghi chú.")), ("sample type", "material", "specimen", "specimen type", "benh pham", "loai benh pham"), example="dịch tỵ hầu"),
        Column("collected_at", _("Lấy mẫu lúc"), values.moment, ("ngay lay mau", "ngay gio lay mau", "gio lay mau", "sample taken", "sample date", "date sampled", "date of sampling", "collected", "collection date", "date collected"), example="15/8/2021 06:30"),
        Column("received_at", _("Nhận mẫu lúc"), values.moment, ("ngay nhan mau", "gio nhan mau", "sample delivered to lab", "received", "date received", "received date")),
        Column("laboratory", _("Nơi xét nghiệm"), known_as=("phong xet nghiem", "don vi xet nghiem", "lab name", "laboratory", "lab", "noi lam xet nghiem"), example="CDC Bình Phước"),
        Column("method", _("Phương pháp"), values.loose(method, _("Không hiểu phương pháp: nguyên văn vào ghi chú.")), ("phuong phap xet nghiem", "ky thuat", "test type", "method", "test method", "loai xet nghiem"), example="PCR"),
        Column("result", _("Kết quả"), result, ("ket qua xet nghiem", "kq", "kq xet nghiem", "result", "test result", "lab result", "sample result"), example="âm tính"),
        Column("resulted_at", _("Có kết quả lúc"), values.moment, ("ngay co ket qua", "gio co ket qua", "ngay tra ket qua", "date of the result", "result date", "date of result", "date tested", "sample tested"), example="15/8/2021 17:00"),
        Column("ct", _("Ct"), values.loose(values.decimal, _("Không phải giá trị Ct: nguyên văn vào ghi chú.")), ("gia tri ct", "ct value", "cq value", "cycle threshold", "ct gen n", "quantitative result")),
        Column("note", _("Ghi chú"), known_as=("note", "notes", "comment", "remark")),
    ),
    (("collected_at", "resulted_at"),),
)
