"""Whose address tries are counted for, whoever claims what."""

import pytest

from ivr.web.network_address import counted_address


@pytest.mark.parametrize(
    ("remote", "forwarded", "counted"),
    [
        # Nobody in between.
        ("203.0.113.7", "", "203.0.113.7"),
        ("127.0.0.1", "", "127.0.0.1"),
        ("2001:db8:1:2:3:4:5:6", "", "2001:db8:1:2::/64"),
        ("::ffff:203.0.113.7", "", "203.0.113.7"),
        # From outside, straight to us: what is claimed is nobody's word.
        ("203.0.113.7", "198.51.100.1", "203.0.113.7"),
        ("203.0.113.7", "127.0.0.1", "203.0.113.7"),
        # Our proxy adds who asked it; what stands before that, the asker wrote.
        ("127.0.0.1", "203.0.113.7", "203.0.113.7"),
        ("127.0.0.1", "198.51.100.1, 203.0.113.7", "203.0.113.7"),
        ("127.0.0.1", "10.0.0.1, 127.0.0.1, 203.0.113.7", "203.0.113.7"),
        ("10.1.2.3", "203.0.113.7", "203.0.113.7"),
        ("::1", "203.0.113.7", "203.0.113.7"),
        ("fd00::1", "2001:db8:1:2::9", "2001:db8:1:2::/64"),
        ("", "203.0.113.7", "203.0.113.7"),
        ("unix:", "203.0.113.7", "203.0.113.7"),
        # Somebody in the office itself.
        ("127.0.0.1", "192.168.1.20", "192.168.1.20"),
        # With a port, in brackets, in quotation marks.
        ("127.0.0.1", "203.0.113.7:52100", "203.0.113.7"),
        ("127.0.0.1", '"[2001:db8:1:2::9]:4711"', "2001:db8:1:2::/64"),
        # Nonsense is no address.
        ("127.0.0.1", "203.0.113.7, unknown", "127.0.0.1"),
        ("127.0.0.1", "203.0.113.7, ", "127.0.0.1"),
        ("127.0.0.1", "'; DROP TABLE people", "127.0.0.1"),
        ("nowhere", "203.0.113.7", "nowhere"),
    ],
)
def test_the_address_that_counts(remote: str, forwarded: str, counted: str) -> None:
    assert counted_address(remote, forwarded) == counted
