"""The rules alone: tables and properties that run in milliseconds."""
