"""Why a backup or a restore was refused."""


class BackupFault(Exception):
    """Nothing was done; the text says in Indonesian why, and what would help."""
