"""Moodle's XML as it comes, and as a stranger might send it."""

from base64 import b64encode
from collections.abc import Callable
from html import escape

PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f"
    b"\x15\xc4\x89\x00\x00\x00\nIDATx\x9cc\x00\x01\x00\x00\x05\x00\x01\r\n-\xb4\x00\x00\x00\x00IEND"
    b"\xaeB`\x82"
)
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
RIGHT = '<answer fraction="100" format="moodle_auto_format"><text>so</text></answer>'


def quiz(*questions: str, head: str = HEAD) -> bytes:
    """Return a file of questions."""
    return "\n".join([f"{head}<quiz>", *questions, "</quiz>", ""]).encode()


def question(
    text: str = "<p>Why?</p>",
    body: str = RIGHT,
    kind: str = "shortanswer",
    key: str = "",
    **more: str,
) -> str:
    """Return a question; `text` is HTML, `more` are its other elements' XML by their tags."""
    inner = f'<questiontext format="html"><text>{escape(text)}</text>{more.pop("files", "")}'
    parts = [f"<name><text>Q {key}</text></name>", inner + "</questiontext>", body]
    parts += [f"<{tag}>{xml}</{tag}>" for tag, xml in more.items()]
    parts += [f"<idnumber>{key}</idnumber>"] if key else []
    return f'<question type="{kind}">{"".join(parts)}</question>'


def answer(text: str, fraction: str = "0", more: str = "") -> str:
    """Return an answer, its text HTML."""
    return f'<answer fraction="{fraction}" format="html"><text>{escape(text)}</text>{more}</answer>'


def picture(name: str = "a.png", data: bytes | str = PNG) -> str:
    """Return a picture's element."""
    text = data if isinstance(data, str) else b64encode(data).decode()
    return f'<file name="{escape(name)}" path="/" encoding="base64">{text}</file>'


def _image(name: str = "a.png") -> str:
    return f'Look: <img src="@@PLUGINFILE@@/{name}" alt="plot">'


LAUGHS = "".join(
    f'<!ENTITY l{i} "{f"&l{i - 1};" * 10 if i else "lol"}">' for i in range(10)
)  # fmt: skip
REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "nothing": (lambda: b"", "line 1, column 1"),
    "no XML": (lambda: b"hello" * 100, "line 1, column 1"),
    "another kind of XML": (lambda: b"<html><body/></html>", "begins with <html>"),
    "a billion laughs": (
        lambda: quiz(question("&l9;"), head=f"<!DOCTYPE quiz [{LAUGHS}]>"), "DOCTYPE",
    ),
    "an external entity": (
        lambda: quiz(
            question(), head='<!DOCTYPE quiz [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        ),
        "DOCTYPE",
    ),
    "an external DTD behind a comment": (
        lambda: quiz(head='<?xml version="1.0"?><!-- <x> --> <?pi?>\n<!DOCTYPE quiz SYSTEM "x">'),
        "DOCTYPE",
    ),
    "an unknown entity": (lambda: b"<quiz>\n&x;</quiz>", "line 2, column 1"),
    "deep nesting": (lambda: b"<quiz>" + b"<a>" * 500_000, "40 deep"),
    "many elements in one question": (
        lambda: b"<quiz><question>" + b"<a/>" * 1_000_000, "20,000 elements",
    ),
    "many questions": (
        lambda: quiz(*['<question type="x"/>'] * 20_001), "more than 20,000 questions",
    ),
    "21 MB": (lambda: quiz(question("x" * 21_000_000)), "more than 20,000,000"),
    "many elements that are no questions": (
        lambda: b"<quiz>" + b"<x/>" * 4_000_000, "more than 50,000 questions",
    ),
    "NUL": (lambda: quiz(question("a\0b")), "line 3"),
    "bad UTF-8": (lambda: quiz(question("é")).replace(b"\xc3", b""), "line 3 is not UTF-8"),
    "UTF-16": (lambda: quiz(question()).decode().encode("utf-16"), "not UTF-8"),
    "Latin-1": (lambda: quiz(question(), head='<?xml version="1.0" encoding="latin-1"?>'), "latin"),
    "UTF-7": (lambda: quiz(question(), head='<?xml version="1.0" encoding="utf-7"?>'), "utf-7"),
    "truncated": (lambda: quiz(question(), question(key="b"))[:-30], "line 4"),
    "truncated in a picture": (
        lambda: quiz(question(_image(), files=picture(data=PNG * 90_000)))[:5_000_000], "line 3",
    ),
    "wrongly nested": (lambda: b"<quiz><question><a></question></a></quiz>", "mismatched tag"),
    "an attribute twice": (lambda: b'<quiz a="" a=""/>', "duplicate attribute"),
    "a second root": (lambda: quiz(question()) + b"<quiz/>", "junk after"),
}  # fmt: skip
"""Files that are refused whole, with words of the reason."""

LEFT_OUT: dict[str, tuple[str, str]] = {
    "cloze": (question("{1:SA:=x}", "", "cloze"), "of the kind “cloze”"),
    "calculated": (question("{a}", answer("{a}", "100"), "calculated"), "of the kind “calculated”"),
    "drag and drop": (question("[[1]]", "", "ddwtos"), "of the kind “ddwtos”"),
    "no kind": (question(kind=""), "of the kind “”"),
    "no text": (question(""), "nothing is left of its text"),
    "nothing but a script": (question("<script>x</script>"), "nothing is left of its text"),
    "no answers": (question(body=""), "it has no answers"),
    "nothing right": (question(body=answer("x", "50"), kind="multichoice"), ""),
    "an essay without an answer": (question(body="", kind="essay"), "no right answer"),
    "pairs without pairs": (question(body="", kind="matching"), "no right answer"),
    "a share that is none": (question(body=answer("x", "much")), "a share is 'much'"),
    "a share that is endless": (question(body=answer("x", "1e999")), "a share is '1e999'"),
    "a number that is none": (
        question(body=answer("x", "100"), kind="numerical"), "an answer is 'x'",
    ),
    "a tolerance that is none": (
        question(body=answer("1", "100", "<tolerance>nan</tolerance>"), kind="numerical"),
        "a tolerance is 'nan'",
    ),
    "a long text": (question("x" * 70_000), "65,536 characters"),
    "a long answer": (question(body=answer("x" * 70_000, "100")), "65,536 characters"),
    "the same id": (question("Another?", key="sound"), "the same id as question 1"),
}  # fmt: skip
"""Questions that are left out, with words of the problem; "" where something may be kept."""

