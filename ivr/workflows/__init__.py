"""The verbs, one per file: load, decide, record, in one transaction."""
