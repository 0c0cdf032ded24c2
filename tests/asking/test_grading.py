"""One grading for all questions: the finding, its words, and what is shown beside them."""

from dataclasses import replace

import pytest

from initquiz.asking.grading import grade, number, spoken
from initquiz.errors import UsageError
from initquiz.model.answers import AnswerField
from initquiz.model.arranging import Match, Order
from initquiz.model.blocks import Block, Code, Curve, CurveRole, Heatmap, Spectrum, Table
from initquiz.model.choosing import Choice, Choices, Option
from initquiz.model.measuring import Number, PointOnPlot, Quantity, Wrong
from initquiz.model.mistake import Given, Mistake
from initquiz.model.question import Question
from initquiz.model.verdict import Grade

PREDICTED = Curve("LeCun normal", CurveRole.CHOSEN, (1.0, 2.0), (1.5, 0.5))
TRUTH = Curve("He normal", CurveRole.TRUTH, (1.0, 2.0), (2.0, 1.0))
NO_TWO = Mistake("factor-two-missing", "the factor 2 is missing", "ReLU drops half.")
OTHER = Mistake("misread", "that is off", "Read it again.")
VARIANCE = Mistake("variance-for-std", "that is the variance", "Take the root of 0.0039.")
OPTIONS = (
    Option("LeCun normal", "lecun", note="σ 0.044", mistake=NO_TWO, curves=(PREDICTED,)),
    Option("He normal", "he", note="σ 0.062, measured 0.0625"),
    Option("Zero", "zeros", mistake=OTHER),
)
SIGMA = Quantity("σ", 0.0625, 0.05, 0.075, OTHER, (Wrong(0.00390625, VARIANCE),), "per weight")
LINKS = Quantity("k", 15.0, 14.99, 15.01, OTHER)
PLOT = Spectrum((2.0, 1.0))

CHOICE = Choice(OPTIONS, 1)
# Where several are ticked, the right options too say what leaving them out shows.
CHOICES = Choices(tuple(replace(one, mistake=one.mistake or OTHER) for one in OPTIONS), (0, 1))
MATCH = Match(("curve 1", "curve 2"), OPTIONS, (1, 2), OTHER, ((0, 0, NO_TWO),))
ORDER = Order(OPTIONS, (2, 0, 1), OTHER, (((1, 0, 2), NO_TWO),), "narrowest", "widest")
NUMBER = Number((SIGMA,))
NUMBERS = Number((SIGMA, LINKS))
POINT = PointOnPlot(SIGMA, 0.2, 0.005, 0.0, 0.4)
FIELDS: tuple[AnswerField, ...] = (CHOICE, CHOICES, MATCH, ORDER, NUMBER, NUMBERS, POINT)


def asked(field: AnswerField, blocks: tuple[Block, ...] = (PLOT,)) -> Question:
    """Return a question with this answer field."""
    evidence = "Measured 0.0625."
    return Question(
        "toy", 1, "easy", 1, "Which?", blocks, field, "Lesson.", {}, "d", evidence=evidence
    )


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.kind)
def test_three_findings_for_every_kind_of_answer(field: AnswerField) -> None:
    """The solution is right, none is unknown, each wrong answer is wrong and tagged."""
    question = asked(field)
    right, unknown = grade(question, field.solution), grade(question, None)
    assert (right.grade, unknown.grade) == (Grade.RIGHT, Grade.UNKNOWN)
    assert (right.answer, unknown.answer) == (field.log(field.solution), "")
    assert right.why == unknown.why == "Measured 0.0625."
    for verdict in (right, unknown):
        assert (verdict.misconception, verdict.confusion) == ("", "")
    for given in field.wrong_answers():
        wrong = grade(question, given)
        assert wrong.grade is Grade.WRONG
        assert wrong.answer == field.log(given)
        assert wrong.confusion == field.confusion(given) != ""
        assert wrong.misconception
        assert wrong.why


