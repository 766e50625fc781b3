"""The compiled loop. Import it when the names of libpq's functions are known: its code is bound to them then."""

from typing import Any

import numpy as np
import numpy.typing as npt
from numba import types

from vungxanh.engine.compiled import kernel

LONGEST, TOO_LONG = 4096, -3

_next: Any = types.ExternalFunction("vungxanh_PQgetCopyData", types.int32(types.intp, types.intp, types.int32))
_free: Any = types.ExternalFunction("vungxanh_PQfreemem", types.void(types.intp))
_copy: Any = types.ExternalFunction("memcpy", types.intp(types.intp, types.intp, types.intp))


@kernel
def take(connection: int, block: npt.NDArray[np.uint8], state: npt.NDArray[np.int64]) -> int:
    """Fill a block with whole rows; how many bytes. state: two numbers, the first is negative at the end."""
    filled, pointer = 0, state[1:].ctypes.data
    while filled + LONGEST <= block.size:
        size = _next(connection, pointer, 0)
        if size > LONGEST:
            _free(state[1])
            size = TOO_LONG
        if size < 0:
            state[0] = size
            break
        _copy(block[filled:].ctypes.data, state[1], size)
        _free(state[1])
        filled += size
    return filled
