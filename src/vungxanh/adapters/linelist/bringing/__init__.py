"""Bringing rows in, one module a kind of file: ``look`` reads what is known, ``write`` calls the rooms' actions."""

from vungxanh.adapters.linelist.bringing.base import Importer, Tally
from vungxanh.adapters.linelist.bringing.cases import Cases
from vungxanh.adapters.linelist.bringing.contacts import Contacts
from vungxanh.adapters.linelist.bringing.followups import FollowUps
from vungxanh.adapters.linelist.bringing.links import Links
from vungxanh.adapters.linelist.bringing.persons import Households, Persons
from vungxanh.adapters.linelist.bringing.results import Results
from vungxanh.adapters.linelist.bringing.samples import Samples
from vungxanh.adapters.linelist.bringing.sites import Sites
from vungxanh.adapters.linelist.bringing.visits import Visits

IMPORTERS: dict[str, type[Importer]] = {
    "persons": Persons, "households": Households, "cases": Cases, "visits": Visits, "contacts": Contacts,
    "followups": FollowUps, "samples": Samples, "results": Results, "sites": Sites, "links": Links,
}  # fmt: skip

__all__ = ["IMPORTERS", "Importer", "Tally"]
