"""Searching the register: 20,000 documents with their texts. Usage: python benchmarks/register.py [DOCUMENTS]

Uses $VUNGXANH_HOME (give it an empty folder) and $VUNGXANH_DATABASE. Budget: every search under 100 ms, page and count.
"""

import os
import random
import sys
import time
from datetime import date, timedelta

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vungxanh.site.settings")
import django

django.setup()

from django.core.management import call_command
from django.db import connection
from django.test import RequestFactory
from django.utils import timezone

from vungxanh.kernel.actor import Actor, Scope
from vungxanh.kernel.ids import new_id
from vungxanh.kernel.permission import Permission
from vungxanh.rooms.directives import rules
from vungxanh.rooms.directives.models import Book, Document, DocumentText
from vungxanh.rooms.directives.queries import find, visible
from vungxanh.rooms.directives.views.lists import Register

COUNT = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
AREAS = [f"3/70/691/{code}/" for code in ("25222", "25225", "25228", "25231", "25267")]
SYLLABLES = [
    "phòng",
    "chống",
    "dịch",
    "bệnh",
    "huyện",
    "xã",
    "ủy",
    "ban",
    "nhân",
    "dân",
    "trung",
    "tâm",
    "y",
    "tế",
    "công",
    "an",
    "chốt",
    "kiểm",
    "soát",
    "cách",
    "ly",
    "truy",
    "vết",
    "xét",
    "nghiệm",
    "tiêm",
    "chủng",
    "vắc",
    "xin",
    "báo",
    "cáo",
    "kế",
    "hoạch",
    "triển",
    "khai",
    "thực",
    "hiện",
    "nhiệm",
    "vụ",
    "giao",
    "trước",
    "ngày",
    "tháng",
    "năm",
    "tổ",
    "chức",
    "cơ",
    "quan",
    "đơn",
    "vị",
    "hỗ",
    "trợ",
    "người",
    "dân",
    "an",
    "sinh",
    "xã",
    "hội",
    "doanh",
    "nghiệp",
    "trường",
    "học",
    "chợ",
    "khu",
    "công",
    "nghiệp",
    "lực",
    "lượng",
    "phối",
    "hợp",
    "chủ",
    "trì",
    "rà",
    "soát",
]
dice = random.Random(1)
NOW = timezone.now()


def body() -> str:
    return " ".join(dice.choice(SYLLABLES) for _ in range(1200)) + f" hiếm{dice.randrange(3000)}"


def fill() -> None:
    books = {
        area: Book.objects.get_or_create(area_path=area, direction="in", name="Sổ", defaults={})[0] for area in AREAS
    }
    for start in range(0, COUNT, 1000):
        made = []
        for n in range(start, start + 1000):
            area = AREAS[n % len(AREAS)]
            made.append(
                Document(
                    area_path=area,
                    direction="in",
                    book=books[area],
                    register_year=2021,
                    register_no=n + 1,
                    number=str(n),
                    symbol="UBND-VX",
                    number_symbol=f"{n}/UBND-VX",
                    ns_key=f"{n}/ubnd-vx",
                    kind="official_letter",
                    issuer_name="UBND huyện",
                    subject=f"Văn bản {n}",
                    created_at=NOW,
                    issued_on=date(2021, 1, 1) + timedelta(days=n % 300),
                    received_at=NOW - timedelta(minutes=n),
                )
            )
        Document.objects.bulk_create(made)
        texts = [(d, body()) for d in made]
        DocumentText.objects.bulk_create(
            DocumentText(document=d, text=t, folded=rules.search_text(d.number_symbol, d.subject, t)) for d, t in texts
        )


def main() -> None:
    call_command("migrate", verbosity=0)
    if not Document.objects.exists():
        began = time.perf_counter()
        fill()
        print(f"{COUNT} documents: {time.perf_counter() - began:.1f} s", flush=True)
        with connection.cursor() as cursor:  # as autovacuum does on a running server
            cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
    by = Actor(new_id(), "đo", (Scope("3/70/691/", frozenset(Permission), new_id()),))
    worst = 0.0
    for words in (
        "",
        "phòng chống dịch",
        "phong chong dich",
        "hiếm17",
        "hiem1",
        "1234/UBND-VX",
        "truy vết ch",
        "khôngcógì",
    ):
        for sort in ("", "-issued", "number"):
            spent = []
            for _ in range(5):
                request = RequestFactory().get("/directives/register/", {"q": words, "sort": sort})
                request.actor = by
                began = time.perf_counter()
                listing = Register(request, visible(by))
                rows, count = listing.rows(), listing.count()
                spent.append((time.perf_counter() - began) * 1000)
            best = sorted(spent)[len(spent) // 2]
            worst = max(worst, best)
            print(f"{words!r:24} sort {sort or 'new':8} {len(rows):3} of {count.value:6}: {best:6.1f} ms", flush=True)
        began = time.perf_counter()
        find(by=by, text=words)
        print(f"{words!r:24} search box: {(time.perf_counter() - began) * 1000:6.1f} ms", flush=True)
    print(f"worst median: {worst:.1f} ms (budget 100)")


if __name__ == "__main__":
    main()
