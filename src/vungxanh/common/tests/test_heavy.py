"""A call beside the caller's own work: on a connection of its own, its error handed over."""

import gc
import threading

import pytest

from vungxanh.common.heavy import Beside, heavy
from vungxanh.common.models import ActionKey


@pytest.mark.django_db(transaction=True)
def test_what_was_written_beside_is_there_and_what_went_wrong_is_told() -> None:
    usual, where = gc.get_threshold(), []

    def write(key: str) -> None:
        where.append(threading.current_thread())
        ActionKey.objects.create(key=key, action="x")

    def fail() -> None:
        raise ValueError("no")

    with heavy(), Beside() as beside:
        assert gc.get_threshold() != usual
        beside.start(write, "one")
        beside.wait()
        assert ActionKey.objects.filter(key="one").exists()
        beside.start(fail)
        with pytest.raises(ValueError, match="no"):
            beside.wait()
        beside.start(write, "two")
    assert ActionKey.objects.count() == 2
    assert gc.get_threshold() == usual
    assert where[0] is not threading.current_thread()


@pytest.mark.django_db
def test_among_finds_texts_and_ids() -> None:
    made = ActionKey.objects.create(key="ba, 'bốn'", action="x")
    assert list(ActionKey.objects.filter(key__among={"ba, 'bốn'", "không có"})) == [made]
    assert not ActionKey.objects.filter(key__among=set()).exists()
    assert not ActionKey.objects.filter(actor_id__among={made.actor_id} - {None}).exists()
