"""Who commands whom: commanding bodies at every level, their members' areas and fields, their working regulations."""

import re
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from tests.journeys.bodies import District, text
from vungxanh.kernel.actor import Actor, system
from vungxanh.kernel.ids import new_id
from vungxanh.kernel.refused import Refused
from vungxanh.rooms.agencies import actions as agencies
from vungxanh.rooms.agencies import queries as who
from vungxanh.rooms.agencies.models import Agency, Post
from vungxanh.rooms.directives import queries as papers
from vungxanh.rooms.directives.actions import issuing, understand
from vungxanh.rooms.directives.actions import own as writing
from vungxanh.rooms.directives.own_models import OwnDocument
from vungxanh.rooms.tasks import actions as tasks
from vungxanh.rooms.tasks import queries as board
from vungxanh.testing import AT, COMMUNE, DISTRICT, OTHER_COMMUNE, client_as

pytestmark = pytest.mark.django_db
SYSTEM = system("thử")
DECISION = "1024/QĐ-UBND ngày 12/8/2021 của UBND huyện"


def section(page: str, start: str, end: str = "") -> str:
    after = page[page.index(start) :]
    return after[: after.index(end)] if end else after


def member(body: Agency, holder: str, title: str, **more: Any) -> Post:
    made: Post = agencies.record_post(
        by=SYSTEM, at=AT, agency_id=body.pk, title=title, holder=holder, valid_from=date(2021, 5, 1), **more
    )
    return made


def filled(by: Actor, made: OwnDocument, signer: str) -> None:
    """Whatever a template left open is filled in, and the document signed."""
    for part in made.body:
        plain = re.sub(r"[\[\]]", "", part.text)
        writing.put_part(by=by, at=AT, own_id=made.pk, part=replace(part, text=plain))
    made.refresh_from_db()
    grounds = tuple(text.strip("[]") for text in made.facts.grounds)
    head = replace(made.facts, grounds=grounds, title="Trưởng ban", signer=signer)
    writing.change_head(by=by, at=AT, own_id=made.pk, head=head)


@pytest.mark.requirement("CMD-13", "CMD-21", page="/agencies/command/")
def test_command_centres_and_vaccination_committees_are_founded_and_strengthened_at_both_levels(
    district: District,
) -> None:
    here = "/agencies/command/"
    before = section(text(district.admin, here), "Xã Đak Ơ", "Xã Đức Hạnh")
    assert before.count("chưa thành lập") == 2  # the centre and the vaccination committee
    both = ["command", "vaccination"]
    asked = {"area_path": DISTRICT, "key": both, "below": both}
    assert district.admin.post("/agencies/standard/", asked).status_code == 302
    for name in ("Trung tâm Chỉ huy", "Ban Chỉ đạo tiêm chủng"):
        body = district.body(name)
        form = {"_key": str(new_id()), "name": body.name, "kind": "command", "decision": DECISION}
        assert district.admin.post(f"/agencies/{body.pk}/edit/", form).status_code == 302
        member(body, f"Ông Đứng Đầu {name}", "Trưởng", is_head=True)
    shown = text(district.head, here)
    assert "chưa thành lập" not in shown
    own, below = (
        section(shown, "Trung tâm Chỉ huy Ông Đứng Đầu", "Ban Chỉ đạo"),
        section(shown, "Xã Đak Ơ", "Xã Đức Hạnh"),
    )
    assert (DECISION in own, "chưa" in own) == (True, False)
    assert "Ông Đứng Đầu Ban Chỉ đạo tiêm chủng" in shown
    assert below.count("chưa ghi quyết định thành lập") == 3  # the district sees which commune has not decided yet
    centre = district.body("Trung tâm Chỉ huy")
    again = {"_key": str(new_id()), "name": centre.name, "kind": "command", "decision": "1100/QĐ-UBND ngày 20/8/2021"}
    district.admin.post(f"/agencies/{centre.pk}/edit/", again)
    page = text(district.head, f"/agencies/{centre.pk}/")
    assert "Thành lập theo 1100/QĐ-UBND" in page
    assert f"Quyết định thành lập: {DECISION} → 1100/QĐ-UBND ngày 20/8/2021" in page
    passer = client_as("admin", OTHER_COMMUNE)
    assert "Xã Đức Hạnh" not in text(passer, f"{here}?area_path={DISTRICT}")
    assert passer.post(f"/agencies/{centre.pk}/edit/", again).status_code in (403, 404)


