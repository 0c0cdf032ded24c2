"""Makes sure there is a font at all: Qt ships none, and a bare system has boxes for letters."""

from typing import TYPE_CHECKING

from PySide6.QtGui import QFont, QFontMetrics

from initquiz.errors import InitQuizError

if TYPE_CHECKING:
    from pathlib import Path


def with_letters(font: QFont) -> QFont:
    """Return the font itself, or a shipped one of its size where the system has no letters.

    Call it once the application exists. The shipped font is the DejaVu Sans that comes with
    ziafont, which is found without importing it.

    Raises:
        InitQuizError: there is no font anywhere.
    """
    # Without fonts Qt still names families, but they have no letters.
    if QFontMetrics(font).inFont("A"):
        return font
    shipped = QFont(font)
    shipped.setFamilies([_load(_shipped_font())])
    return shipped


def _shipped_font() -> "Path":
    from importlib.util import find_spec  # noqa: PLC0415 - seldom needed
    from pathlib import Path  # noqa: PLC0415

    package = find_spec("ziafont")
    if package is None or package.origin is None:
        raise InitQuizError("There is no font on this system; install one, such as DejaVu Sans.")
    return Path(package.origin).parent / "fonts" / "DejaVuSans.ttf"


def _load(path: "Path") -> str:
    from PySide6.QtGui import QFontDatabase  # noqa: PLC0415 - as above

    families = QFontDatabase.applicationFontFamilies(QFontDatabase.addApplicationFont(str(path)))
    if not families:
        raise InitQuizError("There is no font on this system; install one, such as DejaVu Sans.")
    return families[0]
