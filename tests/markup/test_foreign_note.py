"""Notes of another program as facts."""

import pytest

from initquiz.markup.foreign_note import LEFT_OUT, MOST_OF_GAPS, Made, Reader
from initquiz.model.card import Fact

NAMES = ("Front", "Back")


@pytest.fixture
def reader() -> Reader:
    """A reader of a file with one picture."""
    return Reader({"a.png": "ab12.png"}, lambda dropped: "too bad" if "gone" in dropped else "")


def test_the_first_field_is_asked_and_the_rest_told(reader: Reader) -> None:
    """Plain words stay as they are, HTML becomes Markdown."""
    (made,) = reader.basic(("Why?", "<b>So</b> <img src='a.png' alt='p'>"), NAMES, [0])
    assert made == Made(0, "", Fact("Why?", "**So** ![p](media:ab12.png)"))
    assert reader.faults() == ()


@pytest.mark.parametrize(
    ("orders", "endings"), [([], [""]), ([0], [""]), ([0, 1], ["", "-2"]), ([1], ["-2"]), ([2], [])]
)
def test_a_second_card_is_turned_around(
    reader: Reader, orders: list[int], endings: list[str]
) -> None:
    """Only the cards there are."""
    made = reader.basic(("one", "eins"), NAMES, orders)
    assert [each.ending for each in made] == endings
    assert [each.fact.question for each in made] == [
        "eins" if ending else "one" for ending in endings
    ]


def test_what_is_left_out_is_told_once_with_its_reason(reader: Reader) -> None:
    """Sounds, scripts, unknown pictures."""
    fields = ("Q<script>x</script><script>y</script>", "[sound:a.mp3]<img src='gone.png'>")
    (made,) = reader.basic(fields, NAMES, [0])
    assert made.fact == Fact("Q", LEFT_OUT)
    assert [what for what, _ in reader.faults()] == [
        "<script> was left out.",
        "the sound 'a.mp3' was left out: sounds and films are not read.",
        "the picture 'gone.png' was left out: too bad.",
    ]
    assert reader.faults() == ()


def test_gaps_become_cards_and_tell_once(reader: Reader) -> None:
    """Each number is asked; behind stands the whole text."""
    made = reader.cloze(("{{c1::a}} {{c3::b}}<script>x</script>", "more"), ("Text", "Extra"))
    assert made == [
        Made(0, "-c1", Fact(r"\[…\] b", "a b\n\nmore")),
        Made(2, "-c3", Fact(r"a \[…\]", "a b\n\nmore")),
    ]
    assert reader.faults() == (("<script> was left out.", ""),)


def test_gaps_of_a_long_text_do_not_multiply_it(reader: Reader) -> None:
    """A note has only so many characters as questions."""
    text = "".join(f"{{{{c{i}::x}}}}" for i in range(1, 90)) + "y" * 30_000
    made = reader.cloze((text, ""), ("Text", "Extra"))
    assert 1 < len(made) < 10
    assert sum(len(each.fact.question) for each in made) <= MOST_OF_GAPS
    assert "89 gaps" in reader.faults()[0][0]


@pytest.mark.parametrize(
    ("text", "what"),
    [("no gap", "no gaps"), ("{{c1::image-occlusion:rect}}", "parts of a picture")],
)
def test_notes_without_cards_say_why(reader: Reader, text: str, what: str) -> None:
    """Nothing is made of them."""
    assert reader.cloze((text, ""), ("Text", "Extra")) == []
    assert what in reader.faults()[0][0]


def test_a_note_of_ours_is_the_fact_it_was(reader: Reader) -> None:
    """With its note, source and accepted answers."""
    fields = ("<p>Q \\(x\\)</p>", "<p>A</p>", "<p>n</p>", "", "key", r"2/n | a\|b", "topic", "")
    (made,) = reader.own(fields, str)
    assert made.fact == Fact("Q $x$", "A", "n", "", ("2/n", "a|b"))
