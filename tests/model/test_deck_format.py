"""The grammar of the Markdown deck: canonical text, escapes, ids."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from initquiz.model import deck_format

PIECES = st.sampled_from(
    ["**A:**", "**Q:**", "```", "````", "~~~", "\\", " ", "    ", "\n", "\t", "|", "#", "x", "**"]
)
TEXTS = st.one_of(st.text(), st.lists(PIECES).map("".join))


def read_back(lines: list[str]) -> tuple[str, bool]:
    """Undo `escape` as the reader does; tell also whether a fence is left open."""
    fence, read = "", []
    for line in lines:
        after = deck_format.fence_after(line, fence)
        if not fence and not after:
            assert not deck_format.MARK.match(line)
            read.append(deck_format.unescape(line))
        else:
            read.append(line)
        fence = after
    return "\n".join(read), bool(fence)


@given(TEXTS)
def test_canonical_text_is_its_own_canonical_form(text: str) -> None:
    """Tidying a value twice changes nothing the second time."""
    once = deck_format.canonical_text(text)
    assert deck_format.canonical_text(once) == once
    assert "\r" not in once
    assert not deck_format.CONTROL.search(once)


def test_canonical_text_keeps_inner_layout() -> None:
    """Only newlines, trailing spaces, outer blank lines and the first indent are tidied."""
    assert deck_format.canonical_text(" \r\n  a  \r\n\r\n    b\t\n\n") == "a\n\n    b"


@given(TEXTS)
def test_escaped_lines_hold_no_mark_and_no_open_fence(text: str) -> None:
    """Whatever a value holds, its written lines cannot swallow or fake the next field."""
    value = deck_format.canonical_text(text)
    back, is_open = read_back(deck_format.escape(value))
    assert back == value
    assert not is_open


def test_a_closed_fence_is_written_as_it_is() -> None:
    """Code inside a proper fence needs no backslash, even if it shows a field mark."""
    value = "```\n**A:** not a field\n```"
    assert deck_format.escape(value) == value.split("\n")


def test_a_mark_and_an_open_fence_get_one_backslash() -> None:
    """The backslash stands before the mark, after the line's own indentation."""
    assert deck_format.escape("x\n  **A:** y\n```py") == ["x", "  \\**A:** y", "\\```py"]


@pytest.mark.parametrize(
    ("line", "fence", "after"),
    [
        ("```py", "", "```"),
        ("   ~~~~ x`y`", "", "~~~~"),
        ("    ```", "", ""),
        ("``` a`b", "", ""),
        ("text", "```", "```"),
        ("````  ", "```", ""),
        ("``", "```", "```"),
        ("```", "````", "````"),
        ("```py", "```", "```"),
        ("~~~", "```", "```"),
    ],
)
def test_fences_open_and_close_as_in_commonmark(line: str, fence: str, after: str) -> None:
    """A closing fence is of the same sort, at least as long, and bare."""
    assert deck_format.fence_after(line, fence) == after


@given(st.lists(st.text(alphabet="ab|\\ `")))
def test_accepted_answers_come_back(answers: list[str]) -> None:
    """Bars and backslashes inside an accepted answer survive."""
    kept = tuple(one for one in map(deck_format.one_line, answers) if one)
    assert deck_format.split_accept(deck_format.join_accept(answers)) == kept


@given(st.text(alphabet="a #\\"))
def test_names_come_back_from_headings(name: str) -> None:
    """Hashes at the end of a name do not close its heading."""
    text = deck_format.escape_name(name)
    assert deck_format.unescape_name(text) == deck_format.one_line(name)


def test_closing_hashes_of_a_heading_are_dropped() -> None:
    """A heading may be closed as Markdown allows; a name that ends in a hash may not."""
    assert deck_format.unescape_name("He ##") == "He"
    assert deck_format.unescape_name("C#") == "C#"
    assert deck_format.escape_name("C #") == "C \\#"


def test_tags_are_single_words() -> None:
    """Spaces inside a tag become hyphens; doubles and empty tags go."""
    assert deck_format.split_tags("he init, ,formula,he  init") == ("he-init", "formula")
    assert deck_format.canonical_tags(["a,b c"]) == ("a-b-c",)


def test_a_derived_id_follows_the_words() -> None:
    """Case and white space make no difference to a derived id; other words do."""
    derived = deck_format.derive_id("What is  He?")
    assert derived == deck_format.derive_id("what IS\nhe?")
    assert derived.startswith("what-is-he-")
    assert derived != deck_format.derive_id("What is LeCun?")


@given(st.text())
def test_made_ids_are_valid(text: str) -> None:
    """Every text yields an id that the format allows."""
    assert deck_format.ID.fullmatch(deck_format.derive_id(text))
    assert deck_format.ID.fullmatch(deck_format.safe_id(text))


def test_a_valid_id_stays_and_others_stay_apart() -> None:
    """Ids that differ only in letter case get different substitutes."""
    assert deck_format.safe_id("he-formula_1.0") == "he-formula_1.0"
    assert deck_format.safe_id("aB") != deck_format.safe_id("Ab")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("text <!-- id: x -->", ("text ", "x")),
        ("text <!-- id: a --> <!--id: b-->", ("text <!-- id: a --> ", "b")),
        ("text <!-- note -->", ("text <!-- note -->", None)),
        ("text <!-- id: x --> more", ("text <!-- id: x --> more", None)),
        ("text <!-- id: x --> more -->", ("text <!-- id: x --> more -->", None)),
        ("text", ("text", None)),
    ],
)
def test_the_id_is_the_last_comment(line: str, expected: tuple[str, str | None]) -> None:
    """Only a comment that ends the line and begins with `id:` is an id."""
    assert deck_format.split_id(line) == expected


@pytest.mark.parametrize(
    "piece", ["*", "`", "~", "<!--", "\\", "|", "\\|", "# ", "**A:**", "```a\n"]
)
def test_hostile_text_takes_linear_time(piece: str) -> None:
    """A quarter megabyte of any mark is handled far faster than quadratic work could be."""
    text = piece * (2**18 // len(piece))
    start = time.perf_counter()
    deck_format.split_accept(deck_format.join_accept([text]))
    deck_format.unescape_name(deck_format.escape_name(text))
    deck_format.split_id(text + "-->")
    deck_format.split_tags(text)
    read_back(deck_format.escape(text)) if "A" not in piece else deck_format.escape(text)
    deck_format.derive_id(text)
    assert time.perf_counter() - start < 3
