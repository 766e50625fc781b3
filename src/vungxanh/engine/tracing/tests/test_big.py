"""An index laid out portion by portion on disk is the index built in memory."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vungxanh.engine.tracing.api import Contacts, Definition, Index, Visits, build_on_disk

from .histories import ORIGIN, PEOPLE, PLACES, contacts_of, lengths, visits_of
from .histories import _contact as contact
from .histories import _visit as visit


@settings(max_examples=40, deadline=None)
@given(st.lists(contact(), max_size=12), st.lists(visit(), max_size=20), st.integers(1, 4), lengths)
def test_the_same_answers_as_in_memory(tmp_path_factory, contacts, visits, ranges: int, length: int) -> None:
    folder: Path = tmp_path_factory.mktemp("big") / "index"
    built = Index.build(contacts_of(contacts), visits_of(visits), persons=PEOPLE, places=PLACES)
    build_on_disk(
        folder, (contacts_of(contacts[k : k + 5]) for k in range(0, len(contacts), 5)),
        (visits_of(visits[k : k + 7]) for k in range(0, len(visits), 7)), persons=PEOPLE, places=PLACES, ranges=ranges,
    )  # fmt: skip
    opened = Index.load(folder)
    assert (opened.contact_count, opened.visit_count) == (built.contact_count, built.visit_count)
    for person in range(PEOPLE):
        asked = [person], [ORIGIN], [ORIGIN + length], Definition(3, 5)
        one, other = built.trace(*asked), opened.trace(*asked)
        assert dict(zip(one.person.tolist(), one.exposed_from.tolist(), strict=True)) == dict(
            zip(other.person.tolist(), other.exposed_from.tolist(), strict=True)
        )
        assert [one.exposures(p) for p in one.person] == [other.exposures(p) for p in one.person]
        assert opened.spread(*asked).counts() == one.counts()


def test_rows_beyond_what_was_announced_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="not below 2"):
        build_on_disk(tmp_path / "i", [Contacts([0], [2], [0], [1])], [], persons=2, places=0)
    with pytest.raises(ValueError, match="68 years"):
        build_on_disk(tmp_path / "i", [], [Visits([0], [0], [0], [2**31])], persons=2, places=1)
    assert not list(tmp_path.iterdir()), "nothing half done is left"
    build_on_disk(
        tmp_path / "i", [Contacts([0, 1], [1, 1], [0, 0], [9, 9], np.array([False, True]))], [], persons=2, places=0
    )
    assert len(Index.load(tmp_path / "i").trace([0], [0], [9], Definition(1, 0))) == 0
