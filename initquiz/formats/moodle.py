r"""Moodle's XML as a writer needs it: elements, pictures, paths of categories.

Text is escaped, never CDATA; what XML 1.0 cannot hold is left out. Rules of Moodle 4.1, from
its importer: a category's path parts names by `/` and doubles a slash within one; a name has at
most 255 characters, a tag 50.
"""

import re
from base64 import b64encode
from html import escape

PLUGIN = "@@PLUGINFILE@@/"
"""What the address of a picture within a question begins with."""

TOP = "$course$/top/"
"""What the path of a course's category begins with."""

LONGEST_NAME, LONGEST_TAG, _WORDS = 255, 50, 80
_UNWRITABLE = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_PNG, _WIDTH = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", slice(16, 20)
_SLASH = re.compile(r"(?<!/)/(?!/)")


def text(content: str) -> str:
    """Return `<text>`."""
    return plain("text", content)


def plain(tag: str, content: str) -> str:
    """Return an element that holds text alone."""
    return f"<{tag}>{escape(writable(content), quote=False)}</{tag}>"


def element(tag: str, inner: str, **attributes: str) -> str:
    """Return an element around what is XML already."""
    told = "".join(f' {name}="{escape(writable(value))}"' for name, value in attributes.items())
    return f"<{tag}{told}>{inner}</{tag}>"


def rich(tag: str, html: str, files: str = "") -> str:
    """Return an element of HTML with its pictures."""
    return element(tag, text(html) + files, format="html")


def answer(share: str, content: str, feedback: str = "", more: str = "") -> str:
    """Return an answer with its share of the marks; `feedback` is HTML, `more` is XML."""
    told = rich("feedback", feedback) if feedback else ""
    return element("answer", text(content) + more + told, fraction=share, format="html")


def number(share: str, value: float, tolerance: float, feedback: str = "") -> str:
    """Return a number that is right, or half right, within a tolerance to both sides."""
    reach = plain("tolerance", repr(float(tolerance)))
    return answer(share, repr(float(value)), feedback, reach)


def unit(name: str) -> str:
    """Return that a number may be typed with its unit or without; "" if it has none."""
    if not name:
        return ""
    one = element("unit", plain("multiplier", "1") + plain("unit_name", name))
    rules = {"unitgradingtype": "0", "unitpenalty": "0.1", "showunits": "0", "unitsleft": "0"}
    return element("units", one) + "".join(plain(tag, rule) for tag, rule in rules.items())


def picture(name: str, data: bytes) -> str:
    """Return a picture."""
    return element("file", b64encode(data).decode(), name=name, path="/", encoding="base64")


def sized(html: str, address: str, data: bytes) -> str:
    """Return HTML in which a drawn PNG is shown at half its pixels, and never wider than the page.

    Plots are drawn twice as fine as most screens show them.
    """
    if not data.startswith(_PNG) or len(data) < _WIDTH.stop:
        return html
    width = int.from_bytes(data[_WIDTH]) // 2
    shown = f'<img src="{address}"'
    return html.replace(shown, f'{shown} width="{width}" style="max-width: 100%; height: auto"')


def name(key: str, prompt: str) -> str:
    """Return a question's name as lists show it: its id and how it begins."""
    words = " ".join(prompt.split())
    short = words if len(words) <= _WORDS else words[: _WORDS - 1] + "…"
    return element("name", text(f"{key}: {short}"[:LONGEST_NAME]))


def tags(names: tuple[str, ...]) -> str:
    """Return a question's tags."""
    inner = "".join(element("tag", text(name)) for name in names)
    return element("tags", inner) if inner else ""


def category(*names: str) -> str:
    """Return the question that says in which category those after it are."""
    path = TOP + "/".join(_escaped(name) for name in names if name.strip())
    return element("question", element("category", text(path)), type="category")


def names_of(path: str) -> tuple[str, ...]:
    """Return the names in a category's path, without the course's own and its top."""
    names = [part.replace("//", "/").strip() for part in _SLASH.split(path)]
    if names and names[0].startswith("$") and names[0].endswith("$"):
        del names[0]
    if names and names[0] == "top":
        del names[0]
    return tuple(filter(None, names))


def starred(typed: str) -> str:
    r"""Return a short answer in which a star is a star (`\*`), not anything."""
    return typed.replace("*", r"\*")


def unstarred(pattern: str) -> str | None:
    """Return the text a short answer stands for; None if it stands for many."""
    return None if re.search(r"(?<!\\)\*", pattern) else pattern.replace(r"\*", "*")


def writable(content: str) -> str:
    """Return text without what XML 1.0 cannot hold; other line ends become LF, as readers do."""
    content = content.replace("\r\n", "\n").replace("\r", "\n")
    return _UNWRITABLE.sub("", content)


def _escaped(part: str) -> str:
    """Return a name for a path; Moodle keeps a slash at an end from its neighbour by a space."""
    part = " ".join(part.split()).replace("/", "//")
    return f"{' ' * part.startswith('/')}{part}{' ' * part.endswith('/')}"