@pytest.mark.parametrize(
    ("field", "solution"),
    [
        (CHOICE, "He normal"),
        (CHOICES, "LeCun normal, He normal"),
        (Choices(OPTIONS, ()), "none of them"),
        (MATCH, "curve 1 is He normal, curve 2 is Zero"),
        (ORDER, "from narrowest to widest: Zero, LeCun normal, He normal"),
        (NUMBER, "σ = 0.0625 per weight"),
        (NUMBERS, "σ = 0.0625 per weight, k = 15"),
        (POINT, "σ = 0.0625 per weight"),
    ],
)
def test_the_solution_is_told_in_words(field: AnswerField, solution: str) -> None:
    """Right and given up, the title says what it is."""
    question = asked(field)
    assert spoken(question, field.solution) == solution
    told = "all 2" if field is MATCH else solution  # each pair stands beside its option
    assert grade(question, field.solution).title == f"Right: {told}."
    given_up = f"F{solution[1:]}" if field is ORDER else f"The answer: {solution}"
    assert grade(question, None).title == f"{given_up}."


@pytest.mark.parametrize(
    ("field", "given", "title", "why", "key"),
    [
        (CHOICE, (0,), "Not LeCun normal: the factor 2 is missing.", NO_TWO.lesson, NO_TWO.key),
        (CHOICES, (1, 2), "Not quite: that is off.", OTHER.lesson, "misread"),
        (CHOICES, (1,), "Not quite: the factor 2 is missing.", NO_TWO.lesson, NO_TWO.key),
        (MATCH, (0, 2), "1 of 2 right: the factor 2 is missing.", NO_TWO.lesson, NO_TWO.key),
        (MATCH, (2, 1), "0 of 2 right: that is off.", OTHER.lesson, "misread"),
        (ORDER, (1, 0, 2), "Not quite: the factor 2 is missing.", NO_TWO.lesson, NO_TWO.key),
        (NUMBER, (0.004,), "Not 0.004: that is the variance.", VARIANCE.lesson, VARIANCE.key),
        (NUMBER, (0.5,), "Not 0.5: that is off.", OTHER.lesson, "misread"),
        (NUMBERS, (0.0625, -8.0), "Not −8: that is off.", OTHER.lesson, "misread"),
        (POINT, (0.004,), "Not 0.004: that is the variance.", VARIANCE.lesson, VARIANCE.key),
    ],
)
def test_a_wrong_answer_is_told_its_mistake(
    field: AnswerField, given: Given, title: str, why: str, key: str
) -> None:
    """The title names the answer and the mistake, the lesson follows, the key is logged."""
    verdict = grade(asked(field), given)
    shown = " Measured 0.0625." if isinstance(field, Number | PointOnPlot) else ""
    assert (verdict.title, verdict.why, verdict.misconception) == (title, f"{why}{shown}", key)


def test_beside_a_wrong_number_stands_what_the_sample_measures() -> None:
    """Each sentence of the evidence that the lesson lacks; without a lesson all of it."""
    told = "Take the root of 0.0039. Measured 0.0625, at 0.5 σ."
    question = replace(asked(NUMBER), evidence=f"{told} Theory says 0.06.")
    assert grade(question, (0.0039,)).why == f"{told} Theory says 0.06."
    silent = replace(SIGMA, wrong=(), mistake=Mistake("misread", "that is off", ""))
    assert grade(asked(Number((silent,))), (0.5,)).why == "Measured 0.0625."


@pytest.mark.parametrize("field", [NUMBER, POINT])
@pytest.mark.parametrize("value", [0.049, 0.0376, 0.0751, 0.0874])
def test_just_outside_is_close_but_wrong(field: AnswerField, value: float) -> None:
    """Within twice the tolerance the title says so and gives the number; the grade is wrong."""
    verdict = grade(asked(field), (value,))
    assert verdict.grade is Grade.WRONG
    assert verdict.title == "Close, but not precise enough: σ = 0.0625 per weight."


def test_a_named_mistake_is_never_called_close() -> None:
    """Where the value is that of a wrong turn, the wrong turn is told."""
    near = replace(SIGMA, wrong=(Wrong(0.08, VARIANCE),))
    assert grade(asked(Number((near,))), (0.08,)).title == "Not 0.08: that is the variance."


def test_both_edges_of_the_tolerance_are_right() -> None:
    """The range the note promises is the range that counts."""
    for value in (0.05, 0.075):
        assert grade(asked(NUMBER), (value,)).grade is Grade.RIGHT
    note = "0.0625; 0.05 to 0.075 counts as right"
    assert grade(asked(NUMBER), (0.5,)).option_notes == (note,)
    assert grade(asked(POINT), None).option_notes == (note,)