@pytest.mark.requirement("CMD-03", page="/agencies/command/")
def test_health_stands_under_the_command_of_its_own_level(district: District) -> None:
    station, steering = district.body("Trạm Y tế", COMMUNE), district.body("Ban Chỉ đạo", COMMUNE)
    centre, above = district.body("Trung tâm Y tế"), district.body("Ban Chỉ đạo")
    for body, commander in ((station, steering), (centre, above)):
        assert f"Chịu sự lãnh đạo, chỉ đạo của {commander.name}" in text(district.head, f"/agencies/{body.pk}/")
        assert [one.pk for one in board.above(district.at_desk(body), body.pk)][:1] == [commander.pk]
        nurse, leader = district.at_desk(body), district.at_desk(commander, "head")
        order = tasks.NewTask(
            key=f"k{body.pk}", text="Tập trung lực lượng cho phòng, chống dịch", leads=(body.pk,),
            area_path=commander.area_path, ordered_by=commander.pk,
        )  # fmt: skip
        (task,) = tasks.assign(by=leader, at=AT, tasks=[order])
        tasks.report(by=nurse, at=AT, task_id=task.pk, text="Đã bố trí 5 người")
        assert tasks.close(by=leader, at=AT, task_id=task.pk).state == "done"
    assert f"Dưới sự chỉ huy cùng cấp: {station.name}" in section(
        text(district.head, "/agencies/command/"), "Xã Bù Gia Mập"
    )
    agencies.close(by=SYSTEM, at=AT, agency_id=steering.pk)  # no command of its own: the nearest above commands
    assert [one.pk for one in who.commanders(SYSTEM, station)] == [above.pk]


@pytest.mark.requirement("CMD-20", page="/directives/own/new/")
def test_working_regulations_name_every_member_with_his_area_and_field(district: District) -> None:
    body = district.body("Ban Chỉ đạo")
    member(body, "Ông Trưởng", "Trưởng ban", is_head=True)
    second, third = member(body, "Bà Hai", "Phó Trưởng ban"), member(body, "Ông Ba", "Ủy viên")
    agencies.put_in_charge(by=SYSTEM, at=AT, area_path=DISTRICT, post_id=second.pk, field="vaccination")
    assert "có thành viên chưa được giao địa bàn, lĩnh vực" in text(district.head, "/agencies/command/")
    assert "Ông Ba chưa được giao địa bàn, lĩnh vực" in text(district.head, f"/agencies/{body.pk}/")

    def begin() -> OwnDocument:
        form = {"_key": str(new_id()), "kind": "regulation", "issuer_id": str(body.pk), "subject": "Quy chế làm việc"}
        answer = district.head.post("/directives/own/new/", form)
        return OwnDocument.objects.get(pk=answer["Location"].split("/")[-2])

    early = [part.text for part in begin().body]
    assert "Ông Ba, Ủy viên: [chưa được giao địa bàn, lĩnh vực]" in early  # such a gap keeps it from being issued
    charge = {
        "_key": str(new_id()),
        "leader": f"post:{third.pk}",
        "area_path": COMMUNE,
        "field": "",
        "valid_from": "1/8/2021",
    }
    assert district.head.post("/agencies/charges/new/", charge).status_code == 302
    head = who.heads(SYSTEM, [body.pk])[body.pk]
    agencies.put_in_charge(by=SYSTEM, at=AT, area_path=DISTRICT, post_id=head.post_id)
    assert "có thành viên chưa được giao" not in text(district.head, "/agencies/command/")
    made, boss = begin(), district.at_desk(body, "head")
    lines = [part.text for part in made.body]
    assert lines[3:6] == [
        "Ông Trưởng, Trưởng ban: Huyện Bù Gia Mập, Tỉnh Bình Phước (mọi lĩnh vực)",
        "Bà Hai, Phó Trưởng ban: Huyện Bù Gia Mập, Tỉnh Bình Phước (Tiêm chủng)",
        "Ông Ba, Ủy viên: Xã Bù Gia Mập, Huyện Bù Gia Mập (mọi lĩnh vực)",
    ]
    filled(boss, made, head.name)
    issued = issuing.issue(by=boss, at=AT, own_id=made.pk)
    assert issued.number_symbol == "01/QC-BCĐ"
    assert "Bà Hai, Phó Trưởng ban" in papers.text_of(issued).text


