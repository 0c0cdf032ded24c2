"""Tables as text: what people and programs write is read, what is hostile harms nothing."""

import random
import time
from collections.abc import Mapping
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from initquiz.errors import RefusedFileError
from initquiz.formats import delimited
from initquiz.importers.delimited_text import IMPORTER, recognises
from initquiz.model.card import Card, Fact, Level, Skill
from initquiz.model.exchange import Reading

ANKI = (
    "#separator:tab\n#html:true\n#guid column:1\n#notetype column:2\n#deck column:3\n"
    "#tags column:6\n"
)
GIFT = "::Q1:: What is 2+2? {=4 ~3 ~5}\n\n::Q2:: Is it so? {T}\n"
PROSE = "Q: Why, and how?\nA: So.\n\nQ: What, if not?\nA: That, then.\n"
OWN = "\ufeffid,deck,topic,question,answer,accepted,note,source,tags,type,level\r\n"


def corpus() -> Mapping[str, bytes]:
    """Return files made to trip a reader, by what is wrong with them."""
    wide = "\t".join("x" * 40)
    return {
        "empty": b"",
        "mark alone": b"\xef\xbb\xbf",
        "line ends": b"\r\n\r\n\n\r",
        "not utf-8": b"a;b\nc\xff;d\n",
        "utf-16": "question\tanswer\nq\ta\n".encode("utf-16"),
        "cut character": "q;é".encode()[:-1],
        "nul": b"a;b\nc\0;d\n",
        "open quote": b'a;b\n"c;d\ne;f\n' + b"g;h\n" * 20_000,
        "text after quote": b'a;b\n"c"d;e\n',
        "long cell": b"q;" + b"x" * 100_000 + b"\n",
        "many columns": b";".join([b"x"] * 1_000) + b"\nq;a\n",
        "ragged": b"question;answer\nq\nq;a;more\n;\nq2;a2\n",
        "many rows": b"a;b\n" * 250_000,
        "many faults": b"question;answer\n" + b"q\n" * 5_000,
        "quotes": b'"' * 1_000_000,
        "delimiters": b";" * 1_000_000,
        "hashes": b"#\n" * 300_000,
        "headers": b"#guid column:99999999999999999\n#tags column:-1\n#columns:\n#deck:x\nq\ta\n",
        "column too far": b"#separator:tab\n#deck column:9\nq\ta\n",
        "one column": b"question\nq\n",
        "unknown separator": b"#separator:\n#html:true\nq\ta\n",
        "quote as separator": b'sep="\nq"a\n',
        "line end as separator": b"sep=\r\r\nq,a\n",
        "quote in the header": b'#separator:"\nq"a\n',
        "comma within": b"#separator:xyz\nqxa\n",
        "same ids": ANKI.encode() + b"g\tBasic\tD\tq\ta\t\ng\tBasic\tD\tr\tb\t\n",
        "script": ANKI.encode()
        + b"g\tBasic\tD\t<script>alert(1)</script>q\t<img src=x onerror=y>a\t\n",
        "unclosed tags": ANKI.encode() + b"g\tBasic\tD\t" + b"<b>" * 20_000 + b"\ta\t\n",
        "open formulas": ANKI.encode() + b"g\tBasic\tD\t" + b"\\(" * 30_000 + b"\ta\t\n",
        "open gaps": ANKI.encode() + b"g\tCloze\tD\t" + b"{{c1::" * 9_000 + b"\ta\t\n",
        "many gaps": ANKI.encode()
        + b"g\tCloze\tD\t"
        + b"".join(b"{{c%d::x}}" % i for i in range(900))
        + b"\ta\t\n",
        "open comment": ANKI.encode()
        + b"g\tBasic\tD\t<p>q</p>\t<p>"
        + b"<!-- accept: " * 4_000
        + b"\t\n",
        "many rules": ANKI.encode()
        + b"g\tBasic\tD\t<p>q</p>\t<p>"
        + b'<hr class="" iq-note>' * 2_000
        + b"\t\n",
        "many tags": ANKI.encode() + b"g\tBasic\tD\tq\ta\t" + b"t " * 5_000 + b"\n",
        "long deck": ANKI.encode() + b"g\tBasic\t" + b"D::" * 20_000 + b"\tq\ta\t\n",
        "wrong level": OWN.encode() + b"a,D,,,,,,,,coin,trivial\r\nb,D,,,,,,,,no such!,easy\r\n",
        "wide cells": wide.encode(),
        "controls": b"question;answer\n\x1bq\x07;\x7fa\x00".replace(b"\x00", b""),
        "separators": "question;answer\nq\u2028;a\u0085\n".encode(),
        "binary": bytes(range(256)) * 200,
    }


