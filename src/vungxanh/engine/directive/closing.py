"""The article that says who carries a document out: names, and no order but to comply."""

import re
from collections.abc import Sequence

from vungxanh.engine.directive import roles
from vungxanh.engine.directive.clean import flat
from vungxanh.engine.directive.paragraphs import Block

_PAPER = r"(?:quyet dinh|nghi quyet|chi thi|ke hoach|quy dinh|quy che|thong bao|cong dien|phuong an)"
_CARRIED_OUT = re.compile(
    rf"\b(?:(?:chiu|co)(?: hoan toan)? trach nhiem (?:to chuc |trien khai )*(?:thi hanh(?: {_PAPER}(?: nay)?)?|thuc hien {_PAPER} nay)"
    rf"|(?:can cu|chieu)(?: noi dung)? {_PAPER}(?: nay)? (?:de )?(?:thi hanh|thuc hien)|thi hanh {_PAPER} nay)(?: (?:ke )?tu ngay ky)?\W*$"
)
_LONGEST = 1500


def carried_out(text: str, given: Sequence[Block]) -> set[int]:
    """Indexes of the blocks of the sentence "A; B; C chịu trách nhiệm thi hành Quyết định này", one block or one for each body."""
    for i in range(len(given) - 1, max(-1, len(given) - 5), -1):
        words = _flat(text, given[i])
        if given[i].end - given[i].start > _LONGEST or not _CARRIED_OUT.search(words):
            continue
        found = {i}
        while i > 0 and not _article(given[i]) and _goes_on(text, given[i - 1]):
            i -= 1
            found.add(i)
        return found
    return set()


def _goes_on(text: str, block: Block) -> bool:
    """Whether a block is one of the names: it ends in mid sentence and has no verb."""
    words = text[block.start : block.end]
    return len(words) < 300 and roles.ending(text, block.start, block.end) in (";", ",", ":") and not roles.acts(words)


def _article(block: Block) -> bool:
    return block.mark is not None and block.mark.kind == "article"


def _flat(text: str, block: Block) -> str:
    return " ".join(flat(text[block.start : block.end]).split())
