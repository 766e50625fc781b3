"""The directory in the database and on its pages: aliases, heads, charges, standard bodies."""

from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from vungxanh.common.models import AuditEntry
from vungxanh.kernel.actor import Actor, system
from vungxanh.kernel.ids import new_id
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import NotYours, Refused
from vungxanh.rooms.agencies import actions, queries
from vungxanh.rooms.agencies.models import Agency, AgencyAlias, Post
from vungxanh.testing import COMMUNE, DISTRICT, OTHER_COMMUNE, OTHER_DISTRICT, actor, client_as

pytestmark = pytest.mark.django_db
SYSTEM = system()
STRANGER = actor(area=OTHER_DISTRICT)


def officer(area: str = COMMUNE) -> Actor:
    return actor(Permission.AGENCY_SEE, Permission.TASK_SEE, area=area)


def test_names_of_documents_find_bodies_by_alias_area_and_right(body: Agency, at: datetime) -> None:
    actions.found_standard(by=SYSTEM, at=at, area_path=DISTRICT)
    before = Agency.objects.count()
    assert actions.found_standard(by=SYSTEM, at=at, area_path=DISTRICT) == []
    assert Agency.objects.count() == before
    assert Agency.objects.filter(area_path=DISTRICT, name__startswith="Trung tâm Chỉ huy").get() == body
    station = Agency.objects.get(area_path=COMMUNE, name__startswith="Trạm Y tế")
    assert station.parent is not None
    assert station.parent.name == "Trung tâm Y tế huyện Bù Gia Mập"
    alias = actions.add_alias(by=SYSTEM, at=at, agency_id=station.pk, name="Trạm xá Đak Ơ")
    with CaptureQueriesContext(
        connection,
    ) as seen:
        found = queries.match_bodies(SYSTEM, DISTRICT, ["Trạm xá Đắk Ơ", "TTYT huyện", "UBND các xã", "Phòng Tư pháp"])
    assert len(seen) <= 4
    assert found[0].agency_ids == (station.pk,)
    assert [m.sure for m in found] == [True, True, True, False]
    assert found[2].is_group
    assert [m.agency_ids for m in queries.match_bodies(STRANGER, DISTRICT, ["TTYT huyện"])] == [()]
    upward = queries.match_bodies(officer(), COMMUNE, ["Trung tâm Y tế huyện", "Trạm Y tế"])
    assert [m.sure for m in upward] == [True, True]
    with pytest.raises(Refused):
        actions.add_alias(by=SYSTEM, at=at, agency_id=station.pk, name="TRẠM XÁ ĐAK Ơ")
    with pytest.raises(NotYours):
        actions.remove_alias(by=STRANGER, at=at, alias_id=alias.pk)
    actions.remove_alias(by=SYSTEM, at=at, alias_id=alias.pk)
    assert queries.match_bodies(SYSTEM, DISTRICT, ["Trạm xá Đắk Ơ"])[0].agency_ids == ()
    actions.add_alias(by=SYSTEM, at=at, agency_id=station.pk, name="Trạm xá Đak Ơ")
    assert AgencyAlias.objects.filter(agency=station, folded="tram xa dak o").count() == 1


