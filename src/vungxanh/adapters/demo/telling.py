"""The command desk of the simulated district: yesterday's bulletin signed; today's is made by the officer, waits for the head."""

from datetime import datetime, timedelta

from vungxanh.adapters.demo.population import DISTRICT
from vungxanh.kernel.actor import Actor
from vungxanh.rooms.agencies import queries as agencies
from vungxanh.rooms.reports import actions, queries

REMARKS = (
    "Ca mới chủ yếu là người tiếp xúc gần đã được cách ly; cần kéo ngắn thời gian truy vết.\n"
    "Đề nghị UBND các xã báo oxy còn lại trước 16 giờ mỗi ngày."
)


def tell(by: Actor, at: datetime) -> None:
    """Once: yesterday as its dates tell it, and this morning as it stands."""
    if queries.visible(by).exists():
        return
    officer, head = agencies.actor_named("canbo"), agencies.actor_named("chihuy")
    yesterday = at.date() - timedelta(days=1)
    last = actions.make(by=officer, at=at, area_path=DISTRICT, day=yesterday)
    actions.remark(by=officer, at=at, bulletin_id=last.pk, text=REMARKS)
    actions.sign(by=head, at=at, bulletin_id=last.pk, title="TRƯỞNG BAN")
    actions.keep_figures(by=by, at=at, area_path=DISTRICT)
    actions.make(by=officer, at=at, area_path=DISTRICT, day=at.date())
