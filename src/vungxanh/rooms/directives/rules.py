"""Decisions: pure functions, enums, frozen dataclasses."""
