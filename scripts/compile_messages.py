"""Compile the translations: django.po to django.mo, with Babel (gettext's own tools need not be there)."""

from pathlib import Path

from babel.messages import mofile, pofile

LOCALE = Path(__file__).resolve().parent.parent / "src" / "vungxanh" / "locale"


def compile_all() -> None:
    """Every catalogue of the package."""
    for po in sorted(LOCALE.glob("*/LC_MESSAGES/*.po")):
        with po.open("rb") as source:
            catalog = pofile.read_po(source, locale=po.parts[-3])
        with po.with_suffix(".mo").open("wb") as target:
            mofile.write_mo(target, catalog)


if __name__ == "__main__":
    compile_all()
