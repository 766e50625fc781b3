"""Score the directive parser on the annotated documents, whole and with each document's own words held out.

python scripts/validate_directives.py [--shared ../shared] [--check]; writes docs/validation/directives.md.
"""

import argparse
import contextlib
import importlib.util
import io
import json
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest import mock

from vungxanh.engine.directive import api
from vungxanh.engine.directive.tasks import (
    catalog,
    grammar,
    groups,
    leads,
    levels,
    naming,
    splitting,
    targets,
    units,
    work,
)
from vungxanh.engine.directive.tasks.fold import key

REPO = Path(__file__).parents[1]
PAGE = REPO / "docs" / "validation" / "directives.md"
BLIND = REPO / "src" / "vungxanh" / "engine" / "directive" / "tests" / "blind"
NEW_KINDS = ("province_decision", "urgent_telegram", "vaccination_plan")
OTHER_HAND = ("province_instruction", "testing_plan", "health_letter", "party_conclusion")
HABITS = (
    "school_letter", "commune_reception_plan", "lockdown_decision", "province_telegram", "hospital_scheme", "party_letter",
)  # fmt: skip
FIELDS = ("task", "lead", "with", "due", "targets", "condition", "header")
READERS = (catalog, grammar, targets, work)
CACHED = (catalog, grammar, groups, leads, levels, naming, splitting, targets, units, work)

