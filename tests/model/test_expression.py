"""Typed numbers: read as people write them, and anything else refused quickly and in words."""

import math
import time

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from initquiz.errors import UsageError
from initquiz.model.expression import evaluate

FINITE = st.floats(allow_nan=False, allow_infinity=False)
OPERATORS = {"+": "+", "-": "-", "*": "*", "/": "/", "^": "**"}
FUNCTIONS = {"sqrt": "math.sqrt", "ln": "math.log", "log10": "math.log10", "exp": "math.exp"}


@pytest.mark.parametrize(
    "text",
    [
        *("0.0625", ".0625", "6.25e-2", "6.25E-2", "1/16", "1 / 16", "sqrt(2/512)", "√(2/512)"),
        *("2^-4", "2**-4", "0,0625", "6,25e-2", "6.25×10^-2", "6.25·10^−2", "1÷16", "6.25%"),
        *("6.25 %", "(0.25)²", "exp(-ln 16)", "SQRT(2/512)", "+0.0625", "--0.0625", "\n1/16\t"),
    ],
)
def test_a_number_may_be_written_in_many_ways(text: str) -> None:
    """Decimals, powers of ten, fractions, roots and powers all read as one sixteenth."""
    assert evaluate(text) == pytest.approx(0.0625, rel=1e-15)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("pi", math.pi), ("π", math.pi), ("e", math.e), ("2*PI", math.tau), ("ln(e)", 1.0),
        ("log(e)", 1.0), ("log10(1000)", 3.0), ("exp 1", math.e), ("√√16", 2.0), ("√2/2", 0.5**0.5),
        ("e^2", math.e**2), ("1.", 1.0), ("007", 7.0),
    ],
)  # fmt: skip
def test_names_are_known(text: str, value: float) -> None:
    """The two constants and the functions are read, in capitals too; log is the natural one."""
    assert evaluate(text) == pytest.approx(value, rel=1e-15)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1+2*3", 7), ("(1+2)*3", 9), ("2-3-4", -5), ("16/4/2", 2), ("16/4*2", 8), ("-2^2", -4),
        ("(-2)^2", 4), ("2^3^2", 512), ("2^-1^2", 0.5), ("2*3^2", 18), ("-3²", -9), ("√4^2", 4),
        ("2--3", 5), ("100-2%", 0.98),
    ],
)  # fmt: skip
def test_operators_bind_as_in_mathematics(text: str, value: float) -> None:
    """Powers before signs before products before sums; powers to the right, the rest left."""
    assert evaluate(text) == pytest.approx(value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("20,000", 20_000), ("20 000", 20_000), ("20'000", 20_000), ("20\u202f000", 20_000),
        ("20\u00a0000", 20_000), ("1,234,567", 1_234_567), ("1,234.5", 1234.5), ("2/1,000", 0.002),
        ("1 234,5", 1234.5), ("0,125", 0.125), ("12345,678", 12345.678), ("1,5", 1.5),
        ("1,2345", 1.2345), ("6,250e-2", 0.0625),
    ],
)  # fmt: skip
def test_commas_are_thousands_or_the_point(text: str, value: float) -> None:
    """Groups of three are joined, unless a 0 leads or an exponent follows."""
    assert evaluate(text) == pytest.approx(value, rel=1e-15)


@pytest.mark.parametrize("text", ["1,234,5", "12,34,567", "1.234,5", "1'23", "1e-3,000"])
def test_half_grouped_numbers_are_refused(text: str) -> None:
    """What could be read in two ways is not guessed."""
    with pytest.raises(UsageError, match="cannot be read from"):
        evaluate(text)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("2x", "“2x” cannot be read from “x” on."),
        ("2e", "“2e” cannot be read from “e” on."),
        ("1+*2", "“1+*2” cannot be read from “* 2” on."),
        ("3 $ 4", "“3 $ 4” cannot be read from “$ 4” on."),
        ("(1", "“(1” cannot be read to its end."),
        ("1)", "“1)” cannot be read from “)” on."),
        ("1/", "“1/” cannot be read to its end."),
        ("sqrt", "“sqrt” cannot be read to its end."),
        ("sqrt -2", "“sqrt -2” cannot be read from “- 2” on."),
        ("sin(1)", "“sin(1)” cannot be read from “sin ( 1 )” on."),
        ("1 2", "“1 2” cannot be read from “2” on."),
        ("1;2", "“1;2” cannot be read from “;2” on."),
        ("5%%", "“5%%” cannot be read from “%” on."),
        ("%", "“%” cannot be read to its end."),
        ("", "“” cannot be read as it is empty."),
        (" \t", "“” cannot be read as it is empty."),
        ("1/0", "“1/0” is not a finite number."),
        ("0/0", "“0/0” is not a finite number."),
        ("1e999", "“1e999” is not a finite number."),
        ("ln 0", "“ln 0” is not a finite number."),
        ("sqrt(0-1)", "“sqrt(0-1)” is not a finite number."),
        ("nan", "“nan” cannot be read from “nan” on."),
        ("inf", "“inf” cannot be read from “inf” on."),
    ],
)
def test_a_refusal_names_the_place_and_the_remedy(text: str, fault: str) -> None:
    """The message quotes what was typed, says where it fails, and shows how to write it."""
    with pytest.raises(UsageError) as refusal:
        evaluate(text)
    assert str(refusal.value) == f"{fault} Write it like 0.0625, 6.25e-2, 1/16 or sqrt(2/512)."


