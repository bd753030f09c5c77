"""Files that people hand in at the terminal, and what they are told when one is refused."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from config.os_words import reason
from ivr.store.engine import unavailable
from ivr.workflows.fault_sheet import FileRefused


class HandedIn(click.ParamType[Path]):
    """A file that exists and can be read."""

    name = "berkas"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """The file's path; fails in Indonesian when there is none."""
        path = Path(value)
        if not path.is_file():
            self.fail(f"'{value}' adalah folder" if path.is_dir() else f"berkas '{value}' tidak ada", param, ctx)
        return path


@contextmanager
def refusals_told(path: Path) -> Iterator[None]:
    """Turn a refused file into its faults, one a line, and exit code 1."""
    try:
        yield
    except FileRefused as refused:
        for fault in refused.faults:
            click.echo(str(fault), err=True)
        click.echo(f"{path.name} ditolak: {len(refused.faults)} kesalahan, tidak ada yang disimpan.", err=True)
        raise click.exceptions.Exit(1) from refused
    except OSError as fault:
        raise click.ClickException(f"{path} tidak dapat dibaca: {reason(fault)}") from fault
    except unavailable as fault:
        raise click.ClickException("Basis data sedang tidak dapat dipakai; tidak ada yang disimpan.") from fault
