"""One imperative sentence for a list of tasks: what the passage orders, without who and when."""

import re

from vungxanh.engine.directive.tasks.fold import pattern

_DRESSED = re.compile(r"[*_$\\]")
_DRESS = re.compile(r"[*_$]+|\\%")
_STOP = re.compile(r"(?<=[^\d.])[.;](?=\s|$)")
_MODAL = pattern(
    r"^(?: |,|:)*(?:theo chức năng, nhiệm vụ(?: được giao)?|có trách nhiệm|chịu trách nhiệm|phải|cần|được giao|theo thẩm quyền)(?: |,)+"
)
_FRONT = pattern(r"^(?:đồng thời|bên cạnh đó|ngoài ra|riêng|trong đó),? *")
_ONLY_WHEN = pattern(r"^(?: |\.|,|:|;)*(?:thời gian(?: thực hiện)?|thời hạn)(?: |:)")
LONGEST = 240
_READ = 2000  # characters of a passage that may hold its first sentence


def summary(passage: str, subject_end: int = 0) -> str:
    """At most 240 characters; ``subject_end`` is where the names of the leads end in ``passage``."""
    said = passage[subject_end : subject_end + _READ]
    flat = " ".join((_DRESS.sub("", said) if _DRESSED.search(said) else said).split()).strip(' ,:;“”"/')
    if subject_end and _ONLY_WHEN.match(flat[:60].lower()):
        return summary(passage)  # who and when stand behind the order: its words come before them
    for form in (_FRONT, _MODAL, _MODAL):
        front = form.match(flat[:120].lower())
        flat = flat[front.end() :] if front else flat
    flat = flat or " ".join(passage.split())
    stop = _STOP.search(flat, 40)
    first = flat[: stop.start()] if stop else flat.rstrip(" .;/")
    if len(first) > LONGEST:
        cut = max(first.rfind(",", 80, LONGEST), first.rfind(" ", 0, LONGEST))
        first = first[:cut].rstrip(" ,") + "…"
    return first[:1].upper() + first[1:] + ("" if first.endswith("…") else ".")
