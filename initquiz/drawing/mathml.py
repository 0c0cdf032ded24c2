"""Reads LaTeX into the tree of meaning.

latex2mathml does the parsing; its MathML is reduced to the few kinds of node that the
readers of a tree need to know.
"""

# ruff: noqa: RUF001 - mathematical signs are meant

from dataclasses import replace
from typing import TYPE_CHECKING

from initquiz.drawing.mathtree import (
    Atom,
    AtomKind,
    Fraction,
    Mark,
    Node,
    Root,
    Row,
    Script,
    Table,
    TexError,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from xml.etree.ElementTree import Element

LONGEST = 2000
"""Characters of LaTeX beyond which a formula is shown as its source."""

_BIG = frozenset("∑∏∫∬∭∮⋃⋂⨁⨂") | {
    "lim", "max", "min", "sup", "inf", "argmax", "argmin", "liminf", "limsup",
    "arg max", "arg min", "lim sup", "lim inf",
}  # fmt: skip
_KINDS: dict[str, AtomKind] = {
    **dict.fromkeys("([{⟨⌊⌈", "open"),
    **dict.fromkeys(")]}⟩⌋⌉", "close"),
    **dict.fromkeys("+−±∓×·⋅∗*∘⊙⊗⊕∪∩∧∨÷", "binary"),
    **dict.fromkeys("=<>≤≥≪≫≠≈≡≃≅∼∝∈∉∋⊂⊆⊃⊇→←↔⇒⇐⇔↦⟶⟹⟺≔:∣⊥∥", "relation"),
    **dict.fromkeys("|‖", "bar"),
    **dict.fromkeys(",;", "comma"),
    **dict.fromkeys(_BIG, "big"),
    "/": "slash",
}  # fmt: skip
_SPELLINGS = {"-": "−", "~": "∼", "⊤": "T", "⩽": "≤", "⩾": "≥", "∥": "‖", "⋆": "*", "∗": "*"}
_ACCENTS = {
    **dict.fromkeys("^ˆ\u0302", "hat"),
    **dict.fromkeys("~∼˜\u0303", "tilde"),
    **dict.fromkeys("¯―‾\u0304\u0305", "bar"),
    "_": "underline",
    "˙": "dot",
    "¨": "double dot",
    "→": "vector",
    "ˇ": "check",
    "˘": "breve",
    "⏞": "overbrace",
    "⏟": "underbrace",
}
_PLANE_ONE = 0x1D400
_TEXT_ESCAPES = str.maketrans({"\\": None, "\u00a0": " "})


def prepare(tex: str) -> str:
    """Return LaTeX with the spellings mended that latex2mathml misreads.

    Raises:
        TexError: it is empty, longer than LONGEST, or defines macros (which can be made
            to grow without bound).
    """
    import re  # noqa: PLC0415 - not needed while formulas come from the cache

    tex = tex.strip()
    if not tex or len(tex) > LONGEST:
        raise TexError("no formula, or too long a one")
    if re.search(r"\\(?:\w*newcommand|\w*def|let|newenvironment|Declare\w+)(?![A-Za-z])", tex):
        raise TexError("macros are not read")
    tex = re.sub(r"\\(begin|end)\{(?:aligned|alignedat|split)\}", r"\\\1{align*}", tex)
    # Inside an operator's name only letters are read; a thin space there is dropped.
    tex = re.sub(r"(\\operatorname\*?\{[A-Za-z]+)\\[,;!: ]([A-Za-z]+\})", r"\1\2", tex)
    tex = re.sub(r"\\operatorname\*?\{([A-Za-z]*(?:\\_[A-Za-z]*)+)\}", r"\\text{\1}", tex)
    return re.sub(r"\\tag\*?\{([^{}]*)\}", r"\\qquad(\\text{\1})", tex)


def parse(tex: str) -> Node:
    """Return the tree of a formula.

    Raises:
        TexError: it cannot be read.
    """
    from latex2mathml.converter import convert_to_element  # noqa: PLC0415 - 120 ms to import

    try:
        return _row(convert_to_element(prepare(tex)))
    except TexError:
        raise
    except Exception as error:
        raise TexError(str(error)) from error


def _row(elements: "Iterable[Element]") -> Node:
    """Return the tree of sibling elements: a row, or the only node there is."""
    items = _matrices(_words(_flat(elements)))
    return items[0] if len(items) == 1 else Row(tuple(items))


def _flat(elements: "Iterable[Element]") -> list[Node]:
    """Return the nodes of siblings with inner rows dissolved into the outer one."""
    nodes: list[Node] = []
    slashed = False
    for element in elements:
        node = _node(element)
        for item in node.items if isinstance(node, Row) else (node,):
            if isinstance(item, Atom) and item.text == "⧸":
                slashed = True
            elif slashed and isinstance(item, Atom):
                nodes.append(_atom(item.text + "\u0338", "relation"))
                slashed = False
            else:
                nodes.append(item)
    return nodes


def _node(element: "Element") -> Node:  # noqa: C901, PLR0911, PLR0912 - one case a tag
    """Return the tree of one element; unknown tags are read as rows."""
    tag, parts = element.tag, list(element)
    match tag, len(parts):
        case "mn", _:
            return Atom(_text(element), "number")
        case "mi" | "mo", _:
            upright = element.get("mathvariant") == "normal"
            return _atom(_text(element), "upright" if upright else "name")
        case "mtext", _:
            text = _text(element).translate(_TEXT_ESCAPES)
            return Atom(text, "name" if text == "⧸" else "text")
        case "mspace", _:
            return Atom("", "break" if element.get("linebreak") else "space")
        case "mphantom", _:
            return Row(())
        case "mfrac", 2:
            bar = element.get("linethickness") != "0"
            return Fraction(_node(parts[0]), _node(parts[1]), bar)
        case "msqrt", _:
            return Root(_row(parts))
        case "mroot", 2:
            return Root(_node(parts[0]), _node(parts[1]))
        case "msub" | "munder" | "msup" | "mover" | "msubsup" | "munderover", 2 | 3:
            return _script(tag, *map(_node, parts))
        case "mfrac" | "mroot", _:
            raise TexError("an argument is missing")
        case "menclose", _ if "strike" in element.get("notation", ""):
            return Mark(_row(parts), "cancelled")
        case "mtable", _:
            aligned = element.get("displaystyle") == "true"
            rows = tuple(tuple(_row(cell) for cell in row) for row in parts)
            return Table(rows, "lines" if aligned else "matrix")
        case "mrow", 1 if _text(parts[0]) == ",":
            return Atom(",", "number")  # {,} is how thousands are grouped
        case _:
            return _row(parts)


def _script(tag: str, base: Node, first: Node, second: Node | None = None) -> Node:
    """Return a base with its scripts, or with its accent."""
    if tag in {"mover", "munder"} and isinstance(first, Atom) and first.text in _ACCENTS:
        return Mark(base, _ACCENTS[first.text])
    if second is not None:
        return Script(base, first, second)
    below = tag in {"msub", "munder"}
    return Script(base, first if below else None, None if below else first)


def _text(element: "Element") -> str:
    """Return an element's text; latex2mathml leaves character references in it."""
    import html  # noqa: PLC0415 - not needed while formulas come from the cache

    return html.unescape(element.text or "")


def _atom(text: str, otherwise: AtomKind) -> Atom:
    """Return a symbol with its usual spelling and its kind; letters lose their typeface."""
    from unicodedata import name, normalize  # noqa: PLC0415 - not needed with cached formulas

    if not text:
        return Atom("", "space")
    text = "".join(
        normalize("NFKC", c) if ord(c) >= _PLANE_ONE or name(c, "").startswith("SCRIPT CAP") else c
        for c in text
    )
    text = normalize("NFC", _SPELLINGS.get(text, text).replace("\u2009", " "))
    return Atom(text, _KINDS.get(text, otherwise))


def _words(nodes: "Sequence[Node]") -> list[Node]:
    """Join upright letters to names and digit groups to numbers; drop spaces."""
    joined: list[Node] = []
    for node in nodes:
        last = joined[-1] if joined else None
        if (
            isinstance(node, Atom)
            and isinstance(last, Atom)
            and node.kind == last.kind
            and node.kind in {"upright", "number"}
        ):
            joined[-1] = replace(last, text=last.text + node.text)
        else:
            joined.append(node)
    return [
        replace(node, kind="name") if isinstance(node, Atom) and node.kind == "upright" else node
        for node in joined
        if not (isinstance(node, Atom) and node.kind in {"space", "text"} and not node.text)
    ]


def _matrices(nodes: list[Node]) -> list[Node]:
    """Give tables the brackets around them; a brace on the left alone means cases."""
    done: list[Node] = []
    rest = iter(range(len(nodes)))
    for i in rest:
        node = nodes[i]
        before = done[-1] if done else None
        after = nodes[i + 1] if i + 1 < len(nodes) else None
        if isinstance(node, Table) and isinstance(before, Atom) and before.kind in {"open", "bar"}:
            done.pop()
            if isinstance(after, Atom) and after.kind in {"close", "bar"}:
                node = replace(node, left=before.text, right=after.text)
                next(rest)
            else:
                node = replace(node, kind="cases")
        done.append(node)
    return done
