"""The rules of the hotline: pure functions over frozen dataclasses, without clock, database or network."""
