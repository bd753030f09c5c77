"""Alembic's entry: run the revisions on the connection that `ivr.store.migrate` holds."""

from alembic import context

from ivr.store.metadata import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,  # SQLite cannot alter a column in place
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
