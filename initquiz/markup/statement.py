"""A drawn question as HTML: its prompt, its code and tables, and the place of its picture."""

from collections.abc import Sequence
from html import escape

from initquiz.markup.html import to_html, to_line
from initquiz.model.blocks import Block, Code, Table


def statement(prompt: str, blocks: Sequence[Block], picture: str = "") -> str:
    """Return what is asked: the prompt, then what is shown; plots are one picture.

    `picture` is the address of a PNG of all plots among the blocks ("" if there is none); its
    alternative text is their summaries.
    """
    parts = [to_html(prompt)]
    for block in blocks:
        if isinstance(block, Code):
            parts += [
                _titled(block.title),
                f"<pre><code>{escape(block.text, quote=False)}</code></pre>",
            ]
        elif isinstance(block, Table):
            parts += [_titled(block.title), _table(block)]
    if picture:
        words = " ".join(
            filter(
                None, (f"{b.title}: {b.summary}" if b.title else b.summary for b in plots(blocks))
            )
        )
        parts.append(f'<p><img src="{escape(picture)}" alt="{escape(words)}"></p>')
    return "\n".join(filter(None, parts))


def plots(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Return the blocks that are pictures."""
    return tuple(block for block in blocks if not isinstance(block, Code | Table))


def _titled(title: str) -> str:
    return f"<p><strong>{to_line(title)}</strong></p>" if title else ""


def _table(block: Table) -> str:
    head = "".join(f"<th>{to_line(cell)}</th>" for cell in block.header)
    body = "".join(
        "<tr>" + "".join(f"<td>{to_line(cell)}</td>" for cell in row) + "</tr>"
        for row in block.rows
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
