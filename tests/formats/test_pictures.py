"""Pictures from strangers: known by their bytes, named by their content."""

import hashlib
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from initquiz.formats.pictures import fault_of_name, kept_name, plain_name, suffix_of


@pytest.mark.parametrize(
    ("data", "suffix"),
    [
        (b"\x89PNG\r\n\x1a\n rest", "png"),
        (b"\xff\xd8\xff\xe0 rest", "jpg"),
        (b"GIF89a rest", "gif"),
        (b"GIF87a", "gif"),
        (b"RIFF\n\0\0\0WEBPVP8 ", "webp"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", None),
        (b"<!DOCTYPE html>", None),
        (b"\0\0\0\x18ftypmp42", None),
        (b"RIFF\n\0\0\0WAVE", None),
        (b" \x89PNG\r\n\x1a\n", None),
        (b"", None),
    ],
)
def test_a_picture_is_known_by_its_first_bytes(data: bytes, suffix: str | None) -> None:
    """Whatever it is called; drawings, pages, films and sounds are none."""
    assert suffix_of(data) == suffix


def test_a_picture_is_named_by_its_content() -> None:
    """So that no name of a stranger's is ever a path."""
    name = kept_name(b"x", "png")
    assert name == f"{hashlib.sha256(b'x').hexdigest()[:24]}.png"
    assert re.fullmatch(r"[0-9a-f]{24}\.png", name)


@pytest.mark.parametrize(
    "name", ["plot.png", "ä ö.png", "con-1.png", "a.b.c", "日本.webp", "a" * 120]
)
def test_usual_names_are_words_to_refer_by(name: str) -> None:
    """Letters of any script, spaces and dots within."""
    assert fault_of_name(name) == ""


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("", "empty"),
        ("a" * 121, "longer"),
        ("é" * 61, "longer"),
        ("a/b", "path"),
        ("a\\b", "path"),
        ("c:x", "path"),
        ("x..y", "path"),
        ("a\0b", "cannot be seen"),
        ("a\nb", "cannot be seen"),
        ("a\u202eb", "cannot be seen"),
        ("a\ud800b", "cannot be seen"),
        (".x", "begins with"),
        ("-x", "begins with"),
        ("x.", "ends with"),
        ("x ", "ends with"),
        ("CON", "device"),
        ("lpt1.png", "device"),
        ("com¹.txt", "device"),
    ],
)
def test_names_that_could_do_harm_are_told(name: str, fault: str) -> None:
    """Paths, what cannot be seen, hidden files, options, devices."""
    assert fault in fault_of_name(name)


@given(name=st.text())
def test_a_name_has_one_form(name: str) -> None:
    """Compared by it, two spellings of one name are the same."""
    assert plain_name(plain_name(name)) == plain_name(name)
    assert plain_name("e\u0301") == "é"
