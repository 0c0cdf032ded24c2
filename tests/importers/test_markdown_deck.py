"""Reading Markdown decks."""

import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from initquiz.importers import markdown_deck
from initquiz.importers.markdown_deck import IMPORTER
from initquiz.model.card import Card, Fact, Level, Skill

if TYPE_CHECKING:
    from initquiz.model.exchange import Reading

STUDY_NOTES = """\
# Notes on layers

Some prose with an em dash — and a list:

* **Normal**: $W$ is drawn.

```python
# not a heading
- **Q:** not a card
```

---

## Flashcards

* **Q:** What breaks symmetry?
  **A:** Randomness — any kind.

* **Q:** What is the law?
  **A:** $\\mathcal{N}(0, 1)$
"""


def read(text: str, name: str = "deck.md") -> "Reading":
    """Read a text as a file."""
    return IMPORTER.read(text.encode(), name)


def cards(text: str) -> tuple[Card, ...]:
    """Read a text that must hold one deck and no fault."""
    reading = read(text)
    assert reading.problems == ()
    (deck,) = reading.decks
    return deck.cards


def fact(text: str) -> Fact:
    """Read a text that must hold one fact card."""
    (card,) = cards(text)
    assert isinstance(card.content, Fact)
    return card.content


def complaint(text: str) -> str:
    """Read a text that must hold exactly one fault."""
    (problem,) = read(text).problems
    return str(problem)


def test_key_is_the_file_name() -> None:
    """The format is found under the name of its file."""
    assert IMPORTER.key == markdown_deck.__name__.rpartition(".")[2].replace("_", "-")
    assert IMPORTER.suffixes == (".md", ".markdown")


def test_the_example_of_the_help_text_is_a_deck() -> None:
    """The help shows a file that can be read as it stands."""
    help_text = markdown_deck.__doc__ or ""
    example = [line[4:] for line in help_text.split("\n") if line.startswith("    ")]
    reading = read("\n".join(example) + "\n  **Tags:** skill\n")
    (deck,) = reading.decks
    assert reading.problems == ()
    assert deck.name == "Weight initialization"
    assert deck.cards[0] == Card(
        "he-formula",
        "He initialization",
        Fact(
            "What is the formula for He initialization?",
            "$\\mathcal{N}(0, 2/n_{in})$",
            note="The second argument is the variance.",
            source="He et al. 2015",
            accept=("N(0, 2/n_in)", "normal with variance 2/n_in"),
        ),
        ("he", "formula"),
    )
    assert deck.cards[1].content == Skill("name-histogram", Level.EASY)
    assert deck.cards[1].tags == ("skill",)


def test_study_notes_with_flashcards_are_read() -> None:
    """Notes whose cards are bold Q and A in a list give those cards and nothing else."""
    reading = read(STUDY_NOTES)
    (deck,) = reading.decks
    assert deck.name == "Notes on layers"
    assert [card.topic for card in deck.cards] == ["Flashcards", "Flashcards"]
    assert deck.cards[0].content == Fact("What breaks symmetry?", "Randomness — any kind.")
    assert deck.cards[1].content == Fact("What is the law?", "$\\mathcal{N}(0, 1)$")
    assert reading.derived == {card.id for card in deck.cards}


@pytest.mark.parametrize("bullet", ["-", "*", "+", "1.", "12)", "-   "])
def test_any_bullet_will_do(bullet: str) -> None:
    """The sort of list does not matter."""
    pad = " " * (len(bullet) + 1)
    content = fact(f"{bullet} **Q:** a\n{pad}**A:** b\n\n{pad}c\n")
    assert content == Fact("a", "b\n\nc")


