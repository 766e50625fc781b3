"""Writes; one verb each."""
