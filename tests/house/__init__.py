"""The rules of the house that neither ruff nor mypy can keep, each with a proof that it is kept."""
