"""Which addresses a carrier on the internet can call, judged from the address alone."""

import pytest

from ivr.workflows.reachable import why_unreachable

HERE = "hanya dikenal di komputer ini"
INSIDE = "alamat jaringan dalam, tidak dapat dihubungi dari internet"
UNKNOWN = "nama jaringan dalam, tidak dikenal di internet"
SAMPLE = "nama contoh, tidak ada di internet"


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("https://hotline.kantor.go.id/piket", None),
        ("https://8.8.8.8", None),
        ("https://[2001:4860:4860::8888]", None),
        ("https://myexample.com", None),
        ("http://127.0.0.1:8000", HERE),
        ("http://127.8.9.1", HERE),
        ("http://[::1]:8000", HERE),
        ("http://localhost:8000", HERE),
        ("http://piket.localhost", HERE),
        ("https://10.0.0.5", INSIDE),
        ("https://192.168.1.5", INSIDE),
        ("https://172.16.0.1", INSIDE),
        ("https://169.254.1.1", INSIDE),
        ("https://100.64.0.1", INSIDE),
        ("https://0.0.0.0", INSIDE),
        ("https://[fd00::1]", INSIDE),
        ("https://piket", UNKNOWN),
        ("https://piket.local", UNKNOWN),
        ("https://piket.kantor.internal.", UNKNOWN),
        ("https://hotline.example", SAMPLE),
        ("https://hotline.example.com", SAMPLE),
        ("https://hotline.test", SAMPLE),
    ],
)
def test_why_an_address_cannot_be_reached(url: str, why: str | None) -> None:
    assert why_unreachable(url, carrier_url="https://api.twilio.com") == why
    assert why_unreachable(url, carrier_url="http://127.0.0.1:4010") is None
