"""A benchmark knows only its own settings."""

from pathlib import Path

import pytest

from bench.settings import child_environ, read, settings_of


def test_neither_the_shell_nor_a_file_of_the_checkout_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TWILIO_API_URL", "http://127.0.0.1:1")
    monkeypatch.setenv("FALLBACK_URL", "http://127.0.0.1:2")

    environ = child_environ(settings_of(f"sqlite:///{tmp_path}/piket.db", tmp_path))
    settings = read(environ, tmp_path)

    assert {"TWILIO_API_URL", "FALLBACK_URL"}.isdisjoint(environ)
    assert settings.root == tmp_path
    assert settings.twilio_api_url == "https://api.twilio.com"
    assert [path.is_file() for path in settings.hotlines] == [True]
