r"""The grammar of GIFT: what is written is read back, by the rules of Moodle's own escapes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from initquiz.formats import gift


@given(st.text())
def test_any_text_is_held_back_and_released(text: str) -> None:
    """Nothing in an escaped text means anything, and it is on one line."""
    written = gift.escaped(text)
    assert "\n" not in written
    read = gift.held(written)
    assert not set(read) & set("~=#{}:\n")
    kept = gift.released(read)
    assert kept == text.replace("\r", "").translate(gift._FORGED).strip()  # noqa: SLF001


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (r"\\(n_\{in\}\\)", r"\(n_{in}\)"),
        (r"\\nu", r"\nu"),
        (r"x\nu", "x\nu"),
        (r"\\\{", r"\{"),
        (r"\\\\\{", r"\\{"),
        (r"\x\(", r"\x\("),
        (r"a\~b\=c\#d\:e", "a~b=c#d:e"),
    ],
)
def test_backslashes_pair_from_the_left(written: str, meant: str) -> None:
    """Two are one; one makes the sign behind it plain, or stands for itself."""
    assert gift.released(gift.held(written)) == meant


def test_blocks_are_parted_by_blank_lines() -> None:
    """They know where they begin; comments within are kept apart, and alone they are none."""
    text = "// a\n\n \t\n// [id:x]\nQ {\n// [tag:y]\n=a}\n\nR {T}"
    assert list(gift.blocks(text)) == [
        gift.Block(5, "// [id:x]\n// [tag:y]", "Q {\n=a}"),
        gift.Block(9, "", "R {T}"),
    ]


TAGS = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=9)


@given(TAGS, st.lists(TAGS))
def test_ids_and_tags_come_back(key: str, tags: list[str]) -> None:
    """Brackets and backslashes in them do no harm."""
    line = gift.comment(key, tags)
    assert line.startswith("// ")
    assert gift.id_of(line) == key
    assert gift.tags_of(line) == tuple(tags)


NAMES = st.text(st.characters(exclude_categories=["C", "Z"]) | st.just(" "), max_size=9)


@given(st.lists(NAMES.map(lambda name: " ".join(name.split())).filter(bool), min_size=1))
def test_paths_come_back(names: list[str]) -> None:
    """Slashes and backslashes in names are kept, whatever stands beside them."""
    line = gift.category(names)
    assert line.startswith("$CATEGORY: $course$/top/")
    assert gift.path_of(line.removeprefix(gift.CATEGORY)) == tuple(names)


@given(st.dictionaries(st.text(max_size=5), st.text(max_size=20)))
def test_spellings_come_back(texts: dict[str, str]) -> None:
    """On one line, in which Moodle finds neither id nor tag."""
    line = gift.spelling(texts)
    assert "\n" not in line
    assert gift.id_of(line) == ""
    assert gift.tags_of(line) == ()
    assert gift.spelling_of(f"// x\n{line}\n// y") == texts


@pytest.mark.parametrize("json", ["{", '{"a": 1}', "[" * 99_999, '{"a":' * 9_999, "{}x"])
def test_a_spoilt_spelling_is_none(json: str) -> None:
    """It is passed over."""
    assert gift.spelling_of(f"// initquiz {json}") == {}
