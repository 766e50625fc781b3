"""Who must be sampled: the list of the day, groups, sweeps from house to house, pasted lists."""

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta

import pytest
from django.test import Client

from vungxanh.kernel.actor import Actor
from vungxanh.kernel.ids import new_id
from vungxanh.kernel.refused import Refused
from vungxanh.rooms.laboratory import actions, listeners, queries, rules
from vungxanh.rooms.laboratory.models import RiskGroup, Wanted
from vungxanh.rooms.laboratory.queries import due as sources
from vungxanh.rooms.laboratory.rules import Candidate, GroupKind, Reason, SampleFacts
from vungxanh.rooms.people import actions as people
from vungxanh.testing import COMMUNE, DISTRICT, person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("areas")]
Login = Callable[[Actor], Client]


@pytest.mark.nodb
def test_a_pasted_list_is_read_line_by_line() -> None:
    said = rules.typed_lines(
        "079204001234\n\nLò Thị Páo, 1990\nVàng A Sình; 02/03/1985\n0912 345 678\tbà Tư\nĐiểu K'Rem"
    )
    assert [(one.row, one.text, one.year) for one in said] == [
        (1, "079204001234", None), (3, "Lò Thị Páo", 1990), (4, "Vàng A Sình", 1985), (5, "0912345678", None),
        (6, "Điểu K'Rem", None),
    ]  # fmt: skip


