"""Builds what both front doors share: the collection, the plug-ins, the clock."""

import importlib.util
import os
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import initquiz.exporters
import initquiz.importers
import initquiz.questions
from initquiz import resources
from initquiz.model.study_day import Now
from initquiz.plugins import Registry
from initquiz.study.collection import Collection

if TYPE_CHECKING:
    from initquiz.model.exchange import Exporter, Importer
    from initquiz.model.question_type import QuestionType

SEEDED_DECK = "weight-initialization.md"
_SEEDED = "seeded"
PACKAGES = (
    "On Debian and Ubuntu: apt install libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libegl1 libgl1"
    " libxkbcommon-x11-0."
)


class Plugins(NamedTuple):
    """The plug-in families below the window, each imported when first asked for."""

    questions: "Registry[QuestionType]"
    importers: "Registry[Importer]"
    exporters: "Registry[Exporter]"


def plug_ins() -> Plugins:
    """Return the plug-ins of this installation."""
    return Plugins(
        questions=Registry(initquiz.questions, "QUESTION"),
        importers=Registry(initquiz.importers, "IMPORTER"),
        exporters=Registry(initquiz.exporters, "EXPORTER"),
    )


def now() -> Now:
    """Read the clock: the only place that does."""
    return Now.of(datetime.now().astimezone())


def default_collection() -> Path:
    """Return where the collection is kept: INITQUIZ_COLLECTION, or the platform's data folder."""
    if named := os.environ.get("INITQUIZ_COLLECTION"):
        return Path(named).expanduser()
    import platformdirs  # noqa: PLC0415 - not needed where a file is named

    return Path(platformdirs.user_data_dir("initquiz", appauthor=False)) / "collection.sqlite"


def open_collection(path: Path, known: Plugins) -> Collection:
    """Open the collection, and give a new one the deck that comes with the program.

    Raises:
        CollectionError: It cannot be used; the message says why and what to do.
    """
    collection = Collection(path)
    if not collection.settings.get(_SEEDED):
        try:
            _seed(collection, known)
        except BaseException:
            collection.close()
            raise
    return collection


def _seed(collection: Collection, known: Plugins) -> None:
    from initquiz.study import exchange, importing  # noqa: PLC0415 - only for the first start

    reading = exchange.read(resources.data_file(SEEDED_DECK), known.importers)
    with collection.database.transaction():
        # Another program may have seeded it while this one read the deck.
        if not collection.settings.get(_SEEDED):
            previewed = importing.preview(collection, reading, known.questions)
            importing.adopt(collection, previewed, now())
            collection.settings.set(_SEEDED, SEEDED_DECK)


def missing_screen() -> str:
    """Return why no window can open here, or nothing: asked before Qt, which would abort."""
    asked = os.environ.get("QT_QPA_PLATFORM", "")
    needs_screen = not asked or "xcb" in asked or "wayland" in asked
    if sys.platform in {"win32", "darwin"} or not needs_screen:
        return ""
    wayland = os.environ.get("WAYLAND_DISPLAY")
    if wayland and (Path(os.environ.get("XDG_RUNTIME_DIR", "/")) / wayland).exists():
        return ""
    display = os.environ.get("DISPLAY")
    if not display:
        return "There is no screen here: neither DISPLAY nor WAYLAND_DISPLAY is set."
    import ctypes  # noqa: PLC0415 - only where a screen must be asked for

    try:
        xcb = ctypes.CDLL("libxcb.so.1")
        ctypes.CDLL(str(_qt_folder() / "plugins" / "platforms" / "libqxcb.so"))
    except OSError as error:
        return f"The window system cannot be used ({error}). {PACKAGES}"
    xcb.xcb_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(xcb.xcb_connect(None, None))
    refused = xcb.xcb_connection_has_error(connection)
    xcb.xcb_disconnect(connection)
    return f"The screen {display} does not answer." if refused else ""


def _qt_folder() -> Path:
    found = importlib.util.find_spec("PySide6")
    if found is None or found.origin is None:
        raise OSError("PySide6 is not installed")
    return Path(found.origin).parent / "Qt"
