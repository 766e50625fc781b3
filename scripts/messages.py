"""Collect the interface's sentences and keep their English: ``scripts/messages.py [--merge FILE.json …]``.

Vietnamese is written in the code; ``locale/en`` holds the English. FILE.json is ``{"câu": "sentence"}``; a plural's value
is a list of two. Says what still has no English. Needs xgettext (Debian package gettext).
"""

import json
import os
import sys
from pathlib import Path

from babel.messages import pofile
from django.core.management import call_command
from django.core.management.commands import makemessages

PACKAGE = Path(__file__).resolve().parent.parent / "src" / "vungxanh"
PO = PACKAGE / "locale/en/LC_MESSAGES/django.po"


def collect() -> None:
    """Bring the catalogue up to date with the code."""
    PO.parent.mkdir(parents=True, exist_ok=True)
    os.environ["DJANGO_SETTINGS_MODULE"] = "vungxanh.site.settings"
    os.chdir(PACKAGE)
    # a refusal's sentence is translated where it is shown, so that pure rules need no gettext
    makemessages.Command.xgettext_options = [*makemessages.Command.xgettext_options, "--keyword=Refused"]
    call_command(makemessages.Command(), locale=["en"], no_location=True, no_obsolete=True, ignore_patterns=["tests*"])


def merge(files: list[Path]) -> int:
    """Fill in what the files translate; how many sentences are left without English."""
    with PO.open("rb") as source:
        catalog = pofile.read_po(source, locale="en")
    known = {k: v for file in files for k, v in json.loads(file.read_text(encoding="utf-8")).items()}
    left = 0
    for message in catalog:
        if not message.id:
            continue
        key = message.id if isinstance(message.id, str) else message.id[0]
        if key in known:
            given = known[key]
            message.string = (
                given if isinstance(message.id, str) else tuple(given if isinstance(given, list) else [given] * 2)
            )
            message.flags.discard("fuzzy")
        texts = [message.string] if isinstance(message.string, str) else message.string
        if "fuzzy" in message.flags or not all(texts):
            left += 1
            print(json.dumps(message.id, ensure_ascii=False))
    with PO.open("wb") as target:
        pofile.write_po(target, catalog, width=110, sort_output=True)
    return left


if __name__ == "__main__":
    collect()
    missing = merge([Path(name) for name in sys.argv[1:] if name != "--merge"])
    print(f"{missing} without English", file=sys.stderr)
