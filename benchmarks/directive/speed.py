"""How long reading directives takes: ``python benchmarks/directive/speed.py [FILE...]`` (default: 1 MB made here).

Prints one JSON line per text: characters, tasks, seconds (best of three, processor time of this process).
Bar (issue 4): 1 MB of text in under 2 s.
"""

import json
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "src"))

from vungxanh.engine.directive import api

ITEM = (
    "{n}. Trung tâm Y tế huyện chủ trì, phối hợp với Công an huyện, Ban Chỉ huy Quân sự huyện và UBND các xã, thị trấn tổ chức giám sát, "
    "điều tra dịch tễ, khoanh vùng, xử lý triệt để các ổ dịch mới phát sinh trong vòng 48 giờ; bảo đảm trên 95% số hộ gia đình được "
    "kiểm tra, hướng dẫn biện pháp phòng bệnh. Tổng hợp, báo cáo kết quả về UBND huyện trước ngày {d}/8/2021.\n\n"
)
HEAD = "KẾ HOẠCH\nPhòng, chống dịch bệnh\n\nUBND huyện yêu cầu các cơ quan, đơn vị, UBND các xã thực hiện các nhiệm vụ sau:\n\n"


def megabyte() -> str:
    """A plan of about 2,300 items."""
    out = [HEAD]
    size = 0
    n = 0
    while size < 1_000_000:
        n += 1
        out.append(ITEM.format(n=n % 99 + 1, d=n % 28 + 1))
        size += len(out[-1].encode())
    return "".join(out)


def main() -> None:
    """Measure every text."""
    texts = [(p, Path(p).read_text("utf-8")) for p in sys.argv[1:]] or [("1 MB", megabyte())]
    api.parse(HEAD + ITEM.format(n=1, d=1))  # data files are read at first use
    for name, text in texts:
        best = 1e9
        for _ in range(3):
            began = time.process_time()
            found = api.parse(text)
            best = min(best, time.process_time() - began)
        size = len(text.encode())
        print(
            json.dumps(
                {
                    "text": name,
                    "bytes": size,
                    "characters": len(text),
                    "tasks": len(found.tasks),
                    "seconds": round(best, 3),
                }
            )
        )


if __name__ == "__main__":
    main()
