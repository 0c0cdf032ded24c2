"""Options to tick: what is right, how it is typed and logged, what a wrong one shows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from initquiz.errors import UsageError
from initquiz.model.choosing import Choice, Choices, Option, check_indexes, letter, read_letters
from initquiz.model.mistake import Mistake

MISTAKES = tuple(Mistake(f"mistake-{i}", f"title {i}", f"Lesson {i}.") for i in range(4))
OPTIONS = tuple(
    Option(f"Option {key}", key, mistake=mistake)
    for key, mistake in zip(("he", "lecun", "xavier", "zeros"), MISTAKES, strict=True)
)
CHOICE = Choice(OPTIONS, 2)
CHOICES = Choices(OPTIONS, (1, 3))


def test_letters_begin_with_a() -> None:
    """Options are picked by A, B, C and so on."""
    assert [letter(i) for i in (0, 1, 25)] == ["A", "B", "Z"]


@pytest.mark.parametrize(
    ("text", "picked"),
    [
        ("c", (2,)), (" C ", (2,)), ("3", (2,)), ("c.", (2,)), ("acd", (0, 2, 3)),
        ("a, c; d", (0, 2, 3)), ("1 3 4", (0, 2, 3)), ("a<c<d", (0, 2, 3)), ("aa", (0, 0)),
        ("dA", (3, 0)), ("", ()), (" , ", ()), ("e", ()), ("ae", ()), ("0", ()), ("5", ()),
        ("134", ()), ("a?", ()), ("-1", ()), ("ß", ()), ("Α", ()), ("١", ()),  # noqa: RUF001
    ],
)  # fmt: skip
def test_letters_and_numbers_pick_options(text: str, picked: tuple[int, ...]) -> None:
    """Either case, with or without commas; anything that is no option picks none at all."""
    assert read_letters(text, 4) == picked


def test_numbers_of_two_digits_pick_options_too() -> None:
    """With twelve options, 12 is the last and not the first and the second."""
    assert read_letters("12", 12) == (11,)
    assert read_letters("1 2", 12) == (0, 1)


@pytest.mark.parametrize("index", [-1, 4, 1.5, float("nan"), float("inf")])
def test_an_option_that_is_not_there_is_refused(index: float) -> None:
    """An index out of range is a bad request, not a wrong answer."""
    for field in (CHOICE, CHOICES):
        with pytest.raises(UsageError, match=r"There is no option .*; they are 0 to 3\."):
            field.is_right((index,))


@pytest.mark.parametrize("given_", [(), (0, 1), (2, 2)])
def test_a_choice_takes_exactly_one(given_: tuple[int, ...]) -> None:
    """None, two, or one twice do not fit a choice."""
    with pytest.raises(UsageError, match="options were given where 1 different ones fit"):
        CHOICE.is_right(given_)


def test_choices_take_each_option_once() -> None:
    """The same option twice does not fit, all of them do."""
    with pytest.raises(UsageError, match="2 options were given where 4 different ones fit"):
        CHOICES.is_right((1, 1))
    assert not CHOICES.is_right((0, 1, 2, 3))


def test_only_the_correct_option_is_right() -> None:
    """The solution is right; every other option is a wrong answer, and all are yielded."""
    assert CHOICE.solution == (2,)
    assert CHOICE.is_right(CHOICE.solution)
    assert list(CHOICE.wrong_answers()) == [(0,), (1,), (3,)]
    assert not any(map(CHOICE.is_right, CHOICE.wrong_answers()))


def test_a_choice_is_typed_as_one_letter() -> None:
    """The hint says which letters there are; anything else is answered by it."""
    assert CHOICE.hint == "Type a letter from A to D"
    assert [CHOICE.parse(text) for text in ("c", "C", "3")] == [(2,)] * 3
    for text in ("", "e", "ab", "0"):
        with pytest.raises(UsageError, match=r"^Type a letter from A to D\.$"):
            CHOICE.parse(text)


def test_a_wrong_choice_shows_its_own_mistake() -> None:
    """The chosen option's key is logged, with the truth's before it where they differ."""
    assert CHOICE.log((0,)) == "he"
    assert CHOICE.mistake((0,)) == MISTAKES[0]
    assert CHOICE.confusion((0,)) == "xavier>he"


@given(st.integers(1, 26).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n - 1))))
def test_a_letter_is_read_as_the_option_it_stands_for(pair: tuple[int, int]) -> None:
    """Letter and number, either case, parse back to the index, for any number of options."""
    size, index = pair
    field = Choice(tuple(Option(str(i), str(i)) for i in range(size)), index)
    for text in (letter(index), letter(index).lower(), str(index + 1)):
        assert field.is_right(field.parse(text))


def test_all_right_options_and_no_other_are_right() -> None:
    """Order does not count; one too many or too few does."""
    assert CHOICES.solution == (1, 3)
    assert CHOICES.is_right((1, 3))
    assert CHOICES.is_right((3, 1))
    for wrong in ((1,), (1, 2, 3), (), (0, 2)):
        assert not CHOICES.is_right(wrong)


def test_no_option_may_be_right() -> None:
    """Where nothing applies, ticking nothing is right and is typed as 0."""
    field = Choices(OPTIONS, ())
    assert field.is_right(field.parse("0"))
    assert field.log(()) == "none"
    assert field.mistake(()) is None
    assert not field.is_right((0,))


def test_choices_are_typed_as_letters() -> None:
    """Letters in any order, each counted once; what is none is answered by the hint."""
    assert CHOICES.hint == "Type all letters that apply, A to D, or 0 for none"
    assert [CHOICES.parse(text) for text in ("bd", "D, B", "4 2", "bbd")] == [(1, 3)] * 4
    assert CHOICES.parse(" 0 ") == ()
    for text in ("", "e", "b?", "0 1"):
        with pytest.raises(UsageError, match=r"^Type all letters that apply"):
            CHOICES.parse(text)


@pytest.mark.parametrize(
    ("ticked", "shown"),
    [((0, 1, 3), 0), ((2, 0), 0), ((1, 2), 2), ((1,), 3), ((), 1), ((1, 3), None)],
)
def test_the_first_wrong_tick_tells_the_mistake(ticked: tuple[int, ...], shown: int | None) -> None:
    """What is ticked wrongly comes before what is left out; a right answer shows nothing."""
    assert CHOICES.mistake(ticked) == (None if shown is None else MISTAKES[shown])
    assert CHOICES.confusion(ticked) == ("" if shown is None else f"mistake-{shown}")


def test_an_option_without_a_mistake_is_no_crash() -> None:
    """Where nothing was said about an option, nothing is shown or logged."""
    bare = (Option("a", "a"), Option("b", "b"))
    assert Choices(bare, (0,)).confusion((1,)) == ""
    assert Choice(bare, 0).mistake((1,)) is None


@given(st.sets(st.integers(0, 3)), st.sets(st.integers(0, 3)))
def test_choices_survive_the_log_and_the_keyboard(right: set[int], ticked: set[int]) -> None:
    """Typed letters read back, the log names each ticked key, and wrong answers are wrong."""
    field = Choices(OPTIONS, tuple(sorted(right)))
    given_ = tuple(sorted(ticked))
    assert field.parse("".join(map(letter, given_)) or "0") == given_
    assert field.log(given_) == ("+".join(OPTIONS[i].key for i in given_) or "none")
    assert field.is_right(given_) is (right == ticked)
    assert (field.mistake(given_) is None) is (right == ticked)
    wrong = list(field.wrong_answers())
    assert len(wrong) >= len(OPTIONS)
    assert not any(map(field.is_right, wrong))


@given(st.lists(st.integers(-2, 8), max_size=6), st.integers(1, 6), st.integers(0, 3))
def test_indexes_are_checked_one_by_one_and_as_a_whole(
    given_: list[int], size: int, least: int
) -> None:
    """Exactly those tuples pass that name different options, neither too few nor too many."""
    fits = set(given_) <= set(range(size)) and len(set(given_)) == len(given_)
    if fits and least <= len(given_) <= size:
        check_indexes(tuple(given_), least, size, size)
    else:
        with pytest.raises(UsageError):
            check_indexes(tuple(given_), least, size, size)
