"""A small world in Bù Gia Mập full of secrets, and the people who must not learn them."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.apps import apps

from tests.stranger import patients
from vungxanh.adapters.linelist import actions as imports
from vungxanh.adapters.linelist import sending
from vungxanh.common import saved_views
from vungxanh.common.models import AuditEntry, OutboxMessage
from vungxanh.kernel.actor import Actor, system
from vungxanh.rooms.agencies import actions as agencies
from vungxanh.rooms.agencies import queries as who
from vungxanh.rooms.cases import actions as cases
from vungxanh.rooms.cases.rules.bulk import BulkChange
from vungxanh.rooms.directives import actions as directives
from vungxanh.rooms.directives.actions import own as writing
from vungxanh.rooms.isolation import actions as isolation
from vungxanh.rooms.laboratory import actions as laboratory
from vungxanh.rooms.meetings import actions as meetings
from vungxanh.rooms.people import actions as people
from vungxanh.rooms.pipeline import actions as pipeline
from vungxanh.rooms.places import actions as places
from vungxanh.rooms.reports import actions as reports
from vungxanh.rooms.sites import actions as sites
from vungxanh.rooms.tasks import actions as tasks
from vungxanh.rooms.tasks.rules import handling
from vungxanh.rooms.tracing import actions as tracing
from vungxanh.rooms.venues import actions as venues
from vungxanh.rooms.zones import actions as zones
from vungxanh.testing import AT, COMMUNE, DISTRICT, OTHER_COMMUNE, OTHER_DISTRICT

SYSTEM = system("thử")
NAME, OTHER_NAME = "Nguyễn Thị Bí Mật", "Trần Văn Kín Đáo"
PHONE, CITIZEN, ADDRESS = "0951234987", "070187654321", "Số 7 ngõ Vắng"
CODE = "BIMAT-0001"
SECRETS = (NAME, OTHER_NAME, PHONE, CITIZEN, ADDRESS, CODE, "bi mat", "kin dao")
PASSWORD = "mat-khau-thu-2021"


@dataclass
class World:
    """Ids by the names arguments and URLs use, and the users by who they are."""

    ids: dict[str, Any] = field(default_factory=dict)
    users: dict[str, Any] = field(default_factory=dict)
    actors: dict[str, Actor] = field(default_factory=dict)


def build() -> World:
    """Everything a district has, once."""
    w = World()
    places.load_official_units(by=SYSTEM, at=AT, only=("3/70/",))
    _offices(w)
    _sick(w)
    _isolated(w)
    patients.lay(w.ids, NAME)
    _orders(w)
    _tasks(w)
    _desk(w)
    _doubles(w)
    _lists(w)
    _levels(w)
    _bulletin(w)
    _meetings(w)
    return w


def _offices(w: World) -> None:
    at = AT - timedelta(days=30)
    for key, name, area, role in (
        ("owner", "Trung tâm Chỉ huy huyện", DISTRICT, "officer"),
        ("clerk", "Trạm nhập liệu", DISTRICT, "clerk"),
        ("other_commune", "Trung tâm Chỉ huy xã bên", OTHER_COMMUNE, "officer"),
        ("other_district", "Trung tâm Chỉ huy huyện khác", OTHER_DISTRICT, "officer"),
        ("other_admin", "Quản trị huyện khác", OTHER_DISTRICT, "admin"),
    ):
        agency = agencies.found(by=SYSTEM, at=at, name=name, kind="command", area_path=area)
        w.users[key] = agencies.create_user(
            by=SYSTEM, at=at, username=key.replace("_", "."), full_name=f"Cán bộ {key}", password=PASSWORD,
            agency_id=agency.pk, role=role, area_path=area, must_change=False,
        )  # fmt: skip
        w.actors[key] = who.actor(w.users[key].pk)
        if key == "owner":
            w.ids["agency_id"] = agency.pk
    owner = w.users["owner"]
    w.ids |= {"user_id": owner.pk, "membership_id": owner.memberships.get().pk, "parent_id": w.ids["agency_id"]}
    body = w.ids["agency_id"]
    alias = agencies.add_alias(by=SYSTEM, at=at, agency_id=body, name="Tên khác thử")
    post = agencies.record_post(
        by=SYSTEM, at=at, agency_id=body, title="Trưởng thử", holder="Lãnh đạo thử", phone="02713888777"
    )
    charge = agencies.put_in_charge(by=SYSTEM, at=at, area_path=COMMUNE, post_id=post.pk)
    w.ids |= {"alias_id": alias.pk, "post_id": post.pk, "charge_id": charge.pk}


def _sick(w: World) -> None:
    household = people.record_household(by=SYSTEM, at=AT, area_path=COMMUNE, code="H-BIMAT", address=ADDRESS)
    first, other = (
        people.record(
            by=SYSTEM, at=AT, area_path=COMMUNE, full_name=name, sex="F", birth_year=1987, household_id=household.pk,
            citizen_id=citizen, phone=phone, address=ADDRESS,
        )
        for name, citizen, phone in ((NAME, CITIZEN, PHONE), (OTHER_NAME, "", "0951234988"))
    )  # fmt: skip
    venue = venues.record(
        by=SYSTEM, at=AT, described=venues.Description(name="Chợ thử", kind="market", area_path=COMMUNE)
    )
    facts = cases.CaseFacts(
        symptomatic=True, onset_date=(AT - timedelta(days=3)).date(), sampled_at=AT - timedelta(hours=20),
        diagnosed_at=AT - timedelta(hours=6),
    )  # fmt: skip
    case = cases.record(
        by=SYSTEM, at=AT, person_id=first.pk, disease="covid19", facts=facts, status=cases.Status.CONFIRMED, code=CODE
    )
    cluster = cases.open_cluster(
        by=SYSTEM, at=AT, name="Chùm ca thử", disease="covid19", area_path=COMMUNE, opened_on=AT.date()
    )
    start = AT - timedelta(days=2)
    visit = tracing.record_milestone(
        by=SYSTEM, at=AT, case_id=case.pk, start_at=start, end_at=start + timedelta(hours=1), venue_id=venue.pk
    )
    tracing.record_contact(
        by=SYSTEM, at=AT, person_id=first.pk, other_id=other.pk, case_id=case.pk, start_at=start,
        end_at=start + timedelta(hours=3), meeting=tracing.Meeting(minutes=180, distance_m=0.5, household=True),
    )  # fmt: skip
    tracing.recompute(by=SYSTEM, at=AT, case_id=case.pk)
    contact = apps.get_model("tracing", "Contact").objects.get(person_id=other.pk)
    team = tracing.form_team(by=SYSTEM, at=AT, name="Tổ thử", agency_id=w.ids["agency_id"], area_path=COMMUNE)
    w.ids |= {
        "household_id": household.pk, "person_id": first.pk, "other_id": other.pk, "venue_id": venue.pk,
        "case_id": case.pk, "source_case_id": case.pk, "source_id": case.pk, "case_ids": [case.pk],
        "cluster_id": cluster.pk, "visit_id": visit.pk, "contact_id": contact.pk, "contact_ids": [contact.pk],
        "meeting_id": apps.get_model("tracing", "ContactEvent").objects.get().pk, "team_id": team.pk,
        "exposure_id": apps.get_model("tracing", "Exposure").objects.first().pk,
    }  # fmt: skip
    sample = laboratory.record(
        by=SYSTEM,
        at=AT,
        case_id=case.pk,
        sample=laboratory.SampleFacts(collected_at=AT, code=CODE, note=f"Mẫu của {NAME}"),
    )
    test = laboratory.report(
        by=SYSTEM, at=AT, sample_id=sample.pk, test=laboratory.ResultFacts(result=laboratory.Result.POSITIVE, note=NAME)
    )
    w.ids |= {"sample_id": sample.pk, "test_id": test.pk}
    _laboratory(w, other.pk)
    pipeline.follow(by=SYSTEM, at=AT, case_ids=[case.pk])
    target = pipeline.set_target(
        by=SYSTEM, at=AT, area_path=DISTRICT, disease="covid19", stage="treat", hours=12, reason=f"Vì {NAME}"
    )
    w.ids |= {"limit_id": target.pk, "of_days": [AT.date()]}


def _isolated(w: World) -> None:
    """Somebody in a bed of a site, by a paper."""
    common: dict[str, Any] = {"by": SYSTEM, "at": AT}
    facts = sites.SiteFacts(name="Khu thử", kind=sites.SiteKind.CENTRALISED, note=f"Có {NAME}")
    site = sites.plan(**common, area_path=COMMUNE, facts=facts)
    sites.add_rooms(**common, site_id=site.pk, first="101", beds=2)
    sites.order(**common, site_id=site.pk, ordered_at=AT, number="1/LKH")
    sites.open_site(**common, site_id=site.pk, reason="thử nghiệm")
    paper = isolation.PaperFacts(issuer_id=w.ids["agency_id"], signed_on=AT.date(), signer=NAME)
    decided = isolation.DecisionFacts(
        disease="covid19", reason=isolation.Reason.F1, kind=isolation.Kind.CENTRALISED, started_at=AT, site_id=site.pk,
        last_exposure=(AT - timedelta(days=2)).date(), contact_id=w.ids["contact_id"], case_id=w.ids["case_id"],
    )  # fmt: skip
    one = isolation.decide(**common, person_id=w.ids["other_id"], facts=decided, paper=paper)
    isolation.give_beds(**common, site_id=site.pk, isolation_ids=[one.pk])
    link = isolation.open_self_links(**common, isolation_ids=[one.pk])[one.pk]
    w.ids["secret"] = link.secret  # whoever holds it tells something; it tells nothing of him
    room = site.rooms.get()
    locked = isolation.LockdownFacts(name=f"Ngõ nhà {NAME}", disease="covid19", started_on=AT.date())
    w.ids |= {"lockdown_id": isolation.lock(**common, area_path=COMMUNE, lockdown=locked).pk, "lockdown": locked}
    w.ids |= {
        "site_id": site.pk, "room_id": room.pk, "bed_id": room.beds.filter(held_by=None).get().pk, "isolation_id": one.pk,
        "item_id": site.ready_items.first().pk, "isolation_ids": [one.pk], "paper": paper, "decision_facts": decided,
    }  # fmt: skip


def _laboratory(w: World, person_id: UUID) -> None:
    """A tube in every paper: session, box, plate, list, a row that fits nothing, somebody told."""
    common: dict[str, Any] = {"by": SYSTEM, "at": AT}
    lab = laboratory.add_laboratory(**common, area_path=DISTRICT, name="Phòng thử")
    meeting = laboratory.start_session(
        **common, area_path=COMMUNE, place=f"Nhà {NAME}", pool_size=2, laboratory_id=lab.pk
    )
    tube = laboratory.open_tube(**common, session_id=meeting.pk, code="BIMAT-T1")
    laboratory.put_person(**common, tube_id=tube.pk, person_id=person_id)
    box = laboratory.make_batch(**common, area_path=COMMUNE, laboratory_id=lab.pk, tube_ids=[tube.pk], carrier=NAME)
    plate = laboratory.lay_plate(
        **common, laboratory_id=lab.pk, name=f"Đĩa {NAME}", area_path=COMMUNE, tube_ids=[tube.pk]
    )
    negative = laboratory.ResultFacts(result=laboratory.Result.NEGATIVE)
    test = laboratory.report_tube(**common, tube_id=tube.pk, test=negative)
    laboratory.give_back(**common, tube_ids=[tube.pk], to=NAME)
    laboratory.correct(**common, test_id=test.pk, test=negative, reason=f"Nhầm với {NAME}")
    row = laboratory.ResultRow(code="BIMAT-9", who=NAME, test=negative)
    laboratory.report_many(by=w.actors["owner"], at=AT, rows=[row], source="thử")
    group = laboratory.save_group(**common, area_path=COMMUNE, name=f"Nhóm {NAME}", cadence_days=3)
    campaign = laboratory.open_campaign(**common, area_path=COMMUNE, name=f"Đợt {NAME}", reason="other", day=AT.date())
    laboratory.add_people(**common, campaign_id=campaign.pk, person_ids=[person_id])
    laboratory.join_group(**common, group_id=group.pk, person_ids=[person_id])
    there = [laboratory.Trainee(NAME, "Tổ Covid", PHONE)]
    course = laboratory.record_training(
        **common, area_path=COMMUNE, day=AT.date(), topic="sampling", kind="medical", trainees=there, place=NAME
    )
    trained = course.trained.get()
    w.ids |= {
        "laboratory_id": lab.pk, "session_id": meeting.pk, "tube_id": tube.pk, "tube_ids": [tube.pk], "box_id": box.pk, "sample_ids": [w.ids["sample_id"]],
        "plate_id": plate.pk, "group_id": group.pk, "campaign_id": campaign.pk,
        "wanted_id": apps.get_model("laboratory", "Wanted").objects.filter(campaign=campaign).first().pk,
        "member_id": apps.get_model("laboratory", "GroupMember").objects.get().pk,
        "unmatched_id": apps.get_model("laboratory", "UnmatchedResult").objects.get().pk,
        "told_id": apps.get_model("laboratory", "Told").objects.get().pk,
        "sampler_id": trained.sampler_id, "sampler_ids": [trained.sampler_id], "trained_id": trained.pk,
    }  # fmt: skip


def _orders(w: World) -> None:
    """A document with one task in it, a link, a receipt."""
    text = f"1. Công an huyện bảo vệ {NAME} tại {ADDRESS} trước ngày 18/8/2021. Thực hiện Thông báo số 12/TB-UBND.\n"
    facts = directives.Facts(number="77", symbol="UBND-VX", subject=f"Bảo vệ {NAME}")
    common = {"by": SYSTEM, "at": AT}
    document = directives.register(**common, area_path=DISTRICT, data=text.encode(), name="bi-mat.txt", facts=facts)
    directives.read_now(**common, document_id=document.pk)
    draft = directives.add_draft(**common, document_id=document.pk, start=3, end=60)
    other = directives.register(**common, area_path=DISTRICT, facts=directives.Facts(subject=f"Thay thế: {NAME}"))
    link = directives.link(
        **common, document_id=document.pk, number_symbol="99/TB-UBND", relation=directives.Relation.IMPLEMENTS
    )
    directives.send(**common, document_id=document.pk, agency_ids=[w.ids["agency_id"]])
    own = writing.begin_own(**common, kind="notice", issuer_id=w.ids["agency_id"], subject=f"Bảo vệ {NAME}")
    w.ids |= {"own_id": own.pk, "part_id": own.body[0].id, "issuer_id": w.ids["agency_id"]}
    w.ids |= {
        "document_id": document.pk, "new_document_id": other.pk, "draft_id": draft.pk, "link_id": link.pk,
        "agency_ids": [w.ids["agency_id"]],
    }  # fmt: skip


def _tasks(w: World) -> None:
    """A task of the owner's agency in every state of its papers: evidence, a number, more time asked for, an obstacle."""
    body, by = w.ids["agency_id"], w.actors["owner"]
    above = w.users["clerk"].memberships.get().agency_id
    given = tasks.NewTask(
        key="bi-mat", text=f"Cách ly {NAME}, ca {CODE}", area_path=DISTRICT, leads=(body,),
        due=tasks.Due(tasks.DueKind.BY, date="2021-08-20"), targets=(tasks.Target(">=", 1, "người", NAME),),
    )  # fmt: skip
    (task,) = tasks.assign(by=SYSTEM, at=AT, tasks=[given])
    common: dict[str, Any] = {"by": by, "at": AT, "task_id": task.pk}
    tasks.progress(**common, text=f"Đã gọi {OTHER_NAME}")
    file = tasks.add_file(**common, data=f"Giấy của {NAME}".encode(), name="bi-mat.txt")
    asked = tasks.ask_extension(**common, until=AT + timedelta(days=9), reason=f"Chờ {NAME} ra viện")
    stuck = tasks.raise_obstacle(
        by=by,
        at=AT,
        agency_id=body,
        to_agency_id=above,
        text=f"{NAME} không hợp tác",
        wanted="Cử công an",
        task_id=task.pk,
    )
    feed = tasks.make_feed(by=by, at=AT, agency_id=body, token="x" * 40)
    note = task.notes.get(kind="progress")
    digest = tasks.make_digest(by=SYSTEM, at=AT, user_id=w.users["owner"].pk)
    w.ids |= {
        "task_id": task.pk, "file_id": file.pk, "extension_id": asked.pk, "obstacle_id": stuck.pk, "feed_id": feed.pk,
        "note_id": note.pk, "target_id": task.targets.get().pk, "digest_id": digest.pk, "to_agency_id": above,
        "leads": [body], "tasks": [given], "task_ids": [task.pk], "token": "y" * 40,
    }  # fmt: skip


