"""A question as Markdown, to show how it will look in another program."""

from collections.abc import Sequence

from initquiz.asking.grading import number
from initquiz.model.answers import AnswerField
from initquiz.model.arranging import Match, Order
from initquiz.model.blocks import Block, Code, Table
from initquiz.model.choosing import Choice, Choices, letter
from initquiz.model.exchange import MEDIA
from initquiz.model.pairs import pairs


def shown(prompt: str, blocks: Sequence[Block], picture: str = "") -> str:
    """Return what is asked, with what it shows; `picture` names the PNG of its plots."""
    parts = [prompt]
    for block in blocks:
        if isinstance(block, Code):
            parts += [f"**{block.title}**" if block.title else "", fenced(block.text)]
        elif isinstance(block, Table):
            parts += [f"**{block.title}**" if block.title else "", _table(block)]
    if picture:
        parts.append(f"![plot]({MEDIA}{picture})")
    return "\n\n".join(filter(None, parts))


def offered(field: AnswerField) -> str:
    """Return what there is to choose or to match; for numbers what counts as right."""
    if isinstance(field, Choice | Choices):
        lines = [f"- {letter(i)}) {option.text}" for i, option in enumerate(field.options)]
    elif isinstance(field, Match | Order):
        lines = [f"- {item}" for item, _ in pairs(field)]
        lines.append(f"\n{', '.join(option.text for option in field.options)}")
    else:
        lines = [
            f"- {each.label}: {number(each.low)} to {number(each.high)}"
            for each in field.quantities
        ]
    return "\n".join(lines)


def fenced(text: str) -> str:
    """Return a text that is to be shown as it is written, in a block of its own."""
    fence = "```"
    while fence in text:
        fence += "`"
    return f"{fence}\n{text}\n{fence}"


def _table(block: Table) -> str:
    rows = [block.header, ("---",) * len(block.header), *block.rows]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)
