"""Whole seconds since 1970 of a stored time, the same on both databases."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement


class whole_epoch(FunctionElement[int]):
    """`whole_epoch(column)`: cut off, not rounded, as Twilio cuts its own times."""

    type = sa.BigInteger()
    inherit_cache = True
    name = "whole_epoch"


@compiles(whole_epoch, "sqlite")
def _sqlite(element: whole_epoch, compiler: Any, **more: Any) -> str:
    return f"CAST(STRFTIME('%s', {compiler.process(element.clauses, **more)}) AS INTEGER)"


@compiles(whole_epoch, "postgresql")
def _postgresql(element: whole_epoch, compiler: Any, **more: Any) -> str:
    return f"CAST(FLOOR(EXTRACT(EPOCH FROM {compiler.process(element.clauses, **more)})) AS BIGINT)"
