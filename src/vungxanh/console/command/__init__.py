"""The command desk: one screen for the chairman."""
