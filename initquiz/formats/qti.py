"""QTI 1.2 in the dialect that Canvas writes and reads: items, quizzes, and the list of a package.

Element names and their order are those of the specification (`ims_qtiasiv1p2p1`); what the kind
of a question is, its points and its answers' numbers stand in metadata that Canvas defined.
Canvas takes every condition of a numerical item that sets a score for a right answer, whatever
the score, so there is no partial credit for a wrong number.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import NamedTuple

RESPONSE = "response1"
"""The name of an item's only response; those of a matching item have names of their own."""

CORRECT, WRONG, GENERAL = "correct_fb", "general_incorrect_fb", "general_fb"
"""Names of feedback that Canvas knows; an answer's own is its number and `_fb`."""

_QTI = (
    'xmlns="http://www.imsglobal.org/xsd/ims_qtiasiv1p2"'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    ' xsi:schemaLocation="http://www.imsglobal.org/xsd/ims_qtiasiv1p2'
    ' http://www.imsglobal.org/xsd/ims_qtiasiv1p2p1.xsd"'
)
_CANVAS = 'xmlns="http://canvas.instructure.com/xsd/cccv1p0"'
_MANIFEST = (
    'xmlns="http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1"'
    ' xmlns:imsmd="http://www.imsglobal.org/xsd/imsmd_v1p2"'
)
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
# What XML 1.0 cannot hold, whatever its spelling.
_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_EXTRA = "associatedcontent/imscc_xmlv1p1/learning-application-resource"


class Item(NamedTuple):
    """A question: `presentation` and `conditions` are XML, `feedback` is HTML by its name.

    `answers` are the numbers of the answers, each once in an item; `points` is what a right
    answer is worth.
    """

    ident: str
    title: str
    kind: str
    answers: tuple[int, ...]
    presentation: tuple[str, ...]
    conditions: tuple[str, ...]
    feedback: Mapping[str, str]
    points: float = 1.0


class Group(NamedTuple):
    """Items of which Canvas draws one for each student."""

    ident: str
    title: str
    items: tuple[Item, ...]


class Quiz(NamedTuple):
    """A quiz: its name in the package, its title, and what it asks."""

    ident: str
    title: str
    parts: tuple[Item | Group, ...]


def html(text: str) -> str:
    """Return HTML as material."""
    return _element("material", _element("mattext", _text(text), texttype="text/html"))


def plain(text: str) -> str:
    """Return text as material."""
    return _element("material", _element("mattext", _text(text), texttype="text/plain"))


def options(labelled: Iterable[tuple[int, str]], *, several: bool = False) -> str:
    """Return answers (number, HTML) to choose one of, or several."""
    labels = "".join(_element("response_label", html(text), ident=key) for key, text in labelled)
    return _element(
        "response_lid",
        _element("render_choice", labels),
        ident=RESPONSE,
        rcardinality="Multiple" if several else "Single",
    )


def pairing(key: int, words: str, labelled: Iterable[tuple[int, str]]) -> str:
    """Return an item (number, HTML) to be matched with one of the texts (number, text)."""
    labels = "".join(_element("response_label", plain(text), ident=key) for key, text in labelled)
    return _element(
        "response_lid", html(words) + _element("render_choice", labels), ident=place(key)
    )


def place(key: int) -> str:
    """Return the name of the response of an item to be matched."""
    return f"response_{key}"


def blank(*, number: bool = False) -> str:
    """Return a field for a text or a number."""
    label = '<response_label ident="answer1" rshuffle="No"/>'
    fib = _element("render_fib", label, **({"fibtype": "Decimal"} if number else {}))
    return _element("response_str", fib, ident=RESPONSE, rcardinality="Single")


def equal(value: object, respident: str = RESPONSE) -> str:
    """Return the condition that a response is this value."""
    return _element("varequal", _text(str(value)), respident=respident)


def within(low: float, high: float) -> str:
    """Return the two conditions that the response lies between two numbers or is one of them."""
    bounds = (("vargte", low), ("varlte", high))
    return "".join(_element(tag, repr(float(x)), respident=RESPONSE) for tag, x in bounds)


def either(*conditions: str) -> str:
    """Return the condition that one of some holds."""
    return _element("or", "".join(conditions))


def every(*conditions: str) -> str:
    """Return the condition that all of some hold."""
    return _element("and", "".join(conditions))


def unless(condition: str) -> str:
    """Return the condition that another does not hold."""
    return _element("not", condition)


def when(condition: str, *, score: str = "", add: bool = False, feedback: str = "") -> str:
    """Return what follows from a condition: a score (of 100) is set or added, feedback is shown.

    Only a score that is set ends the processing.
    """
    done = _element("conditionvar", condition)
    if score:
        done += _element("setvar", score, action="Add" if add else "Set", varname="SCORE")
    if feedback:
        done += f'<displayfeedback feedbacktype="Response" linkrefid="{_mark(feedback)}"/>'
    ends = score and not add
    return _element("respcondition", done, **{"continue": "No" if ends else "Yes"})


