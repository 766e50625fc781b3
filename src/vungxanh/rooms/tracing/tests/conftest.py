"""What the tests of this room may use."""

from dataclasses import replace

import pytest

from vungxanh.kernel.actor import Actor
from vungxanh.rooms.tracing import actions
from vungxanh.rooms.tracing.models import Contact
from vungxanh.testing import AT, actor, person

from .builders import f0, meeting, moment


@pytest.fixture
def user_officer() -> Actor:
    """An officer who is a stored user: calls and follow-ups name him."""
    from vungxanh.rooms.agencies.models import User

    made = actor()
    User.objects.create(pk=made.id, username="canbo", full_name=made.name, created_at=AT)
    return replace(made)


@pytest.fixture
def contact(officer: Actor) -> Contact:
    """Somebody who met a case, to be called."""
    case, other = f0(code="CV-2021-000009"), person("Phạm Một")
    meeting(case.person, other, moment(3), physical=True)
    actions.recompute(by=officer, at=AT, case_id=case.pk)
    return Contact.objects.get(person=other)
