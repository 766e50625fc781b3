"""A refusal is shown in the reader's language: pages ask it to be told, they do not take its Vietnamese sentence."""

import re
from pathlib import Path

import vungxanh

ROOT = Path(vungxanh.__file__).parent
CAUGHT = re.compile(r"except \(?(?:Refused|NotYours)\b.* as (\w+):")


def test_no_page_shows_the_untranslated_sentence_of_a_refusal() -> None:
    found = []
    for path in ROOT.rglob("*.py"):
        part = path.relative_to(ROOT).as_posix()
        if "/tests/" in part or not ("/views" in part or part.startswith(("common/web/", "console/"))):
            continue
        text = path.read_text()
        for name in set(CAUGHT.findall(text)):
            found += [f"{part}: {name}" for _hit in re.findall(rf"\b{name}\.sentence\b|\bstr\({name}\)", text)]
    assert not found, "write .told(gettext)"