def _doubles(w: World) -> None:
    """A pair to be decided, and one merged."""
    two, three, four = (
        people.record(by=SYSTEM, at=AT, area_path=COMMUNE, full_name=name, sex="F", birth_year=1987, phone=PHONE)
        for name in (NAME, OTHER_NAME, OTHER_NAME)
    )
    pair = people.compare(by=SYSTEM, at=AT, person_id=w.ids["person_id"], other_id=two.pk)
    merged = people.merge(by=SYSTEM, at=AT, survivor_id=three.pk, away_id=four.pk)
    w.ids |= {"pair_id": pair.pk, "merge_id": merged.pk, "survivor_id": w.ids["person_id"], "away_id": two.pk}
    w.ids |= {"person_ids": [two.pk], "household_ids": [w.ids["household_id"]]}


def _desk(w: World) -> None:
    table = f"ma,ho ten,nam sinh,xa\nX-1,{NAME},1987,25222\nX-2,{OTHER_NAME},sai,25222\n".encode()
    upload = imports.send(by=w.actors["owner"], at=AT, data=table, name="bi-mat.csv")
    (one,) = sending.prepare([("bi-mat.csv", table)], by=w.actors["owner"], kind="persons", area=COMMUNE)
    job = imports.begin(by=w.actors["owner"], at=AT, upload_id=upload.id, plan=one.plan)
    w.ids["upload_id"] = upload.id
    message = OutboxMessage.objects.first()
    assert message is not None
    message.state, message.error = "dead", "thử"
    message.save()
    entry = AuditEntry.objects.filter(subject_id=w.ids["person_id"]).first()
    assert entry is not None
    w.ids |= {"entry_id": entry.pk, "job_id": job.pk, "message_id": message.pk}


