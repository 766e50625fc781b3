"""The rest of the directory of the simulated district: standard bodies, their heads, who answers for which commune."""

from datetime import date, datetime

from vungxanh.adapters.demo.names import COMMUNES
from vungxanh.adapters.demo.population import DISTRICT
from vungxanh.kernel.actor import Actor
from vungxanh.rooms.agencies import actions, queries

SINCE = date(2021, 7, 1)
DECISION = "Quyết định mô phỏng số 1/QĐ-BCĐ ngày 1/7/2021"
TITLES = {
    "Ủy ban nhân dân": "Chủ tịch UBND", "Trung tâm Y tế": "Giám đốc", "Công an": "Trưởng Công an",
    "Ban Chỉ huy Quân sự": "Chỉ huy trưởng", "Trạm Y tế": "Trưởng trạm", "Văn phòng": "Chánh Văn phòng",
    "Phòng": "Trưởng phòng", "Trung tâm Chỉ huy": "Chỉ huy trưởng", "Ban Chỉ đạo": "Trưởng ban", "Huyện đoàn": "Bí thư",
}  # fmt: skip
NAMES = (
    "An",
    "Bình",
    "Chi",
    "Dũng",
    "Giang",
    "Hà",
    "Khánh",
    "Lan",
    "Minh",
    "Nam",
    "Oanh",
    "Phúc",
    "Quang",
    "Sơn",
    "Thu",
)
DEPUTIES = (("Phó Chủ tịch", "Ủy ban nhân dân"), ("Ủy viên Ban Thường vụ", "Huyện ủy"), ("Phó Bí thư", "Huyện ủy"))
FIELDS = (("tracing", "Công an huyện"), ("treatment", "Trung tâm Y tế huyện"), ("testing", "Trung tâm Y tế huyện"))
WORKS_TOO = (("phunghia", "25267"), ("dako", "25225"))


def lead(by: Actor, at: datetime) -> None:
    """Standard bodies, a head for each that has one, decisions and leaders for all communes but one: pages show a gap."""
    actions.found_standard(by=by, at=at, area_path=DISTRICT)
    bodies = list(queries.visible_agencies(by).order_by("area_path", "name"))
    heads = {}
    for n, body in enumerate(bodies):
        title = next((said for start, said in TITLES.items() if body.name.startswith(start)), "")
        if title:
            heads[body.name, body.area_path] = actions.record_post(
                by=by, at=at, agency_id=body.pk, title=title, holder=_name(n), is_head=True, valid_from=SINCE
            )
        if body.kind == "command" and body.area_path != f"{DISTRICT}{COMMUNES[-1][0]}/":
            actions.rename(
                by=by,
                at=at,
                agency_id=body.pk,
                name=body.name,
                kind=body.kind,
                short_name=body.short_name,
                decision=DECISION,
            )
    own = [b for b in bodies if b.area_path == DISTRICT]
    deputies = [
        actions.record_post(
            by=by, at=at, agency_id=next(b.pk for b in own if b.name.startswith(start)), title=title,
            holder=_name(100 + n), valid_from=SINCE,
        )
        for n, (title, start) in enumerate(DEPUTIES)
    ]  # fmt: skip
    for n, (code, _name_of, _size) in enumerate(COMMUNES[:-1]):
        actions.put_in_charge(
            by=by, at=at, area_path=f"{DISTRICT}{code}/", post_id=deputies[n % len(deputies)].pk, valid_from=SINCE,
            decision=DECISION,
        )  # fmt: skip
    for field, start in FIELDS:
        post = next(p for (name, _area), p in heads.items() if name.startswith(start))
        actions.put_in_charge(
            by=by, at=at, area_path=DISTRICT, post_id=post.pk, field=field, valid_from=SINCE, decision=DECISION
        )
    _work_for_committees(by, at)


def _work_for_committees(by: Actor, at: datetime) -> None:
    """The officers of two communes also work for their People's Committees: to these the tasks are given."""
    committees = {b.area_path: b.pk for b in queries.visible_agencies(by).filter(name__startswith="Ủy ban nhân dân")}
    for username, code in WORKS_TOO:
        user = queries.actor_named(username)
        area = f"{DISTRICT}{code}/"
        if user.id is not None:
            actions.give_membership(
                by=by, at=at, user_id=user.id, agency_id=committees[area], role="officer", area_path=area
            )


def _name(n: int) -> str:
    return f"Đồng chí {NAMES[n % len(NAMES)]} {n + 1} (mô phỏng)"
