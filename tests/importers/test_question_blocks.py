"""Reading questions and answers as people keep them: hashcards, Obsidian, plain lines."""

import random
import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from initquiz.importers import question_blocks
from initquiz.importers.gift import recognises as is_gift
from initquiz.importers.markdown_deck import IMPORTER as MARKDOWN
from initquiz.importers.question_blocks import IMPORTER, recognises
from initquiz.model.card import Card, Fact

if TYPE_CHECKING:
    from initquiz.model.exchange import Reading

STUDY_NOTES = """\
# Weight Initialization Techniques

Some prose — and a list:

* **Normal**: $W \\sim \\mathcal{N}(0, 1/n_{in})$

## Flashcards

* **Q:** Why is zero initialization bad for weights?
  **A:** It causes symmetry — all neurons learn the same thing.

* **Q:** What is the formula for He initialization?
  **A:** $\\mathcal{N}(0, 2/n_{in})$
"""


def read(text: str, name: str = "notes.md") -> "Reading":
    """Read a text as a file."""
    return IMPORTER.read(text.encode(), name)


def cards(text: str) -> tuple[Card, ...]:
    """Read a text that must hold one deck and no fault."""
    reading = read(text)
    assert reading.problems == ()
    (deck,) = reading.decks
    return deck.cards


def facts(text: str) -> list[Fact]:
    """Return the facts of a text that must hold one deck and no fault."""
    return [card.content for card in cards(text) if isinstance(card.content, Fact)]


def complaint(text: str) -> str:
    """Read a text that must hold exactly one fault."""
    (problem,) = read(text).problems
    return str(problem)


def test_the_example_of_the_help_text_is_a_deck() -> None:
    """The help shows a file that can be read as it stands."""
    lines = (question_blocks.__doc__ or "").split("\n")
    example = "\n".join(line[4:] for line in lines if not line or line[:4] == "    ")
    assert recognises(example.encode())
    assert facts(example) == [
        Fact("Which initialization suits ReLU?", "He initialization, $\\mathcal{N}(0, 2/n_{in})$."),
        Fact("Xavier suits \\[…\\] and tanh.", "sigmoid", "Xavier suits sigmoid and tanh."),
        Fact("Xavier suits sigmoid and \\[…\\].", "tanh", "Xavier suits sigmoid and tanh."),
    ]


