"""Moodle's XML: elements, category paths, stars."""

from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from initquiz.formats import moodle
from initquiz.model.deck_format import one_line

NAME = st.text("a/ $.top&<", min_size=1, max_size=12).map(one_line).filter(bool)


def parsed(xml: str) -> ET.Element:
    """Return XML of ours as a tree."""
    return ET.fromstring(xml)  # noqa: S314 - our own


@given(st.text())
def test_any_text_is_well_formed(text: str) -> None:
    """As text and in an attribute; what XML cannot hold is left out."""
    one = parsed(moodle.element("q", moodle.text(text), name=text))
    assert one.findtext("text") == moodle.writable(text)


def test_what_xml_cannot_hold_is_left_out() -> None:
    """Controls and half characters; line ends become LF as any reader makes them."""
    assert moodle.writable("a\0\x0b\ud800\ufffe\r\nb\rc\td") == "a\nb\nc\td"


@given(st.lists(NAME, min_size=1, max_size=3))
def test_a_category_is_read_as_it_was_written(names: list[str]) -> None:
    """Whatever slashes its names have."""
    path = parsed(moodle.category(*names)).findtext("category/text") or ""
    assert path.startswith("$course$/top/")
    assert moodle.names_of(path) == tuple(names)


@pytest.mark.parametrize(
    ("path", "names"),
    [
        ("$course$/top/Default for He/Init", ("Default for He", "Init")),
        ("$system$/Deck", ("Deck",)),
        ("$cat1$/top/Deck", ("Deck",)),
        ("Deck/and // or", ("Deck", "and / or")),
        ("$course$/top", ()),
        ("", ()),
    ],
)
def test_paths_as_moodle_writes_them(path: str, names: tuple[str, ...]) -> None:
    """The course and its top are no names; old files lack both."""
    assert moodle.names_of(path) == names


@given(st.text("a*\\ ", max_size=12))
def test_a_star_is_a_star_again(text: str) -> None:
    """A backslash before it is kept as well."""
    assert moodle.unstarred(moodle.starred(text)) == text


def test_a_star_that_stands_for_anything_is_no_text() -> None:
    """Such an answer stands for many."""
    assert moodle.unstarred("He*") is None
    assert moodle.unstarred(r"a\*b*") is None


def test_names_are_short_and_tags_are_all_there() -> None:
    """A list of questions stays readable."""
    name = parsed(moodle.name("k" * 80, "word " * 100)).findtext("text") or ""
    assert len(name) <= 255
    assert name.endswith("…")
    assert moodle.tags(()) == ""
    found = parsed(moodle.tags(("a", "b"))).findall("tag/text")
    assert [each.text for each in found] == ["a", "b"]


def test_a_unit_is_optional() -> None:
    """Without one there is nothing to say."""
    assert moodle.unit("") == ""
    assert parsed(f"<q>{moodle.unit('%')}</q>").findtext("units/unit/unit_name") == "%"


def test_numbers_keep_all_digits() -> None:
    """And their tolerance; an answer may have feedback in HTML."""
    one = parsed(moodle.number("50", 0.1 + 0.2, 1e-20, "<b>a</b>"))
    assert (one.get("fraction"), one.findtext("text")) == ("50", "0.30000000000000004")
    assert one.findtext("tolerance") == "1e-20"
    assert one.findtext("feedback/text") == "<b>a</b>"
    assert parsed(moodle.picture("a&.png", b"\0\xff")).text == "AP8="
    assert parsed(moodle.rich("q", "<p>", moodle.plain("x", "y"))).findtext("x") == "y"
    assert parsed(moodle.answer("0", "*")).find("feedback") is None


def test_a_plot_is_shown_at_the_size_it_is_meant_to_have() -> None:
    """Half of its pixels; what is no whole PNG stays as it is."""
    html = '<p><img src="a.png" alt="x"><img src="b.png" alt="y"></p>'
    data = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x07\x08\0\0\x04\x10"
    shown = moodle.sized(html, "a.png", data)
    assert shown == html.replace(
        '"a.png"', '"a.png" width="900" style="max-width: 100%; height: auto"'
    )
    assert moodle.sized(html, "a.png", data[:18]) == html
    assert moodle.sized(html, "a.png", b"GIF89a" + bytes(40)) == html
