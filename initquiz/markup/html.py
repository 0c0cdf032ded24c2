r"""A card's Markdown as HTML for other programs, formulas between MathJax's `\(..\)`, `\[..\]`.

Raw HTML in a card is text and stays text. Pictures are the card's own (`media:` addresses);
any other address is left out, for nothing of a card is ever loaded from elsewhere.
"""

import re
from collections.abc import Callable, Sequence
from functools import cache
from html import escape, unescape

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from initquiz.markup.notation import STAND_IN, masked
from initquiz.markup.simple import line_to_html, parted
from initquiz.model.card import Card, Fact
from initquiz.model.exchange import MEDIA

_FORMULAS = frozenset({"inline", "display"})
_RULES = ("html_block", "html_inline", "linkify", "entity")
_TAG = re.compile(r"</?[a-z][^>]*>")
_ALONE = re.compile(r"<p>(.*?)</p>\n?", re.DOTALL)


def to_html(markdown: str, address: Callable[[str], str] = str, *, cloze: bool = False) -> str:
    """Return Markdown as HTML.

    `address` gives what a picture's name is called where the HTML goes. With `cloze` two
    closing braces in a formula are parted by a space, or Anki would end a cloze there.
    """
    if line := line_to_html(markdown, cloze=cloze):
        return line
    text, pieces = masked(markdown, _FORMULAS)
    html: str = _parser().render(text, {"address": address})

    def formula(stand_in: re.Match[str]) -> str:
        piece = pieces[int(stand_in[1])]
        tex = parted(piece.text) if cloze else piece.text
        left, right = (r"\[", r"\]") if piece.kind == "display" else (r"\(", r"\)")
        return f"{left}{escape(tex, quote=False)}{right}"

    return STAND_IN.sub(formula, html).strip()


def to_line(markdown: str, address: Callable[[str], str] = str) -> str:
    """Return Markdown as HTML without the paragraph around it, if it is only one."""
    html = to_html(markdown, address)
    alone = _ALONE.fullmatch(html)
    return alone[1] if alone and "<p>" not in alone[1] else html


def to_text(markdown: str) -> str:
    """Return Markdown for a place that shows text alone; formulas keep MathJax's marks."""
    return unescape(_TAG.sub("", to_line(markdown)))


def pictures_of(card: Card) -> tuple[str, ...]:
    """Return the names of the pictures a card shows, in order, each once."""
    texts = card.content.texts if isinstance(card.content, Fact) else ()
    return tuple(dict.fromkeys(name for text in texts for name in named_pictures(text)))


def named_pictures(markdown: str) -> tuple[str, ...]:
    """Return the names of the pictures a text shows, in order, each once."""
    if MEDIA not in markdown:
        return ()
    if MEDIA not in markdown:
        return ()
    text, _ = masked(markdown, frozenset({"code", *_FORMULAS}))
    names = (
        str(child.attrs["src"]).removeprefix(MEDIA)
        for token in _parser().parse(text)
        for child in token.children or ()
        if child.type == "image" and str(child.attrs.get("src", "")).startswith(MEDIA)
    )
    return tuple(dict.fromkeys(names))


@cache
def _parser() -> MarkdownIt:
    """Return the one parser: CommonMark and tables, no raw HTML."""
    parser = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
    parser.disable([rule for rule in _RULES if rule in parser.get_all_rules()["inline"]])
    parser.validateLink = _is_ours  # type: ignore[method-assign,assignment]  # as its docs do
    parser.add_render_rule("image", _image)
    return parser


def _is_ours(address: str) -> bool:
    """Tell whether an address may stay: a picture of the card's own, or a web page to click on."""
    return address.startswith((MEDIA, "https://", "http://", "mailto:"))


def _image(
    _renderer: RendererHTML,
    tokens: Sequence[Token],
    index: int,
    _options: OptionsDict,
    env: EnvType,
) -> str:
    """Return a picture of the card's own; of any other only its words."""
    token = tokens[index]
    source, words = str(token.attrs.get("src", "")), escape(token.content)
    if not source.startswith(MEDIA):
        return words
    name = escape(env["address"](source.removeprefix(MEDIA)))
    return f'<img src="{name}" alt="{words}">'
