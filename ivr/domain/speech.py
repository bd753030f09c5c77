"""What is said to people: sentences named by the rules, worded by the office's prompts file."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True)
class Sentence:
    """A sentence by its key in the prompts file; a value may be a sentence itself (`when`: "Senin pukul 07.00")."""

    key: str
    values: Mapping[str, "str | Sentence"] = field(default_factory=lambda: NOTHING)


@dataclass(frozen=True)
class Prompt:
    """The wording of a sentence, and the recording that replaces it if the office made one."""

    text: str
    audio: str | None = None


Spoken = Sentence | Prompt
"""What an instruction says: a sentence still to be worded, or words the office wrote for this one place."""


@dataclass(frozen=True)
class Prompts:
    """All wordings of one hotline by sentence key, e.g. `menu.option` or `greeting.pagi`."""

    by_key: Mapping[str, Prompt]

    def word(self, spoken: Spoken) -> Prompt:
        """The words with their placeholders filled in. Raises KeyError for an unknown key or placeholder."""
        if isinstance(spoken, Prompt):
            return spoken
        prompt = self.by_key[spoken.key]
        if not spoken.values:
            return prompt
        values = {name: value if isinstance(value, str) else self.text(value) for name, value in spoken.values.items()}
        return Prompt(prompt.text.format_map(values), prompt.audio)

    def text(self, spoken: Spoken) -> str:
        """The words alone, for pages, mails and terminals."""
        return self.word(spoken).text


def say(key: str, /, **values: str | Sentence) -> Sentence:
    """Name a sentence: `say("hunt.connecting", unit="Humas")`."""
    return Sentence(key, MappingProxyType(values))
