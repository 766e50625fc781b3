"""Rooms of the domain; an upper room may ask a lower one, never back."""