def test_study_notes_are_left_to_the_markdown_deck_but_could_be_read() -> None:
    """Bold letters in a list are our own deck's; asked to, this format finds the same cards."""
    assert not recognises(STUDY_NOTES.encode())
    theirs, ours = MARKDOWN.read(STUDY_NOTES.encode(), "n.md"), read(STUDY_NOTES, "n.md")
    assert ours.decks == theirs.decks
    assert len(ours.decks[0].cards) == 2
    assert ours.derived == theirs.derived


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Q: a\nA: b\n", [Fact("a", "b")], id="one"),
        pytest.param("Q: a\nA: b\nQ: c\nA: d\n", [Fact("a", "b"), Fact("c", "d")], id="two"),
        pytest.param("Q: a\n\nb\nA:\n\n- c\n- d\n\n\n", [Fact("a\n\nb", "- c\n- d")], id="long"),
        pytest.param("Q: a\nA: b\n---\nprose\n\n# H\nmore", [Fact("a", "b")], id="rule"),
        pytest.param("Question: a\nAnswer: b", [Fact("a", "b")], id="words"),
        pytest.param("**Q**: a\n**A**: b", [Fact("a", "b")], id="bold"),
        pytest.param("- Q: a\n  more\n  A: b\n    c", [Fact("a\nmore", "b\n  c")], id="list"),
        pytest.param("Q: a\nA: b\n```\nQ: c\n---\n```", [Fact("a", "b\n```\nQ: c\n---\n```")],
                     id="code"),
        pytest.param("Q: a\nA: b\n<!-- hidden\nQ: c\n-->\nd", [Fact("a", "b\nd")], id="comment"),
        pytest.param("Quiz: no\n\nQ: a\nA: e.g. A:b\n", [Fact("a", "e.g. A:b")], id="no mark"),
        pytest.param(
            "C: is [$2/n$], [a](b), `[c]`, \\[d\\]",
            [Fact("is \\[…\\], [a](b), `[c]`, \\[d\\]", "$2/n$",
                  "is $2/n$, [a](b), `[c]`, \\[d\\]")],
            id="gaps",
        ),
        pytest.param("front::back", [Fact("front", "back")], id="colons"),
        pytest.param("- a :: b\n* [ ] c::d", [Fact("a", "b"), Fact("c", "d")], id="list of colons"),
        pytest.param("a:::b", [Fact("a", "b"), Fact("b", "a")], id="both ways"),
        pytest.param("`x::y` is::z", [Fact("`x::y` is", "z")], id="colons in code"),
        pytest.param("a\nb\n?\nc\nd\n\nprose", [Fact("a\nb", "c\nd")], id="question mark"),
        pytest.param("a\n??\nb", [Fact("a", "b"), Fact("b", "a")], id="question marks"),
        pytest.param("a\n?\n```\nx\n\ny\n```", [Fact("a", "```\nx\n\ny\n```")], id="code behind"),
        pytest.param("#flashcards\n\nx ==y== z", [Fact("x \\[…\\] z", "y", "x y z")], id="marked"),
        pytest.param(
            "a::b <!--SR:!2021-08-20,13,290-->\nc::d ^x-1\n",
            [Fact("a", "b"), Fact("c", "d")],
            id="traces",
        ),
        pytest.param("# T\na / b\nc / $1/2$\n", [Fact("a", "b"), Fact("c", "$1/2$")], id="slashes"),
    ],
)  # fmt: skip
def test_layouts_people_write(text: str, expected: list[Fact]) -> None:
    """Each of the formats is read as its own program draws it."""
    assert facts(text) == expected


def test_headings_front_matter_and_tags_say_where_a_card_belongs() -> None:
    """Names of the deck, the path of headings, tags of the notes and of one card."""
    text = "---\ntitle: 'My deck'\ntags: [flashcards, maths]\n---\n# One\n## Two\nQ: a\nA: b\n"
    (deck,) = read(text).decks
    assert (deck.name, deck.cards[0].topic, deck.cards[0].tags) == (
        "My deck", "One / Two", ("maths",),
    )  # fmt: skip
    text = "#flashcards/Top/Sub #x\n\n# One\n\na::b #y #flashcards\n\n# Two\n### Three\n\nc::d"
    (deck,) = read(text).decks
    assert deck.name == "Top / Sub"
    assert [(card.topic, card.tags) for card in deck.cards] == [
        ("One", ("x", "y")), ("Two / Three", ("x",)),
    ]  # fmt: skip
    decks = read("a::b\n# One\nc::d\n## Two\ne::f\n# Three\ng::h", "some/where/My notes.md").decks
    assert [(deck.name, [card.topic for card in deck.cards]) for deck in decks] == [
        ("My notes", [""]), ("One", ["", "Two"]), ("Three", [""]),
    ]  # fmt: skip


def test_ids_are_derived_or_given() -> None:
    """They follow from the question, wherever it stands; a comment may give one."""
    text = "Q: a\nA: b\n\nQ: c <!-- id: my-id -->\nA: d\n"
    one, other = cards(text)
    assert other.id == "my-id"
    assert read(text).derived == {one.id}
    assert read("Q: x\nA: y\n\nQ:  A\nA: b").derived >= {one.id}


def test_guesses_say_how_the_file_was_read() -> None:
    """A learner sees what was taken for granted, if anything came of it."""
    assert "hashcards" in read("Q: a\nA: b").guesses[0]
    assert "Obsidian" in read("a::b").guesses[0]
    assert "front / back" in read("a / b\nc / d").guesses[0]
    assert read("nothing").guesses == ()


