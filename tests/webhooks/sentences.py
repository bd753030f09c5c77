"""Which sentences may be spoken: those of the prompts file, with their blanks filled in, and no others."""

import re
from functools import cache
from pathlib import Path
from typing import Any

import yaml

PROMPTS = Path(__file__).parents[2] / "config/prompts/id.yaml"


def assert_indonesian(said: list[str]) -> None:
    """Every sentence is one of the prompts, or several of them in one breath."""
    for words in said:
        assert is_of_the_prompts(words), f"not a sentence of the prompts file: {words!r}"


@cache
def is_of_the_prompts(words: str) -> bool:
    """Whether the words can be cut, at ends of sentences, into prompts of the file."""
    ends = [found.end() for found in re.finditer(r"\.(?= |$)", words)]
    reached = {0}
    for end in ends:
        if any(_prompts().fullmatch(words, start, end) for start in reached):
            reached.add(end + 1)
    return len(words) + 1 in reached


@cache
def _prompts() -> re.Pattern[str]:
    texts = _texts(yaml.safe_load(PROMPTS.read_text("utf-8")))
    return re.compile("|".join(re.sub(r"\\\{\w+\\\}", r"(?:(?!\. ).)+?", re.escape(text)) for text in texts))


def _texts(tree: Any) -> list[str]:
    if isinstance(tree, str):
        return [tree]
    return [text for key, branch in tree.items() if key != "audio" for text in _texts(branch)]