def otherwise(feedback: str = "") -> str:
    """Return feedback that is shown whatever the response, unless the processing has ended."""
    return when("<other/>", feedback=feedback)


def quiz_file(quiz: Quiz) -> bytes:
    """Return a quiz as a file."""
    parts = "\n".join(
        _group(part) if isinstance(part, Group) else _item(part) for part in quiz.parts
    )
    section = _element("section", f"\n{parts}\n", ident="root_section")
    told = _element("qtimetadata", _field("cc_maxattempts", "1"))
    whole = _element("assessment", told + section, ident=quiz.ident, title=quiz.title)
    return f"{_HEAD}<questestinterop {_QTI}>{whole}</questestinterop>\n".encode()


def settings_file(quiz: Quiz) -> bytes:
    """Return what Canvas wants to know of a quiz beside its questions: unpublished, shuffled."""
    points = sum(
        part.items[0].points if isinstance(part, Group) else part.points for part in quiz.parts
    )
    fields = {
        "title": quiz.title,
        "description": "",
        "shuffle_answers": "true",
        "scoring_policy": "keep_highest",
        "quiz_type": "assignment",
        "points_possible": f"{points:.1f}",
        "show_correct_answers": "true",
        "allowed_attempts": "1",
        "one_question_at_a_time": "false",
        "cant_go_back": "false",
        "available": "false",
    }
    inner = "".join(f"\n  {_element(name, _text(value))}" for name, value in fields.items())
    return f'{_HEAD}<quiz identifier="{_mark(quiz.ident)}" {_CANVAS}>{inner}\n</quiz>\n'.encode()


def manifest(ident: str, title: str, quizzes: Sequence[Quiz], files: Iterable[str]) -> bytes:
    """Return the list of a package: its quizzes and the paths of its other files."""
    resources = [line for quiz in quizzes for line in _resources(quiz)]
    for path in files:
        name = "file-" + path.rpartition("/")[2].replace(".", "-")
        resources.append(_resource(name, "webcontent", path, href=path))
    named = _element("imsmd:string", _text(title))
    for tag in ("imsmd:title", "imsmd:general", "imsmd:lom"):
        named = _element(tag, named)
    schema = "<schema>IMS Content</schema><schemaversion>1.1.3</schemaversion>"
    told = _element("metadata", schema + named)
    held = _element("resources", "\n".join(["", *resources, ""]))
    inner = f"\n{told}\n<organizations/>\n{held}\n"
    return f'{_HEAD}<manifest identifier="{_mark(ident)}" {_MANIFEST}>{inner}</manifest>\n'.encode()


def paths(quiz: Quiz) -> tuple[str, str]:
    """Return where in the package a quiz and its settings are."""
    return f"{quiz.ident}/{quiz.ident}.xml", f"{quiz.ident}/assessment_meta.xml"


def _resources(quiz: Quiz) -> tuple[str, str]:
    questions, settings = paths(quiz)
    extra = f"{quiz.ident}-settings"
    depends = f'<dependency identifierref="{_mark(extra)}"/>'
    return (
        _resource(quiz.ident, "imsqti_xmlv1p2", questions, depends),
        _resource(extra, _EXTRA, settings, href=settings),
    )


def _resource(ident: str, kind: str, path: str, more: str = "", **href: str) -> str:
    file = f'<file href="{_mark(path)}"/>'
    return _element("resource", file + more, identifier=ident, type=kind, **href)


def _group(group: Group) -> str:
    chosen = "1"
    for tag in ("selection_number", "selection", "selection_ordering"):
        chosen = _element(tag, chosen)
    items = "\n".join(map(_item, group.items))
    return _element("section", f"{chosen}\n{items}\n", ident=group.ident, title=group.title)


def _item(item: Item) -> str:
    fields = {
        "question_type": item.kind,
        "points_possible": repr(item.points),
        "original_answer_ids": ",".join(map(str, item.answers)),
    }
    told = _element("qtimetadata", "".join(_field(*field) for field in fields.items()))
    score = '<decvar maxvalue="100" minvalue="0" varname="SCORE" vartype="Decimal"/>'
    parts = [
        _element("itemmetadata", told),
        _element("presentation", "".join(item.presentation)),
        _element(
            "resprocessing", "\n".join(["", _element("outcomes", score), *item.conditions, ""])
        ),
        *(
            _element("itemfeedback", _element("flow_mat", html(text)), ident=name)
            for name, text in item.feedback.items()
        ),
    ]
    return _element("item", "\n".join(["", *parts, ""]), ident=item.ident, title=item.title)


def _field(label: str, entry: str) -> str:
    inner = _element("fieldlabel", label) + _element("fieldentry", _text(entry))
    return _element("qtimetadatafield", inner)


def _text(text: str) -> str:
    return escape(_ILLEGAL.sub("", text), quote=False)


def _mark(text: str) -> str:
    return escape(_ILLEGAL.sub("", text))


def _element(tag: str, inner: str, **attributes: object) -> str:
    told = "".join(f' {name}="{_mark(str(value))}"' for name, value in attributes.items())
    return f"<{tag}{told}>{inner}</{tag}>"
