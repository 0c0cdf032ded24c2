"""Canvas' rules for a package of QTI 1.2: what may stand where, and how a response is graded."""

import io
import re
import zipfile
from collections.abc import Mapping
from xml.etree import ElementTree as ET

from initquiz.exporters.canvas_qti import EXPORTER
from initquiz.model.answers import AnswerField
from initquiz.model.arranging import Match, Order
from initquiz.model.choosing import Choice, Choices
from initquiz.model.exchange import Parcel
from initquiz.model.mistake import Given

# What may stand in what, in this order (IMS QTI 1.2.1), for the elements that are used.
CONDITIONS = "(?:not |and |or |other |varequal |varlte |vargte )"
CONTENT = {
    "questestinterop": "assessment ",
    "assessment": "(?:qtimetadata )*(?:section )+",
    "section": "(?:qtimetadata )*(?:selection_ordering )?(?:item |section )*",
    "selection_ordering": "(?:selection )*",
    "selection": "(?:selection_number )?",
    "item": "(?:itemmetadata )?(?:presentation )?(?:resprocessing )*(?:itemfeedback )*",
    "itemmetadata": "(?:qtimetadata )*",
    "qtimetadata": "(?:qtimetadatafield )+",
    "qtimetadatafield": "fieldlabel fieldentry ",
    "presentation": "(?:material |response_lid |response_str )+",
    "material": "(?:mattext )+",
    "response_lid": "(?:material )?render_choice (?:material )?",
    "response_str": "(?:material )?render_fib (?:material )?",
    "render_choice": "(?:material |response_label )*",
    "render_fib": "(?:material |response_label )*",
    "response_label": "(?:material )*",
    "resprocessing": "outcomes (?:respcondition )+",
    "outcomes": "(?:decvar )+",
    "respcondition": "conditionvar (?:setvar )*(?:displayfeedback )*",
    "conditionvar": f"{CONDITIONS}+",
    "not": CONDITIONS,
    "and": f"{CONDITIONS}+",
    "or": f"{CONDITIONS}+",
    "itemfeedback": "(?:flow_mat |material )+",
    "flow_mat": "(?:flow_mat |material )+",
}
NEEDED = {
    "assessment": {"ident"}, "section": {"ident"}, "item": {"ident"}, "response_lid": {"ident"},
    "response_str": {"ident"}, "response_label": {"ident"}, "varequal": {"respident"},
    "vargte": {"respident"}, "varlte": {"respident"}, "displayfeedback": {"linkrefid"},
    "itemfeedback": {"ident"},
}  # fmt: skip
KINDS = {"multiple_choice", "multiple_answers", "true_false", "short_answer", "essay", "matching",
         "numerical"}  # fmt: skip

Response = Mapping[str, set[str]]


def members(whole: Parcel) -> dict[str, bytes]:
    """Return the files of a package."""
    with zipfile.ZipFile(io.BytesIO(EXPORTER.write(whole))) as package:
        return {name: package.read(name) for name in package.namelist()}


def bare(data: bytes) -> ET.Element:
    """Return a file's root, its elements without their namespaces."""
    root = ET.fromstring(data)  # noqa: S314 - our own file
    for element in root.iter():
        element.tag = element.tag.rpartition("}")[2]
    return root


def quiz(whole: Parcel) -> ET.Element:
    """Return the first quiz of a package, and see that it is built as the standard wants it."""
    files = members(whole)
    (name, *_) = (name for name in files if re.fullmatch(r"([^/]+)/\1\.xml", name))
    root = bare(files[name])
    assert faults(root) == []
    return root


def items(whole: Parcel) -> list[ET.Element]:
    """Return the items of a package's first quiz."""
    return list(quiz(whole).iter("item"))