@pytest.mark.requirement("TST-07")
@pytest.mark.requirement("TST-10")
def test_the_list_of_the_day_and_the_eleven_groups(
    login: Login, officer: Actor, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    ill, locked, carer = (person(name).pk for name in ("Ốm", "Phong Tỏa", "Chăm Sóc"))
    driver, old = person("Lái Xe", occupation="Tài xế xe tải").pk, person("Đã Lấy", occupation="lái xe ôm").pk

    def offers(*pks: object) -> list[sources.Source]:
        def said(*, by: Actor, day: date, area: str, disease: str) -> Iterable[Candidate]:
            return [Candidate(pk, COMMUNE, day) for pk in pks]  # type: ignore[arg-type]

        return [said]

    monkeypatch.setattr(sources, "SOURCES", {
        Reason.SYMPTOMS: offers(ill), Reason.AREA: offers(locked, ill), GroupKind.F2: offers(carer), GroupKind.LOCKED: offers(locked),
    })  # fmt: skip
    assert actions.load_groups(by=officer, at=at, area_path=DISTRICT) == 11
    assert {g.people for g in RiskGroup.objects.all()} == {kind.value for kind in GroupKind}
    listed = RiskGroup.objects.filter(people="listed").first()
    assert listed is not None
    assert actions.join_group(by=officer, at=at, group_id=listed.pk, person_ids=[carer, carer]) == 1
    assert actions.join_group(by=officer, at=at, group_id=listed.pk, person_ids=[carer]) == 0
    assert queries.group_due(by=officer, at=at, group=listed) == 1
    sample = SampleFacts(collected_at=at - timedelta(days=2))
    actions.record(by=officer, at=at, person_id=old, disease="covid19", sample=sample)

    with monkeypatch.context() as here:
        here.setattr(listeners.centre, "current", lambda: type("Here", (), {"area_path": DISTRICT})())
        here.setattr(listeners.centre, "now", lambda: at)
        listeners.gather_due()
        listeners.gather_due()
    assert dict(Wanted.objects.values_list("person", "reason")) == {ill: "symptoms", locked: "area"}
    added = actions.gather(by=officer, at=at, area_path=DISTRICT, day=at.date(), reasons=["symptoms", "risk_group"])
    assert added == {"symptoms": 0, "risk_group": 2}, "drivers but the one sampled two days ago, and the carer"
    assert queries.overdue_counts(by=officer, day=at.date()) == {"symptoms": 1, "area": 1, "risk_group": 2}
    assert set(Wanted.objects.filter(reason="risk_group").values_list("person", flat=True)) == {driver, carer}

    desk = login(officer)
    page = desk.get("/laboratory/due/").content.decode()
    assert "Lái Xe" in page
    assert "Đã Lấy" not in page
    assert "Ốm" not in desk.get("/laboratory/due/?reason=risk_group").content.decode()
    actions.record(by=officer, at=at, person_id=ill, disease="covid19", sample=SampleFacts(collected_at=at))
    assert Wanted.objects.get(person=ill).state == "sampled", "sampled elsewhere, he waits no more"


@pytest.mark.requirement("TST-11")
def test_screening_goes_on_until_somebody_ends_it(officer: Actor, at: datetime) -> None:
    """The group comes due again after every round, for as long as it is screened; nobody has to plan it anew."""
    driver = person("Lái Xe", occupation="Tài xế xe tải").pk
    actions.load_groups(by=officer, at=at, area_path=DISTRICT)
    group = next(g for g in RiskGroup.objects.all() if "lái xe" in g.occupations)
    for turn in range(4):
        now = at + timedelta(days=turn * (group.cadence_days + 1))
        given = {"by": officer, "at": now, "area_path": DISTRICT, "day": now.date(), "reasons": ["risk_group"]}
        assert actions.gather(**given)["risk_group"] == 1
        taken = SampleFacts(collected_at=now)
        actions.record(by=officer, at=now, person_id=driver, disease="covid19", sample=taken)
        assert actions.gather(**given)["risk_group"] == 0, "sampled, he waits for the next turn"
    RiskGroup.objects.update(active=False)
    later = now + timedelta(days=60)
    ended = actions.gather(by=officer, at=later, area_path=DISTRICT, day=later.date(), reasons=["risk_group"])
    assert ended["risk_group"] == 0, "the end was declared and the groups are screened no more"


@pytest.mark.requirement("TST-02")
def test_a_sweep_from_house_to_house(login: Login, officer: Actor, at: datetime) -> None:
    home = people.record_household(by=officer, at=at, area_path=COMMUNE, code="H-1", hamlet="Thôn 3")
    inside = [person(name, household=home, hamlet="Thôn 3") for name in ("Điểu Mưu", "Thị Blêng")]
    later, other = person("Điểu Khuê", household=home, hamlet="Thôn 3"), person("Ở Thôn Khác")
    campaign = actions.open_campaign(
        by=officer, at=at, area_path=COMMUNE, name="Rà Thôn 3", reason="sweep", day=at.date(), hamlet="Thôn 3", pool_size=5
    )  # fmt: skip
    Wanted.objects.get(person=later).delete()
    assert actions.mark_home(by=officer, at=at, campaign_id=campaign.pk, household_id=home.pk) == 2
    (line,) = queries.hamlets(by=officer, campaign=campaign)
    assert (line.hamlet, line.left, line.counts) == ("Thôn 3", 2, {"absent": 2})
    (shown,) = queries.homes(by=officer, campaign=campaign, area=COMMUNE, hamlet="Thôn 3")
    assert (shown.having("absent"), shown.having("")) == (2, 1)

    desk, here = login(officer), f"/laboratory/campaigns/{campaign.pk}"
    page = desk.get(f"{here}/sweep/?area={COMMUNE}&hamlet=Th%C3%B4n 3&only=absent").content.decode()
    assert "vắng 1 lần" in page
    press = {"_key": str(new_id()), "household": home.pk, "area": COMMUNE, "hamlet": "Thôn 3", "only": "absent"}
    assert desk.post(f"{here}/sweep/press/all/", press).status_code == 302
    assert Wanted.objects.filter(campaign=campaign).count() == 3
    typed = {"_key": str(new_id()), "person": "", "text": "Ở Thôn Khác\nKhông Có Ai, 1990"}
    again = desk.post(f"{here}/add/", typed).content.decode()
    assert "Không Có Ai: không tìm thấy ai" in again
    assert "\nKhông Có Ai, 1990</textarea>" in again, "what was not found stays, to be put right"
    assert Wanted.objects.get(person=other).campaign_id == campaign.pk
    session = actions.start_session(
        by=officer, at=at, area_path=COMMUNE, place="Thôn 3", campaign_id=campaign.pk, pool_size=5
    )
    assert [w.state for w in queries.expected(by=officer, session=session)] == [
        "waiting",
        "waiting",
        "absent",
        "absent",
    ]
    tube = actions.open_tube(by=officer, at=at, session_id=session.pk, code="TH3-1")
    actions.put_person(by=officer, at=at, tube_id=tube.pk, person_id=inside[0].pk)
    assert Wanted.objects.get(person=inside[0]).state == "sampled", "who was away and is visited again is sampled"
    with pytest.raises(Refused, match="ngoài địa bàn"):
        actions.add_hamlet(by=officer, at=at, campaign_id=campaign.pk, area_path="3/70/", hamlet="")
    assert actions.add_hamlet(by=officer, at=at, campaign_id=campaign.pk, area_path=COMMUNE) == 0


@pytest.mark.requirement("TST-05")
def test_a_laboratory_on_wheels_is_a_laboratory(login: Login, officer: Actor, at: datetime) -> None:
    made = actions.add_laboratory(by=officer, at=at, area_path=DISTRICT, name="Xe labo", capacity=1000, mobile=True)
    session = actions.start_session(by=officer, at=at, area_path=COMMUNE, place="Chốt", laboratory_id=made.pk)
    tube = actions.open_tube(by=officer, at=at, session_id=session.pk, code="XE-1")
    actions.put_person(by=officer, at=at, tube_id=tube.pk, person_id=person().pk)
    shown = login(officer).get("/laboratory/figures/").content.decode()
    assert "Xe labo</a> · xe lưu động" in shown
    assert "0 / 1.000" in shown
    (line,) = queries.board(by=officer, at=at, since=at.date(), until=at.date()).laboratories
    assert (line.backlog, line.days_of_work) == (1, 0.001)


def test_a_row_without_a_tube_is_shown_what_it_may_mean(login: Login, officer: Actor, at: datetime) -> None:
    session = actions.start_session(by=officer, at=at, area_path=COMMUNE, place="Chốt")
    code = rules.Series("25222", at.date(), 1).code(7)
    tube = actions.open_tube(by=officer, at=at, session_id=session.pk, code=code)
    actions.put_person(by=officer, at=at, tube_id=tube.pk, person_id=person("Điểu Thị Mai").pk)
    negative = rules.ResultFacts(result=rules.Result.NEGATIVE)
    wrong = code.replace("0007", "0O07")
    for n, (said, who) in enumerate((("BV-1", "Điểu Thị Mai · 1990"), (wrong, ""))):
        row = actions.ResultRow(code=said, row=n, who=who, test=negative)
        actions.report_many(by=officer, at=at, rows=[row], source="tệp")
    desk = login(officer)
    assert "BV-1" in desk.get("/laboratory/unmatched/").content.decode()
    rows = list(queries.unmatched(officer).order_by("row"))
    for row in rows:
        assert code in desk.get(f"/laboratory/unmatched/{row.pk}/").content.decode(), row.code
    press = {"_key": str(new_id()), "code": code}
    assert desk.post(f"/laboratory/unmatched/{rows[0].pk}/press/match/", press)["Location"] == "/laboratory/unmatched/"
    refused = desk.post(f"/laboratory/unmatched/{rows[1].pk}/press/match/", press | {"_key": str(new_id())})
    assert refused["Location"] == f"/laboratory/unmatched/{rows[1].pk}/", "the tube has its result: stay and read why"
    assert "BV-1" not in desk.get("/laboratory/unmatched/").content.decode()
    assert "BV-1" in desk.get("/laboratory/unmatched/?state=matched").content.decode()
