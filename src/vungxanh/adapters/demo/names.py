"""Names of generated people: common Vietnamese parts, drawn independently. Nobody real."""

SURNAMES = (
    ("Nguyễn", 31),
    ("Trần", 11),
    ("Lê", 9),
    ("Phạm", 7),
    ("Hoàng", 5),
    ("Phan", 4),
    ("Vũ", 4),
    ("Võ", 4),
    ("Đặng", 3),
    ("Bùi", 3),
    ("Đỗ", 3),
    ("Hồ", 2),
    ("Ngô", 2),
    ("Dương", 2),
    ("Lý", 2),
    ("Nông", 2),
    ("Hà", 1),
    ("Trương", 1),
    ("Đinh", 1),
)
"""Surname and weight."""

MIDDLE = {
    "M": ("Văn", "Hữu", "Đức", "Minh", "Quang", "Công", "Xuân", "Thanh", "Ngọc", "Quốc"),
    "F": ("Thị", "Ngọc", "Thanh", "Thị Kim", "Thị Thu", "Thị Mỹ", "Diệu", "Thị Hồng", "Bích", "Thúy"),
}
GIVEN = {
    "M": (
        "An",
        "Bình",
        "Cường",
        "Dũng",
        "Đạt",
        "Giang",
        "Hải",
        "Hùng",
        "Khánh",
        "Lâm",
        "Long",
        "Nam",
        "Nghĩa",
        "Phong",
        "Phúc",
        "Quân",
        "Sơn",
        "Tài",
        "Thắng",
        "Tiến",
        "Toàn",
        "Trung",
        "Tuấn",
        "Việt",
        "Vinh",
        "Đông",
        "Hiếu",
        "Khoa",
    ),
    "F": (
        "An",
        "Bình",
        "Chi",
        "Dung",
        "Duyên",
        "Giang",
        "Hà",
        "Hạnh",
        "Hoa",
        "Hương",
        "Lan",
        "Liên",
        "Linh",
        "Loan",
        "Mai",
        "My",
        "Nga",
        "Ngân",
        "Nhung",
        "Oanh",
        "Phương",
        "Quyên",
        "Thảo",
        "Thủy",
        "Trang",
        "Trinh",
        "Tuyết",
        "Vân",
        "Yến",
    ),
}
HIGHLAND = {
    "M": ("Khuê", "Sinh", "Lem", "Bôi", "Thơm", "Đố", "Rích", "Mưu", "Ban", "Tốt", "Hớt", "Kré"),
    "F": ("Hương", "Bé", "Rưn", "Nhái", "Đê", "Blêng", "Phơ", "Lang", "Sương", "Beo", "Mrưng", "Hét"),
}
"""Given names with the family words Điểu (men) and Thị (women) used by S'tiêng and M'nông families."""

COMMUNES = (
    ("25222", "Bù Gia Mập", 9200),
    ("25225", "Đak Ơ", 14300),
    ("25228", "Đức Hạnh", 8900),
    ("25229", "Phú Văn", 7600),
    ("25231", "Đa Kia", 8400),
    ("25232", "Phước Minh", 5100),
    ("25234", "Bình Thắng", 6000),
    ("25267", "Phú Nghĩa", 10500),
)
"""Code, name, generated number of people (70,000 in all; not official figures)."""

VENUES = (
    ("market", "Chợ {}", 1),
    ("market", "Chợ chiều {}", 1),
    ("health", "Trạm Y tế xã {}", 1),
    ("school", "Trường Tiểu học {}", 2),
    ("school", "Trường THCS {}", 1),
    ("shop", "Cửa hàng {}", 6),
    ("worship", "Nhà văn hóa {}", 2),
    ("workplace", "Xưởng điều {}", 3),
    ("workplace", "Nông trường cao su {}", 2),
    ("dormitory", "Nhà trọ {}", 2),
    ("shop", "Quán ăn {}", 3),
    ("transport", "Bến xe {}", 1),
)
"""Kind, name pattern, how many in a commune."""

OCCUPATIONS = ("Nông dân", "Công nhân", "Buôn bán", "Giáo viên", "Lái xe", "Nội trợ", "Cán bộ", "Tự do")
