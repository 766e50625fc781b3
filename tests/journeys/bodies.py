"""A district with its standard bodies, and who looks after them."""

import re
from dataclasses import dataclass

from django.test import Client

from vungxanh.kernel.actor import Actor, Scope
from vungxanh.kernel.ids import new_id
from vungxanh.rooms.agencies.models import Agency
from vungxanh.rooms.agencies.rules import permissions_of
from vungxanh.testing import DISTRICT


@dataclass
class District:
    """The standard bodies of a district and its communes, and browsers of who looks after them."""

    admin: Client
    head: Client

    def body(self, name: str, area: str = DISTRICT) -> Agency:
        found: Agency = Agency.objects.get(area_path=area, name__startswith=name)
        return found

    def at_desk(self, agency: Agency, role: str = "officer", area: str = "") -> Actor:
        return Actor(new_id(), role, (Scope(area or agency.area_path, permissions_of(role), agency.pk, role),))


def text(client: Client, path: str) -> str:
    """The words of a page, without its markup."""
    answer = client.get(path)
    assert answer.status_code == 200, path
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))