ABOUT = """# Directives: scores on the annotated documents

Made by `scripts/validate_directives.py`; not edited by hand. Scorer, documents and annotation rules: `../shared/bench/score_directives.py`,
`../shared/seeds`, `../shared/gold`. F1 per field; "area" is accuracy and is not part of "overall".

## All rules, all words

{full}

## Held out, in rotation

The rules are written by hand, not trained, and whoever wrote them had read all five documents: a strictly blind score does
not exist here. What can be held out is the vocabulary. For each document, every entry of the word lists of
`engine/directive/tasks/*.toml` (agencies and their other spellings, groups, verbs, units, words of an area of work) that
occurs in this document and in neither of the other two annotated ones is removed; then this document is scored. That is harder than a new
document: an office's ordinary name (Phòng Kinh tế và Hạ tầng, Văn phòng HĐND và UBND) is general knowledge, and is removed all the same.

{held}

Entries removed: {removed}. The first held-out run gave 0.945 (000), 1.000 (002), 0.912 (004) overall; it led to the reading of bodies that are in no list
by their head noun, so the table is no longer untouched by what it showed.

## Annotated by somebody else, before the first parse

A second annotator who had seen neither the parser's output nor its code annotated 001 and 003 by the rules, and then wrote three further
documents with their annotation (`engine/directive/tests/orders`: rabies_letter, dengue_instruction, commune_plan), by then knowing the code. First run, nothing
mended in between; "area" is accuracy. The three were written to try forms that looked unread: they show which forms
are not read, not how often real documents have them.

| | task | lead | with | due | targets | condition | header | overall | area |
|---|---|---|---|---|---|---|---|---|---|
| 001 and 003, first run | 0.974 | 0.879 | 0.977 | 0.778 | 0.667 | 1.000 | 1.000 | 0.896 | 0.947 |
| rabies_letter, first run | 1.000 | 1.000 | 1.000 | 1.000 | 1.000 | 1.000 | 1.000 | 1.000 | 0.833 |
| dengue_instruction, first run | 0.970 | 0.737 | 1.000 | 0.909 | 0.923 | 1.000 | 1.000 | 0.934 | 0.875 |
| commune_plan, first run | 0.941 | 0.645 | 0.769 | 0.778 | 0.818 | 1.000 | 1.000 | 0.850 | 0.938 |
| the three together, first run | 0.967 | 0.788 | 0.870 | 0.872 | 0.898 | 1.000 | 1.000 | 0.914 | 0.886 |
| measles_telegram, written after that, first run | 0.952 | 0.818 | 1.000 | 1.000 | 1.000 | 1.000 | 1.000 | 0.967 | 0.800 |
| 001 and 003, after mending, same annotation | 0.974 | 0.903 | 0.977 | 0.778 | 0.667 | 1.000 | 1.000 | 0.900 | 1.000 |
| 001 and 003, after mending, annotation reviewed | 0.974 | 0.949 | 0.977 | 1.000 | 0.667 | 1.000 | 1.000 | 0.938 | 1.000 |
| the three together, after mending, same annotation | 1.000 | 1.000 | 1.000 | 0.973 | 0.894 | 1.000 | 1.000 | 0.981 | 0.978 |

Mended, each by a rule or by names of an office's kind: teams named in small letters, commune officials by field, ministries, a sentence at
the end of a paragraph that only says who carries it out, "X: chỉ đạo Y …", an order followed by a lead-in for somebody else, titles that end
like an unfinished sentence ("Hậu cần"), a place added to a body it was never named with, "6 tháng đầu năm" and "khi có 02 trẻ … trong 07 ngày"
taken for numbers to reach. Reviewed in favour of the parser: "Mặt trận Tổ quốc" is "Ủy ban MTTQ huyện" (rules, 3.4); the last day of 15 days
from 24/7 is 8/8. Left as they are, because the rules can be read either way: the span of the item that begins with thanks; whether
15 days of distancing is a number to reach; "lên trên một mức"; a head beside his organisation as a second lead; "1 lần/tuần" as a rhythm.

Leave given ("Đồng ý cho …", "Thống nhất chủ trương …") orders nobody and is no task (rules, 1); with an order behind it in the same item it belongs to
that task. A numbered request to carry out is a task, a closing one without a number is not.

## Three more, of kinds not tried before

A decision that sets up a team (articles, a defined short name), a vaccination plan with a table of targets and one of assignments, and a ministry's
urgent telegram: 291 lines, 58 tasks, written and annotated (`engine/directive/tests/blind`, in the scorer's schema) and committed before the first
parse, by somebody who had not read the reader's rules.

| | task | lead | with | due | targets | condition | header | overall | area |
|---|---|---|---|---|---|---|---|---|---|
| province_decision, first run | 0.930 | 0.789 | 0.667 | 0.917 | 0.842 | 1.000 | 1.000 | 0.878 | 0.800 |
| urgent_telegram, first run | 1.000 | 0.357 | 1.000 | 0.917 | 1.000 | 1.000 | 1.000 | 0.896 | 0.706 |
| vaccination_plan, first run | 0.977 | 0.783 | 0.533 | 0.903 | 0.909 | 0.000 | 1.000 | 0.729 | 0.857 |
| the three together, first run | 0.967 | 0.679 | 0.609 | 0.911 | 0.914 | 0.800 | 1.000 | 0.840 | 0.793 |
| the three together, after mending, same annotation | 0.992 | 0.857 | 0.923 | 0.976 | 0.971 | 0.800 | 1.000 | 0.931 | 0.879 |

After mending, annotation reviewed (made by the script, so it holds for the rules as they are):

{blind}

Mended: offices of many places ("Sở Y tế các tỉnh, thành phố") as a heading's lead; names of which only the first word is in capitals; short names the
document defines ("sau đây gọi tắt là Đội"); an assignment line with a partner's long name; "chậm nhất 02 giờ sau khi …" (read as two o'clock); "các ngày 04 và
05 tháng 4"; two weekdays; "mỗi quý" (the reader broke down on it); "07 ngày kể từ ngày nhận đủ hồ sơ" as a number; "sơ kết 06 tháng"; seats on a body; where money
comes from; HỎA TỐC beside the issuer. Reviewed: the team's whole printed name (3.4); communes' offices in the plural (3.4); "Trường hợp …" is no
"nếu …" (7). Still read otherwise: `tests/test_blind.py` lists every difference with its reason. These documents, too, show which forms were not read, not how often
they occur; the rows after mending say nothing about new documents.

## Four by somebody else, unseen by whoever wrote the rules

A province's instruction, a district's testing plan, a health department's letter without numbers and a Party notice (98 tasks), written and annotated by somebody
who saw neither the rules of the reader nor its output. They were then opened to mend what they showed; the last row is of that second look and says nothing
about new documents.

| | task | lead | with | due | targets | condition | header | overall | area |
|---|---|---|---|---|---|---|---|---|---|
| the four together, first run | 0.917 | 0.762 | 0.678 | 0.831 | 0.923 | 0.923 | 1.000 | 0.862 | 0.773 |

{other_hand}

Mended: orders in unnumbered paragraphs before numbered ones; whoever is told by name acts whatever the verb ("chỉ đạo UBND các xã củng cố …"); a body that only helps
("…; lực lượng dân quân hỗ trợ"); an assignment line that says which points it serves; a first paragraph with an act of its own taken for such a line; who a
run-in title names ("Về tiêm vắc xin: Trung tâm Y tế chịu trách nhiệm …"); an office holder by his field; units of a body (Đội … Công an huyện);
names with small words inside; "Công an xã, phường, thị trấn"; "so many each week" is a number and no rhythm; "cùng ngày"; liability behind a list. Days of the week are now written out in the file ("weekly friday"), as this annotator wrote them: the rules
give no spelling.

## Six in other drafting habits

A school letter, a commune's plan, a lock-down decision (annotated before the first parse, by who had just mended the four), then a telegram, a scheme for a
hospital and a Party letter (likewise, after the first three were mended). Short, and written to hold forms of those kinds of documents.

| | task | lead | with | due | targets | condition | header | overall | area |
|---|---|---|---|---|---|---|---|---|---|
| school_letter, commune_reception_plan, lockdown_decision, first run | 0.938 | 0.607 | 0.667 | 0.606 | 0.939 | 1.000 | 1.000 | 0.822 | 0.763 |
| province_telegram, hospital_scheme, party_letter, first run | 0.921 | 0.775 | 0.769 | 0.909 | 0.885 | 0.000 | 1.000 | 0.751 | 0.829 |

{habits}

Annotation reviewed after the first run: "A cùng B" are two leads, "chậm nhất 02 ngày trước khi …" is a span (5), run-in titles lie inside the span (2), phases by number
of patients are scenarios (7), Mặt trận Tổ quốc is Ủy ban MTTQ (3.4).

## Scans

Seeds printed in the decree's layout, turned by up to half a degree, blurred, at 200 dpi, as JPEG pages, recognised by Tesseract 5 (`vie`), the tasks' places carried over
to the seed word by word, scored as above (22 November 2026; not repeated by this script, which needs no Tesseract): overall 1.000 (000), 1.000 (002),
0.992 (004). As Tesseract's plain text, without the places of its words: 0.983, 0.984, 0.992, and the issuer of the first two lost among the motto.
Clean print made crooked is kinder than a copier: real scans will be worse.

## What the development showed

First run of the finished rules, before any look at their result: no wrong task in 000 and 002; in 004 three of 76 leaves wrong ("Lực lượng tham gia: …"
taken for a subject, "vào tháng 8 và tháng 10/2021" in the content of a plan for a deadline, "phát huy hiệu quả của …" for a helper). All three were mended by a rule, not by a phrase.
The two documents without annotation (001, 003) were read by hand against the rules after that; seven further documents of other provinces and dangers, written for the
tests (`engine/directive/tests/orders`), and six of other kinds (`tests/documents`) are held by tests. Points the annotation rules leave open:

* the last day of "15 ngày kể từ 6h ngày 24/7/2021" is taken as 8/8/2021 (15 times 24 hours; Civil Code 2015, article 147: the first day is not counted);
* a sentence of thanks before an order in one item is left out of the span;
* "chính quyền" named without more is "Chính quyền các cấp"; "Đảng bộ, chính quyền thị xã X" are two bodies of X;
* "lên trên một mức" is more than one.
"""


