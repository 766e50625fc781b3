"""Whether a passage opens with an organisation or an office holder: a quick look, names are read in ``tasks``."""

import re

_GENERIC = (
    r"cơ quan|đơn vị|phòng|ban|ngành|sở|địa phương|xã|phường|huyện|quận|thị xã|tổ chức|đoàn thể|hội|lực lượng|chốt|đồn|trường|"
    r"bệnh viện|doanh nghiệp|cơ sở|thành viên|cấp|đội|tổ|đồng chí|trạm|trung tâm|khu phố|thôn|hộ|bộ|đài|chi bộ|cấp ủy|"
    r"ủy ban|tập thể|công ty|chủ|ubnd|nhóm|hợp tác xã|tầng lớp"
)
_OPENERS = re.compile(
    r"(?:đồng chí |đ/c |toàn thể |tất cả |riêng |đối với )?(?:"
    r"u\.?b\.?n\.?d|[uủ][ỷyủ]\s?ban|ubmttq|hđnd|hội đồng|văn phòng|vp |phòng(?!,| chống| ngừa| dịch| tránh| khi| thủ| cháy)|"
    r"ban(?! hành| đầu| bố)|sở(?! hữu| thích)|bộ (?=y tế|công an|quốc|nội|tài|giáo|chỉ huy|đội|tư lệnh|công thương|nông|giao|xây|thông|lao|khoa|văn|ngoại|kế)|"
    r"trung tâm|ttyt|tt |ttch|công an|công đoàn|bch|bcđ|bcd|tổ(?! chức)|đội|trạm|bệnh viện|chi cục|cục|tổng cục|kho bạc|ngân hàng|"
    r"khoa(?! học| trương)|đài|báo (?!cáo|động|tin)|cổng thông tin|trường|hội(?! nghị| họp| thảo)|đoàn|liên đoàn|mặt trận|mttq|thanh tra(?!,)|tòa án|toà án|viện|"
    r"huyện [uủ][ỷyủ]|thị [uủ][ỷyủ]|thành [uủ][ỷyủ]|tỉnh [uủ][ỷyủ]|quận [uủ][ỷyủ]|đảng [uủ][ỷyủ]|đảng bộ|chi bộ|cấp [uủ][ỷyủ]|thường trực|huyện đoàn|thành đoàn|tỉnh đoàn|"
    r"cdc|chính quyền|hệ thống chính|chủ tịch|phó chủ tịch|bí thư|thủ trưởng|giám đốc|trưởng (?=phòng|ban|công an|thôn|khu|ấp|trạm|các)|"
    r"chánh|người đứng đầu|hạt kiểm lâm|điện lực|bảo hiểm|đồn |biên phòng|quân sự|ngành |cơ quan|đơn vị|doanh nghiệp|lực lượng|"
    r"công chức|cán bộ|cộng tác viên|nhân viên y tế|chủ (?=doanh|cơ sở|hộ|đầu tư|nhà)|công ty|thành viên|"
    rf"các (?:đồng chí |đ/c |)(?:{_GENERIC}))",
    re.IGNORECASE,
)
_ORDER = re.compile(r"(?:yêu cầu|giao|đề nghị|chỉ đạo|phân công|giao cho|ủy quyền cho|kiến nghị)\s+", re.IGNORECASE)
_DRESS = re.compile(r"[*_\s\"“(]*")


def opens(text: str, start: int, end: int) -> bool:
    """Whether the first words at ``start`` name a body (after "Giao", "Đề nghị" … if there)."""
    at = _DRESS.match(text, start, end)
    begin = at.end() if at else start
    order = _ORDER.match(text, begin, end)
    if order:
        begin = order.end()
    return bool(_OPENERS.match(text, begin, end))


def has_subject(text: str, start: int, end: int) -> bool:
    """Whether a passage names who acts at its front or right after its run-in title ("Về …: UBND huyện …")."""
    if opens(text, start, end):
        return True
    colon = text.find(":", start, min(end, start + 160))
    return colon > 0 and opens(text, colon + 1, end)
