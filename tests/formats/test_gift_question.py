r"""One question of GIFT: its kind is found as Moodle finds it, and faults are told."""

import pytest

from initquiz.formats.gift import Block
from initquiz.formats.gift_question import Fault, Question, read_question


def question(text: str, comments: str = "") -> Question:
    """Read a question that must be sound."""
    found = read_question(Block(7, comments, text))
    assert isinstance(found, Question)
    return found


def fault(text: str) -> Fault:
    """Read a question that must not be."""
    found = read_question(Block(7, "", text))
    assert isinstance(found, Fault)
    return found


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("$CATEGORY: a/b", "category"),
        ("A text.", "description"),
        ("Q {}", "essay"),
        ("Q {####told}", "essay"),
        ("Q {#1}", "numerical"),
        ("Q {~a =b}", "multichoice"),
        ("Q {=a->b =c->d}", "matching"),
        ("Q {T}", "truefalse"),
        ("Q {FALSE#x#y####z}", "truefalse"),
        ("Q {=a}", "shortanswer"),
        ("Q {=T}", "shortanswer"),
        ("Q {a}", "shortanswer"),
    ],
)
def test_the_kind_follows_from_the_answers(text: str, kind: str) -> None:
    """A tilde makes a choice, an arrow pairs, a hash a number."""
    found = question(text)
    assert (found.kind, found.line) == (kind, 7)


def test_names_formats_and_comments() -> None:
    """Each text has its format, which it takes from the question unless it names one."""
    found = question("::A\\:b::[html]Q {=x#[plain]y ####[odd]z}", "// [id:k] [tag:t]")
    assert (found.name, found.text) == ("A:b", ("Q", "html"))
    assert found.answers[0].text == ("x", "html")
    assert found.answers[0].feedback == ("y", "plain")
    assert found.feedback == ("[odd]z", "html")
    assert (found.id, found.tags) == ("k", ("t",))


def test_shares_of_the_marks() -> None:
    """In percent, also below nothing; a sign alone is all or nothing."""
    found = question("Q {=a ~b ~%50%c ~%-33.33333%d =%25%e}")
    shares = [answer.share for answer in found.answers]
    assert shares == pytest.approx([1, 0, 0.5, -0.3333333, 0.25])
    assert [answer.share for answer in question("Q {a =%50%b}").answers] == [1, 0.5]


def test_numbers_have_ranges() -> None:
    """A tolerance, two ends in either order, or neither; `~` is told of any other."""
    found = question("Q {#=2:0.5 =%50%1..4 =4..1 =-1e-3 =* ~#other}")
    values = [(answer.value, answer.tolerance) for answer in found.answers]
    assert values == [(2, 0.5), (2.5, 1.5), (2.5, 1.5), (-0.001, 0), (None, 0), (None, 0)]
    assert found.answers[-1].feedback.text == "other"


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Q {=a} {=b}", "more than one"),
        ("Q {a{b}}", "more than one"),
        ("Q }{", "do not match"),
        ("Q {=a", "do not match"),
        ("Q =a}", "do not match"),
        ("Q {#one}", "“one” is not a number"),
        ("Q {#nan}", "not a number"),
        ("Q {#٣}", "not a number"),
        ("Q {=a->b =c}", "no partner"),
        ("Q {=a->b}", "1 answers of the 2"),
        ("Q {=}", "0 answers of the 1"),
    ],
)
def test_what_moodle_would_misread_is_a_fault(text: str, word: str) -> None:
    """It says where, what and how to mend it."""
    found = fault(text)
    assert word in found.what
    assert (found.line, bool(found.hint)) == (7, True)
