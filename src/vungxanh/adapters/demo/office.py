"""Who works in the simulated district."""

from datetime import datetime
from uuid import UUID

from vungxanh.adapters.demo import leading
from vungxanh.adapters.demo.names import COMMUNES
from vungxanh.adapters.demo.population import DISTRICT
from vungxanh.kernel.actor import Actor
from vungxanh.rooms.agencies import actions

PASSWORD = "vungxanh-2021"  # noqa: S105  the demo says it on its first page
USERS = (
    ("chihuy", "Chỉ huy trưởng (mô phỏng)", "command", "head", DISTRICT),
    ("canbo", "Cán bộ Trung tâm Chỉ huy (mô phỏng)", "command", "officer", DISTRICT),
    ("truyvet", "Tổ truy vết huyện (mô phỏng)", "police", "tracer", DISTRICT),
    ("phunghia", "Cán bộ xã Phú Nghĩa (mô phỏng)", "25267", "officer", f"{DISTRICT}25267/"),
    ("dako", "Cán bộ xã Đak Ơ (mô phỏng)", "25225", "officer", f"{DISTRICT}25225/"),
    ("nhaplieu", "Nhập liệu (mô phỏng)", "health", "clerk", DISTRICT),
    ("quantri", "Quản trị (mô phỏng)", "command", "admin", DISTRICT),
    ("giamsat", "Giám sát (mô phỏng)", "command", "auditor", DISTRICT),
    ("manhinh", "Màn hình phòng họp (mô phỏng)", "command", "watcher", DISTRICT),
)
"""User name, full name, agency (a district body or a commune's code), role, area."""


def open_offices(by: Actor, at: datetime) -> dict[str, UUID]:
    """Agencies and users; the agencies' ids by kind (district) and by commune code."""
    found = {}
    for kind, name, short in (
        ("command", "Trung tâm Chỉ huy phòng, chống dịch huyện Bù Gia Mập", "TTCH huyện"),
        ("health", "Trung tâm Y tế huyện Bù Gia Mập", "TTYT huyện"),
        ("police", "Công an huyện Bù Gia Mập", "CA huyện"),
        ("military", "Ban Chỉ huy Quân sự huyện Bù Gia Mập", "BCHQS huyện"),
    ):
        found[kind] = actions.found(by=by, at=at, name=name, short_name=short, kind=kind, area_path=DISTRICT).pk
    for code, name, _ in COMMUNES:
        area = f"{DISTRICT}{code}/"
        found[code] = actions.found(
            by=by,
            at=at,
            name=f"Trung tâm Chỉ huy xã {name}",
            kind="command",
            area_path=area,
            parent_id=found["command"],
        ).pk
        actions.found(
            by=by, at=at, name=f"Trạm Y tế xã {name}", kind="health", area_path=area, parent_id=found["health"]
        )
        actions.found(by=by, at=at, name=f"Công an xã {name}", kind="police", area_path=area, parent_id=found["police"])
    for username, full_name, agency, role, area in USERS:
        actions.create_user(
            by=by, at=at, username=username, full_name=full_name, password=PASSWORD, agency_id=found[agency], role=role,
            area_path=area, must_change=False,
        )  # fmt: skip
    leading.lead(by, at)
    return found
