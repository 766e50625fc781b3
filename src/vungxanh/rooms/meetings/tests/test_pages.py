"""Pages, through HTTP: asked by a commune, permitted by the district, printed."""

from datetime import timedelta

import pytest
from django.utils import timezone

from vungxanh.kernel.ids import new_id
from vungxanh.rooms.meetings.models import Meeting
from vungxanh.testing import COMMUNE, DISTRICT, client_as

pytestmark = pytest.mark.django_db


def test_asked_answered_and_printed() -> None:
    chief, commune = client_as("head", DISTRICT), client_as("officer", COMMUNE)
    page = commune.get("/meetings/new/").content.decode()
    agency, decider = (
        page.split(f'name="{name}"')[1].split('<option value="')[1][:36] for name in ("agency", "decider")
    )
    start = timezone.localtime(timezone.now() + timedelta(days=1))
    typed = {
        "agency": agency, "decider": decider, "title": "Giao ban phòng dịch", "purpose": "Giao việc truy vết chợ",
        "epidemic": "yes", "form": "online", "place": "https://hop.example/1", "persons": "12", "chair": "Chủ tịch xã",
        "starts_at": f"{start:%H:%M} {start.day}/{start.month}/{start.year}", "_key": str(new_id()),
    }  # fmt: skip
    refused = commune.post("/meetings/new/", typed | {"purpose": "họp"})
    assert (refused.status_code, "Ghi rõ mục đích" in refused.content.decode()) == (422, True)
    assert commune.post("/meetings/new/", typed).status_code == 302
    found = Meeting.objects.get()
    url = f"/meetings/{found.pk}/"
    assert "giao ban" in chief.get("/meetings/", {"q": ""}).content.decode().lower()
    assert commune.get(f"{url}do/permit/").status_code == 403 or commune.get(f"{url}do/permit/").status_code == 404
    answer = {"number": "125/UBND-VX", "conditions": "Không quá 60 phút", "_key": str(new_id())}
    assert chief.post(f"{url}do/permit/", answer).status_code == 302
    page = commune.get(url).content.decode()
    assert "125/UBND-VX" in page
    assert "Không quá 60 phút" in page
    assert commune.get(f"{url}answer.docx").content[:2] == b"PK"
    for address in ("/meetings/distancing/", f"{url}change/", "/meetings/?state=permitted&epidemic=1"):
        assert commune.get(address).status_code == 200
    assert commune.post(f"{url}do/withdraw/", {"reason": "Hoãn sang tuần", "_key": str(new_id())}).status_code == 302
    found.refresh_from_db()
    assert found.state == "withdrawn"
