"""Reading GIFT: as Moodle reads it, and where Moodle would misread it, a fault with its line."""

import random
import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from initquiz.errors import RefusedFileError
from initquiz.importers import gift
from initquiz.importers.gift import IMPORTER, recognises
from initquiz.model.card import Card, Fact

if TYPE_CHECKING:
    from initquiz.model.exchange import Reading


def read(text: str, name: str = "quiz.gift") -> "Reading":
    """Read a text as a file."""
    return IMPORTER.read(text.encode(), name)


def cards(text: str) -> tuple[Card, ...]:
    """Read a text that must hold one deck and no fault."""
    reading = read(text)
    assert reading.problems == ()
    (deck,) = reading.decks
    return deck.cards


def fact(text: str) -> Fact:
    """Read a text that must hold one question."""
    (card,) = cards(text)
    assert isinstance(card.content, Fact)
    return card.content


def complaint(text: str) -> str:
    """Read a text that must hold exactly one fault."""
    (problem,) = read(text).problems
    return str(problem)


def test_the_example_of_the_help_text_is_a_deck() -> None:
    """The help shows a file that can be read as it stands."""
    help_text = gift.__doc__ or ""
    lines = help_text.split("\n")
    reading = read("\n".join(line[4:] for line in lines if not line or line[:4] == "    "))
    assert reading.problems == ()
    (deck,) = reading.decks
    assert deck.name == "Weight initialization"
    one, judged, number = deck.cards
    assert one == Card(
        "he-relu",
        "He",
        Fact(
            "Which initialization suits ReLU?",
            "He",
            note="He et al. 2015.",
            accept=("He", "Kaiming"),
        ),
        ("he",),
    )
    assert judged.content == Fact(
        "He draws from a normal law with variance $2/n_{in}$.\n\n*True or false?*", "True"
    )
    assert number.content == Fact(
        "What is the standard deviation for $n_{in} = 512$?", "0.0625 ± 0.003", accept=("0.0625",)
    )
    assert reading.derived == {judged.id, number.id}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Who? {~Grant =no one#Right! ~%50%both#Half so.}",
            Fact(
                "Who?\n\n- Grant\n- no one\n- both",
                "no one",
                "- no one: Right!\n- both (50% of the marks): Half so.",
            ),
            id="choice",
        ),
        pytest.param(
            "Who? {~%50%Grant ~%50%wife#Yes. ~%-100%nobody}",
            Fact(
                "Who?\n\n*Several may be right.*\n\n- Grant\n- wife\n- nobody",
                "- Grant\n- wife",
                "- wife: Yes.",
            ),
            id="choices",
        ),
        pytest.param(
            "Who? {=He =%50%Hee#Close. =Kai* =%0%*#No. ####See 2015.}",
            Fact("Who?", "He", "See 2015.\n\n- Hee (50% of the marks): Close.\n- any other: No.",
                 accept=("He",)),
            id="short answer",
        ),
        pytest.param(
            "2 + 2 = {=four =4} always.",
            Fact("2 + 2 = \\_\\_\\_\\_\\_ always.", "four", accept=("four", "4")),
            id="missing word",
        ),
        pytest.param(
            "Grant is {~buried =entombed} here.",
            Fact("Grant is \\_\\_\\_\\_\\_ here.\n\n- buried\n- entombed", "entombed"),
            id="missing choice",
        ),
        pytest.param("It rises. {T}", Fact("It rises.\n\n*True or false?*", "True"), id="true"),
        pytest.param(
            "It is.{FALSE#No.#Yes.####So.}",
            Fact("It is.\n\n*True or false?*", "False", "So.\n\nYes.\n\nNo."),
            id="false",
        ),
        pytest.param("Born? {#1822}", Fact("Born?", "1822", accept=("1822",)), id="number"),
        pytest.param("Zero? {#0}", Fact("Zero?", "0", accept=("0",)), id="zero"),
        pytest.param(
            "Pi? {#3.141..3.142}", Fact("Pi?", "3.1415 ± 0.0005", accept=("3.1415",)), id="range"
        ),
        pytest.param(
            "Born? {#=1822:0#Yes. =%50%1822:2#Nearly. ~#No.}",
            Fact(
                "Born?",
                "1822",
                "- 1822: Yes.\n- 1822 ± 2 (50% of the marks): Nearly.\n- any other: No.",
                accept=("1822",),
            ),
            id="numbers",
        ),
        pytest.param(
            "s? {#=0.0625:0.008 =0.063:0.009}",
            Fact("s?", "0.0625 (0.054 to 0.072 counts as right)", accept=("0.0625", "0.063")),
            id="two ranges that overlap",
        ),
        pytest.param(
            "Pair. {=Canada->Ottawa =Italy -> Rome = -> Bern}",
            Fact(
                "Pair.\n\n- Canada\n- Italy\n\nMatch with:\n\n- Bern\n- Ottawa\n- Rome",
                "- Canada → Ottawa\n- Italy → Rome",
            ),
            id="pairs",
        ),
        pytest.param("Why? {####Because.}", Fact("Why?", "Because."), id="essay"),
        pytest.param(
            r"::N\:1::Is \{a\} \~ \#1 \= 2\:3 or \\x\ny? {=x \= \{1\}}",
            Fact("Is {a} \\~ \\#1 = 2:3 or \\\\x\\\ny?", "x = {1}", accept=("x = {1}",)),
            id="escapes",
        ),
        pytest.param(
            r"[html]<b>Is</b> \\(n_\{in\}\\) &lt; 2? {=[plain]a*b \* c#[markdown]*so*}",
            Fact("**Is** $n_{in}$ \\< 2?", "a…b \\* c", "- a…b \\* c: *so*"),
            id="formats",
        ),
        pytest.param(
            "[markdown]Is **it** \\\\(x\\\\) and `\\(y\\)`? {=a}",
            Fact("Is **it** $x$ and `\\(y\\)`?", "a", accept=("a",)),
            id="markdown",
        ),
        pytest.param(
            "[moodle]One\ntwo $$x_1$$ {=a}",
            Fact("One\\\ntwo $$x_1$$", "a", accept=("a",)),
            id="moodle",
        ),
        pytest.param(
            "[plain]a <b> & $5 {=a}", Fact("a \\<b> & \\$5", "a", accept=("a",)), id="plain"
        ),
        pytest.param("[odd] a {=a}", Fact("\\[odd\\] a", "a", accept=("a",)), id="no format"),
        pytest.param("Q? {\n\n}".replace("\n\n", "\n=a\n"), Fact("Q?", "a", accept=("a",)),
                     id="on lines"),
    ],
)  # fmt: skip
def test_each_kind_of_question_becomes_a_card(text: str, expected: Fact) -> None:
    """What is asked, what is right and what is told are where a learner looks for them."""
    assert fact(text) == expected


