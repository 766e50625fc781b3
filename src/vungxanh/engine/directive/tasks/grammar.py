"""The verbs of orders (``verbs.toml``)."""

import re
from functools import cache

from vungxanh.engine.directive.tasks.catalog import alternatives, load
from vungxanh.engine.directive.tasks.fold import pattern


@cache
def verbs() -> dict[str, list[str]]:
    """The lists of verbs.toml."""
    return load("verbs.toml")


@cache
def predicate() -> "re.Pattern[str]":
    """What follows a body that acts, a comma and blanks before it allowed."""
    v = verbs()
    never = alternatives(v["compounds"])
    return pattern(rf",? *(?!(?:{never})(?!\w))(?:{alternatives([*v['predicates'], *v['between']])})(?!\w)")
