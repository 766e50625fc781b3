"""What may be done to a task now, by this reader: only these become buttons."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from vungxanh.kernel.actor import Actor
from vungxanh.kernel.text import gettext_noop as mark
from vungxanh.rooms.tasks import actions, forms, queries
from vungxanh.rooms.tasks.models import Task
from vungxanh.rooms.tasks.rules import Kind, State

Run = Callable[[str, Actor, datetime, UUID, dict[str, Any]], object]
OPEN, DOING, REPORTED = State.OPEN, State.DOING, State.REPORTED


@dataclass(frozen=True, slots=True)
class Deed:
    """One button. ``side``: who may press it: work, help, assign, close; ``fits``: whether it makes sense now."""

    name: str
    label: str
    icon: str
    text: str
    side: str
    form: Callable[..., Any]
    run: Run
    fits: Callable[[Task], bool]
    files: bool = False


def _in(*states: State, kinds: tuple[Kind, ...] = (Kind.TASK,)) -> Callable[[Task], bool]:
    return lambda task: task.state in states and task.kind in kinds


def _plain(action: Any, *names: str) -> Run:
    def run(key: str, by: Actor, at: datetime, task_id: UUID, data: dict[str, Any]) -> object:
        return action.once(key, by=by, at=at, task_id=task_id, **{name: data[name] for name in names})

    return run


def _hand_over(key: str, by: Actor, at: datetime, task_id: UUID, data: dict[str, Any]) -> object:
    leads = [data[name] for name in ("lead", "second") if data[name]]
    with_ = [data[name] for name in ("with_1", "with_2") if data[name]]
    return actions.hand_over.once(key, by=by, at=at, task_id=task_id, leads=leads, with_=with_, reason=data["reason"])


def _head(key: str, by: Actor, at: datetime, task_id: UUID, data: dict[str, Any]) -> object:
    user = UUID(data["user"]) if data["user"] else None
    return actions.name_head.once(key, by=by, at=at, task_id=task_id, user_id=user, name=data["name"])


def _file(key: str, by: Actor, at: datetime, task_id: UUID, data: dict[str, Any]) -> object:
    sent = data["file"]
    return actions.add_file.once(key, by=by, at=at, task_id=task_id, data=sent.read(), name=sent.name)


GROUPED = (Kind.TASK, Kind.GROUP)
ANY = (Kind.TASK, Kind.GROUP, Kind.SERIES)
_LIVE = (OPEN, DOING, REPORTED)

DEEDS = {
    deed.name: deed
    for deed in (
        Deed("accept", mark("Nhận việc"), "check", mark("Cơ quan nhận làm việc này."), "work", forms.PlainForm,
             _plain(actions.accept), _in(OPEN)),
        Deed("report", mark("Báo hoàn thành"), "checks", mark("Nơi giao việc sẽ duyệt, hoặc trả lại nếu còn thiếu."),
             "work", forms.TextForm, _plain(actions.report, "text"), _in(OPEN, DOING)),
        Deed("close", mark("Duyệt hoàn thành"), "checks", mark("Việc đã xong và đạt yêu cầu."), "close", forms.CloseForm,
             _plain(actions.close, "text"), _in(REPORTED, kinds=GROUPED)),
        Deed("send-back", mark("Trả lại"), "arrow-back-up", mark("Ghi rõ còn thiếu gì để đơn vị làm tiếp."), "close",
             forms.ReasonForm, _plain(actions.send_back, "reason"), _in(REPORTED, kinds=GROUPED)),
        Deed("progress", mark("Ghi tiến độ"), "pencil", mark("Nơi giao việc và các cơ quan phối hợp thấy ngay."), "help",
             forms.ProgressForm, _plain(actions.progress, "text", "percent"), _in(OPEN, DOING)),
        Deed("file", mark("Gửi minh chứng"), "upload", mark("Tệp được giữ ngoài cơ sở dữ liệu, kèm mã băm."), "help",
             forms.FileForm, _file, _in(*_LIVE, State.DONE), files=True),
        Deed("start", mark("Bắt đầu tính hạn"), "hourglass", mark("Hạn tính từ lúc sự kiện này xảy ra."), "work",
             forms.StartForm, _plain(actions.start_clock, "happened_at", "reason"),
             lambda t: t.span_minutes is not None and t.state in (OPEN, DOING) and t.kind == Kind.TASK),
        Deed("extend", mark("Xin gia hạn"), "calendar-time", mark("Hạn cũ vẫn được giữ và hiện ra."), "work",
             forms.ExtensionForm, _plain(actions.ask_extension, "until", "reason"),
             lambda t: t.due_at is not None and t.state in (OPEN, DOING) and t.kind == Kind.TASK),
        Deed("head", mark("Ghi người phụ trách"), "user-check", mark("Ai chịu trách nhiệm trong cơ quan chủ trì."), "work",
             forms.HeadForm, _head, _in(*_LIVE, State.ASLEEP)),
        Deed("withdraw", mark("Rút báo cáo hoàn thành"), "arrow-back-up", mark("Việc chưa xong như đã báo."), "work",
             forms.ReasonForm, _plain(actions.withdraw, "reason"), _in(REPORTED)),
        Deed("urge", mark("Đôn đốc"), "bell", mark("Đơn vị thấy lời đôn đốc ở nhiệm vụ."), "assign",
             forms.TextForm, _plain(actions.urge, "text"), _in(*_LIVE, kinds=ANY)),
        Deed("wake", mark("Kích hoạt"), "bolt", mark("Điều kiện đã xảy ra: việc bắt đầu từ bây giờ."), "assign",
             forms.ReasonForm, _plain(actions.wake, "reason"), _in(State.ASLEEP, kinds=ANY)),
        Deed("change", mark("Sửa nội dung, hạn"), "edit", mark("Nội dung và hạn trước khi sửa vẫn được giữ."), "assign",
             forms.ChangeForm, _plain(actions.change, "title", "text", "due_at", "area_of_work", "reason"),
             _in(*_LIVE, State.ASLEEP, kinds=ANY)),
        Deed("hand-over", mark("Chuyển cơ quan khác"), "arrow-right", mark("Việc chuyển hẳn sang cơ quan mới."), "assign",
             forms.HandOverForm, _hand_over, _in(*_LIVE, State.ASLEEP)),
        Deed("sleep", mark("Đưa về chờ kích hoạt"), "hourglass", mark("Điều kiện không còn."), "assign", forms.ReasonForm,
             _plain(actions.sleep, "reason"),
             lambda t: bool(t.scenario or t.condition) and t.state in (OPEN, DOING)),
        Deed("reopen", mark("Mở lại"), "refresh", mark("Việc trở lại trạng thái đang làm."), "close", forms.ReasonForm,
             _plain(actions.reopen, "reason"), _in(State.DONE, State.CANCELLED, kinds=ANY)),
        Deed("cancel", mark("Thôi giao"), "ban", mark("Không cần làm nữa. Không có gì bị xóa."), "assign", forms.ReasonForm,
             _plain(actions.cancel, "reason"), _in(*_LIVE, State.ASLEEP, kinds=ANY)),
    )
}  # fmt: skip
FIRST = ("accept", "close", "report", "wake", "reopen")
"""What comes first, and is drawn as the next step."""


def sides(by: Actor, task: Task) -> frozenset[str]:
    """On which sides of a task somebody stands."""
    checks = {
        "work": queries.may_work, "help": queries.may_help, "assign": queries.may_assign, "close": queries.may_close,
    }  # fmt: skip
    return frozenset(side for side, may in checks.items() if may(by, task))


def allowed(by: Actor, task: Task) -> list[Deed]:
    """The deeds that fit the task and that ``by`` has the right to; who reported it done does not approve it."""
    mine = sides(by, task)
    working = bool(queries.mine(by) & queries.leads_of(task))
    own_report = task.reported_by is not None and task.reported_by == by.id
    return [
        deed
        for deed in DEEDS.values()
        if deed.side in mine
        and deed.fits(task)
        and not (deed.name == "close" and own_report)
        # Who gave the deadline changes it; he does not ask himself for more time.
        and not (deed.name == "extend" and "assign" in mine and not working)
    ]


def split_next(by: Actor, found: list[Deed], task: Task) -> tuple[Deed | None, list[Deed]]:
    """The next step, and the rest. What stands on one's own side comes before what one could do for others."""
    working = bool(queries.mine(by) & queries.leads_of(task))
    order = FIRST if working else ("close", "wake", "reopen", "urge")
    first = next((deed for name in order for deed in found if deed.name == name), None)
    rest = [deed for deed in found if deed is not first]
    if not working:
        rest.sort(key=lambda deed: deed.side in ("work", "help"))
    return first, rest