def _lists(w: World) -> None:
    """One change made to many cases, and a list kept under a name."""
    change = BulkChange(facility="Trạm thử", reason=f"Chuyển {NAME}")
    batch = cases.edit_many(by=w.actors["owner"], at=AT, case_ids=w.ids["case_ids"], change=change)
    view = saved_views.keep_view(by=w.actors["owner"], at=AT, list_key="cases", name="Ca thử", query="")
    w.ids |= {"batch_id": batch.pk, "view_id": view.pk, "change": change}


def _bulletin(w: World) -> None:
    """The district's bulletin of the day before: the case's code stands in it."""
    made = reports.make(by=SYSTEM, at=AT, area_path=DISTRICT, day=AT.date() - timedelta(days=1))
    reports.remark(by=SYSTEM, at=AT, bulletin_id=made.pk, text=f"Nhờ {NAME}")
    w.ids |= {"bulletin_id": made.pk, "figure": "active", "hour": 17}


def _levels(w: World) -> None:
    """A commune judged and decided upon."""
    zones.evaluate(by=SYSTEM, at=AT, area_path=DISTRICT, day=AT.date())
    found = apps.get_model("zones", "LevelProposal").objects.get(area_path=COMMUNE)
    zones.review(by=SYSTEM, at=AT, proposal_id=found.pk, text=f"Đã hỏi {NAME}")
    made = zones.decide(
        by=SYSTEM, at=AT, proposal_id=found.pk, level=4, number="1/QĐ", start=AT.date(), reason=f"Chờ mẫu của {NAME}"
    )
    said = zones.record_announcement(
        by=SYSTEM, at=AT, area_path=COMMUNE, level=2, since=AT.date(), number="3/TB", issuer="Cấp trên thử"
    )
    zones.publish(by=SYSTEM, at=AT, decision_id=made.pk)
    cluster = zones.save_cluster(
        by=SYSTEM, at=AT, area_path=DISTRICT, name="Cụm thử", members=[COMMUNE, OTHER_COMMUNE], note_text="Ghi chú"
    )
    zones.set_goals(
        by=SYSTEM, at=AT, proposal_ids=[found.pk], level=3, due=AT.date() + timedelta(days=9), number="4/KH",
        note=f"Hỏi {NAME}",
    )  # fmt: skip
    changes = {"scales[0].band2": 10.0}
    own = zones.save_own_set(
        by=SYSTEM, at=AT, area_path=DISTRICT, base="level-4800", name="Bộ thử", number="2/QĐ", changes=changes,
        effective_from=AT.date() + timedelta(days=900),
    )  # fmt: skip
    w.ids |= {
        "proposal_id": found.pk, "decision_id": made.pk, "measure_id": made.measures.first().pk, "announcement_id": said.pk,
        "set_id": f"own-{own.pk}", "changes": changes, "area_cluster_id": cluster.pk,
        "goal_id": apps.get_model("zones", "LevelGoal").objects.get().pk, "proposal_ids": [found.pk],
        "members": [COMMUNE, OTHER_COMMUNE], "areas": [DISTRICT],
    }  # fmt: skip