def test_a_card_needs_no_bullet() -> None:
    """A card may stand on its own, or share a bullet; it runs up to the next card."""
    first, second = cards("**Q:** a\n**A:** b\n\nmore\n\n**Q:** c\n**A:** d\n\n---\nprose\n")
    assert first.content == Fact("a", "b\n\nmore")
    assert second.content == Fact("c", "d")
    first, second = cards("- **Q:** a\n  **A:** b\n  **Q:** c\n  **A:** d\n")
    assert (first.content, second.content) == (Fact("a", "b"), Fact("c", "d"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("- **Q:** a\nb\n  **A:** c\n\nprose\n", Fact("a\nb", "c"), id="wrapped"),
        pytest.param("- **Q:** a\n\n**A:** b\n", Fact("a", "b"), id="answer at the margin"),
        pytest.param("- **Q:** a\n\t**A:** b\n\n\tc\n", Fact("a", "b\n\nc"), id="tabs"),
        pytest.param(
            "- **Q:** a\n  **A:** b\n  **Foo:** c", Fact("a", "b\n**Foo:** c"), id="label"
        ),
        pytest.param("- **Q:** a\n  **A:** b\n  \\**A:** c", Fact("a", "b\n**A:** c"), id="escape"),
        pytest.param(
            "- **Q:** a\n  **A:** b\n  ```\n  \\**A:**\n  ```\n",
            Fact("a", "b\n```\n\\**A:**\n```"),
            id="backslash in code",
        ),
        pytest.param(
            "**Q:** a\n**A:** b\n```\n# c\n---\n```\n# d",
            Fact("a", "b\n```\n# c\n---\n```"),
            id="code at the margin",
        ),
        pytest.param(
            "- **Q:** a\n  **A:** b\n  ```\n  c\nprose\n", Fact("a", "b\n```\nc"), id="code cut off"
        ),
    ],
)
def test_layouts_people_write(text: str, expected: Fact) -> None:
    """Markdown's usual liberties are read as Markdown draws them."""
    assert fact(text) == expected


def test_values_keep_lists_tables_and_code() -> None:
    """A value's own layout survives, also when code shows headings and field marks."""
    answer = "- x\n  - y\n\n| a | b |\n|---|---|\n\n```python\n# z\n    **A:** w\n\n```"
    body = answer.replace("\n", "\n  ")
    assert fact(f"- **Q:** q\n  **A:**\n\n  {body}\n  **Tags:** t\n").answer == answer


def test_headings_name_decks_and_topics() -> None:
    """Level one is the deck, level two the topic; without any, the file's name serves."""
    card = "- **Q:** {0}\n  **A:** x\n"
    text = f"# D\n{card.format(1)}## T\n### U\n{card.format(2)}# E ##\n{card.format(3)}"
    one, two = read(text).decks
    assert (one.name, [c.topic for c in one.cards]) == ("D", ["", "T"])
    assert (two.name, [c.topic for c in two.cards]) == ("E", [""])
    assert read(card, "some/where/My cards.md").decks[0].name == "My cards"


def test_windows_files_are_read_alike() -> None:
    """A byte order mark and CRLF make no difference."""
    plain = IMPORTER.read(STUDY_NOTES.encode(), "x.md")
    windows = b"\xef\xbb\xbf" + STUDY_NOTES.replace("\n", "\r\n").encode()
    assert IMPORTER.read(windows, "x.md") == plain


def test_derived_ids_do_not_depend_on_place() -> None:
    """A card without id keeps its derived id when the file is rearranged."""
    text = "- **Q:** a\n  **A:** b\n- **Q:** c\n  **A:** d\n"
    swapped = "- **Q:** c\n  **A:** d\n- **Q:** A \n  **A:** b\n"
    assert read(text).derived == read(swapped).derived


GOOD = "- **Q:** good\n  **A:** yes\n"


@pytest.mark.parametrize(
    ("faulty", "line", "word"),
    [
        ("- **Q:** a\n", 1, "no answer"),
        ("- **Q:** a\n  **A:**\n", 1, "no answer"),
        ("- **Q:**\n  **A:** b\n", 1, "question is empty"),
        ("- **Q:** a ```b``\n  ```\n  **A:** b\n", 1, "no answer. Close the code fence"),
        ("- **Q:** a <!-- id: No -->\n  **A:** b\n", 1, "'No' cannot be an id"),
        ("- **Q:** a <!-- id: -->\n  **A:** b\n", 1, "'' cannot be an id"),
        ("- **Q:** a\n  **A:** b\n  **A:** c\n", 3, "two fields A"),
        ("- **Q:** a\n  **A:** b\0\n", 2, "control character U+0000"),
        ("- **Q:** a\x1b\n  **A:** b\n", 1, "control character U+001B"),
        ("- **Compute:** name-histogram\n", 1, "not a question type and a level"),
        ("- **Compute:** Name histogram, easy\n", 1, "not a question type and a level"),
        ("- **Compute:** name-histogram, trivial\n", 1, "'trivial' is no level"),
        ("- **Compute:** x, easy\n  **Note:** n\n", 1, "has no field Note"),
    ],
)
def test_a_faulty_card_is_named_and_the_rest_is_read(faulty: str, line: int, word: str) -> None:
    """Each fault tells its line, and costs only its own card."""
    reading = read(faulty + GOOD)
    (problem,) = reading.problems
    assert problem.where == f"deck.md, line {line}"
    assert word in str(problem)
    assert problem.hint
    assert [card.content for deck in reading.decks for card in deck.cards] == [Fact("good", "yes")]