def scorer(shared: Path) -> Any:
    """The scoring script as a module."""
    spec = importlib.util.spec_from_file_location("score_directives", shared / "bench" / "score_directives.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def scored(shared: Path, stems: list[str]) -> dict[str, Any]:
    """Parse and score these annotated seeds."""
    return compared(shared, [(shared / "seeds" / f"{s}.txt", shared / "gold" / f"{s}.json") for s in stems])


def compared(shared: Path, papers: list[tuple[Path, Path]]) -> dict[str, Any]:
    """Parse and score these documents: (text, annotation)."""
    with tempfile.TemporaryDirectory() as folder:
        for part in ("gold", "pred"):
            (Path(folder) / part).mkdir()
        for text, gold in papers:
            (Path(folder) / "gold" / gold.name).write_text(gold.read_text("utf-8"), "utf-8")
            found = api.document(api.parse(text.read_text("utf-8")), text.stem)
            (Path(folder) / "pred" / gold.name).write_text(json.dumps(found), "utf-8")
        out = io.StringIO()
        argv = ["score", "--gold", f"{folder}/gold", "--pred", f"{folder}/pred", "--json"]
        with mock.patch.object(sys, "argv", argv), contextlib.redirect_stdout(out):
            scorer(shared).main()
    result: dict[str, Any] = json.loads(out.getvalue())
    return result


def forget() -> None:
    """Every table made from the word lists is made anew."""
    for module in CACHED:
        for thing in vars(module).values():
            if hasattr(thing, "cache_clear"):
                thing.cache_clear()


class Without:
    """The word lists without what only ``own`` says."""

    def __init__(self, own: str, others: str) -> None:
        self.own, self.others = key(own), key(others)
        self.removed: set[str] = set()
        self.whole: Callable[[str], dict[str, Any]] = catalog.load

    def load(self, name: str) -> dict[str, Any]:
        found = self.whole(name)
        if name == "bodies.toml":
            found["body"] = [self._body(row) for row in found["body"] if not self._only(row["name"])]
            found["heads"] = {k: v for k, v in found["heads"].items() if not self._only(k)}
            found["fields"]["names"] = self._kept(found["fields"]["names"])
            found["fields"]["also"] = {k: self._kept(v) for k, v in found["fields"]["also"].items()}
            return found
        return {k: self._section(v) for k, v in found.items()}

    def _body(self, row: dict[str, Any]) -> dict[str, Any]:
        return row | {"also": self._kept(row.get("also", []))}

    def _section(self, value: Any) -> Any:
        if isinstance(value, dict):
            return {k: self._section(v) for k, v in value.items()}
        return self._kept(value) if isinstance(value, list) else value

    def _kept(self, entries: list[str]) -> list[str]:
        kept = [e for e in entries if not self._only(e)]
        return kept or entries[:1]

    def _only(self, entry: str) -> bool:
        only = key(entry) in self.own and key(entry) not in self.others
        if only:
            self.removed.add(entry)
        return only


def held_out(shared: Path, stems: list[str]) -> tuple[dict[str, dict[str, Any]], dict[str, int]]:
    """Scores of each document without its own words, and how many entries that took away."""
    texts = {s: (shared / "seeds" / f"{s}.txt").read_text("utf-8") for s in stems}
    found, removed = {}, {}
    for stem in stems:
        lists = Without(texts[stem], "\n".join(t for s, t in texts.items() if s != stem))
        with contextlib.ExitStack() as stack:
            for module in READERS:
                stack.enter_context(mock.patch.object(module, "load", lists.load))
            forget()
            found[stem[:3]] = scored(shared, [stem])
        removed[stem[:3]] = len(lists.removed)
    forget()
    return found, removed


def table(rows: dict[str, dict[str, Any]]) -> str:
    """One line per document."""
    lines = [f"| | {' | '.join(FIELDS)} | overall | area |", "|---|" + "---|" * (len(FIELDS) + 2)]
    for name, row in rows.items():
        cells = [f"{row[f]['f1']:.3f}" for f in FIELDS] + [
            f"{row['overall']:.3f}",
            f"{row['area_of_work_accuracy']:.3f}",
        ]
        lines.append(f"| {name} | {' | '.join(cells)} |")
    return "\n".join(lines)


def page(shared: Path) -> str:
    """The whole page."""
    stems = sorted(p.stem for p in (shared / "gold").glob("*.json"))
    full = {s[:3]: scored(shared, [s]) for s in stems} | {"all": scored(shared, stems)}
    held, removed = held_out(shared, stems)
    counts = ", ".join(f"{n} ({stem})" for stem, n in removed.items())
    blind = gathered(shared, NEW_KINDS)
    hand, habits = (gathered(shared, names) for names in (OTHER_HAND, HABITS))
    return ABOUT.format(
        full=table(full),
        held=table(held),
        removed=counts,
        blind=table(blind),
        other_hand=table(hand),
        habits=table(habits),
    )


def gathered(shared: Path, names: tuple[str, ...]) -> dict[str, Any]:
    """The scores of papers in ``BLIND``, each and together."""
    papers = [(BLIND / f"{name}.txt", BLIND / f"{name}.json") for name in names]
    together = {3: "the three together", 4: "the four together", 6: "the six together"}[len(names)]
    return {p.stem: compared(shared, [(t, p)]) for t, p in papers} | {together: compared(shared, papers)}


def main() -> None:
    given = argparse.ArgumentParser()
    given.add_argument("--shared", type=Path, default=Path(os.environ.get("VUNGXANH_SHARED", REPO.parent / "shared")))
    given.add_argument("--check", action="store_true")
    args = given.parse_args()
    made = page(args.shared)
    if args.check:
        sys.exit(0 if PAGE.exists() and PAGE.read_text("utf-8") == made else f"{PAGE} is out of date")
    PAGE.write_text(made, "utf-8")
    print(made)


if __name__ == "__main__":
    main()
