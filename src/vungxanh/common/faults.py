"""What may be said about an error: never a value, which might be somebody's name."""

import logging
import traceback

from vungxanh.kernel.refused import Refused


def describe(error: BaseException) -> str:
    """``Refused`` with its sentence, anything else by its class only."""
    name = type(error).__name__
    return f"{name}: {error.sentence}"[:500] if isinstance(error, Refused) else name


def where(error: BaseException) -> str:
    """File, line and function of each frame, innermost last; without the message and without values."""
    frames = traceback.extract_tb(error.__traceback__)
    return " > ".join(f"{f.filename.rsplit('/vungxanh/', 1)[-1]}:{f.lineno} {f.name}" for f in frames[-6:])


def report(logger: logging.Logger, what: str, error: BaseException) -> None:
    """One line in the log."""
    logger.error("%s: %s at %s", what, describe(error), where(error))
