"""A formula in words, as a screen reader should say it."""

from initquiz.drawing.mathml import parse
from initquiz.drawing.mathtree import (
    Atom,
    Fraction,
    Mark,
    Node,
    Root,
    Row,
    Script,
    Table,
    TexError,
)
from initquiz.drawing.oneline import enclosed, is_unary, kind
from initquiz.drawing.signs import FUNCTIONS, POWERS, PRIMES, WORDS

_LETTERS = 3
"""Upright or not, three letters below something are a word; so is "in", but not "ij"."""


def spoken(tex: str) -> str:
    """Return LaTeX in words, or the LaTeX itself if it cannot be read."""
    try:
        return _say(parse(tex)) or tex.strip()
    except (TexError, RecursionError):
        return tex.strip()


def _say(node: Node) -> str:  # noqa: PLR0911 - one case a kind
    match node:
        case Atom():
            return _symbol(node)
        case Row():
            return _sentence(node)
        case Fraction(bar=False):
            return f"{_operand(node.top)} choose {_operand(node.bottom)}"
        case Fraction():
            return f"{_operand(node.top)} over {_operand(node.bottom)}"
        case Root():
            return _root(node)
        case Script():
            return _script(node)
        case Mark():
            simple = isinstance(node.inside, Atom)
            inside = _say(node.inside)
            return f"{inside} {node.name}" if simple else f"{node.name} of ({inside})"
        case Table():
            return _table(node)


def _symbol(atom: Atom) -> str:
    """Return a symbol's name: Greek letters and signs by name, words as they are."""
    import unicodedata  # noqa: PLC0415 - not needed while formulas come from the cache

    text = atom.text.strip()
    if atom.kind == "break":
        return ", next line,"
    if text in WORDS:
        return WORDS[text]
    if len(text) == 1 and not text.isascii() and atom.kind != "text":
        letter = unicodedata.normalize("NFKC", text)
        if letter.isascii():
            return letter
        name = unicodedata.name(letter[0], letter).lower().removeprefix("greek ")
        name = name.replace("small letter ", "").replace("letter ", "")
        return name.replace("lamda", "lambda")
    return text


def _sentence(row: Row) -> str:
    """Return siblings in words; what would run together is put in brackets."""
    words: list[str] = []
    bars = sum(kind(item) == "bar" for item in row.items)
    seen = 0
    dropped: list[int] = []
    for i, node in enumerate(row.items):
        before = row.items[i - 1] if i else None
        after = row.items[i + 1] if i + 1 < len(row.items) else None
        text = _say(node)
        match kind(node):
            case "bar":
                seen += 1
                text = _bar(node, opening=seen % 2 == 1, paired=bars % 2 == 0)
            case "open" if text in {"(", "["} and _applies(before):
                words.append("of")
                end = _closing(row.items, i)
                if end is not None and _may_drop(row.items, i, end):
                    dropped.append(end)
                    text = ""
            case "close" if i in dropped:
                text = (
                    _say(Script(Atom("", "space"), node.sub, node.sup))
                    if isinstance(node, Script)
                    else ""
                )
            case _ if isinstance(node, Root) and kind(after) not in {"none", "comma", "close"}:
                text = f"({text})"
            case _ if isinstance(node, Fraction) and (
                kind(before) in {"name", "number", "operand", "slash", "close"}
                or kind(after) in {"name", "number", "operand", "slash", "open", "big"}
            ):
                text = f"({text})"
        words.append(text)
    return _joined(words)


def _joined(words: list[str]) -> str:
    text = " ".join(" ".join(words).split())
    for loose, tight in (
        ("( ", "("),
        (" )", ")"),
        (" ,", ","),
        ("[ ", "["),
        (" ]", "]"),
        (" ;", ";"),
    ):
        text = text.replace(loose, tight)
    return text


def _applies(before: Node | None) -> bool:
    """Tell whether a bracket after this node holds a function's arguments."""
    base = before.base if isinstance(before, Script) else before
    if not isinstance(base, Atom) or base.kind not in {"name", "text", "big"}:
        return False
    return base.text in FUNCTIONS or (len(base.text) > 1 and base.text.isalpha())


def _closing(items: tuple[Node, ...], start: int) -> int | None:
    """Return the index of the bracket that closes the one at `start`."""
    depth = 0
    for i in range(start, len(items)):
        depth += (kind(items[i]) == "open") - (kind(items[i]) == "close")
        if depth == 0:
            return i
    return None


def _may_drop(items: tuple[Node, ...], start: int, end: int) -> bool:
    """Tell whether arguments are clear without brackets: a single one, or last and no sum."""
    inside = items[start + 1 : end]
    if len(inside) <= 1 and not any(isinstance(item, Fraction | Root) for item in inside):
        return True
    signs = (
        i
        for i, item in enumerate(inside)
        if kind(item) in {"binary", "relation"} and not is_unary(inside[i - 1] if i else None)
    )
    return end == len(items) - 1 and isinstance(items[end], Atom) and next(signs, None) is None


