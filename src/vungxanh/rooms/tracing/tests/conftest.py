"""What the tests of this room may use."""

from dataclasses import replace

import pytest

from vungxanh.kernel.actor import Actor
from vungxanh.testing import AT, actor


@pytest.fixture
def user_officer() -> Actor:
    """An officer who is a stored user: calls and follow-ups name him."""
    from vungxanh.rooms.agencies.models import User

    made = actor()
    User.objects.create(pk=made.id, username="canbo", full_name=made.name, created_at=AT)
    return replace(made)
