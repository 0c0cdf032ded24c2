"""Pictures are found in Markdown where a reader would see them."""

from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from initquiz.markup.notation import STAND_IN, stand_in
from initquiz.markup.pictures import masked_pictures, words


def test_a_picture_gives_its_words_and_its_address() -> None:
    """Escapes are read, formulas in the words are stand-ins of their own, none is no words."""
    text, pieces, pictures = masked_pictures(
        'a ![b\\_c $x$](media:1.png) ![](<media:2.png> "title") $y$'
    )
    assert pictures == ((f"b_c {stand_in(0)}", "media:1.png"), ("picture", "media:2.png"))
    assert [piece.text for piece in pieces] == ["x", "y"]
    assert text == f"a {stand_in(2)} {stand_in(3)} {stand_in(1)}"


@pytest.mark.parametrize(
    "text",
    [
        "`![a](media:1.png)`",
        "```\n![a](media:1.png)\n```",
        r"\![a](media:1.png)",
        "[a](media:1.png)",
        "![a\n\nb](media:1.png)",
        "![a][1]",
        "![a](media:1 2.png)",
    ],
)
def test_what_is_no_picture_is_left_as_it_is(text: str) -> None:
    """Code, links, escaped signs and what breaks off are not touched."""
    found = masked_pictures(text)
    assert (found.text, found.pictures) == (text, ())


def test_code_among_the_words_is_kept() -> None:
    """The words of a picture may hold code, brackets and all."""
    assert masked_pictures("![a `[0]` b](u)").pictures == (("a `[0]` b", "u"),)


def test_the_words_are_one_line() -> None:
    """Neither escapes nor line ends are left."""
    assert words("  a\n\\*b\\* ") == "a *b*"


PARTS = st.sampled_from(("![", "](", ")", "a", "\\", "`", "$x$", "$", "[", "]", "\n", " ", '"'))


@given(st.lists(PARTS, max_size=40).map("".join))
def test_every_stand_in_stands_for_something(markdown: str) -> None:
    """Whatever the text, each number is that of a formula or a picture, and no other is left."""
    text, pieces, pictures = masked_pictures(markdown)
    for found in STAND_IN.finditer(text + "".join(each.words for each in pictures)):
        number = int(found[1])
        assert number < len(pieces) + len(pictures)
        assert number >= len(pieces) or pieces[number].kind != "code"


@pytest.mark.parametrize("part", ["![", "![a](", '![a](b "', "![a](b \n", "![a\\"])
def test_a_hostile_text_takes_no_time(part: str) -> None:
    """Beginnings of pictures in their thousands are read in time that grows as they do."""
    start = perf_counter()
    masked_pictures(part * 20_000)
    assert perf_counter() - start < 5
