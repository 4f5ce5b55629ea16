"""Journals of other programs, and our own again: each reader gives the same kind of entries and a report."""
