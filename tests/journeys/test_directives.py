"""The five founding documents, through the page and through the command, onto the boards of the right agencies."""

from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile

from vungxanh.common import centre
from vungxanh.kernel.actor import Actor, Scope, system
from vungxanh.kernel.ids import new_id
from vungxanh.kernel.permission import Permission
from vungxanh.rooms.agencies import actions as agencies
from vungxanh.rooms.directives import queries as directives
from vungxanh.rooms.places import actions as places
from vungxanh.rooms.tasks import queries as tasks
from vungxanh.testing import AT, DISTRICT, client_as

pytestmark = [pytest.mark.django_db, pytest.mark.shared]
SYSTEM = system("thử")
COMMUNES = {"25222": "Bù Gia Mập", "25225": "Đak Ơ", "25267": "Phú Nghĩa"}
BODIES = (
    ("Ủy ban nhân dân huyện Bù Gia Mập", "committee"), ("Công an huyện Bù Gia Mập", "police"),
    ("Ban Chỉ huy Quân sự huyện Bù Gia Mập", "military"), ("Trung tâm Y tế huyện Bù Gia Mập", "health"),
    ("Văn phòng HĐND và UBND huyện Bù Gia Mập", "department"), ("Phòng Kinh tế và Hạ tầng huyện Bù Gia Mập", "department"),
    ("Phòng Giáo dục và Đào tạo huyện Bù Gia Mập", "department"), ("Phòng Y tế huyện Bù Gia Mập", "department"),
)  # fmt: skip
BY_COMMAND = ("001", "003")


@pytest.fixture
def offices(tmp_path: Path, settings: LazySettings) -> dict[str, Any]:
    """The district of Kế hoạch 152 with its bodies."""
    settings.HOME = tmp_path
    places.load_official_units(by=SYSTEM, at=AT, only=("3/70/",))
    centre.set_up(by=SYSTEM, at=AT, name="Huyện thử", area_path=DISTRICT)
    common = {"by": SYSTEM, "at": AT}
    made = {name: agencies.found(**common, name=name, kind=kind, area_path=DISTRICT) for name, kind in BODIES}
    for code, name in COMMUNES.items():
        made[code] = agencies.found(
            **common, name=f"Ủy ban nhân dân xã {name}", kind="committee", area_path=f"{DISTRICT}{code}/"
        )
    return made


def board(agency: Any) -> Any:
    """What somebody of this agency sees that it must do itself."""
    rights = frozenset({Permission.TASK_SEE, Permission.TASK_WORK})
    by = Actor(new_id(), "Người nhận việc", (Scope(agency.area_path, rights, agency.pk),))
    return tasks.visible(by).filter(parties__agency=agency.pk, parties__role="lead")


def test_all_five_by_page_and_by_command_reach_the_right_boards(offices: dict[str, Any], shared: Path) -> None:
    seeds = sorted((shared / "seeds").glob("*.txt"))
    assert len(seeds) == 5
    client = client_as("head")
    sent = client.post(
        "/directives/new/",
        {"_key": str(new_id()), "area_path": DISTRICT, "direction": "in",
         "uploads": [SimpleUploadedFile(path.name, path.read_bytes()) for path in seeds if path.name[:3] not in BY_COMMAND]},
    )  # fmt: skip
    assert sent.status_code == 302
    command = import_module("vungxanh.site.commands.directive_").command
    entered = CliRunner().invoke(command, ["import", *map(str, seeds)])
    assert entered.exit_code == 0, entered.output
    assert entered.output.count("đã có") == 3, "the command finds what the page brought in, and brings the rest"
    rows = {d.file_name[:3]: d for d in directives.visible(SYSTEM)}
    assert len(rows) == 5
    assert rows["004"].number_symbol == "152/KH-UBND"
    for name, path in zip(sorted(rows), seeds, strict=True):
        text = directives.text_of(rows[name]).text
        assert text == path.read_text("utf-8"), "what is shown is what came in"
        for draft in directives.drafts(by=SYSTEM, document_id=rows[name].pk):
            assert text[draft.start : draft.end].strip()
    assert not tasks.visible(SYSTEM).exists(), "nothing is given before a person accepts"
    plan = rows["004"]
    page = client.get(f"/directives/{plan.pk}/check/").content.decode()
    assert page.count('class="draft"') >= 70
    client.post(f"/directives/{plan.pk}/check/accept/", {"_key": str(new_id())})
    done = CliRunner().invoke(command, ["import", *map(str, seeds), "--accept"])
    assert done.exit_code == 0, done.output
    labels = {t.source_label for t in tasks.visible(SYSTEM)}
    assert len(labels) >= 2
    of_plan = {key: board(agency).filter(source_document=plan.pk) for key, agency in offices.items()}
    raids = of_plan["Công an huyện Bù Gia Mập"]
    assert raids.count() >= 3
    assert of_plan["Trung tâm Y tế huyện Bù Gia Mập"].count() >= 8
    office = of_plan["Văn phòng HĐND và UBND huyện Bù Gia Mập"].get(due_rule="monthly day 15,30")
    assert "theo dõi, đôn đốc" in plan.words.text[office.source_start : office.source_end]
    counts = {of_plan[code].count() for code in COMMUNES}
    assert len(counts) == 1, "every commune got the same"
    assert counts.pop() >= 5
    before = tasks.visible(SYSTEM).count()
    again = CliRunner().invoke(command, ["import", *map(str, seeds), "--accept"])
    assert again.exit_code == 0
    assert tasks.visible(SYSTEM).count() == before
    assert directives.visible(SYSTEM).count() == 5
    for code in COMMUNES:
        reader = Actor(
            new_id(),
            "Cán bộ xã",
            (Scope(f"{DISTRICT}{code}/", frozenset({Permission.DIRECTIVE_SEE}), offices[code].pk),),
        )
        assert directives.get(by=reader, document_id=plan.pk), "who must act on it may read it"
