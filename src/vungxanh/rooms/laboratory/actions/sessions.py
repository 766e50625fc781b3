"""Sampling, person by person: a tube is opened by its code, people are put into it."""

from datetime import datetime
from uuid import UUID

from vungxanh.common.actions import action
from vungxanh.common.audit import about, amend, note
from vungxanh.common.outbox import tell
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import Refused
from vungxanh.kernel.text import squeeze
from vungxanh.regulations.api import disease as known_disease
from vungxanh.rooms.laboratory import queries, rules
from vungxanh.rooms.laboratory.actions.parts import due_of, own_session
from vungxanh.rooms.laboratory.actions.wanting import due_row
from vungxanh.rooms.laboratory.events import SampleTaken
from vungxanh.rooms.laboratory.models import Sample, SamplingSession, Tube, Wanted
from vungxanh.rooms.people import queries as people


@action(needs=Permission.SAMPLE_RECORD, area="area_path")
def start_session(
    *,
    by: Actor,
    at: datetime,
    area_path: str,
    place: str,
    disease: str = "covid19",
    team: int = 1,
    material: str = "nasopharyngeal",
    pool_size: int = 1,
    laboratory_id: UUID | None = None,
    campaign_id: UUID | None = None,
    pool_id: UUID | None = None,
) -> SamplingSession:
    """A team begins. With a campaign its people are expected, and its pool size and laboratory are taken over; with a
    positive pool its members come first."""
    known_disease(disease)
    campaign = queries.get_campaign(by=by, campaign_id=campaign_id) if campaign_id else None
    if not squeeze(place):
        raise Refused("Ghi nơi lấy mẫu.", field="place")
    if not 1 <= team <= 99:
        raise Refused("Số tổ từ 1 đến 99.", field="team")
    if not 1 <= pool_size <= 50:
        raise Refused("Một ống từ 1 đến 50 người.", field="pool_size")
    laboratory = laboratory_id or (campaign.laboratory_id if campaign else None)
    made = SamplingSession(
        area_path=area_path, place=squeeze(place)[:160], team=team, disease=campaign.disease if campaign else disease,
        material=rules.Material(material), pool_size=pool_size, campaign=campaign,
        laboratory=queries.get_laboratory(by=by, laboratory_id=laboratory) if laboratory else None,
        user_id=by.id, user_name=by.name[:120], started_at=at,
        pool=queries.get_tube(by=by, tube_id=pool_id) if pool_id else None,
    )  # fmt: skip
    made.save(force_insert=True)
    about(made)
    return made


@action(needs=Permission.SAMPLE_RECORD)
def end_session(*, by: Actor, at: datetime, session_id: UUID) -> SamplingSession:
    """No more tubes. An opened tube without anybody in it is given up: its code may be used again."""
    session = own_session(by, session_id)
    empty = Tube.objects.filter(session=session, stage=rules.Stage.PLANNED, samples=None)
    note(given_up=[tube.code for tube in empty])
    empty.delete()
    amend(session, ended_at=at)
    return session


@action(needs=Permission.SAMPLE_RECORD)
def open_tube(*, by: Actor, at: datetime, session_id: UUID, code: str) -> Tube:
    """The tube of this code is the one in hand. Refused for a code read wrong, or used already; the tube in hand and one
    that is not full yet are simply taken up again."""
    session = own_session(by, session_id)
    said = rules.read(code)
    if not said or len(said) > 40:
        raise Refused("Quét hoặc gõ mã trên ống.", field="code")
    known = Tube.objects.filter(code=said).first()
    if known is not None:
        if known.session_id == session.pk and known.stage in (rules.Stage.PLANNED, rules.Stage.COLLECTED):
            return known
        raise Refused(
            "Mã ống %(said)s đã dùng cho một ống khác: dán nhãn mới cho ống này.", field="code", values={"said": said}
        )
    if Sample.objects.filter(code=said).exists():
        raise Refused(
            "Mã ống %(said)s đã dùng cho một mẫu khác: dán nhãn mới cho ống này.", field="code", values={"said": said}
        )
    Tube.objects.filter(session=session, stage=rules.Stage.PLANNED, samples=None).delete()
    made = Tube(
        code=said, disease=session.disease, area_path=session.area_path, material=session.material, session=session,
        laboratory=session.laboratory, stage=rules.Stage.PLANNED, planned_at=at, created_at=at,
        due_at=due_of(session.disease, at, session.area_path),
        kind=rules.TubeKind.SINGLE if session.pool_size == 1 else rules.TubeKind.POOL,
    )  # fmt: skip
    made.save(force_insert=True)
    about(made)
    return made


