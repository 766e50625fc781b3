"""The walls an import contract cannot see. Each check takes a source root and yields what it finds."""

import ast
import csv
import re
from collections.abc import Iterator
from pathlib import Path

REPO = Path(__file__).resolve().parents[2]
DOORS = {"actions", "queries", "events"}
LONGEST = 300
HEADINGS = ("**Owns**", "**Words**", "**Doors**", "**Does not**")
ALWAYS_WRITES = {
    "save",
    "delete",
    "bulk_create",
    "bulk_update",
    "get_or_create",
    "update_or_create",
    "asave",
    "acreate",
}
QUERYSET = {"objects", "filter", "exclude", "all", "select_for_update", "_default_manager", "_base_manager"}
ID = re.compile(r"\b(?:5S|[A-Z]{3})-\d{2}\b")


def sources(root: Path) -> Iterator[Path]:
    """Our own Python files, without tests and migrations."""
    for path in sorted(root.rglob("*.py")):
        parts = path.relative_to(root).parts
        if "tests" not in parts and "migrations" not in parts:
            yield path


def rooms(root: Path) -> list[Path]:
    """Folders of rooms."""
    return sorted(p for p in (root / "rooms").iterdir() if (p / "__init__.py").exists())


def entered_by_its_doors(root: Path) -> Iterator[str]:
    """A room is entered from outside only by its actions, queries, events; ``site`` also mounts its urls."""
    for path in sources(root):
        parts = path.relative_to(root).parts
        own = parts[1] if parts[0] == "rooms" and len(parts) > 2 else None
        if parts[0] == "testing.py":
            continue
        for module, line in imported(path):
            found = re.match(r"vungxanh\.rooms\.(\w+)(?:\.(\w+))?", module)
            if not found or found[1] == own:
                continue
            if found[2] in DOORS or (parts[0] == "site" and found[2] in {"urls", "listeners", "jobs"}):
                continue
            yield f"{'/'.join(parts)}:{line} enters {found[1]} by {found[2] or 'the wall'}, not by a door"


def imported(path: Path) -> Iterator[tuple[str, int]]:
    """Every module a file imports; ``from a.b import c`` counts as ``a.b.c``."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from ((name.name, node.lineno) for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            deep = node.module.count(".") >= 3
            yield from ((node.module if deep else f"{node.module}.{name.name}", node.lineno) for name in node.names)


def only_actions_write(root: Path) -> Iterator[str]:
    """No call that writes outside a room's ``actions`` and ``common``."""
    for path in sources(root):
        parts = path.relative_to(root).parts
        if parts[0] in {"common", "engine", "testing.py"} or any(p in {"actions", "actions.py"} for p in parts):
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                name, chain = node.func.attr, set(attributes(node.func.value))
                if name == "save" and node.args:
                    continue  # a file is saved to a path; a row's save() takes keywords
                if name in ALWAYS_WRITES or (name in {"create", "update"} and chain & QUERYSET):
                    yield f"{'/'.join(parts)}:{node.lineno} writes: .{name}()"


def attributes(node: ast.expr) -> Iterator[str]:
    """Names along ``a.b.c().d``."""
    while True:
        if isinstance(node, ast.Attribute):
            yield node.attr
            node = node.value
        elif isinstance(node, ast.Call):
            node = node.func
        else:
            return


def short_files(root: Path) -> Iterator[str]:
    """No source file over 300 lines."""
    for path in sources(root):
        lines = len(path.read_text().splitlines())
        if lines > LONGEST:
            yield f"{path.relative_to(root)} has {lines} lines"


def read_me(root: Path) -> Iterator[str]:
    """Every room says what it owns, in at most 25 lines, and names only requirements that exist."""
    known = {row["id"] for row in requirements()}
    for room in rooms(root):
        page = room / "README.md"
        text = page.read_text() if page.exists() else ""
        if not text:
            yield f"{room.name} has no README.md"
            continue
        if len(text.splitlines()) > 25:
            yield f"{room.name}/README.md is longer than 25 lines"
        yield from (f"{room.name}/README.md lacks {heading}" for heading in HEADINGS if heading not in text)
        owns = next((line for line in text.splitlines() if line.startswith("**Owns**")), "")
        yield from (
            f"{room.name}/README.md names {id_}, which no document asks" for id_ in ID.findall(text) if id_ not in known
        )
        if not owns:
            yield f"{room.name}/README.md: Owns must start a line"


def placed(root: Path) -> Iterator[str]:
    """Every room has its furniture contract and is installed."""
    contract = (root.parent.parent / ".importlinter").read_text()
    for room in rooms(root):
        if f"vungxanh.rooms.{room.name}\n" not in contract:
            yield f"{room.name} is not in the furniture contract of .importlinter"


def portal_sees_released_numbers_only(root: Path) -> Iterator[str]:
    """The public's pages import ``publications.queries`` of the rooms and nothing else."""
    for path in sources(root / "portal") if (root / "portal").is_dir() else ():
        for module, line in imported(path):
            if module.startswith("vungxanh.rooms") and not module.startswith("vungxanh.rooms.publications.queries"):
                yield f"portal/{path.name}:{line} sees {module}"


def requirements() -> list[dict[str, str]]:
    """The 275 rows."""
    with (REPO / "docs/reference/requirements.csv").open(encoding="utf-8") as rows:
        return list(csv.DictReader(rows))


CHECKS = (entered_by_its_doors, only_actions_write, short_files, read_me, placed, portal_sees_released_numbers_only)