def test_a_second_card_with_an_id_is_refused() -> None:
    """The first card of an id stays; the complaint names both lines."""
    text = "- **Q:** a <!-- id: x -->\n  **A:** b\n- **Q:** c <!-- id: x -->\n  **A:** d\n"
    reading = read(text)
    assert complaint(text).startswith(
        "deck.md, line 3: the card has the same id as the one in line 1"
    )
    assert [card.content for card in reading.decks[0].cards] == [Fact("a", "b")]


def test_bytes_that_are_not_utf8_are_located() -> None:
    """The byte's place is told by offset and line, also behind a byte order mark."""
    (problem,) = IMPORTER.read(b"\xef\xbb\xbfa\nb\xff", "x.md").problems
    assert str(problem) == "x.md, line 2: byte 6 (0xff) is not UTF-8. Save the file as UTF-8."


def test_nothing_readable_says_what_was_expected() -> None:
    """A file without cards gives no deck and an example of a card."""
    reading = read("# Title\n\nOnly prose.\n")
    assert reading.decks == ()
    assert "**Q:**" in str(reading.problems[0])


def test_an_endless_fence_is_reported() -> None:
    """Cards swallowed by a code fence that nobody closed are not lost in silence."""
    assert "line 2: the code fence" in complaint("x\n```\n" + GOOD)


def test_sizes_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file with too many bytes or cards is refused whole."""
    monkeypatch.setattr(markdown_deck, "MAX_CARDS", 1)
    assert read(GOOD).decks
    assert "more than 1 cards" in complaint(GOOD + "- **Q:** b\n  **A:** c\n")
    monkeypatch.setattr(markdown_deck, "MAX_BYTES", 5)
    assert "more than 5" in complaint(GOOD)
    assert read(GOOD).decks == ()


PIECES = [
    *(
        "- ",
        "* ",
        "1. ",
        "  ",
        "\t",
        "\n",
        "\n\n",
        "**Q:** ",
        "**A:** ",
        "**Compute:** ",
        "**Tags:** ",
    ),
    *("```", "~~~", "# ", "## ", "---", "<!-- id: x -->", "\\", "x", "a, easy", "\0", "\r", "|"),
]


@given(st.one_of(st.binary(), st.lists(st.sampled_from(PIECES)).map(lambda p: "".join(p).encode())))
def test_no_bytes_raise(data: bytes) -> None:
    """Any bytes give a reading: cards with distinct valid ids, or at least one complaint."""
    reading = IMPORTER.read(data, "x.md")
    assert reading.decks or reading.problems
    ids = [card.id for deck in reading.decks for card in deck.cards]
    assert len(ids) == len(set(ids))
    assert reading.derived <= set(ids)


@pytest.mark.parametrize(
    "text",
    [
        *("*" * 2**20, "`" * 2**20, "<!--" * 2**18, "# " * 2**19, "- " * 2**19, "* * x" * 2**17),
        "- **Q:** " + "<!-- id: " * 2**16,
        "- **Q:** a\n  **A:** b\n  **Accept:** " + "\\" * 2**20,
        "- **Q:** a\n  **A:** b\n" + "\n" * 2**18 + "  c",
        "- **Q:**\n" * 2**13,
        "```a\n" * 2**16,
        "- **Q:** a\n" + "  ```a\n" * 2**16,
    ],
    ids=lambda text: repr(text[:12]),
)
def test_hostile_files_take_linear_time(text: str) -> None:
    """A megabyte made to trip a parser is read in seconds, where quadratic work takes minutes."""
    start = time.perf_counter()
    read(text)
    assert time.perf_counter() - start < 5