@action(needs=Permission.SAMPLE_RECORD)
def put_person(*, by: Actor, at: datetime, tube_id: UUID, person_id: UUID, again: bool = False) -> Sample:
    """A person's sample goes into the tube. Refused when he is in a tube of this session already, when he was sampled for
    this today (unless ``again``, or his pool asked for it), or when the tube is full."""
    tube = _in_hand(by, tube_id)
    person = people.get(by, person_id)
    members = list(Sample.objects.filter(tube=tube))
    if len(members) >= _room(tube):
        raise Refused("Ống đã đủ %(tube)s người: quét ống mới.", field="person", values={"tube": _room(tube)})
    wanted = due_row(person.pk, tube.disease)
    _right_person(tube, person.pk, at, allowed=again or (wanted is not None and wanted.pool_id is not None))
    made = Sample(
        tube=tube, code=tube.code, person=person, disease=tube.disease, area_path=person.area_path, material=tube.material,
        collected_at=at, laboratory=tube.laboratory.name if tube.laboratory else "", created_at=at,
        case_id=queries.open_case(person_id=person.pk, disease=tube.disease),
    )  # fmt: skip
    made.save(force_insert=True)
    if wanted is not None:
        amend(wanted, state=rules.WantedState.SAMPLED, sample_id=made.pk)
    _fill(tube, [*members, made], at)
    about(made)
    tell(SampleTaken(made.pk, person.pk, tube.disease, person.area_path))
    return made


@action(needs=Permission.SAMPLE_RECORD)
def put_household(*, by: Actor, at: datetime, tube_id: UUID, household_id: UUID) -> int:
    """A whole household into one empty tube, as a family pool; how many. Those sampled today already are left out."""
    tube = _in_hand(by, tube_id)
    if Sample.objects.filter(tube=tube).exclude(person__household=household_id).exists():
        raise Refused("Ống này đã có người ngoài hộ: quét ống mới cho cả hộ.", field="person")
    amend(tube, kind=rules.TubeKind.FAMILY)
    there = set(Sample.objects.filter(tube=tube).values_list("person_id", flat=True))
    members = [one for one in people.members(by, household_id) if one.pk not in there]
    due = [one for one in members if queries.sampled_today(person_id=one.pk, disease=tube.disease, at=at) is None]
    if len(there) + len(due) > _room(tube):
        raise Refused(
            "Hộ này đông hơn %(tube)s người: chia ra nhiều ống.", field="person", values={"tube": _room(tube)}
        )
    for one in due:
        put_person(by=by, at=at, tube_id=tube.pk, person_id=one.pk)
    if not due:
        raise Refused("Cả hộ đã lấy mẫu hôm nay.", field="person")
    return len(due)


@action(needs=Permission.SAMPLE_RECORD)
def take_out(*, by: Actor, at: datetime, sample_id: UUID) -> Tube:
    """He was put into the wrong tube, or it was not he. Only while the tube is still with the team."""
    sample = queries.get(by=by, sample_id=sample_id)
    if sample.tube_id is None:
        raise Refused("Mẫu này không có ống.")
    tube = _in_hand(by, sample.tube_id)
    back = Wanted.objects.filter(sample=sample)
    there = Wanted.objects.filter(person=sample.person_id, disease=sample.disease, state=rules.WantedState.WAITING)
    back.update(sample=None, state=rules.WantedState.DROPPED if there.exists() else rules.WantedState.WAITING)
    note(person=str(sample.person_id), tube=tube.code)
    sample.delete()
    _fill(tube, list(Sample.objects.filter(tube=tube)), at)
    about(tube)
    return tube


def _in_hand(by: Actor, tube_id: UUID) -> Tube:
    tube = queries.get_tube(by=by, tube_id=tube_id)
    if tube.session_id is None or tube.batch_id is not None:
        raise Refused("Ống này đã rời tổ lấy mẫu: không đổi người trong ống được nữa.")
    own_session(by, tube.session_id)
    if tube.stage not in (rules.Stage.PLANNED, rules.Stage.COLLECTED):
        raise Refused("Ống này đã rời tổ lấy mẫu: không đổi người trong ống được nữa.")
    return Tube.objects.select_for_update(of=("self",)).select_related("session", "laboratory").get(pk=tube.pk)


def _room(tube: Tube) -> int:
    """Persons it may hold: a family's tube by the regulation, others by the session."""
    assert tube.session is not None
    if tube.kind != rules.TubeKind.FAMILY:
        return tube.session.pool_size
    return queries.sampling_rules(tube.disease, tube.created_at, tube.area_path).family_pool


def _right_person(tube: Tube, person_id: UUID, at: datetime, *, allowed: bool) -> None:
    same = Sample.objects.filter(tube__session=tube.session_id, person=person_id).select_related("tube").first()
    if same is not None:
        raise Refused(
            "Người này đã ở trong ống này." if same.tube_id == tube.pk
            else f"Người này đã lấy mẫu trong buổi này, ở ống {same.code}: kiểm tra lại đúng người chưa.",
            field="person",
        )  # fmt: skip
    today = queries.sampled_today(person_id=person_id, disease=tube.disease, at=at)
    if today is not None and not allowed:
        raise Refused(
            "Người này đã được lấy mẫu hôm nay (ống %(code)s). Đúng là lấy lại thì bấm «Vẫn lấy».",
            field="again",
            values={"code": today.code or "không mã"},
        )


def _fill(tube: Tube, members: list[Sample], at: datetime) -> None:
    """What the tube is now that these are in it."""
    if not members:
        amend(tube, size=1, stage=rules.Stage.PLANNED, collected_at=None)
        return
    first = min(sample.collected_at for sample in members)
    kind = rules.TubeKind(tube.kind)
    if len(members) > 1 and kind is rules.TubeKind.SINGLE:
        kind = rules.TubeKind.POOL
    amend(
        tube, size=len(members), kind=kind, stage=rules.Stage.COLLECTED, collected_at=first,
        due_at=due_of(tube.disease, first, tube.area_path),
    )  # fmt: skip
