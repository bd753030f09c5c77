"""Questions at the terminal that are answered with yes or no, in Indonesian."""

from typing import Any

import click

ANSWERS = {"ya": True, "y": True, "yes": True, "tidak": False, "t": False, "n": False, "no": False}


class YesOrNo(click.ParamType[bool]):
    """`ya` or `tidak`, also by their first letters."""

    name = "ya atau tidak"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> bool:
        """Fails in Indonesian for anything else."""
        answer = ANSWERS.get(str(value).strip().lower())
        if answer is None:
            self.fail("jawab ya atau tidak", param, ctx)
        return answer


def agrees(question: str) -> bool:
    """Whether the person says yes; silence, Ctrl+C and the end of the input mean no."""
    try:
        answer = click.prompt(f"{question} [ya/TIDAK]", default="tidak", show_default=False, err=True, type=YesOrNo())
    except click.Abort:
        return False
    return answer is True