@pytest.mark.parametrize(
    ("faulty", "line", "word"),
    [
        ("Q: a\n\n", 1, "no answer"),
        ("Q: a\nQ: b\nA: c\n", 1, "no answer"),
        ("Q: a\nA:\n", 1, "no answer"),
        ("Q:\nA: b\n", 1, "question is empty"),
        ("Q: a\nA: \0\n", 1, "answer is empty"),
        ("\0\n?\nb\n\nQ: x\n", 5, "no answer"),
        ("\nA: b\n", 2, "no question"),
        ("Q: x\nA: b\nA: c\n", 3, "second answer"),
        ("C: x\nA: c\n", 2, "second answer"),
        ("C: x\n", 1, "no gaps"),
        ("C: [x]" + "y" * 70_000 + "\n", 1, "more than 65,536 characters"),
        ("Q: x\nA: " + "y\n" * 40_000, 1, "more than 65,536 characters"),
        ("Q: good\nA: b\n", 4, "same id as the one in line 1"),
        ("Q: ![x](images/x.png) y\nA: b\n", 1, "picture images/x.png"),
    ],
)
def test_a_faulty_card_is_named_and_the_rest_is_read(faulty: str, line: int, word: str) -> None:
    """Each fault tells its line, and costs only its own card."""
    reading = read(faulty + "\nQ: good\nA: yes\n")
    problem = next(each for each in reading.problems if word in str(each))
    assert problem.where == f"notes.md, line {line}"
    assert problem.hint
    assert "good" in {
        card.content.question for card in reading.decks[0].cards if isinstance(card.content, Fact)
    }


def test_bytes_that_are_not_utf8_are_located() -> None:
    """The byte's place is told by offset and line, also behind a byte order mark."""
    (problem,) = IMPORTER.read(b"\xef\xbb\xbfa\nb\xff", "x.md").problems
    assert str(problem) == "x.md, line 2: byte 6 (0xff) is not UTF-8. Save the file as UTF-8."


def test_windows_files_are_read_alike() -> None:
    """A byte order mark and CRLF make no difference."""
    text = "Q: a\n\nb\nA: b\n\nC: [x] y\n"
    windows = b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode()
    assert IMPORTER.read(windows, "notes.md") == read(text)


def test_nothing_readable_says_what_was_expected() -> None:
    """A file without cards gives no deck and an example of a card."""
    assert "front::back" in complaint("# Title\n\nOnly prose.\n")


