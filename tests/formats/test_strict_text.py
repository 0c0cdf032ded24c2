"""Text is read whole or not at all, and a bad byte is found by its line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from initquiz.errors import Problem
from initquiz.formats.strict_text import decoded


@given(st.text(st.characters(exclude_characters="\r\ufeff", exclude_categories=["Cs"])))
def test_any_utf_8_is_read_with_plain_line_ends(text: str) -> None:
    """Of every system, with or without a byte order mark."""
    for ends in ("\n", "\r\n", "\r"):
        data = text.replace("\n", ends).encode()
        assert decoded(data, "f", 10**6) == text
        assert decoded(b"\xef\xbb\xbf" + data, "f", 10**6) == text


@pytest.mark.parametrize(
    ("data", "where", "what"),
    [
        (b"a\nb\n\xffc", "f, line 3", "byte 4 (0xff)"),
        (b"\xef\xbb\xbf\nx\xe4", "f, line 2", "byte 5 (0xe4)"),
        ("ä".encode("utf-16"), "f, line 1", "byte 0 (0xff)"),
        (b"123456", "f", "6 bytes, more than 5"),
    ],
)
def test_what_is_no_text_or_too_much_is_named(data: bytes, where: str, what: str) -> None:
    """By line and byte, with what to do."""
    found = decoded(data, "f", 5 if what.startswith("6") else 100)
    assert isinstance(found, Problem)
    assert (found.where, what in found.what) == (where, True)
    assert found.hint