@pytest.mark.requirement("CMD-04", page="/directives/own/new/")
def test_the_health_centre_writes_two_coordination_mechanisms_and_communes_confirm_them(district: District) -> None:
    centre, commune = district.body("Trung tâm Y tế"), district.body("Ủy ban nhân dân", COMMUNE)
    doctor = district.at_desk(centre, "head")
    order = tasks.NewTask(
        key="k", text="Xây dựng ngay 2 cơ chế phối hợp", leads=(centre.pk,), area_path=DISTRICT,
        targets=(tasks.Target("=", 2, "cơ chế phối hợp", "2 cơ chế phối hợp"),),
    )  # fmt: skip
    (task,) = tasks.assign(by=SYSTEM, at=AT, tasks=[order])
    issued = []
    for subject in ("Phối hợp giữa Trung tâm Y tế và UBND các xã", "Phối hợp giữa Trung tâm Y tế và Công an"):
        made = writing.begin_own(by=doctor, at=AT, kind="coordination", issuer_id=centre.pk, subject=subject)
        with pytest.raises(Refused):
            issuing.issue(by=doctor, at=AT, own_id=made.pk)
        filled(doctor, made, "Bác sĩ Giám Đốc")
        made.refresh_from_db()
        writing.change_head(by=doctor, at=AT, own_id=made.pk, head=made.facts, send_to=[commune.pk])
        issued.append(issuing.issue(by=doctor, at=AT, own_id=made.pk))
    assert [one.number_symbol for one in issued] == ["01/QC-TTYT", "02/QC-TTYT"]
    chairman = district.at_desk(commune)
    assert papers.unread_count(by=chairman) == 2
    understand(by=chairman, at=AT, document_id=issued[0].pk)
    assert papers.understood_counts(document_ids=[one.pk for one in issued]) == {
        issued[0].pk: (1, 1), issued[1].pk: (0, 1),
    }  # fmt: skip
    target: UUID = task.targets.get().pk
    tasks.type_in(by=district.at_desk(centre), at=AT, target_id=target, value=2, note="01 và 02/QC-TTYT")
    assert "2 cơ chế phối hợp" in text(district.head, f"/tasks/{task.pk}/")
    assert task.targets.get().now == 2


@pytest.mark.requirement("CMD-10", page="/tasks/duties/")
def test_a_standing_committee_member_follows_the_cells_of_his_commune_and_gaps_are_listed(district: District) -> None:
    party, commune = district.body("Huyện ủy"), district.body("Đảng ủy", COMMUNE)
    cell = agencies.found(by=SYSTEM, at=AT, name="Chi bộ ấp 2", kind="party", area_path=COMMUNE, parent_id=commune.pk)
    post = member(party, "Bà Thường Vụ", "Ủy viên Ban Thường vụ")
    here = "/agencies/charges/"
    assert "Xã Bù Gia Mập" in section(text(district.head, here), "địa bàn chưa có ai phụ trách:", ".")
    charge = {
        "_key": str(new_id()), "leader": f"post:{post.pk}", "area_path": COMMUNE, "field": "tracing",
        "valid_from": "1/8/2021", "decision": "15/QĐ-HU",
    }  # fmt: skip
    assert district.head.post("/agencies/charges/new/", charge).status_code == 302
    gaps = {
        f: section(text(district.head, f"{here}?field={f}"), "địa bàn chưa có ai phụ trách", ".")
        for f in ("", "tracing", "testing")
    }
    assert [("Xã Bù Gia Mập" in gap) for gap in gaps.values()] == [True, False, True]
    whole = charge | {"_key": str(new_id()), "field": ""}
    assert district.head.post("/agencies/charges/new/", whole).status_code == 302
    assert "Bà Thường Vụ , Ủy viên Ban Thường vụ" in text(district.head, f"/agencies/{cell.pk}/")
    member_of_committee = district.at_desk(party, "head", COMMUNE)
    order = tasks.NewTask(
        key="k", text="Theo dõi các khu trọ của ấp", leads=(cell.pk,), area_path=COMMUNE, ordered_by=party.pk,
        area_of_work="tracing", due=tasks.Due(tasks.DueKind.BY, date="2021-08-10", raw="10/8"),
    )  # fmt: skip
    (task,) = tasks.assign(by=member_of_committee, at=AT, tasks=[order])
    (duty,) = [
        one for one in board.duties(by=district.at_desk(party, "head"), at=AT, area=DISTRICT) if one.path == COMMUNE
    ]
    assert ([one.leader for one in duty.leaders], duty.counts.late) == (["Bà Thường Vụ"], 1)
    assert tasks.urge(by=member_of_committee, at=AT, task_id=task.pk, text="Báo cáo trong sáng nay") == 1
