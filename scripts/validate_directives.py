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
UNSEEN = ("quarantine_decision", "chairman_telegram", "beds_scheme", "party_welfare_letter")
HABITS = (
    "school_letter", "commune_reception_plan", "lockdown_decision", "province_telegram", "hospital_scheme", "party_letter",
)  # fmt: skip
FIELDS = ("task", "lead", "with", "due", "targets", "condition", "header")
READERS = (catalog, grammar, targets, work)
CACHED = (catalog, grammar, groups, leads, levels, naming, splitting, targets, units, work)

ABOUT = Path(__file__).with_suffix(".md").read_text("utf-8")


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
    hand, habits, unseen = (gathered(shared, names) for names in (OTHER_HAND, HABITS, UNSEEN))
    return ABOUT.format(
        full=table(full),
        held=table(held),
        removed=counts,
        blind=table(blind),
        other_hand=table(hand),
        habits=table(habits),
        unseen=table(unseen),
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