@pytest.mark.requirement("CMD-18")
def test_each_body_has_one_named_head_at_a_time_with_history(body: Agency, at: datetime) -> None:
    first = actions.record_post(
        by=SYSTEM, at=at, agency_id=body.pk, title="Chỉ huy trưởng", holder="Ông Một", is_head=True, phone="0900 000 111",
        valid_from=date(2021, 5, 1),
    )  # fmt: skip
    second = actions.record_post(
        by=SYSTEM, at=at, agency_id=body.pk, title="Chỉ huy trưởng", holder="Ông Hai", is_head=True,
        valid_from=date(2021, 7, 1),
    )  # fmt: skip
    assert queries.heads(SYSTEM, [body.pk], on=date(2021, 6, 30))[body.pk].name == "Ông Một"
    assert queries.heads(SYSTEM, [body.pk], on=date(2021, 7, 1))[body.pk].post_id == second.pk
    first.refresh_from_db()
    assert first.valid_to == date(2021, 6, 30)
    assert queries.heads(STRANGER, [body.pk]) == {}
    assert queries.heads(officer(), [body.pk])[body.pk].name == "Ông Hai"
    with connection.cursor() as cursor:
        cursor.execute("select phone from agencies_post where holder = 'Ông Một'")
        assert "111" not in cursor.fetchone()[0]
    assert "0900" not in str(list(AuditEntry.objects.values_list("detail", flat=True)))
    with pytest.raises(Refused, match="đứng đầu"):
        actions.record_post(
            by=SYSTEM, at=at, agency_id=body.pk, title="Chỉ huy trưởng", holder="Ông Ba", is_head=True,
            valid_from=date(2021, 7, 1),
        )  # fmt: skip
    charge = actions.put_in_charge(by=SYSTEM, at=at, area_path=COMMUNE, post_id=second.pk, valid_from=date(2021, 7, 1))
    with pytest.raises(Refused):
        actions.withdraw_post(by=SYSTEM, at=at, post_id=second.pk, reason="ghi nhầm người")
    actions.end_post(by=SYSTEM, at=at, post_id=second.pk, last_day=date(2021, 8, 1))
    charge.refresh_from_db()
    assert charge.valid_to == date(2021, 8, 1)
    assert queries.heads(SYSTEM, [body.pk], on=date(2021, 8, 2)) == {}


@pytest.mark.requirement("CMD-16")
def test_leaders_answer_for_communes_and_fields_and_gaps_are_seen(body: Agency, at: datetime) -> None:
    post = actions.record_post(
        by=SYSTEM, at=at, agency_id=body.pk, title="Ủy viên Ban Thường vụ", holder="Bà Phụ Trách"
    )
    day, by = date(2021, 8, 17), actor()
    actions.put_in_charge(
        by=by,
        at=at,
        area_path=COMMUNE,
        post_id=post.pk,
        valid_from=date(2021, 8, 1),
        decision="1207/QĐ-UBND ngày 12/7/2021",
    )
    testing = actions.put_in_charge(
        by=by, at=at, area_path=DISTRICT, post_id=post.pk, field="testing", valid_from=date(2021, 8, 1)
    )
    rows = {row.path: row for row in queries.coverage(by, DISTRICT, on=day)}
    assert not rows[COMMUNE].gap
    assert [one.field for one in rows[COMMUNE].parts] == []
    assert queries.coverage(by, DISTRICT, on=date(2021, 7, 1))[0].gap
    nearest = queries.charges(by, COMMUNE, "testing", on=day)
    assert [one.area_path for one in nearest] == [COMMUNE, DISTRICT]
    assert queries.responsible(by, DISTRICT, "tracing", on=day) is None
    found = queries.responsible(by, DISTRICT, "testing", on=day)
    assert found is not None
    assert found.leader == "Bà Phụ Trách"
    assert queries.charges(STRANGER, COMMUNE, on=day) == []
    assert len(queries.charges(officer(), COMMUNE, on=day)) == 2
    for wrong in (
        {"area_path": COMMUNE, "post_id": post.pk},
        {"area_path": COMMUNE},
        {"area_path": COMMUNE, "post_id": post.pk, "field": "khong co"},
        {"area_path": COMMUNE, "post_id": post.pk, "valid_from": day, "valid_to": day - timedelta(days=1)},
        {"area_path": COMMUNE, "user_id": new_id()},
    ):
        with pytest.raises(Refused):
            actions.put_in_charge(by=by, at=at, **wrong)
    with pytest.raises(NotYours):
        actions.end_charge(by=STRANGER, at=at, charge_id=testing.pk)
    actions.correct_charge(
        by=by, at=at, charge_id=testing.pk, valid_from=date(2021, 8, 2), decision="15/QĐ-BCĐ", note="thay mặt"
    )
    actions.end_charge(by=by, at=at, charge_id=testing.pk, last_day=date(2021, 8, 10))
    assert queries.responsible(by, DISTRICT, "testing", on=day) is None
    assert queries.responsible(by, DISTRICT, "testing", on=date(2021, 8, 10)) is not None
    actions.withdraw_charge(by=by, at=at, charge_id=testing.pk, reason="ghi nhầm người")
    assert queries.responsible(by, DISTRICT, "testing", on=date(2021, 8, 10)) is None