def _bar(node: Node, *, opening: bool, paired: bool) -> str:
    base = node.base if isinstance(node, Script) else node
    name = "norm" if isinstance(base, Atom) and base.text == "‖" else "absolute value"
    if not paired:
        return "given"
    after = _scripts(node) if isinstance(node, Script) else ""
    return f"{name} of" if opening else f"end {name} {after}".strip()


def _compound(node: Node) -> bool:
    """Tell whether a node needs brackets beside "over"."""
    match node:
        case Fraction() | Root():
            return True
        case Script():
            return _compound(node.base)
        case Row():
            return len(node.items) > 1
        case _:
            return False


def _operand(node: Node) -> str:
    text = _say(node)
    return f"({text})" if _compound(node) else text


def _root(node: Root) -> str:
    index = _say(node.index) if node.index else "2"
    name = {"2": "square root", "3": "cube root"}.get(index, f"root of order {index}")
    return f"{name} of {_say(node.inside)}"


def _script(node: Script) -> str:
    if kind(node.base) == "big":
        return _big(node)
    base = _say(node.base)
    if isinstance(node.base, Mark) and node.base.name.endswith("brace"):
        label = node.sub or node.sup
        return f"{base} labelled {_say(label)}" if label else base
    if isinstance(node.base, Atom) and node.base.text == "log" and node.sub:
        return f"log base {_operand(node.sub)} of"
    if _compound(node.base) and not (isinstance(node.base, Row) and enclosed(node.base.items)):
        base = f"({base})"
    return f"{base} {_scripts(node)}".strip()


def _scripts(node: Script) -> str:
    """Return what stands below and above right: "sub in squared"."""
    words = []
    if node.sub:
        words.append(f"sub {_index(node.sub)}")
    if node.sup:
        sup = "".join(item.text for item in _atoms(node.sup))
        matrix = isinstance(node.base, Atom) and node.base.text.isupper()
        if kind(node.base) == "relation":
            words.append(f"with {_say(node.sup)} above")
        elif sup in PRIMES:
            words.append(PRIMES[sup])
        elif sup in POWERS and isinstance(node.sup, Atom):
            words.append(POWERS[sup])
        elif isinstance(node.sup, Row) and enclosed(node.sup.items):
            words.append(f"superscript {_say(node.sup)}")
        elif sup == "−1" and matrix:
            words.append("inverse")
        else:
            words.append(f"to the {_signed(node.sup)}")
    return " ".join(words)


def _atoms(node: Node) -> tuple[Atom, ...]:
    items = node.items if isinstance(node, Row) else (node,)
    return (
        tuple(i for i in items if isinstance(i, Atom))
        if all(isinstance(i, Atom) for i in items)
        else ()
    )


def _index(node: Node) -> str:
    """Return a subscript in words; letters that spell a word are said as one."""
    atoms = _atoms(node)
    letters = "".join(atom.text for atom in atoms)
    if (
        len(atoms) > 1
        and letters.isalpha()
        and letters.isascii()
        and (len(letters) >= _LETTERS or letters == "in")
    ):
        return letters
    if len(atoms) == 1 and letters.isascii() and letters.isalpha():
        return letters
    return _signed(node) if any(kind(a) in {"binary", "relation"} for a in atoms) else _say(node)


def _signed(node: Node) -> str:
    """Return an exponent: a sign and one thing need no brackets."""
    if isinstance(node, Row) and len(node.items) == 2 and is_unary(None):  # noqa: PLR2004
        first, second = node.items
        if kind(first) == "binary" and not _compound(second):
            return _say(node)
    return _operand(node)


def _big(node: Script) -> str:
    name = _say(node.base)
    limit = name == "limit"
    if node.sub and node.sup:
        return f"{name} from {_say(node.sub)} to {_say(node.sup)} of"
    if node.sub:
        return f"{name} {'as' if limit else 'over'} {_say(node.sub)} of"
    return f"{name} to {_say(node.sup)} of" if node.sup else f"{name} of"


def _table(table: Table) -> str:
    if table.kind == "lines":
        return ", next line, ".join(_joined([_say(cell) for cell in row]) for row in table.rows)
    if table.kind == "cases":
        rows = (", ".join(filter(None, map(_say, row))) for row in table.rows)
        return "cases: " + "; ".join(rows) + ", end cases"
    name = {"|": "determinant", "‖": "norm of matrix"}.get(table.left, "matrix")
    rows = (
        f"row {i}: " + ", ".join(_say(cell) for cell in row) for i, row in enumerate(table.rows, 1)
    )
    return f"{name} " + "; ".join(rows) + f", end {name.split()[-1]}"