CLEANED: dict[str, tuple[str, str]] = {
    "a script": (question("Why?<script>alert(1)</script>"), "<script>"),
    "an event": (question('Why?<p onclick="x()">x</p>'), "an event of <p>"),
    "a frame": (question('Why?<iframe src="https://a.example"></iframe>'), "<iframe>"),
    "a picture of the web": (question('Why? <img src="https://a.example/x.png">'), "picture"),
    "a picture that is a file": (question('Why? <img src="file:///etc/passwd">'), "picture"),
    "a picture that is missing": (question("Why? " + _image("gone.png")), "gone.png"),
    "bad base64": (question("Why? " + _image(), files=picture(data="!!!")), "no base64"),
    "half base64": (question("Why? " + _image(), files=picture(data="iVBORw0KG")), "no base64"),
    "a drawing as a PNG": (
        question("Why? " + _image(), files=picture(data=b"<svg onload='x()'/>")), "is not a PNG",
    ),
    "a page as a picture": (
        question("Why? " + _image("a.html"), files=picture("a.html", b"<html>")), "is not a PNG",
    ),
    "a picture in hex": (
        question("Why? " + _image(), files=picture().replace("base64", "hex")), "as base64",
    ),
    "formulas that never end": (question("Why? " + r"\(" * 20_000), ""),
    "tags that never end": (question("Why? " + "<b>" * 15_000), ""),
    "tags that nest": (question("Why? " + "<ul><li>" * 5_000), ""),
    "quotes that never end": (question("Why? " + '<a href="' * 5_000), ""),
    "declarations": (question("Why? " + "<![<!a<?x<!--" * 4_000), ""),
    "dollars": (question("Why? " + "$$x" * 20_000), ""),
    "marks": (question("Why? " + "*_`[" * 15_000), ""),
    "brackets": (question("Why? " + "![](" * 15_000), ""),
    "blanks": (question("Why? " + "\u00a0 " * 30_000 + "x"), ""),
    "stars": (question("Why?", answer("*a" * 20_000 + "b", "100")), ""),
    "Markdown": (
        question("Why? " + "[" * 30_000).replace('format="html"', 'format="markdown"', 1), "",
    ),
    "a long id": (question(key="x" * 60_000), ""),
    "many tags": (
        question(tags="<tag><text>a</text></tag>" * 5_000 + "<tag><text>b</text></tag>"), "",
    ),
}  # fmt: skip
"""Questions that are read, with words of the problem, if there must be one."""

SOUND = question(key="sound")


def corpus() -> dict[str, bytes]:
    """Return every hostile file by what is wrong with it, and one that is sound."""
    made = {name: make() for name, (make, _) in REFUSED.items()}
    for name, (text, _) in {**LEFT_OUT, **CLEANED}.items():
        made[name] = quiz(SOUND, text)
    return made | {"sound": sound()}


def sound() -> bytes:
    """Return a file of every kind that is read."""
    tolerance = "<tolerance>0.0005</tolerance>"
    told = "<feedback format='html'><text>That is the variance.</text></feedback>"
    pair = (
        "<subquestion format='html'><text>{}</text><answer><text>{}</text></answer></subquestion>"
    )
    units = "<unit><multiplier>1</multiplier><unit_name>nats</unit_name></unit>"
    category = "<category><text>$course$/top/Deep // wide/Init/He</text></category>"
    return quiz(
        f'<question type="category">{category}</question>',
        question(
            r"<p>Which law? \(\frac{2}{n_{in}}\) " + _image("my%20plot.png") + "</p>",
            answer("<p>He</p>", "100")
            + answer("Xavier", "50", told)
            + answer(r"\(x^2\)", "-50")
            + "<single>true</single>",
            "multichoice",
            "choice",
            files=picture("my plot.png"),
            generalfeedback="<text>He et al.</text>",
            tags="<tag><text>he normal</text></tag><tag><text>claim-1</text></tag>",
        ),
        question(
            "<p>Which two?</p>",
            answer("b", "50") + answer("W", "50") + answer("x", "-100"),
            "multichoice",
            "choices",
        ),
        question(
            "Which std?",
            answer("0.0884", "100", tolerance)
            + answer("0.0078", "50", tolerance + told)
            + answer("*", "0", "<feedback><text>Take the root.</text></feedback>"),
            "numerical",
            "number",
            units=units,
        ),
        question("So.", answer("true", "100") + answer("false", more=told), "truefalse", "tf"),
        question(
            "Who?",
            answer("He", "100") + answer("Kai*", "100") + answer("Glorot", "20"),
            key="short",
        ),
        question("Match.", pair.format("a", "one") + pair.format("b", "two") + pair.format("", "3"),
                 "matching", "pairs"),
        question(
            "Explain.", "", "essay", "essay", graderinfo="<text>&lt;p&gt;Symmetry.&lt;/p&gt;</text>"
        ),
        question("Read this.", "", "description"),
        question("Without an id?"),
    )  # fmt: skip
