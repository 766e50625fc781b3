"""The keeper's screens: jobs, outbox, audit trail; each shows what is there and does what its button says."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from vungxanh.common import centre, desk, jobs
from vungxanh.common.models import AuditEntry, Job, OutboxMessage
from vungxanh.common.running import run_next
from vungxanh.common.sealing import seal_due
from vungxanh.console.jobs import VERIFY
from vungxanh.kernel.actor import system
from vungxanh.testing import AT, COMMUNE, DISTRICT, OTHER_DISTRICT, client_as

ALL = system()

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def district_centre(settings, tmp_path):
    settings.HOME = tmp_path
    centre.set_up(by=ALL, at=AT, name="Trung tâm thử", area_path=DISTRICT)
    yield
    centre.forget()


def dead_message() -> OutboxMessage:
    return OutboxMessage.objects.create(
        event="vungxanh.rooms.cases.events.CaseConfirmed",
        listener="vungxanh.rooms.tracing.listeners.on_case_confirmed",
        payload={},
        state="dead",
        attempts=12,
        error="ValueError",
        due_at=timezone.now(),
        created_at=timezone.now(),
    )


def test_the_trail_shows_an_act_in_words_and_every_line_opens():
    client = client_as("auditor")
    page = client.get(reverse("console:audit")).content.decode()
    assert "Đặt tên trung tâm" in page
    entry = AuditEntry.objects.get(action="common.centre.set_up")
    shown = client.get(reverse("console:audit-entry", args=[entry.pk])).content.decode()
    assert "Trung tâm thử" in shown
    assert str(entry.pk) in shown


def test_the_trail_of_another_district_is_not_there():
    entry = AuditEntry.objects.get(action="common.centre.set_up")
    client = client_as("auditor", OTHER_DISTRICT)
    assert "Đặt tên trung tâm" not in client.get(reverse("console:audit")).content.decode()
    assert client.get(reverse("console:audit-entry", args=[entry.pk])).status_code == 404


@pytest.mark.parametrize(
    ("query", "there"),
    [
        ("room=common", True),
        ("room=cases", False),
        ("day_from=2021-08-17", True),
        ("day_to=2021-08-17", False),
        ("who=01890000-0000-7000-8000-000000000000", False),
        ("subject=01890000-0000-7000-8000-000000000000", False),
    ],
)
def test_the_trail_is_filtered(query, there):
    page = client_as("auditor").get(f"{reverse('console:audit')}?{query}").content.decode()
    assert ("Đặt tên trung tâm" in page) is there


def test_the_verify_button_reads_the_chain_and_says_so():
    client = client_as("auditor")
    seal_due(now=timezone.now() + timedelta(minutes=1))
    answer = client.post(reverse("console:audit-verify"))
    job = Job.objects.get(kind=VERIFY)
    assert answer.url == reverse("console:job", args=[job.pk])
    assert 'hx-trigger="every 1s"' in client.get(answer.url).content.decode()
    assert run_next() == 1
    page = client.get(answer.url).content.decode()
    assert "Nhật ký nguyên vẹn" in page
    assert 'hx-trigger="every 1s"' not in page
    polled = client.get(answer.url, headers={"HX-Request": "true"})
    assert polled.headers["HX-Redirect"] == answer.url


def test_a_forged_line_is_told_by_the_verify_job():
    AuditEntry.objects.create(at=AT, recorded_at=timezone.now(), actor_name="Kẻ thêm", action="cases.discard")
    client = client_as("auditor")
    client.post(reverse("console:audit-verify"))
    run_next()
    page = client.get(reverse("console:job", args=[Job.objects.get().pk])).content.decode()
    assert "Nhật ký đã bị can thiệp" in page
    assert "Dòng bị thêm vào" in page


def test_a_job_is_stopped_and_let_go_on_by_its_owner():
    client = client_as("auditor")
    client.post(reverse("console:audit-verify"))
    job = Job.objects.get()
    client.post(reverse("console:job-cancel", args=[job.pk]))
    job.refresh_from_db()
    assert job.state == "cancelled"
    assert "Chạy tiếp" in client.get(reverse("console:job", args=[job.pk])).content.decode()
    client.post(reverse("console:job-resume", args=[job.pk]))
    job.refresh_from_db()
    assert job.state == "waiting"
    assert "Kiểm tra nhật ký" in client.get(reverse("console:jobs")).content.decode()


def test_a_stranger_sees_no_job_of_others():
    jobs.start(by=ALL, at=AT, kind=VERIFY, title="Kiểm tra nhật ký", area=COMMUNE)
    stranger = client_as("admin", OTHER_DISTRICT)
    job = Job.objects.get()
    assert "Chưa có việc nào" in stranger.get(reverse("console:jobs")).content.decode()
    for name in ("job", "job-cancel", "job-resume"):
        send = stranger.get if name == "job" else stranger.post
        assert send(reverse(f"console:{name}", args=[job.pk])).status_code == 404
    job.refresh_from_db()
    assert job.state == "waiting"


def test_dead_messages_are_seen_sent_again_and_dropped():
    first, second = dead_message(), dead_message()
    client = client_as("admin")
    page = client.get(reverse("console:outbox")).content.decode()
    assert "tracing.on_case_confirmed" in page
    assert "ValueError" in page
    client.post(reverse("console:outbox-resend"), {"pick": [str(first.pk), "nonsense"]})
    client.post(reverse("console:outbox-drop"), {"pick": [str(second.pk)]})
    assert desk.counts(ALL) == {"waiting": 1, "done": 0, "dead": 0, "dropped": 1}
    dead_message()
    client.post(reverse("console:outbox-resend"), {"all": "1"})
    assert desk.counts(ALL)["dead"] == 0


def test_the_outbox_is_for_the_keepers_of_the_whole_centre():
    message = dead_message()
    commune = client_as("admin", COMMUNE)
    assert commune.get(reverse("console:outbox")).status_code == 404
    commune.post(reverse("console:outbox-resend"), {"pick": [str(message.pk)]})
    commune.post(reverse("console:outbox-resend"), {"all": "1"})
    message.refresh_from_db()
    assert message.state == "dead"
    assert client_as("auditor").post(reverse("console:outbox-drop"), {"pick": [str(message.pk)]}).status_code == 404
