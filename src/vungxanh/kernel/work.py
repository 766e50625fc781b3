"""Areas of work: what a task, a plan's item or a leader's charge is about. Keys as the directive engine says."""

from vungxanh.kernel.text import gettext_noop as _

AREAS_OF_WORK: dict[str, str] = {
    "command": _("Chỉ đạo, điều hành"),
    "tracing": _("Truy vết"),
    "testing": _("Xét nghiệm"),
    "isolation": _("Cách ly"),
    "treatment": _("Điều trị"),
    "vaccination": _("Tiêm chủng"),
    "checkpoints": _("Chốt kiểm soát, đi lại"),
    "zoning": _("Khoanh vùng, giãn cách, phong tỏa"),
    "supplies": _("Vật tư, hậu cần, kinh phí"),
    "forces": _("Lực lượng"),
    "communication": _("Truyền thông, vận động"),
    "enterprises": _("Doanh nghiệp"),
    "dormitories": _("Khu nhà trọ"),
    "schools": _("Cơ sở trường học"),
    "education": _("Dạy và học"),
    "markets": _("Chợ, hàng hóa"),
    "welfare": _("An sinh xã hội"),
    "donations": _("Vận động, ủng hộ"),
    "reporting": _("Thông tin, báo cáo"),
    "drills": _("Diễn tập"),
    "inspection": _("Kiểm tra, xử lý vi phạm"),
    "economy": _("Kinh tế, sản xuất"),
    "it_systems": _("Công nghệ thông tin"),
    "security": _("An ninh, trật tự, PCCC"),
    "discipline": _("Kỷ luật, trách nhiệm"),
}
