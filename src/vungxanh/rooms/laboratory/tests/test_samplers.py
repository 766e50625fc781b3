"""Who may sample: trained, in time, and no medical staff where others can."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from django.test import Client

from vungxanh.kernel.actor import Actor
from vungxanh.kernel.ids import new_id
from vungxanh.kernel.refused import Refused
from vungxanh.rooms.laboratory import actions, queries, rules
from vungxanh.rooms.laboratory.models import Sampler
from vungxanh.testing import COMMUNE, OTHER_COMMUNE, person

DAY = timedelta(days=1)
Login = Callable[[Actor], Client]


@pytest.mark.nodb
def test_lines_standing_and_hands() -> None:
    typed = "1. Nguyễn Văn A; Tổ Covid thôn 3; 0912 345 678\n2\tTrần B\n\n; ;\nnguyễn văn a; ; 0912 345 678\n0912345678"
    assert rules.trainees(typed) == [
        rules.Trainee("Nguyễn Văn A", "Tổ Covid thôn 3", "0912 345 678"),
        rules.Trainee("Trần B"),
    ]
    one = rules.Trainee("Nguyễn Văn A", "Tổ 3", "0912345678")
    others = [rules.Trainee("Nguyễn Văn A", "Tổ 3", "0988"), rules.Trainee("nguyễn văn a", "", "0912 345 678")]
    assert rules.same(one, others) == 1
    assert rules.same(rules.Trainee("Nguyễn Văn A", "Tổ 9"), [rules.Trainee("Nguyễn Văn A", "Tổ 3")]) is None
    today = date(2021, 8, 17)
    said = [
        rules.standing_of(
            rules.Duty.SAMPLING, today - n * DAY if n else None, today, valid_days=180, warn_days=14
        ).value
        for n in (0, 10, 166, 180, 181)
    ]
    assert said == ["untrained", "ready", "soon", "soon", "lapsed"]
    assert rules.standing_of(rules.Duty.TREATMENT, today, today, valid_days=180, warn_days=14) == "treatment"
    hands = [
        rules.Enough(people, 100, helpers, 5) for people, helpers in ((0, 0), (301, 0), (301, 2), (301, 9), (2000, 9))
    ]
    assert [(e.needed, e.free, e.lacking) for e in hands] == [(0, 5, 0), (4, 1, 0), (4, 3, 0), (4, 5, 0), (20, 0, 6)]


@pytest.mark.django_db
@pytest.mark.usefixtures("areas")
@pytest.mark.requirement("TST-01", "TST-13", "TRT-01", page="/laboratory/samplers/")
def test_volunteers_are_trained_and_the_medical_staff_they_free_treat(
    login: Login, officer: Actor, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("vungxanh.common.centre.now", lambda: at)
    desk = login(officer)
    assert "Chưa ghi ai được tập huấn" in _body(desk.get("/laboratory/samplers/"))
    typed = {
        "area_path": COMMUNE,
        "day": "16/8/2021",
        "topic": "sampling",
        "place": "Nhà văn hóa",
        "teacher": "BS. Mẫu",
    }

    def taught(kind: str, people: str, **more: str) -> int:
        sent = typed | {"_key": str(new_id()), "kind": kind, "people": people} | more
        return int(desk.post("/laboratory/samplers/training/", sent).status_code)

    assert taught("covid_team", "Nguyễn Văn A; Tổ Covid thôn 3\nTrần Thị B; Tổ Covid thôn 4") == 302
    assert taught("medical", "Lê Y Tá; Trạm Y tế; 0912 345 678") == 302
    assert taught("volunteer", "Nguyễn Văn A; Tổ Covid thôn 3", day="1/2/2021", topic="testing") == 302
    assert taught("volunteer", "", day="1/2/2021") == 422
    assert taught("volunteer", "Võ C", day="30/8/2021") == 422, "one that has not been held yet"
    assert taught("volunteer", "Lâu Rồi", day="1/1/2021") == 302
    rows = {one.name: one for one in Sampler.objects.all()}
    assert set(rows) == {"Nguyễn Văn A", "Trần Thị B", "Lê Y Tá", "Lâu Rồi"}, "known by name: the same person"
    assert (rows["Nguyễn Văn A"].trained_on, rows["Nguyễn Văn A"].tested_on) == (date(2021, 8, 16), date(2021, 2, 1))
    assert "Lâu Rồi" in _body(desk.get("/laboratory/samplers/?standing=lapsed"))
    assert "Lâu Rồi" not in _body(desk.get("/laboratory/samplers/?standing=ready"))

    ids = [person(f"Người {n}").pk for n in range(3)]
    sweep = actions.open_campaign(by=officer, at=at, area_path=COMMUNE, name="Rà", reason="other", day=at.date())
    actions.add_people(by=officer, at=at, campaign_id=sweep.pk, person_ids=ids)
    told = queries.enough(by=officer, at=at)
    assert (told.people, told.needed, told.helpers, told.medical, told.lacking, told.free) == (3, 1, 2, 1, 0, 1)
    assert [one.name for one in queries.to_free(by=officer, at=at)] == ["Lê Y Tá"]
    assert [row[2].helpers for row in queries.by_commune(by=officer, at=at)] == [2]
    assert "1 nhân viên y tế có thể về điều trị" in _body(desk.get("/laboratory/samplers/"))
    freed = desk.post("/laboratory/samplers/treatment/", {"_key": str(new_id()), "pick": str(rows["Lê Y Tá"].pk)})
    assert freed.status_code == 302
    assert not queries.to_free(by=officer, at=at)
    with pytest.raises(Refused, match="Chỉ chuyển nhân viên y tế"):
        actions.free_for_treatment(by=officer, at=at, sampler_ids=[rows["Trần Thị B"].pk])

    session = actions.start_session(by=officer, at=at, area_path=COMMUNE, place="Thôn 3")
    may = queries.for_session(by=officer, session=session)
    assert {one.name for one in may} == {"Nguyễn Văn A", "Trần Thị B"}, "neither who treats nor who was taught long ago"
    assert "Trần Thị B" in _body(desk.get(f"/laboratory/sessions/{session.pk}/samplers/"))
    sent = {"_key": str(new_id()), "samplers": str(rows["Trần Thị B"].pk)}
    assert desk.post(f"/laboratory/sessions/{session.pk}/samplers/", sent).status_code == 302
    assert "Trần Thị B" in _body(desk.get(f"/laboratory/sessions/{session.pk}/"))
    for name in ("Lê Y Tá", "Lâu Rồi"):
        with pytest.raises(Refused, match="chưa được tập huấn"):
            actions.set_samplers(by=officer, at=at, session_id=session.pk, sampler_ids=[rows[name].pk])
    elsewhere = actions.start_session(by=officer, at=at, area_path=OTHER_COMMUNE, place="Xã khác")
    assert not queries.for_session(by=officer, session=elsewhere)

    (line,) = queries.trainings_of(by=officer, sampler=rows["Trần Thị B"])
    page = f"/laboratory/samplers/{rows['Trần Thị B'].pk}/"
    desk.post(f"/laboratory/samplers/trained/{line.pk}/drop/", {"_key": str(new_id()), "reason": " "})
    assert Sampler.objects.get(pk=rows["Trần Thị B"].pk).trained_on, "not without a reason"
    desk.post(
        f"/laboratory/samplers/trained/{line.pk}/drop/", {"_key": str(new_id()), "reason": "Không dự buổi thực hành"}
    )
    assert Sampler.objects.get(pk=rows["Trần Thị B"].pk).trained_on is None
    shown = _body(desk.get(page))
    assert "Không dự buổi thực hành" in shown
    assert "chưa tập huấn lấy mẫu" in shown
    assert (
        desk.post(
            page, {"_key": str(new_id()), "name": "Trần Thị B", "duty": "stopped", "kind": "volunteer"}
        ).status_code
        == 302
    )
    assert "đã nghỉ" in _body(desk.get(page))


def _body(response: object) -> str:
    return response.content.decode()  # type: ignore[attr-defined]