def test_categories_are_decks_and_topics() -> None:
    """The path begins where Moodle's own steps end, and slashes in a name stay."""
    text = (
        "One? {T}\n\n$CATEGORY: $course$/top/My // deck/He/deep\n\nTwo? {T}\n\n"
        "$CATEGORY: Other\n\nThree? {T}\n\n$CATEGORY: $system$/My // deck\n\nFour? {T}\n"
    )
    reading = read(text, "some/where/My quiz.gift")
    assert reading.problems == ()
    assert [(deck.name, [card.topic for card in deck.cards]) for deck in reading.decks] == [
        ("My quiz", [""]), ("My / deck", ["He / deep", ""]), ("Other", [""]),
    ]  # fmt: skip


def test_ids_and_tags_stand_in_comments() -> None:
    """Moodle's own comment lines do; a bracket in a tag has a backslash; odd ids are made safe."""
    text = "// question: 6  name: x\n// [id:ab-1] [tag:one two] [tag:x\\]y]\nQ? {T}\n\n"
    (card, other) = cards(text + "// [id:Ab C]\nR? {T}\n")
    assert (card.id, card.tags) == ("ab-1", ("one-two", "x]y"))
    assert other.id.startswith("ab-c-")
    assert read(text).derived == frozenset()


GOOD = "\n\nGood? {=yes}\n"


@pytest.mark.parametrize(
    ("faulty", "line", "word"),
    [
        (r"Is \(n_{in}\) 1? {=yes}", 1, "more than one pair of braces"),
        ("// note\nA } b {=x}", 2, "braces do not match"),
        ("\n\nIs it {=a", 3, "braces do not match"),
        ("Just a text.", 1, "no question"),
        ("How are you? {}", 1, "no right answer"),
        ("Which? {~a ~b}", 1, "no right answer"),
        ("Which? {~a}", 1, "1 answers of the 2"),
        ("Pair? {=a -> b =c}", 1, "“c” has no partner"),
        ("Number? {#3,5}", 1, "“3,5” is not a number"),
        ("Number? {#1e999}", 1, "not a number"),
        ("Number? {#}", 1, "0 answers"),
        ("Number? {#1:x}", 1, "“x” is not a number"),
        ("{=a}", 1, "nothing is left"),
        ("Q? {" + "~a " * 1001 + "}", 1, "more than 1,000 answers"),
        ("Q? " + "x" * 70_000, 1, "more than 65,536 characters"),
        ("[html]A <img src='https://a.example/x.png'> B {=a}", 1, "picture"),
        ("[html]A <script>x</script> B {=a}", 1, "<script>"),
    ],
)
def test_a_faulty_question_is_named_and_the_rest_is_read(faulty: str, line: int, word: str) -> None:
    """Each fault tells the line its question begins in, and costs at most that question."""
    reading = read(faulty + GOOD)
    problem = reading.problems[0]
    assert problem.where == f"quiz.gift, line {line}"
    assert word in str(problem)
    assert reading.decks[-1].cards[-1].content == Fact("Good?", "yes", accept=("yes",))