def faults(root: ET.Element) -> list[str]:
    """Return where a quiz departs from the standard, or from itself."""
    found = []
    for element in root.iter():
        children = "".join(f"{child.tag} " for child in element)
        if not re.fullmatch(CONTENT.get(element.tag, ""), children):
            found.append(f"{element.tag} holds {children}")
        if lost := NEEDED.get(element.tag, set()) - set(element.attrib):
            found.append(f"{element.tag} lacks {lost}")
    idents = [item.get("ident") for item in root.iter("item")]
    found += ["two items of one ident"] if len(set(idents)) < len(idents) else []
    for item in root.iter("item"):
        told = meta(item)
        places = {
            one.get("ident") for tag in ("lid", "str") for one in item.iter(f"response_{tag}")
        }
        asked = {one.get("respident") for one in item.iter() if one.get("respident")}
        shown = {one.get("linkrefid") for one in item.iter("displayfeedback")}
        there = {one.get("ident") for one in item.iter("itemfeedback")}
        labels = [one.get("ident") for one in item.findall(".//render_choice[1]/response_label")]
        kind = told["question_type"].removesuffix("_question")
        found += [f"the kind {kind}"] * (kind not in KINDS)
        found += ["a response that is not there"] * (not asked <= places)
        found += ["feedback that is never shown"] * (shown != there)
        found += ["an ident with a character that Canvas changes"] * bool(
            re.search(r"[^\w-]", item.get("ident") or "")
        )
        if kind != "matching":
            found += ["two labels of one ident"] * (len(set(labels)) < len(labels))
    return found


def meta(item: ET.Element) -> dict[str, str]:
    """Return what an item's metadata says."""
    fields = item.iter("qtimetadatafield")
    return {one.findtext("fieldlabel") or "": one.findtext("fieldentry") or "" for one in fields}


def graded(item: ET.Element, response: Response) -> tuple[float, list[str]]:
    """Process a response by the rules of QTI 1.2; return the score (1.0 is all) and feedback."""
    score, feedback = 0.0, []
    for condition in item.iter("respcondition"):
        asked = condition.find("conditionvar")
        assert asked is not None
        if not holds(asked, response):
            continue
        for change in condition.iter("setvar"):
            value = float(change.text or 0)
            score = score + value if change.get("action") == "Add" else value
        feedback += [one.get("linkrefid") or "" for one in condition.iter("displayfeedback")]
        if condition.get("continue", "No") == "No":
            break
    return score / 100, feedback


def holds(condition: ET.Element, response: Response) -> bool:
    """Tell whether a condition holds; equalities alone side by side are alternatives."""
    parts = [holds(each, response) for each in condition]
    match condition.tag:
        case "other":
            return True
        case "not":
            return not parts[0]
        case "and":
            return all(parts)
        case "or":
            return any(parts)
        case "conditionvar":
            equal = all(each.tag == "varequal" for each in condition)
            return any(parts) if equal else all(parts)
    given = response.get(condition.get("respident") or "", set())
    return any(compared(condition.tag, each, condition.text or "") for each in given)


def compared(tag: str, given: str, wanted: str) -> bool:
    """Tell how a response compares: as a number, or as a text whatever its case."""
    if tag == "vargte":
        return float(given) >= float(wanted)
    if tag == "varlte":
        return float(given) <= float(wanted)
    assert tag == "varequal"
    try:
        return float(given) == float(wanted)
    except ValueError:
        return given.strip().casefold() == wanted.casefold()


def answered(field: AnswerField, given: Given) -> list[Response]:
    """Return an answer to a field as responses, one for each item it became."""
    match field:
        case Choice() | Choices():
            none = isinstance(field, Choices) and not given and not field.correct
            ticked = [len(field.options)] if none else given
            return [{"response1": {str(1001 + int(i)) for i in ticked}}]
        case Match():
            return [{f"response_{1001 + i}": {str(2001 + int(o))} for i, o in enumerate(given)}]
        case Order():
            return [{f"response_{1001 + i}": {str(2001 + int(o))} for i, o in enumerate(given)}]
        case _:
            return [{"response1": {repr(float(value))}} for value in given]
