"""A visitor of the demonstration's page, in the words of a test."""

from typing import Self

from playwright.sync_api import Page, expect


class Visitor:
    """Sees, clicks and types; what does not appear in time fails."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def dials(self, caller: str = "joko") -> Self:
        self.page.click(f"[data-line={caller}]")
        self.page.click("#dial")
        return self.sees_line("hearing")

    def sees_line(self, state: str) -> Self:
        self.page.wait_for_selector(f"#telephone[data-state={state}]")
        return self

    def hears(self, words: str) -> Self:
        expect(self.page.locator("#captions")).to_contain_text(words)
        return self

    def clicks_key(self, key: str) -> Self:
        self.page.click(f"#keypad [data-key='{key}']")
        return self

    def types(self, *keys: str) -> Self:
        for key in keys:
            self.page.keyboard.press(key)
        return self

    def hangs_up(self, caller: str = "joko") -> Self:
        self.page.click(f"[data-line={caller}]")
        self.page.click("#hang-up")
        return self

    def sees_handset(self, officer: str, state: str) -> Self:
        self.page.wait_for_selector(f"[data-handset='{officer}'][data-state={state}]")
        return self

    def on_handset(self, officer: str, button: str) -> Self:
        self.page.click(f"[data-handset='{officer}'] button:has-text('{button}'):enabled")
        return self

    def sets_habit(self, officer: str, habit: str) -> Self:
        self.page.select_option(f"[data-handset='{officer}'] > select", habit)
        return self

    def accepts(self, officer: str) -> Self:
        """Picks up and presses 1, once the whisper asks for it."""
        self.sees_handset(officer, "ringing").on_handset(officer, "Angkat")
        return self.on_handset(officer, "1 Terima").sees_handset(officer, "talking")

    def moves_clock(self, moment: str, date: str) -> Self:
        self.page.click(f"[data-moment={moment}]")
        expect(self.page.locator("#clock-date")).to_contain_text(date)
        return self

    def orders(self, *misfortunes: str) -> Self:
        if not self.page.is_visible("#trouble-form"):
            self.page.click("#trouble summary")
        for misfortune in misfortunes:
            self.page.check(f"#trouble-form [value={misfortune}]")
        expect(self.page.locator("#trouble-count")).to_have_text(str(len(misfortunes)))
        self.page.click("#trouble summary")
        return self

    def sees_record(self, state: str = "complete") -> dict[str, str]:
        """The rows of the record, once it has come to this state."""
        self.page.wait_for_selector(f"#record[data-state={state}]")
        labels, values = (self.page.locator(f"#record {tag}").all_inner_texts() for tag in ("dt", "dd"))
        return dict(zip(labels, values, strict=True))

    def sees_timeline(self, words: str) -> Self:
        expect(self.page.locator("#timeline")).to_contain_text(words)
        return self

    def attempts(self) -> list[str]:
        return self.page.locator("#record ol li").all_inner_texts()
