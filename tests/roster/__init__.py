"""Keeping the roster: changes, swaps, special days, warnings."""
