"""A formula as one line of Unicode text, for a terminal; brackets keep what bars showed."""

# ruff: noqa: RUF001 - mathematical signs are meant

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

_SUPERSCRIPTS = str.maketrans("0123456789+−T", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ᵀ")
_SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_COMBINING = {
    "hat": "\u0302",
    "tilde": "\u0303",
    "bar": "\u0304",
    "dot": "\u0307",
    "double dot": "\u0308",
    "check": "\u030c",
    "vector": "\u20d7",
}
_ROOTS = {"2": "√", "3": "∛", "4": "∜"}
_NEUTRAL = frozenset({"relation", "binary", "comma", "open", "close", "bar", "break"})
_STARTERS = frozenset({"relation", "binary", "comma", "open", "slash", "big", "break"})


def plain(tex: str) -> str:
    """Return LaTeX as one line of text, or the LaTeX itself if it cannot be read."""
    try:
        return _plain(parse(tex)) or tex.strip()
    except (TexError, RecursionError):
        return tex.strip()


def kind(node: Node | None) -> str:
    """Return how a node behaves among its neighbours: an atom's kind, or "operand"."""
    match node:
        case None:
            return "none"
        case Atom():
            return node.kind
        case Script():
            return kind(node.base)
        case _:
            return "operand"


def is_unary(before: Node | None) -> bool:
    """Tell whether a sign after `before` belongs to what follows it."""
    return before is None or kind(before) in _STARTERS


def _plain(node: Node) -> str:  # noqa: PLR0911 - one case a kind
    match node:
        case Atom():
            return node.text
        case Row():
            return _line(node)
        case Fraction(bar=False):
            return f"{_operand(node.top)} choose {_operand(node.bottom)}"
        case Fraction():
            return f"{_operand(node.top)}/{_operand(node.bottom)}"
        case Root():
            return _root(node)
        case Script():
            return _script(node)
        case Mark():
            return _mark(node)
        case Table():
            return _table(node)


def _line(row: Row) -> str:
    """Return siblings with the spaces their kinds ask for."""
    line = ""
    for i, node in enumerate(row.items):
        before = row.items[i - 1] if i else None
        after = row.items[i + 1] if i + 1 < len(row.items) else None
        text = _plain(node)
        match kind(node):
            case "relation":
                text = f" {text} "
            case "binary" if not is_unary(before):
                text = f" {text} "
            case "comma":
                text += " "
            case "break":
                text = "; "
            case _ if isinstance(node, Fraction) and not (
                kind(before) in _NEUTRAL | {"none", "big"} and kind(after) in _NEUTRAL | {"none"}
            ):
                text = f"({text})"
        line += " " + text if _loose(before, line, node, text) else text
    return " ".join(line.split())


def _loose(before: Node | None, line: str, node: Node, text: str) -> bool:
    """Tell whether two neighbours would run together without a space."""
    operands = {"name", "number", "text", "operand"}
    if kind(before) == "big":
        return kind(node) != "open" or isinstance(before, Script)
    if kind(node) == "big":
        return kind(before) in operands | {"close"}
    if kind(before) not in operands or kind(node) not in operands:
        return False
    word = isinstance(node, Atom) and len(text) > 1
    last = line[-1:]
    scripted = isinstance(before, Script) and (
        (last.isalnum() and last.isascii()) or _spelled(before.base)
    )
    return word or scripted or _spelled(before) or kind(node) == "number" or kind(before) == "text"


def _spelled(node: Node | None) -> bool:
    """Tell whether a node is a name of several letters."""
    return isinstance(node, Atom) and len(node.text) > 1 and node.kind != "number"


def _simple(node: Node) -> bool:
    """Tell whether a node reads as one thing beside a slash or under a root."""
    match node:
        case Atom() | Mark() | Table() | Root():
            return True
        case Script():
            return _simple(node.base)
        case Row():
            return not node.items or enclosed(node.items)
        case _:
            return False


def enclosed(items: tuple[Node, ...]) -> bool:
    """Tell whether items are one pair of brackets, perhaps after a function's name."""
    start = 1 if kind(items[0]) == "name" else 0
    depth = 0
    for i, item in enumerate(items[start:], start):
        depth += (kind(item) == "open") - (kind(item) == "close")
        if depth == 0:
            return i == len(items) - 1 and i > start
    return False


def _operand(node: Node) -> str:
    text = _plain(node)
    return text if _simple(node) else f"({text})"


def _root(node: Root) -> str:
    index = _plain(node.index) if node.index else "2"
    bare = isinstance(node.inside, Atom) and len(node.inside.text) == 1
    inside = _plain(node.inside) if bare else f"({_plain(node.inside)})"
    if index in _ROOTS:
        return _ROOTS[index] + inside
    return f"{inside}^(1/{index})"


def _script(node: Script) -> str:
    base = _plain(node.base)
    if isinstance(node.base, Root) or not _simple(node.base):
        base = f"({base})"
    sub = _tight(_plain(node.sub)) if node.sub else ""
    sup = _tight(_plain(node.sup)) if node.sup else ""
    if sub:
        digits = sub.isdecimal() and kind(node.base) != "big"
        base += sub.translate(_SUBSCRIPTS) if digits else "_" + _grouped(sub)
    if sup and set(sup) <= {"′", "″", "‴"}:
        return base + sup
    if sup and all(ord(c) in _SUPERSCRIPTS for c in sup) and kind(node.base) != "big":
        return base + sup.translate(_SUPERSCRIPTS)
    return base + ("^" + _grouped(sup) if sup else "")


def _tight(text: str) -> str:
    """Return a script's text without the spaces around its signs."""
    for sign in "=+−→∞·×<>≤≥∈/":
        text = text.replace(f" {sign} ", sign)
    return text


def _grouped(text: str) -> str:
    plain_enough = (
        text.isalnum() or len(text) == 1 or (text[0] == "(" and text.find(")") == len(text) - 1)
    )
    return text if plain_enough else f"({text})"


def _mark(node: Mark) -> str:
    inside = _plain(node.inside)
    if len(inside) == 1 and node.name in _COMBINING:
        return inside + _COMBINING[node.name]
    return f"{node.name.replace(' ', '')}({inside})"


def _table(table: Table) -> str:
    between = {"matrix": ", ", "cases": " if ", "lines": " "}[table.kind]
    rows = []
    for row in table.rows:
        cells = [_plain(cell) for cell in row]
        joined = (
            between.join(cells) if table.kind == "matrix" else between.join(filter(None, cells))
        )
        rows.append(joined.replace(" if if ", " if ").replace(" if otherwise", " otherwise"))
    body = "; ".join(rows)
    if table.kind == "cases":
        return "{" + body + "}"
    if table.kind == "lines":
        return body
    return f"{table.left or '['}{body}{table.right or ']'}"