@pytest.mark.parametrize(
    "text",
    [
        "10^9^9", "9**9**9**9", "-1e308*10", "exp(1e9)", "(0-8)^(1/3)", "sqrt((0-8)^.5)",
        "exp((0-1)^.5)", "log10((0-1)^.5)", "0^-1", "(" * 100 + "1" + ")" * 99, "(" * 200,
        "-" * 199 + "1", "2^" * 99 + "2", "√" * 200, "1" * 201, "1" * 10**6, "1+" * 10**6,
        "1e" * 60,
        "9" * 200 + "^" * 300, "٣", "1/٣", "५", "\U0001d7cf", "①", "x" * 200,
        "__import__('os')", "1\x00", "\ud800", "lambda:0", "1j", "0x10", "1_000", "\u017fqrt(4)",
    ],
    ids=lambda text: ascii(text[:12]),
)  # fmt: skip
def test_hostile_text_is_refused_at_once(text: str) -> None:
    """Towers, deep brackets, long texts, roots of -1, other scripts' digits and code: no harm."""
    started = time.process_time()
    with pytest.raises(UsageError, match=r"sqrt\(2/512\)"):
        evaluate(text)
    assert time.process_time() - started < 0.1


def test_a_long_text_is_not_repeated_to_the_user() -> None:
    """The refusal of a million signs is one line."""
    with pytest.raises(UsageError, match="1000000 characters is too long") as refusal:
        evaluate("1" * 10**6)
    assert len(str(refusal.value)) < 150


def test_a_text_that_cannot_be_read_is_quoted_in_part() -> None:
    """Of what is long the message repeats the beginning."""
    with pytest.raises(UsageError, match=r"“x{40}…” cannot be read from") as refusal:
        evaluate("x" * 60)
    assert len(str(refusal.value)) < 150


def test_brackets_may_be_nested_as_deep_as_anybody_writes() -> None:
    """Thirty brackets are read; more are refused by that name."""
    assert evaluate("(" * 30 + "1" + ")" * 30) == 1
    with pytest.raises(UsageError, match="nested too deeply"):
        evaluate("(" * 60 + "1" + ")" * 60)


@given(FINITE)
def test_every_float_is_read_back(value: float) -> None:
    """What Python writes for a number is that number, sign and last bit included."""
    read = evaluate(repr(value))
    assert read == value
    assert math.copysign(1, read) == math.copysign(1, value)


@given(st.integers(-(10**12), 10**12))
def test_grouped_integers_are_read_back(value: int) -> None:
    """Thousands written with commas are that number."""
    assert evaluate(f"{value:,}") == value


def _trees() -> st.SearchStrategy[tuple[str, str]]:
    """Return pairs of one expression in our spelling and in Python's, brackets everywhere."""
    number = st.floats(0, 1e6).map(repr)
    leaves = st.one_of(
        number.map(lambda text: (text, text)),
        st.sampled_from([("pi", "math.pi"), ("e", "math.e")]),
    )

    def grow(part: st.SearchStrategy[tuple[str, str]]) -> st.SearchStrategy[tuple[str, str]]:
        binary = st.tuples(part, st.sampled_from(sorted(OPERATORS)), part).map(
            lambda t: (f"({t[0][0]}{t[1]}{t[2][0]})", f"({t[0][1]}{OPERATORS[t[1]]}{t[2][1]})")
        )
        call = st.tuples(st.sampled_from(sorted(FUNCTIONS)), part).map(
            lambda t: (f"{t[0]}({t[1][0]})", f"{FUNCTIONS[t[0]]}({t[1][1]})")
        )
        minus = part.map(lambda p: (f"(-{p[0]})", f"(-{p[1]})"))
        return st.one_of(binary, call, minus)

    return st.recursive(leaves, grow, max_leaves=6)


@given(_trees())
def test_trees_agree_with_pythons_arithmetic(tree: tuple[str, str]) -> None:
    """Any bracketed expression has Python's value, or is refused where Python has none."""
    ours, pythons = tree
    assume(len(ours) <= 200)
    try:
        expected = eval(pythons, {"math": math})  # noqa: S307 - our own arithmetic
    except (ValueError, ZeroDivisionError, OverflowError, TypeError):
        expected = math.nan
    if isinstance(expected, complex) or not math.isfinite(expected):
        with pytest.raises(UsageError, match="not a finite number"):
            evaluate(ours)
    else:
        assert evaluate(ours) == expected


@given(
    st.lists(st.tuples(st.sampled_from("+-*/"), st.integers(1, 99)), max_size=12),
    st.integers(1, 99),
)
def test_chains_without_brackets_agree_with_pythons_arithmetic(
    steps: list[tuple[str, int]], first: int
) -> None:
    """Sums and products in a row are worked out in Python's order."""
    text = f"{first}.0" + "".join(f" {sign} {value}.0" for sign, value in steps)
    assert evaluate(text) == eval(text)  # noqa: S307 - our own arithmetic


@given(st.text(max_size=220) | st.text("0123456789.,eE+-*/^()√π% 'sqrtlnxp", max_size=60))
def test_any_text_is_a_finite_number_or_a_refusal(text: str) -> None:
    """Nothing that can be typed ends in another kind of error."""
    try:
        value = evaluate(text)
    except UsageError as refusal:
        assert "sqrt(2/512)" in str(refusal)  # noqa: PT017 - either outcome is fine
    else:
        assert type(value) is float
        assert math.isfinite(value)
