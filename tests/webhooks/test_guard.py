"""Only who knows the token gets in: Twilio's own signature vectors, and everything close to them."""

import base64
import hashlib
import hmac

import pytest
from werkzeug.datastructures import Headers, MultiDict

from ivr.telephony.signature import Guard

HOST = "https://mycompany.com"
TARGET = "/myapp.php?foo=1&bar=2"
FORM = {
    "CallSid": "CA1234567890ABCDE",
    "Caller": "+14158675309",
    "Digits": "1234",
    "From": "+14158675309",
    "To": "+18005551212",
}
P = tuple(FORM.items())
PLAIN = "RSOYDt4T1cUTdK1PDd93/VVr8B8="
BODY = b'{"property": "value", "boolean": true}'
BODY_HASH = "0a1ff7634d9ab3b95db5c9a2dfe9416e41502b283a80c7cf19632632f96e6620"
EMPTY_HASH = "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"
CHECKED = f"{TARGET}&bodySHA256={BODY_HASH}"

# From the tests of twilio-python and twilio-node: public URL, raw target, content, signature; the token is 12345.
VECTORS = {
    "a form": (HOST, TARGET, P, PLAIN),
    "a port that https does not sign": ("https://mycompany.com:1234", TARGET, P, PLAIN),
    "a port that http signs": ("http://mycompany.com:1234", TARGET, P, "Zmvh+3yNM1Phv2jhDCwEM3q5ebU="),
    "https signed with its usual port": (HOST, TARGET, P, "kvajT1Ptam85bY51eRf/AJRuM3w="),
    "https configured with its usual port": (f"{HOST}:443", TARGET, P, "kvajT1Ptam85bY51eRf/AJRuM3w="),
    "http signed with its usual port": ("http://mycompany.com", TARGET, P, "0ZXoZLH/DfblKGATFgpif+LLRf4="),
    "a name repeated, a value doubled": (
        HOST,
        TARGET,
        (("Sid", "CA123"), ("SidAccount", "AC123"), ("Digits", "5678"), ("Digits", "1234"), ("Digits", "1234")),
        "IK+Dwps556ElfBT0I3Rgjkr1wJU=",
    ),
    "an array": (
        HOST,
        TARGET,
        (("MessagingBinding.Address", "+1325xxxxxxx"), ("MessagingBinding.Address", "+1415xxxxxxx")),
        "83O6e2vORAoJHUNzJjDWN1jz+BA=",
    ),
    "an array the other way round": (
        HOST,
        TARGET,
        (("MessagingBinding.Address", "+1415xxxxxxx"), ("MessagingBinding.Address", "+1325xxxxxxx")),
        "83O6e2vORAoJHUNzJjDWN1jz+BA=",
    ),
    "JSON": (HOST, CHECKED, BODY, "a9nBmqA0ju/hNViExpshrM61xv4="),
    "JSON, nothing else in the query": (
        HOST,
        f"/myapp.php?bodySHA256={BODY_HASH}",
        BODY,
        "y77kIzt2vzLz71DgmJGsen2scGs=",
    ),
    "empty JSON, signed with the port": (
        HOST,
        f"{TARGET}&bodySHA256={EMPTY_HASH}",
        b"{}",
        "Ldidvp12m26NI7eqEvxnEpkd9Hc=",
    ),
    "empty JSON, signed without it": (
        f"{HOST}:443",
        f"{TARGET}&bodySHA256={EMPTY_HASH}",
        b"{}",
        "rw/jVviOgicj2+kHZULvebnA4ag=",
    ),
    "user and password": ("https://user:pass@mycompany.com", TARGET, P, "CukzLTc1tT5dXEDIHm/tKBanW10="),
    "a user alone": ("https://user@mycompany.com", TARGET, P, "2YRLlVAflCqxaNicjMpJcSTgzSs="),
    "user, password and port": ("https://user:pass@mycompany.com", TARGET, P, "ZQFR1PTIZXF2MXB8ZnKCvnnA+rI="),
    "an apostrophe, encoded": (HOST, f"{TARGET}&Body=It%27s+amazing", P, "TfZzewPq8wqrGlMfyAud8+/IvJ0="),
    "an apostrophe that a proxy decoded": (HOST, f"{TARGET}&Body=It's+amazing", P, "TfZzewPq8wqrGlMfyAud8+/IvJ0="),
}

Content = tuple[tuple[str, str], ...] | bytes


