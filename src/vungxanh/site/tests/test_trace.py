"""``vungxanh trace``: what it prints, and that names are masked."""

import json

import pytest
from click.testing import CliRunner
from django.utils import timezone

from vungxanh.kernel.actor import Actor
from vungxanh.rooms.tracing.models import ContactEvent
from vungxanh.site.commands import trace_
from vungxanh.testing import AT, case, hours, person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def started(monkeypatch) -> None:
    monkeypatch.setattr(trace_, "start_django", lambda: None)


def run(*words: str):
    return CliRunner().invoke(trace_.command, list(words))


def test_the_command_says_whom_to_trace_and_masks_names(officer: Actor) -> None:
    source, other = person("Lê Văn Nguồn"), person("Phạm Một")
    case(source, code="CV-2021-000009")
    ContactEvent.objects.create(
        person=source, other=other, area_path=source.area_path, start_at=AT - hours(30), end_at=AT - hours(29),
        physical=True, changed_at=timezone.now(),
    )  # fmt: skip
    done = run("CV-2021-000009", "--json", "--at", AT.isoformat())
    assert done.exit_code == 0, done.output
    told = json.loads(done.stdout)
    assert told["counts"] == {"F1": 1, "F2": 0, "F3": 0}
    only = told["contacts"][0]
    assert (only["name"], only["level"], only["rule"], only["minutes"]) == ("P*** Một", "F1", "3638/QĐ-BYT", 60)
    assert only["path"] == [str(source.pk), str(other.pk)]
    plain = run("CV-2021-000009", "--at", AT.isoformat())
    assert "P*** Một" in plain.stdout
    assert "Phạm Một" not in plain.output
    assert "Phạm Một" in run("CV-2021-000009", "--names", "--at", AT.isoformat()).stdout
    assert " ms" in plain.stderr


def test_what_cannot_be_traced_is_said_in_a_sentence(officer: Actor) -> None:
    assert run("CV-2021-404").exit_code == 1
    assert "Không có ca bệnh này" in run("CV-2021-404").output
    case(code="D-1", disease="dengue")
    assert "không truy vết theo tiếp xúc" in run("D-1").output
    assert run("D-1", "--at", "hôm qua").exit_code == 2
