"""Everything is tested twice: comparing pairs, and sweeping every place as if it were crowded."""

from collections.abc import Iterator

import pytest

from vungxanh.engine.tracing import index, spread


@pytest.fixture(params=["pairs", "sweep"], autouse=True, scope="module")
def way(request: pytest.FixtureRequest) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(index, "FEW", 0 if request.param == "sweep" else 10**9)
        patch.setattr(spread, "FEW", 0 if request.param == "sweep" else 9)
        yield