def test_a_whole_number_that_must_be_exact_is_called_so() -> None:
    """No range is told that would be 15 to 15; a number that is not whole keeps its range."""
    assert grade(asked(NUMBERS), None).option_notes[1] == "15 exactly"
    tight = Quantity("g", 1.2503, 1.2502, 1.2504, OTHER)
    told = grade(asked(Number((tight,))), None).option_notes[0]
    assert told == "1.2503; 1.2502 to 1.2504 counts as right"


def test_notes_mark_the_right_option_and_the_one_that_was_given() -> None:
    """Right and wrong are marked, the option's own note follows."""
    assert grade(asked(CHOICE), (0,)).option_notes == (
        "your answer · σ 0.044", "right · σ 0.062, measured 0.0625", "",
    )  # fmt: skip
    assert grade(asked(CHOICE), (1,)).option_notes[0] == "σ 0.044"
    assert grade(asked(CHOICE), None).option_notes[1] == "right · σ 0.062, measured 0.0625"
    assert grade(asked(CHOICES), (1, 2)).option_notes == (
        "right · σ 0.044", "right · σ 0.062, measured 0.0625", "your answer",
    )  # fmt: skip
    notes = tuple(option.note for option in OPTIONS)
    assert grade(asked(ORDER), ORDER.solution).option_notes == notes
    assert grade(asked(MATCH), (2, 0)).option_notes == (
        "σ 0.044", "curve 1 · σ 0.062, measured 0.0625", "curve 2",
    )  # fmt: skip


def test_the_truth_is_laid_over_and_a_wrong_choice_beside_it() -> None:
    """Blocks are those revealed; a wrong choice adds its own curves to the first."""
    truth = replace(PLOT, curves=(TRUTH,))
    question = replace(asked(CHOICE, (PLOT, PLOT)), revealed=(truth, PLOT))
    assert grade(question, (1,)).blocks == (truth, PLOT)
    assert grade(question, None).blocks == (truth, PLOT)
    assert grade(question, (0,)).blocks == (replace(PLOT, curves=(TRUTH, PREDICTED)), PLOT)
    assert grade(question, (2,)).blocks == (truth, PLOT)


def test_without_anything_revealed_the_blocks_stay() -> None:
    """A question that has no more to show is shown as it was."""
    assert grade(asked(NUMBER), (0.5,)).blocks == (PLOT,)


@pytest.mark.parametrize(
    "block", [Heatmap(((1.0,),), 1.0), Table(("a",), (("b",),)), Code("w = 1")]
)
def test_blocks_without_axes_take_no_curves(block: Block) -> None:
    """A heatmap, a table or code stays as it is whatever was chosen."""
    assert grade(asked(CHOICE, (block,)), (0,)).blocks == (block,)


def test_an_option_without_a_lesson_is_still_explained() -> None:
    """Where an option says nothing the evidence does, under a tag that quality control finds."""
    bare = Choice((Option("A", "a"), Option("B", "b")), 0)
    verdict = grade(asked(bare), (1,))
    assert (verdict.title, verdict.misconception) == ("Not B: it is another.", "other")
    assert verdict.why == "Measured 0.0625."


@pytest.mark.parametrize(
    ("field", "given"),
    [(CHOICE, (3,)), (CHOICE, ()), (CHOICES, (0, 0)), (MATCH, (1,)), (ORDER, (0, 1)),
     (NUMBER, ()), (NUMBERS, (1.0,)), (NUMBER, (float("nan"),)), (POINT, (1.0, 2.0))],
)  # fmt: skip
def test_what_does_not_fit_the_field_is_refused(field: AnswerField, given: Given) -> None:
    """It is a bad request, not a wrong answer."""
    with pytest.raises(UsageError):
        grade(asked(field), given)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0625, "0.0625"), (15.0, "15"), (0.0, "0"), (-0.5, "−0.5"), (1234.0, "1,234"),
        (20000.0, "20,000"), (1234.56, "1,235"), (999.4, "999"), (999.7, "1,000"), (12.345, "12.3"),
        (1.5e-6, "1.5e−06"), (203593768.4, "2.04e+08"), (3e12, "3e+12"), (-1234.5, "−1,234"),
    ],
)  # fmt: skip
def test_numbers_are_written_for_people(value: float, text: str) -> None:
    """Three digits, thousands grouped and whole, a true minus sign."""
    assert number(value) == text