def _meetings(w: World) -> None:
    """A meeting to be permitted, an area that is distancing, a record against a shop."""
    common: dict[str, Any] = {"by": SYSTEM, "at": AT}
    body = w.ids["agency_id"]
    facts = meetings.Facts(
        title=f"Họp về {NAME}", purpose=f"Bàn việc của {NAME}, ca {CODE}", starts_at=AT + timedelta(days=1), persons=5,
        place=ADDRESS, chair=OTHER_NAME,
    )  # fmt: skip
    asked = meetings.ask(**common, agency_id=body, decider_id=body, facts=facts)
    there = meetings.state_distancing(
        **common, area_path=DISTRICT, set_id="meetings-ct16", number="9/QĐ", start=AT.date() + timedelta(days=400)
    )
    found = handling.HandlingFacts(
        subject=handling.Subject.PERSON, name=OTHER_NAME, finding=f"Để lây từ {NAME} ở {ADDRESS}",
        basis=handling.Basis.OTHER, measure=handling.Measure.REMIND,
    )  # fmt: skip
    kept = tasks.open_handling(**common, handler_id=body, facts=found)
    tasks.ask_explanation(**common, handling_id=kept.pk, until=AT + timedelta(days=2))
    w.ids |= {
        "meeting_pk": asked.pk,
        "distancing_id": there.pk,
        "handling_id": kept.pk,
        "decider_id": body,
        "handler_id": body,
        "lead_id": body,
    }


def snapshot() -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table that matters."""
    skipped = {"AuditEntry", "AuditSeal", "ActionKey", "Session", "AccessAttempt", "AccessLog", "AccessFailureLog"}
    return {
        model._meta.label: sorted(model._default_manager.values_list(), key=str)
        for model in apps.get_models()
        if model._meta.managed
        and model.__name__ not in skipped
        and model._meta.app_label not in {"axes", "sessions", "contenttypes", "auth"}
    }


def uuids(w: World) -> set[UUID]:
    """The ids as a set, to look for in answers."""
    return {v for v in w.ids.values() if isinstance(v, UUID)}
