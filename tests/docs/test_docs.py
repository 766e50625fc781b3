"""What the pages say is true: examples run, links lead somewhere, the reference is complete."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from vungxanh.kernel.permission import Permission
from vungxanh.site.cli import COMMANDS, main

REPO = Path(__file__).resolve().parents[2]
PAGES = sorted(p for p in [REPO / "README.md", REPO / "GLOSSARY.md", *REPO.glob("docs/**/*.md")])
RUNNABLE = [p for p in PAGES if "```sh run\n" in p.read_text("utf-8")]
PREPARE = "import django; django.setup(); from vungxanh.site.preparing import migrate as m, official_units as u; m(print); u(print)"
pytestmark = pytest.mark.nodb


def prose(page: Path) -> str:
    """A page without its fenced examples."""
    return re.sub(r"^```.*?^```", "", page.read_text("utf-8"), flags=re.M | re.S)


def anchors(page: Path) -> set[str]:
    """The names of a page's headings, as GitHub makes them."""
    heads = re.findall(r"^#+ (.+)$", prose(page), flags=re.M)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


def links(page: Path) -> Iterator[str]:
    """Relative links and pictures of a page."""
    for link in re.findall(r"\]\(([^)\s]+)\)", prose(page)):
        if not re.match(r"[a-z]+:", link):
            yield link


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(REPO)))
def test_relative_links_and_pictures_exist(page: Path) -> None:
    for link in links(page):
        path, _, name = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        assert target.exists(), f"{page.name}: {link}"
        assert not name or name in anchors(target), f"{page.name}: {link}"


def test_every_picture_of_the_guide_is_shown_and_they_are_small() -> None:
    pictures = list((REPO / "docs/guide/img").iterdir())
    text = "".join(p.read_text("utf-8") for p in REPO.glob("docs/guide/*.md"))
    assert [p.name for p in pictures if f"img/{p.name}" not in text] == []
    assert sum(p.stat().st_size for p in pictures) < 5_000_000


def test_the_guide_names_every_screen_as_the_menu_does() -> None:
    from vungxanh.console.nav import ITEMS

    text = "".join(p.read_text("utf-8") for p in REPO.glob("docs/guide/*.md")).lower()
    assert [str(item.label) for item in ITEMS if str(item.label).lower() not in text] == []
    keys = {item.key for item in ITEMS}
    shown = re.findall(
        r"`(\w)`", "".join(re.findall(r"^\| `g` rồi.*?\|", (REPO / "docs/guide/README.md").read_text("utf-8"), re.M))
    )
    assert set(shown) - {"g"} <= keys


def commands(group: click.Group, words: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Every command that does something, with the words that call it."""
    context = click.Context(group)
    for name in group.list_commands(context):
        found = group.get_command(context, name)
        assert found is not None
        if isinstance(found, click.Group):
            yield from commands(found, (*words, name))
        else:
            yield (*words, name), found


def test_every_command_has_help_json_and_its_place_in_the_reference() -> None:
    text = (REPO / "docs/reference/commands.md").read_text("utf-8")
    for words, command in commands(main):
        name = " ".join(words)
        assert f"`vungxanh {name}`" in text
        if name == "manage":  # Django's own
            continue
        help_text = command.get_help(click.Context(command, info_name=name))
        assert len(help_text.split("Options:")[0].split("\n\n")[1].strip()) > 10, name
        assert any("--json" in option.opts for option in command.params), name
    assert set(COMMANDS) >= {words[0] for words, _ in commands(main)}


def test_every_action_and_permission_is_in_the_reference() -> None:
    from vungxanh.common.actions import ACTIONS

    named = (REPO / "docs/reference/actions.md").read_text("utf-8")
    loaded = [
        name
        for name, a in ACTIONS.items()
        if a.function.__module__.startswith("vungxanh.") and ".tests." not in a.function.__module__
    ]
    assert len(loaded) > 50
    assert [name for name in loaded if f"| `{name}` |" not in named] == []
    rights = (REPO / "docs/reference/permissions.md").read_text("utf-8")
    assert [p for p in Permission if f"| `{p}` |" not in rights] == []


def environment(home: Path) -> dict[str, str]:
    """Of somebody who uses the command line: his own home, nothing of this run's settings."""
    mine = {k: v for k, v in os.environ.items() if not k.startswith(("VUNGXANH_", "DJANGO_", "PYTEST"))}
    path = f"{Path(sys.executable).parent}:{mine.get('PATH', '/usr/bin:/bin')}"
    return mine | {"VUNGXANH_HOME": str(home), "PATH": path, "PYTHONPATH": str(REPO / "src"), "LANG": "C.UTF-8"}


def test_generated_pages_are_up_to_date() -> None:
    done = subprocess.run(
        ["scripts/docs.sh", "--check"], cwd=REPO, env=os.environ | {"LANG": "C.UTF-8"}, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.skipif(not RUNNABLE, reason="no page has a runnable example")
@pytest.mark.parametrize("page", RUNNABLE, ids=lambda p: p.stem)
def test_examples_run(page: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    env = environment(home)
    ready = [sys.executable, "-c", PREPARE]
    settings = env | {"DJANGO_SETTINGS_MODULE": "vungxanh.site.settings"}
    subprocess.run(ready, env=settings, check=True, capture_output=True, timeout=200)
    for block in re.findall(r"^```sh run\n(.*?)^```", page.read_text("utf-8"), flags=re.M | re.S):
        done = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", block],
            cwd=tmp_path,
            env=env,
            capture_output=True,
            text=True,
            timeout=200,
        )
        assert done.returncode == 0, f"{block}\n{done.stdout[-1500:]}\n{done.stderr[-1500:]}"
        assert done.stdout.strip(), block


def test_a_command_before_the_first_start_says_what_to_do(tmp_path: Path) -> None:
    for words in (["user", "list"], ["backup", "x.tar.gz"]):
        done = subprocess.run(
            ["vungxanh", *words], cwd=tmp_path, env=environment(tmp_path / "home"), capture_output=True, text=True
        )
        assert done.returncode == 1
        assert "vungxanh up" in done.stderr
        assert "Traceback" not in done.stderr
