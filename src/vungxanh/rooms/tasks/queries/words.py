"""States in the language of the reader, for rooms that show a task among their own things."""

from django.utils.translation import gettext as _

from vungxanh.rooms.tasks import rules


def state_name(state: str) -> str:
    """A state in words; the code itself when nobody knows it."""
    return _(rules.STATE_NAMES[rules.State(state)]) if state in set(rules.State) else state
