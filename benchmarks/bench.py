"""What the benchmarks share: a centre of their own, names as they are borne, rows put in by the bulk door.

A script imports this before anything of Django: ``sys.path.insert(0, <benchmarks>); import bench``.
"""

import os
import random
import tempfile
import time
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any

if "VUNGXANH_HOME" not in os.environ:
    os.environ["VUNGXANH_HOME"] = tempfile.mkdtemp(prefix="vungxanh-bench-")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vungxanh.site.settings")

import django

django.setup()

from django.db import connection, transaction

from vungxanh.common.bulk import insert

FAMILY = [
    "Nguyễn",
    "Trần",
    "Lê",
    "Phạm",
    "Hoàng",
    "Huỳnh",
    "Phan",
    "Vũ",
    "Võ",
    "Đặng",
    "Bùi",
    "Đỗ",
    "Hồ",
    "Ngô",
    "Dương",
    "Lý",
    "Điểu",
    "Thị",
    "Nông",
    "Hứa",
    "Lò",
    "Giàng",
    "Vàng",
]
WEIGHTS = [38, 11, 9, 7, 5, 5, 4, 2, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]
"""How common a family name is, in the same order."""
MIDDLE = [
    "Văn",
    "Thị",
    "Hữu",
    "Đức",
    "Minh",
    "Ngọc",
    "Thanh",
    "Quang",
    "Xuân",
    "Hồng",
    "Thu",
    "Kim",
    "Quốc",
    "Gia",
    "Bảo",
    "Anh",
]
GIVEN = [
    "An",
    "Anh",
    "Ánh",
    "Bình",
    "Bảo",
    "Châu",
    "Chi",
    "Cường",
    "Dũng",
    "Duy",
    "Dương",
    "Đạt",
    "Đức",
    "Giang",
    "Hà",
    "Hải",
    "Hạnh",
    "Hân",
    "Hiếu",
    "Hoa",
    "Hòa",
    "Hùng",
    "Huy",
    "Hương",
    "Khánh",
    "Khoa",
    "Lan",
    "Linh",
    "Loan",
    "Long",
    "Mai",
    "Mạnh",
    "Minh",
    "My",
    "Nam",
    "Nga",
    "Ngân",
    "Nghĩa",
    "Ngọc",
    "Nhi",
    "Nhung",
    "Phong",
    "Phúc",
    "Phương",
    "Quân",
    "Quang",
    "Quỳnh",
    "Sơn",
    "Tâm",
    "Tân",
    "Thái",
    "Thảo",
    "Thắng",
    "Thịnh",
    "Thu",
    "Thủy",
    "Tiến",
    "Toàn",
    "Trang",
    "Trí",
    "Trinh",
    "Trung",
    "Tuấn",
    "Tùng",
    "Tuyết",
    "Uyên",
    "Vân",
    "Việt",
    "Vinh",
    "Yến",
]
AT_ONCE = 20_000


def full_name(dice: random.Random) -> str:
    """Somebody's name."""
    return f"{dice.choices(FAMILY, WEIGHTS)[0]} {dice.choice(MIDDLE)} {dice.choice(GIVEN)}"


def put(
    model: Any, columns: Sequence[str], rows: Iterable[Sequence[Any]], label: str = "", *, at_once: int = AT_ONCE
) -> float:
    """Rows into a table, a transaction for every ``at_once`` of them; the seconds it took (printed under ``label``)."""
    began, count, every = time.perf_counter(), 0, iter(rows)
    while batch := list(islice(every, at_once)):
        with transaction.atomic():
            insert(model, columns, batch)
        count += len(batch)
    spent = time.perf_counter() - began
    if label:
        print(f"{label}: {count:,} in {spent:.1f} s", flush=True)
    return spent


def put_each(model: Any, given: Iterable[dict[str, Any]], label: str = "") -> list[Any]:
    """Rows said by what differs, the rest as the model has it; their primary keys."""
    columns = [field.attname for field in model._meta.concrete_fields]
    made = [model(**one) for one in given]
    put(model, columns, ([getattr(one, name) for name in columns] for one in made), label)
    return [one.pk for one in made]


def analyze() -> None:
    """What autovacuum does some time after a large load."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
