"""Actions, with one."""