def read(text: str, name: str = "cards.csv") -> Reading:
    """Read a text as a file."""
    return IMPORTER.read(text.encode(), name)


def cards(text: str, name: str = "cards.csv") -> tuple[Card, ...]:
    """Read a text that must hold one deck and no fault."""
    reading = read(text, name)
    assert reading.problems == ()
    (deck,) = reading.decks
    return deck.cards


def facts(text: str) -> list[Fact]:
    """Read a text that must hold facts and no fault."""
    return [card.content for card in cards(text) if isinstance(card.content, Fact)]


@pytest.mark.parametrize(
    ("text", "parted"),
    [
        ("What, exactly?;He, of course\nAnd, then;That\n", "semicolons"),
        ("q1\ta1, b\nq2\ta2\n", "tabs"),
        ("q1,a1\nq2,a2\n", "commas"),
        ('"q1, indeed",a1\nq2,"a\nb"\n', "commas"),
        ("q1|a1;x\nq2|a2\n", "bars"),
    ],
)
def test_a_file_without_names_is_guessed_and_told(text: str, parted: str) -> None:
    """What parts the columns is seen from the rows; question first, then the answer."""
    reading = read(text)
    assert reading.problems == ()
    assert reading.guesses == (
        f"The columns are parted by {parted}; the first is the question, the second is the answer.",
    )
    assert [len(deck.cards) for deck in reading.decks] == [2]
    assert reading.derived == {card.id for card in reading.decks[0].cards}
    assert reading.decks[0].name == "cards"


def test_a_third_column_is_a_note_and_a_fourth_is_not_read() -> None:
    """Nothing is dropped in silence."""
    reading = read("q;a;n;x\nr;b;m;y\n")
    assert "the third is a note" in reading.guesses[0]
    assert "behind the third column is not read" in reading.guesses[1]
    assert reading.decks[0].cards[0].content == Fact("q", "a", "n")


@pytest.mark.parametrize(
    "names", ["Question;Answer", "FRONT;back", " Term ;Definition", "prompt;response"]
)
def test_names_of_columns_in_any_spelling(names: str) -> None:
    """A first row that names question and answer is no card, and nothing is guessed."""
    assert facts(f"{names}\nWhy?;So.\n") == [Fact("Why?", "So.")]
    assert read(f"{names}\nWhy?;So.\n").guesses == ()


def test_columns_stand_in_any_order_and_others_are_named() -> None:
    """Deck, topic, tags and accepted answers are found by name; what is not read is told."""
    reading = read("Tags,Answer,Rating,Question,Chapter,Deck,Accepted\nx y,a,5,q,T,D,a | b\\|c\n")
    assert reading.guesses == ("The column “Rating” is not read.",)
    (deck,) = reading.decks
    assert deck.name == "D"
    (card,) = deck.cards
    assert card.topic == "T"
    assert card.tags == ("x", "y")
    assert card.content == Fact("q", "a", accept=("a", "b|c"))


def test_tags_are_parted_by_commas_or_else_by_spaces() -> None:
    """`deep learning, init` are two, `a b` are two."""
    assert cards('question;answer;tags\nq;a;"deep learning, init"\n')[0].tags == (
        "deep-learning",
        "init",
    )


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_marks_and_line_breaks_in_cells(end: str) -> None:
    """Any line end will do, a byte order mark makes no difference, a cell may have lines."""
    text = end.join(["\ufeffquestion;answer", f'"a{end}b ""c"""; d ', "", "e;f", ""])
    assert facts(text) == [Fact('a\nb "c"', "d"), Fact("e", "f")]


