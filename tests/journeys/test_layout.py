"""The plan for the highest level: where F0 are treated and contacts isolated, not scattered, reported before its day."""

from datetime import timedelta

import pytest

from tests.journeys.bodies import District, text
from tests.journeys.test_capacity import built, of
from vungxanh.rooms.isolation import actions as isolation
from vungxanh.rooms.isolation.actions import DecisionFacts, Kind, PaperFacts, Reason
from vungxanh.rooms.sites import actions as sites
from vungxanh.rooms.sites.actions import SiteKind
from vungxanh.rooms.tasks import actions as tasks
from vungxanh.rooms.tasks import queries as board
from vungxanh.rooms.tasks.actions import Due, DueKind, NewTask
from vungxanh.rooms.zones.rules import Lodging, arrange
from vungxanh.testing import AT, COMMUNE, DISTRICT, OTHER_COMMUNE, person, words


@pytest.mark.nodb
def test_the_fewest_further_sites_are_opened() -> None:
    small = [Lodging(f"Nhà văn hóa {n}", "Xã", "", 20, False) for n in range(30)]
    runs, big = Lodging("Trường", "Xã", "", 50, True), Lodging("Trung cấp PKKQ", "Xã", "", 600, False)
    made = arrange([*small, big, runs], 640)
    assert ([one.name for one in made.opened], made.beds, made.lacking) == (["Trường", "Trung cấp PKKQ"], 650, 0)
    assert len(made.reserve) == 30, "thirty halls stay closed"
    assert (arrange([runs, big], 2000).lacking, arrange([runs, big], None).opened) == (1350, (runs,))
    assert arrange([], None).lacking == 0


@pytest.mark.django_db
@pytest.mark.requirement("QUA-07", "QUA-10", "TRT-10", page="/zones/scenario/")
def test_the_layout_is_planned_not_scattered_and_reported_in_time(district: District) -> None:
    command, soldier = (
        district.body("Ban Chỉ đạo"),
        of(district.body("Ban Chỉ đạo")),
    )
    boss = district.at_desk(command, "head")
    order = NewTask(
        key="plan", text="Báo cáo phương án điều trị, bố trí các khu cách ly tập trung", leads=(district.body("Trung tâm Y tế").pk,),
        area_path=DISTRICT, due=Due(DueKind.BY, date="2021-08-19", raw="trước ngày 19/8/2021"),
    )  # fmt: skip
    (task,) = tasks.assign(by=boss, at=AT, tasks=[order])
    for name, beds, area in (("Nhà văn hóa A", 50, COMMUNE), ("Nhà văn hóa B", 50, OTHER_COMMUNE)):
        built(soldier, name, SiteKind.COMMUNE, beds, area=area)
    built(soldier, "Trường Trung cấp PKKQ", SiteKind.CENTRALISED, 1500, area=OTHER_COMMUNE)
    hospital = built(soldier, "Bệnh viện dã chiến huyện", SiteKind.FIELD, 450)
    sites.order(by=soldier, at=AT, site_id=hospital.pk, ordered_at=AT)
    sites.open_site(by=soldier, at=AT, site_id=hospital.pk, reason="đã hoạt động")
    paper = PaperFacts(issuer_id=command.pk, signed_on=AT.date(), signer="Nguyễn Văn Mẫu")
    facts = DecisionFacts(
        disease="covid19", reason=Reason.F1, kind=Kind.HOME, started_at=AT, last_exposure=AT.date() - timedelta(days=1)
    )
    for n in range(2):
        one = isolation.decide(by=soldier, at=AT, person_id=person(f"F1 {n}").pk, facts=facts, paper=paper)
        held = {str(k): n == 0 for k in range(1, 9)}
        isolation.note_home(by=soldier, at=AT, isolation_id=one.pk, met=held)

    asked = f"?area={DISTRICT}&active=600&growth=0"
    page = text(district.head, f"/zones/scenario/{asked}")
    assert "Trường Trung cấp PKKQ" in page
    assert "Nhà văn hóa A" in page.split("Cách ly tập trung")[1]
    answer = district.head.get(f"/zones/scenario/plan.docx{asked}")
    made = words(answer)
    for said in (
        "Điều trị F0 trên địa bàn", "Bệnh viện dã chiến huyện", "đang hoạt động", "Trường Trung cấp PKKQ", "mở thêm", "dự phòng",
        "khảo sát thêm nơi lớn, không dàn trải", "Đang cách ly tại nhà 2 người, trong đó nhà đã kiểm tra đủ điều kiện 1 người",
    ):  # fmt: skip
        assert said in made, said
    doctor = of(district.body("Trung tâm Y tế"))
    tasks.add_file(by=doctor, at=AT, task_id=task.pk, data=answer.content, name="phuong-an.docx")
    tasks.report(by=doctor, at=AT + timedelta(days=1), task_id=task.pk, text="Đã báo cáo phương án")
    there = board.get(by=boss, task_id=task.pk)
    assert there.due_at is not None
    assert there.reported_at is not None
    assert there.reported_at < there.due_at
    shown = text(district.head, f"/tasks/{task.pk}/")
    assert "phuong-an.docx" in shown