def test_two_questions_with_one_id_or_one_text() -> None:
    """The first stays; the complaint names both lines."""
    assert "the same id as the one in line 2: x" in complaint(
        "// [id:x]\nA? {T}\n\n// [id:x]\nB? {T}\n"
    )
    assert "line 3: the question has the same id as the one in line 1" in complaint(
        "A? {T}\n\nA? {T}\n"
    )


def test_bytes_that_are_not_utf8_are_located() -> None:
    """The byte's place is told by offset and line, also behind a byte order mark."""
    (problem,) = IMPORTER.read(b"\xef\xbb\xbfa\nb\xff", "x.gift").problems
    assert str(problem) == "x.gift, line 2: byte 6 (0xff) is not UTF-8. Save the file as UTF-8."


def test_windows_files_are_read_alike() -> None:
    """A byte order mark and CRLF make no difference."""
    text = "$CATEGORY: D\n\nQ\nr? {\n=a\n=b\n}\n\nS? {T}\n"
    windows = b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode()
    assert IMPORTER.read(windows, "quiz.gift") == read(text)


def test_nothing_readable_says_what_was_expected() -> None:
    """A file without questions gives no deck and an example of one."""
    assert "{=He ~Xavier}" in complaint("// only a comment\n")


def test_sizes_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file with too many bytes or questions is refused whole, and faults are not endless."""
    monkeypatch.setattr(gift, "MAX_PROBLEMS", 3)
    assert "there are 6 more faults" in str(read("text\n\n" * 9).problems[-1])
    monkeypatch.setattr(gift, "MAX_QUESTIONS", 1)
    assert "more than 1 questions" in complaint("A? {T}" + GOOD)
    monkeypatch.setattr(gift, "MAX_BYTES", 5)
    assert "more than 5" in complaint("A? {T}")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Who? {=He}", True), ("::Name::Who?", True), ("$CATEGORY: a", True),
        ("x {T}", True), ("Essay {}", True), ("Number {#3}", True),
        ("Question,Answer\nWho?,He\n", False), ("Who?\tHe\n", False),
        ("**Q:** Who?\n**A:** $x_{in}$", False), ("Q: x = {y}\nA: b", False),
        ("front::back", False), (r"a \{=b}", False), ("", False),
    ],
)  # fmt: skip
def test_text_files_are_recognised(text: str, expected: bool) -> None:  # noqa: FBT001
    """GIFT in a .txt file is told from tables and other questions."""
    assert recognises(text.encode()) is expected


def corpus() -> list[bytes]:
    """Return files made to trip a reader, and harmless ones to be spoilt."""
    texts = (
        "{" * 2**18, "}" * 2**18, "{=" * 2**17, "~" * 2**18, "#" * 2**18, "::" * 2**17,
        "\\" * 2**18, "//" + "[id:" * 2**16, "//" + "[tag:" * 2**15 + "\nQ {T}",
        "Q {" + "=a->" * 2**14 + "}", "Q {#" + "1" * 2**16 + "}", "Q {#=%" + "-" * 2**16 + "}",
        "Q {" + "~a " * 2**14 + "}", "[html]" + "<![" * 2**14 + "{=a}",
        "[html]" + "<b>" * 20_000 + "{=a}", "[html]" + "\\\\(" * 20_000 + "{=a}",
        "[markdown]" + "\\\\(" * 20_000 + "{=a}", "$$" * 30_000 + "{=a}",
        "$CATEGORY:" + "/" * 2**18,
        "Q {T}\n\n" * 9_000, "\n" * 2**20, "[" * 2**16 + "{=a}", "Q {=a" + "*" * 60_000 + "}",
        '[html]Q {=a ####<div class\\="answer">' + "</div>" * 9_000 + "}",
        "[markdown]" + "`" * 30_000 + " {=a}", "[html]" + "&#0;" * 15_000 + "{=a}",
        "Who? {~a =b#c ~%50%d ####e}", "// [id:x]\n::n::[html]<p>\\(x_\\{1\\}\\)</p>{#=1:2#a ~#b}",
        "Pair. {=a -> b =c -> d}\n\n$CATEGORY: a/b\n\nEssay {####x}",
    )  # fmt: skip
    return [text.encode() for text in texts]


SHORT = [each for each in corpus() if len(each) < 200]


def check(data: bytes) -> None:
    """Bytes give a reading with distinct ids, or a refusal, within two seconds."""
    start = time.process_time()
    try:
        reading = IMPORTER.read(data, "x.gift")
    except RefusedFileError:
        pass
    else:
        assert reading.decks or reading.problems
        ids = [card.id for deck in reading.decks for card in deck.cards]
        assert len(ids) == len(set(ids))
        assert reading.derived <= set(ids)
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
            [b"", b"{", b"}", b"=", b"~", b"#", b"\\", b"\xff", b"::", b"\n\n", b"->", b"[html]",
             b"%", b"\0", b"$", bytes(data[:9])]
        )  # fmt: skip
    check(bytes(data))


@given(st.binary(max_size=200))
def test_no_bytes_raise(data: bytes) -> None:
    """Any bytes give a reading."""
    check(data)
