"""What is said to people: sentences named by the rules, worded by the office's prompts file."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True)
class Sentence:
    """A sentence by its key in the prompts file, with the values of its placeholders."""

    key: str
    values: Mapping[str, str] = field(default_factory=lambda: NOTHING)


@dataclass(frozen=True)
class Prompt:
    """The wording of a sentence, and the recording that replaces it if the office made one."""

    text: str
    audio: str | None = None


@dataclass(frozen=True)
class Prompts:
    """All wordings of one hotline by sentence key, e.g. `menu.option` or `greeting.pagi`."""

    by_key: Mapping[str, Prompt]

    def word(self, sentence: Sentence) -> Prompt:
        """The sentence with its placeholders filled in. Raises KeyError for an unknown key or placeholder."""
        prompt = self.by_key[sentence.key]
        return Prompt(prompt.text.format_map(sentence.values), prompt.audio)

    def text(self, sentence: Sentence) -> str:
        """The words alone, for pages, mails and terminals."""
        return self.word(sentence).text


def say(key: str, **values: str) -> Sentence:
    """Name a sentence: `say("hunt.connecting", unit="Humas")`."""
    return Sentence(key, MappingProxyType(values))
