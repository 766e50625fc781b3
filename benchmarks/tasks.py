"""Pages of tasks over many of them. Usage: python benchmarks/tasks.py [TASKS] (after `vungxanh up --demo`, once)

Adds tasks to the district of $VUNGXANH_HOME (give it a copy) and asks for each page as its commander. Budget: 200 ms.
Written are the best wall and CPU time of five requests, and what the database took.
"""

import os
import random
import sys
import time
from datetime import timedelta

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vungxanh.site.settings")
import django

django.setup()

from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext

from vungxanh.common import centre
from vungxanh.kernel.ids import new_id
from vungxanh.kernel.work import AREAS_OF_WORK
from vungxanh.rooms.agencies.models import Agency
from vungxanh.rooms.tasks.models import Party, Task

COUNT = int(sys.argv[1]) if len(sys.argv) > 1 else 50_000
PAGES = ("/tasks/", "/tasks/duties/", "/tasks/board/?whose=all", "/tasks/board/", "/tasks/levels/")
STATES = ["open", "doing", "reported", "done", "asleep", "cancelled"]


def fill(area: str, at: "django.utils.timezone.datetime") -> None:
    """Bring the district to ``COUNT`` tasks of its agencies, in every state and on every field."""
    dice = random.Random(7)
    bodies = list(Agency.objects.filter(area_path__startswith=area).values_list("pk", "area_path"))
    orders = Agency.objects.filter(area_path=area).values_list("pk", flat=True)[0]
    made = []
    for n in range(Task.objects.count(), COUNT):
        lead, path = dice.choice(bodies)
        state = dice.choices(STATES, (30, 20, 10, 30, 5, 5))[0]
        made.append(Task(
            id=new_id(), key=f"bench:{n}", title=f"Nhiệm vụ {n}", text="Nội dung " * 20, folded=f"nhiem vu {n}",
            area_path=path, order_area=area, ordered_by_id=orders, lead_id=lead, state=state, created_at=at, told_at=at,
            area_of_work=dice.choice(list(AREAS_OF_WORK)), due_at=at + timedelta(hours=dice.randint(-900, 900)),
            closed_at=at - timedelta(days=dice.randint(0, 90)) if state == "done" else None,
            reported_at=at if state in ("reported", "done") else None,
        ))  # fmt: skip
    Task.objects.bulk_create(made, batch_size=2000)
    Party.objects.bulk_create((Party(task=t, agency_id=t.lead_id, role="lead") for t in made), batch_size=2000)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def main() -> None:
    at = centre.now()
    fill(centre.current().area_path, at)
    client = Client()
    client.force_login(
        get_user_model().objects.get(username="chihuy"), backend="django.contrib.auth.backends.ModelBackend"
    )
    for url in PAGES:
        wall, cpu = [], []
        for _n in range(5):
            a, b = time.perf_counter(), time.process_time()
            answer = client.get(url)
            wall.append(time.perf_counter() - a)
            cpu.append(time.process_time() - b)
            assert answer.status_code == 200, (url, answer.status_code)
        with CaptureQueriesContext(connection) as asked:
            client.get(url)
        spent = sum(float(q["time"]) for q in asked.captured_queries)
        print(
            f"{url:28} wall {min(wall) * 1000:6.0f} ms  CPU {min(cpu) * 1000:6.0f} ms  {len(asked)} queries {spent * 1000:.0f} ms"
        )
        if "-v" in sys.argv:
            for q in sorted(asked.captured_queries, key=lambda q: -float(q["time"]))[:4]:
                print("   ", q["time"], q["sql"][:1500])


if __name__ == "__main__":
    with override_settings(ALLOWED_HOSTS=["*"]):
        main()
