"""XML within limits: what is refused, where, and that sound files are read whole."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from initquiz.errors import RefusedFileError
from initquiz.formats.guarded_xml import Limits, children

TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\r\ufffe\uffff",
                             exclude_categories=("Cc", "Cs")), max_size=30)  # fmt: skip


def read(data: bytes | str, limits: Limits | None = None) -> list[str]:
    """Return the tags of the root's children."""
    raw = data.encode() if isinstance(data, str) else data
    return [each.tag for each in children(raw, "f.xml", "r", limits or Limits())]


def test_children_come_with_all_they_hold() -> None:
    """Texts before, within and after elements stay where they were; comments go."""
    data = "\ufeff<?xml version='1.0'?><!-- a --><r>x<a b='1'>y<c>z</c>w<!-- n --></a><a/></r>"
    first, second = children(data.encode(), "f.xml", "r")
    assert (first.get("b"), first.text) == ("1", "y")
    assert [(each.tag, each.text, each.tail) for each in first] == [("c", "z", "w")]
    assert (second.tag, second.text, len(second)) == ("a", "", 0)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ("", "f.xml, line 1, column 1: this is not well-formed XML"),
        ("<r>\n<a></r>", "line 2, column 6"),
        ("<r>\n &x;</r>", "line 2, column 2"),
        ("<r>&#0;</r>", "line 1, column 4"),
        ("<r>a\0</r>", "line 1, column 5"),
        ("<s/>", "begins with <s>, not <r>"),
        ("<!DOCTYPE r><r/>", "DOCTYPE"),
        ("<?a?> <!-- <r> -->\n<!doctype r><r/>", "DOCTYPE"),
        ("<?xml version='1.0' encoding='utf-16'?><r/>", "'utf-16'"),
        (f"<?xml version='1.0' encoding='{'x' * 50}'?><r/>", "not UTF-8"),
        (b"<r>\n\n\xff</r>", "line 3 is not UTF-8"),
        (b"\xef\xbb\xbf\n\xc3", "line 2 is not UTF-8"),
    ],
)
def test_what_is_refused_is_told_with_its_place(data: bytes | str, words: str) -> None:
    """Line and column where there are any."""
    with pytest.raises(RefusedFileError, match=r"^f\.xml") as refused:
        read(data)
    assert words in str(refused.value)


def test_a_doctype_in_a_text_is_a_text() -> None:
    """Only what stands before the root declares anything."""
    assert read("<r><a><![CDATA[<!DOCTYPE html>]]></a><!-- <!DOCTYPE --></r>") == ["a"]


@pytest.mark.parametrize(
    ("data", "limits"),
    [
        ("<r><a><b/></a></r>", Limits(depth=2)),
        ("<r><a><b/><b/></a></r>", Limits(elements=2)),
        ("<r><a/><a/></r>", Limits(children=1)),
        ("<r>" + " " * 100 + "</r>", Limits(size=100)),
        ("<r><p>" + "x" * 100 + "</p></r>", Limits(whole=100, pictures=frozenset("p"))),
        ("<r>" + "x" * 200_000 + "<a></r>", Limits(size=100_000)),
    ],
)
def test_each_limit_is_kept(data: str, limits: Limits) -> None:
    """One more is refused, and as soon as it is seen."""
    with pytest.raises(RefusedFileError, match="more than"):
        read(data, limits)


def test_pictures_are_counted_apart() -> None:
    """A child holds only so much of them, and that counts for itself alone."""
    limits = Limits(size=60, pictures=frozenset("p"), held=150)
    data = "<r>" + f"<a><p>{'x' * 100}</p></a>" * 2 + "</r>"
    found = list(children(data.encode(), "f.xml", "r", limits))
    assert [each.findtext("p") for each in found] == ["x" * 100] * 2
    (one,) = children(f"<r><a><p>{'x' * 200}</p></a></r>".encode(), "f.xml", "r", limits)
    assert one.findtext("p") == ""
    with pytest.raises(RefusedFileError, match="more than 60 bytes"):
        read(data.replace("<p>", "<q>").replace("</p>", "</q>"), limits)


@pytest.mark.parametrize("before", [0, 65_534, 65_536, 131_071])
def test_a_bad_byte_is_found_in_its_line_wherever_it_is(before: int) -> None:
    """Also where a character is cut in two, or reaches over what is looked at in one piece."""
    text = b"<r>" + b"\n" * before
    with pytest.raises(RefusedFileError, match=f"line {before + 1} is not UTF-8"):
        read(text + b"\xc3(</r>")
    with pytest.raises(RefusedFileError, match=f"line {before + 1} is not UTF-8"):
        read(text + b"\xe2\x82")
    assert read(text + "é€😀</r>".encode()) == []


def test_elements_are_counted_for_each_child_alone() -> None:
    """A long file is no large question."""
    assert len(read("<r>" + "<a><b/></a>" * 50 + "</r>", Limits(elements=3))) == 50


def test_children_come_before_the_file_is_read_to_its_end() -> None:
    """So a large file is never in memory twice."""
    found = children(b"<r><a/>" + b" " * 200_000 + b"<b>", "f.xml", "r")
    assert next(found).tag == "a"
    with pytest.raises(RefusedFileError):
        next(found)


@given(TEXT, TEXT)
def test_any_text_is_read_as_it_is(text: str, tail: str) -> None:
    """Escaped, and cut into pieces wherever."""
    from xml.sax.saxutils import escape  # noqa: PLC0415

    (one,) = children(f"<r><a>{escape(text)}<b/>{escape(tail)}</a></r>".encode(), "f.xml", "r")
    assert (one.text, one[0].tail) == (text, tail)


@given(st.binary(max_size=60) | st.text("<>/!-[]?&;'\"=ra \n", max_size=60).map(str.encode))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    """Nothing else comes out."""
    try:
        read(data)
    except RefusedFileError as refused:
        assert str(refused).startswith("f.xml")  # noqa: PT017 - either way is fine