def test_excels_own_word_for_the_delimiter() -> None:
    """A first line `sep=;` is obeyed, and lines are counted from it."""
    assert facts("sep=;\nquestion;answer\na,b;c\n") == [Fact("a,b", "c")]
    assert read("sep=;\nquestion;answer\nq\n").problems[0].where == "cards.csv, line 3"


def test_our_own_table_with_columns_taken_out() -> None:
    """The guard is taken off, skills are skills; a lost column is just empty."""
    found = cards("id,question,answer,accepted,type,level\nx,'=1,'-a,,,\ns,,,,coin,hard\n")
    assert found[0] == Card("x", "", Fact("=1", "-a"))
    assert found[1] == Card("s", "", Skill("coin", Level.HARD))
    assert facts("question,answer\n'=1,b\n") == [Fact("'=1", "b")]


def test_ids_are_kept_or_made() -> None:
    """An id that the program does not allow gets the substitute every import gives it."""
    one, two, three = cards("id,question,answer,accepted\nplain.id,q,a,\nA b!,r,b,\n,s,c,\n")
    assert one.id == "plain.id"
    assert two.id.startswith("a-b-")
    assert read("id,question,answer\n,s,c\n").derived == {three.id}


def test_anki_notes_with_html_decks_and_tags() -> None:
    """HTML becomes Markdown, formulas dollars, parents are spelled out, the guid is the id."""
    reading = read(
        ANKI
        + 'guid-1\tBasic\tMaths::Matrices\t"What is <b>it</b>, \\(x_1\\)?"\tone<br>two\ta b::c\n'
    )
    assert reading.problems == ()
    (deck,) = reading.decks
    assert deck.name == "Maths :: Matrices"
    fact = Fact("What is **it**, $x_1$?", "one\\\ntwo")
    assert deck.cards == (Card("guid-1", "", fact, ("a", "b::c")),)


def test_anki_notes_of_other_types() -> None:
    """Gaps are a card each, a reversed note is two, further fields get their names."""
    text = (
        "#separator:semicolon\n#html:true\n#columns:guid;type;Text;Extra\n#notetype column:2\n"
        "#guid column:1\n#tags:all\n#deck:D\n"
        "c;Cloze;{{c1::He}} and {{c2::Glorot}};more\nr;Basic (and reversed card);front;back\n"
    )
    found = cards(text, "x.txt")
    assert [card.id for card in found] == ["c-c1", "c-c2", "r", "r-2"]
    assert found[3].content == Fact("back", "front")
    assert {card.tags for card in found} == {("all",)}


def test_anki_notes_of_plain_text() -> None:
    """With `#html:false` every character is what it is; without a word it is guessed and told."""
    assert facts("#separator:tab\n#html:false\na *b* <i>\tc\n") == [Fact(r"a \*b\* \<i>", "c")]
    assert read("#separator:tab\nq\ta\n").guesses == ("The cells are plain text.",)
    assert read("#separator:tab\nq\ta<br>b\n").guesses == ("The cells are HTML.",)


@pytest.mark.parametrize(
    ("row", "line", "word"),
    [
        ("q", 3, "1 cells where there are 2 columns"),
        ("q;a;b", 3, "3 cells where there are 2"),
        (";a", 3, "the question is empty"),
        ("q;", 3, "the answer is empty"),
        ("first;again", 3, "the id of the row in line 2"),
        ('"a\nb";', 3, "the answer is empty"),
    ],
)
def test_a_faulty_row_is_named_and_the_rest_is_read(row: str, line: int, word: str) -> None:
    """Each fault tells the line its row begins in."""
    reading = read(f"question;answer\nfirst;x\n{row}\nlast;y\n")
    (problem,) = reading.problems
    assert problem.where == f"cards.csv, line {line}"
    assert word in problem.what
    assert problem.hint
    assert [card.content for card in reading.decks[0].cards] == [
        Fact("first", "x"),
        Fact("last", "y"),
    ]
    assert facts("question;answer\nq;a;;\n") == [Fact("q", "a")]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("not utf-8", "line 2: byte 5 (0xff) is not UTF-8"),
        ("nul", "line 2: a NUL"),
        ("open quote", "line 2: "),
        ("text after quote", "line 2: a cell in quotes goes on"),
        ("long cell", "line 1: a cell has more than 65,536 characters"),
        ("many columns", "line 1: 1000 columns"),
        ("many rows", "more than 200,000 rows"),
        ("one column", "no columns"),
        ("column too far", "#deck column:9"),
        ("quote as separator", "parts its columns"),
        ("line end as separator", "parts its columns"),
        ("quote in the header", "parts its columns"),
    ],
)
def test_what_cannot_be_read_whole_is_refused_whole(name: str, words: str) -> None:
    """One sentence that names the file, the line and the remedy; never half an import."""
    with pytest.raises(RefusedFileError) as told:
        IMPORTER.read(corpus()[name], "cards.csv")
    assert str(told.value).startswith("cards.csv")
    assert words in str(told.value)
    assert len(str(told.value)) < 250


