"""Twilio's published signatures, recomputed by our own code."""

from __future__ import annotations

import pytest

from ivr.simulator.signer import FormValue, sign_form, sign_json, url_to_sign

TOKEN = "12345"
URL = "https://mycompany.com/myapp.php?foo=1&bar=2"
FORM: dict[str, FormValue] = {
    "CallSid": "CA1234567890ABCDE",
    "Caller": "+14158675309",
    "Digits": "1234",
    "From": "+14158675309",
    "To": "+18005551212",
}


@pytest.mark.parametrize(
    ("url", "signature"),
    [
        (URL, "RSOYDt4T1cUTdK1PDd93/VVr8B8="),
        (URL.replace(".com/", ".com:1234/").replace("https", "http"), "Zmvh+3yNM1Phv2jhDCwEM3q5ebU="),
        (URL.replace(".com/", ".com:443/"), "kvajT1Ptam85bY51eRf/AJRuM3w="),
        (URL.replace(".com/", ".com:80/").replace("https", "http"), "0ZXoZLH/DfblKGATFgpif+LLRf4="),
        (URL.replace("//", "//user:pass@"), "CukzLTc1tT5dXEDIHm/tKBanW10="),
        (URL.replace("//", "//user@"), "2YRLlVAflCqxaNicjMpJcSTgzSs="),
        (URL.replace("//", "//user:pass@").replace(".com/", ".com:443/"), "ZQFR1PTIZXF2MXB8ZnKCvnnA+rI="),
        (URL + "&Body=It%27s+amazing", "TfZzewPq8wqrGlMfyAud8+/IvJ0="),
    ],
)
def test_a_form_post_is_signed_like_twilio_signs_it(url: str, signature: str) -> None:
    assert sign_form(TOKEN, url, FORM) == signature


def test_an_unusual_https_port_is_not_signed() -> None:
    assert sign_form(TOKEN, url_to_sign(URL.replace(".com/", ".com:1234/")), FORM) == "RSOYDt4T1cUTdK1PDd93/VVr8B8="


@pytest.mark.parametrize(
    ("url", "signed"),
    [
        (URL + "#rc=2&rp=all", URL),
        ("http://127.0.0.1:8000/voice", "http://127.0.0.1:8000/voice"),
        ("https://mycompany.com:443/x", "https://mycompany.com:443/x"),
        ("https://user:pass@h.com:8443/x", "https://user:pass@h.com/x"),
    ],
)
def test_what_of_a_url_is_signed(url: str, signed: str) -> None:
    assert url_to_sign(url) == signed


def test_a_value_given_twice_counts_once() -> None:
    form: dict[str, FormValue] = {"Sid": "CA123", "SidAccount": "AC123", "Digits": ["5678", "1234", "1234"]}
    assert sign_form(TOKEN, URL, form) == "IK+Dwps556ElfBT0I3Rgjkr1wJU="


@pytest.mark.parametrize("order", [1, -1])
def test_several_values_are_sorted(order: int) -> None:
    form: dict[str, FormValue] = {"MessagingBinding.Address": ["+1325xxxxxxx", "+1415xxxxxxx"][::order]}
    assert sign_form(TOKEN, URL, form) == "83O6e2vORAoJHUNzJjDWN1jz+BA="


def test_a_json_body_is_signed_through_its_hash() -> None:
    body = b'{"property": "value", "boolean": true}'
    digest = "0a1ff7634d9ab3b95db5c9a2dfe9416e41502b283a80c7cf19632632f96e6620"
    assert sign_json(TOKEN, URL, body) == (f"{URL}&bodySHA256={digest}", "a9nBmqA0ju/hNViExpshrM61xv4=")
    bare = "https://mycompany.com/myapp.php"
    assert sign_json(TOKEN, bare, body) == (f"{bare}?bodySHA256={digest}", "y77kIzt2vzLz71DgmJGsen2scGs=")


@pytest.mark.parametrize(
    ("url", "signature"),
    [(URL, "rw/jVviOgicj2+kHZULvebnA4ag="), (URL.replace(".com/", ".com:443/"), "Ldidvp12m26NI7eqEvxnEpkd9Hc=")],
)
def test_an_empty_json_body_is_signed_too(url: str, signature: str) -> None:
    digest = "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"
    assert sign_json(TOKEN, url, b"{}") == (f"{url}&bodySHA256={digest}", signature)


def test_an_empty_value_leaves_its_name() -> None:
    assert sign_form(TOKEN, URL, {"A": "", "B": "x"}) == sign_form(TOKEN, URL + "A", {"B": "x"})
