"""The archive: tables, queries and migrations; the only floor that knows SQLAlchemy."""
