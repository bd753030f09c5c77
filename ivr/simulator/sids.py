"""Makes identifiers in Twilio's shape: two letters and 32 hexadecimal digits."""

from __future__ import annotations

import random
import secrets
import uuid


class Sids:
    """A source of identifiers: unguessable, or repeatable from a seed."""

    def __init__(self, seed: int | None = None) -> None:
        self._dice: random.Random = random.SystemRandom() if seed is None else random.Random(seed)

    def new(self, prefix: str) -> str:
        """Return for instance CA0123… for the prefix CA."""
        return f"{prefix}{self._dice.getrandbits(128):032x}"

    def token(self) -> str:
        """Return a UUID, as sent in I-Twilio-Idempotency-Token."""
        return str(uuid.UUID(int=self._dice.getrandbits(128), version=4))


def fresh_auth_token() -> str:
    """Return a secret in the shape of an account's auth token."""
    return secrets.token_hex(16)
