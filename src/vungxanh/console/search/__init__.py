"""The search box of the shell."""

from vungxanh.console.search.finding import Group, Hit, find, shortened
from vungxanh.console.search.views import index, suggest

__all__ = ["Group", "Hit", "find", "index", "shortened", "suggest"]
