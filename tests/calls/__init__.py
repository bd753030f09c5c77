"""Whole stories: somebody dials, somebody answers, and it is on record."""