def test_sizes_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file with too many bytes, cards or characters is refused whole."""
    two = "Q: a\nA: b\nQ: c\nA: d\n"
    monkeypatch.setattr(question_blocks, "MAX_CARDS", 1)
    assert "more than 1 cards" in complaint(two)
    monkeypatch.undo()
    monkeypatch.setattr(question_blocks, "MAX_TEXT", 3)
    assert "3 characters" in complaint(two)
    monkeypatch.setattr(question_blocks, "MAX_BYTES", 5)
    assert "more than 5" in complaint(two)
    assert read(two).decks == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Q: a\nA: b", True), ("- Q: a\n  A: b", True), ("C: a [b]", True),
        ("a::b\nc::d", True), ("#flashcards\na::b", True), ("a\n?\nb\n\nc\n??\nd", True),
        ("a / b\nc / d", True),
        ("- **Q:** a\n  **A:** b", False), ("- **Compute:** x, easy", False),
        ("::Name::Who? {=He}", False), ("Who? {=He ~She}", False), ("$CATEGORY: a\n\nQ {T}", False),
        ("Question,Answer\na,b", False), ("a\tb\nc\td", False), ("#separator:tab\na\tb", False),
        ("Use `a::b` and\n```\nc::d\ne::f\n```", False), ("prose a::b", False),
        ("# Notes\n\n1 / 2 is a half.\n\nMore.", False), ("", False),
    ],
)  # fmt: skip
def test_files_are_recognised(text: str, expected: bool) -> None:  # noqa: FBT001
    """Neither our own decks nor GIFT nor tables nor mere prose are taken for such notes."""
    assert recognises(text.encode()) is expected
    if expected:
        assert not is_gift(text.encode())


def corpus() -> list[bytes]:
    """Return files made to trip a reader, and harmless ones to be spoilt."""
    texts = (
        "Q:" * 2**18, "Q: a\n" * 2**16, "Q: a\nA: b\n" * 2_000, "C: " + "[" * 2**18,
        "C: " + "[a]" * 2**15, "C: " + "[a" * 2**16 + "]", "::" * 2**18, "a::b" * 2**16,
        ":" * 2**19, "#flashcards\n\n" + "==" * 2**17, "#flashcards\n\n" + "==a" * 2**15,
        "?\n" * 2**17, "a\n?\n" * 2**16, "a\n" * 2**18 + "?\nb", "`" * 2**17 + "::b",
        "$a" * 2**15 + "::b", "a / " * 2**16, "a / b\n" * 2_000, "#" * 2**18, "# " * 2**17,
        "<!--" * 2**16, "<!--SR:" * 2**15, "---\n" * 2**16, "```\n" * 2**16, "- " * 2**17 + "Q: a",
        "***" * 2**17, "#a " * 2**16, "Q: a\nA: " + "![" * 2**16, "Q: " + "<!-- id: " * 2**15,
        "Q: a\nA: " + "\n" * 2**18 + "b", " " * 2**18 + "Q: a", "a " + "^b" * 2**16,
        "# D\n## T\nQ: a\nA: b\n\nC: [x] y\n---\n", "#flashcards/x #y\n\na::b\n\nc\n??\nd\n",
        "---\nname = 'x'\ntags:\n- a\n---\nQ: a\nA: b <!-- c -->\n```\nd\n```\n",
        "a / b\nc / d\n",
    )  # fmt: skip
    return [text.encode() for text in texts]


SHORT = [each for each in corpus() if len(each) < 200]


def check(data: bytes) -> None:
    """Bytes give a reading with distinct ids within two seconds."""
    start = time.process_time()
    reading = IMPORTER.read(data, "x.md")
    assert reading.decks or reading.problems
    found = [card for deck in reading.decks for card in deck.cards]
    assert len({card.id for card in found}) == len(found)
    assert reading.derived <= {card.id for card in found}
    assert all(
        card.content.question and card.content.answer
        for card in found
        if isinstance(card.content, Fact)
    )
    recognises(data)
    assert time.process_time() - start < 2


@pytest.mark.parametrize("data", corpus(), ids=lambda data: repr(data[:16]))
def test_hostile_files_take_little_time(data: bytes) -> None:
    """Files made to trip a reader are read or refused at once."""
    check(data)


@given(st.integers(0, 10**9))
def test_spoilt_files_never_raise(seed: int) -> None:
    """Bytes changed, cut, doubled or swapped make faults, not failures."""
    dice = random.Random(seed)  # noqa: S311 - not for secrets
    data = bytearray(dice.choice(SHORT))
    for _ in range(dice.randrange(1, 8)):
        at = dice.randrange(len(data) + 1)
        data[at : at + dice.randrange(3)] = dice.choice(
            [b"", b"Q:", b"\nA: ", b"C: [", b"]", b"::", b"\n?\n", b"\n", b"\n\n", b"==", b"#",
             b"```", b"<!--", b"\xff", b"\0", b" / ", b"---\n", b"- ", bytes(data[:9])]
        )  # fmt: skip
    check(bytes(data))


@given(st.binary(max_size=200))
def test_no_bytes_raise(data: bytes) -> None:
    """Any bytes give a reading."""
    check(data)


WORDS = st.text("ab cé$_{}\\.,()0", min_size=1, max_size=12).map(str.strip).filter(
    lambda text: bool(text) and not text.startswith("\\")
)  # fmt: skip


@given(st.lists(st.tuples(WORDS, WORDS), min_size=1, max_size=5, unique_by=lambda each: each[0]))
def test_what_hashcards_writes_comes_back(pairs: list[tuple[str, str]]) -> None:
    """Each question and answer is the text behind its letter."""
    text = "\n\n".join(f"Q: {front}\nA: {back}" for front, back in pairs)
    reading = read(text)
    found = [card.content for deck in reading.decks for card in deck.cards]
    distinct = {" ".join(front.casefold().split()): (front, back) for front, back in pairs[::-1]}
    if len(distinct) == len(pairs):
        assert found == [Fact(front, back) for front, back in pairs]
