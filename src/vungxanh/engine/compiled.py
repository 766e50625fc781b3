"""How the engine compiles its kernels."""

from collections.abc import Callable
from typing import Any, TypeVar, cast

from numba import cfunc, njit

F = TypeVar("F", bound=Callable[..., Any])


def kernel(function: F) -> F:
    """Compile with numba, without the interpreter lock, kept on disk for the next process.

    numba keeps the machine code in NUMBA_CACHE_DIR, else beside the source, else in the user's cache folder. Where
    none of them can be written it refuses to decorate at all; we then compile anew in every process (`warm_up`).
    """
    try:
        return cast(F, njit(cache=True, nogil=True)(function))
    except RuntimeError:
        return cast(F, njit(nogil=True)(function))


def called_back(signature: Any) -> Callable[[Callable[..., Any]], Any]:
    """Compile what a C library calls, with this signature; its ``address`` is what the library is told."""

    def compiled(function: Callable[..., Any]) -> Any:
        try:
            return cfunc(signature, cache=True)(function)
        except RuntimeError:
            return cfunc(signature)(function)

    return compiled