def test_a_file_that_is_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """By its bytes, before anything is read."""
    monkeypatch.setattr(delimited, "MAX_BYTES", 5)
    with pytest.raises(RefusedFileError, match="more than 5"):
        read("q;a\nb;c\n")


@pytest.mark.parametrize("name", corpus())
def test_hostile_files_do_no_harm(name: str) -> None:
    """A reading or a refusal, in two seconds at most; no markup of the stranger is left."""
    data = corpus()[name]
    start = time.process_time()
    recognises(data)
    with suppress(RefusedFileError):
        reading = IMPORTER.read(data, "cards.txt")
        assert reading.decks or reading.problems
        assert len(reading.problems) <= 1_002
        made = [card for deck in reading.decks for card in deck.cards]
        assert len({card.id for card in made}) == len(made)
        assert "<script" not in repr(made)
    assert time.process_time() - start < 2


def test_mutated_files_do_no_harm() -> None:
    """Bytes changed, cut out and doubled at random: a reading or a refusal, nothing else."""
    rng = random.Random(7)  # noqa: S311 - no secret
    seeds = [data for data in corpus().values() if 0 < len(data) < 5_000]
    seeds += [text.encode() for text in (GIFT, PROSE, OWN + "a,D,T,q,a,b,n,s,t,,\r\n")]
    for _ in range(400):
        data = bytearray(rng.choice(seeds))
        for _ in range(rng.randint(1, 8)):
            at = rng.randrange(len(data) + 1)
            kind = rng.randrange(3)
            if kind == 0:
                data[at:at] = rng.choice([b'"', b"\t", b";", b"\n", b"#", b"<", b"\xc3", b"\\("])
            elif kind == 1:
                del data[at : at + rng.randint(1, 20)]
            else:
                data[at:at] = data[at : at + 30]
        recognises(bytes(data))
        with suppress(RefusedFileError):
            IMPORTER.read(bytes(data), "x.txt")


@settings(deadline=None)
@given(
    st.binary(max_size=200) | st.text(alphabet='";,\t|\n\r#:qaé<>\\', max_size=120).map(str.encode)
)
def test_no_bytes_raise(data: bytes) -> None:
    """Any bytes give a reading or a refusal, and tell whether they are a table."""
    recognises(data)
    with suppress(RefusedFileError):
        reading = IMPORTER.read(data, "x.csv")
        assert reading.decks or reading.problems


@pytest.mark.parametrize(
    ("text", "known"),
    [
        (ANKI, True),
        ("question,answer\nq,a\n", True),
        ("q\ta\nr\tb\n", True),
        ("q;a\nr;b\n", True),
        (OWN, True),
        ("sep=,\na,b\n", True),
        (GIFT, False),
        (PROSE, False),
        ("What; now? {=4 ~3}\nWhy; then? {=1 ~2}\n", False),
        ("Q: what; now?\nA: that; then.\n", False),
        ("Question: x; y\nAnswer: z; w\n", False),
        ("| a | b |\n|---|---|\n| c | d |\n", False),
        ("Some prose, with commas.\nMore, of it.\n", False),
        ("# Deck\n\n- **Q:** a\n  **A:** b\n", False),
        ("", False),
    ],
)
def test_other_formats_are_not_claimed(text: str, known: bool) -> None:  # noqa: FBT001 - a table
    """GIFT, questions with letters and prose belong to others."""
    assert recognises(text.encode()) is known
