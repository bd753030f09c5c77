"""Which telephones are accepted, how callers are recognised, and what a number looks like in logs and speech."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ivr.domain.phone import (
    Phone,
    PhoneFault,
    caller_number,
    country_of,
    dialled_address,
    free_number,
    mask,
    parse_phone,
    readable,
    spoken,
)

WRITTEN = {
    "\u202a+62 812\u20113456\u20117890\u202c": "+6281234567890",  # as a messenger copies it
    "021\u20135000\u20131000": "+622150001000",
    "0812-3456-7890": "+6281234567890",
    "+62 812 3456 7890": "+6281234567890",
    "+62 0812 3456 7890": "+6281234567890",
    "6281234567890": "+6281234567890",
    "62812345678": "+62812345678",
    "tel:+6281234567890": "+6281234567890",
    "(021) 5000-1000": "+622150001000",
    "622150001000": "+622150001000",
    "0628 20123": "+6262820123",
    "021-5000-1000 ext 1234": "+622150001000;ext=1234",
    "021 5000 1000 Ext. 12": "+622150001000;ext=12",
    "02150001000x12": "+622150001000;ext=12",
    "02150001000 pes. 12": "+622150001000;ext=12",
    "+622150001000;ext=0012": "+622150001000;ext=0012",
    "+65 6512 3456": "+6565123456",
    "sip:Budi@PBX.Kantor.example:5060": "sip:Budi@pbx.kantor.example",
    "sip:budi@kantor.example:5080": "sip:budi@kantor.example:5080",
    "SIP:1001@10.0.0.1": "sip:1001@10.0.0.1",
    "sip:budi@kantor.example;transport=TLS": "sip:budi@kantor.example;transport=tls",
}

SAMPLE = "tulis misalnya 0812-3456-7890, +62812..., 021-5000-1000 ext 12 atau sip:nama@kantor.example"
TOO_SHORT = "terlalu pendek untuk dihubungi; tulis lengkap dengan kode wilayah, misalnya 021-5000-1000"
REFUSED = {
    " ": f"nomor telepon kosong; {SAMPLE}",
    "112": f"nomor '112' {TOO_SHORT}",
    "110": f"nomor '110' {TOO_SHORT}",
    "14045": f"nomor '14045' {TOO_SHORT}",
    "1500123": f"nomor '1500123' {TOO_SHORT}",
    "0812": f"nomor '0812' {TOO_SHORT}",
    "062812345678": "nomor '062812345678' diawali 062; tulis 0812345678 atau +62812345678",
    "06281234567890": "nomor '06281234567890' diawali 062; tulis 081234567890 atau +6281234567890",
    "0062812345678": "nomor '0062812345678' diawali 00; tulis + di depan kode negara, misalnya +62812...",
    "81234567890": "nomor '81234567890' kehilangan angka 0 di depan; tulis 081234567890",
    "+266696687": f"nomor '+266696687' bukan nomor telepon; {SAMPLE}",
    "0809 1 123456": "nomor '0809 1 123456' bertarif khusus dan tidak boleh dihubungi; tulis nomor biasa",
    "+1 900 555 0123": "nomor '+1 900 555 0123' bertarif khusus dan tidak boleh dihubungi; tulis nomor biasa",
    "+870773111632": (
        "nomor '+870773111632' bukan telepon biasa (layanan khusus atau satelit); tulis nomor kantor atau ponsel"
    ),
    "0812-KANTOR": "nomor '0812-KANTOR' berisi huruf; tulis angka saja, misalnya 0812-3456-7890",
    "081234567890/081234567891": "'081234567890/081234567891' berisi lebih dari satu nomor; tulis satu nomor saja",
    "0812345678901234": (
        "nomor '0812345678901234' tidak ada dalam penomoran telepon; periksa kode wilayah dan jumlah angkanya"
    ),
    "sip:budi": "alamat SIP 'sip:budi' tidak lengkap atau tidak dikenal; tulis sip:nama@host atau sip:nama@host:5060",
    "sip:budi@host:70000": "port 70000 pada alamat SIP tidak ada; port 1 sampai 65535",
}


@pytest.mark.parametrize(("written", "stored"), WRITTEN.items())
def test_a_telephone_is_read_as_people_write_it(written: str, stored: str) -> None:
    assert str(parse_phone(written)) == stored


@pytest.mark.parametrize(("written", "why"), REFUSED.items())
def test_what_cannot_be_dialled_is_refused_with_what_would_be_right(written: str, why: str) -> None:
    with pytest.raises(PhoneFault) as fault:
        parse_phone(written)
    assert str(fault.value) == why


def test_an_extension_is_kept_apart_from_the_number() -> None:
    assert parse_phone("021 5000 1000 ext 12") == Phone("+622150001000", "12")


ANYTHING = st.text() | st.from_regex(r"(\+|0|62|062|sip:|tel:)[0-9 @.:;extx-]{0,24}", fullmatch=True)


@given(ANYTHING)
@example("sip:@")
@example("+" + "9" * 30)
def test_reading_a_telephone_is_idempotent_and_knows_one_fault(text: str) -> None:
    try:
        phone = parse_phone(text)
    except PhoneFault:
        return
    assert parse_phone(str(phone)) == phone


@pytest.mark.parametrize(
    ("raw", "caller"),
    [
        ("+6281234567890", "+6281234567890"),
        (" +622150001000 ", "+622150001000"),
        ("sip:+6281234567890@carrier.example:5060;user=phone", "+6281234567890"),
        ("sip:1001@pbx.kantor.example", "sip:1001@pbx.kantor.example"),
        ("client:budi", "client:budi"),
        ("+266696687", None),
        ("+7378742833", None),
        ("+2562533", None),
        ("+8656696", None),
        ("+86282452253", None),
        ("anonymous", None),
        ("Restricted", None),
        ("sip:anonymous@anonymous.invalid", None),
        ("sip:+266696687@carrier.example", None),
        ("client:anonymous", None),
        ("sip:" + "a" * 200 + "@host", None),
        ("sip:a b@host", None),
        ("0812", None),
        ("+", None),
        ("", None),
        (None, None),
    ],
)
def test_a_caller_is_known_by_number_or_withheld(raw: str | None, caller: str | None) -> None:
    assert caller_number(raw) == caller


@pytest.mark.parametrize(
    ("raw", "address"),
    [
        ("+622150001000", "+622150001000"),
        ("+62 21 5000-1000", "+622150001000"),
        ("sip:+622150001000@carrier.example;user=phone", "+622150001000"),
        ("sip:Piket@Kantor.sip.example:5060;transport=udp", "sip:Piket@kantor.sip.example"),
        ("sip:piket@kantor.example:5080", "sip:piket@kantor.example:5080"),
        ("halo", "halo"),
        (None, ""),
    ],
)
def test_what_was_dialled_is_compared_in_one_form(raw: str | None, address: str) -> None:
    assert dialled_address(raw) == address


@given(ANYTHING)
def test_what_a_webhook_sends_never_fails_and_is_stable(text: str) -> None:
    caller = caller_number(text)
    assert caller is None or (caller_number(caller) == caller and len(caller) <= 128)
    address = dialled_address(text)
    assert dialled_address(address) == address
    assert len(address) <= 128
    assert isinstance(mask(text) + spoken(text) + str(country_of(text)), str)


@pytest.mark.parametrize(
    ("number", "masked"),
    [
        ("+628120000001", "+62812****0001"),
        ("+6281234567890", "+62812****7890"),
        ("+622150001000;ext=12", "+62215****1000"),
        ("+6565123456", "+656****3456"),
        ("12345", "****45"),
        ("sip:+6281234567890@carrier.example", "sip:+62812****7890@carrier.example"),
        ("sip:budi@kantor.example;transport=tls", "sip:b****@kantor.example"),
        ("client:budi", "client:b****"),
        (None, "withheld"),
    ],
)
def test_logs_never_show_a_whole_number(number: str | None, masked: str) -> None:
    assert mask(number) == masked


@pytest.mark.parametrize(
    ("number", "words"),
    [
        ("+6281234567890", "0 8 1 2 3 4 5 6 7 8 9 0"),
        ("+622150001000;ext=12", "0 2 1 5 0 0 0 1 0 0 0"),
        ("+6565123456", "plus 6 5 6 5 1 2 3 4 5 6"),
        ("sip:+6281234567890@carrier.example", "0 8 1 2 3 4 5 6 7 8 9 0"),
        ("sip:1001@pbx.example", "1 0 0 1"),
        ("client:budi", "budi"),
    ],
)
def test_a_number_is_spoken_digit_by_digit(number: str, words: str) -> None:
    assert spoken(number) == words


def test_the_country_of_a_number_is_known() -> None:
    assert [country_of(n) for n in ("+6281234567890", "+6565123456", "+870773111632", "sip:a@b", "")] == [
        "ID",
        "SG",
        None,
        None,
        None,
    ]


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("0800-123-4567", "+628001234567"),
        ("+62 800 123456", "+62800123456"),
        ("1500123", "+621500123"),
        ("021-5000-1000", None),
        ("0812-3456-7890", None),
        ("sip:piket@kantor.example", None),
        ("", None),
    ],
)
def test_numbers_that_are_free_for_the_public(written: str, number: str | None) -> None:
    assert free_number(written) == number


@pytest.mark.parametrize(
    ("sent", "caller"),
    [
        ("081355501234", "+6281355501234"),
        ("0215001000", "+62215001000"),
        ("6281355501234", "+6281355501234"),
        ("110", "110"),
        ("12", None),
        ("0812x", None),
    ],
)
def test_a_carrier_at_home_may_send_the_national_form(sent: str, caller: str | None) -> None:
    assert caller_number(sent) == caller


@pytest.mark.parametrize(
    ("number", "written"),
    [
        ("+6281355501111", "0813-5550-1111"),
        ("+628120000101", "0812-0000-101"),
        ("+622150001000", "(021) 5000-1000"),
        ("+622150001000;ext=12", "(021) 5000-1000 ext 12"),
        ("+6591234567", "+6591234567"),
        ("1500123", "1500123"),
        ("sip:andi@kantor.example", "andi@kantor.example"),
    ],
)
def test_a_number_is_shown_as_indonesians_write_it(number: str, written: str) -> None:
    assert readable(number) == written