def admits(
    public_url: str,
    target: str,
    content: Content,
    signature: str | None,
    *,
    tokens: tuple[str | None, ...] = ("12345",),
) -> bool:
    signed = content if isinstance(content, bytes) else MultiDict(content)
    headers = Headers({"x-twilio-signature": signature} if signature is not None else {})
    return Guard(public_url, tokens).admits({"RAW_URI": target}, signed, headers)


def signature_of(text: str, token: str = "12345") -> str:
    return base64.b64encode(hmac.new(token.encode(), text.encode(), hashlib.sha1).digest()).decode()


@pytest.mark.parametrize(("public_url", "target", "content", "signature"), VECTORS.values(), ids=list(VECTORS))
def test_what_twilio_signs_is_let_in(public_url: str, target: str, content: Content, signature: str) -> None:
    assert admits(public_url, target, content, signature)


@pytest.mark.parametrize(("public_url", "target", "content", "signature"), VECTORS.values(), ids=list(VECTORS))
def test_nobody_else_is_let_in_by_it(public_url: str, target: str, content: Content, signature: str) -> None:
    other = content + b" " if isinstance(content, bytes) else (*content, ("Digits", "0"))

    assert not admits(public_url, target, other, signature)
    assert not admits(public_url, target + "&x=1", content, signature)
    assert not admits("https://elsewhere.example", target, content, signature)
    assert not admits(public_url, target, content, signature, tokens=("12346",))
    assert not admits(public_url, target, content, signature, tokens=())
    assert not admits(public_url, target, content, None)
    assert not admits(public_url, target, content, "")
    assert not admits(public_url, target, content, signature[:-1])
    assert not admits(public_url, target, content, signature.swapcase())


def test_an_empty_value_is_signed_by_its_name_alone() -> None:
    assert admits(HOST, TARGET, (("ToZip", ""), ("Digits", "1")), signature_of(f"{HOST}{TARGET}Digits1ToZip"))


@pytest.mark.parametrize("target", ["/voice?", "/voice?;", "/voice;", "/voice?a=1&a=2&b=%2F%C3%A9+%20", "/voice?a=b#"])
def test_a_target_is_taken_byte_by_byte(target: str) -> None:
    assert admits(HOST, target, P, signature_of(HOST + target + "".join(n + v for n, v in sorted(P))))


def test_both_tokens_are_good_while_the_account_rotates_them() -> None:
    for token in ("12345", "67890"):
        signature = signature_of(HOST + "/voice", token)
        assert admits(HOST, "/voice", (), signature, tokens=("12345", "67890"))
        assert not admits(HOST, "/voice", (), signature, tokens=("11111", None))


@pytest.mark.parametrize("token", [None, ""])
def test_an_empty_token_lets_nobody_in(token: str | None) -> None:
    assert not admits(HOST, "/voice", (), signature_of(HOST + "/voice", ""), tokens=(token, token))


@pytest.mark.parametrize("target", ["/voice", "/piket/voice"])
def test_a_proxy_may_cut_the_public_path_off_or_not(target: str) -> None:
    signature = signature_of("https://kantor.example/piket/voice")

    assert admits("https://kantor.example/piket", target, (), signature)


@pytest.mark.parametrize("target", ["/piketvoice", "/piket", "/voice/piket", "/other/voice"])
def test_a_path_that_only_resembles_the_public_one_does_not_count(target: str) -> None:
    assert not admits("https://kantor.example/piket", target, (), signature_of("https://kantor.example/piket/voice"))


@pytest.mark.parametrize("algorithm", ["HMAC_MD5", "none", "HMAC_SHA256,algorithm=HMAC_SHA1", "\ud800"])
def test_an_algorithm_that_nobody_knows_lets_nobody_in(algorithm: str) -> None:
    headers = Headers({"X-Twilio-Signature": PLAIN, "X-Twilio-Webhooks-Signature-Settings": f"algorithm={algorithm}"})

    assert not Guard(HOST, ["12345"]).admits({"RAW_URI": TARGET}, MultiDict(P), headers)


@pytest.mark.parametrize(
    ("public_url", "target"),
    [("https://mycompany.com:99999", "/voice"), (HOST, "/voice\ud800"), (HOST, "/\x00")],
)
@pytest.mark.parametrize("signature", ["\ud800", "é", "x" * 100_000, PLAIN])
def test_nonsense_is_refused_and_never_raises(public_url: str, target: str, signature: str) -> None:
    assert not admits(public_url, target, P, signature)
