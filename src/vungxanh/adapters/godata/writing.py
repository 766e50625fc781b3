"""Go.Data's files of our lists, from the descriptions beside this module."""

from importlib.resources import files

from vungxanh.common.web.export import shaped, sheet

DESCRIPTIONS = ("cases_out.toml", "contacts_out.toml", "samples_out.toml")


def offer() -> None:
    """Offer them where the lists are taken away."""
    for name in DESCRIPTIONS:
        kind, shape = shaped.read(files(__package__).joinpath(name).read_text("utf-8"))
        sheet.offer(kind, shape)
