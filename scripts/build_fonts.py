"""Rebuild the fonts of the papers: Tinos (OFL-1.1, the widths of Times New Roman), one file a style with Vietnamese.

    npm pack @fontsource/tinos@5.3.0 && tar xzf fontsource-tinos-5.3.0.tgz
    .venv/bin/python scripts/build_fonts.py package

The package has one file for each set of letters; a paper wants one font, or letters with and without marks would be
shaped apart.
"""

import sys
from pathlib import Path

from fontTools.merge import Merger
from fontTools.ttLib import TTFont

OUT = Path(__file__).resolve().parents[1] / "src/vungxanh/common/papers/fonts"
SETS = ("latin", "latin-ext", "vietnamese")
STYLES = {"Regular": "400-normal", "Bold": "700-normal", "Italic": "400-italic", "BoldItalic": "700-italic"}


def main(package: Path) -> None:
    """Merge the sets of each style."""
    OUT.mkdir(parents=True, exist_ok=True)
    for style, file in STYLES.items():
        parts = []
        for name in SETS:
            font = TTFont(package / f"files/tinos-{name}-{file}.woff2")
            font.flavor = None
            part = OUT / f".{name}.ttf"
            font.save(part)
            parts.append(part)
        merged = Merger().merge([str(part) for part in parts])
        merged.flavor = "woff2"
        merged.save(OUT / f"Tinos-{style}.woff2")
        for part in parts:
            part.unlink()
    (OUT / "LICENSE").write_text((package / "LICENSE").read_text())


if __name__ == "__main__":
    main(Path(sys.argv[1]))