def test_the_pages_show_and_change_the_directory(body: Agency, at: datetime) -> None:
    admin, head, passer = client_as("admin"), client_as("head"), client_as("officer", OTHER_COMMUNE)
    page = admin.get("/agencies/standard/", {"area_path": DISTRICT}).content.decode()
    assert "Ban Chỉ huy Quân sự huyện Bù Gia Mập" in page
    assert (
        admin.post("/agencies/standard/", {"area_path": DISTRICT, "key": "military", "below": "committee"}).status_code
        == 302
    )
    made = set(Agency.objects.exclude(name__startswith="Trung tâm").values_list("name", flat=True))
    assert made >= {"Ban Chỉ huy Quân sự huyện Bù Gia Mập"}
    here = f"/agencies/{body.pk}/"
    assert admin.post(f"{here}aliases/", {"_key": new_id(), "name": "Sở chỉ huy"}).status_code == 302
    assert admin.post(f"{here}aliases/", {"_key": new_id(), "name": "x"}).status_code == 422
    form = {
        "_key": new_id(),
        "title": "Chỉ huy trưởng",
        "holder": "Ông Đứng Đầu",
        "is_head": "on",
        "phone": "0900000111",
        "valid_from": "1/7/2021",
    }
    assert admin.post(f"{here}posts/new/", form).status_code == 302
    post = Post.objects.get()
    page = passer.get(here).content.decode()
    assert "Sở chỉ huy" in page
    assert "Ông Đứng Đầu" in page
    assert "posts/new" not in page
    assert head.post("/agencies/leaders/", {"q": "dung dau"}).content.decode().count('role="option"') == 1
    charge = {
        "_key": new_id(),
        "leader": f"post:{post.pk}",
        "area_path": COMMUNE,
        "field": "",
        "valid_from": "1/7/2021",
    }
    assert passer.post("/agencies/charges/new/", charge | {"_key": new_id()}).status_code in (403, 404)
    assert head.post("/agencies/charges/new/", charge | {"leader": "ai đó"}).status_code == 422
    assert head.post("/agencies/charges/new/", charge).status_code == 302
    page = head.get("/agencies/charges/").content.decode()
    assert "Ông Đứng Đầu" in page
    with CaptureQueriesContext(connection) as seen:
        assert head.get("/agencies/charges/").status_code == 200
    assert len(seen) <= 22
    one = queries.charges(SYSTEM, COMMUNE)[0].id
    assert head.post(f"/agencies/charges/{one}/end/", {"_key": new_id(), "last_day": "1/1/2021"}).status_code == 422
    edited = {"_key": new_id(), "valid_from": "1/7/2021", "decision": "15/QĐ-BCĐ"}
    assert head.post(f"/agencies/charges/{one}/", edited).status_code == 302
    assert "15/QĐ-BCĐ" in head.get(f"/agencies/charges/{one}/").content.decode()
    assert (
        head.post(f"/agencies/charges/{one}/withdraw/", {"_key": new_id(), "reason": "ghi nhầm người"}).status_code
        == 302
    )
    assert (
        admin.post(
            f"/agencies/posts/{post.pk}/", {"_key": new_id(), "title": "Trưởng", "holder": "Ông Đúng Tên"}
        ).status_code
        == 302
    )
    assert admin.post(f"/agencies/posts/{post.pk}/end/", {"_key": new_id(), "last_day": "2/7/2021"}).status_code == 302
    assert "chưa có tên người chịu trách nhiệm" in admin.get(here).content.decode()
