"""The archive, on both kinds of database."""
