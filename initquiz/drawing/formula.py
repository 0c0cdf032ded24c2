"""Typesets LaTeX as vector art, once: the result is cached, so that study never waits.

ziamath sets the formula in STIX Two; it is imported only when the cache has no answer.
"""

from threading import Lock
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable
    from xml.etree.ElementTree import Element

    from initquiz.drawing.pictures import Pictures
    from initquiz.model.formula import Formula, FormulaCache

VERSION = "ziamath 0.13, mended 1"
"""Part of every cache key: change it with the engine or with what is mended here, and old
drawings are made anew. (Asking the engine itself for its version costs 50 ms at start.)"""

EM = 100.0
"""Units to the em in the drawings."""

_HARDEST = 6000
"""Work beyond which a formula is not set; ziamath sets the inside of each row twice, so
that work doubles with every level of nesting (6000 takes about a second)."""

_WIDEST = 300.0
"""Ems beyond which a formula is not set: `\\hspace` and `\\rule` take any size."""

_ROWS = frozenset({"math", "mrow", "mstyle", "msqrt", "mtd"})
_SIGNS = frozenset("−+±")
_CLOSING = frozenset(")]}|‖⟩!")


class Typesetter:
    """Gives formulas from memory, from the cache, or from the engine, in this order.

    `pictures` are those that texts may show unless they are given others.
    """

    def __init__(self, cache: "FormulaCache", pictures: "Pictures | None" = None) -> None:
        """Take the cache that outlives the program."""
        self.pictures = pictures
        self._cache = cache
        self._known: dict[tuple[str, bool], Formula] = {}
        self._engine = Lock()

    def formula(self, tex: str, display: bool) -> "Formula":  # noqa: FBT001 - TeX's own two styles
        """Return LaTeX set in display or in text style; with an empty `svg` if it cannot be."""
        found = self._known.get((tex, display))
        if found is None:
            key = cache_key(tex, display=display)
            found = self._cache.get(key)
            if found is None:
                # Formulas may be set ahead in a thread; the engine has one at a time.
                with self._engine:
                    found = typeset(tex, display=display)
                self._cache.put(key, found)
            self._known[tex, display] = found
        return found

    def speak(self, tex: str, display: bool) -> str:  # noqa: FBT001 - as above
        """Return a formula in words."""
        return self.formula(tex, display).spoken


def cache_key(tex: str, *, display: bool) -> str:
    """Return the key of a formula in the cache, 32 hexadecimal digits."""
    import hashlib  # noqa: PLC0415 - OpenSSL, which a card without formulas does not need

    source = f"{VERSION}\0{'display' if display else 'inline'}\0{tex}"
    return hashlib.blake2b(source.encode(errors="replace"), digest_size=16).hexdigest()


def typeset(tex: str, *, display: bool) -> "Formula":
    """Return LaTeX as a drawing; `svg` is empty if the engine cannot set it."""
    from initquiz.drawing.speech import spoken  # noqa: PLC0415 - only what is not cached pays
    from initquiz.model.formula import Formula  # noqa: PLC0415

    words = spoken(tex)
    engine = _engine()  # an engine that is missing is not the formula's fault
    try:
        drawing = engine(_mathml(tex, display=display), size=EM, margin=0.0)
        width, height = drawing.getsize()
        descent = -drawing.getyofst()
        svg: str = drawing.svg()
    except Exception:  # noqa: BLE001 - a foreign engine on foreign text may raise anything
        return Formula("", 0.0, 0.0, 0.0, words)
    visible = "<path" in svg or "<rect" in svg
    if not (visible and 0 < width < _WIDEST * EM and 0 < height < _WIDEST * EM):
        return Formula("", 0.0, 0.0, 0.0, words)
    return Formula(svg, width, height - descent, descent, words)


def _engine() -> "Callable[..., Any]":
    """Return the class of ziamath that draws MathML."""
    import warnings  # noqa: PLC0415 - as above

    with warnings.catch_warnings():
        # It opens its font by a call that Python 3.11 and 3.12 say will go.
        warnings.simplefilter("ignore", DeprecationWarning)
        from ziamath.config import config  # noqa: PLC0415 - 300 ms
        from ziamath.zmath import Math  # noqa: PLC0415
    # QtSvg draws <use> of a <symbol> wrongly; this spells every glyph out.
    config.svg2 = False
    return Math


def _mathml(tex: str, *, display: bool) -> "Element":
    """Return mended MathML; raises what its readers raise, ValueError if it is too hard."""
    from xml.etree import ElementTree as ET  # noqa: PLC0415 - only what is not cached pays

    from ziamath.escapes import unescape  # noqa: PLC0415
    from ziamath.tex import tex2mml  # noqa: PLC0415

    from initquiz.drawing.mathml import prepare  # noqa: PLC0415

    source = unescape(tex2mml(prepare(tex), inline=not display))
    mathml = ET.fromstring(source)  # noqa: S314 - MathML just made, without a DOCTYPE
    _mend(mathml)
    if _work(mathml) > _HARDEST:
        raise ValueError("too deeply nested")
    return mathml


def _mend(element: "Element") -> None:
    """Mend MathML in place: single-child rows go, signs learn that they are unary."""
    for i, child in enumerate(list(element)):
        _mend(child)
        inner = list(child)
        if (
            _tag(child) == "mrow"
            and len(inner) == 1
            and not child.attrib
            and _tag(inner[0]) not in {"mo", "mspace", "mstyle"}
        ):
            element[i] = inner[0]
        elif _tag(child) == "mtext" and child.text:
            child.text = child.text.replace("\\", "")
    before = None
    for child in list(element) if _tag(element) in _ROWS else []:
        if _tag(child) == "mi" and child.text == "~":
            child.tag, child.text = child.tag.replace("mi", "mo"), "∼"  # noqa: RUF001 - \sim
        if _tag(child) == "mo" and child.text in _SIGNS and _opens(before):
            child.set("form", "prefix")
        if before is not None and _is_function(before) and _tag(child) not in {"mo", "mspace"}:
            space = child.makeelement(child.tag, {"width": "0.167em"})
            space.tag = child.tag.replace(_tag(child), "mspace")
            element.insert(list(element).index(child), space)
        before = child


def _opens(before: "Element | None") -> bool:
    """Tell whether a sign after this element belongs to what follows it."""
    if before is None or _tag(before) == "mspace":
        return True
    return _tag(before) == "mo" and before.text not in _CLOSING


def _is_function(element: "Element") -> bool:
    """Tell whether an element is a function's name, perhaps with scripts: log, arg max."""
    base = element[0] if _tag(element) in {"msub", "msup", "msubsup", "munder"} else element
    name = base.text or ""
    return _tag(base) in {"mi", "mo"} and len(name) > 1 and name.isalpha()


def _tag(element: "Element") -> str:
    return element.tag.rpartition("}")[2]


def _work(element: "Element") -> int:
    """Return how much work the engine will have with an element."""
    double = 2 if _tag(element) in {"mrow", "math", "mtd", "msqrt", "mfrac", "menclose"} else 1
    return 1 + double * sum(_work(child) for child in element)
